"""What holds for every alliance at every moment, whatever happened, in whatever order, however often."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from models.db import queries
from models.db.session import Session, database
from models.db.tables import (
    AfterCare,
    Alliance,
    Commitment,
    Cycle,
    Decision,
    Deliverable,
    Dispatch,
    Event,
    FaultReturn,
    HandoverItem,
    Improvement,
    Letter,
    LetterItem,
    Organisation,
    PhaseRun,
    Recommendation,
    Request,
    Round,
    Securing,
    Stakeholder,
    SystemFault,
    Timer,
)
from models.method.commitments import ALLOWED_NEXT, OPEN, CommitmentStatus
from models.method.deliverables import DELIVERABLES, SETTLED, DeliverableStatus, sides_needed
from models.method.events import EventType
from models.method.faults import ADOPTED, FaultState
from models.method.handover import MAY_REOPEN
from models.method.improvements import ImprovementState
from models.method.phases import AllianceStatus, Ending, Side
from models.method.recommendations import UNSETTLED
from models.method.requests import OUTLIVES, RequestKind, RequestState, TimerKind, TimerState
from models.method.working_days import local_day
from tests.actions.one_look import content, rows_of

#: Every column of the deliverables of one cycle.
Fingerprint = list[dict[str, Any]]


class Watch:
    """Looks at one alliance after every step and remembers what must never change again."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.promised: dict[str, CommitmentStatus] = {}
        self.closed: dict[int, Fingerprint] = {}
        self._live: dict[int, Fingerprint] = {}
        self._cycles = 0
        self._content: bytes | None = None

    def look(self) -> None:
        """Check everything that must hold now; nothing of it can have changed in a database that did not."""
        with database().read() as session:
            before, self._content = self._content, content(session)
            if before is not None and before == self._content:
                return
            alliance = queries.find_alliance(session, self.slug)
            of: dict[str, Any] = {"alliance_id": alliance.id}
            run = _one_place(session, alliance, of)
            _events_are_contiguous(session, alliance, of)
            self._old_cycles_are_untouched(session, of)
            self._no_commitment_is_lost(session, of)
            _deliverables_are_accepted_by_whom_they_must(session, of)
            _what_is_secured_is_accepted_and_agreed(session, alliance, of)
            _what_was_found_was_asked(session, of)
            _effects_are_unique(session, of)
            _nobody_is_asked_for_what_is_settled(session, of, run)
            _timers_belong_to_what_is_open(session, of, run)
            _what_was_given_back_is_asked_after_until_it_is_answered(session, of)
            _what_is_settled_has_no_day(session, of)
            _only_a_confirmed_promise_is_asked_after(session, of)

    def _old_cycles_are_untouched(self, session: Session, of: dict[str, Any]) -> None:
        cycles = rows_of(session, Cycle, order="number", **of)
        for cycle in cycles:
            rows = rows_of(session, Deliverable, **of, cycle=cycle.number)
            now = [{c.name: getattr(row, c.name) for c in row.__table__.columns} for row in rows]
            if cycle.closed_at is None:
                self._live = {cycle.number: now}
                # Going back was taken back, or the alliance was opened again.
                self.closed.pop(cycle.number, None)
            elif cycle is cycles[-1]:
                self.closed.setdefault(cycle.number, now)
            else:
                # Going back is one action, so what the last look saw of the cycle is what it closed with.
                self.closed.setdefault(cycle.number, self._live.get(cycle.number, now))
            assert self.closed.get(cycle.number, now) == now

    def _no_commitment_is_lost(self, session: Session, of: dict[str, Any]) -> None:
        now = {c.key: c.status for c in rows_of(session, Commitment, **of)}
        cycles = queries.count(session, Cycle, **of)
        for key, before in self.promised.items():
            # What going back did to a promise is undone with it.
            assert cycles < self._cycles or now[key] in _reachable(before), f"{key} went from {before} to {now[key]}"
        went_back = queries.last(session, Cycle, order="number", **of)
        if cycles > self._cycles > 0 and went_back is not None and went_back.from_decision is not None:
            _each_open_promise_was_dealt_with_once(session, of, {k for k, was in self.promised.items() if was in OPEN})
        assert [f"c{n + 1}" for n in range(len(now))] == list(now)
        self.promised, self._cycles = now, cycles


def _each_open_promise_was_dealt_with_once(session: Session, of: dict[str, Any], open_before: set[str]) -> None:
    """Check that each was kept, asked again or ended, as the events of the new cycle tell."""
    log = rows_of(session, Event, order="seq", **of)
    last = max(event.seq for event in log if event.type is EventType.CYCLE_OPENED)
    first = max(event.seq for event in log if event.type is EventType.PHASE_OPENED and event.seq < last)
    told = [event.subject for event in log if first < event.seq < last and _deals_with_a_promise(event)]
    assert sorted(told) == sorted(open_before)


def _deals_with_a_promise(event: Event) -> bool:
    asked_again = event.type is EventType.COMMITMENT_PROMISED and event.details.get("again") is True
    return asked_again or event.type in {EventType.COMMITMENT_KEPT, EventType.COMMITMENT_ENDED}


def _reachable(status: CommitmentStatus) -> set[CommitmentStatus]:
    found, new = {status}, {status}
    while new:
        new = {after for before in new for after in ALLOWED_NEXT[before]} - found
        found |= new
    return found


def _one_place(session: Session, alliance: Alliance, of: dict[str, Any]) -> PhaseRun | None:
    open_phases = rows_of(session, PhaseRun, **of, closed_at=None)
    live = rows_of(session, Cycle, **of, closed_at=None)
    numbers = [c.number for c in rows_of(session, Cycle, order="number", **of)]
    ended = alliance.status is AllianceStatus.ENDED
    assert numbers == list(range(1, len(numbers) + 1))
    assert (len(open_phases), len(live)) == ((0, 0) if ended else (1, 1))
    assert (alliance.ending is not None, alliance.ended_at is not None) == (ended, ended)
    if ended:
        return None
    assert open_phases[0].cycle == live[0].number == numbers[-1]
    return open_phases[0]


def _events_are_contiguous(session: Session, alliance: Alliance, of: dict[str, Any]) -> None:
    assert [e.seq for e in rows_of(session, Event, order="seq", **of)] == list(range(1, alliance.last_seq + 1))
    books = queries.one(session, Dispatch, "dispatch row", **of)
    assert max(books.wake_seq, books.done_seq) <= alliance.last_seq


def _deliverables_are_accepted_by_whom_they_must(session: Session, of: dict[str, Any]) -> None:
    rows = rows_of(session, Deliverable, **of)
    assert set(Counter(row.cycle for row in rows).values()) == {len(DELIVERABLES)}
    for row in rows:
        given = {Side.FOUNDATION: row.accepted_foundation, Side.PARTNERS: row.accepted_partners}
        sides = {side for side, who in given.items() if who}
        if row.status is DeliverableStatus.ACCEPTED:
            assert row.sha256 is not None
            assert sides_needed(DELIVERABLES[row.code].phase) <= sides
        if row.status in {DeliverableStatus.MISSING, DeliverableStatus.DRAFT, DeliverableStatus.RETURNED}:
            assert sides == set()


def _what_is_secured_is_accepted_and_agreed(session: Session, alliance: Alliance, of: dict[str, Any]) -> None:
    promises = rows_of(session, Commitment, **of)
    for promise in promises:
        taken_over = promise.status is CommitmentStatus.TRANSFERRED
        assert (promise.transferred_to is not None) == taken_over
        assert promise.transferred_to != promise.organisation_id
    if alliance.status is AllianceStatus.ENDED:
        assert [promise.key for promise in promises if promise.status in OPEN] == []
    if alliance.ending is Ending.SECURED:
        last = rows_of(session, Cycle, order="number", **of)[-1].number
        items = rows_of(session, HandoverItem, **of, cycle=last)
        assert {item.accepted_at is not None for item in items} == {True}
        securing = queries.one(session, Securing, "route", **of, cycle=last)
        assert None not in (securing.agreed_foundation, securing.agreed_partners, securing.shared_at)


def _what_was_found_was_asked(session: Session, of: dict[str, Any]) -> None:
    opened = {cycle.number for cycle in rows_of(session, Cycle, **of)}
    for look in rows_of(session, AfterCare, **of):
        timer = queries.one(session, Timer, "timer", **of, kind=TimerKind.AFTER_CARE, cycle=look.cycle, n=look.n)
        assert timer.state is TimerState.FIRED
        assert (look.finding is None, look.found_by is None) == (look.found_at is None, look.found_at is None)
        if look.reopened_cycle is not None:
            assert look.finding in MAY_REOPEN
            assert (look.reopened_cycle, look.reopened_cycle in opened) == (look.cycle + 1, True)


def _effects_are_unique(session: Session, of: dict[str, Any]) -> None:
    letters = rows_of(session, Letter, **of)
    _once([letter.key for letter in letters])
    items = rows_of(session, LetterItem, letter_id={letter.id for letter in letters})
    _once([(item.request_id, item.step) for item in items])
    _once([(t.cycle, t.kind, t.subject, t.n) for t in rows_of(session, Timer, **of)])
    asked = rows_of(session, Request, **of, state=RequestState.OPEN)
    # What every partner signs or answers is asked of each of them; for anything else one asks one person.
    of_each = {RequestKind.SIGNATURE, RequestKind.ROUND}
    _once([(r.kind, r.subject, r.contact_id if r.kind in of_each else None) for r in asked])


def _once(things: Sequence[Any]) -> None:
    assert [thing for thing, times in Counter(things).items() if times > 1] == []


def _nobody_is_asked_for_what_is_settled(session: Session, of: dict[str, Any], run: PhaseRun | None) -> None:
    asked = rows_of(session, Request, **of, state=RequestState.OPEN)
    if run is None:
        assert list(asked) == []
        return
    assert {request.cycle for request in asked} <= {run.cycle}
    promises = {c.key: c.status.value for c in rows_of(session, Commitment, **of)}
    owed = {d.code: d.status for d in rows_of(session, Deliverable, **of, cycle=run.cycle)}
    names = {o.id: o.key for o in rows_of(session, Organisation)}
    talks = {names[s.organisation_id]: s.status.value for s in rows_of(session, Stakeholder, **of)}
    current = queries.first(session, Round, **of, state="open")
    figures = queries.measurements(session, queries.one(session, Alliance, "alliance", id=of["alliance_id"]))
    before = queries.last(session, Round, order="number", **of, state="closed")
    looked_at = before.last_measurement or 0 if before else 0
    seen = {i.key for i, m in figures if current and m.on >= local_day(current.opened_at) and m.id > looked_at}
    taken = {h.key for h in rows_of(session, HandoverItem, **of) if h.accepted_at is not None}
    for request in asked:
        subject = request.subject
        if request.kind is RequestKind.COMMITMENT:
            assert promises[subject] == "promised"
        elif request.kind in {RequestKind.DELIVERY, RequestKind.RE_CONFIRMATION}:
            assert promises[subject] == "confirmed"
        elif request.kind is RequestKind.INVITATION:
            assert talks[subject] == "approached"
        elif request.kind is RequestKind.DELIVERABLE:
            assert owed[subject] not in SETTLED | {DeliverableStatus.SUBMITTED}
        elif request.kind is RequestKind.HANDOVER:
            assert subject not in taken
        elif request.kind is RequestKind.SIGNATURE:
            assert (subject, owed[subject]) == ("cooperation_agreement", DeliverableStatus.SUBMITTED)
        else:
            assert request.kind is RequestKind.MEASUREMENT
            assert current is not None
            number, _, indicator = subject.partition(":")
            assert number == str(current.number)
            assert indicator not in seen


def _what_was_given_back_is_asked_after_until_it_is_answered(session: Session, of: dict[str, Any]) -> None:
    rows = {str(row.id): row for row in rows_of(session, SystemFault, **of)}
    given = {r.fault_id: r for r in rows_of(session, FaultReturn, order="n", fault_id={f.id for f in rows.values()})}
    with_owner = {key for key, row in rows.items() if row.state is FaultState.RETURNED}
    adopted = {k for k, f in rows.items() if f.state is FaultState.ANSWERED and given[f.id].answer in ADOPTED}
    assert _waiting(session, of, TimerKind.FAULT_SILENT) == with_owner
    assert _waiting(session, of, TimerKind.FAULT_FOLLOW_UP) <= with_owner
    assert _waiting(session, of, TimerKind.FAULT_RATING) <= adopted
    for row in rows.values():
        last = given.get(row.id)
        assert (row.state is FaultState.RETURNED) <= (last is not None and last.answer is None)
        assert (row.state is FaultState.ANSWERED) <= (last is not None and last.answer is not None)
        assert (row.owner_id is None) == (last is None)


def _what_is_settled_has_no_day(session: Session, of: dict[str, Any]) -> None:
    plan = {row.key for row in rows_of(session, Improvement, **of, state=ImprovementState.OPEN)}
    advice = {row.key for row in rows_of(session, Recommendation, **of, state=UNSETTLED)}
    assert _waiting(session, of, TimerKind.IMPROVEMENT_DUE) <= plan
    assert _waiting(session, of, TimerKind.RECOMMENDATION_DUE) <= advice


def _only_a_confirmed_promise_is_asked_after(session: Session, of: dict[str, Any]) -> None:
    confirmed = {row.key for row in rows_of(session, Commitment, **of, status=CommitmentStatus.CONFIRMED)}
    assert _waiting(session, of, TimerKind.RE_CONFIRMATION) <= confirmed


def _waiting(session: Session, of: dict[str, Any], kind: TimerKind) -> set[str]:
    found = [timer.subject for timer in rows_of(session, Timer, **of, kind=kind, state=TimerState.WAITING)]
    _once(found)
    return set(found)


def _timers_belong_to_what_is_open(session: Session, of: dict[str, Any], run: PhaseRun | None) -> None:
    waiting = rows_of(session, Timer, **of, state=TimerState.WAITING)
    rounds = rows_of(session, Round, **of, state="open")
    decisions = rows_of(session, Decision, **of, state="open")
    after_care = [timer for timer in waiting if timer.kind is TimerKind.AFTER_CARE]
    if run is not None:
        assert after_care == []
    if run is None:
        assert {timer.kind for timer in waiting} <= OUTLIVES
        assert (list(rounds), list(decisions)) == ([], [])
        return
    assert {(r.cycle, r.phase) for r in rounds} <= {(run.cycle, run.phase)}
    assert {d.cycle for d in decisions} <= {run.cycle}
    _once([(decision.kind, decision.subject) for decision in decisions])
    open_ones = {
        TimerKind.GATE_DUE: {run.phase.value},
        TimerKind.ROUND_DUE: {str(r.number) for r in rounds},
        TimerKind.FOLLOW_UP: {c.key for c in rows_of(session, Commitment, **of, status="confirmed")},
        TimerKind.DECISION_DUE: {str(d.id) for d in decisions},
        TimerKind.REQUEST_STEP: {str(r.id) for r in rows_of(session, Request, **of, state=RequestState.OPEN)},
    }
    for timer in waiting:
        assert timer.kind in OUTLIVES or (timer.cycle == run.cycle and timer.subject in open_ones[timer.kind])
