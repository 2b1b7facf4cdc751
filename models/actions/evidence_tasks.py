"""What must still be found out, as tasks of ours: opened by a round, settled by what was done (R57, R86)."""

from collections.abc import Iterable

from models.actions.frame import Act
from models.db import queries
from models.db.tables import EvidenceTask, Round
from models.method.events import EventType
from models.method.evidence import EvidenceTaskKind, EvidenceTaskState, NewTask, finds_out


def open_for(a: Act, current: Round, wanted: Iterable[NewTask]) -> int:
    """Open what a round leaves to be found out, and close what an earlier one left and this one no longer does.

    Return how many tasks are new. A task that is open already keeps its owner and its day.
    """
    new = 0
    still = {(task.kind, task.subject): task for task in wanted}
    for row in _open_tasks(a):
        wanted_again = still.pop((row.kind, row.subject), None) is not None
        if row.round_id is not None and not wanted_again and finds_out(current.purpose, row.kind, row.subject):
            _settle(a, row, EvidenceTaskState.DONE)
    for task in still.values():
        new += add(a, task, round_id=current.id)
    return new


def add(a: Act, task: NewTask, *, round_id: int | None = None, measurement: int | None = None) -> bool:
    """Open a task for the facilitator unless it is open already; say whether it is new."""
    if queries.first(
        a.session,
        EvidenceTask,
        alliance_id=a.alliance.id,
        kind=task.kind,
        subject=task.subject,
        state=EvidenceTaskState.OPEN,
    ):
        return False
    a.session.add(
        EvidenceTask(
            alliance_id=a.alliance.id,
            cycle=a.cycle,
            round_id=round_id,
            kind=task.kind,
            subject=task.subject,
            measurement_id=measurement or task.measurement,
            owner=a.alliance.facilitator,
            due_on=task.due_on,
            opened_at=a.now,
        )
    )
    a.session.flush()
    a.record(EventType.EVIDENCE_WANTED, task.subject, kind=task.kind, due=task.due_on.isoformat())
    return True


def settle(a: Act, kind: EvidenceTaskKind, subject: str) -> bool:
    """Note that a task was done by doing it; say whether it was open."""
    rows = [row for row in _open_tasks(a) if (row.kind, row.subject) == (kind, subject)]
    for row in rows:
        _settle(a, row, EvidenceTaskState.DONE)
    return bool(rows)


def settle_row(a: Act, row: EvidenceTask, *, reason: str = "") -> None:
    """Note that a person says that a task is settled, and how."""
    _settle(a, row, EvidenceTaskState.DONE, **({"reason": reason} if reason else {}))


def lapse(a: Act) -> None:
    """Let go of every task of a cycle that is over."""
    for row in _open_tasks(a):
        _settle(a, row, EvidenceTaskState.LAPSED)


def _open_tasks(a: Act) -> list[EvidenceTask]:
    return list(queries.rows(a.session, EvidenceTask, alliance_id=a.alliance.id, state=EvidenceTaskState.OPEN))


def _settle(a: Act, row: EvidenceTask, state: EvidenceTaskState, **more: str) -> None:
    row.state, row.settled_at, row.settled_by = state, a.now, a.by
    a.session.flush()
    a.record(EventType.EVIDENCE_SETTLED, row.subject, kind=row.kind, state=state, **more)
