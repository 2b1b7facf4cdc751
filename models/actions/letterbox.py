"""Every letter that was written: found, read, held back, let go and discarded by people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.actions.frame import Act
from models.actions.post import content_of, recipient_of
from models.actions.rehearsal import acting
from models.db import engine_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance, Contact, Letter
from models.method.errors import NotAllowed, NotFound
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.letters import Letter as LetterContent
from models.method.requests import LETTER_MAY_BECOME, LetterState
from models.method.said import Said

_EVENTS: Mapping[LetterState, EventType] = {
    LetterState.HELD: EventType.LETTER_HELD,
    LetterState.QUEUED: EventType.LETTER_RELEASED,
    LetterState.SUPERSEDED: EventType.LETTER_DISCARDED,
}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter in a list; ``to`` is an organisation's key or a staff code, never a person's name."""

    id: int
    cycle: int
    kind: str
    to: str
    state: LetterState
    written_at: datetime
    not_before: datetime
    attempts: int
    sent_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter to be read: as it left, or with what it would say if it left now."""

    id: int
    kind: str
    state: LetterState
    name: str
    language: str
    subject: str | None
    text: str | None
    content: LetterContent | None


def letters(slug: str, state: LetterState | None = None) -> list[LetterLine]:
    """Return the letters of an alliance, or those in one state, in the order in which they were written."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = queries.rows(session, Letter, alliance_id=alliance.id)
        return [_line(session, row) for row in rows if state is None or row.state is state]


def _line(session: Session, row: Letter) -> LetterLine:
    to = row.staff or ""
    if row.contact_id is not None:
        contact = queries.one(session, Contact, "contact", id=row.contact_id)
        to = queries.organisations(session, {contact.organisation_id})[contact.organisation_id].key
    return LetterLine(
        id=row.id,
        cycle=row.cycle,
        kind=row.kind,
        to=to,
        state=row.state,
        written_at=row.written_at,
        not_before=row.not_before,
        attempts=row.attempts,
        sent_at=row.sent_at,
        reason=row.reason,
    )


def page(slug: str, number: int) -> LetterPage:
    """Return one letter; its ``content`` is empty once it left, and when all it asks was settled."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        row = _find(session, alliance, number)
        name, _, language = recipient_of(session, row, alliance)
        content = content_of(session, row) if row.text is None else None
        return LetterPage(row.id, row.kind, row.state, name, language, row.subject, row.text, content)


def hold(slug: str, number: int, *, by: str, reason: str) -> str:
    """Keep a letter from leaving until it is released; return its kind."""
    return _move(slug, number, LetterState.HELD, by=by, reason=check_text(reason, "the reason for holding a letter"))


def release(slug: str, number: int, *, by: str) -> str:
    """Let a letter go that was held or had failed: it is tried at once; return its kind."""
    return _move(slug, number, LetterState.QUEUED, by=by, reason=None)


def discard(slug: str, number: int, *, by: str, reason: str, dry_run: bool = False) -> str:
    """Keep a letter from ever leaving; return its kind. What it asks stays open, and is reminded of."""
    why = check_text(reason, "the reason for discarding a letter")
    return _move(slug, number, LetterState.SUPERSEDED, by=by, reason=why, dry_run=dry_run)


def _move(slug: str, number: int, to: LetterState, *, by: str, reason: str | None, dry_run: bool = False) -> str:
    with acting(slug, by=by, dry_run=dry_run) as a:
        row = _locked(a, number)
        if to not in LETTER_MAY_BECOME[row.state]:
            allowed = ", ".join(LETTER_MAY_BECOME[row.state]) or Said("nothing else")
            raise NotAllowed(
                "letter {number} of {slug} is {state} and cannot become {to}; allowed: {allowed}",
                number=number,
                slug=slug,
                state=row.state,
                to=to,
                allowed=allowed,
            )
        row.state, row.reason = to, reason
        if to is LetterState.QUEUED:
            row.not_before = a.now
        a.record(_EVENTS[to], str(number), kind=row.kind)
        return row.kind


def _locked(a: Act, number: int) -> Letter:
    _find(a.session, a.alliance, number)
    return engine_queries.lock_letter(a.session, number)


def _find(session: Session, alliance: Alliance, number: int) -> Letter:
    row = queries.first(session, Letter, alliance_id=alliance.id, id=number)
    if row is None:
        raise NotFound(
            "there is no letter {number} in {slug}; see: samenspel letter list {slug}",
            number=number,
            slug=alliance.slug,
        )
    return row
