"""The people whom the foundation may write to, over all alliances, and what is asked of one of them now."""

from dataclasses import dataclass
from datetime import date, datetime

from models.db import description_queries, queries
from models.db.session import database
from models.db.tables import Request
from models.method.mail import EmailStatus
from models.method.parties import BasisKind
from models.method.requests import RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the address book; ``organisation`` is its key."""

    key: str
    organisation: str
    name: str
    email: str
    language: str
    basis: BasisKind
    basis_source: str
    basis_date: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that is asked of a person and not answered yet."""

    kind: RequestKind
    subject: str


def people() -> list[Person]:
    """Return everybody in the address book, by key."""
    with database().read() as session:
        return [
            Person(
                row.key, at, row.name, row.email, row.language, BasisKind(row.basis), row.basis_source, row.basis_date
            )
            for row, at in description_queries.everybody(session)
        ]


@dataclass(frozen=True, slots=True)
class Reachable:
    """Whether somebody can be written to, since when that is so, and why."""

    status: EmailStatus
    since: datetime | None
    reason: str | None


def reachable(slug: str) -> dict[str, Reachable]:
    """Return whether each contact of an alliance can be written to, by key."""
    with database().read() as session:
        known = queries.contacts_of(session, queries.find_alliance(session, slug))
        return {one.key: Reachable(one.email_status, one.email_status_since, one.email_status_reason) for one in known}


def asked_of(slug: str, key: str) -> list[Asked]:
    """Return what an alliance asked of a contact and waits for, oldest first; nothing of somebody unknown."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        known = [row.id for row in queries.contacts_of(session, alliance) if row.key == key]
        waiting = queries.rows(
            session, Request, alliance_id=alliance.id, state=RequestState.OPEN, contact_id=set(known)
        )
        return [Asked(row.kind, row.subject) for row in waiting]
