"""The questions of channels: who is told by them, and which alliances know somebody."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.tables import Alliance, Contact, Participant


def alliances_that_know(session: Session, contact_id: int) -> list[str]:
    """Return the alliances that know a contact, in order."""
    query = (
        select(Alliance.slug)
        .join(Participant, Participant.alliance_id == Alliance.id)
        .where(Participant.contact_id == contact_id)
        .order_by(Alliance.slug)
    )
    return list(session.scalars(query))


def told_by_channels(session: Session) -> Sequence[Contact]:
    """Return every contact who chose channels beside the mail; few do."""
    # The two databases compare JSON in different ways, so what is empty is left out here.
    return [contact for contact in session.scalars(select(Contact).order_by(Contact.id)) if contact.channels]
