"""How an alliance stands, at a glance."""

from datetime import timedelta

import pytest

from models.actions import need
from models.actions.overview import log_of, open_decisions, overview, portfolio
from models.method.errors import NotFound
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


def test_a_running_alliance_shows_where_it_is_and_what_it_waits_for(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    at_start.move_to(at_start.now() + timedelta(days=3))
    found = overview(slug)
    assert (found.slug, found.name, found.status, found.ending) == (slug, "Alliantie onderwijs", "running", None)
    assert (found.cycle, found.cycles, found.phase, found.phase_label) == (1, 1, "co_create", "Co-creatie")
    assert (found.lead, found.days_in_phase, found.parked_reason) == ("foundation", 3, None)
    assert found.waits_for == (
        "deliverable:solution_design",
        "deliverable:action_plan",
        "deliverable:resource_overview",
        "deliverable:toc_framework",
    )
    assert (found.remarks, found.commitments) == ((), {"confirmed": 2})
    assert len(found.deliverables) == 18
    assert [e.seq for e in found.events] == list(range(found.last_seq - 9, found.last_seq + 1))


def test_open_requests_name_organisations_and_never_persons() -> None:
    slug = factories.added()
    found = overview(slug)
    assert [(r.kind, r.subject, r.of) for r in found.requests] == [
        ("invitation", "onderwijs-gemeente", "Gemeente Voorbeeld"),
        ("invitation", "onderwijs-ouders", "Ouders Voorbeeld"),
        ("invitation", "onderwijs-bedrijf", "Bedrijf Voorbeeld"),
        ("invitation", "onderwijs-fonds", "Fonds Voorbeeld"),
    ]
    assert factories.PLANTED_NAME not in str(found)
    assert factories.PLANTED_ADDRESS not in str(found)


def test_an_alliance_that_has_ended_shows_how() -> None:
    slug = factories.added()
    need.no_go(slug, by=HZ, reason="Andere partijen doen dit al.")
    found = overview(slug)
    assert (found.status, found.ending, found.phase, found.lead) == ("ended", "no_go", None, None)
    assert (found.waits_for, found.requests, found.next_dates) == ((), (), ())


def test_the_portfolio_shows_all_of_them_by_slug() -> None:
    factories.added("zorg")
    factories.added("onderwijs")
    assert [found.slug for found in portfolio()] == ["onderwijs", "zorg"]


def test_open_decisions_are_shown_for_one_alliance_or_for_all() -> None:
    for slug in ("onderwijs", "zorg"):
        factories.brought_to(Phase.EVALUATE, slug)
        factories.measured(slug, 0.4)
    assert [(d.id, d.alliance) for d in open_decisions()] == [(1, "onderwijs"), (2, "zorg")]
    assert [(d.id, d.alliance) for d in open_decisions("zorg")] == [(2, "zorg")]


def test_the_log_is_complete_and_in_order() -> None:
    slug = factories.added()
    assert [(e.seq, e.type, e.actor) for e in log_of(slug)][:4] == [
        (1, "alliance.added", HZ),
        (2, "phase.opened", HZ),
        (3, "cycle.opened", HZ),
        (4, "request.asked", "flow:explore"),
    ]
    assert seen.refused(NotFound, lambda: log_of("zorg")) == "there is no alliance 'zorg'; known: onderwijs"
