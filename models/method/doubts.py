"""What is doubtful about the measurements of an indicator, each a question that a person answers (R57)."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from models.method.definition_types import found
from models.method.evaluation.categories import on_steps
from models.method.evaluation.numbers import at_least
from models.method.evaluation.samples import figure_of, impossible
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured
from models.method.evaluation.words import Reason
from models.method.indicators import Accumulation, Direction, Measure
from models.method.said import Said


class Doubt(NamedTuple):
    """Something doubtful, in words; ``measurement`` is the number of the one in doubt, ``None`` for the indicator."""

    why: Reason
    text: Said
    measurement: int | None = None


def doubts(of: IndicatorSnapshot) -> tuple[Doubt, ...]:
    """Return what is doubtful about an indicator and its measurements, those in the order of their days.

    What was measured again for the same day or period takes the place of the former.
    """
    if of.measure is Measure.QUALITATIVE:
        return ()
    if of.measure is Measure.NOMINAL:
        return tuple(_direction(of))
    counted = _counted(on_steps(of) if of.measure is Measure.ORDINAL else of)
    each = (doubt for one in counted for doubt in _about(of, one))
    return (*each, *_sum_in_range(of, counted), *_overlaps(of, counted), *_direction(of))


def _counted(of: IndicatorSnapshot) -> list[Measured]:
    last = {(one.since, one.on): one for one in sorted(of.measurements, key=lambda one: one.number)}
    return sorted(last.values(), key=lambda one: (one.on, one.number))


def _about(of: IndicatorSnapshot, one: Measured) -> Iterator[Doubt]:
    figure = figure_of(one)
    if figure is None:
        yield Doubt(Reason.UNPARSEABLE, _no_figure(of, one), one.number)
        return
    if figure == 0 and one.imported and not one.zero_confirmed:
        text = Said("0 came out of a file; confirm that it was measured, or withdraw it")
        yield Doubt(Reason.SUSPICIOUS_ZERO, text, one.number)
    if one.sample is not None and impossible(one):
        text = Said("{k} of {n} is more than there are", k=one.sample.k, n=one.sample.n)
        yield Doubt(Reason.OUT_OF_RANGE, text, one.number)
    elif of.accumulation is not Accumulation.FLOW and (beyond := _beyond(of, figure)):
        yield Doubt(Reason.OUT_OF_RANGE, beyond, one.number)


def _no_figure(of: IndicatorSnapshot, one: Measured) -> Said:
    shown = found(one.raw or None)
    if of.steps:
        return Said("{found} is no step of {key}; allowed: {steps}", found=shown, key=of.key, steps=", ".join(of.steps))
    return Said("{found} is no figure to count with", found=shown)


def _sum_in_range(of: IndicatorSnapshot, counted: list[Measured]) -> Iterator[Doubt]:
    """Give the last of the periods when together they come to what cannot be."""
    figures = [figure for one in counted if (figure := figure_of(one)) is not None]
    if of.accumulation is Accumulation.FLOW and figures and (text := _beyond(of, sum(figures))):
        yield Doubt(Reason.OUT_OF_RANGE, text, counted[-1].number)


def _beyond(of: IndicatorSnapshot, figure: float) -> Said | None:
    """Say that a figure lies outside what can be, ``None`` when it does not."""
    if of.lowest is not None and not at_least(figure, of.lowest):
        words, bound = Said("at least"), of.lowest
    elif of.highest is not None and not at_least(of.highest, figure):
        words, bound = Said("at most"), of.highest
    else:
        return None
    return Said("{found} is out of range; allowed: {words} {bound}", found=figure, words=words, bound=bound)


def _overlaps(of: IndicatorSnapshot, counted: list[Measured]) -> Iterator[Doubt]:
    """Give each period that overlaps one that was recorded before it."""
    if of.accumulation is not Accumulation.FLOW:
        return
    met: set[int] = set()
    for one, other in combinations(sorted(counted, key=lambda one: one.number), 2):
        if (one.since or one.on) <= other.on and (other.since or other.on) <= one.on and other.number not in met:
            met.add(other.number)
            text = Said("its period overlaps that of figure {number}; withdraw one of the two", number=one.number)
            yield Doubt(Reason.OVERLAPPING_PERIODS, text, other.number)


def _direction(of: IndicatorSnapshot) -> Iterator[Doubt]:
    """Give a direction that the target contradicts, unless a person confirmed it."""
    if of.baseline is None or of.target is None or of.baseline == of.target or of.direction_confirmed:
        return
    if of.direction is Direction.INCREASE and of.target < of.baseline:
        text = Said(
            "{key} should rise, but its target {target} lies below its baseline {baseline}",
            key=of.key,
            target=of.target,
            baseline=of.baseline,
        )
        yield Doubt(Reason.DIRECTION_CONFLICT, text)
    if of.direction is Direction.DECREASE and of.target > of.baseline:
        text = Said(
            "{key} should fall, but its target {target} lies above its baseline {baseline}",
            key=of.key,
            target=of.target,
            baseline=of.baseline,
        )
        yield Doubt(Reason.DIRECTION_CONFLICT, text)
