"""When the clocks change, an hour is missing or comes twice."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from models.method.local_time import Oddity, last_moment, moments_after, odd_occurrences, settled


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("given", "zone", "counts", "odd"),
    [
        ("2027-03-28T02:30", "Europe/Amsterdam", "2027-03-28T03:30", Oddity.MISSING),
        ("2027-03-28T03:00", "Europe/Amsterdam", "2027-03-28T03:00", None),
        ("2026-10-25T02:30", "Europe/Amsterdam", "2026-10-25T02:30", Oddity.TWICE),
        ("2026-10-25T03:00", "Europe/Amsterdam", "2026-10-25T03:00", None),
        ("2027-03-28T02:30", "America/Curacao", "2027-03-28T02:30", None),
    ],
)
def test_a_missing_hour_is_taken_as_one_later_and_of_a_double_one_the_first(
    given: str, zone: str, counts: str, odd: Oddity | None
) -> None:
    assert settled(_local(given), zone) == (_local(counts), odd)


def test_the_odd_moments_of_a_rule_are_found_as_far_as_one_looks() -> None:
    rule = "FREQ=DAILY;BYHOUR=2;BYMINUTE=30;BYSECOND=0"
    since = _local("2026-03-01T00:00")
    assert odd_occurrences(rule, "Europe/Amsterdam", since=since, days=300) == (
        (_local("2026-03-29T02:30"), Oddity.MISSING),
        (_local("2026-10-25T02:30"), Oddity.TWICE),
    )
    assert odd_occurrences(rule, "UTC", since=since, days=300) == ()


def test_a_rule_that_ends_is_looked_at_to_its_end() -> None:
    assert odd_occurrences("FREQ=DAILY;COUNT=3", "UTC", since=_local("2026-03-01T00:00"), days=300) == ()


AMSTERDAM = "Europe/Amsterdam"
NINE = "FREQ=DAILY;BYHOUR=9"
HALF_PAST_TWO = "FREQ=DAILY;BYHOUR=2;BYMINUTE=30"


def _first(rule: str, after: str, count: int = 3) -> list[str]:
    moments = islice(moments_after(rule, AMSTERDAM, datetime.fromisoformat(after)), count)
    return [f"{moment:%m-%d %H:%M}" for moment in moments]


@pytest.mark.parametrize(
    ("rule", "after", "moments"),
    [
        (NINE, "2026-03-27T12:00+00:00", ["03-28 08:00", "03-29 07:00", "03-30 07:00"]),
        (NINE, "2026-10-23T12:00+00:00", ["10-24 07:00", "10-25 08:00", "10-26 08:00"]),
        (HALF_PAST_TWO, "2026-03-27T12:00+00:00", ["03-28 01:30", "03-29 00:30", "03-30 00:30"]),
        (HALF_PAST_TWO, "2026-10-23T12:00+00:00", ["10-24 00:30", "10-25 00:30", "10-26 01:30"]),
        # Behind the first half past two, and on the clocks before the second.
        (HALF_PAST_TWO, "2026-10-25T01:15+00:00", ["10-26 01:30", "10-27 01:30", "10-28 01:30"]),
        (HALF_PAST_TWO, "2026-03-29T00:29+00:00", ["03-29 00:30", "03-30 00:30", "03-31 00:30"]),
        (HALF_PAST_TWO, "2026-03-29T00:30+00:00", ["03-30 00:30", "03-31 00:30", "04-01 00:30"]),
        ("FREQ=DAILY;COUNT=1", "2026-03-29T00:30+00:00", []),
    ],
)
def test_the_clocks_go_forward_and_back_and_every_day_has_its_moment(rule: str, after: str, moments: list[str]) -> None:
    assert _first(rule, after) == moments


@pytest.mark.parametrize(
    ("until", "moment"),
    [
        ("2026-03-29T00:29+00:00", "2026-03-28T01:30+00:00"),
        ("2026-03-29T00:30+00:00", "2026-03-29T00:30+00:00"),
        ("2026-10-25T00:29+00:00", "2026-10-24T00:30+00:00"),
        ("2026-10-25T00:45+00:00", "2026-10-25T00:30+00:00"),
        ("2026-10-25T01:05+00:00", "2026-10-25T00:30+00:00"),
        ("2019-12-31T00:00+00:00", None),
    ],
)
def test_the_last_moment_is_the_one_that_came_first_before_now(until: str, moment: str | None) -> None:
    found = last_moment(HALF_PAST_TWO, AMSTERDAM, datetime.fromisoformat(until))
    assert found == (datetime.fromisoformat(moment) if moment else None)


def test_looking_back_finds_what_looking_ahead_foretold() -> None:
    changes = (datetime(2026, 3, 26, tzinfo=UTC), datetime(2026, 10, 22, tzinfo=UTC))
    near = [at for begin in changes for at in islice(moments_after(HALF_PAST_TWO, AMSTERDAM, begin), 6)]
    for moment in near:
        assert last_moment(HALF_PAST_TWO, AMSTERDAM, moment) == moment
        before = last_moment(HALF_PAST_TWO, AMSTERDAM, moment - timedelta(seconds=1))
        assert before is not None
        assert timedelta(hours=22) < moment - before < timedelta(hours=26)
