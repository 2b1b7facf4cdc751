"""When the clocks change, an hour is missing or comes twice."""

from datetime import datetime

import pytest

from models.method.local_time import Oddity, odd_occurrences, settled


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
