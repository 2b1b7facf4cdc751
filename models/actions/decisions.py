"""What people decide after a round; the first answer counts, everybody else is told whose it was (R31-R35)."""

from dataclasses import dataclass

from models.actions import cycles
from models.actions.endings import stop_within
from models.actions.frame import Act, act
from models.db import queries
from models.db.session import database
from models.db.tables import Alliance, Cycle, Decision, Lesson, Round, Staff
from models.method import actors
from models.method.decisions import DecisionAnswer, DecisionState, Outcome, check_answer
from models.method.errors import AlreadyDecided, BadInput, NotAllowed, NotFound
from models.method.events import EventType
from models.method.phases import Phase
from models.method.requests import TimerKind
from models.method.rounds import RoundKind, RoundState


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer led to: the phase that is open now, in which cycle."""

    alliance: str
    decision: int
    outcome: Outcome
    cycle: int
    phase: Phase


#: How the form names a decision that nobody asked for: ``new:<slug>``.
BY_HAND = "new:"

#: A number with more digits fits no database.
LONGEST_NUMBER = 9


def answer(decision: str, given: DecisionAnswer, *, via: str, version: int | None = None) -> Answered:
    """Answer decision ``decision`` (its number, or ``new:<slug>``), seen at ``version``, through ``via``.

    Raises :class:`AlreadyDecided` for every answer but the first, :class:`BadInput` for one that does not hold
    together, :class:`NotAllowed` when going back is not possible from the open phase.
    """
    slug = _slug_of(decision)
    with act(slug, by=actors.staff(given.decided_by)) as a:
        if queries.first(a.session, Staff, code=given.decided_by) is None:
            known = ", ".join(s.code for s in queries.rows(a.session, Staff, order="code"))
            raise BadInput(f"decided_by {given.decided_by!r} is no member of staff; allowed: {known}")
        row = (
            _by_hand(a)
            if decision.startswith(BY_HAND)
            else queries.one(a.session, Decision, f"decision {decision}", id=int(decision))
        )
        _check_open(row, version)
        lessons = queries.count(a.session, Lesson, alliance_id=a.alliance.id, cycle=row.cycle)
        target = check_answer(given, phase=a.run.phase, lessons=lessons)
        row.state, row.version = DecisionState.ANSWERED, row.version + 1
        row.outcome, row.go_back_to, row.reason = given.outcome, given.go_back_to, given.reason
        row.decided_by, row.decided_at, row.via = given.decided_by, a.now, via
        a.session.flush()
        a.cancel(kind=TimerKind.DECISION_DUE, subject=str(row.id))
        if given.lesson:
            cycles.record_lesson(a, given.lesson)
        a.record(
            EventType.DECISION_ANSWERED,
            str(row.id),
            outcome=given.outcome,
            go_back_to=given.go_back_to,
            deviates=given.outcome is not row.proposed,
            via=via,
        )
        if target is not None:
            cycles.go_back(a, target, row, reason=given.reason)
        elif given.outcome is Outcome.STOP:
            stop_within(a, given.reason)
        return Answered(slug, row.id, given.outcome, a.run.cycle, a.run.phase)


def _check_open(row: Decision, version: int | None) -> None:
    if row.state is DecisionState.ANSWERED:
        moment = f"{row.decided_at:%Y-%m-%d %H:%M} UTC" if row.decided_at else "an unknown moment"
        raise AlreadyDecided(f"already decided by {row.decided_by} on {moment} by {row.via}: {row.outcome}")
    if row.state is DecisionState.CANCELLED:
        raise NotAllowed(f"decision {row.id} is no longer asked: its phase is over")
    if version is not None and version != row.version:
        raise AlreadyDecided(f"decision {row.id} has changed since (version {row.version}, not {version}); look again")


def _by_hand(a: Act) -> Decision:
    waiting = queries.first(a.session, Decision, alliance_id=a.alliance.id, state=DecisionState.OPEN)
    if waiting is not None:
        return waiting
    live = queries.one(a.session, Cycle, "live cycle", alliance_id=a.alliance.id, closed_at=None)
    last_round = queries.last(
        a.session,
        Round,
        order="number",
        alliance_id=a.alliance.id,
        cycle=live.number,
        kind=RoundKind.DECIDING,
        state=RoundState.CLOSED,
    )
    row = Decision(
        alliance_id=a.alliance.id,
        cycle=live.number,
        round_id=last_round.id if last_round else None,
        proposed=Outcome.GO_BACK,
        proposed_back=cycles.DEFAULT_BACK,
        asked_at=a.now,
        due_at=a.now,
    )
    a.session.add(row)
    a.session.flush()
    return row


def _slug_of(decision: str) -> str:
    if decision.startswith(BY_HAND):
        return decision.removeprefix(BY_HAND)
    if not decision.isdecimal():
        raise BadInput(f"decision {decision!r} is unknown; allowed: its number, or {BY_HAND}<alliance>")
    with database().read() as session:
        row = queries.first(session, Decision, id=int(decision)) if len(decision) <= LONGEST_NUMBER else None
        alliance = queries.first(session, Alliance, id=row.alliance_id) if row else None
        if alliance is None:
            raise NotFound(f"there is no decision {decision}")
        return alliance.slug
