"""The gate of phase 5 after several rounds, and the last gate without a way out."""

import pytest

from models.actions import decisions, handover, improvements, rounds
from models.actions.overview import open_decisions, overview
from models.method.decisions import GoBackTo, Outcome
from models.method.improvements import ImprovementState
from models.method.phases import Phase
from tests import factories
from tests.actions import reflecting
from tests.factories import HZ, deliver_all, drain

pytestmark = pytest.mark.usefixtures("db", "at_start")


def _decide(decision: str, outcome: Outcome) -> None:
    answer = factories.an_answer(outcome=outcome, go_back_to=GoBackTo.NOT_APPLICABLE)
    decisions.answer(decision, answer, via="CLI")
    drain()


def test_when_people_want_to_measure_again_a_sufficient_round_leads_nowhere() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.95)
    _decide(f"new:{slug}", Outcome.MEASURE_AGAIN)
    deliver_all(slug, Phase.EVALUATE)
    drain()
    assert factories.place(slug) == (1, "evaluate")


def test_securing_anyway_counts_for_the_round_it_was_decided_after() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    (asked,) = open_decisions(slug)
    _decide(str(asked.id), Outcome.SECURE_ANYWAY)
    rounds.open_round(slug, by=HZ)
    drain()
    factories.measured(slug, 0.1)
    deliver_all(slug, Phase.EVALUATE)
    drain()
    assert factories.place(slug) == (1, "evaluate")


def test_nothing_is_secured_until_somebody_says_where() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    key = handover.add(slug, "De leergang en het netwerk", f"{slug}-gemeente", by=HZ)
    drain()
    handover.accept(slug, key, by=HZ)
    handover.share(slug, by=HZ)
    deliver_all(slug, Phase.SECURE_IMPACT)
    drain()
    assert (overview(slug).status, overview(slug).ending) == ("running", None)


def test_where_partners_work_together_poorly_the_impact_is_handed_over_once_that_is_repaired() -> None:
    slug = reflecting.with_partners()
    reflecting.all_answer(slug, mean=4, roles=1, agreements=1, open_mind=1)
    first, second, third = (one.key for one in improvements.improvements(slug))
    factories.evaluated(slug)
    factories.secured(slug)
    assert overview(slug).waits_for == tuple(f"improvement:{key}" for key in (first, second, third))
    improvements.adopt(slug, first, owner=f"{slug}-fonds", by=HZ)
    owed = [(one.subject, one.who) for one in overview(slug).owed]
    assert owed == [(first, ("Fonds Voorbeeld",)), (second, ("hz",)), (third, ("hz",))]
    improvements.move(slug, first, ImprovementState.DONE, by=HZ)
    improvements.move(slug, second, ImprovementState.DROPPED, by=HZ, result="De rollen zijn met de overdracht anders.")
    drain()
    assert overview(slug).waits_for == (f"improvement:{third}",)
    improvements.move(slug, third, ImprovementState.DROPPED, by=HZ, result="Ook dit verandert met de overdracht.")
    drain()
    assert overview(slug).status == "ended"


def test_where_partners_work_together_well_a_point_of_the_plan_holds_nothing_up() -> None:
    slug = reflecting.with_partners()
    reflecting.all_answer(slug, mean=5, roles=3)
    assert [one.state for one in improvements.improvements(slug)] == ["proposed"]
    factories.evaluated(slug)
    factories.secured(slug)
    assert overview(slug).status == "ended"
