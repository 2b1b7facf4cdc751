"""The questions that the description of an alliance asks of the tables."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, aliased

from models.db.tables import (
    Alliance,
    BodyMember,
    Contact,
    Event,
    File,
    Letter,
    Organisation,
    Participant,
    Relation,
    Staff,
    Stakeholder,
    Team,
)
from models.method.events import EventType
from models.method.parties import Body


def team(session: Session, alliance: Alliance) -> Sequence[Staff]:
    """Return the staff that work on an alliance, in the order in which they joined."""
    query = select(Staff).join(Team, Team.staff == Staff.code).where(Team.alliance_id == alliance.id).order_by(Team.id)
    return session.scalars(query).all()


def stakeholders(session: Session, alliance: Alliance) -> Sequence[tuple[Stakeholder, Organisation, str | None]]:
    """Return the stakeholders with their organisation and the key of the contact it is spoken to through, in order."""
    query = (
        select(Stakeholder, Organisation, Contact.key)
        .join(Organisation, Organisation.id == Stakeholder.organisation_id)
        .outerjoin(Contact, Contact.id == Stakeholder.contact_id)
        .where(Stakeholder.alliance_id == alliance.id)
        .order_by(Stakeholder.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def contacts(session: Session, alliance: Alliance) -> Sequence[tuple[Contact, str]]:
    """Return the contacts with the key of their organisation, organisation by organisation."""
    query = (
        select(Contact, Organisation.key)
        .join(Participant, Participant.contact_id == Contact.id)
        .join(Organisation, Organisation.id == Contact.organisation_id)
        .join(Stakeholder, Stakeholder.organisation_id == Organisation.id)
        .where(Participant.alliance_id == alliance.id, Stakeholder.alliance_id == alliance.id)
        .order_by(Stakeholder.id, Contact.key)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def everybody(session: Session) -> Sequence[tuple[Contact, str]]:
    """Return every contact in the address book with the key of their organisation, by key."""
    query = select(Contact, Organisation.key).join(Organisation).order_by(Contact.key)
    return [(row[0], row[1]) for row in session.execute(query)]


def relations(session: Session, alliance: Alliance) -> Sequence[tuple[Relation, str, str]]:
    """Return the relations between organisations with the keys of both ends, in order."""
    source, target = aliased(Organisation), aliased(Organisation)
    query = (
        select(Relation, source.key, target.key)
        .join(source, source.id == Relation.source_id)
        .join(target, target.id == Relation.target_id)
        .where(Relation.alliance_id == alliance.id)
        .order_by(Relation.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def seats(session: Session, alliance: Alliance, body: Body) -> Sequence[tuple[BodyMember, str | None, str | None]]:
    """Return the seats of a body with the keys of organisation and contact, in order."""
    query = (
        select(BodyMember, Organisation.key, Contact.key)
        .outerjoin(Organisation, Organisation.id == BodyMember.organisation_id)
        .outerjoin(Contact, Contact.id == BodyMember.contact_id)
        .where(BodyMember.alliance_id == alliance.id, BodyMember.body == body)
        .order_by(BodyMember.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


#: The events that name what was handed in; a deliverable itself names only its last version.
_NAMES_A_FILE = (EventType.DELIVERABLE_DRAFTED, EventType.DELIVERABLE_SUBMITTED)


def files_of_its_own(session: Session, alliance: Alliance) -> list[str]:
    """Return the fingerprints of all content that was ever handed in to this alliance and to no other."""
    named = select(Event.alliance_id, Event.details).where(Event.type.in_(_NAMES_A_FILE))
    mine: set[str] = set()
    others: set[str] = set()
    for of, details in session.execute(named):
        (mine if of == alliance.id else others).add(details["sha256"])
    return sorted(mine - others)


def delete_alliance(session: Session, alliance: Alliance, files: Sequence[str]) -> None:
    """Delete an alliance with every row that belongs to it, and what is known of these files."""
    own = select(Letter.id).where(Letter.alliance_id == alliance.id)
    session.execute(update(Letter).where(Letter.joined_to.in_(own)).values(joined_to=None))
    session.execute(delete(Alliance).where(Alliance.id == alliance.id))
    session.execute(delete(File).where(File.sha256.in_(files)))
    session.expire_all()
