"""When a recurring evaluation takes place."""

import time
from datetime import datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from models.method.recurrence import EXAMPLE, Recurrence, Zone, names_hour, said_in_file, with_start, without_start

RULE: TypeAdapter[str] = TypeAdapter(Recurrence)
ZONE: TypeAdapter[str] = TypeAdapter(Zone)


def refusal(kind: TypeAdapter[str], value: str) -> str:
    with pytest.raises(ValidationError) as wrong:
        kind.validate_python(value)
    [error] = wrong.value.errors()
    return error["msg"].removeprefix("Value error, ")


@pytest.mark.parametrize(
    "rule",
    [
        EXAMPLE,
        "FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=2TU;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=WEEKLY;COUNT=4",
        "FREQ=MONTHLY;UNTIL=20300101T000000",
        "RRULE:FREQ=DAILY",
        "DTSTART:20260105T090000\nRRULE:FREQ=MONTHLY;INTERVAL=3",
        "DTSTART:20200101T000000\nFREQ=MONTHLY;INTERVAL=3",
        "DTSTART:20260105\nRRULE:FREQ=YEARLY",
    ],
)
def test_a_rule_that_comes_is_taken_as_it_is(rule: str) -> None:
    assert RULE.validate_python(rule) == rule


def test_spaces_around_a_rule_are_taken_off() -> None:
    assert RULE.validate_python(" FREQ=WEEKLY\n") == "FREQ=WEEKLY"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("elk kwartaal", f'"elk kwartaal" is no recurrence rule; allowed: a rule like {EXAMPLE}'),
        ("FREQ=DAILY\nEXDATE:20260101T000000", None),
        ("FREQ=DAILY;BYHOUR=" + ",".join(["9"] * 250), None),
        ("BYDAY=MO", 'the rule has FREQ ""; allowed: DAILY, WEEKLY, MONTHLY, YEARLY'),
        ("FREQ=HOURLY", 'the rule has FREQ "HOURLY"; allowed: DAILY, WEEKLY, MONTHLY, YEARLY'),
        ("FREQ=DAILY;INTERVAL=0", 'the rule has INTERVAL "0"; allowed: 1 to 9999'),
        ("FREQ=DAILY;INTERVAL=-1", 'the rule has INTERVAL "-1"; allowed: 1 to 9999'),
        ("FREQ=YEARLY;BYMONTH=13", "the rule never comes; look at its days and months"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "the rule never comes; look at its days and months"),
        ("FREQ=MONTHLY;BYSETPOS=300;BYDAY=MO", "the rule never comes; look at its days and months"),
        ("FREQ=DAILY;BYHOUR=25", f"the rule cannot be read (hour must be in 0..23); allowed: a rule like {EXAMPLE}"),
        (
            "DTSTART;TZID=Europe/Amsterdam:20260105T090000\nRRULE:FREQ=MONTHLY;INTERVAL=3",
            'the rule has DTSTART ";TZID=Europe/Amsterdam:20260105T090000"; '
            "allowed: local time like 20301231T235900, without a zone",
        ),
        (
            "DTSTART:20260105T090000Z\nRRULE:FREQ=DAILY",
            'the rule has DTSTART "20260105T090000Z"; allowed: local time like 20301231T235900, without a zone',
        ),
        (
            "FREQ=DAILY;UNTIL=20301231T235900Z",
            'the rule has UNTIL "20301231T235900Z"; allowed: local time like 20301231T235900, without a zone',
        ),
        ("FREQ=DAILY;UNTIL=99991231", 'the rule has UNTIL "99991231"; allowed: 2000-01-01 to 2100-12-31'),
        (
            "DTSTART:19991231T090000\nFREQ=DAILY",
            'the rule has DTSTART "19991231T090000"; allowed: 2000-01-01 to 2100-12-31',
        ),
        ("DTSTART:20260231T090000\nFREQ=DAILY", "the rule has DTSTART:20260231T090000, a day that does not exist"),
        ("FREQ=DAILY;BYHOUR=9,15", 'the rule has BYHOUR "9,15" and comes more than once a day; allowed: one BYHOUR'),
        ("FREQ=DAILY;BYFOO=1", f"the rule cannot be read (unknown parameter 'BYFOO'); allowed: a rule like {EXAMPLE}"),
    ],
)
def test_a_rule_that_is_none_or_never_comes_is_refused_fast(rule: str, said: str | None) -> None:
    begun = time.perf_counter()
    words = refusal(RULE, rule)
    assert words == said or (said is None and words.endswith(f"is no recurrence rule; allowed: a rule like {EXAMPLE}"))
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize("part", ["BYEASTER=99999", "UNTIL=20260231", "BYDAY=", ";"])
def test_a_slip_of_the_library_is_a_refusal_too(part: str) -> None:
    assert refusal(RULE, f"FREQ=DAILY;{part}").startswith("the rule cannot be read (")


def test_a_zone_is_one_that_the_time_zone_database_knows() -> None:
    assert ZONE.validate_python("Europe/Amsterdam") == "Europe/Amsterdam"
    assert ZONE.validate_python("UTC") == "UTC"


@pytest.mark.parametrize(
    ("zone", "near"),
    [
        ("Europe/Amsterdan", ' (did you mean "Europe/Amsterdam"?)'),
        ("CEST", ""),
        ("Mars/Base", ""),
        ("../../etc/passwd", ""),
    ],
)
def test_an_unknown_zone_is_refused_with_the_nearest_name(zone: str, near: str) -> None:
    assert refusal(ZONE, zone) == f'the time zone "{zone}" is not known{near}; allowed: a name like Europe/Amsterdam'


@pytest.mark.parametrize(
    ("rule", "starts", "kept"),
    [
        ("FREQ=DAILY;BYHOUR=8", None, "FREQ=DAILY;BYHOUR=8"),
        ("FREQ=DAILY", datetime.fromisoformat("2027-01-11T09:05"), "DTSTART:20270111T090500\nRRULE:FREQ=DAILY"),
    ],
)
def test_a_start_is_kept_with_its_rule_and_read_back(rule: str, starts: datetime | None, kept: str) -> None:
    assert with_start(rule, starts) == kept
    assert without_start(kept) == (rule, starts)


def test_a_start_that_a_file_cannot_say_stays_in_its_rule() -> None:
    to_the_second = "DTSTART:20270111T090501\nRRULE:FREQ=DAILY"
    assert without_start(to_the_second) == (to_the_second, None)


@pytest.mark.parametrize(
    ("rule", "said"),
    [("FREQ=DAILY", True), ("FREQ=HOURLY", False), ("CRON:0 9 * * 1", False), ("INTERVAL:86400", False)],
)
def test_what_was_chosen_in_prefect_may_have_no_place_in_a_file(rule: str, said: bool) -> None:
    assert said_in_file(rule) is said


@pytest.mark.parametrize(
    ("rule", "at_nine"),
    [
        ("FREQ=DAILY", "FREQ=DAILY;BYHOUR=9"),
        ("RRULE:FREQ=DAILY;BYMINUTE=30", "RRULE:FREQ=DAILY;BYMINUTE=30;BYHOUR=9"),
        ("DTSTART:20260105\nRRULE:FREQ=YEARLY", "DTSTART:20260105\nRRULE:FREQ=YEARLY;BYHOUR=9"),
        ("FREQ=DAILY;BYHOUR=0", "FREQ=DAILY;BYHOUR=0"),
        ("DTSTART:20260105T083000\nRRULE:FREQ=YEARLY", "DTSTART:20260105T083000\nRRULE:FREQ=YEARLY"),
        ("CRON:0 9 1 * *", "CRON:0 9 1 * *"),
    ],
)
def test_a_rule_that_says_no_hour_comes_at_nine(rule: str, at_nine: str) -> None:
    assert with_start(rule, None) == at_nine
    assert names_hour(rule) is (rule == at_nine and not rule.startswith("CRON"))


def test_a_rule_that_was_kept_without_an_hour_comes_at_midnight_as_prefect_counts_it_and_says_so() -> None:
    assert without_start("FREQ=DAILY") == ("FREQ=DAILY;BYHOUR=0", None)
