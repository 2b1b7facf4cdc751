"""Working days in the Netherlands, and nine o'clock in the morning there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from dateutil.easter import easter

from models.method.choices import EVENING, MORNING

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When people may be written to: not in weekends, on Dutch public holidays and on ``quiet`` days.

    Good Friday is a public holiday on which many people work, and Liberation Day is one in every fifth year only, so
    both can be chosen. ``send_at`` is the local time from which letters leave.
    """

    quiet: frozenset[date] = frozenset()
    good_friday_off: bool = True
    liberation_day_off: bool = False
    send_at: time = MORNING

    def is_working_day(self, day: date) -> bool:
        """Say whether people work on ``day``."""
        if day.weekday() > 4 or day in self.quiet:
            return False
        if self.liberation_day_off and (day.month, day.day) == (5, 5):
            return False
        if day == easter(day.year) - timedelta(days=2):
            return not self.good_friday_off
        return day not in _public_holidays(day.year)

    def add(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``; with 0 the first working day on or after it."""
        while count > 0:
            day += timedelta(days=1)
            if self.is_working_day(day):
                count -= 1
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def on_or_before(self, day: date) -> date:
        """Return the last working day up to and including ``day``."""
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def next_moment(self, now: datetime) -> datetime:
        """Return when a letter that is not urgent may leave, ``now`` or later: on a working day, never at night.

        Where letters leave late in the evening, they have at least an hour for it.
        """
        today = local_day(now)
        for day in (today, today - timedelta(days=1)):
            opens = morning(day, self.send_at)
            if self.is_working_day(day) and opens <= now < max(morning(day, EVENING), opens + AN_HOUR):
                return now
        if morning(today, self.send_at) <= now:
            today += timedelta(days=1)
        return morning(self.add(today, 0), self.send_at)


#: The days of somebody who chose nothing.
EVERYBODY = Calendar()


@lru_cache(maxsize=200)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def morning(day: date, at: time = MORNING) -> datetime:
    """Return nine o'clock in Amsterdam on ``day``, or another time ``at`` which people may be written to, in UTC."""
    return datetime.combine(day, at, tzinfo=AMSTERDAM).astimezone(UTC)


def local_day(at: datetime) -> date:
    """Return which day it is in Amsterdam at the moment ``at``."""
    return at.astimezone(AMSTERDAM).date()
