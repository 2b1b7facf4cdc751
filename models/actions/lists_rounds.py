"""Evaluation rounds and the figures they look at, as lists to read (R57, R59, R86)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.actions import figures
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Measurement, Round
from models.method.arithmetic import part_of_total, written_out
from models.method.definition_types import did_you_mean
from models.method.errors import NotFound
from models.method.evaluation import IndicatorResult, IndicatorSnapshot, Parameters, Result, Snapshot, evaluate
from models.method.rounds import RoundKind, RoundState
from models.method.said import Said


@dataclass(frozen=True, slots=True)
class RoundLine:
    """An evaluation round: when it ran and what the rules said of it."""

    number: int
    cycle: int
    phase: str
    kind: str
    state: str
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    verdict: str | None
    attainment: float | None
    reasons: tuple[str, ...]
    snapshot_sha256: str | None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """An indicator in a round: its figure, how far it came, how that was calculated and what it adds to the whole."""

    key: str
    title: str
    weight: float
    critical: bool
    baseline: float
    target: float
    value: float | None
    measured_on: date | None
    attainment: float | None
    arithmetic: str
    score: float | None
    adds: float | None


@dataclass(frozen=True, slots=True)
class RoundView:
    """One evaluation round; while it is open the figures are those of now, and there is no verdict yet."""

    alliance: str
    number: int
    cycle: int
    phase: str
    kind: RoundKind
    state: RoundState
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    verdict: str | None
    attainment: float | None
    reasons: tuple[str, ...]
    indicators: tuple[FigureLine, ...]
    snapshot_sha256: str | None


@dataclass(frozen=True, slots=True)
class MeasurementLine:
    """A figure of an indicator; ``round`` is the closed round that looked at it, ``withdrawn_at`` takes it back."""

    id: int
    indicator: str
    on: date
    value: float
    unit: str
    source: str
    recorded_by: str
    recorded_at: datetime
    round: int | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None


def rounds(slug: str) -> list[RoundLine]:
    """Return every evaluation round of an alliance, in order."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        return [line(row) for row in queries.rows(session, Round, order="number", alliance_id=alliance.id)]


def line(row: Round) -> RoundLine:
    """Return a round as a line of a list."""
    return RoundLine(
        number=row.number,
        cycle=row.cycle,
        phase=row.phase,
        kind=row.kind,
        state=row.state,
        opened_at=row.opened_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        verdict=row.verdict,
        attainment=row.attainment,
        reasons=Result.model_validate(row.result).reasons if row.result is not None else (),
        snapshot_sha256=row.snapshot_sha256,
    )


def one_round(slug: str, number: int | None = None) -> RoundView:
    """Return a round with the arithmetic behind its verdict, the last one without a ``number``."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        known = {row.number: row for row in queries.rows(session, Round, order="number", alliance_id=alliance.id)}
        if not known:
            raise NotFound("{slug} has no evaluation round yet", slug=slug)
        row = known.get(max(known) if number is None else number)
        if row is None:
            raise NotFound(
                "{slug} has no round {number}; allowed: 1 to {last}", slug=slug, number=number, last=max(known)
            )
        return RoundView(
            alliance=slug,
            number=row.number,
            cycle=row.cycle,
            phase=row.phase,
            kind=row.kind,
            state=row.state,
            opened_at=row.opened_at,
            due_at=row.due_at,
            closed_at=row.closed_at,
            verdict=row.verdict,
            attainment=row.attainment,
            reasons=line(row).reasons,
            indicators=_figures(session, alliance, row),
            snapshot_sha256=row.snapshot_sha256,
        )


def _figures(session: Session, alliance: Alliance, row: Round) -> tuple[FigureLine, ...]:
    if row.snapshot is not None and row.result is not None:
        looked_at, result = Snapshot.model_validate(row.snapshot), Result.model_validate(row.result)
    elif row.state is RoundState.OPEN:
        looked_at = figures.snapshot(session, alliance, row)
        result = evaluate(looked_at, Parameters(threshold=alliance.threshold))
    else:
        return ()
    titles = {i.key: i.title for i in figures.indicators(session, alliance)}
    weight = sum(i.weight for i in looked_at.indicators)
    return tuple(
        _figure(i, r, titles.get(i.key, i.key), weight)
        for i, r in zip(looked_at.indicators, result.indicators, strict=True)
    )


def _figure(seen: IndicatorSnapshot, result: IndicatorResult, title: str, total_weight: float) -> FigureLine:
    return FigureLine(
        key=seen.key,
        title=title,
        weight=seen.weight,
        critical=seen.critical,
        baseline=seen.baseline,
        target=seen.target,
        value=seen.value,
        measured_on=seen.measured_on,
        attainment=result.attainment,
        arithmetic=written_out(seen),
        score=result.score,
        adds=part_of_total(seen.weight, result.score, total_weight),
    )


def measurements(slug: str, indicator: str | None = None) -> list[MeasurementLine]:
    """Return every figure of an alliance, of one indicator or of all, also what was taken back, by day."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        known = {i.key: i for i in figures.indicators(session, alliance)}
        if indicator is not None and indicator not in known:
            raise NotFound(
                "there is no indicator {key!r} in {slug}{near}; known: {known}",
                key=indicator,
                slug=slug,
                near=did_you_mean(indicator, known),
                known=", ".join(known) or Said("none"),
            )
        of = {i.id: i for i in known.values() if indicator in {None, i.key}}
        seen = figures.looked_at(session, alliance)
        return [
            MeasurementLine(
                id=m.id,
                indicator=of[m.indicator_id].key,
                on=m.on,
                value=m.value,
                unit=of[m.indicator_id].unit,
                source=m.source,
                recorded_by=m.recorded_by,
                recorded_at=m.recorded_at,
                round=seen.get(m.id),
                withdrawn_at=m.withdrawn_at,
                withdrawn_by=m.withdrawn_by,
            )
            for m in sorted(queries.rows(session, Measurement, indicator_id=set(of)), key=lambda m: (m.on, m.id))
        ]
