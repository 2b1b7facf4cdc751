"""What changed hands, as lists to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.db import queries
from models.db.session import database
from models.db.tables import Commitment, HandoverItem, Securing
from models.method.commitments import OPEN
from models.method.handover import HandoverKind, kinds_left, needs_items


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """A thing that changes hands."""

    key: str
    cycle: int
    kind: HandoverKind
    text: str
    evidence: str
    receiver: str
    accepted_at: datetime | None
    accepted_by: str | None


@dataclass(frozen=True, slots=True)
class HandoverView:
    """How the impact of an alliance is secured in its last cycle; ``route`` is ``None`` until it is chosen.

    ``kinds_left`` are the kinds of thing for which nothing changes hands yet, ``commitments_open`` the promises that
    are neither kept, closed nor transferred.
    """

    alliance: str
    route: str | None
    receiver: str | None
    agreed_foundation: str | None
    agreed_partners: str | None
    shared_at: datetime | None
    shared_by: str | None
    kinds_left: tuple[HandoverKind, ...]
    commitments_open: tuple[str, ...]
    items: tuple[HandoverLine, ...]


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
            agreed_foundation=securing.agreed_foundation if securing else None,
            agreed_partners=securing.agreed_partners if securing else None,
            shared_at=securing.shared_at if securing else None,
            shared_by=securing.shared_by if securing else None,
            kinds_left=_kinds_left(securing, rows),
            commitments_open=tuple(
                row.key for row in queries.rows(session, Commitment, alliance_id=alliance.id, status=OPEN)
            ),
            items=tuple(
                HandoverLine(
                    r.key, r.cycle, r.kind, r.text, r.evidence, keys[r.receiver_id], r.accepted_at, r.accepted_by
                )
                for r in rows
            ),
        )


def _kinds_left(securing: Securing | None, rows: Iterable[HandoverItem]) -> tuple[HandoverKind, ...]:
    if securing is None or securing.route is None or not needs_items(securing.route):
        return ()
    return kinds_left(row.kind for row in rows if row.cycle == securing.cycle)
