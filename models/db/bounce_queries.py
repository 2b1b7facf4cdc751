"""The questions about mail that came back: which letter it is about, what came before it, and who is concerned."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, union
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.db.tables import Alliance, Bounce, Contact, Letter, Organisation, Participant, Request
from models.method.bounces import BounceNote
from models.method.mail import BounceKind
from models.method.requests import LetterState, RequestState

#: Letters that have not left, and may be kept from it.
_STAYING = (LetterState.DRAFT, LetterState.QUEUED, LetterState.HELD, LetterState.FAILED)


@dataclass(frozen=True, slots=True)
class BounceLine:
    """A mail that came back; ``organisation`` is the key of the one whose address it came from, never a person."""

    received_at: datetime
    kind: BounceKind
    status: str | None
    alliance: str | None
    letter: int | None
    organisation: str | None
    note: BounceNote


def add(session: Session, bounce: Bounce) -> bool:
    """Keep what came back; say ``False``, and do nothing, when the same mail was kept before."""
    try:
        with session.begin_nested():
            session.add(bounce)
    except IntegrityError:
        return False
    return True


def lines(session: Session, since: datetime, kind: BounceKind | None) -> list[BounceLine]:
    """Return what came back since then, the latest first."""
    query = (
        select(
            Bounce.received_at,
            Bounce.kind,
            Bounce.status,
            Alliance.slug,
            Bounce.letter_id,
            Organisation.key,
            Bounce.note,
        )
        .outerjoin(Letter, Letter.id == Bounce.letter_id)
        .outerjoin(Alliance, Alliance.id == Letter.alliance_id)
        .outerjoin(Contact, Contact.id == Letter.contact_id)
        .outerjoin(Organisation, Organisation.id == Contact.organisation_id)
        .where(Bounce.received_at >= since)
        .order_by(Bounce.id.desc())
    )
    if kind is not None:
        query = query.where(Bounce.kind == kind)
    rows = session.execute(query)
    return [
        BounceLine(at, what, code, slug, letter, of, BounceNote(note))
        for at, what, code, slug, letter, of, note in rows
    ]


def alliance_of(session: Session, letter: int | None) -> str | None:
    """Return the slug of the alliance of a letter, ``None`` when there is no such letter any more."""
    query = select(Alliance.slug).join(Letter, Letter.alliance_id == Alliance.id).where(Letter.id == letter)
    return session.scalar(query)


def concerned(session: Session, contact: int | None) -> list[str]:
    """Return the slugs of the alliances that know a contact, or still wait for an answer of theirs."""
    known = select(Participant.alliance_id).where(Participant.contact_id == contact)
    asking = select(Request.alliance_id).where(Request.contact_id == contact, Request.state == RequestState.OPEN)
    either = union(known, asking).subquery()
    return list(session.scalars(select(Alliance.slug).where(Alliance.id.in_(select(either))).order_by(Alliance.slug)))


def came_back(session: Session, contact: int, since: datetime | None) -> Sequence[Bounce]:
    """Return what came back from a contact's own address since then."""
    query = select(Bounce).where(Bounce.contact_id == contact).order_by(Bounce.id)
    if since is not None:
        query = query.where(Bounce.received_at >= since)
    return session.scalars(query).all()


def lock_staying(session: Session, contact: int, alliances: Collection[int]) -> Sequence[Letter]:
    """Lock the letters to a contact that have not left, looked at anew, so that none leaves between look and write."""
    query = (
        select(Letter)
        .where(Letter.contact_id == contact, Letter.alliance_id.in_(alliances), Letter.state.in_(_STAYING))
        .order_by(Letter.id)
        .with_for_update()
    )
    return session.scalars(query.execution_options(populate_existing=True)).all()
