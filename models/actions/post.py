"""The letter's way out: claimed, looked at once more, handed over or kept; every try is kept (R25)."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.actions import channel_notes, gathering
from models.actions.last_look import (
    DOES_NOT_FIT,
    Note,
    addressee,
    content_of,
    content_with_joined,
    recipient_of,
    why_not,
)
from models.actions.letter_ends import after_doubt, close_try, may_have_left, put, settle
from models.actions.pacing import MOST_PUT_OFF, Pace, calendar_of, later_for, room_at
from models.db import mail_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance, Attempt, Letter
from models.method.errors import BadInput, NotFound
from models.method.letters import Letter as LetterContent
from models.method.mail import AttemptPhase
from models.method.posting import TRIES_TO_READ, WAITS, Outcome, Result
from models.method.requests import LetterState
from samenspel import clock

#: What a letter says and to whom is looked up in the same breath, so it can be had from here as well.
__all__ = [
    "Claimed",
    "Note",
    "Pace",
    "claim_letter",
    "content_of",
    "mark_data",
    "mark_outcome",
    "mark_sent",
    "mark_unwritable",
    "recipient_of",
]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that is ours to send: what it says, to whom, and which try this is.

    ``contact`` is the key of the person whose address it goes to; ``channel`` is set when it is a note elsewhere.
    ``dated`` is when it was let go: when it was written, or else a person looked at it. It is the same at every try.
    """

    id: int
    attempt: int
    owner: str
    key: str
    kind: str
    content: LetterContent | Note
    language: str
    name: str
    address: str
    contact: str | None
    channel: str | None
    dated: datetime


def claim_letter(owner: str, *, lease: timedelta, pace: Pace | None = None) -> Claimed | None:
    """Take the letter that has been due for longest; what is not wanted any more is put aside as superseded.

    Whether a request is still open, whether the person can be written to, and whether people stopped mail is asked
    here, at the last moment. A letter that cannot be read is put off, and after three tries kept for a person.
    """
    waiting: Counter[str] = Counter()
    while waiting.total() < MOST_PUT_OFF:
        now = clock.now()
        number: int | None = None
        try:
            with database().write() as session:
                if pace is not None and room_at(session, now, pace.per_minute) is not None:
                    return None
                number = mail_queries.next_letter(session, now)
                if number is None:
                    return None
                claimed = _claim(session, number, owner, now, lease, pace, waiting)
            if claimed is not None:
                return claimed
        except mail_queries.DatabaseTrouble:
            # The database is in trouble, not the letter.
            raise
        except Exception as problem:
            if number is None:
                raise
            with database().write() as session:
                mail_queries.put_off_unread(
                    session, number, type(problem).__name__, now, until=now + WAITS[0], last=TRIES_TO_READ
                )
    return None


def _claim(
    session: Session, number: int, owner: str, now: datetime, lease: timedelta, pace: Pace | None, waiting: Counter[str]
) -> Claimed | None:
    """Take this letter, or put it where it belongs instead."""
    letter, alliance = mail_queries.letter_of(session, number)
    if not _clean_up(session, letter, now):
        return None
    if mail_queries.is_stopped(session, {letter.alliance_id}):
        _stay(session, letter)
        return None
    reason = why_not(session, letter)
    if reason is not None:
        put(session, letter, LetterState.SUPERSEDED, reason)
        return None
    try:
        to = addressee(session, letter, alliance)
        later = later_for(session, letter, calendar_of(session, alliance, now), to.domain, now, pace, waiting)
        if later is not None:
            put(session, letter, LetterState.QUEUED, letter.reason, not_before=later)
            return None
        content = _gathered(session, letter, alliance, now)
    except BadInput:
        put(session, letter, LetterState.HELD, DOES_NOT_FIT)
        return None
    except NotFound as problem:
        put(session, letter, LetterState.HELD, str(problem))
        return None
    if content is None:
        perhaps = "; an earlier try may have left" if may_have_left(session, letter) else " before it left"
        put(session, letter, LetterState.SUPERSEDED, f"everything it asks was settled{perhaps}")
        return None
    letter.attempts += 1
    for one in (letter, *gathering.joined(session, letter)):
        one.state, one.owner, one.lease_until = LetterState.SENDING, owner, now + lease
    domain = to.domain if letter.channel is None else None
    session.add(Attempt(letter_id=letter.id, n=letter.attempts, started_at=now, domain=domain))
    return Claimed(
        id=letter.id,
        attempt=letter.attempts,
        owner=owner,
        key=letter.key,
        kind=letter.kind,
        content=content,
        language=to.language,
        name=to.name,
        address=to.address,
        contact=to.contact,
        channel=letter.channel,
        dated=letter.reviewed_at or letter.written_at,
    )


def _clean_up(session: Session, letter: Letter, now: datetime) -> bool:
    """Close the try over which an engine died; say whether the letter may be tried again now."""
    for attempt in queries.rows(session, Attempt, letter_id=letter.id, ended_at=None):
        if attempt.phase is AttemptPhase.DATA:
            close_try(session, letter, now, Outcome(Result.UNCERTAIN))
            if after_doubt(session, letter, attempt.started_at) is LetterState.HELD:
                return False
            return letter.not_before <= now
        close_try(session, letter, now, Outcome(Result.ABORTED))
        gathering.scatter(session, letter)
    return True


def _stay(session: Session, letter: Letter) -> None:
    """Let a letter wait that may not leave, without those of other alliances that would have left in it."""
    if may_have_left(session, letter):
        others = gathering.joined(session, letter)
        going = [one for one in others if not mail_queries.is_stopped(session, {one.alliance_id})]
        gathering.keep_each(letter, going)
    put(session, letter, LetterState.QUEUED, letter.reason)


def _gathered(session: Session, letter: Letter, alliance: Alliance, now: datetime) -> LetterContent | Note | None:
    """Return what a letter says, with what else would leave now for the same person."""
    # What may have left already is sent again as it was, under the same Message-ID; nothing is added to it.
    once_more = may_have_left(session, letter)
    if letter.channel is None and not once_more and content_of(session, letter) is not None:
        # One of the others may be past reading; that is found out when its own turn comes.
        with suppress(ValueError, LookupError):
            gathering.gather(session, letter, calendar_of(session, alliance, now), now)
    return content_with_joined(session, letter)


def mark_data(claimed: Claimed) -> bool:
    """Record that the letter itself is about to be handed over; say ``False`` when it must not be.

    So it is when another engine took it over, and when it was stopped or changed since it was claimed: then it is
    queued again, to be looked at anew.
    """
    now = clock.now()
    with database().write() as session:
        letter = _mine(session, claimed)
        if letter is None:
            return False
        # What may have left already stays together, so only the letter itself can be stopped then.
        together = [letter] if may_have_left(session, letter) else [letter, *gathering.joined(session, letter)]
        if (
            mail_queries.is_stopped(session, {one.alliance_id for one in together})
            or why_not(session, letter) is not None
            or _goes_elsewhere(session, letter, claimed)
            or content_with_joined(session, letter) != claimed.content
        ):
            close_try(session, letter, now, Outcome(Result.ABORTED))
            put(session, letter, LetterState.QUEUED, letter.reason)
            return False
        for attempt in queries.rows(session, Attempt, letter_id=letter.id, ended_at=None):
            attempt.phase = AttemptPhase.DATA
        return True


def _goes_elsewhere(session: Session, letter: Letter, claimed: Claimed) -> bool:
    """Say whether the address of who it goes to is another one now."""
    alliance = queries.one(session, Alliance, "alliance", id=letter.alliance_id)
    try:
        return addressee(session, letter, alliance).address != claimed.address
    except NotFound:
        return True


def mark_sent(
    claimed: Claimed,
    *,
    subject: str,
    text: str,
    html: str | None = None,
    language: str | None = None,
    answer: Outcome | None = None,
    note: str | None = None,
) -> bool:
    """Record that a letter left, with its words; say ``False`` when another engine took it over meanwhile.

    ``note`` says what was special about it. The letters that left in it left with it.
    """
    now = clock.now()
    with database().write() as session:
        letter = _mine(session, claimed)
        if letter is None:
            return False
        letter.subject, letter.text, letter.html, letter.language = subject, text, html, language or claimed.language
        letter.state, letter.sent_at, letter.reason = LetterState.SENT, now, note
        letter.owner = letter.lease_until = None
        for other in gathering.joined(session, letter):
            other.state, other.sent_at, other.reason = LetterState.SENT, now, f"left together with letter {letter.id}"
            other.owner = other.lease_until = None
        close_try(session, letter, now, answer or Outcome(Result.SENT))
        channel_notes.queue_notes(session, letter, now)
        return True


def mark_unwritable(claimed: Claimed, problem: str) -> LetterState | None:
    """Keep a letter for a person because its mail cannot be made; ``problem`` is the class of the error.

    Return its state, or ``None`` when another engine took it over meanwhile.
    """
    now = clock.now()
    with database().write() as session:
        letter = _mine(session, claimed)
        if letter is None:
            return None
        close_try(session, letter, now, Outcome(Result.UNREADABLE, reply=problem))
        return put(session, letter, LetterState.HELD, f"it cannot be written: {problem}")


def mark_outcome(claimed: Claimed, outcome: Outcome) -> LetterState | None:
    """Record that a letter did not leave, or perhaps: it is tried again, given up, or kept for a person to look at.

    Return its state, or ``None`` when another engine took it over meanwhile.
    """
    now = clock.now()
    with database().write() as session:
        letter = _mine(session, claimed)
        if letter is None:
            return None
        close_try(session, letter, now, outcome)
        return settle(session, letter, now, outcome)


def _mine(session: Session, claimed: Claimed) -> Letter | None:
    return mail_queries.lock_claimed(session, claimed.id, claimed.owner, claimed.attempt)
