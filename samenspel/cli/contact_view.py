"""What staff see of a person we may write to; nobody else sees it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from models.method.mail import EmailStatus
from models.method.parties import BasisKind, Body
from models.method.requests import RequestKind

if TYPE_CHECKING:
    from models.method.definition_parts import Contact


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person in a list."""

    key: str
    organisation: str
    name: str
    email: str
    language: str
    basis: BasisKind
    basis_source: str
    basis_date: date
    successor: str | None
    email_status: EmailStatus


@dataclass(frozen=True, slots=True)
class Question:
    """Something that was asked of a person and not answered yet."""

    kind: RequestKind
    subject: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """A person, what they do for the alliance, and what was asked of them and not answered yet."""

    alliance: str
    key: str
    organisation: str
    name: str
    email: str
    language: str
    basis: BasisKind
    basis_source: str
    basis_date: date
    successor: str | None
    email_status: EmailStatus
    email_status_since: datetime | None
    email_status_reason: str | None
    speaks_for: str | None
    seats: tuple[Body, ...]
    channels: tuple[str, ...]
    asked: tuple[Question, ...]


def line(one: "Contact", status: EmailStatus) -> ContactLine:
    """Return a person as a row of a list."""
    return ContactLine(
        one.key,
        one.organisation,
        one.name,
        one.email,
        one.language,
        one.basis.kind,
        one.basis.source,
        one.basis.date,
        one.successor,
        status,
    )


def view(slug: str, key: str) -> ContactView:
    """Return everything about one person; :class:`NotFound` names the known keys."""
    from models.actions import address_book, contact_channels
    from models.actions.describe import described
    from models.method.edits import check_known

    definition = described(slug)
    check_known(definition, "contacts", key)
    (one,) = (one for one in definition.contacts if one.key == key)
    reach = address_book.reachable(slug)[key]
    return ContactView(
        alliance=slug,
        key=one.key,
        organisation=one.organisation,
        name=one.name,
        email=one.email,
        language=one.language,
        basis=one.basis.kind,
        basis_source=one.basis.source,
        basis_date=one.basis.date,
        successor=one.successor,
        email_status=reach.status,
        email_status_since=reach.since,
        email_status_reason=reach.reason,
        speaks_for=next((s.organisation for s in definition.stakeholders if s.contact == key), None),
        seats=tuple(body for body in Body for seat in getattr(definition.bodies, body) if seat.contact == key),
        channels=contact_channels.of(key),
        asked=tuple(Question(one.kind, one.subject) for one in address_book.asked_of(slug, key)),
    )
