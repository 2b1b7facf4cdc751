"""Taking back that the alliance went back, while no letter has left and nobody has worked in the new cycle."""

from models.actions import questions
from models.actions.frame import Act
from models.actions.rehearsal import acting
from models.actions.rows_before import restore
from models.db import engine_queries, queries
from models.db.session import Session
from models.db.tables import (
    Base,
    Cycle,
    Decision,
    Deliverable,
    Event,
    FrameworkVersion,
    Improvement,
    LessonUse,
    Letter,
    PhaseRun,
    Request,
    Round,
    Timer,
)
from models.method import actors
from models.method.decisions import DecisionKind, DecisionState
from models.method.errors import NotAllowed
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.letters import OUTLIVE_CYCLE
from models.method.phases import Phase
from models.method.requests import OUTLIVES, LetterState
from models.method.said import Said

#: What the new cycle brought, in the order in which it can go.
OF_CYCLE: tuple[type[Base], ...] = (
    Improvement,
    LessonUse,
    Letter,
    Request,
    Timer,
    Decision,
    Round,
    FrameworkVersion,
    Deliverable,
    PhaseRun,
)

#: Letters that nobody has seen.
UNSEEN = frozenset({LetterState.DRAFT, LetterState.QUEUED, LetterState.HELD, LetterState.SUPERSEDED})

#: What a careful person does first, so that nothing leaves meanwhile; it is no work in the new cycle.
CARE = frozenset(
    {
        EventType.LETTER_HELD,
        EventType.LETTER_RELEASED,
        EventType.LETTER_DISCARDED,
        EventType.LETTERS_PAUSED,
        EventType.LETTERS_RESUMED,
        EventType.ALLIANCE_PAUSED,
        EventType.ALLIANCE_RESUMED,
    }
)


def retract(number: int, *, by: str, reason: str, dry_run: bool = False) -> Phase:
    """Take back that decision ``number`` was answered with going back; return the phase that is open again.

    The question is open again, with the ``reason`` beside it, and the old cycle stands as it stood; a question that
    nobody had asked is no longer one. :class:`NotAllowed` when a letter has left, or when somebody has worked in the
    new cycle. A ``dry_run`` refuses the same and changes nothing.
    """
    why = check_text(reason, "the reason for taking a decision back")
    with acting(questions.alliance_of(number), by=by, dry_run=dry_run) as a:
        row = queries.one(a.session, Decision, Said("decision {number}", number=number), id=number)
        engine_queries.lock_letters(a.session, a.alliance.id, a.cycle)
        check_retractable(a.session, row)
        cycle = queries.one(a.session, Cycle, Said("live cycle"), alliance_id=a.alliance.id, closed_at=None)
        before = dict(row.before or {})
        # Whoever saw the answered question must look again, as whoever saw it before it was answered.
        version = row.version + 1
        _forget(a, cycle)
        _propose_no_more(a, since=before.get("since", before["seq"]), until=before["seq"])
        restore(a, before["rows"])
        if str(row.id) not in before["rows"]["decision"]:
            row.state = DecisionState.CANCELLED
        row.version, row.before, row.reason = version, None, why
        a.session.flush()
        a.open_phase = queries.open_phase(a.session, a.alliance)
        a.record(EventType.CYCLE_RETRACTED, str(cycle.number))
        a.record(EventType.DECISION_RETRACTED, str(number))
        return a.run.phase


def is_retractable(session: Session, row: Decision) -> bool:
    """Say whether a decision can be taken back."""
    try:
        check_retractable(session, row)
    except NotAllowed:
        return False
    return True


def check_retractable(session: Session, row: Decision) -> None:
    """Raise :class:`NotAllowed` unless a decision can be taken back."""
    cycle = queries.first(session, Cycle, alliance_id=row.alliance_id, from_decision=row.id, closed_at=None)
    run = queries.first(session, PhaseRun, alliance_id=row.alliance_id, closed_at=None)
    if row.state is not DecisionState.ANSWERED or row.before is None or cycle is None or run is None:
        raise NotAllowed("decision {number} opened no cycle that could be taken back", number=row.id)
    if run.phase is not cycle.starts_at:
        raise NotAllowed(
            "cycle {cycle} has gone on to {phase}; it cannot be taken back any more",
            cycle=cycle.number,
            phase=run.phase,
        )
    letters = queries.rows(session, Letter, alliance_id=row.alliance_id, cycle=cycle.number)
    seen = (one.state not in UNSEEN or one.attempts or one.joined_to for one in letters if not _outlives(one))
    if any(seen):
        raise NotAllowed("a letter of cycle {cycle} has left; it cannot be taken back any more", cycle=cycle.number)
    since = queries.rows(session, Event, order="seq", alliance_id=row.alliance_id, cycle=cycle.number)
    worked = [one.type for one in since if one.seq > row.before["seq"] and not _by_itself(one.actor)]
    if not frozenset(worked) <= CARE:
        raise NotAllowed(
            "somebody has worked in cycle {cycle} already ({event}); it cannot be taken back any more",
            cycle=cycle.number,
            event=next(kind.value for kind in worked if kind not in CARE),
        )


def _by_itself(actor: str) -> bool:
    return actor == actors.CLOCK or actor.startswith(actors.flow(""))


def _forget(a: Act, cycle: Cycle) -> None:
    """Remove what the new cycle brought. Its events stay, but what happened once in it may happen again."""
    for event in queries.rows(a.session, Event, alliance_id=a.alliance.id, cycle=cycle.number):
        event.key = None
    for table in OF_CYCLE:
        for row in queries.rows(a.session, table, alliance_id=a.alliance.id, cycle=cycle.number):
            if isinstance(row, Decision) and row.kind is DecisionKind.FAULT:
                # A system fault is no matter of one cycle.
                row.cycle = cycle.number - 1
            elif not _outlives(row):
                a.session.delete(row)
        a.session.flush()
    a.session.delete(cycle)
    a.session.flush()


def _propose_no_more(a: Act, *, since: int, until: int) -> None:
    """Remove what the old cycle proposed for the plan as it closed; it is proposed anew when it closes again."""
    of = {"alliance_id": a.alliance.id, "type": EventType.IMPROVEMENT_PROPOSED}
    for event in queries.rows(a.session, Event, order="seq", **of):
        if since < event.seq <= until:
            event.key = None
            key = event.subject
            a.session.delete(
                queries.one(a.session, Improvement, Said("point {key!r}", key=key), alliance_id=a.alliance.id, key=key)
            )
    a.session.flush()


def _outlives(row: Base) -> bool:
    """Say whether a timer or a letter is about something that is not of this cycle, such as a fault given back."""
    if isinstance(row, Timer):
        return row.kind in OUTLIVES
    return isinstance(row, Letter) and row.kind in OUTLIVE_CYCLE
