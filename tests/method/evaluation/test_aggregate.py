"""Several scores together: what decides, in which order, and between which figures the whole lies."""

import math

import pytest

from models.method.evaluation.aggregate import Item, against, together
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import Aggregate, Interval
from models.method.evaluation.shown import shown
from models.method.evaluation.words import Reason, Verdict

YES, NO, OPEN = Verdict.SUFFICIENT, Verdict.INSUFFICIENT, Verdict.INCONCLUSIVE


def _item(score: float | None, verdict: Verdict | None = None, **said: object) -> Item:
    usual = OPEN if score is None else YES if score >= 0.8 else NO
    return Item("i", 1.0, score, None, verdict or usual)._replace(**said)  # type: ignore[arg-type] -- fields of an item


def _said(*items: Item, **chosen: float) -> tuple[Verdict, Reason]:
    found = together(items, Parameters(**chosen))
    return found.verdict, found.reason


def test_a_score_is_the_weighted_mean_of_what_is_known() -> None:
    found = together([_item(1.0, weight=3.0), _item(0.6), _item(None, weight=2.0)], Parameters())
    assert shown(found) == Aggregate(
        verdict=YES,
        reason=Reason.WEIGHTED_SCORE,
        score=0.9,
        interval=(0.9, 0.9),
        coverage=0.666667,
        bounds=(0.6, 0.933333),
    )


def test_the_interval_of_the_whole_is_narrower_than_its_parts() -> None:
    found = together([_item(0.9, interval=(0.8, 1.0)), _item(0.8, interval=(0.5, 1.0))], Parameters())
    assert found.interval == pytest.approx((0.85 - math.hypot(0.05, 0.15), 0.85 + math.hypot(0.05, 0.1)))
    assert found.bounds == pytest.approx((0.65, 1.0))


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], (OPEN, Reason.NO_WEIGHTS)),
        ([_item(1.0, weight=0.0)], (OPEN, Reason.NO_WEIGHTS)),
        ([_item(0.0, weight=0.0, guard=True)], (OPEN, Reason.NO_WEIGHTS)),
        ([_item(1.0), _item(1.0, weight=-1.0)], (OPEN, Reason.NEGATIVE_WEIGHT)),
        ([_item(1.0), _item(0.0, weight=0.0, guard=True, critical=True)], (NO, Reason.GUARD_BREACHED)),
        ([_item(1.0, weight=9.0), _item(0.2, critical=True)], (NO, Reason.CRITICAL_FAILED)),
        ([_item(1.0), _item(0.2, weight=0.0, critical=True)], (NO, Reason.CRITICAL_FAILED)),
        ([_item(None), _item(None), _item(0.2, critical=True)], (NO, Reason.CRITICAL_FAILED)),
        ([_item(1.0), _item(None)], (OPEN, Reason.LOW_COVERAGE)),
        ([_item(0.0), _item(None)], (NO, Reason.BOUNDS_DECISIVE)),
        ([_item(1.0), _item(None, bounds=(0.6, 1.0))], (YES, Reason.BOUNDS_DECISIVE)),
        ([_item(1.0), _item(None, bounds=(0.6, 1.0), critical=True)], (OPEN, Reason.CRITICAL_UNKNOWN)),
        ([_item(1.0), _item(1.0), _item(None, critical=True)], (OPEN, Reason.CRITICAL_UNKNOWN)),
        ([_item(0.5), _item(0.5), _item(None, critical=True)], (NO, Reason.WEIGHTED_SCORE)),
        ([_item(1.0), _item(0.6)], (YES, Reason.WEIGHTED_SCORE)),
        ([_item(1.0), _item(0.599999)], (NO, Reason.WEIGHTED_SCORE)),
        ([_item(0.9, interval=(0.79, 1.0))], (OPEN, Reason.INTERVAL_STRADDLES_THRESHOLD)),
        ([_item(1.0), _item(1.0), _item(None, guard=True)], (YES, Reason.WEIGHTED_SCORE)),
    ],
)
def test_the_first_answer_that_holds_decides(items: list[Item], expected: tuple[Verdict, Reason]) -> None:
    assert _said(*items) == expected


def test_exactly_the_coverage_asked_for_is_enough() -> None:
    three_of_five = [_item(1.0), _item(1.0), _item(1.0), _item(None), _item(None)]
    assert _said(*three_of_five) == (YES, Reason.WEIGHTED_SCORE)
    assert _said(*three_of_five, coverage=0.61) == (OPEN, Reason.LOW_COVERAGE)


def test_where_nothing_is_known_no_coverage_is_enough() -> None:
    assert _said(_item(None), coverage=0.0) == (OPEN, Reason.LOW_COVERAGE)


def test_weights_beyond_what_can_be_added_are_weighed_all_the_same() -> None:
    found = together([_item(1.0, weight=1e308), _item(0.0, weight=1e308)], Parameters())
    assert (found.score, found.coverage) == (0.5, 1.0)
    next_to_nothing = together([_item(None), _item(0.0, weight=5e-324), _item(1.0, weight=4.0)], Parameters())
    assert (next_to_nothing.score, next_to_nothing.coverage) == (1.0, 0.8)
    assert _said(_item(None, weight=3.0), _item(1.0, weight=5e-324), coverage=0.0) == (OPEN, Reason.LOW_COVERAGE)


@pytest.mark.parametrize(
    ("interval", "expected"),
    [((0.8, 1.0), YES), ((0.8 - 1e-10, 1.0), YES), ((0.79, 0.8), OPEN), ((0.5, 0.8 - 1e-8), NO), ((0.0, 0.5), NO)],
)
def test_exactly_at_the_threshold_is_sufficient(interval: Interval, expected: Verdict) -> None:
    assert against(interval, 0.8) is expected
