"""Stakeholders, what organisations are to each other, what they expect, and what the solution needs."""

from decimal import Decimal

from models.actions.frame import Act
from models.actions.sections.people import ask_another, contact, organisation
from models.actions.sections.section import Section
from models.db import description_queries, queries
from models.db.session import Session
from models.db.tables import Alliance, Commitment, Expectation, Need, Relation, Stakeholder
from models.method import definition_parts as parts
from models.method.commitments import Unit
from models.method.errors import NotAllowed
from models.method.parties import Role, StakeholderStatus
from models.method.said import Said


def _stakeholders_now(session: Session, alliance: Alliance) -> tuple[parts.Stakeholder, ...]:
    return tuple(
        parts.Stakeholder(
            organisation=at.key,
            contact=through,
            roles=tuple(Role(role) for role in row.roles),
            influence=row.influence,
            interest=row.interest,
        )
        for row, at, through in description_queries.stakeholders(session, alliance)
    )


def _put_stakeholder(a: Act, _before: parts.Stakeholder | None, after: parts.Stakeholder) -> None:
    at = organisation(a, after.organisation)
    through = contact(a, after.contact).id if after.contact else None
    row = queries.first(a.session, Stakeholder, alliance_id=a.alliance.id, organisation_id=at.id)
    if row is None:
        row = Stakeholder(alliance_id=a.alliance.id, organisation_id=at.id, contact_id=through, status_since=a.now)
        a.session.add(row)
    elif row.contact_id is not None and row.contact_id != through:
        ask_another(a, row.contact_id)
    row.contact_id, row.roles = through, [str(role) for role in after.roles]
    row.influence, row.interest = after.influence, after.interest
    a.session.flush()


def _drop_stakeholder(a: Act, before: parts.Stakeholder) -> None:
    at = organisation(a, before.organisation)
    row = queries.one(a.session, Stakeholder, "stakeholder", alliance_id=a.alliance.id, organisation_id=at.id)
    promised = queries.count(a.session, Commitment, alliance_id=a.alliance.id, organisation_id=at.id)
    if promised or row.status is not StakeholderStatus.IDENTIFIED:
        raise NotAllowed(
            "organisation {key!r} is {status}{promised}; it stays in the description: "
            "record how it ends with: samenspel stakeholder status {slug} {key} STATUS",
            key=at.key,
            status=row.status,
            promised=Said(" and made commitments") if promised else "",
            slug=a.alliance.slug,
        )
    a.session.delete(row)
    a.session.flush()


def _relations_now(session: Session, alliance: Alliance) -> tuple[parts.Relation, ...]:
    return tuple(
        parts.Relation.model_validate(
            {
                "from": before,
                "to": after,
                "kind": row.kind,
                "strength": row.strength,
                "since": row.since,
                "until": row.until,
            }
        )
        for row, before, after in description_queries.relations(session, alliance)
    )


def _relation(a: Act, one: parts.Relation) -> Relation | None:
    ends = {"source_id": organisation(a, one.from_).id, "target_id": organisation(a, one.to).id}
    return queries.first(a.session, Relation, alliance_id=a.alliance.id, kind=one.kind, **ends)


def _put_relation(a: Act, _before: parts.Relation | None, after: parts.Relation) -> None:
    row = _relation(a, after)
    if row is None:
        ends = {"source_id": organisation(a, after.from_).id, "target_id": organisation(a, after.to).id}
        row = Relation(alliance_id=a.alliance.id, kind=after.kind, **ends)
        a.session.add(row)
    row.strength, row.since, row.until = after.strength, after.since, after.until


def _drop_relation(a: Act, before: parts.Relation) -> None:
    a.session.delete(_relation(a, before))


def _expectations_now(session: Session, alliance: Alliance) -> tuple[parts.Expectation, ...]:
    rows = queries.rows(session, Expectation, alliance_id=alliance.id)
    return tuple(
        parts.Expectation.model_validate({"from": row.giver, "to": row.receiver, "text": row.text}) for row in rows
    )


def _put_expectation(a: Act, _before: parts.Expectation | None, after: parts.Expectation) -> None:
    # An expectation is its text: another text is another expectation, so there is nothing to change.
    a.session.add(Expectation(alliance_id=a.alliance.id, giver=after.from_, receiver=after.to, text=after.text))


def _drop_expectation(a: Act, before: parts.Expectation) -> None:
    named = {"giver": before.from_, "receiver": before.to, "text": before.text}
    a.session.delete(queries.one(a.session, Expectation, "expectation", alliance_id=a.alliance.id, **named))


def _needs_now(session: Session, alliance: Alliance) -> tuple[parts.Need, ...]:
    return tuple(
        parts.Need(
            key=row.key,
            kind=row.kind,
            description=row.description,
            quantity=Decimal(row.quantity) / 100 if row.unit is Unit.CENTS else Decimal(row.quantity),
            unit="euro" if row.unit is Unit.CENTS else row.unit.value,
        )
        for row in queries.rows(session, Need, alliance_id=alliance.id)
    )


def _put_need(a: Act, _before: parts.Need | None, after: parts.Need) -> None:
    quantity, unit = after.quantity_in_unit
    row = queries.first(a.session, Need, alliance_id=a.alliance.id, key=after.key)
    if row is None:
        row = Need(alliance_id=a.alliance.id, key=after.key, unit=unit)
        a.session.add(row)
    elif row.unit is not unit and queries.count(a.session, Commitment, need_id=row.id):
        raise NotAllowed(
            "need {key!r} is counted in {unit}, and so are the commitments to it; add a new need",
            key=row.key,
            unit=row.unit,
        )
    row.kind, row.description, row.quantity, row.unit = after.kind, after.description, quantity, unit


def _drop_need(a: Act, before: parts.Need) -> None:
    row = queries.one(a.session, Need, Said("need {key!r}", key=before.key), alliance_id=a.alliance.id, key=before.key)
    if queries.count(a.session, Commitment, need_id=row.id):
        raise NotAllowed("need {key!r} is what commitments were made for; it stays", key=row.key)
    a.session.delete(row)


STAKEHOLDERS = Section(_stakeholders_now, _put_stakeholder, _drop_stakeholder)
RELATIONS = Section(_relations_now, _put_relation, _drop_relation)
EXPECTATIONS = Section(_expectations_now, _put_expectation, _drop_expectation)
NEEDS = Section(_needs_now, _put_need, _drop_need)
