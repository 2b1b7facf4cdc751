"""Opening and closing phases and cycles inside an action: the only code that moves an alliance."""

from dataclasses import dataclass

from models.actions import evidence_tasks, gathering, pictures, reflecting
from models.actions.frame import Act
from models.db import queries
from models.db.tables import Contact, Cycle, Decision, Deliverable, Letter, PhaseRun, Round, Securing, Stakeholder
from models.method import letters
from models.method.decisions import DecisionKind, DecisionState
from models.method.deliverables import DELIVERABLES, of_phase
from models.method.errors import PhaseNotAllowed
from models.method.events import EventType
from models.method.gates import PhaseOutcome
from models.method.parties import StakeholderStatus
from models.method.phases import ALLOWED_NEXT, LEAD, AllianceStatus, Ending, Phase, lead_moves
from models.method.requests import OUTLIVES, LetterState, RequestKind, RequestState, TimerKind
from models.method.rounds import IN_PREPARATION, RoundState
from models.method.said import Said

#: What is asked for one phase only: nobody owes it any more once the phase is over.
OF_PHASE: frozenset[RequestKind] = frozenset(
    {
        RequestKind.INVITATION,
        RequestKind.MEASUREMENT,
        RequestKind.ROUND,
        RequestKind.DELIVERABLE,
        RequestKind.HANDOVER,
    }
)


def open_phase(a: Act, phase: Phase, *, cycle: int, after: Phase | None = None) -> PhaseRun:
    """Open ``phase`` in the live cycle and tell everybody; ``after`` is the phase just closed (R36, R97)."""
    run = a.open_phase = PhaseRun(
        alliance_id=a.alliance.id, cycle=cycle, phase=phase, opened_at=a.now, opened_seq=a.alliance.last_seq + 1
    )
    a.session.add(run)
    a.session.flush()
    a.record(EventType.PHASE_OPENED, phase)
    if after is not None and lead_moves(after, phase):
        a.record(EventType.LEAD_MOVED, LEAD[phase], before=LEAD[after])
    if phase is Phase.SECURE_IMPACT:
        a.session.add(Securing(alliance_id=a.alliance.id, cycle=run.cycle))
    a.due(TimerKind.GATE_DUE, phase, a.in_days(a.settings.days_in(phase)))
    letter = letters.PhaseOpened(
        alliance=a.alliance.name,
        phase_label=phase.label,
        cycle=run.cycle,
        what=tuple(d.label for d in of_phase(phase)),
    )
    a.write(letter, staff=a.alliance.facilitator)
    for contact in partner_contacts(a):
        a.write(letter, contact=contact)
    return run


@dataclass(frozen=True, slots=True)
class Leave:
    """How a phase is left: the outcome, why, and what stays readable for ever with it."""

    outcome: PhaseOutcome
    reason: str | None = None
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


def close_phase(a: Act, leave: Leave) -> PhaseRun:
    """Close the open phase, and with it what was asked, measured and put to people in it alone."""
    run = a.run
    a.stop(RequestState.WITHDRAWN, "the phase is over", kind=OF_PHASE)
    a.cancel(kind=TimerKind.GATE_DUE)
    _ask_no_more(a, frozenset(DecisionKind) - {DecisionKind.FAULT})
    reflecting.close_with_the_phase(a)
    for measured in queries.rows(a.session, Round, alliance_id=a.alliance.id, state=RoundState.OPEN):
        _hold_no_more(a, measured)
        a.cancel(kind=TimerKind.ROUND_DUE, subject=str(measured.number))
    a.record(
        EventType.PHASE_CLOSED,
        run.phase,
        outcome=leave.outcome,
        missing=list(leave.missing),
        remarks=list(leave.remarks),
    )
    run.closed_at, run.outcome, run.reason = a.now, leave.outcome, leave.reason
    run.missing, run.remarks, run.conditions = list(leave.missing), list(leave.remarks), list(leave.conditions)
    a.session.flush()
    a.open_phase = None
    return run


def _hold_no_more(a: Act, row: Round) -> None:
    row.state, row.closed_at = RoundState.CANCELLED, a.now
    a.record(EventType.ROUND_CANCELLED, str(row.number))


def _ask_no_more(a: Act, kinds: frozenset[DecisionKind]) -> None:
    for asked in queries.rows(a.session, Decision, alliance_id=a.alliance.id, kind=kinds, state=DecisionState.OPEN):
        asked.state = DecisionState.CANCELLED
        a.cancel(kind=TimerKind.DECISION_DUE, subject=str(asked.id))


def move_on(a: Act, to: Phase, leave: Leave) -> PhaseRun:
    """Close the open phase and open ``to``; only stopping may skip phases, on its way out through phase 6."""
    before = a.run.phase
    if leave.outcome is not PhaseOutcome.STOPPED and to not in ALLOWED_NEXT[before]:
        allowed = ", ".join(ALLOWED_NEXT[before]) or Said("the end")
        raise PhaseNotAllowed(
            "{before} does not lead to {to}; allowed: {allowed}", before=before, to=to, allowed=allowed
        )
    cycle = close_phase(a, leave).cycle
    return open_phase(a, to, cycle=cycle, after=before)


def open_cycle(a: Act, number: int, starts_at: Phase, **origin: object) -> Cycle:
    """Open a cycle; the caller fills its deliverables and opens its first phase."""
    cycle = Cycle(alliance_id=a.alliance.id, number=number, starts_at=starts_at, opened_at=a.now, **origin)
    a.session.add(cycle)
    a.session.flush()
    return cycle


def empty_deliverables(a: Act, cycle: int) -> None:
    """Give a cycle its eighteen deliverables, all missing."""
    a.session.add_all(Deliverable(alliance_id=a.alliance.id, cycle=cycle, code=code) for code in DELIVERABLES)
    a.session.flush()


def close_cycle(a: Act, reason: str) -> Cycle:
    """Close the live cycle and return it: from here on none of its requests, timers, letters or decisions acts."""
    live = pictures.keep(a)
    a.stop(RequestState.WITHDRAWN, reason)
    for letter in queries.rows(
        a.session, Letter, alliance_id=a.alliance.id, cycle=live.number, state={LetterState.DRAFT, LetterState.QUEUED}
    ):
        if letter.kind not in letters.OUTLIVE_CYCLE:
            letter.state, letter.reason = LetterState.SUPERSEDED, reason
            gathering.keep_each(letter, gathering.joined(a.session, letter))
    a.cancel(cycle=live.number, kind=frozenset(TimerKind) - OUTLIVES)
    evidence_tasks.lapse(a)
    for prepared in queries.rows(a.session, Round, alliance_id=a.alliance.id, state=IN_PREPARATION):
        _hold_no_more(a, prepared)
    live.closed_at = a.now
    a.session.flush()
    return live


def end_alliance(a: Act, ending: Ending) -> None:
    """End the alliance after its last phase was closed; only after-care outlives this."""
    _ask_no_more(a, frozenset(DecisionKind))
    a.record(EventType.ALLIANCE_ENDED, ending)
    a.alliance.status, a.alliance.ending, a.alliance.ended_at = AllianceStatus.ENDED, ending, a.now
    a.dispatch.done_seq = a.dispatch.wake_seq
    a.dispatch.lease_until = None
    a.session.flush()


def partner_contacts(a: Act) -> list[Contact]:
    """Return the contacts of committed stakeholders, the partners of the alliance, by key."""
    ids = {
        s.contact_id
        for s in queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id, status=StakeholderStatus.COMMITTED)
        if s.contact_id is not None
    }
    return list(queries.rows(a.session, Contact, order="key", id=ids)) if ids else []
