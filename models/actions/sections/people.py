"""Staff, organisations and contacts: the foundation's address book, and who of it an alliance knows."""

from models.actions.frame import Act
from models.actions.sections.section import Section
from models.db import description_queries, queries
from models.db.session import Session
from models.db.tables import (
    Alliance,
    Contact,
    FaultReturn,
    HandoverItem,
    Letter,
    Organisation,
    Participant,
    Recommendation,
    Request,
    Respondent,
    Round,
    Securing,
    Staff,
    Stakeholder,
    SystemFault,
    Team,
)
from models.method import definition_parts as parts
from models.method.definition import AllianceDefinition
from models.method.errors import BadInput, NotAllowed
from models.method.mail import EmailStatus
from models.method.parties import StakeholderStatus
from models.method.requests import RequestKind, RequestState
from models.method.said import Said


def _staff_now(session: Session, alliance: Alliance) -> tuple[parts.StaffMember, ...]:
    return tuple(staff_part(row) for row in description_queries.team(session, alliance))


def staff_part(row: Staff) -> parts.StaffMember:
    """Return a member of staff as the file describes one."""
    return parts.StaffMember(code=row.code, name=row.name, email=row.email, role=row.role)


def with_team(
    session: Session, definition: AllianceDefinition, team: tuple[parts.StaffMember, ...] = ()
) -> AllianceDefinition:
    """Return the description with its team: a file that describes no staff speaks of people the foundation knows."""
    if definition.staff:
        return definition
    seats = (*definition.bodies.sponsor_group, *definition.bodies.project_team)
    named = {definition.facilitator, *(seat.staff for seat in seats if seat.staff)}
    known = {row.code: staff_part(row) for row in queries.rows(session, Staff, order="code", code=named)}
    strangers = sorted(named - known.keys())
    if strangers:
        raise BadInput(
            "staff: {codes} is nobody the foundation knows; describe them under staff", codes=", ".join(strangers)
        )
    joining = tuple(known[code] for code in sorted(named - {member.code for member in team}))
    return definition.model_copy(update={"staff": (*team, *joining)})


def take_on(session: Session, staff: tuple[parts.StaffMember, ...]) -> None:
    """Take members of staff into the address book who are not in it; the others stay as they are known."""
    for member in staff:
        if queries.first(session, Staff, code=member.code) is None:
            session.add(Staff(code=member.code, name=member.name, email=member.email, role=member.role))
    session.flush()


def _put_staff(a: Act, before: parts.StaffMember | None, after: parts.StaffMember) -> None:
    take_on(a.session, (after,))
    if before is not None:
        row = queries.one(a.session, Staff, Said("member of staff {code!r}", code=after.code), code=after.code)
        row.name, row.email, row.role = after.name, after.email, after.role
    if queries.first(a.session, Team, alliance_id=a.alliance.id, staff=after.code) is None:
        a.session.add(Team(alliance_id=a.alliance.id, staff=after.code))


def _drop_staff(a: Act, before: parts.StaffMember) -> None:
    # The person stays known: other alliances, and the history of this one, name the code.
    a.session.delete(queries.one(a.session, Team, "member of the team", alliance_id=a.alliance.id, staff=before.code))


def _organisations_now(session: Session, alliance: Alliance) -> tuple[parts.Organisation, ...]:
    return tuple(
        parts.Organisation(key=row.key, name=row.name, sector=row.sector, mailbox=row.mailbox)
        for _, row, _ in description_queries.stakeholders(session, alliance)
    )


def _put_organisation(a: Act, before: parts.Organisation | None, after: parts.Organisation) -> None:
    row = queries.first(a.session, Organisation, key=after.key)
    if row is None:
        a.session.add(Organisation(key=after.key, name=after.name, sector=after.sector, mailbox=after.mailbox))
    elif before is None:
        if (row.name, row.sector) != (after.name, after.sector):
            raise BadInput(
                "organisation {key!r} is already known as {name!r} ({sector}); use another key",
                key=row.key,
                name=row.name,
                sector=row.sector,
            )
        row.mailbox = row.mailbox or after.mailbox
    else:
        row.name, row.sector, row.mailbox = after.name, after.sector, after.mailbox
    a.session.flush()


#: Where an organisation is named in the history of an alliance, and with which column.
_NAMED_IN = (
    (HandoverItem, "receiver_id"),
    (Securing, "receiver_id"),
    (SystemFault, "owner_id"),
    (Recommendation, "to_id"),
)


def _drop_organisation(a: Act, before: parts.Organisation) -> None:
    row = organisation(a, before.key)
    if any(
        queries.count(a.session, table, alliance_id=a.alliance.id, **{column: row.id}) for table, column in _NAMED_IN
    ):
        raise NotAllowed(
            "organisation {key!r} is named in the history of {slug}; it stays", key=before.key, slug=a.alliance.slug
        )
    forget_organisation(a.session, row)


def forget_organisation(session: Session, row: Organisation) -> None:
    """Take an organisation out of the address book once no alliance knows it and nobody works there."""
    known = (queries.count(session, table, organisation_id=row.id) for table in (Stakeholder, Contact, Respondent))
    if not any(known):
        session.delete(row)
        session.flush()


def _contacts_now(session: Session, alliance: Alliance) -> tuple[parts.Contact, ...]:
    rows = description_queries.contacts(session, alliance)
    keys = {contact.id: contact.key for contact, _ in rows}
    return tuple(
        parts.Contact(
            key=contact.key,
            organisation=at,
            name=contact.name,
            email=contact.email,
            language=contact.language,
            basis=parts.Basis(kind=contact.basis, source=contact.basis_source, date=contact.basis_date),
            successor=keys.get(contact.successor_id) if contact.successor_id else None,
        )
        for contact, at in rows
    )


def _put_contact(a: Act, before: parts.Contact | None, after: parts.Contact) -> None:
    at = organisation(a, after.organisation)
    row = queries.first(a.session, Contact, key=after.key)
    if row is None:
        row = Contact(key=after.key, organisation_id=at.id, basis=after.basis.kind, name=after.name, email=after.email)
        a.session.add(row)
    elif before is None:
        if (row.email, row.organisation_id) != (after.email, at.id):
            raise BadInput(
                "contact {key!r} is already known with another address or organisation; use another key",
                key=after.key,
            )
        _join(a, row)
        return
    if row.email != after.email:
        # Nobody can say yet of another address that it does not work; what still comes back is about the old one.
        row.email_status_since = a.now
        if row.email_status is EmailStatus.UNREACHABLE:
            row.email_status, row.email_status_reason = EmailStatus.OK, None
    row.organisation_id, row.name, row.email, row.language = at.id, after.name, after.email, after.language
    row.basis, row.basis_source, row.basis_date = after.basis.kind, after.basis.source, after.basis.date
    a.session.flush()
    _join(a, row)


def _join(a: Act, row: Contact) -> None:
    if queries.first(a.session, Participant, alliance_id=a.alliance.id, contact_id=row.id) is None:
        a.session.add(Participant(alliance_id=a.alliance.id, contact_id=row.id))
        a.session.flush()


def _drop_contact(a: Act, before: parts.Contact) -> None:
    row = contact(a, before.key)
    known = {"alliance_id": a.alliance.id, "contact_id": row.id}
    rounds = {one.id for one in queries.rows(a.session, Round, alliance_id=a.alliance.id)}
    if queries.count(a.session, Respondent, contact_id=row.id, round_id=rounds):
        raise NotAllowed(
            "contact {key!r} is asked in a round of {slug}; name a successor instead", key=row.key, slug=a.alliance.slug
        )
    if queries.count(a.session, Request, **known) or queries.count(a.session, Letter, **known):
        raise NotAllowed(
            "contact {key!r} was written to by {slug}; name a successor instead", key=row.key, slug=a.alliance.slug
        )
    a.session.delete(queries.one(a.session, Participant, Said("contact {key!r}", key=row.key), **known))
    a.session.flush()
    forget_contact(a.session, row)


def forget_contact(session: Session, row: Contact) -> None:
    """Take a person out of the address book once no alliance knows them, and nothing was given back through them."""
    known = (queries.count(session, table, contact_id=row.id) for table in (Participant, FaultReturn, Respondent))
    if not any(known):
        session.delete(row)
        session.flush()


def name_successors(a: Act, contacts: tuple[parts.Contact, ...]) -> None:
    """Record who took over from whom; what was asked of the former is asked of the successor."""
    rows = {row.key: row for row in queries.contacts_of(a.session, a.alliance)}
    for one in contacts:
        row, successor = rows[one.key], rows[one.successor].id if one.successor else None
        if successor is not None and row.successor_id != successor:
            ask_another(a, row.id)
        row.successor_id = successor
    a.session.flush()


def ask_another(a: Act, contact_id: int) -> None:
    """Ask nothing more of a contact; the next phase run asks whoever stands there instead."""
    invited = {"kind": RequestKind.INVITATION, "state": RequestState.OPEN}
    if queries.first(a.session, Request, alliance_id=a.alliance.id, contact_id=contact_id, **invited):
        for row in queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id, contact_id=contact_id):
            if row.status is StakeholderStatus.APPROACHED:
                row.status, row.status_since = StakeholderStatus.IDENTIFIED, a.now
    a.stop(RequestState.WITHDRAWN, "another is asked", contact_id=contact_id, kind=frozenset(RequestKind))


def organisation(a: Act, key: str) -> Organisation:
    """Return an organisation of the address book by its key."""
    return queries.one(a.session, Organisation, Said("organisation {key!r}", key=key), key=key)


def contact(a: Act, key: str) -> Contact:
    """Return a contact of the address book by its key."""
    return queries.one(a.session, Contact, Said("contact {key!r}", key=key), key=key)


STAFF = Section(_staff_now, _put_staff, _drop_staff)
ORGANISATIONS = Section(_organisations_now, _put_organisation, _drop_organisation)
CONTACTS = Section(_contacts_now, _put_contact, _drop_contact)
