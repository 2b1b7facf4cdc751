"""Communication moments: planned, told to the partners by letter, or told to the world by whoever leads (R92, R97)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.actions.body_contacts import contact_of
from models.actions.due_days import set_day
from models.actions.frame import Act, act
from models.actions.phases import partner_contacts
from models.actions.rehearsal import acting
from models.db import engine_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance, Announcement, BodyMember, Contact, Letter, Timer
from models.method import letters
from models.method.announcements import check_day, check_planned, check_state, check_title
from models.method.errors import NotAllowed, NotFound
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.mail import AnnouncementState, Audience, EmailStatus
from models.method.parties import Body
from models.method.phases import LEAD, Side
from models.method.requests import LetterState, TimerKind, TimerState
from models.method.said import Said
from models.method.working_days import local_day

#: Letters that can still be kept from leaving.
UNSENT = frozenset({LetterState.DRAFT, LetterState.QUEUED, LetterState.HELD})


@dataclass(frozen=True, slots=True)
class AnnouncementLine:
    """A communication moment; ``reason`` is why it was cancelled."""

    key: str
    cycle: int
    on: date
    audience: Audience
    state: AnnouncementState
    title: str
    text: str
    reason: str | None
    planned_by: str
    planned_at: datetime
    told_by: str | None
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """To how many people a communication moment is told by letter: contacts of partners, and our own staff."""

    partners: int
    staff: int


def plan(slug: str, audience: Audience, title: str, text: str, *, on: date, by: str) -> str:
    """Plan a communication moment and return its key (``a1``, ``a2`` ...).

    Inside the alliance its partners get a letter on that day; outside it whoever leads is reminded to tell it.
    """
    with act(slug, by=by) as a:
        cycle = a.run.cycle
        check_day(on, local_day(a.now))
        row = Announcement(
            alliance_id=a.alliance.id,
            cycle=cycle,
            key=f"a{queries.count(a.session, Announcement, alliance_id=a.alliance.id) + 1}",
            audience=audience,
            title=check_title(title),
            text=check_text(text, "the text of a communication moment"),
            on=on,
            state=AnnouncementState.PLANNED,
            planned_by=by,
            planned_at=a.now,
        )
        a.session.add(row)
        a.session.flush()
        set_day(a, TimerKind.ANNOUNCEMENT_DUE, row.key, on)
        a.record(EventType.ANNOUNCEMENT_PLANNED, row.key, audience=audience, on=on.isoformat())
        return row.key


def change(
    slug: str, key: str, *, by: str, title: str | None = None, text: str | None = None, on: date | None = None
) -> tuple[str, ...]:
    """Change a communication moment that is still planned; return which of its parts are different now."""
    with act(slug, by=by) as a:
        row = _of(a, key)
        check_planned(key, row.state)
        given: dict[str, str | date] = {}
        if title is not None:
            given["title"] = check_title(title)
        if text is not None:
            given["text"] = check_text(text, "the text of a communication moment")
        if on is not None:
            check_day(on, local_day(a.now))
            given["on"] = on
        changed = tuple(name for name, value in given.items() if getattr(row, name) != value)
        if "on" in changed:
            _remind_no_more(a, row)
        written = _unsent_reminders(a, row)
        for name in changed:
            setattr(row, name, given[name])
        for letter in written:
            letter.context = {**letter.context, "title": row.title, "text": row.text}
        if "on" in changed:
            set_day(a, TimerKind.ANNOUNCEMENT_DUE, key, row.on)
        if changed:
            a.record(EventType.ANNOUNCEMENT_CHANGED, key, fields=list(changed), on=row.on.isoformat())
        return changed


def cancel(slug: str, key: str, *, by: str, reason: str) -> None:
    """Cancel a communication moment that was not told yet; the reason is kept."""
    with act(slug, by=by) as a:
        row = _of(a, key)
        check_state(key, row.state, AnnouncementState.CANCELLED)
        _cancel(a, row, check_text(reason, "the reason for cancelling a communication moment"))


def cancel_all(a: Act, reason: str) -> None:
    """Cancel everything that was still to be told, because the alliance ends."""
    planned: dict[str, Any] = {"alliance_id": a.alliance.id, "state": AnnouncementState.PLANNED}
    for row in queries.rows(a.session, Announcement, **planned):
        _cancel(a, row, reason)


def _cancel(a: Act, row: Announcement, reason: str) -> None:
    row.state, row.reason = AnnouncementState.CANCELLED, reason
    _remind_no_more(a, row)
    a.record(EventType.ANNOUNCEMENT_CANCELLED, row.key)


def plan_again(a: Act) -> None:
    """Let what was planned in a cycle that is closed come to its day in the live one."""
    of: dict[str, Any] = {"alliance_id": a.alliance.id}
    for row in queries.rows(a.session, Announcement, **of, state=AnnouncementState.PLANNED):
        last = queries.last(a.session, Timer, **of, kind=TimerKind.ANNOUNCEMENT_DUE, subject=row.key)
        # Of one that came to its day somebody was reminded already; it only waits to be told.
        if last is not None and last.state is TimerState.CANCELLED:
            set_day(a, TimerKind.ANNOUNCEMENT_DUE, row.key, row.on)


def tell(slug: str, key: str, *, by: str, dry_run: bool = False) -> Told:
    """Write to the partners now, before or on the day that was planned; return to how many people that goes.

    What is for the world outside goes by no letter of ours: :class:`NotAllowed` says how to record that it was told.
    """
    with acting(slug, by=by, dry_run=dry_run) as a:
        row = _of(a, key)
        check_state(key, row.state, AnnouncementState.TOLD)
        if row.audience is Audience.OUTSIDE:
            raise NotAllowed(
                "communication moment {key} is for the world outside, to which no letters go; "
                "when it was told: samenspel announcement told {slug} {key} --by STAFF",
                key=key,
                slug=slug,
            )
        return _tell(a, row)


def told(slug: str, key: str, *, by: str) -> None:
    """Record that somebody told it, to the world outside or to the partners themselves; no letter goes out any more."""
    with act(slug, by=by) as a:
        row = _of(a, key)
        check_state(key, row.state, AnnouncementState.TOLD)
        _book(a, row)


def come_due(a: Act, timer: Timer) -> None:
    """Do what the day of a communication moment brings: tell the partners, or remind who tells the world."""
    row = _of(a, timer.subject)
    if row.state is not AnnouncementState.PLANNED:
        return
    if row.audience is Audience.INSIDE:
        _tell(a, row)
        return
    contact = _teller(a)
    command = f"samenspel announcement told {a.alliance.slug} {row.key} --by STAFF"
    letter = letters.AnnouncementDue(
        alliance=a.alliance.name, title=row.title, text=row.text, due=row.on, command=None if contact else command
    )
    a.write(letter, contact=contact, staff=None if contact else a.alliance.facilitator)
    a.record(EventType.ANNOUNCEMENT_DUE, row.key, side=_leads(a))


def _tell(a: Act, row: Announcement) -> Told:
    letter = letters.Announcement(alliance=a.alliance.name, title=row.title, text=row.text)
    partners, staff = [one for one in partner_contacts(a) if _reads_mail(one)], _team(a)
    for contact in partners:
        a.write(letter, contact=contact)
    for code in staff:
        a.write(letter, staff=code)
    _book(a, row)
    return Told(len(partners), len(staff))


def _book(a: Act, row: Announcement) -> None:
    row.state, row.told_by, row.told_at = AnnouncementState.TOLD, a.by, a.now
    _remind_no_more(a, row)
    a.record(EventType.ANNOUNCEMENT_TOLD, row.key, audience=row.audience)


def _remind_no_more(a: Act, row: Announcement) -> None:
    """Cancel the reminder of a communication moment, and put aside one that was written and has not left."""
    a.cancel(kind=TimerKind.ANNOUNCEMENT_DUE, subject=row.key)
    for letter in _unsent_reminders(a, row):
        letter.state, letter.reason = LetterState.SUPERSEDED, "told, cancelled or moved to another day meanwhile"


def _unsent_reminders(a: Act, row: Announcement) -> list[Letter]:
    """Return the reminders to tell it that were written and have not left, locked."""
    of: dict[str, Any] = {"alliance_id": a.alliance.id, "kind": letters.AnnouncementDue.kind, "state": UNSENT}
    found = [engine_queries.lock_letter(a.session, one.id) for one in queries.rows(a.session, Letter, **of)]
    about = (row.title, row.on.isoformat())
    return [one for one in found if one.state in UNSENT and (one.context["title"], one.context["due"]) == about]


def _team(a: Act) -> list[str]:
    """Return who of our staff works in the alliance: the facilitator, and who sits in the project team."""
    seats = queries.rows(a.session, BodyMember, alliance_id=a.alliance.id, body=Body.PROJECT_TEAM)
    return sorted({a.alliance.facilitator, *(seat.staff for seat in seats if seat.staff is not None)})


def _leads(a: Act) -> Side:
    return LEAD[a.run.phase]


def _teller(a: Act) -> Contact | None:
    """Return the partner who tells the world now that the partners lead (R92, R97); ``None`` is the facilitator."""
    contact = contact_of(a, Body.PROJECT_TEAM) if _leads(a) is Side.PARTNERS else None
    return contact if contact is not None and _reads_mail(contact) else None


def _reads_mail(contact: Contact) -> bool:
    return contact.email_status is EmailStatus.OK


def announcements(slug: str, *, planned: bool = False) -> list[AnnouncementLine]:
    """Return the communication moments of an alliance by their day; ``planned`` leaves out what is over."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        states = {AnnouncementState.PLANNED} if planned else set(AnnouncementState)
        return [
            _line(row) for row in queries.rows(session, Announcement, order="on", alliance_id=alliance.id, state=states)
        ]


def announcement(slug: str, key: str) -> AnnouncementLine:
    """Return one communication moment; :class:`NotFound` names the known ones."""
    with database().read() as session:
        return _line(_find(session, queries.find_alliance(session, slug), key))


def _of(a: Act, key: str) -> Announcement:
    return _find(a.session, a.alliance, key)


def _find(session: Session, alliance: Alliance, key: str) -> Announcement:
    rows = {row.key: row for row in queries.rows(session, Announcement, alliance_id=alliance.id)}
    if key not in rows:
        raise NotFound(
            "there is no communication moment {key!r} in {slug}; known: {known}",
            key=key,
            slug=alliance.slug,
            known=", ".join(rows) or Said("none yet"),
        )
    return rows[key]


def _line(row: Announcement) -> AnnouncementLine:
    return AnnouncementLine(
        key=row.key,
        cycle=row.cycle,
        on=row.on,
        audience=row.audience,
        state=row.state,
        title=row.title,
        text=row.text,
        reason=row.reason,
        planned_by=row.planned_by,
        planned_at=row.planned_at,
        told_by=row.told_by,
        told_at=row.told_at,
    )
