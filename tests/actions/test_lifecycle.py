"""An alliance walks the whole method, on both databases, through the same phase flows that Prefect runs."""

import pytest

from models.actions import decisions
from models.actions.overview import log_of, open_decisions, overview
from models.method.phases import Phase
from tests import factories

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("db", "at_start")]


def test_an_alliance_with_enough_impact_walks_the_six_phases_once_and_ends_secured() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    factories.secured(slug)

    seen = overview(slug)
    assert (seen.status, seen.ending, seen.phase, seen.cycles) == ("ended", "secured", None, 1)
    opened = [e.subject for e in log_of(slug) if e.type == "phase.opened"]
    assert opened == ["explore", "form_alliance", "co_create", "implement", "evaluate", "secure_impact"]
    assert [e.seq for e in log_of(slug)] == list(range(1, seen.last_seq + 1))


def test_too_little_impact_opens_a_decision_and_going_back_opens_the_next_cycle() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)

    (asked,) = open_decisions(slug)
    assert (asked.verdict, asked.attainment, asked.proposed, asked.proposed_back) == (
        "insufficient",
        0.4,
        "go_back",
        "co_create",
    )
    done = decisions.answer(str(asked.id), factories.an_answer(), via="CLI")
    factories.drain()
    assert (done.cycle, done.phase) == (2, Phase.CO_CREATE)
    assert factories.place(slug) == (2, "co_create")
    statuses = {d.code: d.status for d in overview(slug).deliverables}
    assert statuses["cooperation_agreement"] == "accepted"
    # What was carried out as agreed and yet brought too little is not mended: another solution is designed.
    assert statuses["solution_design"] == "missing"
    assert statuses["resource_overview"] == "draft"
    assert statuses["proof_of_value"] == "missing"
