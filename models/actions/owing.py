"""Who owes what a gate waits for: an organisation that was asked, a side, or a member of staff (R38, R97, R98)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Commitment, Contact, Deliverable, HandoverItem, Improvement, PhaseRun, Request
from models.method.deliverables import DeliverableStatus, sides_needed
from models.method.gates import Wait, Waiting
from models.method.phases import LEAD, Side
from models.method.requests import RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class OwedLine:
    """Something a gate waits for; ``who`` are organisations by name, ``foundation``, ``partners`` or a staff code."""

    kind: Wait
    subject: str
    who: tuple[str, ...]


def sides_to_accept(row: Deliverable, run: PhaseRun) -> tuple[str, ...]:
    """Return the sides that have not yet accepted what was submitted."""
    accepted = {Side.FOUNDATION: row.accepted_foundation, Side.PARTNERS: row.accepted_partners}
    return tuple(side for side in Side if side in sides_needed(run.phase) and accepted[side] is None)


def asked(session: Session, alliance: Alliance) -> Sequence[tuple[Request, str]]:
    """Return every open request with the name of the organisation that was asked, in the order they were asked."""
    rows = queries.rows(session, Request, alliance_id=alliance.id, state=RequestState.OPEN)
    contacts = {c.id: c.organisation_id for c in queries.rows(session, Contact, id={row.contact_id for row in rows})}
    known = queries.organisations(session, set(contacts.values()))
    return [(row, known[contacts[row.contact_id]].name) for row in rows]


def owed(session: Session, alliance: Alliance, run: PhaseRun, waits: Iterable[Waiting]) -> tuple[OwedLine, ...]:
    """Return what the gate of the open phase waits for, each with who owes it."""
    of_cycle: dict[str, Any] = {"alliance_id": alliance.id, "cycle": run.cycle}
    deliverables = {row.code: row for row in queries.rows(session, Deliverable, **of_cycle)}
    receivers = {row.key: row.receiver_id for row in queries.rows(session, HandoverItem, **of_cycle)}
    givers = {row.key: row.organisation_id for row in queries.rows(session, Commitment, alliance_id=alliance.id)}
    points = {row.key: row.owner_id for row in queries.rows(session, Improvement, **of_cycle)}
    owners = {one for one in points.values() if one is not None}
    names = queries.organisations(session, {*receivers.values(), *givers.values(), *owners})
    requests = asked(session, alliance)
    lead: tuple[str, ...] = (LEAD[run.phase],)

    def asked_for(kind: RequestKind, subject: str | None = None) -> tuple[str, ...]:
        found = (name for row, name in requests if row.kind is kind and subject in {None, row.subject})
        return tuple(dict.fromkeys(found))

    def who(waiting: Waiting) -> tuple[str, ...]:
        match waiting.kind:
            case Wait.DELIVERABLE:
                row = deliverables[waiting.subject]
                if row.status is DeliverableStatus.SUBMITTED:
                    return sides_to_accept(row, run)
                return asked_for(RequestKind.DELIVERABLE, waiting.subject) or lead
            case Wait.VERDICT:
                return asked_for(RequestKind.MEASUREMENT) or lead
            case Wait.HANDOVER:
                return (names[receivers[waiting.subject]].name,) if waiting.subject else lead
            case Wait.COMMITMENT:
                return (names[givers[waiting.subject]].name,)
            case Wait.AGREEMENT:
                return (waiting.subject,)
            case Wait.SHARING:
                return (Side.FOUNDATION,)
            case Wait.IMPROVEMENT:
                owner = points.get(waiting.subject)
                return (alliance.facilitator,) if owner is None else (names[owner].name,)
            case Wait.HELD:
                return ((run.held_by or "").removeprefix("staff:") or alliance.facilitator,)
            case Wait.GO | Wait.DECISION | Wait.LESSON:
                return (alliance.facilitator,)

    return tuple(OwedLine(one.kind, one.subject, who(one)) for one in waits)
