"""An indicator in a picture: its road from baseline to target, and what was measured on the way (R53, R57)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.method.charts.axes import DayTick, Tick, day_axis, value_axis
from models.method.evaluation.categories import on_steps
from models.method.evaluation.samples import figure_of, impossible, interval_of
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured
from models.method.evaluation.values import measured_by
from models.method.indicators import Accumulation, Measure, Trajectory

#: What is larger stands on no axis.
LARGEST = 1e15

#: What has no figures to draw.
WORDS_ONLY = frozenset({Measure.QUALITATIVE, Measure.NOMINAL})


class Frame(NamedTuple):
    """A picture in pixels, and how much of it lies around the plot."""

    width: float = 640
    height: float = 320
    left: float = 66
    right: float = 24
    top: float = 110
    bottom: float = 34


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the picture, in pixels from the left and from the top."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure in its place; without a ``day`` it is a level across the whole plot."""

    at: Point
    value: float
    day: date | None


@dataclass(frozen=True, slots=True)
class Dot:
    """A measured figure; the ``whisker`` are the ends of its interval, from low to high.

    One that is ``doubted``, such as an unconfirmed zero, was seen and does not count yet.
    """

    at: Point
    value: float
    day: date
    whisker: tuple[Point, Point] | None
    doubted: bool


class FormerRoad(NamedTuple):
    """The road as an earlier version of the framework had it, in the unit of the indicator."""

    version: int
    baseline: float | None
    baseline_on: date | None
    target: float | None
    target_on: date | None


@dataclass(frozen=True, slots=True)
class FormerLine:
    """A road that was given up: from where to where it led, and the version that had it."""

    version: int
    begin: Point
    end: Point


@dataclass(frozen=True, slots=True)
class RoadChart:
    """Everything that stands in the picture of one indicator.

    ``expected`` is the road laid down, and ``on`` is above the day on which it is looked at; ``steps`` are the words
    of an ordinal scale, and ``adds_up`` says that the figures are a running sum.
    """

    frame: Frame
    values: tuple[Tick, ...]
    days: tuple[DayTick, ...]
    steps: tuple[str, ...]
    expected: tuple[Point, ...]
    former: tuple[FormerLine, ...]
    baseline: Spot | None
    target: Spot | None
    measured: tuple[Dot, ...]
    on: Point
    adds_up: bool


class _Seen(NamedTuple):
    day: date
    value: float
    interval: tuple[float, float] | None
    doubted: bool


def draw(
    indicator: IndicatorSnapshot,
    on: date,
    *,
    confidence: float,
    former: Iterable[FormerRoad] = (),
    frame: Frame = Frame(),  # noqa: B008 -- a value that nobody can change
) -> RoadChart | None:
    """Return the picture of an indicator as it was on a day; ``None`` where there is no figure to draw.

    Intervals are two-sided at ``confidence``. Figures that belong to periods are drawn as their running sum.
    """
    if indicator.measure in WORDS_ONLY:
        return None
    road, seen, old = _road(indicator), _seen(on_steps(indicator), on, confidence), _given_up(indicator, former)
    levels = [value for value in (indicator.baseline, indicator.target) if value is not None and _fits(value)]
    figures = [*levels, *(value for _, value in road)]
    for one in seen:
        figures += [one.value, *(one.interval or ())]
    for line in old:
        figures += [line.baseline, line.target]
    if not figures:
        return None
    known = [indicator.baseline_on, indicator.target_on, *(d for one in old for d in (one.baseline_on, one.target_on))]
    every_day = [on, *(day for day in known if day), *(day for day, _ in road), *(one.day for one in seen)]
    across, days = day_axis(every_day, frame.left, frame.width - frame.right)
    up, values = value_axis(figures, frame.height - frame.bottom, frame.top)

    def at(day: date, value: float) -> Point:
        return Point(across.at(day.toordinal()), up.at(value))

    def spot(value: float | None, day: date | None) -> Spot | None:
        if value is None or not _fits(value):
            return None
        return Spot(at(day, value) if day else Point(frame.left, up.at(value)), value, day)

    return RoadChart(
        frame=frame,
        values=values,
        days=days,
        steps=indicator.steps if indicator.measure is Measure.ORDINAL else (),
        expected=tuple(at(day, value) for day, value in road),
        former=tuple(
            FormerLine(one.version, at(one.baseline_on, one.baseline), at(one.target_on, one.target)) for one in old
        ),
        baseline=spot(indicator.baseline, indicator.baseline_on),
        target=spot(indicator.target, indicator.target_on),
        measured=tuple(_dot(one, at) for one in seen),
        on=Point(across.at(on.toordinal()), frame.top),
        adds_up=indicator.accumulation is Accumulation.FLOW,
    )


def _road(indicator: IndicatorSnapshot) -> list[tuple[date, float]]:
    """Return the corners of the road laid down; none where its dates are missing or in no order."""
    whole = _whole(FormerRoad(0, indicator.baseline, indicator.baseline_on, indicator.target, indicator.target_on))
    if whole is None:
        return []
    begin, end = (whole.baseline_on, whole.baseline), (whole.target_on, whole.target)
    if indicator.trajectory is Trajectory.LINEAR:
        return [begin, end]
    stops = sorted((m.on, m.value) for m in indicator.milestones if begin[0] <= m.on <= end[0] and _fits(m.value))
    points = [begin, *stops, end]
    if indicator.trajectory is Trajectory.MILESTONES:
        return points
    corners = [begin]
    for day, value in points[1:]:
        corners += [(day, corners[-1][1]), (day, value)]
    return corners


class _Whole(NamedTuple):
    version: int
    baseline: float
    baseline_on: date
    target: float
    target_on: date


def _whole(road: FormerRoad) -> _Whole | None:
    """Return a road of which both ends are known, and that leads forward."""
    version, baseline, begins, target, ends = road
    if baseline is None or target is None or begins is None or ends is None or begins >= ends:
        return None
    return _Whole(version, baseline, begins, target, ends) if _fits(baseline) and _fits(target) else None


def _given_up(indicator: IndicatorSnapshot, former: Iterable[FormerRoad]) -> list[_Whole]:
    """Return the earlier roads that differ from the present one and from each other, the oldest version of each."""
    now = (indicator.baseline, indicator.baseline_on, indicator.target, indicator.target_on)
    found: dict[tuple[object, ...], _Whole] = {}
    for road in sorted(former, key=lambda one: one.version):
        whole = _whole(road)
        if whole is not None and road[1:] != now:
            found.setdefault(road[1:], whole)
    return list(found.values())


def _seen(indicator: IndicatorSnapshot, on: date, confidence: float) -> list[_Seen]:
    """Return what was measured up to a day, oldest first; periods are added up."""
    adds_up = indicator.accumulation is Accumulation.FLOW
    found: list[_Seen] = []
    for one in measured_by(indicator, on):
        value = figure_of(one)
        if value is None or not _fits(value):
            continue
        value += found[-1].value if adds_up and found else 0.0
        interval = None if adds_up or impossible(one) else interval_of(one, value, confidence)
        shown = interval if interval and interval[1] > interval[0] and all(map(_fits, interval)) else None
        found.append(_Seen(one.on, value, shown, _doubted(indicator, one, value)))
    return found


def _doubted(indicator: IndicatorSnapshot, measured: Measured, value: float) -> bool:
    unconfirmed = value == 0 and measured.imported and not measured.zero_confirmed
    below = indicator.lowest is not None and value < indicator.lowest
    above = indicator.highest is not None and value > indicator.highest
    return unconfirmed or below or above or impossible(measured)


def _dot(seen: _Seen, at: Callable[[date, float], Point]) -> Dot:
    low_and_high = seen.interval
    whisker = (at(seen.day, low_and_high[0]), at(seen.day, low_and_high[1])) if low_and_high else None
    return Dot(at(seen.day, seen.value), seen.value, seen.day, whisker, seen.doubted)


def _fits(value: float) -> bool:
    return abs(value) <= LARGEST


def labelled(places: Sequence[Point], *, apart: float) -> tuple[float, ...]:
    """Return, for labels that belong at these places, how far down each is to be written so that none hides another.

    A label stands above its place; where one before it is closer than ``apart`` in height and ten times that in width,
    it moves below, and further down as long as there is one.
    """
    shifts: list[float] = []
    for number, place in enumerate(places):
        shift = 0.0
        while any(
            abs(place.x - other.x) < 10 * apart and abs(place.y + shift - (other.y + moved)) < apart
            for other, moved in zip(places[:number], shifts, strict=True)
        ):
            shift += apart
        shifts.append(shift)
    return tuple(shifts)
