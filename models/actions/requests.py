"""What was asked of whom: to read, to take back, and to settle by hand when somebody answered by other means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from models.actions import chasing
from models.actions.correspondence import MakeLetter
from models.actions.frame import Act
from models.actions.reach import check_reachable
from models.actions.rehearsal import acting
from models.db import chasing_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance, Contact, Request
from models.method import actors, letters
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.events import EventType
from models.method.ladders import ladder
from models.method.lessons import check_text
from models.method.requests import AWAITED, LetterState, RequestKind, RequestState
from models.method.said import joined
from models.method.working_days import AMSTERDAM, local_day


@dataclass(frozen=True, slots=True)
class AskedLine:
    """Something that was asked; ``organisation`` is its key, never a person, ``reminders`` how many were written.

    ``next_at`` is when its next step falls, ``handed_to`` who of ours took it over when nobody answered.
    """

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
    next_at: datetime | None
    handed_to: str | None
    stopped_at: datetime | None
    stopped_reason: str | None


@dataclass(frozen=True, slots=True)
class AboutLine:
    """A letter about a request."""

    letter: int
    kind: str
    state: LetterState
    written_at: datetime
    sent_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with the ladder by which it is followed up, and the letters that were written about it."""

    request: AskedLine
    ladder: tuple[str, ...]
    letters: tuple[AboutLine, ...]


def requests(slug: str, *, everything: bool = False) -> list[AskedLine]:
    """Return what an alliance waits for, or everything it ever asked, in the order in which it was asked."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = queries.rows(session, Request, alliance_id=alliance.id)
        return _lines(session, [row for row in rows if everything or row.state in AWAITED])


def request(slug: str, number: int) -> RequestView:
    """Return one request; :class:`NotFound` when the alliance has none of this number."""
    with database().read() as session:
        row = _find(session, queries.find_alliance(session, slug), number)
        a = Act(session, queries.find_alliance(session, slug), actors.CLOCK, None)
        written = chasing_queries.written_about(session, {row.id}).get(row.id, [])
        steps = tuple(str(rung) for rung in chasing.ladder(a, row))
        about = tuple(
            AboutLine(one.id, one.kind, one.state, one.written_at, one.sent_at, one.reason) for one in written
        )
        return RequestView(_lines(session, [row])[0], steps, about)


def _lines(session: Session, rows: Sequence[Request]) -> list[AskedLine]:
    asked = chasing_queries.asked_at(session, {row.id for row in rows})
    return [
        AskedLine(
            id=row.id,
            cycle=row.cycle,
            kind=row.kind,
            subject=row.subject,
            organisation=asked[row.id].organisation,
            text=row.text,
            state=row.state,
            asked_at=row.asked_at,
            due_at=row.due_at,
            reminders=asked[row.id].reminders,
            next_at=asked[row.id].next_at,
            handed_to=row.handed_to,
            stopped_at=row.stopped_at,
            stopped_reason=row.stopped_reason,
        )
        for row in rows
    ]


def withdraw(slug: str, number: int, *, by: str, reason: str, dry_run: bool = False) -> str:
    """Ask for it no longer: its reminders end and it leaves letters that were not sent; return its subject."""
    with acting(slug, by=by, dry_run=dry_run) as a:
        row = _awaited(a, number)
        why = check_text(reason, "the reason for taking a request back")
        a.stop(RequestState.WITHDRAWN, RequestState.WITHDRAWN, id=row.id)
        # What people wrote stays with the request; an event is read by everybody.
        row.stopped_reason = why
        return row.subject


def answer(slug: str, number: int, *, by: str) -> str:
    """Record that somebody answered by telephone or in person, and return the subject of the request."""
    with acting(slug, by=by, dry_run=False) as a:
        row = _awaited(a, number)
        a.stop(RequestState.ANSWERED, "answered by other means", id=row.id)
        return row.subject


def again(slug: str, number: int, *, by: str, dry_run: bool = False) -> str:
    """Ask once more, from the first step of its ladder on; return the subject.

    The request that nobody answered ends, and one like it takes its place. It is a reminder, unless no letter about it
    has left yet.
    """
    with acting(slug, by=by, dry_run=dry_run) as a:
        row = _awaited(a, number)
        contact = queries.one(a.session, Contact, "contact", id=row.contact_id)
        check_reachable(a, contact)
        written = chasing_queries.written_about(a.session, {row.id}).get(row.id, [])
        a.stop(RequestState.WITHDRAWN, "asked again", id=row.id)
        due_at = row.due_at if row.due_at and row.due_at > a.now else a.in_days(a.settings.answer_days)
        a.ask(
            row.kind,
            row.subject,
            contact,
            row.text,
            letter=_reminder(a) if chasing.was_received(a.session, written) else chasing.first_words(written),
            due_at=due_at,
            again_after=a.now,
            ladder=row.ladder,
        )
        return row.subject


def _reminder(a: Act) -> MakeLetter:
    return lambda items: letters.Reminder(alliance=a.alliance.name, items=items)


def move_due(slug: str, number: int, day: date, *, by: str, dry_run: bool = False) -> datetime | None:
    """Give an open request another day; return when its next step falls then.

    Steps that were taken are not taken again, and none of those to come is lost.
    """
    with acting(slug, by=by, dry_run=dry_run) as a:
        row = _open(a, number)
        if day < local_day(a.now):
            raise BadInput("{day} has passed; allowed: today or later", day=day)
        row.due_at = datetime.combine(day, time(17), tzinfo=AMSTERDAM).astimezone(UTC)
        a.record(EventType.REQUEST_MOVED, row.subject, kind=str(row.kind), on=day.isoformat())
        return _moved(a, row)


def choose_ladder(slug: str, number: int, steps: Sequence[str], *, by: str, dry_run: bool = False) -> datetime | None:
    """Give an open request a ladder of its own, or with no ``steps`` the ordinary one again.

    Returns when its next step falls then; :class:`BadInput` says what a step may be.
    """
    with acting(slug, by=by, dry_run=dry_run) as a:
        row = _open(a, number)
        row.ladder = _chosen(row, steps) if steps else None
        a.record(EventType.REQUEST_LADDER_CHOSEN, row.subject, kind=str(row.kind))
        return _moved(a, row)


def _chosen(row: Request, steps: Sequence[str]) -> list[str]:
    try:
        found = ladder(steps)
    except ValueError as wrong:
        raise BadInput(joined("", wrong.args)) from None
    if len(found) <= row.step:
        raise BadInput(
            "step {taken} of request {number} was taken already; allowed: a ladder of more steps",
            taken=row.step,
            number=row.id,
        )
    return [str(rung) for rung in found]


def _moved(a: Act, row: Request) -> datetime | None:
    chasing.move(a, row)
    a.session.flush()
    waiting = chasing.timer(a.session, row)
    return waiting.due_at if waiting is not None else None


def _awaited(a: Act, number: int) -> Request:
    row = _find(a.session, a.alliance, number)
    if row.state not in AWAITED:
        raise NotAllowed(
            "request {number} of {slug} is {state} already", number=number, slug=a.alliance.slug, state=row.state
        )
    return row


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
