"""The questions that are asked about letters of all alliances: which there are, what waits, and what went wrong."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, exists, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from models.db.mail_queries import stops
from models.db.tables import Alliance, Attempt, Contact, Letter, LetterItem, Organisation, Request
from models.method.letter_advice import Trouble
from models.method.phases import AllianceStatus
from models.method.requests import LetterState, RequestState

#: The letter in which another one left; what it said and what came of it stands there.
_Carrier = aliased(Letter, name="carrier")

#: The alliance whose letter leaves, be it the letter itself or the one in which it leaves.
_Leads = aliased(Alliance, name="leads")


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter in a list; ``to`` is an organisation's key or a staff code, never a person's name.

    ``joined_to`` is the letter it left in, as one; then its subject, language and ``code``, with which the other side
    answered last, are those of that letter.
    """

    alliance: str
    id: int
    cycle: int
    kind: str
    to: str
    contact: str | None
    to_mailbox: bool
    channel: str | None
    language: str | None
    subject: str | None
    state: LetterState
    written_at: datetime
    not_before: datetime
    attempts: int
    sent_at: datetime | None
    bounced_at: datetime | None
    code: int | None
    joined_to: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters are asked for; what is left out makes no difference.

    ``words`` must all stand in the subject or the text, ``since`` and ``until`` say when it was sent, or written if it
    was not; ``left`` asks for those that were sent.
    """

    alliance: int | None = None
    state: LetterState | None = None
    kind: str | None = None
    to: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    words: tuple[str, ...] = ()
    left: bool = False


def lines(session: Session, wanted: Wanted) -> list[LetterLine]:
    """Return the letters that are asked for, in the order in which they were written."""
    query = _lines().where(*_conditions(wanted)).order_by(Letter.id)
    return [LetterLine(*row) for row in session.execute(query)]


def line(session: Session, number: int) -> LetterLine:
    """Return one letter, as a list shows it."""
    return LetterLine(*session.execute(_lines().where(Letter.id == number)).one())


def _state() -> ColumnElement[LetterState]:
    """Ask for the state; bounced is also what left in a letter that came back."""
    came_back = and_(Letter.state == LetterState.SENT, _Carrier.state == LetterState.BOUNCED)
    return case((came_back, _Carrier.state), else_=Letter.state)


def _to() -> ColumnElement[str]:
    """Ask for the member of staff, or the organisation of the contact."""
    return func.coalesce(Letter.staff, Organisation.key, literal_column("''", String))


def _lines(*more: Any) -> Select[Any]:
    """Ask for the fields of a line, in their order, and for ``more`` behind them; the texts stay where they are."""
    return (
        select(
            Alliance.slug,
            Letter.id,
            Letter.cycle,
            Letter.kind,
            _to(),
            Contact.key,
            Letter.to_mailbox,
            Letter.channel,
            func.coalesce(Letter.language, _Carrier.language),
            func.coalesce(Letter.subject, _Carrier.subject),
            _state(),
            Letter.written_at,
            Letter.not_before,
            Letter.attempts,
            Letter.sent_at,
            func.coalesce(Letter.bounced_at, _Carrier.bounced_at),
            Attempt.smtp_code,
            Letter.joined_to,
            Letter.reason,
            *more,
        )
        .join(Alliance, Alliance.id == Letter.alliance_id)
        .outerjoin(Contact, Contact.id == Letter.contact_id)
        .outerjoin(Organisation, Organisation.id == Contact.organisation_id)
        .outerjoin(_Carrier, _Carrier.id == Letter.joined_to)
        .outerjoin(
            Attempt,
            and_(
                Attempt.letter_id == func.coalesce(_Carrier.id, Letter.id),
                Attempt.n == func.coalesce(_Carrier.attempts, Letter.attempts),
            ),
        )
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    at = func.coalesce(Letter.sent_at, Letter.written_at)
    found: list[ColumnElement[bool]] = []
    if wanted.alliance is not None:
        found.append(Letter.alliance_id == wanted.alliance)
    if wanted.state is not None:
        found.append(_state() == wanted.state)
    if wanted.kind is not None:
        found.append(Letter.kind == wanted.kind)
    if wanted.to is not None:
        found.append(or_(_to() == wanted.to, Contact.key == wanted.to))
    if wanted.since is not None:
        found.append(at >= wanted.since)
    if wanted.until is not None:
        found.append(at < wanted.until)
    if wanted.left:
        found.append(Letter.sent_at.is_not(None))
    return found + [_says(word) for word in wanted.words]


def _says(word: str) -> ColumnElement[bool]:
    # Not every database knows that É is é; the ways in which a word is usually written are asked for one by one.
    written = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    said = (func.coalesce(column, there) for column, there in _SAID)
    return or_(*(text.icontains(one, autoescape=True) for text in said for one in sorted(written)))


_SAID = ((Letter.subject, _Carrier.subject), (Letter.text, _Carrier.text))


def kinds(session: Session) -> list[str]:
    """Return the kinds of all letters there are."""
    return sorted(session.scalars(select(Letter.kind).distinct()))


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that waits for a person to look at it; ``due`` is the first day on which we hope for an answer."""

    line: LetterLine
    contact_id: int
    due: datetime | None


def drafts(session: Session, alliance: int | None = None, kind: str | None = None) -> list[Draft]:
    """Return the letters that wait for a person and still have something to say, in the order they were written."""
    due = (
        select(func.min(Request.due_at))
        .join(LetterItem, LetterItem.request_id == Request.id)
        .where(LetterItem.letter_id == Letter.id, Request.state == RequestState.OPEN)
        .scalar_subquery()
    )
    query = _lines(Letter.contact_id, due).where(_waits_for_review(), *_conditions(Wanted(alliance, kind=kind)))
    return [Draft(LetterLine(*row[:-2]), row[-2], row[-1]) for row in session.execute(query.order_by(Letter.id))]


def count_drafts(session: Session, alliance: int | None = None) -> tuple[int, datetime | None]:
    """Return how many letters wait for a person, of one alliance or of all, and since when the first of them does."""
    query = select(func.count(), func.min(Letter.written_at)).where(_waits_for_review(), *_conditions(Wanted(alliance)))
    found = session.execute(query).one()
    return found[0], found[1]


def _waits_for_review() -> ColumnElement[bool]:
    """Ask for drafts; one of which everything was settled meanwhile has nothing to say and waits for nobody."""
    items = exists().where(LetterItem.letter_id == Letter.id)
    still_open = exists().where(
        LetterItem.letter_id == Letter.id, Request.id == LetterItem.request_id, Request.state == RequestState.OPEN
    )
    return and_(Letter.state == LetterState.DRAFT, or_(~items, still_open))


def lock(session: Session, alliance: int, numbers: Collection[int]) -> Sequence[Letter]:
    """Return those of the letters that are of this alliance, locked and as they are now, in order."""
    query = select(Letter).where(Letter.alliance_id == alliance, Letter.id.in_(numbers)).order_by(Letter.id)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()


def in_trouble(session: Session, alliance: int | None, late: datetime) -> list[tuple[LetterLine, Trouble, str]]:
    """Return the letters that failed, are held or came back, and those that should have left before ``late``.

    Each with the slug of the alliance on which it depends whether it leaves: of one that leaves in another, that of
    the other.
    """
    stuck = or_(
        and_(Letter.state == LetterState.QUEUED, Letter.not_before < late),
        and_(Letter.state == LetterState.SENDING, Letter.lease_until < late),
        Letter.state.in_((LetterState.FAILED, LetterState.HELD, LetterState.BOUNCED)),
    )
    # The mailbox of an organisation is nobody's own address.
    address = case((Letter.to_mailbox.is_(False), Contact.email_status), else_=None)
    query = (
        _lines(address, Attempt.outcome, _Leads.status, stops(_Leads.id), _Leads.slug)
        .join(_Leads, _Leads.id == func.coalesce(_Carrier.alliance_id, Letter.alliance_id))
        .where(stuck, *_conditions(Wanted(alliance)))
        .order_by(Letter.id)
    )
    found = ((LetterLine(*row[:-5]), *row[-5:]) for row in session.execute(query))
    return [
        (one, Trouble(one.state, does, one.attempts > 0, outcome, is_stopped, status is AllianceStatus.PAUSED), leads)
        for one, does, outcome, status, is_stopped, leads in found
    ]
