"""What was weighed, measured and decided, as lists to read."""

from dataclasses import dataclass
from datetime import date, datetime

from models.actions.gate_facts import weighing
from models.actions.retract import is_retractable
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Criterion, Decision, Indicator, Measurement, PhaseRun, Round
from models.method.decisions import DecisionState, options
from models.method.errors import NotFound
from models.method.phases import Phase
from models.method.rounds import RoundState


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A question of the need framework and how it was scored, 0 to 5."""

    key: str
    text: str
    weight: float
    score: int | None
    scored_by: str | None


@dataclass(frozen=True, slots=True)
class NeedView:
    """What the need framework says now; ``share`` and ``go`` are ``None`` until every criterion is scored."""

    alliance: str
    threshold: float
    share: float | None
    go: bool | None
    unscored: tuple[str, ...]
    criteria: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator with its road and its last figure."""

    key: str
    title: str
    unit: str
    direction: str
    weight: float
    critical: bool
    baseline: float
    target: float
    value: float | None
    measured_on: date | None
    source: str | None


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """What is measured now, and what the last closed ``round`` said; from ``threshold`` on impact is sufficient."""

    alliance: str
    threshold: float
    round: int | None
    verdict: str | None
    attainment: float | None
    closed_at: datetime | None
    open_round: int | None
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A question put to people and, once answered, what they decided, who, when, why and by what way.

    ``options`` are the outcomes that answer it now, ``evidence`` is what was known when it was asked, and
    ``carry_over`` is what is planned, or was carried, for a next cycle. ``retractable`` says that going back can still
    be taken back, as long as no letter has left.
    """

    id: int
    alliance: str
    kind: str
    subject: str
    cycle: int
    round: int | None
    state: str
    version: int
    verdict: str | None
    attainment: float | None
    proposed: str
    proposed_back: str
    asked_at: datetime
    due_at: datetime
    outcome: str | None
    go_back_to: str | None
    reason: str | None
    decided_by: str | None
    decided_at: datetime | None
    via: str | None
    options: tuple[str, ...]
    evidence: dict[str, object] | None
    carry_over: dict[str, object] | None
    retractable: bool


def need(slug: str) -> NeedView:
    """Return the need framework of an alliance with its scores (R41)."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        said = weighing(session, alliance)
        criteria = tuple(
            CriterionLine(c.key, c.text, c.weight, c.score, c.scored_by)
            for c in queries.rows(session, Criterion, alliance_id=alliance.id)
        )
        return NeedView(slug, alliance.need_threshold, said.share, said.go, said.unscored, criteria)


def evaluation(slug: str) -> EvaluationView:
    """Return each indicator with its last figure, and what the last closed round said (R57, R59)."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        last = {indicator.key: figure for indicator, figure in queries.measurements(session, alliance)}
        closed = queries.last(session, Round, order="number", alliance_id=alliance.id, state=RoundState.CLOSED)
        running = queries.first(session, Round, alliance_id=alliance.id, state=RoundState.OPEN)
        return EvaluationView(
            alliance=slug,
            threshold=alliance.threshold,
            round=closed.number if closed else None,
            verdict=closed.verdict if closed else None,
            attainment=closed.attainment if closed else None,
            closed_at=closed.closed_at if closed else None,
            open_round=running.number if running else None,
            indicators=tuple(
                _indicator(i, last.get(i.key)) for i in queries.rows(session, Indicator, alliance_id=alliance.id)
            ),
        )


def _indicator(row: Indicator, last: Measurement | None) -> IndicatorLine:
    return IndicatorLine(
        key=row.key,
        title=row.title,
        unit=row.unit,
        direction=row.direction,
        weight=row.weight,
        critical=row.critical,
        baseline=row.baseline_value,
        target=row.target_value,
        value=last.value if last else None,
        measured_on=last.on if last else None,
        source=last.source if last else None,
    )


def decisions(slug: str | None = None, *, answered: bool = False) -> list[DecisionView]:
    """Return the questions that wait for people, of one alliance or of all; with ``answered`` also the others."""
    with database().read() as session:
        wanted = [queries.find_alliance(session, slug)] if slug else queries.rows(session, Alliance)
        slugs = {alliance.id: alliance.slug for alliance in wanted}
        states = frozenset(DecisionState) if answered else frozenset({DecisionState.OPEN})
        rows = queries.rows(session, Decision, alliance_id=set(slugs), state=states)
        numbers = {r.id: r.number for r in queries.rows(session, Round, id={d.round_id for d in rows if d.round_id})}
        phases = {run.alliance_id: run.phase for run in queries.rows(session, PhaseRun, closed_at=None)}
        return [_decision(session, row, slugs[row.alliance_id], numbers, phases.get(row.alliance_id)) for row in rows]


def decision(number: int) -> DecisionView:
    """Return one decision; :class:`NotFound` when there is none of this number."""
    with database().read() as session:
        row = queries.first(session, Decision, id=number)
        if row is None:
            raise NotFound("there is no decision {number}", number=number)
        alliance = queries.one(session, Alliance, "alliance", id=row.alliance_id)
        numbers = {r.id: r.number for r in queries.rows(session, Round, alliance_id=alliance.id)}
        run = queries.open_phase(session, alliance)
        return _decision(session, row, alliance.slug, numbers, run.phase if run else None)


def _decision(
    session: Session, row: Decision, slug: str, rounds_by_id: dict[int, int], phase: Phase | None
) -> DecisionView:
    return DecisionView(
        id=row.id,
        alliance=slug,
        kind=row.kind,
        subject=row.subject,
        cycle=row.cycle,
        round=rounds_by_id[row.round_id] if row.round_id else None,
        state=row.state,
        version=row.version,
        verdict=row.verdict,
        attainment=row.attainment,
        proposed=row.proposed,
        proposed_back=row.proposed_back,
        asked_at=row.asked_at,
        due_at=row.due_at,
        outcome=row.outcome,
        go_back_to=row.go_back_to,
        reason=row.reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        via=row.via,
        options=options(row.kind, phase) if row.state is DecisionState.OPEN else (),
        evidence=row.evidence,
        carry_over=row.carry_over,
        retractable=is_retractable(session, row),
    )
