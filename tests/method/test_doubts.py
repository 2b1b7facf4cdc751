"""What is doubtful about a measurement is found, said, and gone once a person settled it."""

from datetime import date
from typing import Any

import pytest

from models.method.doubts import doubts
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured, Sample, SampleKind
from models.method.indicators import Accumulation, Direction, Measure

MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 2)


def found(*measurements: Measured, **fields: Any) -> list[tuple[str, int | None, str]]:
    """Return the doubts about an indicator with these measurements."""
    of = IndicatorSnapshot(key="vacatures", measurements=measurements, **fields)
    return [(doubt.why, doubt.measurement, str(doubt.text)) for doubt in doubts(of)]


def measured(number: int = 1, on: date = MARCH, **fields: Any) -> Measured:
    """Return a measurement."""
    return Measured(**{"number": number, "on": on, **fields})


def test_a_plain_figure_is_beyond_doubt() -> None:
    assert found(measured(value=62), direction=Direction.INCREASE, baseline=0, target=5) == []


def test_what_is_no_figure_is_doubtful_until_it_is_measured_again_for_that_day() -> None:
    text = measured(1, raw="30%", imported=True)
    assert found(text) == [("unparseable", 1, '"30%" is no figure to count with')]
    assert found(text, measured(2, APRIL, value=30)) == found(text)
    assert found(text, measured(2, value=30)) == []
    assert found(measured(2)) == [("unparseable", 2, "nothing is no figure to count with")]


@pytest.mark.parametrize(
    ("zero", "doubtful"),
    [
        ({"imported": True}, True),
        ({"imported": True, "zero_confirmed": True}, False),
        ({}, False),
        ({"imported": True, "sample": Sample(kind=SampleKind.PROPORTION, k=0, n=12, scale=100)}, True),
    ],
)
def test_a_zero_is_doubtful_when_it_came_out_of_a_file_and_nobody_confirmed_it(
    zero: dict[str, Any], doubtful: bool
) -> None:
    told = [("suspicious_zero", 1, "0 came out of a file; confirm that it was measured, or withdraw it")]
    assert found(measured(value=0, **zero)) == (told if doubtful else [])


@pytest.mark.parametrize(
    ("value", "ends", "told"),
    [
        (104, {"lowest": 0, "highest": 100}, "104.0 is out of range; allowed: at most 100.0"),
        (-1, {"lowest": 0}, "-1.0 is out of range; allowed: at least 0.0"),
        (101, {"highest": 100}, "101.0 is out of range; allowed: at most 100.0"),
    ],
)
def test_a_figure_that_cannot_be_is_doubtful(value: float, ends: dict[str, float], told: str) -> None:
    assert found(measured(value=value), **ends) == [("out_of_range", 1, told)]
    assert found(measured(value=50), **ends) == []


def test_more_than_there_are_cannot_be() -> None:
    over = Sample(kind=SampleKind.PROPORTION, k=21, n=20, scale=100)
    assert found(measured(sample=over)) == [("out_of_range", 1, "21 of 20 is more than there are")]


def test_what_comes_in_periods_is_added_up_before_it_is_held_against_the_range() -> None:
    first, second = measured(1, value=60, since=date(2026, 2, 1)), measured(2, APRIL, value=60, since=date(2026, 3, 3))
    assert found(first, second, accumulation=Accumulation.FLOW, highest=100) == [
        ("out_of_range", 2, "120.0 is out of range; allowed: at most 100.0")
    ]
    assert found(first, second, accumulation=Accumulation.FLOW) == []


def test_periods_that_overlap_are_doubtful_on_the_side_of_the_later_one() -> None:
    first = measured(3, APRIL, value=5, since=MARCH)
    inside = measured(4, date(2026, 3, 9), value=5, since=date(2026, 3, 4))
    day = measured(5, MARCH, value=5)
    told = "its period overlaps that of figure 3; withdraw one of the two"
    flow = {"accumulation": Accumulation.FLOW}
    assert found(inside, first, day, **flow) == [
        ("overlapping_periods", 4, told),
        ("overlapping_periods", 5, told),
    ]
    assert found(first, inside) == []


def test_a_word_that_is_no_step_is_doubtful() -> None:
    scale: dict[str, Any] = {"measure": Measure.ORDINAL, "steps": ("laag", "hoog")}
    told = ("unparseable", 1, '"midden" is no step of vacatures; allowed: laag, hoog')
    assert found(measured(raw="midden"), **scale) == [told]
    assert found(measured(raw="hoog"), **scale) == []


def test_a_category_and_a_judgement_are_never_doubtful() -> None:
    assert found(measured(raw="tijdelijk"), measure=Measure.NOMINAL) == []
    assert found(measure=Measure.QUALITATIVE) == []


@pytest.mark.parametrize(
    ("direction", "target", "told"),
    [
        ("increase", 20, "vacatures should rise, but its target 20.0 lies below its baseline 50.0"),
        ("decrease", 80, "vacatures should fall, but its target 80.0 lies above its baseline 50.0"),
        ("increase", 80, None),
        ("decrease", 20, None),
        ("decrease", 50, None),
        ("maintain", 20, None),
        ("increase", None, None),
    ],
)
def test_a_direction_that_the_target_contradicts_is_doubtful_until_it_is_confirmed(
    direction: str, target: float | None, told: str | None
) -> None:
    road: dict[str, Any] = {"direction": Direction(direction), "baseline": 50, "target": target}
    assert found(**road) == ([("direction_conflict", None, told)] if told else [])
    assert found(**road, direction_confirmed=True) == []
