"""The calculation behind a result is written out, for every kind of road."""

from typing import Any

import pytest

from models.method.evaluation.arithmetic import written_out
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured, Sample, SampleKind
from models.method.evaluation.words import Verdict
from models.method.indicators import Accumulation, Direction, Measure, Trajectory
from tests.method.evaluation.building import at, day, due, judged, road

DOWN = {"direction": Direction.DECREASE}
KEEP = {"direction": Direction.MAINTAIN}
STONES = {"trajectory": Trajectory.MILESTONES, "milestones": (due(20, 41), due(60, 50))}


def proportion(k: int, n: int, **more: Any) -> Measured:
    return at(100, sample=Sample(kind=SampleKind.PROPORTION, k=k, n=n, **more))


@pytest.mark.parametrize(
    ("number", "indicator", "said"),
    [
        (50, road(at(50, 48)), "(48 - 40) / (60 - 40) = 0.4; 0.4 / 0.5 = 0.8 >= 0.8"),
        (100, road(at(100, 48)), "(48 - 40) / (60 - 40) = 0.4 < 0.8"),
        (100, road(at(100, -1), baseline=-5, target=2.5), "((-1) - (-5)) / (2.5 - (-5)) = 0.533333 < 0.8"),
        (100, road(at(100, 62), baseline=100, target=50, **DOWN), "(62 - 100) / (50 - 100) = 0.76 < 0.8"),
        (100, road(at(100, 3e15), baseline=0, target=2e15), "(3e+15 - 0) / (2e+15 - 0) = 1.5 >= 0.8"),
        (
            60,
            road(at(60, 50), **STONES),
            "(50 - 40) / (60 - 40) = 0.5; (50 - 40) / (60 - 40) = 0.5; 0.5 / 0.5 = 1 >= 0.8",
        ),
        (100, road(at(100, 60), **STONES), "(60 - 40) / (60 - 40) = 1 >= 0.8"),
        (20, road(at(20, 41), **STONES), "41 >= 41"),
        (20, road(at(20, 40), **STONES), "40 < 41"),
        (20, road(at(20, 58), baseline=60, target=40, **DOWN | STONES | {"milestones": (due(20, 59),)}), "58 <= 59"),
        (20, road(at(20, 60), baseline=60, target=40, **DOWN | STONES | {"milestones": (due(20, 59),)}), "60 > 59"),
        (5, road(at(5, 61)), "(61 - 40) / (60 - 40) = 1.05 >= 1"),
        (5, road(at(5, 59)), "too_early"),
        (100, road(at(100, 74), baseline=75, target=75), "74 >= 75 - 3.75"),
        (100, road(at(100, 70), baseline=75, target=75), "70 < 75 - 3.75"),
        (100, road(at(100, 63), baseline=60, target=60, **DOWN), "63 <= 60 + 3"),
        (100, road(at(100, 64), baseline=60, target=60, **DOWN), "64 > 60 + 3"),
        (100, road(at(100, 62), baseline=60, target=60, **KEEP), "|62 - 60| <= 3"),
        (100, road(at(100, -70), baseline=-60, target=-60, **KEEP), "|(-70) - (-60)| > 3"),
        (100, road(at(100, 62), baseline=60, target=60, tolerance=1, **KEEP), "|62 - 60| > 1"),
        (100, road(at(100, 62), direction_confirmed=True, **DOWN), "62 > 60"),
        (100, road(at(100, 62), baseline=80, direction_confirmed=True), "62 >= 60"),
        (100, road(at(100, 62), **DOWN), "direction_conflict"),
        (100, road(at(100, 8), baseline=0, target=0), "no_target"),
        (100, road(), "missing_actual"),
        (
            100,
            road(at(50, 13), at(100, 5), accumulation=Accumulation.FLOW, baseline=None, target=24),
            "13 + 5 = 18; (18 - 0) / (24 - 0) = 0.75 < 0.8",
        ),
        (
            100,
            road(proportion(13, 24, population=24, scale=100)),
            "100 * 13 / 24 = 54.166667; (54.166667 - 40) / (60 - 40) = 0.708333 < 0.8",
        ),
        (
            100,
            road(proportion(11, 20), baseline=0.4, target=0.6),
            "11 / 20 = 0.55; 0.409106 <= 0.55 <= 0.683306; "
            "(0.55 - 0.4) / (0.6 - 0.4) = 0.75; 0.045528 < 0.8 <= 1.416529",
        ),
        (
            100,
            road(at(100, 60, sample=Sample(kind=SampleKind.ERROR, se=1))),
            "58.718448 <= 60 <= 61.281552; (60 - 40) / (60 - 40) = 1; 0.8 <= 0.935922 <= 1.064078",
        ),
        (
            100,
            road(at(100, 45, sample=Sample(kind=SampleKind.ERROR, se=1))),
            "43.718448 <= 45 <= 46.281552; (45 - 40) / (60 - 40) = 0.25; 0.185922 <= 0.314078 < 0.8",
        ),
        (
            100,
            road(at(100, 60, sample=Sample(kind=SampleKind.MEAN, n=1, sd=0))),
            "(60 - 40) / (60 - 40) = 1; interval_straddles_threshold",
        ),
        (
            100,
            road(measure=Measure.QUALITATIVE, judgements=({"level": 4, "evidence": 2}, {"level": 3, "evidence": 2})),
            "median(4, 3) / 4 = 0.875 >= 0.8",
        ),
        (
            100,
            road(at(20, raw="nee"), at(50, raw="ja"), measure=Measure.NOMINAL, steps=("ja", "deels")),
            "ja in {ja, deels}",
        ),
        (100, road(at(20, raw="nee"), measure=Measure.NOMINAL, steps=("ja", "deels")), "? not in {ja, deels}"),
        (
            100,
            road(
                at(20, raw="b"), at(50, raw="c"), measure=Measure.ORDINAL, steps=("a", "b", "c"), baseline=0, target=2
            ),
            "(2 - 0) / (2 - 0) = 1 >= 0.8",
        ),
    ],
)
def test_the_calculation_is_written_out(number: int, indicator: IndicatorSnapshot, said: str) -> None:
    assert written_out(indicator, judged(indicator, number), Parameters(), day(number)) == said


def test_the_threshold_of_the_round_is_the_one_that_is_named() -> None:
    indicator, chosen = road(at(100, 48)), Parameters(threshold=0.4)
    said = written_out(indicator, judged(indicator, threshold=0.4), chosen, day(100))
    assert said == "(48 - 40) / (60 - 40) = 0.4 >= 0.4"


@pytest.mark.parametrize(
    ("number", "indicator", "said"),
    [
        (100, road(at(100, 799_999.7), baseline=0, target=1e6), "(799999.7 - 0) / (1000000 - 0) = 0.7999997 < 0.8"),
        (
            50,
            road(at(50, 399_999.8), baseline=0, target=1e6),
            "(399999.8 - 0) / (1000000 - 0) = 0.3999998; 0.3999998 / 0.5 = 0.7999996 < 0.8",
        ),
        (
            100,
            road(at(100, 799_999.6, sample=Sample(kind=SampleKind.ERROR, se=0.1)), baseline=0, target=1e6),
            "799999.471845 <= 799999.6 <= 799999.728155; (799999.6 - 0) / (1000000 - 0) = 0.7999996; "
            "0.7999995 <= 0.7999997 < 0.8",
        ),
        (
            100,
            road(at(100, 800_000, sample=Sample(kind=SampleKind.ERROR, se=0.1)), baseline=0, target=1e6),
            "799999.871845 <= 800000 <= 800000.128155; (800000 - 0) / (1000000 - 0) = 0.8; "
            "0.7999999 < 0.8 <= 0.8000001",
        ),
    ],
)
def test_what_falls_short_by_a_hair_is_written_in_as_many_decimals_as_show_it(
    number: int, indicator: IndicatorSnapshot, said: str
) -> None:
    assert written_out(indicator, judged(indicator, number), Parameters(), day(number)) == said


def test_a_rubric_that_falls_short_by_a_hair_shows_it() -> None:
    judgements = ({"level": 3, "evidence": 2}, {"level": 3, "evidence": 2})
    indicator, chosen = road(measure=Measure.QUALITATIVE, judgements=judgements), Parameters(threshold=0.7500001)
    result = judged(indicator, threshold=0.7500001)
    assert written_out(indicator, result, chosen, day(100)) == "median(3, 3) / 4 = 0.75 < 0.7500001"


def test_what_other_rules_judged_is_written_out_with_the_figures_that_were_kept() -> None:
    indicator = road(at(100, 48))
    kept = judged(indicator).model_copy(update={"verdict": Verdict.SUFFICIENT, "ratio_interval": (0.8, 0.8)})
    assert written_out(indicator, kept, Parameters(), day(100)) == "(48 - 40) / (60 - 40) = 0.4 >= 0.8"


def test_what_was_measured_after_the_round_is_not_in_its_calculation() -> None:
    indicator = road(at(20, 3), at(50, 5), at(90, 7), accumulation=Accumulation.FLOW, baseline=0, target=20)
    result = judged(indicator, 60)
    assert result.measured_on == day(50)
    said = written_out(indicator, result, Parameters(), day(60))
    assert said.startswith("3 + 5 = 8; (8 - 0) / (20 - 0) = 0.4; 0.4 / 0.6 =")
