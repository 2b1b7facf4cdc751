"""What a test sees of an alliance: its rows, what happened while it looked, and the words of a refusal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest

from models.actions.overview import log_of
from models.db import queries
from models.db.session import database
from models.db.tables import Base, Contact, Deliverable, Letter, PhaseRun, Request, Timer
from models.method.errors import MethodError

Row = TypeVar("Row", bound=Base)


def rows(table: type[Row], slug: str, *, order: str = "id", **equals: Any) -> list[Row]:
    """Return the rows of an alliance, free of any session."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        found = list(queries.rows(session, table, order=order, alliance_id=alliance.id, **equals))
        session.expunge_all()
        return found


def everywhere(table: type[Row], *, order: str = "id", **equals: Any) -> list[Row]:
    """Return the rows of every alliance, or of none, free of any session."""
    with database().read() as session:
        found = list(queries.rows(session, table, order=order, **equals))
        session.expunge_all()
        return found


def row(table: type[Row], slug: str, **equals: Any) -> Row:
    """Return the one such row."""
    (found,) = rows(table, slug, **equals)
    return found


@contextmanager
def noting(slug: str) -> Iterator[list[tuple[str, str]]]:
    """Note the type and subject of every event that happens meanwhile."""
    noted: list[tuple[str, str]] = []
    before = len(log_of(slug))
    yield noted
    noted.extend((e.type, e.subject) for e in log_of(slug)[before:])


def refused(error: type[MethodError], action: Callable[[], object]) -> str:
    """Return the words with which ``action`` is refused, by exactly this error."""
    with pytest.raises(error) as told:
        action()
    assert type(told.value) is error
    return str(told.value)


def status_of(slug: str, code: str, *, cycle: int = 1) -> str:
    """Return how far a deliverable is."""
    return row(Deliverable, slug, cycle=cycle, code=code).status.value


def phase_row(slug: str, phase: str, *, cycle: int = 1) -> PhaseRun:
    """Return a phase as it was walked."""
    return row(PhaseRun, slug, cycle=cycle, phase=phase)


def asked(slug: str, **equals: Any) -> list[tuple[str, str, str]]:
    """Return kind, subject and state of every request, in the order they were asked."""
    return [(r.kind.value, r.subject, r.state.value) for r in rows(Request, slug, **equals)]


def timers(slug: str, **equals: Any) -> list[tuple[str, str, int, str]]:
    """Return kind, subject, number and state of every timer."""
    return [(t.kind.value, t.subject, t.n, t.state.value) for t in rows(Timer, slug, **equals)]


def letters(slug: str, **equals: Any) -> list[tuple[str, str, str]]:
    """Return kind, recipient (a contact's key, or a staff code) and state of every letter."""
    with database().read() as session:
        keys = {c.id: c.key for c in queries.rows(session, Contact)}
    found = rows(Letter, slug, **equals)
    return [(x.kind, x.staff or keys[x.contact_id or 0], x.state.value) for x in found]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, to see whether anything changed at all."""
    with database().engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }
