"""The events in the order they were written, for a reader that remembers how far it came."""

from dataclasses import dataclass
from datetime import datetime

from models.db import queries
from models.db.session import database
from models.db.tables import Cursor

_NAME = "prefect-feed"


@dataclass(frozen=True, slots=True)
class FeedLine:
    """An event as others may see it: codes and keys, no details and no actor."""

    id: int
    uid: str
    alliance: str
    seq: int
    type: str
    at: datetime
    cycle: int | None
    phase: str | None
    subject: str


def next_lines(limit: int) -> list[FeedLine]:
    """Return the events behind the cursor, oldest first."""
    with database().read() as session:
        cursor = queries.first(session, Cursor, name=_NAME)
        after = int(cursor.value) if cursor else 0
        return [
            FeedLine(e.id, a.uid, a.slug, e.seq, e.type, e.at, e.cycle, e.phase, e.subject)
            for e, a in queries.events_after(session, after, limit)
        ]


def mark_shown(event_id: int) -> None:
    """Move the cursor forward to this event; two engines showing the same lines do no harm."""
    with database().write() as session:
        cursor = queries.first(session, Cursor, name=_NAME)
        if cursor is None:
            session.add(Cursor(name=_NAME, value=str(event_id)))
        elif int(cursor.value) < event_id:
            cursor.value = str(event_id)
