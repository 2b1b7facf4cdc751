"""How far one indicator came, by its measurements, its road and the rules."""

import math
from datetime import date

from models.method.evaluation.categories import category, on_steps
from models.method.evaluation.expectation import out_of_order
from models.method.evaluation.judging import Stand, against_expectation, at_target, kept
from models.method.evaluation.numbers import rounded
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.rubric import judged
from models.method.evaluation.snapshot import IndicatorSnapshot
from models.method.evaluation.values import Current, current
from models.method.evaluation.words import Mark, Reason, Verdict
from models.method.indicators import Accumulation, Direction, Measure

#: Everything in a result that is shown rounded.
_FIGURES = ("value", "attainment", "expected", "expected_value", "ratio", "score")
_INTERVALS = ("value_interval", "ratio_interval", "score_interval")


def assess(indicator: IndicatorSnapshot, on: date, parameters: Parameters) -> IndicatorResult:
    """Return how far an indicator came on a day, in six decimals; what cannot be decided says why."""
    exact = assess_exactly(indicator, on, parameters)
    update: dict[str, object] = {}
    for name in _FIGURES:
        if (figure := getattr(exact, name)) is not None:
            update[name] = rounded(figure)
    for name in _INTERVALS:
        if (interval := getattr(exact, name)) is not None:
            update[name] = (rounded(interval[0]), rounded(interval[1]))
    return exact.model_copy(update=update)


def assess_exactly(indicator: IndicatorSnapshot, on: date, parameters: Parameters) -> IndicatorResult:
    """Return the same in unrounded figures, for what is computed from several indicators."""
    if indicator.measure is Measure.QUALITATIVE:
        return judged(indicator, parameters)
    if indicator.measure is Measure.NOMINAL:
        return category(indicator, on, parameters)
    try:
        result = _by_figures(indicator, on, parameters)
    except OverflowError:  # a count that is larger than any float
        result = None
    if result is None or not all(map(math.isfinite, _all_figures(result))):
        return _open(indicator, Current(), Reason.OUT_OF_RANGE, Mark.OUT_OF_RANGE)
    return result


def _by_figures(indicator: IndicatorSnapshot, on: date, parameters: Parameters) -> IndicatorResult:
    if indicator.measure is Measure.ORDINAL:
        indicator = on_steps(indicator)
    if out_of_order(indicator):
        return _open(indicator, Current(), Reason.BAD_DATES, *_marks(indicator, Current()))
    now = current(indicator, on, parameters)
    marks = _marks(indicator, now)
    if now.value is None or now.last is None or now.reason is not None:
        return _open(indicator, now, now.reason or Reason.MISSING_ACTUAL, *marks)
    if indicator.target is None:
        return _open(indicator, now, Reason.MISSING_TARGET, *marks)
    baseline = indicator.baseline
    if baseline is None:
        if not _began_at_nothing(indicator):
            return _open(indicator, now, Reason.MISSING_BASELINE, *marks)
        baseline, marks = 0.0, (*marks, Mark.BASELINE_ASSUMED_ZERO)
    stand = Stand(indicator, now.value, now.interval, now.last, baseline, indicator.target, marks)
    return _by_direction(stand, on, parameters)


def _by_direction(stand: Stand, on: date, parameters: Parameters) -> IndicatorResult:
    """Judge by where the target lies from the baseline, and by where it was said to lie."""
    declared, marks = stand.indicator.direction, stand.marks
    if stand.target == stand.baseline:
        stand = stand._replace(marks=(*marks, Mark.TARGET_EQUALS_BASELINE))
        if stand.target == 0 and declared is not Direction.MAINTAIN:
            return stand.said(Verdict.INCONCLUSIVE, Reason.NO_TARGET)
        return kept(stand, parameters)
    if declared is Direction.MAINTAIN:
        return kept(stand, parameters)
    towards = Direction.INCREASE if stand.target > stand.baseline else Direction.DECREASE
    if declared is None:
        stand = stand._replace(marks=(*marks, Mark.DIRECTION_INFERRED))
    elif declared is not towards and stand.indicator.direction_confirmed:
        return at_target(stand._replace(marks=(*marks, Mark.TARGET_BEHIND_BASELINE)))
    elif declared is not towards:
        stand = stand._replace(marks=(*marks, Mark.DIRECTION_CONFLICT))
        return stand.said(Verdict.INCONCLUSIVE, Reason.DIRECTION_CONFLICT, attainment=stand.attainment)
    return against_expectation(stand, on, parameters)


def _began_at_nothing(indicator: IndicatorSnapshot) -> bool:
    """Say whether a missing baseline may be taken for 0: counts that add up, and shall not fall."""
    adds_up = indicator.accumulation in (Accumulation.CUMULATIVE, Accumulation.FLOW)
    return adds_up and indicator.measure is Measure.NUMBER and indicator.direction is not Direction.DECREASE


def _marks(indicator: IndicatorSnapshot, now: Current) -> tuple[Mark, ...]:
    return (*now.marks, Mark.ORDINAL_AS_INTERVAL) if indicator.measure is Measure.ORDINAL else now.marks


def _open(indicator: IndicatorSnapshot, now: Current, reason: Reason, *marks: Mark) -> IndicatorResult:
    """Return that nothing can be decided, and why; the value that was found is told all the same."""
    return IndicatorResult.model_construct(
        key=indicator.key,
        verdict=Verdict.INCONCLUSIVE,
        reason=reason,
        value=now.value,
        value_interval=now.interval,
        measured_on=now.last.on if now.last else None,
        measurement=now.last.number if now.last else None,
        marks=marks,
    )


def _all_figures(result: IndicatorResult) -> list[float]:
    """Return every figure of a result, the ends of its intervals among them."""
    single = [figure for name in _FIGURES if (figure := getattr(result, name)) is not None]
    return [*single, *(end for name in _INTERVALS for end in getattr(result, name) or ())]
