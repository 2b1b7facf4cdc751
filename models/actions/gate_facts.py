"""What is known at a gate: deliverables, verdict, decisions, hand-over, and who takes part."""

from dataclasses import replace
from typing import Any

from models.db import lesson_queries, queries
from models.db.session import Session
from models.db.tables import (
    Alliance,
    BodyMember,
    Commitment,
    Criterion,
    Decision,
    Deliverable,
    HandoverItem,
    Improvement,
    PhaseRun,
    Round,
    Securing,
    Stakeholder,
)
from models.method import needs
from models.method.commitments import OPEN, CommitmentStatus, is_long_term
from models.method.decisions import DecisionKind, DecisionState, Outcome
from models.method.evaluation.results import Advice, Diagnosis, may_secure
from models.method.evaluation.words import Verdict
from models.method.gates import CONDITIONS, Composition, GateFacts, Wait, impact_is_enough
from models.method.handover import Route, must_agree, needs_items
from models.method.improvements import to_repair
from models.method.parties import Body, StakeholderStatus, sectors_missing
from models.method.phases import Side
from models.method.rounds import OF_IMPACT, OVER, RoundKind


def facts(session: Session, alliance: Alliance, run: PhaseRun) -> GateFacts:
    """Gather what is known at the gate of the open phase, as far as that gate asks for it."""
    of_cycle: dict[str, Any] = {"alliance_id": alliance.id, "cycle": run.cycle}
    known = GateFacts(
        phase=run.phase,
        deliverables={d.code: d.status for d in queries.rows(session, Deliverable, **of_cycle)},
        held=run.held_reason is not None,
        go=run.go_by is not None,
        lessons_open=tuple(str(use.lesson_id) for use in lesson_queries.unanswered(session, run)),
    )
    conditions = CONDITIONS[run.phase]
    if Wait.VERDICT in conditions:
        known = replace(known, **_impact(session, of_cycle))
    if Wait.HANDOVER in conditions:
        known = replace(known, **_handover(session, of_cycle))
    return known


def _impact(session: Session, of_cycle: dict[str, Any]) -> dict[str, Any]:
    last_round, decided = _judged(session, of_cycle)
    return {
        "impact_enough": impact_is_enough(decided, proven=last_round is not None and _is_proven(last_round)),
        "decision_open": queries.count(
            session, Decision, **of_cycle, kind=DecisionKind.VERDICT, state=DecisionState.OPEN
        )
        > 0,
    }


def _judged(session: Session, of_cycle: dict[str, Any]) -> tuple[Round | None, Outcome | None]:
    """Return the last deciding round of a cycle, and what people decided about it."""
    last_round = queries.last(
        session, Round, order="number", **of_cycle, kind=RoundKind.DECIDING, state=OVER, purpose=OF_IMPACT
    )
    decided = queries.last(session, Decision, **of_cycle, kind=DecisionKind.VERDICT, state=DecisionState.ANSWERED)
    # A decision speaks of the round it was made after: a later round is a question of its own.
    looked_at = last_round.id if last_round else None
    return last_round, decided.outcome if decided is not None and decided.round_id == looked_at else None


def _is_proven(row: Round) -> bool:
    """Say whether the rules secure the impact by what the round found: enough of it, and a chain that shows why.

    Older rules looked at no chain; for them enough was enough.
    """
    if row.result is None or row.verdict is None:
        return False
    diagnosis = _diagnosis(row)
    return row.verdict is Verdict.SUFFICIENT if diagnosis is None else may_secure(row.verdict, diagnosis)


def _diagnosis(row: Round) -> Diagnosis | None:
    said = (row.result or {}).get("diagnosis")
    return None if said is None else Diagnosis.model_validate(said)


def _repairs(session: Session, of_cycle: dict[str, Any]) -> tuple[str, ...]:
    """Return what is to be repaired in the collaboration first, where the impact is secured on that condition."""
    last_round, decided = _judged(session, of_cycle)
    diagnosis = _diagnosis(last_round) if last_round is not None else None
    if decided is not None or diagnosis is None or diagnosis.advice is not Advice.SECURE_CONDITIONALLY:
        return ()
    return to_repair({row.key: row.state for row in queries.rows(session, Improvement, **of_cycle)})


def _handover(session: Session, of_cycle: dict[str, Any]) -> dict[str, Any]:
    items = queries.rows(session, HandoverItem, **of_cycle)
    securing = queries.one(session, Securing, "route", **of_cycle)
    stops = securing.route is Route.STOP
    said = {Side.FOUNDATION: securing.agreed_foundation, Side.PARTNERS: securing.agreed_partners}
    promised = queries.rows(session, Commitment, alliance_id=of_cycle["alliance_id"], status=OPEN)
    return {
        "handover_open": () if stops else tuple(item.key for item in items if item.accepted_at is None),
        "handover_known": securing.route is not None and (bool(items) or not needs_items(securing.route)),
        # What is still open when an alliance stops ends with it: there is nothing to hand over.
        "commitments_open": () if stops else tuple(row.key for row in promised),
        "agreement_open": tuple(side for side in must_agree(securing.route) if said[side] is None),
        "repairs_open": () if stops else _repairs(session, of_cycle),
        "insights_shared": securing.shared_at is not None,
    }


def composition(session: Session, alliance: Alliance) -> Composition:
    """Gather who takes part, as far as a gate remarks on it (R6, R9, R19, R99, R100)."""
    gone = {StakeholderStatus.DECLINED, StakeholderStatus.LEFT}
    there = [s for s in queries.rows(session, Stakeholder, alliance_id=alliance.id) if s.status not in gone]
    names = queries.organisations(session, {s.organisation_id for s in there})
    lasting = {
        c.organisation_id
        for c in queries.rows(session, Commitment, alliance_id=alliance.id, status=OPEN | {CommitmentStatus.FULFILLED})
        if is_long_term(c.starts_on, c.ends_on)
    }
    members = queries.rows(session, BodyMember, alliance_id=alliance.id)
    return Composition(
        sectors_missing=sectors_missing(names[s.organisation_id].sector for s in there),
        without_long_term=tuple(
            names[s.organisation_id].key
            for s in there
            if s.status is StakeholderStatus.COMMITTED and s.organisation_id not in lasting
        ),
        mission=bool(alliance.mission),
        story=bool(alliance.story),
        sponsor_group_chair=any(m.chair for m in members if m.body is Body.SPONSOR_GROUP),
        project_team=any(m.body is Body.PROJECT_TEAM for m in members),
    )


def weighing(session: Session, alliance: Alliance) -> needs.Weighing:
    """Return what the need framework says as it is scored now (R41)."""
    criteria = [
        needs.Criterion(c.key, c.text, c.weight, c.score)
        for c in queries.rows(session, Criterion, alliance_id=alliance.id)
    ]
    return needs.weigh(criteria, threshold=alliance.need_threshold)
