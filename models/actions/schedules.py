"""When each alliance is evaluated again and again, as a list to read (R57)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from models.actions.cadence import ANCHOR
from models.db import queries
from models.db.session import database
from models.db.tables import Alliance, Cadence
from models.method.phases import AllianceStatus
from models.method.recurrence import CRON, INTERVAL, without_start
from samenspel import clock

#: So many of the next moments are shown.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """The cadence of an alliance: its rule and local start, its zone, whether it runs, and its next moments.

    A rule that somebody chose in Prefect as a cron line or an interval says so; Prefect alone knows its moments.
    """

    alliance: str
    rule: str
    starts: datetime | None
    timezone: str
    active: bool
    next: tuple[datetime, ...]


def schedules(slug: str | None = None) -> list[ScheduleLine]:
    """Return the cadence of one alliance or of all, by slug; an alliance without one is left out."""
    with database().read() as session:
        wanted = [queries.find_alliance(session, slug)] if slug else queries.rows(session, Alliance, order="slug")
        of = {row.alliance_id: row for row in queries.rows(session, Cadence, order="alliance_id")}
        return [_line(alliance, of[alliance.id]) for alliance in wanted if alliance.id in of]


def _line(alliance: Alliance, row: Cadence) -> ScheduleLine:
    rule, starts = without_start(row.rrule)
    zone = ZoneInfo(row.timezone)
    active = row.active and row.deleted_at is None and alliance.status is not AllianceStatus.ENDED
    return ScheduleLine(
        alliance=alliance.slug,
        rule=rule,
        starts=starts.replace(tzinfo=zone) if starts else None,
        timezone=row.timezone,
        active=active,
        next=next_moments(row.rrule, zone, after=clock.now()) if active else (),
    )


def next_moments(rule: str, zone: ZoneInfo, *, after: datetime, count: int = SHOWN) -> tuple[datetime, ...]:
    """Return the next moments of a rule as it is kept, in UTC; none of a rule that only Prefect can read."""
    if rule.startswith((CRON, INTERVAL)):
        return ()
    local = rrulestr(rule, dtstart=ANCHOR, ignoretz=True).xafter(after.astimezone(zone).replace(tzinfo=None), count)
    return tuple(moment.replace(tzinfo=zone).astimezone(UTC) for moment in local)
