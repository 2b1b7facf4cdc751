"""The calculation behind a result, written out so that anybody can redo it with pencil and paper (R57, R59)."""

import math
from collections.abc import Iterable
from datetime import date

from models.method.evaluation.categories import on_steps
from models.method.evaluation.indicator import assess_exactly
from models.method.evaluation.judging import margin
from models.method.evaluation.numbers import DECIMALS, rounded
from models.method.evaluation.parameters import TOLERANCE, Parameters
from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.rubric import HIGHEST
from models.method.evaluation.samples import figure_of
from models.method.evaluation.snapshot import IndicatorSnapshot, SampleKind
from models.method.evaluation.values import counted, measured_by
from models.method.evaluation.words import Reason, Verdict
from models.method.indicators import Direction, Measure, Trajectory

#: From here on a figure is written with an exponent: its decimals are no longer known.
LARGE = 1e15


def written_out(indicator: IndicatorSnapshot, result: IndicatorResult, parameters: Parameters, on: date) -> str:
    """Return the calculation behind a result of this indicator on a day, step by step with ``;`` between.

    ``(48 - 40) / (60 - 40) = 0.4; 0.4 / 0.5 = 0.8 >= 0.8``. Where a sample stands behind a figure, the ends of its
    interval are compared. In signs and figures only; where nothing could be decided, the code of the reason.
    """
    exact = assess_exactly(indicator, on, parameters)
    # What other rules judged otherwise is written out with the figures that were kept of it.
    judged_so = (exact.verdict, exact.reason) == (result.verdict, result.reason)
    return "; ".join(_steps(indicator, exact if judged_so else result, parameters))


def _steps(indicator: IndicatorSnapshot, result: IndicatorResult, parameters: Parameters) -> list[str]:
    indicator = on_steps(indicator) if indicator.measure is Measure.ORDINAL else indicator
    value, reached = _s(result.value), result.score == 1
    match result.reason:
        case Reason.RATIO | Reason.INTERVAL_STRADDLES_THRESHOLD:
            return [*_value(indicator, result), *_ratio(indicator, result, parameters)]
        case Reason.MAINTAIN:
            return [*_value(indicator, result), _kept(indicator, result, parameters)]
        case Reason.AHEAD:
            return [*_value(indicator, result), f"{_share(indicator, result.value)} = {_s(result.attainment)} >= 1"]
        case Reason.MILESTONE_DIRECT:
            upwards = (indicator.target or 0) > (indicator.baseline or 0)
            said = f"{value} {_sign(upwards=upwards, reached=reached)} {_s(result.expected_value)}"
            return [*_value(indicator, result), said]
        case Reason.TARGET_BEHIND_BASELINE:
            upwards = indicator.direction is Direction.INCREASE
            said = f"{value} {_sign(upwards=upwards, reached=reached)} {_s(indicator.target)}"
            return [*_value(indicator, result), said]
        case Reason.RUBRIC:
            levels = ", ".join(str(judgement.level) for judgement in indicator.judgements)
            decimals = _decimals((result.score or 0,), parameters.threshold)
            said = f"median({levels}) / {HIGHEST} = {_s(result.score, decimals)}"
            return [said + _against(result, parameters.threshold, decimals)]
        case Reason.CATEGORY:
            return [_category(indicator, result)]
        case _:
            return [result.reason.value]


def _value(indicator: IndicatorSnapshot, result: IndicatorResult) -> list[str]:
    """Return how the value was made of what was counted, and between which figures it lies."""
    parts, steps = counted(indicator, result.measured_on or date.max), []
    sample = parts[0].sample
    if len(parts) > 1:
        steps.append(f"{' + '.join(_f(figure_of(part)) for part in parts)} = {_s(result.value)}")
    elif sample is not None and sample.kind is SampleKind.PROPORTION and sample.k is not None:
        times = "" if sample.scale == 1 else f"{_f(sample.scale)} * "
        steps.append(f"{times}{sample.k} / {sample.n} = {_s(result.value)}")
    if result.value_interval is not None and result.value_interval[0] != result.value_interval[1]:
        low, high = result.value_interval
        steps.append(f"{_s(low)} <= {_s(result.value)} <= {_s(high)}")
    return steps


def _ratio(indicator: IndicatorSnapshot, result: IndicatorResult, parameters: Parameters) -> list[str]:
    attainment, expected, bar = result.attainment or 0, result.expected or 0, parameters.threshold
    decimals = _decimals(result.ratio_interval or (), bar)
    steps = [f"{_share(indicator, result.value)} = {_s(attainment, decimals)}"]
    if indicator.trajectory is not Trajectory.LINEAR and expected != 1:
        steps.append(f"{_share(indicator, result.expected_value)} = {_s(expected, decimals)}")
    if expected != 1:
        steps.append(f"{_f(attainment, decimals)} / {_f(expected, decimals)} = {_s(result.ratio, decimals)}")
    if result.ratio_interval is None:
        return [*steps, result.reason.value]
    low, high = result.ratio_interval
    if low == high:
        return [*steps[:-1], steps[-1] + _against(result, bar, decimals)]
    return [*steps, _between(result, _s(low, decimals), _s(high, decimals), _s(bar, decimals))]


def _decimals(figures: Iterable[float], bar: float) -> int:
    """Return in how many decimals figures are written: six, or as many as show that one of them falls short."""
    short = (bar - figure for figure in figures if figure < bar - TOLERANCE)
    return max([DECIMALS, *(math.ceil(-math.log10(gap)) for gap in short)])


def _between(result: IndicatorResult, low: str, high: str, bar: str) -> str:
    match result.verdict:
        case Verdict.SUFFICIENT:
            return f"{bar} <= {low} <= {high}"
        case Verdict.INSUFFICIENT:
            return f"{low} <= {high} < {bar}"
        case _:
            return f"{low} < {bar} <= {high}"


def _kept(indicator: IndicatorSnapshot, result: IndicatorResult, parameters: Parameters) -> str:
    target, held = indicator.target or 0, result.score == 1
    off, value = margin(indicator, target, parameters), _s(result.value)
    match indicator.direction:
        case Direction.INCREASE:
            return f"{value} {_sign(upwards=True, reached=held)} {_s(target)} - {_s(off)}"
        case Direction.DECREASE:
            return f"{value} {_sign(upwards=False, reached=held)} {_s(target)} + {_s(off)}"
        case _:
            return f"|{_f(result.value)} - {_f(target)}| {_sign(upwards=False, reached=held)} {_s(off)}"


def _category(indicator: IndicatorSnapshot, result: IndicatorResult) -> str:
    said = measured_by(indicator, result.measured_on or date.max)[-1].raw.strip()
    # Whatever else was typed may be anything, and what is calculated is shown to everybody.
    found = said if said in indicator.steps else "?"
    among = "{" + ", ".join(indicator.steps) + "}"
    return f"{found} {'in' if result.score == 1 else 'not in'} {among}"


def _share(indicator: IndicatorSnapshot, figure: float | None) -> str:
    """Return the share of the road up to a figure as a division; a baseline that nobody said was taken for 0."""
    baseline = _f(indicator.baseline or 0)
    return f"({_f(figure)} - {baseline}) / ({_f(indicator.target)} - {baseline})"


def _against(result: IndicatorResult, bar: float, decimals: int) -> str:
    return f" {_sign(upwards=True, reached=result.verdict is Verdict.SUFFICIENT)} {_s(bar, decimals)}"


def _sign(*, upwards: bool, reached: bool) -> str:
    if upwards:
        return ">=" if reached else "<"
    return "<=" if reached else ">"


def _f(figure: float | None, decimals: int = DECIMALS) -> str:
    """Return a figure to compute with, in brackets when it is negative."""
    said = _s(figure, decimals)
    return f"({said})" if said.startswith("-") else said


def _s(figure: float | None, decimals: int = DECIMALS) -> str:
    """Return a figure in up to so many decimals."""
    shown = rounded(figure or 0, decimals)
    return f"{shown:.15g}" if abs(shown) >= LARGE else f"{shown:.{decimals}f}".rstrip("0").rstrip(".")
