"""The letter's way out: claimed, guarded once more, sent or given up; every try is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.actions.fault_letters import waits_for_owner
from models.db import engine_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance as AllianceRow
from models.db.tables import Attempt, Contact, Cycle, Letter, LetterItem, Request, Staff
from models.method.errors import BadInput
from models.method.letters import ASK_OWNER, OUTLIVE_CYCLE, letter_from
from models.method.letters import Letter as LetterContent
from models.method.requests import LetterState, RequestState
from samenspel import clock

#: A letter that cannot leave is tried again after so long, and from the last on at that distance: none is given up.
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that is ours to send: what it says, to whom, and which try this is."""

    id: int
    attempt: int
    owner: str
    key: str
    content: LetterContent
    language: str
    name: str
    address: str
    written_at: datetime


def claim_letter(owner: str, *, lease: timedelta) -> Claimed | None:
    """Take the oldest letter that is due; the ones whose every item is settled are put aside as superseded.

    Whether a request is still open is asked here, at the last moment, so that nobody is reminded of what was answered.
    """
    while True:
        now = clock.now()
        with database().write() as session:
            found = engine_queries.next_letter(session, now)
            if found is None:
                return None
            letter, alliance = found
            _close_attempts(session, letter, now, "uncertain")
            if _of_closed_cycle(session, letter):
                letter.state, letter.reason = LetterState.SUPERSEDED, "its cycle was closed before it left"
                continue
            try:
                content = content_of(session, letter)
            except BadInput:
                # What an older version queued may not fit any more; it stops itself, not its neighbours.
                letter.state, letter.reason = LetterState.FAILED, "its content does not fit this version"
                continue
            if content is None:
                perhaps_left = "; an earlier try may have left" if letter.attempts else " before it left"
                letter.state = LetterState.SUPERSEDED
                letter.reason = f"everything it asks was settled{perhaps_left}"
                continue
            letter.state, letter.owner, letter.lease_until = LetterState.SENDING, owner, now + lease
            letter.attempts += 1
            session.add(Attempt(letter_id=letter.id, n=letter.attempts, started_at=now))
            name, address, language = recipient_of(session, letter, alliance)
            return Claimed(
                letter.id, letter.attempts, owner, letter.key, content, language, name, address, letter.written_at
            )


def mark_sent(claimed: Claimed, *, subject: str, text: str) -> bool:
    """Record that a letter left, with its text; say ``False`` when another engine took it over meanwhile."""
    with database().write() as session:
        letter = _mine(session, claimed)
        if letter is None:
            return False
        letter.state, letter.sent_at, letter.subject, letter.text = LetterState.SENT, clock.now(), subject, text
        letter.owner = letter.lease_until = None
        _close_attempts(session, letter, clock.now(), "sent")
        return True


def mark_failed(claimed: Claimed, problem: str, *, final: bool = False) -> None:
    """Record that a letter did not leave; it is tried again later, or marked failed for a person to look at."""
    with database().write() as session:
        letter = _mine(session, claimed)
        if letter is None:
            return
        letter.owner = letter.lease_until = None
        letter.reason = problem
        if final:
            letter.state = LetterState.FAILED
        else:
            wait = WAITS[min(claimed.attempt, len(WAITS)) - 1]
            letter.state, letter.not_before = LetterState.QUEUED, clock.now() + wait
        _close_attempts(session, letter, clock.now(), problem)


def _mine(session: Session, claimed: Claimed) -> Letter | None:
    return queries.first(
        session, Letter, id=claimed.id, owner=claimed.owner, attempts=claimed.attempt, state=LetterState.SENDING
    )


def _close_attempts(session: Session, letter: Letter, now: datetime, outcome: str) -> None:
    for attempt in queries.rows(session, Attempt, letter_id=letter.id, ended_at=None):
        attempt.ended_at, attempt.outcome = now, outcome


def _of_closed_cycle(session: Session, letter: Letter) -> bool:
    if letter.kind in OUTLIVE_CYCLE:
        return False
    # Closing a cycle puts aside what is queued; a letter that was on its way then, and came back, is caught here.
    last = queries.last(session, Cycle, order="number", alliance_id=letter.alliance_id)
    if last is None or last.number > letter.cycle:
        return True
    return last.closed_at is not None and letter.written_at < last.closed_at


def content_of(session: Session, letter: Letter) -> LetterContent | None:
    """Return what a letter says now, without what was settled; ``None`` when nothing it asks is open any more."""
    items = queries.rows(session, LetterItem, letter_id=letter.id)
    context: dict[str, Any] = dict(letter.context)
    if letter.kind in ASK_OWNER and not waits_for_owner(session, context["fault"]):
        return None
    if items:
        wanted = {item.request_id for item in items}
        waiting = {r.id for r in queries.rows(session, Request, id=wanted, state=RequestState.OPEN)}
        if not waiting:
            return None
        context["items"] = [item for item in context["items"] if item["request"] in waiting]
    return letter_from(letter.kind, context)


def recipient_of(session: Session, letter: Letter, alliance: AllianceRow) -> tuple[str, str, str]:
    """Return name, address and language of the person a letter is written to."""
    if letter.contact_id is not None:
        contact = queries.one(session, Contact, "contact", id=letter.contact_id)
        return contact.name, contact.email, contact.language
    member = queries.one(session, Staff, "member of staff", code=letter.staff)
    return member.name, member.email, alliance.language
