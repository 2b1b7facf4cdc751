"""What is known of an indicator: its road from baseline to target, and where the figure stands."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.method.evaluation.words import Contribution
from models.method.indicators import Accumulation, Direction, Measure, Trajectory

if TYPE_CHECKING:
    from models.actions.background import Compared
    from models.method.definition_impact import Indicator


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
    baseline: float | None
    target: float | None
    value: float | None
    measured_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure on a day, or of the period that began ``since``; ``text`` is what stood there where it is no figure."""

    date: dt.date
    since: dt.date | None
    value: float | None
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """What an indicator is compared with, and what that leaves of its change; ``share`` is net by gross."""

    series: str
    then: float | None
    now: float | None
    population_mean: float | None
    rho: float | None
    gross: float | None
    regression_to_mean: float | None
    background_trend: float | None
    net: float | None
    share: float | None
    contribution: Contribution | None
    rivals: tuple[str, ...]


#: What people see of a comparison.
COMPARED = ("series", "then", "now", "gross", "regression_to_mean", "background_trend", "net", "contribution", "rivals")


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
    direction_confirmed: bool
    accumulation: Accumulation
    weight: float
    share: float | None
    critical: bool
    guard: bool
    baseline: float | None
    baseline_date: dt.date | None
    target: float | None
    target_date: dt.date | None
    trajectory: Trajectory
    lowest: float | None
    highest: float | None
    tolerance: float | None
    steps: tuple[str, ...]
    milestones: tuple[Figure, ...]
    measurements: tuple[Figure, ...]
    compared: tuple[ComparedLine, ...]


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


def view(alliance: str, one: "Indicator", share: float | None, compared: "Compared | None") -> IndicatorView:
    """Return everything that is said of an indicator, and what it is compared with."""
    return IndicatorView(
        alliance=alliance,
        key=one.key,
        node=one.node,
        title=one.title,
        measure=one.measure,
        unit=one.unit,
        direction=one.direction,
        direction_confirmed=one.direction_confirmed,
        accumulation=one.accumulation,
        weight=one.weight,
        share=share,
        critical=one.critical,
        guard=one.guard,
        baseline=one.baseline.value,
        baseline_date=one.baseline.date,
        target=one.target.value,
        target_date=one.target.date,
        trajectory=one.road,
        lowest=one.range.lowest,
        highest=one.range.highest,
        tolerance=one.tolerance,
        steps=one.steps,
        milestones=tuple(Figure(point.date, None, point.value, "", "") for point in one.milestones),
        measurements=tuple(
            Figure(figure.date, figure.since, figure.value, figure.text, figure.source) for figure in one.measurements
        ),
        compared=(line(compared),) if compared is not None else (),
    )


def line(compared: "Compared") -> ComparedLine:
    """Return what an indicator is compared with as one line."""
    left = compared.contributed
    return ComparedLine(
        series=compared.series,
        then=compared.then,
        now=compared.now,
        population_mean=compared.population_mean,
        rho=compared.rho,
        gross=left.gross if left else None,
        regression_to_mean=left.regression_to_mean if left else None,
        background_trend=left.background_trend if left else None,
        net=left.net if left else None,
        share=left.share if left else None,
        contribution=left.contribution if left else None,
        rivals=compared.rivals,
    )
