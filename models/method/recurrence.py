"""When a recurring evaluation takes place: a rule of RFC 5545 in a time zone."""

import datetime as dt
import re
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from dateutil.rrule import rrulestr
from pydantic import AfterValidator, WithJsonSchema

from models.method.definition_patterns import RULE_SCHEMA
from models.method.definition_types import FIRST_DAY, LAST_DAY, did_you_mean, found
from models.method.said import Said

EXAMPLE = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0"

#: An evaluation more than once a day would be a typing error.
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")

#: Where a rule without a DTSTART of its own begins to count, as in Prefect.
ANCHOR = dt.datetime(2020, 1, 1)  # noqa: DTZ001 -- a rule is local time

_LONGEST = 500
# A rule that never comes is searched up to the year 9999, so the search begins just before.
_NEAR_THE_END = dt.datetime(9960, 1, 1)  # noqa: DTZ001 -- a rule is local time
_MOMENT = r"[0-9]{8}(?:T[0-9]{6})?"
#: Prefect adds a line with the start when somebody edits the schedule there.
_RULE = re.compile(r"(?:DTSTART(?P<starts>[;:][^\n]*)\n)?(?:RRULE:)?(?P<parts>[A-Z]+=[^\na-z]*)")
_CLOCKS = ("BYHOUR", "BYMINUTE", "BYSECOND")


def _rule(value: str) -> str:
    whole = _RULE.fullmatch(value.strip()) if len(value) <= _LONGEST else None
    if whole is None:
        raise ValueError(
            Said("{found} is no recurrence rule; allowed: a rule like {example}", found=found(value), example=EXAMPLE)
        )
    parts = dict(part.partition("=")[::2] for part in whole["parts"].split(";"))
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES:
        raise ValueError(
            Said('the rule has FREQ "{given}"; allowed: {known}', given=frequency, known=", ".join(FREQUENCIES))
        )
    for name in ("INTERVAL", "COUNT"):
        if not re.fullmatch(r"0*[1-9][0-9]{0,3}", parts.get(name, "1")):
            raise ValueError(Said('the rule has {name} "{given}"; allowed: 1 to 9999', name=name, given=parts[name]))
    for name in _CLOCKS:
        if "," in parts.get(name, ""):
            raise ValueError(
                Said(
                    'the rule has {name} "{given}" and comes more than once a day; allowed: one {name}',
                    name=name,
                    given=parts[name],
                )
            )
    starts = _begins(whole["starts"])
    _check_moment("UNTIL", parts.get("UNTIL"))
    if not _comes(value.strip(), parts, starts):
        raise ValueError(Said("the rule never comes; look at its days and months"))
    return value.strip()


def _begins(given: str | None) -> dt.datetime:
    if given is None:
        return ANCHOR
    _check_moment("DTSTART", given.removeprefix(":"))
    try:
        return dt.datetime.combine(dt.date.fromisoformat(given[1:9]), dt.time())
    except ValueError:
        raise ValueError(Said("the rule has DTSTART{given}, a day that does not exist", given=given)) from None


def _check_moment(name: str, given: str | None) -> None:
    if given is None:
        return
    # A zone of its own would be read and then left aside: the one beside the rule counts.
    if not re.fullmatch(_MOMENT, given):
        raise ValueError(
            Said(
                "the rule has {name} {given}; allowed: local time like 20301231T235900, without a zone",
                name=name,
                given=found(given),
            )
        )
    if not FIRST_DAY.year <= int(given[:4]) <= LAST_DAY.year:
        raise ValueError(
            Said(
                "the rule has {name} {given}; allowed: {first} to {last}",
                name=name,
                given=found(given),
                first=str(FIRST_DAY),
                last=str(LAST_DAY),
            )
        )


def _comes(rule: str, parts: dict[str, str], starts: dt.datetime) -> bool:
    endless = ";".join(f"{name}={given}" for name, given in parts.items() if name not in {"COUNT", "UNTIL"})
    begin = _NEAR_THE_END
    if parts["FREQ"] == "DAILY":
        # Every so many days from the start: near the end on the same count, or other weekdays would be found.
        begin -= (_NEAR_THE_END - starts) % dt.timedelta(days=int(parts.get("INTERVAL", "1")))
    try:
        rrulestr(rule, dtstart=ANCHOR)
        return next(iter(rrulestr(endless, dtstart=begin)), None) is not None
    except (ValueError, TypeError, IndexError, OverflowError) as wrong:
        # The library lets some of its own slips through: these are the kinds it is known to raise.
        raise ValueError(
            Said("the rule cannot be read ({why}); allowed: a rule like {example}", why=str(wrong), example=EXAMPLE)
        ) from None


#: Names in the time zone database that are no place: what a machine happens to be set to, and nothing at all.
_NO_PLACE = frozenset({"localtime", "posixrules", "Factory"})


@cache
def zones() -> frozenset[str]:
    """Return the names of all time zones."""
    return frozenset(available_timezones()) - _NO_PLACE


def _zone(value: str) -> str:
    if value not in zones():
        raise ValueError(
            Said(
                "the time zone {found} is not known{near}; allowed: a name like Europe/Amsterdam",
                found=found(value),
                near=did_you_mean(value, sorted(zone for zone in zones() if "/" in zone)),
            )
        )
    return value


Recurrence = Annotated[str, AfterValidator(_rule), WithJsonSchema(RULE_SCHEMA)]
Zone = Annotated[str, AfterValidator(_zone)]

#: The local hour at which a rule comes that names none, and the one at which Prefect has it come.
HOUR, ANCHORED_HOUR = 9, ANCHOR.hour

#: A rule that says at what time of the day it comes.
_TIMED = re.compile(r"BYHOUR=|DTSTART[^\n]*T")

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
    """Return a rule that begins to count at the local moment ``starts``, in the form in which it is kept.

    It comes at the time of its start; one without a start that names no hour comes at nine.
    """
    if starts is None:
        return at_hour(rule, HOUR)
    return f"DTSTART:{starts:{_STARTS_FORM}}00\nRRULE:{rule.removeprefix('RRULE:')}"


def without_start(rule: str) -> tuple[str, dt.datetime | None]:
    """Return a rule that is kept as the rule and the local moment at which it begins to count, if it says so."""
    found_ = _STARTS.match(rule)
    if found_ is None:
        return at_hour(rule, ANCHORED_HOUR), None
    starts = dt.datetime.strptime(found_["moment"], _STARTS_FORM)  # noqa: DTZ007 -- a rule is local time
    return rule[found_.end() :].removeprefix("RRULE:"), starts


def names_hour(rule: str) -> bool:
    """Say whether a rule itself says at what hour it comes."""
    return _TIMED.search(rule) is not None


def at_hour(rule: str, hour: int) -> str:
    """Return a rule that comes at ``hour`` unless it says itself when; what is no rule of a file stays as it is."""
    return rule if names_hour(rule) or _RULE.fullmatch(rule) is None else f"{rule};BYHOUR={hour}"
