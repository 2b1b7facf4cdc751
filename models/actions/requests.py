"""What was asked of whom: to read, to take back, and to settle by hand when somebody answered by other means."""

from dataclasses import dataclass
from datetime import datetime

from models.actions.frame import Act
from models.actions.rehearsal import acting
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Contact, LetterItem, Request
from models.method.errors import NotAllowed, NotFound
from models.method.lessons import check_text
from models.method.requests import RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class AskedLine:
    """Something that was asked; ``organisation`` is its key, never a person, ``reminders`` how many were written."""

    id: int
    cycle: int
    kind: RequestKind
    subject: str
    organisation: str
    text: str
    state: RequestState
    asked_at: datetime
    due_at: datetime | None
    reminders: int
    stopped_at: datetime | None
    stopped_reason: str | None


def requests(slug: str, *, everything: bool = False) -> list[AskedLine]:
    """Return what an alliance waits for, or everything it ever asked, in the order in which it was asked."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = queries.rows(session, Request, alliance_id=alliance.id)
        return [_line(session, row) for row in rows if everything or row.state is RequestState.OPEN]


def _line(session: Session, row: Request) -> AskedLine:
    contact = queries.one(session, Contact, "contact", id=row.contact_id)
    at = queries.organisations(session, {contact.organisation_id})[contact.organisation_id]
    written = queries.rows(session, LetterItem, request_id=row.id)
    return AskedLine(
        id=row.id,
        cycle=row.cycle,
        kind=row.kind,
        subject=row.subject,
        organisation=at.key,
        text=row.text,
        state=row.state,
        asked_at=row.asked_at,
        due_at=row.due_at,
        reminders=sum(1 for item in written if item.step > 0),
        stopped_at=row.stopped_at,
        stopped_reason=row.stopped_reason,
    )


def withdraw(slug: str, number: int, *, by: str, reason: str, dry_run: bool = False) -> str:
    """Ask for it no longer: its reminders end and it leaves letters that were not sent; return its subject."""
    with acting(slug, by=by, dry_run=dry_run) as a:
        row = _open(a, number)
        a.stop(RequestState.WITHDRAWN, check_text(reason, "the reason for taking a request back"), id=row.id)
        return row.subject


def answer(slug: str, number: int, *, by: str) -> str:
    """Record that somebody answered by telephone or in person, and return the subject of the request."""
    with acting(slug, by=by, dry_run=False) as a:
        row = _open(a, number)
        a.stop(RequestState.ANSWERED, "answered by other means", id=row.id)
        return row.subject


def _open(a: Act, number: int) -> Request:
    row = _find(a.session, a.alliance, number)
    if row.state is not RequestState.OPEN:
        raise NotAllowed(
            "request {number} of {slug} is {state} already", number=number, slug=a.alliance.slug, state=row.state
        )
    return row


def _find(session: Session, alliance: Alliance, number: int) -> Request:
    row = queries.first(session, Request, alliance_id=alliance.id, id=number)
    if row is None:
        raise NotFound(
            "there is no request {number} in {slug}; see: samenspel request list {slug}",
            number=number,
            slug=alliance.slug,
        )
    return row
