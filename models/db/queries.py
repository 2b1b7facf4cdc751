"""The questions that actions and readers ask of the tables."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select, true
from sqlalchemy.orm import Session

from models.db.tables import (
    Alliance,
    Base,
    Contact,
    Event,
    Indicator,
    Measurement,
    Organisation,
    Participant,
    PhaseRun,
)
from models.method.errors import NotFound
from models.method.said import Said

Row = TypeVar("Row", bound=Base)


def _shape(equals: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Say of each column how it is asked for: for one value, for any of several, or for being empty."""

    def kind(value: object) -> str:
        if isinstance(value, (set, frozenset, list, tuple)):
            return "any"
        return "empty" if value is None else "one"

    return tuple((name, kind(value)) for name, value in equals.items())


def _values(equals: dict[str, Any]) -> dict[str, Any]:
    return {
        name: list(v) if isinstance(v, (set, frozenset, tuple)) else v for name, v in equals.items() if v is not None
    }


@cache
def _where(table: type[Row], shape: tuple[tuple[str, str], ...]) -> ColumnElement[bool]:
    # Built once per question: the values come in as parameters, so that neither we nor SQLAlchemy build it again.
    conditions = []
    for name, kind in shape:
        column = getattr(table, name)
        if kind == "any":
            conditions.append(column.in_(bindparam(name, expanding=True)))
        else:
            conditions.append(column.is_(None) if kind == "empty" else column == bindparam(name))
    # Without any condition all rows are meant; SQLAlchemy wants that said.
    return and_(true(), *conditions)


@cache
def _select(
    table: type[Row], shape: tuple[tuple[str, str], ...], order: str | None, *, one: bool
) -> Select[tuple[Row]]:
    query = select(table).where(_where(table, shape))
    if order is not None:
        column = getattr(table, order.removeprefix("-"))
        query = query.order_by(column.desc() if order.startswith("-") else column)
    return query.limit(1) if one else query


def rows(session: Session, table: type[Row], *, order: str = "id", **equals: Any) -> Sequence[Row]:
    """Return the rows whose columns equal the values given (a collection means any of it), in order."""
    return session.scalars(_select(table, _shape(equals), order, one=False), _values(equals)).all()


def first(session: Session, table: type[Row], **equals: Any) -> Row | None:
    """Return the one row whose columns equal the values given, or ``None``."""
    return session.scalars(_select(table, _shape(equals), None, one=True), _values(equals)).first()


def last(session: Session, table: type[Row], *, order: str = "id", **equals: Any) -> Row | None:
    """Return the last such row in the order given, or ``None``."""
    return session.scalars(_select(table, _shape(equals), f"-{order}", one=True), _values(equals)).first()


def one(session: Session, table: type[Row], what: str, **equals: Any) -> Row:
    """Return the one such row; :class:`NotFound` says there is no ``what``."""
    row = first(session, table, **equals)
    if row is None:
        raise NotFound("there is no {what}", what=Said(what))
    return row


def count(session: Session, table: type[Row], **equals: Any) -> int:
    """Return how many such rows there are."""
    query = select(func.count()).select_from(table).where(_where(table, _shape(equals)))
    return session.scalar(query, _values(equals)) or 0


_ALLIANCE_AND_PHASE = (
    select(Alliance, PhaseRun)
    .outerjoin(PhaseRun, and_(PhaseRun.alliance_id == Alliance.id, PhaseRun.closed_at.is_(None)))
    .where(Alliance.slug == bindparam("slug"))
    .with_for_update(of=Alliance, key_share=True)
)


def lock_alliance(session: Session, slug: str) -> tuple[Alliance, PhaseRun | None]:
    """Return the alliance, locked until the transaction ends, and its open phase; :class:`NotFound` names the known."""
    row = session.execute(_ALLIANCE_AND_PHASE, {"slug": slug}).first()
    if row is None:
        raise unknown_alliance(session, slug)
    return row[0], row[1]


def find_alliance(session: Session, slug: str) -> Alliance:
    """Return the alliance as it stands; :class:`NotFound` names the known ones."""
    alliance = first(session, Alliance, slug=slug)
    if alliance is None:
        raise unknown_alliance(session, slug)
    return alliance


def unknown_alliance(session: Session, slug: str) -> NotFound:
    """Make the error for a slug that no alliance has."""
    known = session.scalars(select(Alliance.slug).order_by(Alliance.slug).limit(10)).all()
    return NotFound(
        "there is no alliance {slug!r}; known: {known}", slug=slug, known=", ".join(known) or Said("none yet")
    )


def open_phase(session: Session, alliance: Alliance) -> PhaseRun | None:
    """Return the one open phase, or ``None`` when the alliance has ended."""
    return first(session, PhaseRun, alliance_id=alliance.id, closed_at=None)


def contacts_of(session: Session, alliance: Alliance) -> Sequence[Contact]:
    """Return the contacts an alliance knows, by key."""
    query = select(Contact).join(Participant).where(Participant.alliance_id == alliance.id).order_by(Contact.key)
    return session.scalars(query).all()


def organisations(session: Session, ids: set[int]) -> dict[int, Organisation]:
    """Return organisations by their id."""
    return {o.id: o for o in session.scalars(select(Organisation).where(Organisation.id.in_(ids)))}


def measurements(session: Session, alliance: Alliance) -> Sequence[tuple[Indicator, Measurement]]:
    """Return every measurement of an alliance that counts with its indicator, oldest first."""
    query = (
        select(Indicator, Measurement)
        .join(Measurement, Measurement.indicator_id == Indicator.id)
        .where(Indicator.alliance_id == alliance.id, Measurement.withdrawn_at.is_(None))
        .order_by(Measurement.on, Measurement.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def events_after(session: Session, event_id: int, limit: int) -> Sequence[tuple[Event, Alliance]]:
    """Return events behind ``event_id`` with their alliance, in the order they were written."""
    query = (
        select(Event, Alliance)
        .join(Alliance, Alliance.id == Event.alliance_id)
        .where(Event.id > event_id)
        .order_by(Event.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in session.execute(query)]
