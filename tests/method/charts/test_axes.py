"""Axes: everything has a place on them, and their ticks are round."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.charts.axes import day_axis, nice_step, value_axis

FIGURES = st.lists(st.floats(-1e15, 1e15, allow_nan=False), min_size=1, max_size=20)
DAYS = st.lists(st.dates(date(1900, 1, 1), date(2199, 12, 31)), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("span", "most", "step"), [(100, 5, 20), (50, 5, 10), (7, 5, 2), (0.9, 5, 0.2), (10, 10, 1), (1e6, 4, 500_000)]
)
def test_a_step_is_one_two_or_five_times_a_power_of_ten(span: float, most: int, step: float) -> None:
    assert nice_step(span, most) == pytest.approx(step)


def test_figures_are_ticked_at_round_ones_around_them() -> None:
    axis, ticks = value_axis([48, 103], 300, 100)
    assert [tick.value for tick in ticks] == [40, 60, 80, 100, 120]
    assert [tick.at for tick in ticks] == [300, 250, 200, 150, 100]
    assert axis.at(90) == 175


def test_what_lies_beyond_an_axis_is_at_its_end() -> None:
    axis, _ = value_axis([0, 10], 0, 100)
    assert (axis.at(-5), axis.at(15)) == (0, 100)


def test_a_single_figure_has_room_around_it_and_none_below_nothing() -> None:
    assert [tick.value for tick in value_axis([75], 0, 100)[1]] == [65, 70, 75, 80, 85]
    assert value_axis([0], 0, 100)[1][0].value == 0
    assert value_axis([-0.2], 0, 100)[1][0].value < -0.2


@given(FIGURES)
def test_every_figure_has_a_place_between_the_ends(figures: list[float]) -> None:
    axis, ticks = value_axis(figures, 300, 100)
    places = [axis.at(figure) for figure in figures]
    assert all(100 <= place <= 300 and math.isfinite(place) for place in places)
    assert [axis.at(figure) for figure in sorted(figures)] == sorted(places, reverse=True)
    assert 2 <= len(ticks) <= 12
    values = [tick.value for tick in ticks]
    assert values == sorted(set(values))
    assert values[0] - min(figures) <= 1e-6 * (values[-1] - values[0])


@given(DAYS)
def test_every_day_has_a_place_and_at_least_two_are_named(days: list[date]) -> None:
    axis, ticks = day_axis(days, 60, 600)
    assert all(60 <= axis.at(day.toordinal()) <= 600 for day in days)
    assert 2 <= len(ticks) <= 8
    assert [tick.day for tick in ticks] == sorted({tick.day for tick in ticks})
    assert all(60 <= tick.at <= 600 for tick in ticks)


@pytest.mark.parametrize(
    ("span", "grain", "first"),
    [
        (3, "day", date(2026, 1, 2)),
        (40, "day", date(2026, 1, 2)),
        (200, "month", date(2026, 2, 1)),
        (4000, "year", date(2028, 1, 1)),
    ],
)
def test_days_are_named_as_exactly_as_their_distance_asks(span: int, grain: str, first: date) -> None:
    begin = date(2026, 1, 2)
    ticks = day_axis([begin, begin + timedelta(days=span)], 0, 100)[1]
    assert {tick.grain for tick in ticks} == {grain}
    assert ticks[0].day == first
