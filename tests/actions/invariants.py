"""What holds for every alliance at every moment, whatever happened, in whatever order, however often."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from models.db import queries
from models.db.session import Session, database
from models.db.tables import (
    Alliance,
    Commitment,
    Cycle,
    Decision,
    Deliverable,
    Dispatch,
    Event,
    HandoverItem,
    Letter,
    LetterItem,
    Organisation,
    PhaseRun,
    Request,
    Round,
    Stakeholder,
    Timer,
)
from models.method.commitments import ALLOWED_NEXT, CommitmentStatus
from models.method.deliverables import DELIVERABLES, SETTLED, DeliverableStatus, sides_needed
from models.method.phases import AllianceStatus, Side
from models.method.requests import OUTLIVES, RequestKind, RequestState, TimerKind, TimerState
from models.method.working_days import local_day

#: Every column of the deliverables of one cycle.
Fingerprint = list[dict[str, Any]]


class Watch:
    """Looks at one alliance after every step and remembers what must never change again."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.promised: dict[str, CommitmentStatus] = {}
        self.closed: dict[int, Fingerprint] = {}
        self._live: dict[int, Fingerprint] = {}

    def look(self) -> None:
        """Check everything that must hold now."""
        with database().read() as session:
            alliance = queries.find_alliance(session, self.slug)
            of: dict[str, Any] = {"alliance_id": alliance.id}
            run = _one_place(session, alliance, of)
            _events_are_contiguous(session, alliance, of)
            self._old_cycles_are_untouched(session, of)
            self._no_commitment_is_lost(session, of)
            _deliverables_are_accepted_by_whom_they_must(session, of)
            _effects_are_unique(session, of)
            _nobody_is_asked_for_what_is_settled(session, of, run)
            _timers_belong_to_what_is_open(session, of, run)

    def _old_cycles_are_untouched(self, session: Session, of: dict[str, Any]) -> None:
        cycles = queries.rows(session, Cycle, order="number", **of)
        for cycle in cycles:
            rows = queries.rows(session, Deliverable, **of, cycle=cycle.number)
            now = [{c.name: getattr(row, c.name) for c in row.__table__.columns} for row in rows]
            if cycle.closed_at is None:
                self._live = {cycle.number: now}
            elif cycle is cycles[-1]:
                self.closed.setdefault(cycle.number, now)
            else:
                # Going back is one action, so what the last look saw of the cycle is what it closed with.
                self.closed.setdefault(cycle.number, self._live.get(cycle.number, now))
            assert self.closed.get(cycle.number, now) == now

    def _no_commitment_is_lost(self, session: Session, of: dict[str, Any]) -> None:
        now = {c.key: c.status for c in queries.rows(session, Commitment, **of)}
        for key, before in self.promised.items():
            assert now[key] in _reachable(before), f"{key} went from {before} to {now[key]}"
        assert [f"c{n + 1}" for n in range(len(now))] == list(now)
        self.promised = now


def _reachable(status: CommitmentStatus) -> set[CommitmentStatus]:
    found, new = {status}, {status}
    while new:
        new = {after for before in new for after in ALLOWED_NEXT[before]} - found
        found |= new
    return found


def _one_place(session: Session, alliance: Alliance, of: dict[str, Any]) -> PhaseRun | None:
    open_phases = queries.rows(session, PhaseRun, **of, closed_at=None)
    live = queries.rows(session, Cycle, **of, closed_at=None)
    numbers = [c.number for c in queries.rows(session, Cycle, order="number", **of)]
    ended = alliance.status is AllianceStatus.ENDED
    assert numbers == list(range(1, len(numbers) + 1))
    assert (len(open_phases), len(live)) == ((0, 0) if ended else (1, 1))
    assert (alliance.ending is not None, alliance.ended_at is not None) == (ended, ended)
    if ended:
        return None
    assert open_phases[0].cycle == live[0].number == numbers[-1]
    return open_phases[0]


def _events_are_contiguous(session: Session, alliance: Alliance, of: dict[str, Any]) -> None:
    assert [e.seq for e in queries.rows(session, Event, order="seq", **of)] == list(range(1, alliance.last_seq + 1))
    books = queries.one(session, Dispatch, "dispatch row", **of)
    assert max(books.wake_seq, books.done_seq) <= alliance.last_seq


def _deliverables_are_accepted_by_whom_they_must(session: Session, of: dict[str, Any]) -> None:
    rows = queries.rows(session, Deliverable, **of)
    assert set(Counter(row.cycle for row in rows).values()) == {len(DELIVERABLES)}
    for row in rows:
        given = {Side.FOUNDATION: row.accepted_foundation, Side.PARTNERS: row.accepted_partners}
        sides = {side for side, who in given.items() if who}
        if row.status is DeliverableStatus.ACCEPTED:
            assert row.sha256 is not None
            assert sides_needed(DELIVERABLES[row.code].phase) <= sides
        if row.status in {DeliverableStatus.MISSING, DeliverableStatus.DRAFT, DeliverableStatus.RETURNED}:
            assert sides == set()


def _effects_are_unique(session: Session, of: dict[str, Any]) -> None:
    letters = queries.rows(session, Letter, **of)
    _once([letter.key for letter in letters])
    items = queries.rows(session, LetterItem, letter_id={letter.id for letter in letters})
    _once([(item.request_id, item.step) for item in items])
    _once([(t.cycle, t.kind, t.subject, t.n) for t in queries.rows(session, Timer, **of)])
    asked = queries.rows(session, Request, **of, state=RequestState.OPEN)
    _once([(request.kind, request.subject) for request in asked])


def _once(things: Sequence[Any]) -> None:
    assert [thing for thing, times in Counter(things).items() if times > 1] == []


def _nobody_is_asked_for_what_is_settled(session: Session, of: dict[str, Any], run: PhaseRun | None) -> None:
    asked = queries.rows(session, Request, **of, state=RequestState.OPEN)
    if run is None:
        assert list(asked) == []
        return
    assert {request.cycle for request in asked} <= {run.cycle}
    promises = {c.key: c.status.value for c in queries.rows(session, Commitment, **of)}
    owed = {d.code: d.status for d in queries.rows(session, Deliverable, **of, cycle=run.cycle)}
    names = {o.id: o.key for o in queries.rows(session, Organisation)}
    talks = {names[s.organisation_id]: s.status.value for s in queries.rows(session, Stakeholder, **of)}
    current = queries.first(session, Round, **of, state="open")
    figures = queries.measurements(session, queries.one(session, Alliance, "alliance", id=of["alliance_id"]))
    before = queries.last(session, Round, order="number", **of, state="closed")
    looked_at = before.last_measurement or 0 if before else 0
    seen = {i.key for i, m in figures if current and m.on >= local_day(current.opened_at) and m.id > looked_at}
    taken = {h.key for h in queries.rows(session, HandoverItem, **of) if h.accepted_at is not None}
    for request in asked:
        subject = request.subject
        if request.kind is RequestKind.COMMITMENT:
            assert promises[subject] == "promised"
        elif request.kind is RequestKind.DELIVERY:
            assert promises[subject] == "confirmed"
        elif request.kind is RequestKind.INVITATION:
            assert talks[subject] == "approached"
        elif request.kind is RequestKind.DELIVERABLE:
            assert owed[subject] not in SETTLED | {DeliverableStatus.SUBMITTED}
        elif request.kind is RequestKind.HANDOVER:
            assert subject not in taken
        else:
            assert current is not None
            number, _, indicator = subject.partition(":")
            assert number == str(current.number)
            assert indicator not in seen


def _timers_belong_to_what_is_open(session: Session, of: dict[str, Any], run: PhaseRun | None) -> None:
    waiting = queries.rows(session, Timer, **of, state=TimerState.WAITING)
    rounds = queries.rows(session, Round, **of, state="open")
    decisions = queries.rows(session, Decision, **of, state="open")
    if run is None:
        assert {timer.kind for timer in waiting} <= OUTLIVES
        assert (list(rounds), list(decisions)) == ([], [])
        return
    assert {(r.cycle, r.phase) for r in rounds} <= {(run.cycle, run.phase)}
    assert {d.cycle for d in decisions} <= {run.cycle}
    assert len(decisions) <= 1
    open_ones = {
        TimerKind.GATE_DUE: {run.phase.value},
        TimerKind.ROUND_DUE: {str(r.number) for r in rounds},
        TimerKind.FOLLOW_UP: {c.key for c in queries.rows(session, Commitment, **of, status="confirmed")},
        TimerKind.DECISION_DUE: {str(d.id) for d in decisions},
        TimerKind.REQUEST_STEP: {str(r.id) for r in queries.rows(session, Request, **of, state=RequestState.OPEN)},
    }
    for timer in waiting:
        assert timer.kind in OUTLIVES or (timer.cycle == run.cycle and timer.subject in open_ones[timer.kind])
