"""What each organisation promised and brought, and how that is going (R24, R25, R93)."""

from collections import Counter
from dataclasses import dataclass

from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Commitment, Delivery, PhaseRun
from models.method.choices import AllianceSettings
from models.method.commitments import OPEN, CommitmentStatus, Light, Unit, light, worst
from models.method.phases import Phase
from models.method.working_days import local_day
from samenspel import clock


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """Everything one organisation promised in one unit, money in cents; ``light`` is the worst of its promises."""

    organisation: str
    promised: int
    delivered: int
    unit: Unit
    light: Light


@dataclass(frozen=True, slots=True)
class Promises:
    """The promises that count, per organisation, and how many of them show each light."""

    lines: tuple[PromiseLine, ...]
    lights: dict[str, int]


def promises(session: Session, alliance: Alliance) -> Promises:
    """Return what was promised to an alliance and still counts, in the order in which organisations first promised."""
    rows = queries.rows(session, Commitment, alliance_id=alliance.id, status=OPEN | {CommitmentStatus.FULFILLED})
    parts: dict[int, list[Delivery]] = {row.id: [] for row in rows}
    for part in queries.rows(session, Delivery, commitment_id=set(parts), withdrawn_at=None):
        parts[part.commitment_id].append(part)
    carried_out = queries.rows(session, PhaseRun, alliance_id=alliance.id, phase=Phase.IMPLEMENT)
    period = AllianceSettings.model_validate(alliance.settings).rest_days
    seen = {
        row.id: light(
            row.status,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            expected_from=local_day(carried_out[0].opened_at) if carried_out else None,
            reported_on=max((part.on for part in parts[row.id]), default=None),
            today=local_day(clock.now()),
            period=period,
        )
        for row in rows
    }
    known = queries.organisations(session, {row.organisation_id for row in rows})
    together: dict[tuple[int, Unit], list[Commitment]] = {}
    for row in rows:
        together.setdefault((row.organisation_id, row.unit), []).append(row)
    lines = tuple(
        PromiseLine(
            organisation=known[organisation].name,
            promised=sum(row.quantity for row in of),
            delivered=sum(part.quantity for row in of for part in parts[row.id]),
            unit=unit,
            light=worst(seen[row.id] for row in of),
        )
        for (organisation, unit), of in together.items()
    )
    counted = Counter(seen.values())
    return Promises(lines, {one: counted[one] for one in Light if counted[one]})
