"""What comes of a mail that came back: its letter did not arrive, and a person may not be written to any more.

Nothing is ever answered automatically, and nothing of the mail is kept but what it was.
"""

from dataclasses import dataclass
from datetime import timedelta

from models.actions import reach
from models.actions.frame import Act
from models.actions.together import acting_together
from models.db import bounce_queries, engine_queries, queries
from models.db.bounce_queries import BounceLine
from models.db.session import Session, database
from models.db.tables import Bounce, Contact, Letter
from models.method import actors
from models.method.bounces import MAY_BECOME, BounceNote, CameBack, address_after, kind_of, note_of, unusable
from models.method.mail import BounceKind, EmailStatus
from models.method.requests import LetterState
from models.method.working_days import local_day
from samenspel import clock

#: A line belongs to what came back, and can be had from here as well.
__all__ = ["BounceLine", "Ingested", "ingest", "list_"]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of a mail: ``contact_off`` is the key of who is written to no more because of it.

    With ``again`` the same mail was taken in before, and nothing came of it now.
    """

    kind: BounceKind
    status: str | None
    alliance: str | None
    letter: int | None
    contact_off: str | None
    note: BounceNote
    again: bool = False


def list_(days: int, kind: BounceKind | None = None) -> list[BounceLine]:
    """Return what came back in the last so many days, the latest first."""
    with database().read() as session:
        return bounce_queries.lines(session, clock.now() - timedelta(days=days), kind)


def ingest(mail: CameBack) -> Ingested:
    """Take in a mail that came back, once: a letter that did not arrive is one for a person to look at.

    What is not proven to be about a letter of ours is only noted.
    """
    note = unusable(mail)
    letter = mail.letter if note is None else None
    with database().read() as session:
        known = _known(session, mail)
        if known is not None:
            return known
        slug = bounce_queries.alliance_of(session, letter)
        to = queries.first(session, Letter, id=letter) if letter is not None else None
        slugs = bounce_queries.concerned(session, to.contact_id) if to is not None else []
    if letter is None or slug is None:
        return _note_only(mail, note or BounceNote.LETTER_GONE)
    with acting_together({slug, *slugs}, by=actors.CLOCK) as acts:
        a = acts[slug]
        return _known(a.session, mail) or _taken_in(acts, a, mail, engine_queries.lock_letter(a.session, letter))


def _known(session: Session, mail: CameBack) -> Ingested | None:
    before = queries.first(session, Bounce, sha256=mail.sha256)
    if before is None:
        return None
    slug = bounce_queries.alliance_of(session, before.letter_id)
    return Ingested(before.kind, before.status, slug, before.letter_id, None, BounceNote(before.note), again=True)


def _note_only(mail: CameBack, note: BounceNote) -> Ingested:
    kind = BounceKind.AUTO_REPLY if note is BounceNote.OUR_OWN else BounceKind.UNKNOWN
    with database().write() as session:
        bounce = Bounce(sha256=mail.sha256, received_at=clock.now(), kind=kind, note=note)
        kept = bounce_queries.add(session, bounce)
    return Ingested(kind, None, None, None, None, note, again=not kept)


def _taken_in(acts: dict[str, Act], a: Act, mail: CameBack, letter: Letter) -> Ingested:
    (kind, status), note = kind_of(mail), note_of(mail)
    contact = _whose_address(a, letter)
    bounce = Bounce(
        sha256=mail.sha256,
        received_at=a.now,
        kind=kind,
        status=status,
        letter_id=letter.id,
        contact_id=contact.id if contact is not None else None,
        note=note,
    )
    a.session.add(bounce)
    a.session.flush()
    if note is BounceNote.LETTER_BOUNCED:
        _mark(letter, a, f"it came back: {status}")
    off = _switched_off(acts, a, contact, letter, status) if contact is not None else None
    return Ingested(kind, status, a.alliance.slug, letter.id, off, note)


def _whose_address(a: Act, letter: Letter) -> Contact | None:
    """Return the person whose own address a letter went to; a shared mailbox and our staff are nobody's."""
    return None if letter.to_mailbox else queries.first(a.session, Contact, id=letter.contact_id or 0)


def _mark(letter: Letter, a: Act, reason: str) -> None:
    letter.bounced_at, letter.reason = a.now, reason
    # One that is on its way once more, or was put aside, stays what it is: only what left can come back.
    if letter.state is LetterState.SENT:
        letter.state = LetterState.BOUNCED


def _switched_off(acts: dict[str, Act], a: Act, contact: Contact, letter: Letter, status: str | None) -> str | None:
    since = contact.email_status_since
    if since is not None and letter.sent_at is not None and letter.sent_at < since:
        # It says how the address did before: since then it was mended, or is another one.
        return None
    told = [(one.kind, local_day(one.received_at)) for one in bounce_queries.came_back(a.session, contact.id, since)]
    found = address_after(told)
    if found is None or found not in MAY_BECOME[contact.email_status]:
        return None
    reach.apply(acts, contact, found, reason=None if found is EmailStatus.COMPLAINED else status)
    return contact.key
