"""The questions of chasing: whose step is due, what was written about a request, what could leave in one letter."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from models.db.mail_queries import may_write
from models.db.tables import (
    Alliance,
    Attempt,
    Contact,
    Cycle,
    Letter,
    LetterItem,
    Organisation,
    PhaseRun,
    Request,
    Timer,
)
from models.method.phases import AllianceStatus
from models.method.posting import Result
from models.method.requests import LetterState, RequestState, TimerKind, TimerState

#: A step of a ladder that may be due: its timer, what was asked, and of whom.
DueStep = tuple[Timer, Request, Contact]


def with_due_steps(session: Session, now: datetime, slug: str | None = None) -> list[str]:
    """Return the alliances that have a step of a ladder due, the one that waits longest first; none that rests."""
    query = (
        select(Alliance.slug)
        .join(Timer, Timer.alliance_id == Alliance.id)
        .where(*_due(now), Alliance.status != AllianceStatus.PAUSED)
        .order_by(Timer.due_at, Timer.id)
    )
    if slug is not None:
        query = query.where(Alliance.slug == slug)
    return list(dict.fromkeys(session.scalars(query)))


def with_open_requests(session: Session) -> Sequence[str]:
    """Return the alliances that still wait for an answer, by their short names."""
    waiting = select(Request.alliance_id).where(Request.state == RequestState.OPEN)
    return session.scalars(select(Alliance.slug).where(Alliance.id.in_(waiting)).order_by(Alliance.slug)).all()


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Timer.state == TimerState.WAITING, Timer.due_at <= now, Timer.kind == TimerKind.REQUEST_STEP)


def lock_alliances(session: Session, slugs: Collection[str]) -> list[tuple[Alliance, PhaseRun | None]]:
    """Lock those of the alliances that do not rest, in the order of their slugs, each with its open phase."""
    query = (
        select(Alliance, PhaseRun)
        .outerjoin(PhaseRun, and_(PhaseRun.alliance_id == Alliance.id, PhaseRun.closed_at.is_(None)))
        .where(Alliance.slug.in_(slugs), Alliance.status != AllianceStatus.PAUSED)
        .order_by(Alliance.slug)
        # A letter may be written down meanwhile: that locks the key of its alliance, which nobody changes.
        .with_for_update(of=Alliance, key_share=True)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def due_steps(session: Session, alliances: Collection[int], now: datetime) -> dict[int, list[DueStep]]:
    """Return the due steps of each alliance, earliest first."""
    query = select(Timer).where(Timer.alliance_id.in_(alliances), *_due(now)).order_by(Timer.due_at, Timer.id)
    timers = session.scalars(query.with_for_update(of=Timer)).all()
    found: dict[int, list[DueStep]] = defaultdict(list)
    for due in _steps(session, timers):
        found[due[0].alliance_id].append(due)
    return found


def steps_of(session: Session, timer: Timer) -> list[DueStep]:
    """Return the step that a timer is for, with what was asked of whom; nothing when that is gone."""
    return _steps(session, [timer])


def _steps(session: Session, timers: Sequence[Timer]) -> list[DueStep]:
    query = select(Request, Contact).join(Contact, Contact.id == Request.contact_id)
    rows = session.execute(query.where(Request.id.in_([int(timer.subject) for timer in timers])))
    asked = {request.id: (request, contact) for request, contact in rows}
    return [(timer, *asked[int(timer.subject)]) for timer in timers if int(timer.subject) in asked]


def written_about(session: Session, requests: Collection[int]) -> dict[int, list[Letter]]:
    """Return the letters about each request, in the order of the steps they were written at."""
    query = (
        select(LetterItem.request_id, Letter)
        .join(Letter, Letter.id == LetterItem.letter_id)
        .where(LetterItem.request_id.in_(requests))
        .order_by(LetterItem.request_id, LetterItem.step)
    )
    found: dict[int, list[Letter]] = defaultdict(list)
    for request, letter in session.execute(query):
        found[request].append(letter)
    return found


def may_have_left(session: Session, letters: Iterable[Letter]) -> bool:
    """Say whether a try of one of these letters, or of that in which it was to leave, was past the point of return."""
    tried = {number for one in letters for number in (one.id, one.joined_to) if number is not None}
    query = select(Attempt.id).where(Attempt.letter_id.in_(tried), Attempt.outcome == Result.UNCERTAIN)
    return session.scalar(query.limit(1)) is not None


class AskedAt(NamedTuple):
    """How far a request is: the key of the organisation, how often it was reminded of, when its next step falls."""

    organisation: str
    reminders: int
    next_at: datetime | None


def asked_at(session: Session, requests: Collection[int]) -> dict[int, AskedAt]:
    """Return of each request how far it is."""
    reminders = select(func.count()).where(LetterItem.request_id == Request.id, LetterItem.step > 0).scalar_subquery()
    query = (
        select(Request.id, Organisation.key, reminders, Timer.due_at)
        .join(Contact, Contact.id == Request.contact_id)
        .join(Organisation, Organisation.id == Contact.organisation_id)
        .outerjoin(
            Timer,
            and_(
                Timer.alliance_id == Request.alliance_id,
                Timer.cycle == Request.cycle,
                Timer.kind == TimerKind.REQUEST_STEP,
                Timer.subject == cast(Request.id, String),
                Timer.state == TimerState.WAITING,
            ),
        )
        .where(Request.id.in_(requests))
    )
    return {row[0]: AskedAt(*row[1:]) for row in session.execute(query)}


def last_cycles(session: Session, alliances: Collection[int]) -> dict[int, Cycle]:
    """Return the last cycle of each alliance."""
    query = select(Cycle).where(Cycle.alliance_id.in_(alliances)).order_by(Cycle.number)
    return {cycle.alliance_id: cycle for cycle in session.scalars(query)}


def keys_since(session: Session, alliances: Collection[int], since: datetime) -> Sequence[str]:
    """Return the keys of the letters that alliances wrote since a moment."""
    query = select(Letter.key).where(Letter.alliance_id.in_(alliances), Letter.written_at >= since)
    return session.scalars(query).all()


def was_written_to(session: Session, contacts: Collection[int]) -> set[int]:
    """Return those of the contacts to whom a letter of ours was ever sent."""
    query = (
        select(Letter.contact_id)
        .where(Letter.contact_id.in_(contacts), Letter.sent_at.is_not(None), Letter.channel.is_(None))
        .distinct()
    )
    return {contact for contact in session.scalars(query) if contact is not None}


def last_letter(session: Session) -> int:
    """Return the number of the letter that was written last, 0 before the first."""
    return session.scalar(select(func.max(Letter.id))) or 0


def letters_after(session: Session, number: int) -> list[tuple[Letter, Alliance]]:
    """Return the letters written since letter ``number``, each with its alliance."""
    query = select(Letter, Alliance).join(Alliance, Alliance.id == Letter.alliance_id).where(Letter.id > number)
    return [(row[0], row[1]) for row in session.execute(query.order_by(Letter.id))]


#: A request as it is shown: with the slug of its alliance and the name of the organisation that was asked.
Shown = tuple[Request, str, str]


def count_reminded(session: Session, kinds: Collection[str], number: int) -> int:
    """Return of how many requests somebody is reminded in letters of these kinds since letter ``number``."""
    query = select(func.count(LetterItem.id)).join(Letter, Letter.id == LetterItem.letter_id)
    return session.scalar(query.where(Letter.id > number, *_reminds(kinds))) or 0


def reminded_since(
    session: Session, kinds: Collection[str], since: datetime, limit: int
) -> list[tuple[Shown, int, Letter]]:
    """Return the requests in letters of these kinds that left or were written since then, the latest first.

    Each with the step of its ladder; a letter that will never leave reminds nobody.
    """
    at = func.coalesce(Letter.sent_at, Letter.written_at)
    query = (
        _shown()
        .add_columns(LetterItem.step, Letter)
        .join(LetterItem, LetterItem.request_id == Request.id)
        .join(Letter, Letter.id == LetterItem.letter_id)
        .where(at >= since, Letter.state != LetterState.SUPERSEDED, *_reminds(kinds))
        .order_by(at.desc(), LetterItem.id)
    )
    return [((row[0], row[1], row[2]), row[3], row[4]) for row in session.execute(query.limit(limit))]


def _reminds(kinds: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return (LetterItem.step > 0, Letter.kind.in_(kinds))


def handed_over(session: Session, limit: int) -> list[Shown]:
    """Return the requests that a person of ours took over, the one that waits longest first."""
    query = _shown().where(Request.state == RequestState.UNANSWERED).order_by(Request.stopped_at)
    return [(row[0], row[1], row[2]) for row in session.execute(query.limit(limit))]


def next_steps(session: Session, limit: int) -> list[tuple[Shown, Timer]]:
    """Return the steps to come, soonest first; none of an alliance that rests."""
    timers = session.scalars(
        select(Timer)
        .join(Alliance, Alliance.id == Timer.alliance_id)
        .where(
            Timer.state == TimerState.WAITING,
            Timer.kind == TimerKind.REQUEST_STEP,
            Alliance.status != AllianceStatus.PAUSED,
        )
        .order_by(Timer.due_at, Timer.id)
        .limit(limit)
    ).all()
    rows = session.execute(_shown().where(Request.id.in_([int(timer.subject) for timer in timers])))
    asked = {row[0].id: (row[0], row[1], row[2]) for row in rows}
    return [(asked[int(timer.subject)], timer) for timer in timers if int(timer.subject) in asked]


def _shown() -> Select[tuple[Request, str, str]]:
    return (
        select(Request, Alliance.slug, Organisation.name)
        .join(Alliance, Alliance.id == Request.alliance_id)
        .join(Contact, Contact.id == Request.contact_id)
        .join(Organisation, Organisation.id == Contact.organisation_id)
    )


def was_chased_since(session: Session, letter: Letter, kinds: Collection[str], since: datetime, now: datetime) -> bool:
    """Say whether another letter of these kinds left for the same person since then, or is leaving now."""
    query = select(Letter.id).where(
        Letter.contact_id == letter.contact_id,
        Letter.id != letter.id,
        Letter.kind.in_(kinds),
        Letter.to_mailbox.is_(letter.to_mailbox),
        or_(
            Letter.sent_at >= since,
            and_(Letter.state == LetterState.SENDING, Letter.joined_to.is_(None), Letter.lease_until > now),
        ),
    )
    return session.scalar(query.limit(1)) is not None


def lock_others(session: Session, letter: Letter, kinds: Collection[str], now: datetime) -> Sequence[Letter]:
    """Lock the other letters of these kinds that would leave now for the same person, oldest first.

    One that may have left already is no such letter: it is sent once more as it was, by itself.
    """
    doubted = exists().where(Attempt.letter_id == Letter.id, Attempt.outcome == Result.UNCERTAIN)
    query = (
        select(Letter)
        .join(Alliance, Alliance.id == Letter.alliance_id)
        .where(
            Letter.contact_id == letter.contact_id,
            Letter.id != letter.id,
            Letter.state == LetterState.QUEUED,
            Letter.not_before <= now,
            Letter.kind.in_(kinds),
            Letter.channel.is_(None),
            Letter.to_mailbox.is_(False),
            Letter.joined_to.is_(None),
            may_write(Alliance),
            ~doubted,
        )
        .order_by(Letter.id)
        .with_for_update(of=Letter, skip_locked=True)
    )
    return session.scalars(query).all()
