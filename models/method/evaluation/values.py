"""The current value of an indicator: which measurements it is made of, and why it may be none."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from models.method.evaluation.intervals import total
from models.method.evaluation.numbers import at_least
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import Interval
from models.method.evaluation.samples import figure_of, impossible, interval_of
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured
from models.method.evaluation.words import Mark, Reason
from models.method.indicators import Accumulation


class Current(NamedTuple):
    """Where an indicator stands: a value in its own unit, or the reason why there is none.

    ``interval`` is ``None`` when nothing says how sure the value is; ``last`` is the last measurement that counts.
    """

    value: float | None = None
    interval: Interval | None = None
    last: Measured | None = None
    reason: Reason | None = None
    marks: tuple[Mark, ...] = ()


def current(indicator: IndicatorSnapshot, on: date, parameters: Parameters) -> Current:
    """Return the value on a day, from the measurements up to and including that day.

    A level or a running total is its last measurement, the last recorded of several on one day; what comes in
    periods is their sum. Checked in this order: whether there is any, how they belong together, age or overlap,
    whether they are figures, unconfirmed zeros, the range.
    """
    measured = measured_by(indicator, on)
    if not measured:
        return Current(reason=Reason.MISSING_ACTUAL)
    last = measured[-1]
    match indicator.accumulation:
        case Accumulation.FLOW:
            return _sum(indicator, measured, parameters)
        case None if len(measured) > 1 or last.since is not None:
            return Current(last=last, reason=Reason.ACCUMULATION_UNKNOWN)
        case _ if (on - last.on).days > parameters.stale_days:
            return Current(last=last, reason=Reason.STALE_ACTUAL, marks=(Mark.STALE,))
        case Accumulation.CUMULATIVE:
            fallen = (Mark.CUMULATIVE_DECREASED,) if _falls(measured) else ()
            return _checked(indicator, [last], parameters, fallen)
        case _:
            return _checked(indicator, [last], parameters)


def measured_by(indicator: IndicatorSnapshot, on: date) -> list[Measured]:
    """Return the measurements up to a day in the order of their days, then as recorded; an empty one is none."""
    measured = [m for m in indicator.measurements if m.on <= on and not _empty(m)]
    return sorted(measured, key=lambda m: (m.on, m.number))


def counted(indicator: IndicatorSnapshot, on: date) -> list[Measured]:
    """Return what the value on a day is the sum of: every period, or of anything else the last measurement."""
    measured = measured_by(indicator, on)
    return measured if indicator.accumulation is Accumulation.FLOW else measured[-1:]


def _empty(measured: Measured) -> bool:
    return figure_of(measured) is None and not measured.raw.strip()


def _falls(measured: Sequence[Measured]) -> bool:
    figures = [figure for m in measured if (figure := figure_of(m)) is not None]
    return any(not at_least(after, before) for before, after in pairwise(figures))


def _sum(indicator: IndicatorSnapshot, measured: Sequence[Measured], parameters: Parameters) -> Current:
    periods = sorted(measured, key=lambda m: m.since or m.on)
    if any((after.since or after.on) <= before.on for before, after in pairwise(periods)):
        return Current(last=measured[-1], reason=Reason.OVERLAPPING_PERIODS, marks=(Mark.OVERLAPPING_PERIODS,))
    return _checked(indicator, measured, parameters)


def _checked(
    indicator: IndicatorSnapshot, parts: Sequence[Measured], parameters: Parameters, marks: tuple[Mark, ...] = ()
) -> Current:
    """Return the sum of these measurements, one or more, unless it cannot be relied on."""
    last = parts[-1]
    figures = [figure for m in parts if (figure := figure_of(m)) is not None]
    if len(figures) < len(parts):
        return Current(last=last, reason=Reason.UNPARSEABLE, marks=marks)
    value = sum(figures)
    if any(figure == 0 and m.imported and not m.zero_confirmed for m, figure in zip(parts, figures, strict=True)):
        return Current(value, None, last, Reason.SUSPICIOUS_ZERO, (*marks, Mark.SUSPICIOUS_ZERO))
    if any(impossible(m) for m in parts) or not _in_range(indicator, value):
        return Current(value, None, last, Reason.OUT_OF_RANGE, (*marks, Mark.OUT_OF_RANGE))
    around = [interval_of(m, f, parameters.confidence) for m, f in zip(parts, figures, strict=True)]
    known = [(figure, interval) for figure, interval in zip(figures, around, strict=True) if interval is not None]
    whole = total(known) if len(known) == len(parts) else None
    return Current(value, whole, last, None, marks)


def _in_range(indicator: IndicatorSnapshot, value: float) -> bool:
    above = indicator.lowest is None or at_least(value, indicator.lowest)
    return above and (indicator.highest is None or at_least(indicator.highest, value))
