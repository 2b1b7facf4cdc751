"""Working days in the Netherlands, across weekends, holidays and daylight saving."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.working_days import AMSTERDAM, add_working_days, is_working_day, local_day, morning
from tests.method.strategies import days, moments, quiet_days, unhurried


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2025, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2024, 12, 26),
        date(2026, 3, 7),
        date(2026, 3, 8),
    ],
    ids=[
        "Nieuwjaarsdag",
        "Goede Vrijdag",
        "tweede paasdag",
        "Koningsdag",
        "Bevrijdingsdag in a fifth year",
        "Hemelvaartsdag",
        "tweede pinksterdag",
        "eerste kerstdag",
        "tweede kerstdag",
        "Saturday",
        "Sunday",
    ],
)
def test_nobody_is_asked_to_work_on_a_weekend_or_a_public_holiday(day: date) -> None:
    assert is_working_day(day) is False


@pytest.mark.parametrize(
    "day",
    [date(2026, 3, 2), date(2025, 4, 28), date(2026, 5, 5), date(2026, 12, 24), date(2026, 12, 31), date(2026, 5, 15)],
    ids=[
        "an ordinary Monday",
        "the Monday after a Koningsdag moved to Saturday",
        "Bevrijdingsdag in other years",
        "the day before Christmas",
        "Oudejaarsdag",
        "the day after Hemelvaart",
    ],
)
def test_people_work_on_every_other_weekday(day: date) -> None:
    assert is_working_day(day) is True


def test_an_alliance_has_quiet_days_of_its_own() -> None:
    assert [is_working_day(date(2026, 7, day), {date(2026, 7, 14)}) for day in (13, 14, 15)] == [True, False, True]


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2026, 3, 2), 3, date(2026, 3, 5)),
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 24), 1, date(2026, 4, 28)),
        (date(2025, 4, 25), 1, date(2025, 4, 28)),
        (date(2025, 5, 2), 1, date(2025, 5, 6)),
        (date(2026, 5, 13), 2, date(2026, 5, 18)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 8), 0, date(2026, 3, 9)),
        (date(2026, 4, 3), 0, date(2026, 4, 7)),
    ],
    ids=[
        "midweek",
        "over a weekend",
        "from a Saturday",
        "over Easter",
        "over Koningsdag",
        "over a Koningsdag on Saturday",
        "over Bevrijdingsdag in a fifth year",
        "over Hemelvaart",
        "over Christmas",
        "over New Year",
        "none on a working day",
        "none on a Sunday",
        "none on Goede Vrijdag",
    ],
)
def test_holidays_and_weekends_do_not_use_up_a_step(day: date, count: int, reached: date) -> None:
    assert add_working_days(day, count) == reached


def test_quiet_days_do_not_use_up_a_step() -> None:
    quiet = [date(2026, 7, day) for day in (14, 15, 16, 17)]
    assert [add_working_days(date(2026, 7, 13), count, quiet) for count in (0, 1, 2)] == [
        date(2026, 7, 13),
        date(2026, 7, 20),
        date(2026, 7, 21),
    ]


@unhurried
@given(days, st.integers(min_value=0, max_value=30), quiet_days)
def test_a_step_always_falls_on_a_working_day(day: date, count: int, quiet: frozenset[date]) -> None:
    reached = add_working_days(day, count, quiet)
    assert (reached >= day, is_working_day(reached), reached in quiet) == (True, True, False)


@unhurried
@given(days, st.integers(min_value=1, max_value=30), quiet_days)
def test_so_many_steps_pass_so_many_working_days(day: date, count: int, quiet: frozenset[date]) -> None:
    reached = add_working_days(day, count, quiet)
    passed = [day + timedelta(days=n) for n in range(1, (reached - day).days + 1)]
    assert len([d for d in passed if is_working_day(d, quiet)]) == count


@unhurried
@given(days, st.integers(min_value=0, max_value=60), st.integers(min_value=0, max_value=10), quiet_days)
def test_who_starts_later_never_arrives_earlier(day: date, later: int, count: int, quiet: frozenset[date]) -> None:
    assert add_working_days(day, count, quiet) <= add_working_days(day + timedelta(days=later), count, quiet)


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 3, 27), datetime(2026, 3, 27, 8, 0, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 7, 0, tzinfo=UTC)),
        (date(2026, 3, 30), datetime(2026, 3, 30, 7, 0, tzinfo=UTC)),
        (date(2026, 10, 23), datetime(2026, 10, 23, 7, 0, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 8, 0, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 26, 8, 0, tzinfo=UTC)),
    ],
    ids=["winter", "into summer", "summer", "still summer", "into winter", "winter again"],
)
def test_the_morning_is_nine_in_amsterdam_on_both_sides_of_daylight_saving(day: date, moment: datetime) -> None:
    assert (morning(day), morning(day).tzinfo) == (moment, UTC)


@unhurried
@given(days)
def test_the_morning_is_nine_in_amsterdam_on_every_day(day: date) -> None:
    local = morning(day).astimezone(AMSTERDAM)
    assert (local.date(), local.hour, local.minute, local.second) == (day, 9, 0, 0)


@unhurried
@given(days)
def test_mornings_follow_each_other(day: date) -> None:
    assert morning(day) < morning(day + timedelta(days=1))


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 3, 1, 22, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 23, 0, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_amsterdam(at: datetime, day: date) -> None:
    assert local_day(at) == day


@unhurried
@given(days)
def test_the_morning_of_a_day_lies_on_that_day(day: date) -> None:
    assert local_day(morning(day)) == day


@unhurried
@given(moments, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)))
def test_days_never_run_backwards(at: datetime, later: timedelta) -> None:
    assert local_day(at) <= local_day(at + later)
