"""The links of the chain: what was promised, done and measured."""

from datetime import date

import pytest

from models.method.evaluation.aggregate import Item, together
from models.method.evaluation.links import activities, inputs, solution
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import Aggregate, Link, LinkName, LinkState, NodeResult
from models.method.evaluation.snapshot import Activity, Promise
from models.method.evaluation.words import Reason, Verdict

TODAY, LATER = date(2026, 3, 2), date(2026, 3, 3)
YES, NO, OPEN = Verdict.SUFFICIENT, Verdict.INSUFFICIENT, Verdict.INCONCLUSIVE


def _promise(key: str, delivered: float | None, **said: object) -> Promise:
    return Promise.model_validate({"key": key, "promised": 10, "delivered": delivered, "due": TODAY, **said})


def _inputs(*promises: Promise) -> tuple[LinkState, Reason | None, float | None]:
    link = inputs(promises, TODAY, Parameters())
    return link.state, link.together and link.together.reason, link.together and link.together.score


def test_what_was_promised_is_kept_in_its_own_unit_and_never_more_than_wholly() -> None:
    assert _inputs(_promise("a", 25), _promise("b", 5)) == (LinkState.BROKEN, Reason.WEIGHTED_SCORE, 0.75)
    assert _inputs(_promise("a", 10, weight=3), _promise("b", 5)) == (LinkState.OK, Reason.WEIGHTED_SCORE, 0.875)
    assert _inputs(_promise("a", 10, weight=9), _promise("b", 7, critical=True)) == (
        LinkState.BROKEN,
        Reason.CRITICAL_FAILED,
        pytest.approx(0.97),
    )


def test_exactly_the_threshold_is_kept() -> None:
    assert _inputs(_promise("a", 8, critical=True)) == (LinkState.OK, Reason.WEIGHTED_SCORE, 0.8)


def test_only_what_is_due_counts() -> None:
    assert _inputs(_promise("a", 0, due=LATER)) == (LinkState.UNKNOWN, None, None)
    assert _inputs(_promise("a", 0, due=LATER), _promise("b", 10)) == (LinkState.OK, Reason.WEIGHTED_SCORE, 1.0)
    assert _inputs(_promise("a", 0, due=None), _promise("b", 10)) == (LinkState.BROKEN, Reason.WEIGHTED_SCORE, 0.5)


def test_what_nobody_knows_of_is_open() -> None:
    assert _inputs(_promise("a", None), _promise("b", 10)) == (LinkState.UNKNOWN, Reason.LOW_COVERAGE, 1.0)


def _activities(*planned: Activity, measured: tuple[Item, ...] = ()) -> tuple[LinkState, float | None, float | None]:
    link = activities(planned, TODAY, Parameters(), measured)
    return link.state, link.together and link.together.score, link.together and link.together.coverage


def test_activities_are_as_far_as_they_were_carried_out_as_agreed() -> None:
    assert _activities(Activity(key="a", due=TODAY, fidelity=4), Activity(key="b", fidelity=3)) == (
        LinkState.OK,
        0.875,
        1.0,
    )
    assert _activities(Activity(key="a", due=TODAY, fidelity=3)) == (LinkState.BROKEN, 0.75, 1.0)


def test_an_activity_that_is_due_and_that_nobody_judged_is_missing_and_one_to_come_is_left_out() -> None:
    assert _activities(Activity(key="a", due=TODAY), Activity(key="b", fidelity=4)) == (LinkState.UNKNOWN, 1.0, 0.5)
    assert _activities(Activity(key="a", due=LATER), Activity(key="b", fidelity=4)) == (LinkState.OK, 1.0, 1.0)
    assert _activities(Activity(key="a", due=LATER, fidelity=0)) == (LinkState.UNKNOWN, None, None)


def test_the_indicators_of_activities_count_beside_what_was_judged() -> None:
    measured = (Item("i", 1.0, 0.5, None, NO),)
    assert _activities(Activity(key="a", fidelity=4), measured=measured) == (LinkState.BROKEN, 0.75, 1.0)


def test_a_link_of_which_nothing_is_known_has_no_figures() -> None:
    assert inputs([], TODAY, Parameters()) == Link(name=LinkName.INPUTS, state=LinkState.UNKNOWN)


def _node(key: str, *items: Item) -> NodeResult:
    return NodeResult(node=key, together=together(items, Parameters()))


def _sure(score: float | None, weight: float = 1.0) -> Item:
    return Item("i", weight, score, None, OPEN if score is None else YES if score >= 0.8 else NO)


def test_without_outcomes_there_is_no_verdict() -> None:
    assert solution([], [], Parameters()) == Aggregate(verdict=OPEN, reason=Reason.NO_OUTCOMES)


def test_one_outcome_is_the_solution() -> None:
    only = _node("a", _sure(1.0), _sure(None))
    assert solution([only], [], Parameters()) == only.together


def test_outcomes_weigh_the_same_whatever_stands_below_them() -> None:
    found = solution([_node("a", _sure(1.0, 5.0), _sure(1.0)), _node("b", _sure(0.5))], [], Parameters())
    assert (found.verdict, found.score) == (NO, 0.75)


def test_an_outcome_of_which_too_little_is_known_is_open_within_its_bounds() -> None:
    half_known = _node("b", _sure(1.0), _sure(None))
    found = solution([_node("a", _sure(1.0)), half_known], [], Parameters())
    assert (found.verdict, found.reason, found.coverage, found.bounds) == (OPEN, Reason.LOW_COVERAGE, 0.5, (0.75, 1.0))


def test_an_outcome_that_only_its_bounds_decide_is_as_unsure_as_they_are() -> None:
    decided = _node("b", _sure(0.0), _sure(None))
    found = solution([_node("a", _sure(1.0)), decided], [], Parameters())
    assert decided.together.reason is Reason.BOUNDS_DECISIVE
    assert (found.verdict, found.score, found.interval) == (NO, 0.5, (0.5, 0.75))


def test_an_outcome_without_weight_is_left_out_and_one_that_cannot_be_weighed_spoils_the_whole() -> None:
    fine = _node("a", _sure(1.0))
    assert solution([fine, _node("b", _sure(0.0, 0.0))], [], Parameters()).verdict is YES
    assert solution([fine, _node("b", _sure(0.0, -1.0))], [], Parameters()).reason is Reason.NEGATIVE_WEIGHT


def test_critical_ones_and_guards_have_their_veto_over_the_whole() -> None:
    nodes = [_node(key, _sure(1.0)) for key in "ab"]
    failed = Item("c", 1.0, 0.2, None, NO, critical=True)
    breached = Item("g", 1.0, 0.2, None, NO, guard=True)
    assert solution(nodes, [failed], Parameters()).reason is Reason.CRITICAL_FAILED
    assert solution(nodes, [failed._replace(verdict=OPEN)], Parameters()).reason is Reason.CRITICAL_UNKNOWN
    assert solution(nodes, [failed, breached], Parameters()).reason is Reason.GUARD_BREACHED
    assert solution(nodes[:1], [breached], Parameters()).verdict is NO
    assert solution([], [breached], Parameters()) == Aggregate(verdict=NO, reason=Reason.GUARD_BREACHED)
    assert solution(nodes, [breached._replace(verdict=OPEN)], Parameters()).verdict is YES
    assert solution(nodes, [breached._replace(verdict=YES)], Parameters()).score == 1.0
