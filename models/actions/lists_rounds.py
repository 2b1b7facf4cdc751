"""Evaluation rounds and the figures they look at, as lists to read (R57, R59, R86)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.actions import figures, lists_collaboration, looked_at
from models.actions.kept_rounds import attainments, judged, kept, values
from models.actions.lists_collaboration import ReflectionView
from models.actions.round_fields import fields_of
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Round
from models.method.errors import NotFound
from models.method.evaluation.arithmetic import written_out
from models.method.evaluation.engine import evaluate
from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.snapshot import IndicatorSnapshot, Snapshot
from models.method.rounds import RoundKind, RoundPurpose, RoundState
from models.method.working_days import local_day
from samenspel import clock


@dataclass(frozen=True, slots=True)
class RoundLine:
    """An evaluation round: when it ran and what the rules said of it."""

    number: int
    cycle: int
    phase: str
    kind: str
    purpose: str
    state: str
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    verdict: str | None
    attainment: float | None
    reason: str | None
    snapshot_sha256: str | None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """An indicator in a round: its figure, how far it came against what was due, and how that was calculated.

    Of what older rules judged only the figure and how far it came is known.
    """

    key: str
    title: str
    weight: float
    critical: bool
    baseline: float | None
    target: float | None
    value: float | None
    measured_on: date | None
    attainment: float | None
    expected: float | None
    ratio: float | None
    score: float | None
    verdict: str | None
    reason: str | None
    marks: tuple[str, ...]
    arithmetic: str


@dataclass(frozen=True, slots=True)
class RoundView:
    """One evaluation round; while it is open the figures are those of now, and there is no verdict yet."""

    alliance: str
    number: int
    cycle: int
    phase: str
    kind: RoundKind
    purpose: RoundPurpose
    state: RoundState
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    verdict: str | None
    attainment: float | None
    reason: str | None
    indicators: tuple[FigureLine, ...]
    reflection: ReflectionView | None
    snapshot_sha256: str | None


def rounds(slug: str) -> list[RoundLine]:
    """Return every evaluation round of an alliance, in order."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        return [line(row) for row in queries.rows(session, Round, order="number", alliance_id=alliance.id)]


def line(row: Round) -> RoundLine:
    """Return a round as a line of a list."""
    return RoundLine(**fields_of(row), phase=row.phase, reason=_reason(row))


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
            **fields_of(row),
            alliance=slug,
            phase=row.phase,
            reason=_reason(row),
            indicators=_figures(session, alliance, row),
            reflection=lists_collaboration.view(session, row),
        )


def _reason(row: Round) -> str | None:
    return row.result.get("reason") if row.result is not None else None


def _figures(session: Session, alliance: Alliance, row: Round) -> tuple[FigureLine, ...]:
    if not row.purpose.asks_figures:
        return ()
    titles = {i.key: i.title for i in figures.indicators(session, alliance)}
    if row.snapshot is not None and row.result is not None:
        seen, result = kept(row, alliance), judged(row)
    elif row.state is RoundState.OPEN:
        seen = looked_at.snapshot(session, alliance, row, on=local_day(clock.now()))
        result = evaluate(seen)
    else:
        return ()
    if result is None:
        stood, came_to = values(row, alliance), attainments(row)
        return tuple(
            _former(one, stood[one.key], came_to.get(one.key), titles.get(one.key, one.key)) for one in seen.indicators
        )
    came = {one.key: one for one in result.indicators}
    return tuple(_figure(one, came[one.key], titles.get(one.key, one.key), seen) for one in seen.indicators)


def _former(seen: IndicatorSnapshot, value: float | None, attainment: float | None, title: str) -> FigureLine:
    """Return what is known of an indicator that older rules judged."""
    return FigureLine(
        key=seen.key,
        title=title,
        weight=seen.weight,
        critical=seen.critical,
        baseline=seen.baseline,
        target=seen.target,
        value=value,
        measured_on=seen.measurements[-1].on if seen.measurements else None,
        attainment=attainment,
        expected=None,
        ratio=None,
        score=None,
        verdict=None,
        reason=None,
        marks=(),
        arithmetic="",
    )


def _figure(seen: IndicatorSnapshot, result: IndicatorResult, title: str, whole: Snapshot) -> FigureLine:
    return FigureLine(
        key=seen.key,
        title=title,
        weight=seen.weight,
        critical=seen.critical,
        baseline=seen.baseline,
        target=seen.target,
        value=result.value,
        measured_on=result.measured_on,
        attainment=result.attainment,
        expected=result.expected,
        ratio=result.ratio,
        score=result.score,
        verdict=result.verdict,
        reason=result.reason,
        marks=result.marks,
        arithmetic=written_out(seen, result, whole.parameters, whole.on),
    )
