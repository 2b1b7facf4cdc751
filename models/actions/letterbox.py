"""Every letter that was written: found, read, held back and let go by people."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.actions import gathering
from models.actions.frame import Act
from models.actions.post import content_of, recipient_of
from models.actions.reach import check_reachable
from models.actions.rehearsal import acting
from models.db import engine_queries, letter_queries, queries
from models.db.letter_queries import LetterLine, Wanted
from models.db.session import Session, database
from models.db.tables import Alliance, Contact, Letter
from models.method.errors import NotAllowed, NotFound
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.letters import Letter as LetterContent
from models.method.requests import LETTER_MAY_BECOME, LetterState
from models.method.said import Said

#: A line belongs to the letters, and can be had from here as well.
__all__ = ["LetterLine", "LetterPage", "find", "hold", "letters", "line_of", "move", "page", "release"]

_EVENTS: Mapping[LetterState, EventType] = {
    LetterState.HELD: EventType.LETTER_HELD,
    LetterState.QUEUED: EventType.LETTER_RELEASED,
    LetterState.SUPERSEDED: EventType.LETTER_DISCARDED,
}


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter to be read: as it left, or with what it would say if it left now.

    One that left in another, as one, has the words of that; a note on a channel has no page, and so no ``html``. The
    ``name`` is that of its recipient, as far as it is still needed to write it.
    """

    id: int
    kind: str
    state: LetterState
    name: str
    language: str
    subject: str | None
    text: str | None
    html: str | None
    content: LetterContent | None


def letters(slug: str, state: LetterState | None = None) -> list[LetterLine]:
    """Return the letters of an alliance, or those in one state, in the order in which they were written."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        return letter_queries.lines(session, Wanted(alliance.id, state=state))


def line_of(session: Session, row: Letter) -> LetterLine:
    """Return one letter as a list shows it."""
    return letter_queries.line(session, row.id)


def page(slug: str, number: int) -> LetterPage:
    """Return one letter; its ``content`` is empty once it left, and when all it asks was settled."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        row = find(session, alliance, number)
        left = row if row.joined_to is None else queries.one(session, Letter, "letter", id=row.joined_to)
        if row.channel is not None or left.text is not None:
            subject = row.context["title"] if row.channel is not None else left.subject
            text = row.context["body"] if row.channel is not None else left.text
            return LetterPage(row.id, row.kind, row.state, "", left.language or "", subject, text, left.html, None)
        name, _, language = recipient_of(session, row, alliance)
        content = content_of(session, row)
        return LetterPage(row.id, row.kind, row.state, name, language, None, None, None, content)


def hold(slug: str, number: int, *, by: str, reason: str) -> str:
    """Keep a letter from leaving until it is released; return its kind."""
    why = check_text(reason, "the reason for holding a letter")
    with acting(slug, by=by, dry_run=False) as a:
        row = _locked(a, number)
        move(a, row, LetterState.HELD, reason=why)
        return row.kind


def release(slug: str, number: int, *, by: str) -> str:
    """Let a letter go that was held, had failed or came back: it is tried at once; return its kind.

    One that waits for a review is approved instead, and one that came back goes nowhere before its address is mended.
    """
    with acting(slug, by=by, dry_run=False) as a:
        row = _locked(a, number)
        if row.state is LetterState.DRAFT:
            raise NotAllowed(
                "letter {number} of {slug} waits for a review; see: samenspel letter review {slug}",
                number=number,
                slug=slug,
            )
        if row.state is LetterState.BOUNCED:
            _check_address(a, row)
            # What it says now is written anew, and it has not left until it leaves again; its tries are kept.
            row.sent_at = row.bounced_at = row.subject = row.text = row.html = row.language = None
        move(a, row, LetterState.QUEUED, reason=None)
        # Whoever lets it go has looked at it; its mail is of the day on which that was done.
        row.reviewed_by, row.reviewed_at = a.by, a.now
        row.not_before = a.now
        return row.kind


def _check_address(a: Act, row: Letter) -> None:
    # What came back from the mailbox of an organisation says nothing of the person.
    contact = queries.first(a.session, Contact, id=row.contact_id) if not row.to_mailbox else None
    if contact is not None:
        check_reachable(a, contact)


def move(a: Act, row: Letter, to: LetterState, *, reason: str | None) -> None:
    """Give a locked letter the state ``to`` and record it; :class:`NotAllowed` says what is allowed instead."""
    if to not in LETTER_MAY_BECOME[row.state]:
        raise NotAllowed(
            "letter {number} of {slug} is {state} and cannot become {to}; allowed: {allowed}",
            number=row.id,
            slug=a.alliance.slug,
            state=row.state,
            to=to,
            allowed=", ".join(LETTER_MAY_BECOME[row.state]) or Said("nothing else"),
        )
    if row.state is LetterState.QUEUED:
        # After a doubt letters wait as one; whatever a person decides is about this one alone.
        row.joined_to = None
        gathering.keep_each(row, gathering.joined(a.session, row))
    row.state, row.reason = to, reason
    a.record(_EVENTS[to], str(row.id), kind=row.kind)


def _locked(a: Act, number: int) -> Letter:
    find(a.session, a.alliance, number)
    return engine_queries.lock_letter(a.session, number)


def find(session: Session, alliance: Alliance, number: int) -> Letter:
    """Return a letter of this alliance; :class:`NotFound` says where they are listed."""
    row = queries.first(session, Letter, alliance_id=alliance.id, id=number)
    if row is None:
        raise NotFound(
            "there is no letter {number} in {slug}; see: samenspel letter list {slug}",
            number=number,
            slug=alliance.slug,
        )
    return row
