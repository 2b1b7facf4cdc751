"""The copy of each recurring evaluation: Prefect's schedule leads, the copy remembers and catches up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from models.actions.frame import Act, act
from models.db import queries
from models.db.session import database
from models.db.tables import Alliance, Cadence, Event, Round
from models.method import actors
from models.method.events import EventType
from models.method.phases import AllianceStatus
from models.method.recurrence import CRON, INTERVAL
from samenspel import clock

#: So long after its moment a round is still the schedule's own to open.
GRACE = timedelta(minutes=10)

#: Whatever was due while an alliance rested, or had ended, is not caught up.
TAKEN_UP = frozenset({EventType.ALLIANCE_RESUMED, EventType.ALLIANCE_REOPENED})

#: Where a rule without a DTSTART of its own begins to count, as in Prefect.
ANCHOR = datetime(2020, 1, 1)  # noqa: DTZ001 -- a rule counts in local time, without a zone


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When an alliance is evaluated again and again; ``changed`` is when we changed it and Prefect does not know."""

    alliance: str
    rrule: str
    timezone: str
    active: bool
    schedule_id: str | None
    updated: datetime | None
    changed: datetime | None
    deleted: bool
    ended: bool


def recurrences() -> list[Recurrence]:
    """Return the cadence of every alliance that has one."""
    with database().read() as session:
        alliances = {a.id: a for a in queries.rows(session, Alliance)}
        return [
            Recurrence(
                alliances[c.alliance_id].slug,
                c.rrule,
                c.timezone,
                c.active,
                c.schedule_id,
                c.schedule_updated,
                c.changed_at,
                deleted=c.deleted_at is not None,
                ended=alliances[c.alliance_id].status is AllianceStatus.ENDED,
            )
            for c in queries.rows(session, Cadence, order="alliance_id")
        ]


def note_schedule(
    slug: str,
    *,
    schedule_id: str,
    rrule: str,
    timezone: str,
    active: bool,
    updated: datetime | None,
    told: datetime | None = None,
) -> bool:
    """Copy what Prefect's schedule says; say whether somebody had changed it there.

    A change of ours that Prefect was not ``told`` of goes before the copy: it waits for the next look.
    """
    with act(slug, by=actors.CLOCK) as a:
        row = queries.one(a.session, Cadence, "cadence", alliance_id=a.alliance.id)
        if row.changed_at != told:
            return False
        was = (row.rrule, row.timezone, row.active)
        row.schedule_id, row.schedule_updated, row.deleted_at, row.changed_at = schedule_id, updated, None, None
        row.rrule, row.timezone, row.active = rrule, timezone, active
        row.ensured_at = row.ensured_at or a.now
        if was == (rrule, timezone, active):
            return False
        a.record(EventType.CADENCE_CHANGED, "edited", rrule=rrule, timezone=timezone, active=active)
        return True


def note_deleted(slug: str, *, told: datetime | None = None) -> None:
    """Take it as switched off when the schedule is gone; it is not made again unless somebody here asks for it."""
    with act(slug, by=actors.CLOCK) as a:
        row = queries.one(a.session, Cadence, "cadence", alliance_id=a.alliance.id)
        if row.changed_at != told:
            return
        row.schedule_id = row.changed_at = None
        if row.deleted_at is None:
            row.deleted_at, row.active = a.now, False
            a.record(EventType.CADENCE_CHANGED, "deleted")


def take_up(a: Act) -> None:
    """Switch the cadence on again as the alliance opens again, if it was switched off after its end and for that."""
    row = queries.first(a.session, Cadence, alliance_id=a.alliance.id)
    ended, changed = (
        queries.last(a.session, Event, order="seq", alliance_id=a.alliance.id, type=kind)
        for kind in (EventType.ALLIANCE_ENDED, EventType.CADENCE_CHANGED)
    )
    if row is None or ended is None or changed is None or changed.seq < ended.seq:
        return
    row.active, row.deleted_at, row.changed_at = True, None, a.now
    a.record(EventType.CADENCE_CHANGED, "edited", rrule=row.rrule, timezone=row.timezone, active=True)


def missed_occurrence(slug: str) -> datetime | None:
    """Return the latest moment of the cadence that passed without a round, in UTC, or ``None``.

    Only moments behind the schedule's last change, the last round and the last resume count: an edited schedule does
    not reach into the past, and an outage of months opens one round, not many.
    """
    now = clock.now()
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        row = queries.first(session, Cadence, alliance_id=alliance.id)
        if row is None or not row.active or row.ensured_at is None or alliance.status is not AllianceStatus.RUNNING:
            return None
        if row.rrule.startswith((CRON, INTERVAL)):
            # Chosen in Prefect, which opens these rounds itself; only rules are caught up after an outage.
            return None
        last_round = queries.last(session, Round, order="number", alliance_id=alliance.id)
        resumed = queries.last(session, Event, alliance_id=alliance.id, type=TAKEN_UP)
        skipped = queries.last(session, Event, alliance_id=alliance.id, type=EventType.ROUND_SKIPPED)
        since = max(
            moment
            for moment in (
                row.ensured_at,
                row.schedule_updated,
                row.changed_at,
                last_round.occurrence or last_round.opened_at if last_round else None,
                resumed.at if resumed else None,
                skipped.at if skipped else None,
            )
            if moment is not None
        )
        zone = ZoneInfo(row.timezone)
        rule = rrulestr(row.rrule, dtstart=ANCHOR, ignoretz=True)
    local = rule.before((now - GRACE).astimezone(zone).replace(tzinfo=None), inc=True)
    if local is None:
        return None
    occurrence = local.replace(tzinfo=zone).astimezone(now.tzinfo)
    return occurrence if occurrence > since else None
