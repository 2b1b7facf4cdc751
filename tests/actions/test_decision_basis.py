"""What a decision rests on: what each answer would change, the rounds before, and what the evaluation found."""

import pytest

from models.actions import commitments, decisions, lists_impact, plans, theory
from models.actions.lists_impact import DecisionView
from models.db.tables import Commitment, EvidenceTask
from models.method.commitments import ContributionKind, Unit
from models.method.cycles import Carry, CarryOver
from models.method.decisions import GoBackTo, Outcome
from models.method.phases import Phase
from models.method.working_days import local_day
from samenspel import clock
from tests import factories
from tests.actions import seen
from tests.factories import HZ, an_answer

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

DESIGNED = ("solution_design", "action_plan")


def _changes(view: DecisionView) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(one.outcome.value, one.effect.value): one.about for one in view.changes}


def _fallen_short() -> DecisionView:
    """Return the decision after a round that fell short, although everything was carried out as agreed."""
    factories.measured(factories.brought_to(Phase.EVALUATE), 0.5)
    return lists_impact.decision(1)


def test_each_answer_says_what_it_would_change() -> None:
    view = _fallen_short()
    told = _changes(view)
    assert (view.proposed, view.proposed_back) == ("go_back", "co_create")
    assert told["go_back", "keeps"][:2] == ("need_framework", "situation_analysis")
    assert told["go_back", "reopens"] == ("resource_overview", "toc_framework")
    assert told["go_back", "replaces"][:2] == DESIGNED
    assert told["secure_anyway", "leaves_unproven"] == ("outputs", "outcomes", "impact", "instroom", "vacatures")
    assert told["measure_again", "finds_out"] == ("collaboration",)
    assert ("stop", "ends") not in told


def test_what_is_planned_shows_in_what_going_back_would_change() -> None:
    view = _fallen_short()
    plans.plan(view.alliance, CarryOver(deliverables={"action_plan": Carry.KEEP}), by=HZ)
    told = _changes(lists_impact.decision(1))
    assert "action_plan" in told["go_back", "keeps"]
    assert "action_plan" not in told["go_back", "replaces"]


def test_the_day_to_measure_again_follows_from_what_is_missing() -> None:
    indicator = {
        **factories.described().model_dump(mode="json")["indicators"][0],
        "baseline": {"value": 100, "date": "2026-02-02"},
        "target": {"value": 50, "date": "2027-02-02"},
    }
    output = factories.described().model_dump(mode="json")["indicators"][1]
    slug = factories.brought_to(Phase.EVALUATE, indicators=[indicator, output])
    factories.measured(slug, 0.9)
    view = lists_impact.decision(1)
    assert (view.verdict, view.proposed) == ("inconclusive", "measure_again")
    # A tenth of the year of the road is over on 11 March, the 37th day.
    assert _changes(view)["measure_again", "measures_on"] == ("2026-03-11",)
    assert _changes(view)["measure_again", "finds_out"] == ("vacatures", "collaboration")


def test_the_rounds_before_stand_with_what_was_decided_after_each() -> None:
    view = _fallen_short()
    slug = view.alliance
    assert [(one.round, one.verdict, one.attainment, one.outcome) for one in view.history] == [
        (1, "insufficient", 0.5, None)
    ]
    decisions.answer("1", an_answer(Outcome.MEASURE_AGAIN, lesson=""), via="CLI")
    factories.drain()
    factories.measured(slug, 0.6)
    again = lists_impact.decision(2)
    assert [(one.round, one.cycle, one.attainment, one.outcome, one.go_back_to) for one in again.history] == [
        (1, 1, 0.5, "measure_again", "not_applicable"),
        (2, 1, 0.6, None, None),
    ]
    # What came later is no part of what the first decision rested on.
    assert [one.round for one in lists_impact.decision(1).history] == [1]


def test_an_answered_decision_has_nothing_left_to_change() -> None:
    view = _fallen_short()
    decisions.answer("1", an_answer(Outcome.MEASURE_AGAIN, lesson=""), via="CLI")
    assert (lists_impact.decision(view.id).options, lists_impact.decision(view.id).changes) == ((), ())


def test_a_question_that_is_about_no_evaluation_rests_on_no_round() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    plans.plan(slug, CarryOver(deliverables={"action_plan": Carry.REPLACE}), by=HZ)
    (view,) = lists_impact.decisions(slug)
    told = _changes(lists_impact.decision(view.id))
    assert (view.round, told["go_back", "replaces"][0]) == (None, "action_plan")
    assert {outcome for outcome, _ in told} <= {"go_back", "stop"}
    assert lists_impact.decision(view.id).history == ()


def _promised_until_today(slug: str) -> str:
    day = local_day(clock.now())
    of, kind = f"{slug}-fonds", ContributionKind.CAPITAL
    key = commitments.promise(
        slug, of, kind, "Geld voor het eerste jaar", 100_000, Unit.CENTS, by=HZ, starts_on=day, ends_on=day
    )
    commitments.confirm(slug, key, by=HZ)
    return key


def test_commitments_that_were_not_kept_are_asked_for_again_in_the_next_cycle() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    key = _promised_until_today(slug)
    commitments.deliver(slug, key, 10_000, by=HZ, on=local_day(clock.now()))
    theory.done(slug, "werving", 0, by=HZ)
    factories.measured(slug, 0.5)
    view = lists_impact.decision(1)
    assert (view.proposed, view.proposed_back) == ("go_back", "form_alliance")
    told = _changes(view)
    assert told["go_back", "asks_again"] == (key,)
    assert {"solution_design", "toc_framework"} <= set(told["go_back", "keeps"])
    decisions.answer("1", an_answer(go_back_to=GoBackTo.FORM_ALLIANCE), via="CLI")
    assert seen.row(Commitment, slug, key=key).status.value == "promised"
    assert seen.status_of(slug, "solution_design", cycle=2) == "accepted"


def test_a_commitment_of_which_nobody_recorded_what_came_is_looked_into_first() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    for _ in range(2):
        _promised_until_today(slug)
    theory.done(slug, "werving", 0, by=HZ)
    factories.measured(slug, 0.5)
    view = lists_impact.decision(1)
    assert (view.proposed, view.proposed_back) == ("go_back", "implement")
    assert ("measure_link", "inputs") in [(one.kind, one.subject) for one in seen.rows(EvidenceTask, slug)]


def test_of_a_commitment_that_was_taken_back_it_is_known_that_nothing_came() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    commitments.withdraw(slug, _promised_until_today(slug), by=HZ, reason="Het fonds trekt zich terug.")
    theory.done(slug, "werving", 0, by=HZ)
    factories.measured(slug, 0.5)
    view = lists_impact.decision(1)
    assert (view.proposed, view.proposed_back) == ("go_back", "form_alliance")
