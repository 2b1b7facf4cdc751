"""The dates that come next: what a timer waits for, and when it is evaluated again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, takewhile

from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Cadence, Contact, Request, Timer
from models.method.errors import BadInput
from models.method.local_time import moments_after
from models.method.matters import Matter
from models.method.phases import AllianceStatus, Phase
from models.method.recurrence import CRON, INTERVAL
from models.method.requests import TimerKind, TimerState
from samenspel import clock

#: Nobody plans further ahead, and a rule that comes every day would never end.
FURTHEST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class DateLine:
    """A moment that comes next; ``of`` is what it is about: a phase, a purpose, an organisation, a number or a key."""

    alliance: str
    at: datetime
    what: str
    of: str


def shown(session: Session, slug: str | None = None) -> Sequence[Alliance]:
    """Return the one alliance, or all that are not archived, by slug; :class:`NotFound` names the known ones."""
    if slug is not None:
        return [queries.find_alliance(session, slug)]
    return queries.rows(session, Alliance, order="slug", archived_at=None)


def upcoming(slug: str | None = None, *, days: int) -> list[DateLine]:
    """Return what comes in the next ``days``, of one alliance or of all that are not archived, in order."""
    if not 1 <= days <= FURTHEST_DAYS:
        raise BadInput("{days} days cannot be looked ahead; allowed: 1 to {most}", days=days, most=FURTHEST_DAYS)
    until = clock.now() + timedelta(days=days)
    with database().read() as session:
        lines: list[DateLine] = []
        for one in shown(session, slug):
            lines += [line for line in _dates(session, one) if line.at <= until]
            for row in _cadences(session, one):
                moments = takewhile(lambda at: at <= until, moments_after(row.rrule, row.timezone, clock.now()))
                lines += [_evaluation(one, row, at) for at in moments]
    return _in_order(lines)


def next_dates(session: Session, alliance: Alliance, count: int) -> tuple[DateLine, ...]:
    """Return the first ``count`` dates that come, the next evaluation among them."""
    lines = _dates(session, alliance)
    for row in _cadences(session, alliance):
        lines += [
            _evaluation(alliance, row, at) for at in islice(moments_after(row.rrule, row.timezone, clock.now()), 1)
        ]
    return tuple(_in_order(lines)[:count])


def _in_order(lines: list[DateLine]) -> list[DateLine]:
    # One reminder may be about several requests to the same organisation; people see the moment once.
    return sorted(dict.fromkeys(lines), key=lambda line: (line.at, line.alliance))


def _dates(session: Session, alliance: Alliance) -> list[DateLine]:
    if alliance.status is AllianceStatus.PAUSED:
        return []  # Its timers wait until it goes on.
    timers = queries.rows(session, Timer, order="due_at", alliance_id=alliance.id, state=TimerState.WAITING)
    steps = {int(t.subject) for t in timers if t.kind is TimerKind.REQUEST_STEP}
    asked = {r.id: r.contact_id for r in queries.rows(session, Request, id=steps)} if steps else {}
    at = {c.id: c.organisation_id for c in queries.rows(session, Contact, id=set(asked.values()))} if asked else {}
    names = queries.organisations(session, set(at.values()))

    def of(timer: Timer) -> str:
        if timer.kind is TimerKind.REQUEST_STEP:
            return names[at[asked[int(timer.subject)]]].name
        return Phase(timer.subject) if timer.kind is TimerKind.GATE_DUE else timer.subject

    return [DateLine(alliance.slug, timer.due_at, timer.kind, of(timer)) for timer in timers]


def _evaluation(alliance: Alliance, row: Cadence, at: datetime) -> DateLine:
    return DateLine(alliance.slug, at, Matter.EVALUATION, row.purpose)


def _cadences(session: Session, alliance: Alliance) -> Iterator[Cadence]:
    """Yield the cadences whose moments can be told: none when only Prefect knows them, or nobody asks."""
    if alliance.status is AllianceStatus.RUNNING:
        for row in queries.rows(session, Cadence, alliance_id=alliance.id, active=True):
            if not row.rrule.startswith((CRON, INTERVAL)):
                yield row
