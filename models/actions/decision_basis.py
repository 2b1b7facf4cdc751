"""What a decision after an evaluation rests on beside its figures: what each answer changes, and the rounds before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.actions import diagnosed
from models.actions.kept_rounds import judged
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Commitment, Decision, EvidenceTask, Round
from models.method import decision_effects as effects
from models.method.commitments import OPEN
from models.method.cycles import PROPOSED_BACK, CarryOver, carry_over
from models.method.decision_effects import Change
from models.method.decisions import DecisionKind, DecisionState, Outcome
from models.method.evidence import EvidenceTaskState
from models.method.rounds import OF_IMPACT, OVER


@dataclass(frozen=True, slots=True)
class PastRound:
    """A round that is over: what it said, and what people decided after it, if they were asked."""

    round: int
    cycle: int
    closed_at: datetime | None
    verdict: str | None
    attainment: float | None
    outcome: str | None
    go_back_to: str | None


def history(session: Session, alliance: Alliance, until: Round | None) -> tuple[PastRound, ...]:
    """Return the rounds that judged the impact and are over, up to one of them; all without one."""
    rows = queries.rows(session, Round, order="number", alliance_id=alliance.id, purpose=OF_IMPACT, state=OVER)
    answered = queries.rows(session, Decision, alliance_id=alliance.id, state=DecisionState.ANSWERED)
    decided = {row.round_id: row for row in answered if row.kind is DecisionKind.VERDICT}
    return tuple(_past(row, decided.get(row.id)) for row in rows if until is None or row.number <= until.number)


def _past(row: Round, decided: Decision | None) -> PastRound:
    return PastRound(
        round=row.number,
        cycle=row.cycle,
        closed_at=row.closed_at,
        verdict=row.verdict,
        attainment=row.attainment,
        outcome=decided.outcome if decided else None,
        go_back_to=decided.go_back_to if decided else None,
    )


def changes(session: Session, alliance: Alliance, decision: Decision, options: Sequence[Outcome]) -> tuple[Change, ...]:
    """Return what each of the answers to an evaluation that are possible now would change."""
    if not options:
        return ()
    promised = _promised(session, alliance)
    row = queries.first(session, Round, id=decision.round_id) if decision.round_id else None
    result = judged(row) if row is not None else None
    found: dict[Outcome, tuple[Change, ...]] = {
        Outcome.GO_BACK: effects.of_going_back(_plan(session, alliance, decision), promised),
        Outcome.MEASURE_AGAIN: effects.of_measuring_again(row.next_on if row else None, _to_find(session, alliance)),
        Outcome.STOP: effects.of_stopping(promised),
    }
    if result is not None:
        verdicts = {one.key: one.verdict for one in result.indicators}
        found[Outcome.SECURE_ANYWAY] = effects.of_securing(result.chain, verdicts)
    return tuple(one for option in options for one in found.get(option, ()))


def _plan(session: Session, alliance: Alliance, decision: Decision) -> CarryOver:
    """Return what would go along: to the phase that is proposed, or to where one goes back without a proposal."""
    planned = CarryOver.model_validate(decision.carry_over or {})
    found = diagnosed.found(session, alliance, decision)
    return carry_over(decision.proposed_back.phase or PROPOSED_BACK, planned, **found._asdict())


def _promised(session: Session, alliance: Alliance) -> dict[str, str]:
    rows = queries.rows(session, Commitment, alliance_id=alliance.id, status=OPEN)
    named = queries.organisations(session, {row.organisation_id for row in rows})
    return {row.key: named[row.organisation_id].key for row in rows}


def _to_find(session: Session, alliance: Alliance) -> list[str]:
    rows = queries.rows(session, EvidenceTask, order="due_on", alliance_id=alliance.id, state=EvidenceTaskState.OPEN)
    return list(dict.fromkeys(row.subject for row in rows))
