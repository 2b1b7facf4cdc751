"""Who takes part and what they bring, as lists to read; organisations only, never persons."""

from dataclasses import dataclass
from datetime import date, datetime

from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, BodyMember, Commitment, Delivery, Need, Organisation, Stakeholder
from models.method.commitments import Unit
from models.method.errors import NotFound
from models.method.said import Said


@dataclass(frozen=True, slots=True)
class StakeholderLine:
    """An organisation's place in an alliance; ``manager`` is the member of staff who keeps in touch with it."""

    organisation: str
    name: str
    sector: str
    roles: tuple[str, ...]
    influence: int
    interest: int
    status: str
    status_since: datetime
    reason: str | None
    manager: str | None


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """What an organisation promised and delivered; ``quantity`` and ``delivered`` count ``unit``, money in cents."""

    key: str
    organisation: str
    kind: str
    description: str
    quantity: int
    delivered: int
    unit: Unit
    status: str
    starts_on: date
    ends_on: date | None
    need: str | None
    from_cycle: int
    until_cycle: int | None
    reason: str | None
    transferred_to: str | None
    critical: bool


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A part of a commitment that came in, counted in its ``unit``; taken back when ``withdrawn_at`` says so."""

    id: int
    commitment: str
    organisation: str
    on: date
    quantity: int
    unit: Unit
    evidence: str
    reported_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat in the sponsor group or the project team, of an organisation or of a member of staff."""

    body: str
    organisation: str | None
    staff: str | None
    chair: bool


def stakeholders(slug: str) -> list[StakeholderLine]:
    """Return the stakeholder field of an alliance, in the order in which they were found."""
    with database().read() as session:
        rows = queries.rows(session, Stakeholder, alliance_id=queries.find_alliance(session, slug).id)
        known = queries.organisations(session, {row.organisation_id for row in rows})
        return [_stakeholder(row, known[row.organisation_id]) for row in rows]


def _stakeholder(row: Stakeholder, of: Organisation) -> StakeholderLine:
    return StakeholderLine(
        organisation=of.key,
        name=of.name,
        sector=of.sector,
        roles=tuple(row.roles),
        influence=row.influence,
        interest=row.interest,
        status=row.status,
        status_since=row.status_since,
        reason=row.reason,
        manager=row.relationship_manager,
    )


def commitments(slug: str) -> list[CommitmentLine]:
    """Return everything that was ever promised to an alliance, in order."""
    with database().read() as session:
        return _commitments(session, queries.find_alliance(session, slug))


def commitment(slug: str, key: str) -> CommitmentLine:
    """Return one commitment; :class:`NotFound` names the known keys."""
    known = {line.key: line for line in commitments(slug)}
    if key not in known:
        raise NotFound(
            "there is no commitment {key!r} in {slug}; known: {known}",
            key=key,
            slug=slug,
            known=", ".join(known) or Said("none yet"),
        )
    return known[key]


def deliveries(slug: str, key: str | None = None) -> list[DeliveryLine]:
    """Return everything that came in, of one commitment or of all, also what was taken back."""
    if key is not None:
        commitment(slug, key)
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = {row.id: row for row in queries.rows(session, Commitment, alliance_id=alliance.id)}
        known = queries.organisations(session, {row.organisation_id for row in rows.values()})
        wanted = {number for number, row in rows.items() if key in {None, row.key}}
        return [
            _delivery(part, rows[part.commitment_id], known)
            for part in queries.rows(session, Delivery, commitment_id=wanted)
        ]


def _delivery(part: Delivery, of: Commitment, known: dict[int, Organisation]) -> DeliveryLine:
    return DeliveryLine(
        id=part.id,
        commitment=of.key,
        organisation=known[of.organisation_id].key,
        on=part.on,
        quantity=part.quantity,
        unit=of.unit,
        evidence=part.evidence,
        reported_by=part.reported_by,
        withdrawn_at=part.withdrawn_at,
        withdrawn_by=part.withdrawn_by,
    )


def _commitments(session: Session, alliance: Alliance) -> list[CommitmentLine]:
    rows = queries.rows(session, Commitment, alliance_id=alliance.id)
    takers = {row.transferred_to for row in rows if row.transferred_to}
    known = queries.organisations(session, {row.organisation_id for row in rows} | takers)
    needs = {need.id: need.key for need in queries.rows(session, Need, alliance_id=alliance.id)}
    delivered: dict[int, int] = {}
    for part in queries.rows(session, Delivery, commitment_id={row.id for row in rows}, withdrawn_at=None):
        delivered[part.commitment_id] = delivered.get(part.commitment_id, 0) + part.quantity
    return [
        CommitmentLine(
            key=row.key,
            organisation=known[row.organisation_id].key,
            kind=row.kind,
            description=row.description,
            quantity=row.quantity,
            delivered=delivered.get(row.id, 0),
            unit=row.unit,
            status=row.status,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            need=needs[row.need_id] if row.need_id else None,
            from_cycle=row.from_cycle,
            until_cycle=row.until_cycle,
            reason=row.reason,
            transferred_to=known[row.transferred_to].key if row.transferred_to else None,
            critical=row.critical,
        )
        for row in rows
    ]


def seats(session: Session, alliance: Alliance) -> tuple[SeatLine, ...]:
    """Return who sits in the two bodies of an alliance, the chairs first."""
    rows = queries.rows(session, BodyMember, alliance_id=alliance.id)
    known = queries.organisations(session, {row.organisation_id for row in rows if row.organisation_id})
    lines = [
        SeatLine(row.body, known[row.organisation_id].key if row.organisation_id else None, row.staff, row.chair)
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda seat: (seat.body != "sponsor_group", not seat.chair)))
