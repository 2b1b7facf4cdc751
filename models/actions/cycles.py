"""Walking part of the process again, on the basis of what was learned (R31-R35)."""

from models.actions.frame import Act, act
from models.actions.phases import Leave, close_cycle, close_phase, open_cycle, open_phase
from models.db import queries
from models.db.tables import Commitment, Decision, Deliverable, Lesson, SystemFault
from models.method.commitments import OPEN, CommitmentStatus
from models.method.cycles import PROPOSED_BACK, CarryCommitments, CarryOver, carried_status, carry_over
from models.method.decisions import GoBackTo
from models.method.deliverables import SETTLED, DeliverableStatus
from models.method.events import EventType
from models.method.gates import PhaseOutcome
from models.method.lessons import check_text
from models.method.phases import Phase

#: Proposed when a person opens the decision without a round.
DEFAULT_BACK = GoBackTo(PROPOSED_BACK.value)


def go_back(a: Act, to: Phase, decision: Decision, *, reason: str) -> int:
    """Close the live cycle and open the next at ``to``; return its number. The old cycle is never touched again."""
    before, old = a.run.phase, a.cycle
    plan = carry_over(to) if decision.carry_over is None else CarryOver.model_validate(decision.carry_over)
    close_phase(a, Leave(PhaseOutcome.WENT_BACK, reason))
    close_cycle(a, "the alliance went back in a new cycle")
    decision.carry_over = plan.model_dump(mode="json")
    open_cycle(a, old + 1, to, from_decision=decision.id, carry_over=decision.carry_over)
    _carry_deliverables(a, old, plan)
    _carry_commitments(a, old, plan)
    open_phase(a, to, cycle=old + 1, after=before)
    a.record(EventType.CYCLE_OPENED, str(old + 1), starts_at=to, decision=decision.id)
    return old + 1


def _carry_deliverables(a: Act, old: int, plan: CarryOver) -> None:
    for row in queries.rows(a.session, Deliverable, alliance_id=a.alliance.id, cycle=old):
        status = carried_status(plan.deliverables[row.code], row.status)
        kept = status in SETTLED
        carried = status is not DeliverableStatus.MISSING
        a.session.add(
            Deliverable(
                alliance_id=a.alliance.id,
                cycle=old + 1,
                code=row.code,
                status=status,
                sha256=row.sha256 if carried else None,
                submitted_by=row.submitted_by if kept else None,
                submitted_at=row.submitted_at if kept else None,
                accepted_foundation=row.accepted_foundation if kept else None,
                accepted_partners=row.accepted_partners if kept else None,
                settled_at=row.settled_at if kept else None,
                reason=row.reason if kept else None,
                carried_from=row.id if carried else None,
            )
        )
    a.session.flush()


def _carry_commitments(a: Act, old: int, plan: CarryOver) -> None:
    if plan.commitments is CarryCommitments.KEEP:
        return
    for row in queries.rows(a.session, Commitment, alliance_id=a.alliance.id, status=OPEN):
        if plan.commitments is CarryCommitments.END:
            row.status, row.until_cycle = CommitmentStatus.ENDED, old
            a.record(EventType.COMMITMENT_ENDED, row.key)
        else:
            row.status, row.confirmed_by, row.confirmed_at = CommitmentStatus.PROMISED, None, None
            a.record(EventType.COMMITMENT_PROMISED, row.key, again=True)
    a.session.flush()


def add_lesson(slug: str, text: str, *, by: str, recommendation: str = "") -> int:
    """Record a lesson learned in the open phase and return its number (R32, R62)."""
    with act(slug, by=by) as a:
        return record_lesson(a, text, recommendation=recommendation)


def record_lesson(a: Act, text: str, *, recommendation: str = "") -> int:
    """Record a lesson inside an action that is already open."""
    lesson = Lesson(
        alliance_id=a.alliance.id,
        cycle=a.run.cycle,
        phase=a.run.phase,
        text=check_text(text, "a lesson"),
        recommendation=recommendation.strip(),
        recorded_by=a.by,
        recorded_at=a.now,
    )
    a.session.add(lesson)
    a.session.flush()
    a.record(EventType.LESSON_RECORDED, str(lesson.id))
    return lesson.id


def add_fault(slug: str, description: str, system: str, *, by: str) -> int:
    """Record a fault of an existing system that the alliance met, and return its number (R62, R88)."""
    with act(slug, by=by) as a:
        fault = SystemFault(
            alliance_id=a.alliance.id,
            cycle=a.run.cycle,
            description=check_text(description, "the description of a system fault"),
            system=system.strip(),
            recorded_by=a.by,
            recorded_at=a.now,
        )
        a.session.add(fault)
        a.session.flush()
        a.record(EventType.FAULT_RECORDED, str(fault.id))
        return fault.id
