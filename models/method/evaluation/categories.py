"""Indicators whose values are words: categories that are reached or not, and steps in an order."""

from datetime import date

from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured
from models.method.evaluation.values import measured_by
from models.method.evaluation.words import Mark, Reason, Verdict


def category(indicator: IndicatorSnapshot, on: date, parameters: Parameters) -> IndicatorResult:
    """Return whether the last category that was found is one of those that count as reached: score 1 or 0.

    Without a list of those (``steps``) there is nothing to reach.
    """
    found = measured_by(indicator, on)
    if not found:
        return _open(indicator, Reason.MISSING_ACTUAL)
    last = found[-1]
    if (on - last.on).days > parameters.stale_days:
        return _open(indicator, Reason.STALE_ACTUAL, Mark.STALE)
    if not indicator.steps:
        return _open(indicator, Reason.MISSING_TARGET)
    reached = last.raw.strip() in indicator.steps
    score = 1.0 if reached else 0.0
    return IndicatorResult(
        key=indicator.key,
        verdict=Verdict.SUFFICIENT if reached else Verdict.INSUFFICIENT,
        reason=Reason.CATEGORY,
        measured_on=last.on,
        measurement=last.number,
        score=score,
        score_interval=(score, score),
    )


def _open(indicator: IndicatorSnapshot, reason: Reason, *marks: Mark) -> IndicatorResult:
    return IndicatorResult(key=indicator.key, verdict=Verdict.INCONCLUSIVE, reason=reason, marks=marks)


def on_steps(indicator: IndicatorSnapshot) -> IndicatorSnapshot:
    """Return an ordinal indicator with each step that was found as its place among the steps, from 0 for the worst.

    What is no step stays as it is, and so does an indicator whose steps nobody listed. A step that was named is no
    empty cell, so that the worst one needs no confirmation.
    """
    if not indicator.steps:
        return indicator
    place = {step: float(number) for number, step in enumerate(indicator.steps)}
    return indicator.model_copy(update={"measurements": tuple(_placed(m, place) for m in indicator.measurements)})


def _placed(measured: Measured, place: dict[str, float]) -> Measured:
    step = place.get(measured.raw.strip())
    return (
        measured
        if step is None
        else measured.model_copy(update={"value": step, "sample": None, "zero_confirmed": True})
    )
