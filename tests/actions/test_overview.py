"""How an alliance stands, at a glance."""

from datetime import timedelta

import pytest

from models.actions import commitments, deliverables, gates, handover, need
from models.actions.overview import log_of, marks, open_decisions, overview, portfolio
from models.actions.owing import OwedLine
from models.db import queries
from models.db.session import database
from models.method.commitments import ContributionKind, Unit
from models.method.errors import NotFound
from models.method.gates import Wait
from models.method.handover import Route
from models.method.phases import Phase, Side
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
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
    assert found.gate_due_at == START + timedelta(days=112)
    assert len(found.deliverables) == 18
    assert [e.seq for e in found.events] == list(range(found.last_seq - 9, found.last_seq + 1))


def test_whatever_a_gate_waits_for_is_owed_by_somebody() -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    deliverables.submit(slug, "solution_design", by=HZ, content=b"Een leergang voor zij-instromers.")
    deliverables.accept(slug, "solution_design", Side.FOUNDATION, by=HZ)
    gates.hold(slug, by=HZ, reason="Eerst de raad van toezicht.")
    assert [(one.kind, one.subject, one.who) for one in overview(slug).owed] == [
        ("deliverable", "solution_design", ("partners",)),
        ("deliverable", "action_plan", ("foundation",)),
        ("deliverable", "resource_overview", ("foundation",)),
        ("deliverable", "toc_framework", ("foundation",)),
        ("held", "", ("hz",)),
    ]


def test_who_was_asked_owes_what_a_gate_waits_for() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    project_team = ("Gemeente Voorbeeld",)
    assert {(one.kind, one.who) for one in overview(slug).owed} == {
        ("deliverable", project_team),
        ("verdict", project_team),
    }
    factories.measured(slug, 0.4)
    assert overview(slug).owed[-1] == OwedLine(Wait.DECISION, "", ("hz",))


def test_a_hand_over_is_owed_by_its_receiver_and_the_sharing_by_the_foundation() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    assert [(one.kind, one.who) for one in overview(slug).owed[1:]] == [
        ("handover", ("partners",)),
        ("agreement", ("foundation",)),
        ("agreement", ("partners",)),
        ("sharing", ("foundation",)),
    ]
    handover.set_route(slug, Route.EXISTING_ORGANISATION, by=HZ, receiver="onderwijs-fonds")
    handover.add(slug, "De leergang en het netwerk", "onderwijs-fonds", by=HZ)
    assert overview(slug).owed[1] == OwedLine(Wait.HANDOVER, "h1", ("Fonds Voorbeeld",))


def test_promises_are_shown_per_organisation_with_the_worst_of_their_lights(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    commitments.deliver(slug, "c1", 20, by=HZ, on=START.date())
    assert _promises(slug) == [
        ("Gemeente Voorbeeld", 80, 20, "hours", "green"),
        ("Fonds Voorbeeld", 2_500_000, 0, "cents", "none"),
    ]
    assert overview(slug).lights == {"green": 1, "none": 1}
    at_start.move_to(START + timedelta(days=56))
    commitments.deliver(slug, "c1", 60, by=HZ, on=at_start.now().date())
    assert [line[-1] for line in _promises(slug)] == ["green", "red"]
    commitments.promise(
        slug, "onderwijs-gemeente", ContributionKind.TIME, "Nog een tweede bijdrage", 40, Unit.HOURS, by=HZ,
        starts_on=START.date(),
    )  # fmt: skip
    commitments.confirm(slug, "c3", by=HZ)
    assert _promises(slug)[0] == ("Gemeente Voorbeeld", 120, 80, "hours", "red")
    commitments.withdraw(slug, "c2", by=HZ, reason="Het budget is vervallen.")
    assert [line[0] for line in _promises(slug)] == ["Gemeente Voorbeeld"]


def _promises(slug: str) -> list[tuple[str, int, int, str, str]]:
    return [(p.organisation, p.promised, p.delivered, p.unit, p.light) for p in overview(slug).promises]


def test_the_last_events_are_told_in_the_language_asked_for() -> None:
    slug = factories.added()
    assert (
        overview(slug).events[-1].sentence
        == "Samenspel zette een concept klaar van het overzicht van het stakeholdersveld."
    )
    assert overview(slug, "en").events[-1].sentence == "Samenspel drafted the overview of the stakeholder field."


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


def test_an_archived_alliance_is_left_out_unless_asked_for() -> None:
    factories.added("zorg")
    with database().write() as session:
        queries.find_alliance(session, "zorg").archived_at = START
    factories.added("onderwijs")
    assert [found.slug for found in portfolio()] == ["onderwijs"]
    assert [(found.slug, found.archived_at) for found in portfolio(archived=True)] == [
        ("onderwijs", None),
        ("zorg", START),
    ]
    assert list(marks()) == ["onderwijs"]


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
