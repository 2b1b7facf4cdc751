"""When the sweep last ran, by whichever engine: kept in our own database, so that it can be seen without Prefect."""

from datetime import datetime

from models.db import queries
from models.db.session import Session, database
from models.db.tables import Cursor
from samenspel import clock

_NAME = "swept"


def note() -> None:
    """Remember that the sweep ran to its end just now."""
    with database().write() as session:
        cursor = queries.first(session, Cursor, name=_NAME)
        if cursor is None:
            session.add(Cursor(name=_NAME, value=clock.now().isoformat()))
        else:
            cursor.value = clock.now().isoformat()


def last() -> datetime | None:
    """Return when the sweep last ran to its end, or ``None`` when it never did."""
    with database().read() as session:
        return last_in(session)


def last_in(session: Session) -> datetime | None:
    """Return the same from a session that is open already."""
    cursor = queries.first(session, Cursor, name=_NAME)
    return datetime.fromisoformat(cursor.value) if cursor else None
