"""How a promise is kept, at a glance: green, yellow or red."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.commitments import CommitmentStatus, Light, light, worst
from tests.method.strategies import days, unhurried

START = date(2026, 3, 2)


def _light(today: date, **known: date | None) -> Light:
    given_ = {"ends_on": None, "expected_from": START, "reported_on": None, **known}
    return light(CommitmentStatus.CONFIRMED, starts_on=START, today=today, period=28, **given_)


@pytest.mark.parametrize(
    ("today", "seen"),
    [
        (date(2026, 3, 1), "none"),
        (date(2026, 3, 2), "none"),
        (date(2026, 3, 29), "none"),
        (date(2026, 3, 30), "yellow"),
        (date(2026, 4, 26), "yellow"),
        (date(2026, 4, 27), "red"),
    ],
)
def test_without_a_report_it_is_due_after_one_period_and_red_after_two(today: date, seen: str) -> None:
    assert _light(today) == seen


@pytest.mark.parametrize(
    ("today", "seen"),
    [(date(2026, 4, 27), "green"), (date(2026, 4, 28), "yellow"), (date(2026, 5, 26), "red")],
)
def test_a_report_keeps_it_green_for_one_period(today: date, seen: str) -> None:
    assert _light(today, reported_on=date(2026, 3, 31)) == seen


def test_nothing_is_due_before_the_plan_is_carried_out() -> None:
    assert _light(date(2027, 3, 2), expected_from=None) == "none"
    assert _light(date(2027, 3, 2), expected_from=None, reported_on=date(2026, 3, 31)) == "green"
    assert _light(date(2027, 3, 2), expected_from=date(2027, 3, 1)) == "none"
    assert _light(date(2027, 3, 2), expected_from=date(2027, 1, 1)) == "red"


def test_behind_its_last_day_whatever_is_lacking_is_due() -> None:
    ends_on = date(2026, 3, 10)
    assert _light(date(2026, 3, 10), ends_on=ends_on, reported_on=date(2026, 3, 9)) == "green"
    assert _light(date(2026, 3, 11), ends_on=ends_on, reported_on=date(2026, 3, 9)) == "yellow"


@pytest.mark.parametrize(
    ("status", "seen"),
    [("promised", "none"), ("fulfilled", "green"), ("withdrawn", "none"), ("ended", "none")],
)
def test_only_what_was_confirmed_can_be_late(status: str, seen: str) -> None:
    late = {"starts_on": START, "ends_on": START, "expected_from": START, "reported_on": None}
    assert light(CommitmentStatus(status), today=date(2027, 3, 2), period=28, **late) == seen


def test_the_worst_light_of_an_organisation_is_shown() -> None:
    assert worst([Light.GREEN, Light.YELLOW, Light.NONE]) == "yellow"
    assert worst([Light.GREEN, Light.RED, Light.YELLOW]) == "red"
    assert worst([Light.NONE, Light.GREEN]) == "green"
    assert worst([]) == "none"


@unhurried
@given(days, days, st.none() | days, st.integers(min_value=1, max_value=365))
def test_a_report_today_is_never_red(today: date, starts_on: date, ends_on: date | None, period: int) -> None:
    known = {"starts_on": starts_on, "ends_on": ends_on, "expected_from": starts_on, "reported_on": today}
    assert light(CommitmentStatus.CONFIRMED, today=today, period=period, **known) in {Light.GREEN, Light.YELLOW}
