"""What was learned and what changed hands, as lists to read."""

from dataclasses import dataclass
from datetime import datetime

from models.db import queries
from models.db.session import database
from models.db.tables import HandoverItem, Lesson, Securing, SystemFault


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson learned."""

    id: int
    cycle: int
    phase: str
    text: str
    recommendation: str
    state: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault of an existing system that the alliance met."""

    id: int
    cycle: int
    system: str
    description: str
    state: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """A thing that changes hands."""

    key: str
    cycle: int
    text: str
    receiver: str
    accepted_at: datetime | None
    accepted_by: str | None


@dataclass(frozen=True, slots=True)
class HandoverView:
    """How the impact of an alliance is secured in its last cycle; ``route`` is ``None`` until it is chosen."""

    alliance: str
    route: str | None
    receiver: str | None
    shared_at: datetime | None
    shared_by: str | None
    items: tuple[HandoverLine, ...]


def lessons(slug: str) -> list[LessonLine]:
    """Return everything that an alliance learned, in order (R32, R62)."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        return [
            LessonLine(r.id, r.cycle, r.phase, r.text, r.recommendation, r.state, r.recorded_by, r.recorded_at)
            for r in queries.rows(session, Lesson, alliance_id=alliance.id)
        ]


def faults(slug: str) -> list[FaultLine]:
    """Return the system faults that an alliance met, in order (R62, R88)."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        return [
            FaultLine(r.id, r.cycle, r.system, r.description, r.state, r.recorded_by, r.recorded_at)
            for r in queries.rows(session, SystemFault, alliance_id=alliance.id)
        ]


def handover(slug: str) -> HandoverView:
    """Return how the impact of an alliance is secured, with everything that ever changed hands (R63-R65)."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = queries.rows(session, HandoverItem, alliance_id=alliance.id)
        securing = queries.last(session, Securing, alliance_id=alliance.id)
        receiver = securing.receiver_id if securing else None
        ids = {row.receiver_id for row in rows} | ({receiver} if receiver else set())
        keys = {i: o.key for i, o in queries.organisations(session, ids).items()}
        return HandoverView(
            alliance=slug,
            route=securing.route if securing else None,
            receiver=keys[receiver] if receiver else None,
            shared_at=securing.shared_at if securing else None,
            shared_by=securing.shared_by if securing else None,
            items=tuple(
                HandoverLine(r.key, r.cycle, r.text, keys[r.receiver_id], r.accepted_at, r.accepted_by) for r in rows
            ),
        )
