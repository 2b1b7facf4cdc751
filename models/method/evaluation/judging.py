"""From a value, a baseline and a target to a verdict: kept, at the target, or the ratio to what was due."""

from datetime import date
from typing import NamedTuple, TypedDict, Unpack

from models.method.evaluation.expectation import Expectation, expectation
from models.method.evaluation.intervals import difference
from models.method.evaluation.numbers import at_least, within_unit
from models.method.evaluation.parameters import TOLERANCE, Parameters
from models.method.evaluation.results import IndicatorResult, Interval
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured
from models.method.evaluation.words import Mark, Reason, Verdict
from models.method.indicators import Direction


class Figures(TypedDict, total=False):
    """What a result may say beside its value."""

    attainment: float
    expected: float
    expected_value: float
    ratio: float
    ratio_interval: Interval | None
    score: float
    score_interval: Interval | None


class Stand(NamedTuple):
    """Where an indicator stands, in its own unit, once value, baseline and target are known.

    ``around`` is the interval of the value, ``None`` when nothing says how sure it is.
    """

    indicator: IndicatorSnapshot
    value: float
    around: Interval | None
    last: Measured
    baseline: float
    target: float
    marks: tuple[Mark, ...]

    @property
    def attainment(self) -> float:
        """The share of the road that was covered; the signs make every direction right."""
        return (self.value - self.baseline) / (self.target - self.baseline)

    def said(self, verdict: Verdict, reason: Reason, **figures: Unpack[Figures]) -> IndicatorResult:
        """Return a result about this value with the further figures of a result."""
        return IndicatorResult.model_construct(
            key=self.indicator.key,
            verdict=verdict,
            reason=reason,
            value=self.value,
            value_interval=self.around,
            measured_on=self.last.on,
            measurement=self.last.number,
            marks=self.marks,
            **figures,
        )

    def reached(self, *, reached: bool, reason: Reason, **figures: Unpack[Figures]) -> IndicatorResult:
        """Return a result that is yes or no: score 1 or 0."""
        verdict = Verdict.SUFFICIENT if reached else Verdict.INSUFFICIENT
        scored: Figures = {**figures, "score": 1.0 if reached else 0.0}
        return self.said(verdict, reason, **scored)


def margin(indicator: IndicatorSnapshot, target: float, parameters: Parameters) -> float:
    """Return how far off the target still counts as kept, in the unit of the indicator."""
    return abs(target) * parameters.kept_within if indicator.tolerance is None else indicator.tolerance


def kept(stand: Stand, parameters: Parameters) -> IndicatorResult:
    """Say whether a figure with no road to cover held, within the margin."""
    off = margin(stand.indicator, stand.target, parameters)
    above, below = at_least(stand.value, stand.target - off), at_least(stand.target + off, stand.value)
    match stand.indicator.direction:
        case Direction.INCREASE:
            held = above
        case Direction.DECREASE:
            held = below
        case _:
            held = above and below
    return stand.reached(reached=held, reason=Reason.MAINTAIN)


def at_target(stand: Stand) -> IndicatorResult:
    """Say whether a figure is still at or beyond a target that lies behind its baseline."""
    return stand.reached(reached=_beyond(stand, stand.target), reason=Reason.TARGET_BEHIND_BASELINE)


def against_expectation(stand: Stand, on: date, parameters: Parameters) -> IndicatorResult:
    """Compare a figure with what was due by a day."""
    due = expectation(stand.indicator, stand.baseline, stand.target, on)
    if due is None:
        return stand.said(Verdict.INCONCLUSIVE, Reason.BAD_DATES)
    if due.is_little(parameters.least_expected):
        return _early(stand, due)
    return _by_ratio(stand, due, parameters)


def _early(stand: Stand, due: Expectation) -> IndicatorResult:
    """Judge where so little was due that a ratio would be noise."""
    known: Figures = {"attainment": stand.attainment, "expected": due.share, "expected_value": due.value}
    if due.milestone_due:
        forward = stand.target > stand.baseline
        there = at_least(stand.value, due.value) if forward else at_least(due.value, stand.value)
        return stand.reached(reached=there, reason=Reason.MILESTONE_DIRECT, **known)
    if stand.attainment >= 1 - TOLERANCE:
        return stand.reached(reached=True, reason=Reason.AHEAD, **known)
    return stand.said(Verdict.INCONCLUSIVE, Reason.TOO_EARLY, **known)


def _by_ratio(stand: Stand, due: Expectation, parameters: Parameters) -> IndicatorResult:
    ratio, interval = stand.attainment / due.share, _around_ratio(stand, due)
    verdict, reason = verdict_of(interval, parameters.threshold)
    told = stand._replace(marks=(*stand.marks, *_remarkable(stand.attainment, parameters)))
    return told.said(
        verdict,
        reason,
        attainment=stand.attainment,
        expected=due.share,
        expected_value=due.value,
        ratio=ratio,
        ratio_interval=interval,
        score=within_unit(ratio),
        score_interval=None if interval is None else (within_unit(interval[0]), within_unit(interval[1])),
    )


def verdict_of(interval: Interval | None, threshold: float) -> tuple[Verdict, Reason]:
    """Return the verdict of a ratio that lies in ``interval``; one that nothing is known of straddles the threshold."""
    if interval is not None and interval[0] >= threshold - TOLERANCE:
        return Verdict.SUFFICIENT, Reason.RATIO
    if interval is not None and interval[1] < threshold - TOLERANCE:
        return Verdict.INSUFFICIENT, Reason.RATIO
    return Verdict.INCONCLUSIVE, Reason.INTERVAL_STRADDLES_THRESHOLD


def _around_ratio(stand: Stand, due: Expectation) -> Interval | None:
    """Return the interval of the ratio: that of what was gained, carried over to what was due of the road."""
    if stand.around is None:
        return None
    around_baseline = stand.indicator.baseline_interval or (stand.baseline, stand.baseline)
    gained = difference(stand.value, stand.around, stand.baseline, around_baseline)
    ends = [end / (stand.target - stand.baseline) / due.share for end in gained]
    return (min(ends), max(ends))


def _beyond(stand: Stand, bar: float) -> bool:
    if stand.indicator.direction is Direction.INCREASE:
        return at_least(stand.value, bar)
    return at_least(bar, stand.value)


def _remarkable(attainment: float, parameters: Parameters) -> tuple[Mark, ...]:
    if attainment > parameters.overshoot + TOLERANCE:
        return (Mark.OVERSHOOT,)
    return (Mark.MOVED_AWAY,) if attainment < -TOLERANCE else ()
