"""What people do with the things to be found out: give them to somebody, and say that they are settled (R25, R86)."""

from datetime import date

from models.actions import evidence_tasks
from models.actions.frame import Act, act
from models.actions.questions import LARGEST
from models.db import queries
from models.db.tables import EvidenceTask, Staff
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.events import EventType
from models.method.evidence import EvidenceTaskState
from models.method.lessons import check_text
from models.method.working_days import local_day


def assign(slug: str, number: int, owner: str, *, due_on: date | None = None, by: str) -> date:
    """Make finding something out the task of a member of staff, until the day it had or another; return that day."""
    with act(slug, by=by) as a:
        row = _open(a, number)
        if queries.first(a.session, Staff, code=owner) is None:
            known = ", ".join(s.code for s in queries.rows(a.session, Staff, order="code"))
            raise BadInput("{code!r} is no member of staff; known: {known}", code=owner, known=known)
        if due_on is not None and due_on < local_day(a.now):
            raise BadInput("something to find out cannot be due on {day}, which is before today", day=due_on)
        row.owner, row.due_on = owner, due_on or row.due_on
        a.session.flush()
        a.record(EventType.EVIDENCE_ASSIGNED, row.subject, kind=row.kind, staff=owner, on=row.due_on.isoformat())
        return row.due_on


def settle(slug: str, number: int, *, by: str, reason: str = "") -> str:
    """Record that something was found out, or needs not be; return what it was about.

    An evaluation that is in doubt again asks for it again.
    """
    with act(slug, by=by) as a:
        row = _open(a, number)
        why = check_text(reason, "how it was settled") if reason else ""
        evidence_tasks.settle_row(a, row, reason=why)
        return row.subject


def _open(a: Act, number: int) -> EvidenceTask:
    known = 0 < number <= LARGEST
    row = queries.first(a.session, EvidenceTask, id=number, alliance_id=a.alliance.id) if known else None
    if row is None:
        raise NotFound(
            "there is nothing to find out with number {number} in {slug}; see: samenspel evidence list {slug}",
            number=number,
            slug=a.alliance.slug,
        )
    if row.state is not EvidenceTaskState.OPEN:
        raise NotAllowed(
            "number {number} is {state} already; what is still to be found out: samenspel evidence list {slug}",
            number=number,
            state=row.state,
            slug=a.alliance.slug,
        )
    return row
