"""When each alliance is evaluated again and again, as a list to read (R57)."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from models.db import queries
from models.db.session import database
from models.db.tables import Alliance, Cadence
from models.method.local_time import moments_after
from models.method.phases import AllianceStatus
from models.method.recurrence import CRON, INTERVAL, without_start
from models.method.rounds import RoundPurpose
from samenspel import clock

#: So many of the next moments are shown.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """A cadence of an alliance: what its rounds are about, its rule and local start, its zone, and its next moments.

    A rule that somebody chose in Prefect as a cron line or an interval says so; Prefect alone knows its moments.
    """

    alliance: str
    purpose: RoundPurpose
    rule: str
    starts: datetime | None
    timezone: str
    active: bool
    next: tuple[datetime, ...]


def schedules(slug: str | None = None) -> list[ScheduleLine]:
    """Return the cadences of one alliance or of all, by slug and purpose; an alliance without one is left out."""
    with database().read() as session:
        wanted = [queries.find_alliance(session, slug)] if slug else queries.rows(session, Alliance, order="slug")
        of = {(row.alliance_id, row.purpose): row for row in queries.rows(session, Cadence)}
        return [
            _line(alliance, of[alliance.id, purpose])
            for alliance in wanted
            for purpose in RoundPurpose
            if (alliance.id, purpose) in of
        ]


def _line(alliance: Alliance, row: Cadence) -> ScheduleLine:
    rule, starts = without_start(row.rrule)
    active = row.active and row.deleted_at is None and alliance.status is not AllianceStatus.ENDED
    return ScheduleLine(
        alliance=alliance.slug,
        purpose=row.purpose,
        rule=rule,
        starts=starts.replace(tzinfo=ZoneInfo(row.timezone)) if starts else None,
        timezone=row.timezone,
        active=active,
        next=next_moments(row.rrule, row.timezone, after=clock.now()) if active else (),
    )


def next_moments(rule: str, zone: str, *, after: datetime, count: int = SHOWN) -> tuple[datetime, ...]:
    """Return the next moments of a rule as it is kept, in UTC; none of a rule that only Prefect can read."""
    if rule.startswith((CRON, INTERVAL)):
        return ()
    return tuple(islice(moments_after(rule, zone, after), count))
