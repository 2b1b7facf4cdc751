"""From promise to delivery: agreed, followed up and thanked (R24, R25, R46, R70, R77, R93, R104)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.actions import reconfirming, stakeholders, thanks
from models.actions.frame import Act, act
from models.actions.rehearsal import acting
from models.db import queries
from models.db.tables import Commitment, Contact, Delivery, Need, Stakeholder, Timer
from models.method import actors, letters
from models.method.commitments import (
    GONE,
    CommitmentStatus,
    ContributionKind,
    Unit,
    check_status,
    status_after_delivery,
)
from models.method.errors import BadInput, NotAllowed, NotFound, StatusNotAllowed
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.parties import WITH_REASON, StakeholderStatus
from models.method.phases import Here
from models.method.requests import RequestKind, RequestState, TimerKind, TimerState
from models.method.said import Said
from models.method.working_days import local_day, morning


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A delivery that no longer counts, how much of its commitment is left, and what the commitment is now."""

    commitment: str
    quantity: int
    unit: Unit
    delivered: int
    status: CommitmentStatus


def promise(
    slug: str,
    organisation: str,
    kind: ContributionKind,
    description: str,
    quantity: int,
    unit: Unit,
    *,
    by: str,
    starts_on: date,
    ends_on: date | None = None,
    need: str | None = None,
    critical: bool = False,
) -> str:
    """Record what an organisation promises and return the commitment's key (``c1``, ``c2`` ...).

    ``quantity`` counts euro cents, hours or pieces; ``ends_on`` is open when ``None``. Without one that is ``critical``
    nothing works, whatever else comes.
    """
    if quantity <= 0:
        raise BadInput("a promise of {quantity} {unit} is nothing; allowed: more than 0", quantity=quantity, unit=unit)
    if ends_on is not None and ends_on < starts_on:
        raise BadInput("a promise cannot end on {end} before it starts on {start}", end=ends_on, start=starts_on)
    with act(slug, by=by) as a:
        row = stakeholders.of(a, organisation)
        wanted = (
            queries.one(a.session, Need, Said("need {key!r}", key=need), alliance_id=a.alliance.id, key=need)
            if need
            else None
        )
        key = f"c{queries.count(a.session, Commitment, alliance_id=a.alliance.id) + 1}"
        a.session.add(
            Commitment(
                alliance_id=a.alliance.id,
                key=key,
                from_cycle=a.run.cycle,
                organisation_id=row.organisation_id,
                need_id=wanted.id if wanted else None,
                kind=kind,
                description=check_text(description, "the description of a promise"),
                quantity=quantity,
                unit=unit,
                starts_on=starts_on,
                ends_on=ends_on,
                critical=critical,
                promised_by=by,
                promised_at=a.now,
            )
        )
        a.session.flush()
        a.record(EventType.COMMITMENT_PROMISED, key, organisation=organisation, kind=kind, quantity=quantity, unit=unit)
        return key


def ask(here: Here) -> int:
    """Ask the contact of every organisation to confirm what it promised; return how many requests went out."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        asked = 0
        for row in queries.rows(a.session, Commitment, alliance_id=a.alliance.id, status=CommitmentStatus.PROMISED):
            contact = contact_of(a, row)
            if contact is not None:
                asked += a.ask(
                    RequestKind.COMMITMENT,
                    row.key,
                    contact,
                    row.description,
                    letter=lambda items: letters.CommitmentAsked(alliance=a.alliance.name, items=items),
                    due_at=a.in_days(a.settings.answer_days),
                )
        return asked


def ask_for_deliveries(here: Here) -> int:
    """Ask for a delivery report on every confirmed commitment that has begun; return how many requests went out."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        asked = 0
        for row in queries.rows(a.session, Commitment, alliance_id=a.alliance.id, status=CommitmentStatus.CONFIRMED):
            contact = contact_of(a, row)
            followed = queries.last(
                a.session, Timer, order="n", alliance_id=a.alliance.id, kind=TimerKind.FOLLOW_UP, subject=row.key
            )
            if row.starts_on > local_day(a.now):
                if followed is None or followed.state is not TimerState.WAITING:
                    _follow_up(a, row, morning(row.starts_on, a.settings.send_at))
            elif contact is not None and (followed is None or followed.state is not TimerState.WAITING):
                asked += a.ask(
                    RequestKind.DELIVERY,
                    row.key,
                    contact,
                    row.description,
                    letter=lambda items: letters.DeliveryAsked(alliance=a.alliance.name, items=items),
                    due_at=a.in_days(a.settings.days_in(here.phase)),
                    again_after=followed.due_at if followed else None,
                )
        return asked


def confirm(slug: str, key: str, *, by: str) -> None:
    """Record that the organisation stands by its promise; it becomes a partner by that (R46, R70)."""
    with act(slug, by=by) as a:
        row = of(a, key)
        if row.status is CommitmentStatus.CONFIRMED:
            return
        check_status(row.status, CommitmentStatus.CONFIRMED)
        row.status, row.confirmed_by, row.confirmed_at = CommitmentStatus.CONFIRMED, by, a.now
        a.settle(RequestKind.COMMITMENT, key)
        reconfirming.set_out(a, row)
        a.record(EventType.COMMITMENT_CONFIRMED, key)
        partner = queries.one(
            a.session,
            Stakeholder,
            "stakeholder",
            alliance_id=a.alliance.id,
            organisation_id=row.organisation_id,
        )
        if partner.status is not StakeholderStatus.COMMITTED:
            partner.status, partner.status_since, partner.reason = StakeholderStatus.COMMITTED, a.now, None
            organisation = queries.organisations(a.session, {row.organisation_id})[row.organisation_id].key
            a.settle(RequestKind.INVITATION, organisation)
            a.record(EventType.STAKEHOLDER_MOVED, organisation, status=StakeholderStatus.COMMITTED)
        _thank(a, row)


def deliver(slug: str, key: str, quantity: int, *, by: str, on: date, evidence: str = "") -> CommitmentStatus:
    """Record a delivery in the commitment's unit and return what the commitment is now (R93)."""
    if quantity <= 0:
        raise BadInput("a delivery of {quantity} is nothing; allowed: more than 0", quantity=quantity)
    with act(slug, by=by) as a:
        a.check_open()
        row = of(a, key)
        if row.status is not CommitmentStatus.FULFILLED:
            check_status(row.status, CommitmentStatus.FULFILLED)
        a.session.add(Delivery(commitment_id=row.id, on=on, quantity=quantity, evidence=evidence, reported_by=by))
        a.session.flush()
        delivered = _delivered(a, row)
        row.status = status_after_delivery(row.quantity, delivered)
        a.settle(RequestKind.DELIVERY, key)
        a.settle(RequestKind.RE_CONFIRMATION, key)
        if row.status is CommitmentStatus.CONFIRMED:
            _follow_up(a, row, a.in_days(a.settings.rest_days))
        else:
            a.cancel(kind={TimerKind.FOLLOW_UP, TimerKind.RE_CONFIRMATION}, subject=key)
        a.record(EventType.COMMITMENT_DELIVERED, key, quantity=quantity, delivered=delivered, status=row.status)
        _thank(a, row)
        return row.status


def take_back(slug: str, number: int, *, by: str, reason: str, dry_run: bool = False) -> TakenBack:
    """Take back a delivery that was recorded by mistake: it stays to be read and no longer counts.

    A commitment that was fulfilled by it becomes confirmed again and is followed up.
    """
    with acting(slug, by=by, dry_run=dry_run) as a:
        a.check_open()
        known = {row.id: row for row in queries.rows(a.session, Commitment, alliance_id=a.alliance.id)}
        part = queries.first(a.session, Delivery, id=number)
        if part is None or part.commitment_id not in known:
            raise NotFound(
                "there is no delivery {number} in {slug}; see: samenspel delivery list {slug}", number=number, slug=slug
            )
        row = known[part.commitment_id]
        if part.withdrawn_at is not None:
            raise NotAllowed(
                "delivery {number} was taken back already, on {day}", number=number, day=local_day(part.withdrawn_at)
            )
        if row.status in GONE:
            raise StatusNotAllowed(
                "{key} is {status}, so what came in of it stays as it was recorded", key=row.key, status=row.status
            )
        why = check_text(reason, "the reason for taking a delivery back")
        part.withdrawn_at, part.withdrawn_by = a.now, by
        a.session.flush()
        delivered = _delivered(a, row)
        if row.status is CommitmentStatus.FULFILLED:
            row.status = status_after_delivery(row.quantity, delivered)
            if row.status is CommitmentStatus.CONFIRMED:
                _follow_up(a, row, a.in_days(a.settings.rest_days))
                reconfirming.set_out(a, row)
        a.record(
            EventType.DELIVERY_WITHDRAWN,
            row.key,
            delivery=number,
            quantity=part.quantity,
            delivered=delivered,
            status=row.status,
            reason=why,
        )
        return TakenBack(row.key, part.quantity, row.unit, delivered, row.status)


def withdraw(slug: str, key: str, *, by: str, reason: str) -> None:
    """Record that an organisation takes its promise back; the reason is kept."""
    with act(slug, by=by) as a:
        row = of(a, key)
        check_status(row.status, CommitmentStatus.WITHDRAWN)
        row.status, row.reason = CommitmentStatus.WITHDRAWN, check_text(reason, "the reason for withdrawing")
        row.until_cycle = a.run.cycle
        a.stop(
            RequestState.WITHDRAWN,
            "the commitment was withdrawn",
            subject=key,
            kind={RequestKind.COMMITMENT, RequestKind.DELIVERY, RequestKind.RE_CONFIRMATION},
        )
        a.cancel(kind={TimerKind.FOLLOW_UP, TimerKind.RE_CONFIRMATION}, subject=key)
        a.record(EventType.COMMITMENT_WITHDRAWN, key)


def _follow_up(a: Act, row: Commitment, at: datetime) -> None:
    """Look at a commitment again at ``at``: when it begins, or when the rest of it should have come."""
    n = queries.count(a.session, Timer, alliance_id=a.alliance.id, kind=TimerKind.FOLLOW_UP, subject=row.key) + 1
    a.cancel(kind=TimerKind.FOLLOW_UP, subject=row.key)
    a.due(TimerKind.FOLLOW_UP, row.key, at, n=n)


def _delivered(a: Act, row: Commitment) -> int:
    return sum(d.quantity for d in queries.rows(a.session, Delivery, commitment_id=row.id, withdrawn_at=None))


def of(a: Act, key: str) -> Commitment:
    """Return a commitment of the alliance; :class:`NotFound` when there is none of this key."""
    return queries.one(a.session, Commitment, Said("commitment {key!r}", key=key), alliance_id=a.alliance.id, key=key)


def contact_of(a: Act, row: Commitment) -> Contact | None:
    """Return whom to write to about a commitment; nobody at an organisation that said no or left."""
    partner = queries.first(a.session, Stakeholder, alliance_id=a.alliance.id, organisation_id=row.organisation_id)
    if partner is None or partner.contact_id is None or partner.status in WITH_REASON:
        return None
    return queries.first(a.session, Contact, id=partner.contact_id)


def _thank(a: Act, row: Commitment) -> None:
    contact = contact_of(a, row)
    if contact is not None:
        thanks.thank(a, contact, row.description)
