"""Taking the parts of an alliance's file into the database."""

from models.actions.frame import Act
from models.db import queries
from models.db.tables import (
    BodyMember,
    Contact,
    Criterion,
    Expectation,
    Indicator,
    Measurement,
    Need,
    Organisation,
    Participant,
    Stakeholder,
    TocLink,
    TocNode,
)
from models.method.definition import AllianceDefinition
from models.method.errors import BadInput
from models.method.parties import Body


def take_in(a: Act, definition: AllianceDefinition) -> None:
    """Take everything the file describes into the database; the address book keeps what it knows already."""
    organisations = {o.key: _organisation(a, o.key, o.name, o.sector, o.mailbox) for o in definition.organisations}
    contacts = {c.key: _contact(a, definition, c.key, organisations) for c in definition.contacts}
    a.session.add_all(Participant(alliance_id=a.alliance.id, contact_id=c.id) for c in contacts.values())
    _stakeholders(a, definition, organisations, contacts)
    _agreements(a, definition, organisations, contacts)
    _theory_of_change(a, definition)
    a.session.flush()


def _organisation(a: Act, key: str, name: str, sector: str, mailbox: str | None) -> Organisation:
    known = queries.first(a.session, Organisation, key=key)
    if known is None:
        known = Organisation(key=key, name=name, sector=sector, mailbox=mailbox)
        a.session.add(known)
        a.session.flush()
    elif (known.name, known.sector) != (name, sector):
        raise BadInput(f"organisation {key!r} is already known as {known.name!r} ({known.sector}); use another key")
    return known


def _contact(a: Act, definition: AllianceDefinition, key: str, organisations: dict[str, Organisation]) -> Contact:
    given = next(c for c in definition.contacts if c.key == key)
    known = queries.first(a.session, Contact, key=key)
    if known is None:
        known = Contact(
            key=key,
            organisation_id=organisations[given.organisation].id,
            name=given.name,
            email=given.email,
            language=given.language,
            basis=given.basis.kind,
            basis_source=given.basis.source,
            basis_date=given.basis.date,
        )
        a.session.add(known)
        a.session.flush()
    elif (known.email, known.organisation_id) != (given.email, organisations[given.organisation].id):
        raise BadInput(f"contact {key!r} is already known with another address or organisation; use another key")
    return known


def _stakeholders(
    a: Act, definition: AllianceDefinition, organisations: dict[str, Organisation], contacts: dict[str, Contact]
) -> None:
    described = {s.organisation: s for s in definition.stakeholders}
    for key, organisation in organisations.items():
        given = described.get(key)
        first = next((c.id for c in contacts.values() if c.organisation_id == organisation.id), None)
        a.session.add(
            Stakeholder(
                alliance_id=a.alliance.id,
                organisation_id=organisation.id,
                contact_id=contacts[given.contact].id if given and given.contact else first,
                roles=[str(role) for role in given.roles] if given else [],
                influence=given.influence if given else 3,
                interest=given.interest if given else 3,
                status_since=a.now,
            )
        )


def _agreements(
    a: Act, definition: AllianceDefinition, organisations: dict[str, Organisation], contacts: dict[str, Contact]
) -> None:
    of = a.alliance.id
    a.session.add_all(
        Expectation(alliance_id=of, giver=e.from_, receiver=e.to, text=e.text) for e in definition.expectations
    )
    for need in definition.needs:
        quantity, unit = need.quantity_in_unit
        a.session.add(
            Need(
                alliance_id=of, key=need.key, kind=need.kind, description=need.description, quantity=quantity, unit=unit
            )
        )
    a.session.add_all(
        Criterion(alliance_id=of, key=c.key, text=c.text, weight=c.weight) for c in definition.need_framework.criteria
    )
    for body in Body:
        for member in getattr(definition.bodies, body):
            organisation = organisations[member.organisation] if member.organisation else None
            a.session.add(
                BodyMember(
                    alliance_id=of,
                    body=body,
                    organisation_id=organisation.id if organisation else None,
                    contact_id=contacts[member.contact].id if member.contact else None,
                    staff=member.staff,
                    chair=member.chair,
                )
            )


def _theory_of_change(a: Act, definition: AllianceDefinition) -> None:
    of, theory = a.alliance.id, definition.theory_of_change
    a.session.add_all(TocNode(alliance_id=of, key=n.key, level=n.level, text=n.text) for n in theory.nodes)
    a.session.add_all(
        TocLink(alliance_id=of, source=link.from_, target=link.to, assumption=link.assumption) for link in theory.links
    )
    for given in definition.indicators:
        indicator = Indicator(
            alliance_id=of,
            key=given.key,
            node=given.node,
            title=given.title,
            measure=given.measure,
            unit=given.unit,
            direction=given.direction,
            accumulation=given.accumulation,
            weight=given.weight,
            critical=given.critical,
            guard=given.guard,
            baseline_value=given.baseline.value,
            baseline_on=given.baseline.date,
            target_value=given.target.value,
            target_on=given.target.date,
            milestones=[m.model_dump(mode="json") for m in given.milestones],
        )
        a.session.add(indicator)
        a.session.flush()
        a.session.add_all(
            Measurement(
                indicator_id=indicator.id,
                on=m.date,
                value=m.value,
                source=m.source,
                recorded_by=a.by,
                recorded_at=a.now,
            )
            for m in given.measurements
        )
