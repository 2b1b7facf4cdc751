"""From figures and days to places on a page, with ticks at round ones (Heckbert 1990)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

#: Figures closer together than this share of their size are drawn as one.
SAME = 1e-9

#: The ticks of days: so many months apart, or so many days where months are too far apart.
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
DAYS = (1, 2, 7, 14)

Grain = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Axis:
    """A straight road from ``low`` at the place ``begin`` to ``high`` at ``end``; places are in pixels."""

    low: float
    high: float
    begin: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of a value; what lies beyond the axis is at its nearest end."""
        share = (value - self.low) / (self.high - self.low)
        return self.begin + min(max(share, 0.0), 1.0) * (self.end - self.begin)


@dataclass(frozen=True, slots=True)
class Tick:
    """A round figure and its place."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class DayTick:
    """A first day of something, its place, and how exactly it is worth naming."""

    at: float
    day: date
    grain: Grain


def nice_step(span: float, most: int) -> float:
    """Return the least of 1, 2 and 5 times a power of ten that divides ``span`` in at most ``most`` parts."""
    least = span / most
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least * (1 - SAME))


def value_axis(values: Sequence[float], begin: float, end: float, *, most: int = 5) -> tuple[Axis, tuple[Tick, ...]]:
    """Return an axis on which all ``values`` have a place, from one round figure to another, and its ticks.

    Figures that are all the same stand in the middle of some room; figures that are never negative keep out of it.
    """
    low, high = min(values), max(values)
    if high - low <= SAME * max(abs(low), abs(high)):
        room = max(abs(low) / 10, 0.5)
        low, high = (max(low - room, 0.0) if low >= 0 else low - room), high + room
    step = nice_step(high - low, most)
    first, last = math.floor(low / step + SAME), math.ceil(high / step - SAME)
    decimals = max(0, -math.floor(math.log10(step)))
    figures = [round(number * step, decimals) for number in range(first, last + 1)]
    axis = Axis(min(figures[0], low), max(figures[-1], high), begin, end)
    return axis, tuple(Tick(axis.at(figure), figure) for figure in figures)


def day_axis(days: Sequence[date], begin: float, end: float, *, most: int = 7) -> tuple[Axis, tuple[DayTick, ...]]:
    """Return an axis on which all ``days`` have a place, with some room where they are all one, and its ticks."""
    first, last = min(days), max(days)
    if first == last:
        first, last = first - timedelta(days=15), last + timedelta(days=15)
    axis = Axis(first.toordinal(), last.toordinal(), begin, end)
    return axis, tuple(DayTick(axis.at(day.toordinal()), day, grain) for day, grain in _ticks(first, last, most))


def _ticks(first: date, last: date, most: int) -> list[tuple[date, Grain]]:
    """Return at least two days from ``first`` to ``last``: of months or years where those are enough."""
    months = next(months for months in MONTHS if len(_firsts(first, last, months)) <= most)
    found = _firsts(first, last, months)
    if len(found) > 1:
        return [(day, "year" if months % 12 == 0 else "month") for day in found]
    span = (last - first).days
    apart = next((days for days in DAYS if span // days < most), span)
    return [(first + timedelta(days=n), "day") for n in range(0, span + 1, apart)]


def _firsts(first: date, last: date, months: int) -> list[date]:
    """Return the first days of every so many months, counted from January."""
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    numbers = range(math.ceil(begin / months) * months, end + 1, months)
    return [day for number in numbers if first <= (day := date(number // 12, number % 12 + 1, 1)) <= last]
