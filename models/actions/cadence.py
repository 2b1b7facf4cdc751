"""The copy of each recurring evaluation: Prefect's schedule leads, the copy remembers and catches up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.actions.frame import Act, act
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Cadence, Event, Round
from models.method import actors
from models.method.events import EventType
from models.method.local_time import last_moment
from models.method.phases import AllianceStatus
from models.method.recurrence import CRON, INTERVAL
from models.method.rounds import IN_PREPARATION, RoundPurpose, covering
from samenspel import clock

#: So long after its moment a round is still the schedule's own to open.
GRACE = timedelta(minutes=10)

#: Whatever was due while an alliance rested, or had ended, is not caught up.
TAKEN_UP = frozenset({EventType.ALLIANCE_RESUMED, EventType.ALLIANCE_REOPENED})


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When an alliance has rounds of a purpose; ``changed`` is when we changed it and Prefect does not know."""

    alliance: str
    purpose: RoundPurpose
    rrule: str
    timezone: str
    active: bool
    schedule_id: str | None
    updated: datetime | None
    changed: datetime | None
    deleted: bool
    ended: bool


def recurrences() -> list[Recurrence]:
    """Return every cadence, alliance by alliance: each has at most one for each purpose."""
    with database().read() as session:
        alliances = {a.id: a for a in queries.rows(session, Alliance)}
        return [
            Recurrence(
                alliances[c.alliance_id].slug,
                c.purpose,
                c.rrule,
                c.timezone,
                c.active,
                c.schedule_id,
                c.schedule_updated,
                c.changed_at,
                deleted=c.deleted_at is not None,
                ended=alliances[c.alliance_id].status is AllianceStatus.ENDED,
            )
            for c in sorted(queries.rows(session, Cadence), key=lambda c: (c.alliance_id, c.id))
        ]


def note_schedule(
    slug: str,
    purpose: RoundPurpose,
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
        row = queries.one(a.session, Cadence, "cadence", alliance_id=a.alliance.id, purpose=purpose)
        if row.changed_at != told:
            return False
        was = (row.rrule, row.timezone, row.active)
        row.schedule_id, row.schedule_updated, row.deleted_at, row.changed_at = schedule_id, updated, None, None
        row.rrule, row.timezone, row.active = rrule, timezone, active
        row.ensured_at = row.ensured_at or a.now
        if was == (rrule, timezone, active):
            return False
        a.record(EventType.CADENCE_CHANGED, "edited", rrule=rrule, timezone=timezone, active=active, purpose=purpose)
        return True


def note_deleted(slug: str, purpose: RoundPurpose, *, told: datetime | None = None) -> None:
    """Take it as switched off when the schedule is gone; it is not made again unless somebody here asks for it."""
    with act(slug, by=actors.CLOCK) as a:
        row = queries.one(a.session, Cadence, "cadence", alliance_id=a.alliance.id, purpose=purpose)
        if row.changed_at != told:
            return
        row.schedule_id = row.changed_at = None
        if row.deleted_at is None:
            row.deleted_at, row.active = a.now, False
            a.record(EventType.CADENCE_CHANGED, "deleted", purpose=purpose)


def take_up(a: Act) -> None:
    """Switch on again what was switched off after the end of the alliance and for that, as it opens again."""
    ended = queries.last(a.session, Event, order="seq", alliance_id=a.alliance.id, type=EventType.ALLIANCE_ENDED)
    for row in queries.rows(a.session, Cadence, alliance_id=a.alliance.id):
        changed = _last_event(a.session, row, EventType.CADENCE_CHANGED)
        if ended is None or changed is None or changed.seq < ended.seq:
            continue
        row.active, row.deleted_at, row.changed_at = True, None, a.now
        a.record(
            EventType.CADENCE_CHANGED,
            "edited",
            rrule=row.rrule,
            timezone=row.timezone,
            active=True,
            purpose=row.purpose,
        )


def missed_occurrence(slug: str, purpose: RoundPurpose) -> datetime | None:
    """Return the latest moment of the cadence that passed without a round, in UTC, or ``None``.

    Only moments behind the schedule's last change, the last round and the last resume count: an edited schedule does
    not reach into the past, and an outage of months opens one round, not many.
    """
    now = clock.now()
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        row = queries.first(session, Cadence, alliance_id=alliance.id, purpose=purpose)
        if row is None or not row.active or row.ensured_at is None or alliance.status is not AllianceStatus.RUNNING:
            return None
        if row.rrule.startswith((CRON, INTERVAL)):
            # Chosen in Prefect, which opens these rounds itself; only rules are caught up after an outage.
            return None
        resumed = queries.last(session, Event, alliance_id=alliance.id, type=TAKEN_UP)
        skipped = _last_event(session, row, EventType.ROUND_SKIPPED)
        since = max(
            moment
            for moment in (
                row.ensured_at,
                row.schedule_updated,
                row.changed_at,
                _last_round(session, row),
                resumed.at if resumed else None,
                skipped.at if skipped else None,
            )
            if moment is not None
        )
        occurrence = last_moment(row.rrule, row.timezone, now - GRACE)
    return occurrence if occurrence is not None and occurrence > since else None


def _last_event(session: Session, row: Cadence, kind: EventType) -> Event | None:
    """Return the last event of a kind about this cadence; one that says no purpose is about the impact."""
    events = queries.rows(session, Event, order="-seq", alliance_id=row.alliance_id, type=kind)
    return next((one for one in events if one.details.get("purpose", RoundPurpose.IMPACT) == row.purpose), None)


def _last_round(session: Session, row: Cadence) -> datetime | None:
    """Return the moment of the last round that looked at everything that this cadence is for."""
    of = queries.rows(session, Round, order="-number", alliance_id=row.alliance_id, purpose=covering(row.purpose))
    return next((one.occurrence or one.opened_at for one in of if one.state not in IN_PREPARATION), None)
