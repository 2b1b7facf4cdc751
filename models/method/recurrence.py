"""When a recurring evaluation takes place: a rule of RFC 5545 in a time zone."""

import datetime as dt
import re
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from dateutil.rrule import rrulestr
from pydantic import AfterValidator

from models.method.definition_types import did_you_mean, found

EXAMPLE = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0"

#: An evaluation more than once a day would be a typing error.
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")

_LONGEST = 500
# A rule that never comes is searched up to the year 9999, so the search begins just before.
_NEAR_THE_END = dt.datetime(9960, 1, 1)  # noqa: DTZ001 -- a rule is local time
#: Prefect adds a line with the start when somebody edits the schedule there.
_RULE = re.compile(r"(?:(?P<starts>DTSTART[^\n:]*:[0-9TZ]+)\n)?(?:RRULE:)?(?P<parts>[A-Z]+=[^\n]*)")


def _rule(value: str) -> str:
    whole = _RULE.fullmatch(value.strip())
    if whole is None or len(value) > _LONGEST:
        raise ValueError(f"{found(value)} is no recurrence rule; allowed: a rule like {EXAMPLE}")
    parts = dict(part.partition("=")[::2] for part in whole["parts"].split(";"))
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES:
        raise ValueError(f'the rule has FREQ "{frequency}"; allowed: {", ".join(FREQUENCIES)}')
    if not re.fullmatch(r"0*[1-9][0-9]{0,3}", parts.get("INTERVAL", "1")):
        raise ValueError(f'the rule has INTERVAL "{parts["INTERVAL"]}"; allowed: 1 to 9999')
    if not _comes(value.strip(), parts):
        raise ValueError("the rule never comes; look at its days and months")
    return value.strip()


def _comes(rule: str, parts: dict[str, str]) -> bool:
    endless = ";".join(f"{name}={given}" for name, given in parts.items() if name not in {"COUNT", "UNTIL"})
    try:
        rrulestr(rule, dtstart=_NEAR_THE_END)
        return next(iter(rrulestr(endless, dtstart=_NEAR_THE_END)), None) is not None
    except (ValueError, TypeError, IndexError, OverflowError) as wrong:
        # The library lets some of its own slips through: these are the kinds it is known to raise.
        raise ValueError(f"the rule cannot be read ({wrong}); allowed: a rule like {EXAMPLE}") from None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(value: str) -> str:
    if value not in _zones():
        near = did_you_mean(value, sorted(zone for zone in _zones() if "/" in zone))
        raise ValueError(f"the time zone {found(value)} is not known{near}; allowed: a name like Europe/Amsterdam")
    return value


Recurrence = Annotated[str, AfterValidator(_rule)]
Zone = Annotated[str, AfterValidator(_zone)]

#: How a schedule is kept that somebody turned into a cron line or an interval in Prefect.
CRON, INTERVAL = "CRON:", "INTERVAL:"


def said_in_file(rule: str) -> bool:
    """Say whether a rule that is kept can stand in an alliance's file; what was chosen in Prefect may not."""
    if rule.startswith((CRON, INTERVAL)):
        return False
    try:
        _rule(rule)
    except ValueError:
        return False
    return True


#: How a rule says where it begins to count, in the local time of its zone.
_STARTS = re.compile(r"DTSTART:(?P<moment>[0-9]{8}T[0-9]{4})00\n")
_STARTS_FORM = "%Y%m%dT%H%M"


def with_start(rule: str, starts: dt.datetime | None) -> str:
    """Return a rule that begins to count at the local moment ``starts``, in the form in which it is kept."""
    return rule if starts is None else f"DTSTART:{starts:{_STARTS_FORM}}00\nRRULE:{rule.removeprefix('RRULE:')}"


def without_start(rule: str) -> tuple[str, dt.datetime | None]:
    """Return a rule that is kept as the rule and the local moment at which it begins to count, if it says so."""
    found_ = _STARTS.match(rule)
    if found_ is None:
        return rule, None
    starts = dt.datetime.strptime(found_["moment"], _STARTS_FORM)  # noqa: DTZ007 -- a rule is local time
    return rule[found_.end() :].removeprefix("RRULE:"), starts
