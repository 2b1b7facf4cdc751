"""What was weighed, measured and decided, as lists to read."""

from dataclasses import dataclass, replace
from datetime import datetime

from models.actions import decision_basis
from models.actions.decision_basis import PastRound
from models.actions.gate_facts import weighing
from models.actions.retract import is_retractable
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Criterion, Decision, PhaseRun, Round
from models.method.decision_effects import Change
from models.method.decisions import DecisionKind, DecisionState, Outcome, options
from models.method.errors import NotFound
from models.method.phases import Phase


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
class DecisionView:
    """A question put to people and, once answered, what they decided, who, when, why and by what way.

    ``options`` are the outcomes that answer it now, ``evidence`` is what was known when it was asked, and
    ``carry_over`` is what is planned, or was carried, for a next cycle. ``retractable`` says that going back can still
    be taken back, as long as no letter has left. Only of a decision that is looked at by itself are there ``changes``,
    what each of the options would change, and ``history``, the rounds up to the one it is about.
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
    changes: tuple[Change, ...] = ()
    history: tuple[PastRound, ...] = ()


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
    """Return one decision with what it rests on; :class:`NotFound` when there is none of this number."""
    with database().read() as session:
        row = queries.first(session, Decision, id=number)
        if row is None:
            raise NotFound("there is no decision {number}", number=number)
        alliance = queries.one(session, Alliance, "alliance", id=row.alliance_id)
        about = queries.first(session, Round, id=row.round_id) if row.round_id else None
        run = queries.open_phase(session, alliance)
        numbers = {about.id: about.number} if about else {}
        view = _decision(session, row, alliance.slug, numbers, run.phase if run else None)
        if row.kind is not DecisionKind.VERDICT:
            return view
        return replace(
            view,
            changes=decision_basis.changes(session, alliance, row, tuple(map(Outcome, view.options))),
            history=decision_basis.history(session, alliance, about),
        )


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
