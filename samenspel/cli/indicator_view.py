"""What is known of an indicator: its road from baseline to target, and where the figure stands."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.method.indicators import Accumulation, Direction, Measure

if TYPE_CHECKING:
    from models.method.definition_parts import Indicator


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator in a list, with its last figure; ``share`` is its part of the whole, from 0 to 1."""

    key: str
    node: str | None
    title: str
    unit: str
    direction: Direction
    weight: float
    share: float | None
    critical: bool
    guard: bool
    baseline: float
    target: float
    value: float | None
    measured_on: date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure on a day; who says so, where it was measured."""

    date: date
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """Everything that is said of one indicator."""

    alliance: str
    key: str
    node: str | None
    title: str
    measure: Measure
    unit: str
    direction: Direction
    accumulation: Accumulation
    weight: float
    share: float | None
    critical: bool
    guard: bool
    baseline: float
    baseline_date: date | None
    target: float
    target_date: date | None
    milestones: tuple[Figure, ...]
    measurements: tuple[Figure, ...]


def row(one: "Indicator", share: float | None) -> IndicatorRow:
    """Return an indicator as a row of a list."""
    last = one.measurements[-1] if one.measurements else None
    return IndicatorRow(
        key=one.key,
        node=one.node,
        title=one.title,
        unit=one.unit,
        direction=one.direction,
        weight=one.weight,
        share=share,
        critical=one.critical,
        guard=one.guard,
        baseline=one.baseline.value,
        target=one.target.value,
        value=last.value if last else None,
        measured_on=last.date if last else None,
    )


def view(alliance: str, one: "Indicator", share: float | None) -> IndicatorView:
    """Return everything that is said of an indicator."""
    return IndicatorView(
        alliance=alliance,
        key=one.key,
        node=one.node,
        title=one.title,
        measure=one.measure,
        unit=one.unit,
        direction=one.direction,
        accumulation=one.accumulation,
        weight=one.weight,
        share=share,
        critical=one.critical,
        guard=one.guard,
        baseline=one.baseline.value,
        baseline_date=one.baseline.date,
        target=one.target.value,
        target_date=one.target.date,
        milestones=tuple(Figure(point.date, point.value, "") for point in one.milestones),
        measurements=tuple(Figure(figure.date, figure.value, figure.source) for figure in one.measurements),
    )
