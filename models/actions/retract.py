"""Taking back that the alliance went back, while no letter has left and nobody has worked in the new cycle."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from models.actions import questions
from models.actions.frame import Act
from models.actions.rehearsal import acting
from models.db import queries
from models.db.tables import (
    Base,
    Commitment,
    Cycle,
    Decision,
    Deliverable,
    Event,
    Indicator,
    LessonUse,
    Letter,
    PhaseRun,
    Request,
    Round,
    Stakeholder,
    Timer,
    TocNode,
)
from models.method import actors
from models.method.decisions import DecisionState
from models.method.errors import NotAllowed
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.letters import OUTLIVE_CYCLE
from models.method.phases import Phase
from models.method.requests import OUTLIVES, LetterState
from models.method.said import Said

#: Everything that going back changes in the old cycle, or in what belongs to the alliance as a whole.
WATCHED: tuple[type[Base], ...] = (
    Cycle,
    PhaseRun,
    Decision,
    Round,
    Timer,
    Request,
    Letter,
    Commitment,
    Stakeholder,
    Indicator,
    TocNode,
)

#: What the new cycle brought, in the order in which it can go.
OF_CYCLE: tuple[type[Base], ...] = (LessonUse, Letter, Request, Timer, Deliverable, PhaseRun)

#: Letters that nobody has seen.
UNSEEN = frozenset({LetterState.DRAFT, LetterState.QUEUED, LetterState.HELD, LetterState.SUPERSEDED})

#: Rows of a table by their number, each column as JSON knows it.
Rows = dict[str, dict[str, Any]]


def rows_now(a: Act) -> dict[str, Rows]:
    """Return every watched row of the alliance as it stands."""
    return {table.__tablename__: _rows(a, table) for table in WATCHED}


def changed_rows(before: dict[str, Rows], after: dict[str, Rows]) -> dict[str, Rows]:
    """Return the rows that are not as they were, as they were; those that came are apart, by their number alone."""
    return {
        name: {number: row for number, row in rows.items() if after[name].get(number) != row}
        for name, rows in before.items()
    }


def _rows(a: Act, table: type[Base]) -> Rows:
    columns = [column.name for column in table.__table__.columns]
    found = queries.rows(a.session, table, alliance_id=a.alliance.id)
    plain = ({name: _plain(getattr(row, name)) for name in columns} for row in found)
    return {str(row["id"]): row for row in plain}


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def retract(number: int, *, by: str, reason: str, dry_run: bool = False) -> Phase:
    """Take back that decision ``number`` was answered with going back; return the phase that is open again.

    The question is open again, and the old cycle stands as it stood. :class:`NotAllowed` when a letter has left, or
    when somebody has worked in the new cycle. A ``dry_run`` refuses the same and changes nothing.
    """
    why = check_text(reason, "the reason for taking a decision back")
    with acting(questions.alliance_of(number), by=by, dry_run=dry_run) as a:
        row = queries.one(a.session, Decision, Said("decision {number}", number=number), id=number)
        cycle, before = _retractable(a, row)
        # Whoever saw the answered question must look again, as whoever saw it before it was answered.
        version = row.version + 1
        _forget(a, cycle)
        for table in WATCHED:
            for key, values in before["rows"][table.__tablename__].items():
                _restore(a, table, int(key), values)
        row.version, row.before = version, None
        a.session.flush()
        a.open_phase = queries.open_phase(a.session, a.alliance)
        a.record(EventType.CYCLE_RETRACTED, str(cycle.number))
        a.record(EventType.DECISION_RETRACTED, str(number), reason=why)
        return a.run.phase


def _retractable(a: Act, row: Decision) -> tuple[Cycle, dict[str, Any]]:
    """Return the cycle that a decision opened, and what was before; raise NotAllowed when it is too late."""
    cycle = queries.first(a.session, Cycle, alliance_id=a.alliance.id, from_decision=row.id, closed_at=None)
    if row.state is not DecisionState.ANSWERED or row.before is None or cycle is None:
        raise NotAllowed("decision {number} opened no cycle that could be taken back", number=row.id)
    if a.run.phase is not cycle.starts_at:
        raise NotAllowed(
            "cycle {cycle} has gone on to {phase}; it cannot be taken back any more",
            cycle=cycle.number,
            phase=a.run.phase,
        )
    letters = queries.rows(a.session, Letter, alliance_id=a.alliance.id, cycle=cycle.number)
    if any(letter.state not in UNSEEN or letter.attempts for letter in letters if not _outlives(letter)):
        raise NotAllowed("a letter of cycle {cycle} has left; it cannot be taken back any more", cycle=cycle.number)
    since = queries.rows(a.session, Event, order="seq", alliance_id=a.alliance.id, cycle=cycle.number)
    worked = [one for one in since if one.seq > row.before["seq"] and not _by_itself(one.actor)]
    if worked:
        raise NotAllowed(
            "somebody has worked in cycle {cycle} already ({event}); it cannot be taken back any more",
            cycle=cycle.number,
            event=worked[0].type,
        )
    return cycle, row.before


def _by_itself(actor: str) -> bool:
    return actor == actors.CLOCK or actor.startswith(actors.flow(""))


def _forget(a: Act, cycle: Cycle) -> None:
    """Remove what the new cycle brought; its events stay."""
    for table in OF_CYCLE:
        for row in queries.rows(a.session, table, alliance_id=a.alliance.id, cycle=cycle.number):
            if not _outlives(row):
                a.session.delete(row)
        a.session.flush()
    a.session.delete(cycle)
    a.session.flush()


def _outlives(row: Base) -> bool:
    """Say whether a timer or a letter is about something that is not of this cycle, such as a fault given back."""
    return getattr(row, "kind", None) in OUTLIVES | OUTLIVE_CYCLE


def _restore(a: Act, table: type[Base], key: int, values: dict[str, Any]) -> None:
    row = queries.one(a.session, table, Said("{table} {key}", table=table.__tablename__, key=key), id=key)
    for name, value in values.items():
        setattr(row, name, _typed(table.__table__.columns[name].type.python_type, value))


def _typed(kind: type, value: Any) -> Any:
    if value is None or not issubclass(kind, (date, Enum)):
        return value
    if issubclass(kind, Enum):
        return kind(value)
    return kind.fromisoformat(value)
