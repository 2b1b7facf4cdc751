"""Where an indicator should stand on a day, by the road that was laid down for it."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from models.method.evaluation.numbers import within_unit
from models.method.evaluation.parameters import TOLERANCE
from models.method.evaluation.snapshot import IndicatorSnapshot
from models.method.indicators import Trajectory

Point = tuple[date, float]


class Expectation(NamedTuple):
    """What was due: a share of the road, below 0 for a planned dip; the figure; whether a milestone fell due."""

    share: float
    value: float
    milestone_due: bool

    def is_little(self, least_expected: float) -> bool:
        """Say whether so little of the road was due that a ratio to it would be noise."""
        return self.share < max(least_expected - TOLERANCE, TOLERANCE)


def out_of_order(indicator: IndicatorSnapshot) -> bool:
    """Say whether the target is not after the baseline, where both days are known."""
    begins, ends = indicator.baseline_on, indicator.target_on
    return begins is not None and ends is not None and begins >= ends


def expectation(indicator: IndicatorSnapshot, baseline: float, target: float, on: date) -> Expectation | None:
    """Return what was due on a day; ``None`` when the dates of the road are missing or in no order.

    ``baseline`` and ``target`` differ and are in the unit of the indicator. A linear road begins and ends level; with
    milestones it is straight from each to the next, and in steps the last that fell due holds.
    """
    begins, ends = indicator.baseline_on, indicator.target_on
    if begins is None or ends is None or begins >= ends:
        return None
    if indicator.trajectory is Trajectory.LINEAR:
        share = within_unit((on - begins).days / (ends - begins).days)
        return Expectation(share, baseline + share * (target - baseline), milestone_due=False)
    points = [(begins, baseline), *((point.on, point.value) for point in indicator.milestones), (ends, target)]
    days = [day for day, _ in points[1:-1]]
    if days != sorted(set(days)) or any(not begins <= day <= ends for day in days):
        return None
    due = _last_due(points, on) if indicator.trajectory is Trajectory.STEP else _between(points, on)
    return Expectation((due - baseline) / (target - baseline), due, any(day <= on for day in days))


def _last_due(points: Sequence[Point], on: date) -> float:
    return next((value for day, value in reversed(points) if day <= on), points[0][1])


def _between(points: Sequence[Point], on: date) -> float:
    for (day, value), (next_day, next_value) in pairwise(points):
        if day <= on < next_day:
            return value + (next_value - value) * ((on - day).days / (next_day - day).days)
    return _last_due(points, on)


def waits_until(indicator: IndicatorSnapshot, least_expected: float) -> date | None:
    """Return the first day on which so much of the road is due, or a milestone, that the indicator can be judged.

    A baseline that nobody said counts as 0. ``None`` when there is no road, or its dates are missing or in no order.
    """
    begins, ends, baseline, target = indicator.baseline_on, indicator.target_on, indicator.baseline, indicator.target
    if begins is None or ends is None or target is None or target == (baseline or 0.0):
        return None
    stones = () if indicator.trajectory is Trajectory.LINEAR else indicator.milestones
    ahead = (min((point.on for point in stones), default=ends) - begins).days

    def can_be_judged(day: int) -> bool:
        due = expectation(indicator, baseline or 0.0, target, begins + timedelta(days=day))
        return due is not None and not due.is_little(least_expected)

    # Up to its first milestone a road goes one way, and on that day its figure is looked at in any case.
    return begins + timedelta(days=bisect_left(range(ahead), True, key=can_be_judged))
