"""What one look at an alliance reads: each table once, and nothing of a database in which nothing changed."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, TypeVar

from models.db import queries
from models.db.session import Session, database
from models.db.tables import Base

Row = TypeVar("Row", bound=Base)


def content(session: Session) -> bytes | None:
    """Return all that a database on SQLite holds."""
    driver: Any = session.connection().connection.driver_connection
    return driver.serialize() if database().is_sqlite else None


def rows_of(session: Session, table: type[Row], *, order: str = "id", **equals: Any) -> Sequence[Row]:
    """Return what ``queries.rows`` does; what an alliance has in a table is read once in a session."""
    if "alliance_id" not in equals:
        return queries.rows(session, table, order=order, **equals)
    alliance = equals.pop("alliance_id")
    if table not in session.info:
        session.info[table] = queries.rows(session, table, order=order, alliance_id=alliance)
    found = [row for row in session.info[table] if all(_is(getattr(row, name), v) for name, v in equals.items())]
    return sorted(found, key=attrgetter(order))


def _is(value: object, wanted: Any) -> bool:
    return value in wanted if isinstance(wanted, (set, frozenset, list, tuple)) else value == wanted
