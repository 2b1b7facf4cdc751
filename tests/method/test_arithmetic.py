"""The calculation behind an attainment is written out, for every kind of road."""

import pytest

from models.method.arithmetic import part_of_total, written_out
from models.method.evaluation import IndicatorSnapshot
from models.method.indicators import Direction


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "value", "said"),
    [
        (Direction.DECREASE, 100, 50, 62, "(62 - 100) / (50 - 100)"),
        (Direction.INCREASE, -5, 2.5, -1, "((-1) - (-5)) / (2.5 - (-5))"),
        (Direction.MAINTAIN, 60, 60, 62, "|62 - 60| <= 3"),
        (Direction.MAINTAIN, 60, 60, 70, "|70 - 60| > 3"),
        (Direction.DECREASE, 60, 60, 63, "63 <= 63"),
        (Direction.DECREASE, 60, 60, 64, "64 > 63"),
        (Direction.INCREASE, 60, 60, 57, "57 >= 57"),
        (Direction.INCREASE, 60, 60, 56, "56 < 57"),
        (Direction.INCREASE, 60, 60, None, "unmeasured"),
        (Direction.INCREASE, 0, 0, 1, "no_target"),
        (Direction.INCREASE, 100, 50, 62, "direction_conflict"),
    ],
)
def test_the_calculation_is_written_out(
    direction: Direction, baseline: float, target: float, value: float | None, said: str
) -> None:
    of = IndicatorSnapshot(key="x", direction=direction, weight=1, baseline=baseline, target=target, value=value)
    assert written_out(of) == said


def test_what_an_indicator_adds_is_its_share_of_the_weights() -> None:
    assert part_of_total(0.6, 0.76, 1.0) == 0.456
    assert part_of_total(3, 0.5, 4) == 0.375
    assert part_of_total(0.6, None, 1.0) is None
    assert part_of_total(0, 1.0, 0) is None
