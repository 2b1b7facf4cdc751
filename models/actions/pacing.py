"""When a letter leaves that may not leave now: nobody is chased at night, and no mail server is flooded (R25)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.actions import gathering
from models.actions.frame import Act
from models.db import mail_queries
from models.db.session import Session
from models.db.tables import Alliance, Letter
from models.method import actors
from models.method.posting import room_from
from models.method.working_days import Calendar

#: So many letters are put off at a look, because a server takes no more now; the next look goes on with the others.
MOST_PUT_OFF = 100


@dataclass(frozen=True, slots=True)
class Pace:
    """How many letters leave in a minute at most, over all and for one receiving domain."""

    per_minute: int
    per_domain: int


def later_for(
    session: Session,
    letter: Letter,
    calendar: Calendar,
    domain: str,
    now: datetime,
    pace: Pace | None,
    waiting: Counter[str],
) -> datetime | None:
    """Return when a letter to this receiving domain may leave; ``None`` is now.

    ``waiting`` counts those that were just put off for each domain. They are spread over the minutes to come, so that
    a crowd is not looked at every minute.
    """
    if letter.kind in gathering.CHASES and letter.channel is None:
        moment = gathering.chases_from(session, letter, calendar, now)
        if moment > now:
            return moment
    if pace is None or letter.channel is not None:
        return None
    room = room_at(session, now, pace.per_domain, domain)
    if room is None:
        return None
    waiting[domain] += 1
    return room + timedelta(minutes=(waiting[domain] - 1) // pace.per_domain)


def room_at(session: Session, now: datetime, per_minute: int, domain: str | None = None) -> datetime | None:
    """Return from when there is room for one more letter, to one receiving domain or over all; ``None`` is now."""
    recent = mail_queries.recent_tries(session, now - timedelta(minutes=1), domain)
    return room_from(recent, per_minute, now)


def calendar_of(session: Session, alliance: Alliance, now: datetime) -> Calendar:
    """Return when the people of an alliance may be written to."""
    return Act(session, alliance, actors.CLOCK, None, now=now).calendar
