"""System faults as lists to read: of one alliance or of all, with what their owners answered (R62, R88)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.actions import faults
from models.actions.upcoming import shown
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Contact, FaultBundle, FaultRating, FaultReturn, Organisation, SystemFault
from models.method.errors import NotFound
from models.method.faults import ONE_FILE, FaultState, reference


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault of an existing system; ``owner`` is an organisation, and ``answer`` what it said last."""

    alliance: str
    id: int
    cycle: int
    system: str
    element: str | None
    scale: str | None
    affected: int | None
    description: str
    state: str
    owner: str | None
    answer: str | None
    due_at: datetime | None
    bundle: str | None
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One time that a fault was given back, and what came of it; ``contact`` is a key, never a name."""

    n: int
    to: str
    contact: str
    returned_by: str
    returned_at: datetime
    due_at: datetime
    received_at: datetime | None
    answer: str | None
    answered_at: datetime | None
    reason: str
    action: str
    action_due: date | None


@dataclass(frozen=True, slots=True)
class RatingLine:
    """How much of what was asked had been done in a year after the answer."""

    year: int
    adoption: str
    comment: str
    rated_by: str
    rated_at: datetime


@dataclass(frozen=True, slots=True)
class FaultView:
    """Everything that is known of a fault; ``equal`` are those in its bundle, ``similar`` others that look like it."""

    alliance: str
    id: int
    cycle: int
    state: str
    system: str
    element: str | None
    scale: str | None
    affected: int | None
    description: str
    mechanism: str
    workaround: str
    evidence: str
    ask: str
    owner: str | None
    bundle: str | None
    equal: tuple[str, ...]
    similar: tuple[str, ...]
    recorded_by: str
    recorded_at: datetime
    returns: tuple[ReturnLine, ...]
    ratings: tuple[RatingLine, ...]


@dataclass(frozen=True, slots=True)
class BundleLine:
    """Equal faults of several alliances; from three alliances on they make ``one_file`` for their owner."""

    key: str
    title: str
    alliances: int
    affected: int | None
    one_file: bool
    states: dict[str, int]
    faults: tuple[str, ...]
    made_by: str
    made_at: datetime


def faults_of(slug: str | None = None, *, owner: str | None = None, state: FaultState | None = None) -> list[FaultLine]:
    """Return the system faults of an alliance, or of all that are not archived, in order.

    ``owner`` is the organisation that has to answer, ``state`` how far they are.
    """
    with database().read() as session:
        slugs = {alliance.id: alliance.slug for alliance in shown(session, slug)}
        states = set(FaultState) if state is None else {state}
        rows = queries.rows(session, SystemFault, alliance_id=set(slugs), state=states)
        if owner is not None:
            whose = _organisation(session, owner).id
            rows = [row for row in rows if row.owner_id == whose]
        keys = _keys(session, {row.owner_id for row in rows if row.owner_id})
        bundles = {b.id: b.key for b in queries.rows(session, FaultBundle)}
        given = {r.fault_id: r for r in queries.rows(session, FaultReturn, order="n", fault_id={r.id for r in rows})}
        return [
            _line(row, slugs[row.alliance_id], given.get(row.id), keys, bundles)
            for row in sorted(rows, key=lambda row: (slugs[row.alliance_id], row.id))
        ]


def _line(
    row: SystemFault, slug: str, given: FaultReturn | None, keys: Mapping[int, str], bundles: Mapping[int, str]
) -> FaultLine:
    return FaultLine(
        alliance=slug,
        id=row.id,
        cycle=row.cycle,
        system=row.system,
        element=row.element,
        scale=row.scale,
        affected=row.affected,
        description=row.description,
        state=row.state,
        owner=keys[row.owner_id] if row.owner_id else None,
        answer=given.answer if given else None,
        due_at=given.due_at if given and row.state is FaultState.RETURNED else None,
        bundle=bundles[row.bundle_id] if row.bundle_id else None,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
    )


def fault(slug: str, number: int) -> FaultView:
    """Return everything that is known of a fault; :class:`NotFound` names the known ones."""
    like_it = faults.similar(slug, number)
    with database().read() as session:
        row = faults.of(session, queries.find_alliance(session, slug), number)
        bundle = queries.first(session, FaultBundle, id=row.bundle_id) if row.bundle_id else None
        equal = faults.members(session, bundle.id) if bundle else ()
        return FaultView(
            alliance=slug,
            id=row.id,
            cycle=row.cycle,
            state=row.state,
            system=row.system,
            element=row.element,
            scale=row.scale,
            affected=row.affected,
            description=row.description,
            mechanism=row.mechanism,
            workaround=row.workaround,
            evidence=row.evidence,
            ask=row.ask,
            owner=_keys(session, {row.owner_id})[row.owner_id] if row.owner_id else None,
            bundle=bundle.key if bundle else None,
            equal=tuple(one for one in equal if one != reference(slug, number)),
            similar=tuple(one for one in like_it if one not in equal),
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
            returns=_returns(session, row),
            ratings=tuple(
                RatingLine(r.n, r.adoption, r.comment, r.rated_by, r.rated_at)
                for r in queries.rows(session, FaultRating, order="n", fault_id=row.id)
            ),
        )


def _returns(session: Session, fault: SystemFault) -> tuple[ReturnLine, ...]:
    rows = queries.rows(session, FaultReturn, order="n", fault_id=fault.id)
    keys = _keys(session, {row.organisation_id for row in rows})
    people = {c.id: c.key for c in queries.rows(session, Contact, id={row.contact_id for row in rows})}
    return tuple(
        ReturnLine(
            n=row.n,
            to=keys[row.organisation_id],
            contact=people[row.contact_id],
            returned_by=row.returned_by,
            returned_at=row.returned_at,
            due_at=row.due_at,
            received_at=row.received_at,
            answer=row.answer,
            answered_at=row.answered_at,
            reason=row.reason,
            action=row.action,
            action_due=row.action_due,
        )
        for row in rows
    )


def bundles() -> list[BundleLine]:
    """Return every bundle of equal faults, by key; one whose alliances were all removed is left out."""
    with database().read() as session:
        found = (
            _bundle(session, row, list(queries.rows(session, SystemFault, bundle_id=row.id)))
            for row in queries.rows(session, FaultBundle, order="key")
        )
        return [line for line in found if line.faults]


def _bundle(session: Session, row: FaultBundle, there: list[SystemFault]) -> BundleLine:
    known = [one.affected for one in there if one.affected is not None]
    alliances = len({one.alliance_id for one in there})
    return BundleLine(
        key=row.key,
        title=row.title,
        alliances=alliances,
        affected=sum(known) if known else None,
        one_file=alliances >= ONE_FILE,
        states={state.value: count for state in FaultState if (count := sum(one.state is state for one in there))},
        faults=faults.members(session, row.id),
        made_by=row.made_by,
        made_at=row.made_at,
    )


def _keys(session: Session, ids: set[int]) -> dict[int, str]:
    return {i: one.key for i, one in queries.organisations(session, ids).items()}


def _organisation(session: Session, key: str) -> Organisation:
    row = queries.first(session, Organisation, key=key)
    if row is None:
        raise NotFound("there is no organisation {key!r}", key=key)
    return row
