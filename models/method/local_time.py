"""Moments on the clocks of a place, where twice a year an hour is missing or comes twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dateutil import tz
from dateutil.rrule import rrulestr

from models.method.recurrence import ANCHOR


class Oddity(StrEnum):
    """What is odd about a moment when the clocks change."""

    MISSING = "missing"
    TWICE = "twice"


def settled(local: datetime, zone: str) -> tuple[datetime, Oddity | None]:
    """Return the moment that counts, as the clocks of ``zone`` show it, and what is odd about the one given.

    An hour that the clocks skip is taken as one later; of an hour that comes twice the first counts. Both moments are
    without a zone, as a file states them.
    """
    place = ZoneInfo(zone)
    there = local.replace(tzinfo=place, fold=0)
    shown = there.astimezone(UTC).astimezone(place).replace(tzinfo=None, fold=0)
    if shown != local:
        return shown, Oddity.MISSING
    if there.utcoffset() != local.replace(tzinfo=place, fold=1).utcoffset():
        return local, Oddity.TWICE
    return local, None


def occurs(local: datetime, zone: str) -> datetime:
    """Return when an occurrence of a rule takes place, in UTC: a rule that says ``local`` is kept by Prefect.

    Prefect counts an hour that the clocks skip as one earlier, unlike :func:`settled`.
    """
    return local.replace(tzinfo=tz.gettz(zone) or ZoneInfo(zone)).astimezone(UTC)


def moments_after(rule: str, zone: str, after: datetime) -> Iterator[datetime]:
    """Go through the moments at which a rule takes place behind ``after``, in UTC, as Prefect keeps them."""
    # On the clocks of the zone, an hour that comes twice lies before and behind the same moment.
    since = after.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) - timedelta(hours=3)
    return (moment for local in occurrences(rule, since=since) if (moment := occurs(local, zone)) > after)


def last_moment(rule: str, zone: str, until: datetime) -> datetime | None:
    """Return the last moment at which a rule took place, ``until`` included, in UTC; ``None`` before its first."""
    behind = until.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) + timedelta(hours=3)
    counted = rrulestr(rule, dtstart=ANCHOR, ignoretz=True)
    while (local := counted.before(behind, inc=True)) is not None:
        if (moment := occurs(local, zone)) <= until:
            return moment
        behind = local - timedelta(seconds=1)
    return None


def occurrences(rule: str, *, since: datetime) -> Iterator[datetime]:
    """Go through the local moments of a rule from ``since`` on, counted from where Prefect begins to count."""
    return iter(rrulestr(rule, dtstart=ANCHOR, ignoretz=True).xafter(since, inc=True))


def odd_occurrences(rule: str, zone: str, *, since: datetime, days: int) -> tuple[tuple[datetime, Oddity], ...]:
    """Return the moments of a rule within ``days`` behind ``since`` that the change of the clocks makes odd."""
    found: list[tuple[datetime, Oddity]] = []
    for moment in occurrences(rule, since=since):
        if moment > since + timedelta(days=days):
            break
        _, odd = settled(moment, zone)
        if odd is not None:
            found.append((moment, odd))
    return tuple(found)
