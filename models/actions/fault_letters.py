"""What is written to the owner of a system about a fault, from what its alliances know of it."""

from collections.abc import Sequence
from datetime import date

from models.actions.frame import Act
from models.db import queries
from models.db.session import Session
from models.db.tables import Contact, FaultReturn, SystemFault
from models.method.faults import FaultState
from models.method.labels import label
from models.method.letters import FaultFollowedUp, FaultReturned, Found
from models.method.working_days import local_day
from samenspel.settings import settings


def returned_letter(a: Act, going: Sequence[SystemFault], *, language: str, due: date) -> FaultReturned:
    """Return the letter that gives faults back, in words of ``language``; the first leads, and says what is asked."""
    lead = going[0]
    known = [fault.affected for fault in going if fault.affected is not None]
    return FaultReturned(
        alliance=a.alliance.name,
        sender=settings().foundation,
        fault=lead.id,
        system=lead.system,
        found=tuple(Found(text=fault.description, evidence=fault.evidence) for fault in going),
        mechanism=lead.mechanism,
        workaround=lead.workaround,
        scale_label=label(lead.scale, language) if lead.scale else "",
        alliances=len({fault.alliance_id for fault in going}),
        affected=sum(known) if known else None,
        ask=lead.ask,
        due=due,
    )


def follow_up_letter(a: Act, fault: SystemFault, row: FaultReturn, *, last: bool, due: date) -> FaultFollowedUp:
    """Return the letter that asks after a fault once more."""
    return FaultFollowedUp(
        alliance=a.alliance.name,
        fault=fault.id,
        system=fault.system,
        text=fault.description,
        ask=fault.ask,
        alliances=_alliances(a.session, fault, row),
        returned_on=local_day(row.returned_at),
        received=row.received_at is not None,
        last=last,
        due=due,
    )


def _alliances(session: Session, fault: SystemFault, row: FaultReturn) -> int:
    """Return how many alliances gave this fault back together and still wait."""
    equal = [] if fault.bundle_id is None else queries.rows(session, SystemFault, bundle_id=fault.bundle_id)
    waiting = {one.id: one.alliance_id for one in (fault, *equal) if one.state is FaultState.RETURNED}
    together = queries.rows(session, FaultReturn, fault_id=set(waiting), returned_at=row.returned_at)
    return len({waiting[one.fault_id] for one in together})


def addressee(session: Session, row: FaultReturn) -> Contact:
    """Return whom a fault is asked after: who it was returned to, or whoever took over from them since."""
    return heir(session, queries.one(session, Contact, "contact", id=row.contact_id))


def heir(session: Session, contact: Contact) -> Contact:
    """Return who took over from a contact, or from whoever did; else the contact."""
    while contact.successor_id is not None:
        contact = queries.one(session, Contact, "contact", id=contact.successor_id)
    return contact


def waits_for_owner(session: Session, fault: int) -> bool:
    """Say whether a fault still waits for the answer of its owner."""
    row = queries.first(session, SystemFault, id=fault)
    return row is not None and row.state is FaultState.RETURNED
