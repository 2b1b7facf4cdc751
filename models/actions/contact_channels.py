"""By which channels a person is told, beside the mail, that a letter was sent; they choose, staff record it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.actions import channel_notes
from models.actions.together import acting_together
from models.db import channel_queries, queries
from models.db.session import database
from models.db.tables import Contact, Organisation
from models.method.errors import NotFound
from models.method.events import EventType


@dataclass(frozen=True, slots=True)
class Chosen:
    """The channels of a contact from now on, and the alliances that know them."""

    contact: str
    channels: tuple[str, ...]
    alliances: tuple[str, ...]


def choose(key: str, names: Sequence[str], *, by: str, dry_run: bool = False) -> Chosen:
    """Record by which channels a contact is told; without ``names`` by the mail alone.

    Every alliance that knows the contact has it in its log. Whoever calls has looked whether there are such channels.
    """
    chosen = sorted(set(names))
    with database().read() as session:
        contact = queries.first(session, Contact, key=key)
        slugs = channel_queries.alliances_that_know(session, contact.id) if contact is not None else []
    if not slugs:
        raise NotFound("no alliance knows a contact {key!r}; see: samenspel contact list SLUG", key=key)
    with acting_together(slugs, by=by, dry_run=dry_run) as acts:
        session = acts[slugs[0]].session
        contact = queries.one(session, Contact, "contact", key=key)
        if contact.channels != chosen:
            for gone in set(contact.channels) - set(chosen):
                channel_notes.take_back(session, gone, contact)
            contact.channels = chosen
            organisation = queries.one(session, Organisation, "organisation", id=contact.organisation_id)
            for a in acts.values():
                a.record(EventType.CONTACT_CHANNELS_CHOSEN, organisation.key, contact=key, channels=chosen)
    return Chosen(key, tuple(chosen), tuple(slugs))


def of(key: str) -> tuple[str, ...]:
    """Return by which channels a contact is told beside the mail; nothing of somebody unknown."""
    with database().read() as session:
        contact = queries.first(session, Contact, key=key)
        return tuple(contact.channels) if contact is not None else ()


def users() -> Counter[str]:
    """Return how many contacts are told by each channel."""
    with database().read() as session:
        return Counter(name for one in channel_queries.told_by_channels(session) for name in one.channels)


def forget(name: str) -> int:
    """Take a channel that is no more from everybody who was told by it; return how many there were.

    Notes that wait to leave by it never do.
    """
    with database().write() as session:
        using = [one for one in channel_queries.told_by_channels(session) if name in one.channels]
        for contact in using:
            channel_notes.take_back(session, name, contact)
            contact.channels = [other for other in contact.channels if other != name]
        return len(using)
