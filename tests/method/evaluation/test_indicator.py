"""How one indicator is judged, rule by rule."""

import math
from datetime import date
from typing import Any

import pytest

from models.method.evaluation.expectation import Expectation, expectation
from models.method.evaluation.indicator import assess_exactly
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.remarks import remarks
from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.rubric import raters_needed
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured, Sample, SampleKind
from models.method.evaluation.words import Mark, Reason, Verdict
from models.method.indicators import Accumulation, Direction, Measure, Trajectory
from tests.method.evaluation.building import END, at, day, due, judged, road

OPEN, YES, NO = Verdict.INCONCLUSIVE, Verdict.SUFFICIENT, Verdict.INSUFFICIENT


def said(result: IndicatorResult) -> tuple[Verdict, Reason, float | None]:
    return result.verdict, result.reason, result.score


def test_a_result_says_all_that_led_to_it() -> None:
    assert judged(road(at(20, 43), at(50, 48, number=2)), 50) == IndicatorResult(
        key="i1",
        verdict=YES,
        reason=Reason.RATIO,
        value=48,
        value_interval=(48, 48),
        measured_on=date(2023, 2, 20),
        measurement=2,
        attainment=0.4,
        expected=0.5,
        expected_value=50,
        ratio=0.8,
        ratio_interval=(0.8, 0.8),
        score=0.8,
        score_interval=(0.8, 0.8),
    )


def test_figures_are_rounded_to_be_shown_and_not_to_be_judged() -> None:
    indicator = road(at(100, 55.9999999), baseline=40)
    assert said(judged(indicator)) == (NO, Reason.RATIO, 0.8)
    assert assess_exactly(indicator, END, Parameters()).score == pytest.approx(0.799999995, abs=1e-12)


def test_days_out_of_order_come_before_anything_else() -> None:
    for begins in (END, day(101)):
        result = judged(road(baseline_on=begins, measure=Measure.ORDINAL))
        assert (result.reason, result.marks) == (Reason.BAD_DATES, (Mark.ORDINAL_AS_INTERVAL,))


@pytest.mark.parametrize("missing", ["baseline_on", "target_on"])
def test_a_road_without_days_says_nothing_and_a_figure_to_be_kept_needs_none(missing: str) -> None:
    assert said(judged(road(at(100, 60), **{missing: None}))) == (OPEN, Reason.BAD_DATES, None)
    assert said(judged(road(at(100, 60), target=40, **{missing: None}))) == (YES, Reason.MAINTAIN, 1)


def test_an_indicator_without_a_target_says_so_before_its_baseline() -> None:
    assert said(judged(road(at(100, 48), target=None, baseline=None))) == (OPEN, Reason.MISSING_TARGET, None)


@pytest.mark.parametrize(
    "of",
    [
        {"accumulation": Accumulation.LEVEL},
        {"measure": Measure.PERCENTAGE},
        {"measure": Measure.AMOUNT},
        {"direction": Direction.DECREASE},
    ],
)
def test_a_missing_baseline_is_nothing_only_where_counts_add_up(of: dict[str, Any]) -> None:
    counts = {"baseline": None, "accumulation": Accumulation.CUMULATIVE}
    assumed = judged(road(at(100, 48), **counts))
    assert (assumed.reason, assumed.score, assumed.marks) == (Reason.RATIO, 0.8, (Mark.BASELINE_ASSUMED_ZERO,))
    assert said(judged(road(at(100, 48), **counts | of))) == (OPEN, Reason.MISSING_BASELINE, None)


@pytest.mark.parametrize(
    ("direction", "value", "score"),
    [
        (Direction.INCREASE, 71.25, 1),
        (Direction.INCREASE, 71.2, 0),
        (Direction.INCREASE, 900, 1),
        (Direction.DECREASE, 78.75, 1),
        (Direction.DECREASE, 78.8, 0),
        (Direction.DECREASE, 1, 1),
        (Direction.MAINTAIN, 71.25, 1),
        (Direction.MAINTAIN, 78.8, 0),
        (Direction.MAINTAIN, 71.2, 0),
        (None, 78.8, 0),
        (None, 75, 1),
    ],
)
def test_a_figure_with_no_road_is_kept_within_a_margin(direction: Direction | None, value: float, score: float) -> None:
    result = judged(road(at(100, value), direction=direction, baseline=75, target=75))
    assert said(result) == (YES if score else NO, Reason.MAINTAIN, score)
    assert result.marks == (Mark.TARGET_EQUALS_BASELINE,)


def test_the_margin_may_be_set_and_holds_below_zero_too() -> None:
    maintain = {"direction": Direction.MAINTAIN, "baseline": -10, "target": -20}
    assert judged(road(at(100, -21), **maintain)).score == 1
    assert judged(road(at(100, -21), tolerance=0.5, **maintain)).score == 0
    assert judged(road(at(100, -22), **maintain), kept_within=0.1).score == 1
    assert judged(road(at(100, -21), **maintain)).marks == ()


def test_zero_to_zero_is_no_target_unless_it_shall_stay() -> None:
    assert said(judged(road(at(100, 8), baseline=0, target=0))) == (OPEN, Reason.NO_TARGET, None)
    stays = {"baseline": 0, "target": 0, "direction": Direction.MAINTAIN}
    assert said(judged(road(at(100, 0), **stays))) == (YES, Reason.MAINTAIN, 1)
    assert said(judged(road(at(100, 8), **stays))) == (NO, Reason.MAINTAIN, 0)


def test_a_direction_against_the_target_is_asked_about_and_shows_the_road() -> None:
    result = judged(road(at(100, 48), direction=Direction.DECREASE))
    assert (result.reason, result.attainment, result.ratio) == (Reason.DIRECTION_CONFLICT, 0.4, None)
    assert (result.score, result.marks) == (None, (Mark.DIRECTION_CONFLICT,))


@pytest.mark.parametrize(("value", "score"), [(60, 1), (59, 1), (61, 0)])
def test_once_confirmed_only_being_at_the_target_counts(value: float, score: float) -> None:
    result = judged(road(at(100, value), direction=Direction.DECREASE, direction_confirmed=True))
    assert said(result) == (YES if score else NO, Reason.TARGET_BEHIND_BASELINE, score)
    assert (result.attainment, result.marks) == (None, (Mark.TARGET_BEHIND_BASELINE,))
    upwards = {"direction": Direction.INCREASE, "direction_confirmed": True, "baseline": -40, "target": -60}
    assert judged(road(at(100, -value), **upwards)).score == (1 if value <= 60 else 0)


@pytest.mark.parametrize(("baseline", "target"), [(40, 60), (60, 40), (-5, -15)])
def test_a_direction_that_nobody_said_is_inferred(baseline: float, target: float) -> None:
    result = judged(road(at(100, target), baseline=baseline, target=target, direction=None))
    assert (result.score, result.marks) == (1, (Mark.DIRECTION_INFERRED,))


@pytest.mark.parametrize(("number", "share"), [(-5, 0), (0, 0), (25, 0.25), (50, 0.5), (100, 1), (250, 1)])
def test_a_linear_road_begins_and_ends_level(number: int, share: float) -> None:
    assert expectation(road(), 40, 60, day(number)) == Expectation(share, 40 + 20 * share, milestone_due=False)


STONES = (due(20, 35), due(60, 50), due(80, 58))


@pytest.mark.parametrize(
    ("number", "straight", "steps"),
    [
        (-5, 40, 40),
        (0, 40, 40),
        (10, 37.5, 40),
        (20, 35, 35),
        (40, 42.5, 35),
        (60, 50, 50),
        (90, 59, 58),
        (100, 60, 60),
        (250, 60, 60),
    ],
)
def test_between_milestones_the_road_is_straight_or_a_step(number: int, straight: float, steps: float) -> None:
    for trajectory, value in ((Trajectory.MILESTONES, straight), (Trajectory.STEP, steps)):
        found = expectation(road(milestones=STONES, trajectory=trajectory), 40, 60, day(number))
        assert found == Expectation((value - 40) / 20, value, milestone_due=number >= 20)


@pytest.mark.parametrize(
    "milestones",
    [(due(60, 50), due(20, 35)), (due(20, 35), due(20, 36)), (due(-1, 35),), (due(20, 35), due(101, 58))],
)
@pytest.mark.parametrize("trajectory", [Trajectory.MILESTONES, Trajectory.STEP])
def test_milestones_out_of_order_or_off_the_road_are_bad_dates(
    milestones: tuple[Any, ...], trajectory: Trajectory
) -> None:
    result = judged(road(at(50, 48), milestones=milestones, trajectory=trajectory))
    assert said(result) == (OPEN, Reason.BAD_DATES, None)


def test_a_milestone_may_stand_at_either_end_of_the_road() -> None:
    ends = road(milestones=(due(0, 42), due(100, 58)), trajectory=Trajectory.MILESTONES)
    assert [
        (expectation(ends, 40, 60, day(n)) or Expectation(9, 9, milestone_due=False)).value for n in (0, 50, 100)
    ] == [
        42,
        50,
        60,
    ]


def test_the_linear_road_does_not_look_at_milestones() -> None:
    assert said(judged(road(at(5, 30), milestones=(due(4, 41), due(2, 40))), 5)) == (OPEN, Reason.TOO_EARLY, None)


def test_before_a_tenth_of_the_road_nothing_is_said_unless_it_was_all_covered() -> None:
    early = judged(road(at(9, 45)), 9)
    assert (said(early), early.attainment, early.expected) == ((OPEN, Reason.TOO_EARLY, None), 0.25, 0.09)
    assert said(judged(road(at(9, 60)), 9)) == (YES, Reason.AHEAD, 1)
    assert said(judged(road(at(10, 41.6)), 10)) == (YES, Reason.RATIO, 0.8)
    assert said(judged(road(at(10, 41.6)), 10, least_expected=0.2)) == (OPEN, Reason.TOO_EARLY, None)
    assert said(judged(road(at(0, 41.6)), 0, least_expected=0)) == (OPEN, Reason.TOO_EARLY, None)


@pytest.mark.parametrize(("value", "score"), [(35, 1), (34, 0), (70, 1)])
def test_a_milestone_that_fell_due_is_compared_directly_also_in_a_planned_dip(value: float, score: float) -> None:
    dip = {"milestones": STONES, "trajectory": Trajectory.MILESTONES}
    result = judged(road(at(20, value), **dip), 20)
    assert said(result) == (YES if score else NO, Reason.MILESTONE_DIRECT, score)
    assert (result.expected, result.expected_value, result.ratio, result.marks) == (-0.25, 35, None, ())


def test_a_milestone_on_the_way_down_is_compared_from_the_other_side() -> None:
    down = {
        "direction": Direction.DECREASE,
        "baseline": 60,
        "target": 40,
        "milestones": (due(20, 59),),
        "trajectory": Trajectory.STEP,
    }
    assert [said(judged(road(at(20, value), **down), 20))[2] for value in (59, 58, 60)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("value", "marks"),
    [(70, ()), (70.1, (Mark.OVERSHOOT,)), (40, ()), (39, (Mark.MOVED_AWAY,))],
)
def test_what_is_remarkable_about_the_road_is_marked(value: float, marks: tuple[Mark, ...]) -> None:
    assert judged(road(at(100, value))).marks == marks


def share(k: int, n: int, **more: Any) -> Measured:
    return at(100, sample=Sample(kind=SampleKind.PROPORTION, k=k, n=n, scale=100, **more))


def test_a_sample_decides_only_when_its_whole_interval_does() -> None:
    assert said(judged(road(share(11, 20)))) == (OPEN, Reason.INTERVAL_STRADDLES_THRESHOLD, 0.75)
    assert said(judged(road(share(130, 200)))) == (YES, Reason.RATIO, 1)
    assert said(judged(road(share(80, 200)))) == (NO, Reason.RATIO, 0)
    assert said(judged(road(share(130, 200)), confidence=0.99))[0] is OPEN


def test_a_sample_too_small_to_say_how_sure_it_is_decides_nothing() -> None:
    alone = at(100, sample=Sample(kind=SampleKind.MEAN, mean=80, sd=0, n=1))
    result = judged(road(alone))
    assert said(result) == (OPEN, Reason.INTERVAL_STRADDLES_THRESHOLD, 1)
    assert (result.value_interval, result.ratio_interval, result.score_interval) == (None, None, None)


RATINGS: list[tuple[list[tuple[int, int]], Verdict, Reason, float | None]] = [
    ([], OPEN, Reason.TOO_FEW_RATERS, None),
    ([(4, 4)], OPEN, Reason.TOO_FEW_RATERS, None),
    ([(4, 1), (4, 3)], OPEN, Reason.WEAK_EVIDENCE, None),
    ([(4, 1), (0, 3)], OPEN, Reason.WEAK_EVIDENCE, None),
    ([(4, 2), (2, 2)], OPEN, Reason.RATERS_DISAGREE, None),
    ([(4, 2), (3, 2)], YES, Reason.RUBRIC, 0.875),
    ([(4, 2), (3, 2), (3, 4)], NO, Reason.RUBRIC, 0.75),
    ([(0, 2), (0, 2)], NO, Reason.RUBRIC, 0),
]


@pytest.mark.parametrize(("ratings", "verdict", "reason", "score"), RATINGS)
def test_raters_must_be_several_informed_and_agreed(
    ratings: list[tuple[int, int]], verdict: Verdict, reason: Reason, score: float | None
) -> None:
    judgements = tuple({"level": level, "evidence": evidence} for level, evidence in ratings)
    assert said(judged(road(measure=Measure.QUALITATIVE, judgements=judgements))) == (verdict, reason, score)


def test_a_round_hears_two_raters_and_takes_one_figure() -> None:
    assert [raters_needed(measure) for measure in (Measure.QUALITATIVE, Measure.NOMINAL, Measure.NUMBER)] == [2, 1, 1]


def nominal(*measurements: Measured, **said: Any) -> IndicatorSnapshot:
    return road(*measurements, **{"measure": Measure.NOMINAL, "steps": ("ja", "deels"), "target": None} | said)


def test_a_category_is_one_of_those_that_count_or_not() -> None:
    assert said(judged(nominal(at(20, raw="nee"), at(50, raw=" deels ")))) == (YES, Reason.CATEGORY, 1)
    assert said(judged(nominal(at(20, raw="ja"), at(50, raw="nee")))) == (NO, Reason.CATEGORY, 0)
    assert said(judged(nominal())) == (OPEN, Reason.MISSING_ACTUAL, None)
    assert said(judged(nominal(at(50, raw="ja"), steps=()))) == (OPEN, Reason.MISSING_TARGET, None)
    stale = judged(nominal(at(0, raw="ja")), 401)
    assert (said(stale), stale.marks) == ((OPEN, Reason.STALE_ACTUAL, None), (Mark.STALE,))


ORDINAL = {"measure": Measure.ORDINAL, "baseline": 0, "target": 2, "steps": ("slecht", "matig", "goed")}


def test_a_step_counts_by_its_place_and_says_so() -> None:
    result = judged(road(at(100, raw="matig"), **ORDINAL))
    assert (said(result), result.value) == ((NO, Reason.RATIO, 0.5), 1)
    assert result.marks == (Mark.ORDINAL_AS_INTERVAL,)
    assert said(judged(road(at(100, raw="slecht", imported=True), **ORDINAL))) == (NO, Reason.RATIO, 0)
    assert judged(road(at(100, raw="prima"), **ORDINAL)).reason is Reason.UNPARSEABLE
    assert judged(road(at(100, 2), **ORDINAL)).score == 1
    assert judged(road(at(100, 2), **ORDINAL | {"steps": ()})).score == 1


HUGE = 1.5e308


@pytest.mark.parametrize(
    "indicator",
    [
        road(at(100, HUGE), baseline=-HUGE),
        road(at(100, 5), baseline=-HUGE, target=HUGE),
        road(at(20, HUGE), at(30, HUGE), accumulation=Accumulation.FLOW),
        road(at(100, HUGE), baseline=0, target=5e-324),
        road(share(10**400, 10**400 + 1)),
        road(at(100, HUGE, sample=Sample(kind=SampleKind.ERROR, se=HUGE))),
        road(at(100, HUGE), direction=Direction.DECREASE, baseline=-HUGE, target=5),
    ],
)
def test_figures_too_large_to_compute_with_are_out_of_range(indicator: IndicatorSnapshot) -> None:
    result = judged(indicator)
    assert (said(result), result.marks) == ((OPEN, Reason.OUT_OF_RANGE, None), (Mark.OUT_OF_RANGE,))


def test_figures_large_and_small_that_can_be_computed_with_are() -> None:
    assert judged(road(at(100, 5e307), baseline=0, target=1e308)).score == 0.5
    tiny = assess_exactly(road(at(100, 5e-308), baseline=0, target=1e-307), END, Parameters())
    assert math.isclose(tiny.score or 0, 0.5)


def test_a_figure_that_hits_its_target_exactly_is_worth_a_look() -> None:
    for value, expected in ((60, (Mark.EXACT_HIT,)), (60.5, ())):
        indicator = road(at(100, value))
        assert remarks(indicator, judged(indicator)) == expected
    kept = road(at(100, 40), target=40)
    assert remarks(kept, judged(kept)) == ()
    assert remarks(road(), judged(road())) == ()


def test_a_group_that_shrank_is_worth_a_look() -> None:
    def after(first: Measured, second: Measured) -> tuple[Mark, ...]:
        indicator = road(first, second)
        return remarks(indicator, judged(indicator))

    earlier = share(10, 20, population=40).model_copy(update={"on": day(20)})
    assert after(earlier, share(10, 19, population=40)) == (Mark.DENOMINATOR_SHRANK,)
    assert after(earlier, share(10, 20, population=39)) == (Mark.DENOMINATOR_SHRANK,)
    assert after(earlier, share(10, 21)) == ()
    assert after(at(20, 50), share(10, 19)) == ()
    assert after(earlier, at(100, 48)) == ()
