"""Working days in the Netherlands, across weekends, holidays and daylight saving."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.working_days import AMSTERDAM, EVERYBODY, Calendar, local_day, morning
from tests.method.strategies import days, moments, quiet_days, unhurried


def local(written: str) -> datetime:
    """Return the moment at which the clocks of Amsterdam show ``written``."""
    return datetime.fromisoformat(written).replace(tzinfo=AMSTERDAM).astimezone(UTC)


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
    assert EVERYBODY.is_working_day(day) is False


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
    assert EVERYBODY.is_working_day(day) is True


def test_an_alliance_has_quiet_days_of_its_own() -> None:
    calendar = Calendar(quiet=frozenset({date(2026, 7, 14)}))
    assert [calendar.is_working_day(date(2026, 7, day)) for day in (13, 14, 15)] == [True, False, True]


@pytest.mark.parametrize("day", [date(2025, 4, 18), date(2026, 4, 3), date(2027, 3, 26), date(2030, 4, 19)])
def test_good_friday_is_a_day_off_or_a_working_day_as_was_chosen(day: date) -> None:
    calendars = [Calendar(), Calendar(good_friday_off=True), Calendar(good_friday_off=False)]
    assert [calendar.is_working_day(day) for calendar in calendars] == [False, False, True]


@pytest.mark.parametrize(
    ("day", "by_default", "when_chosen"),
    [
        (date(2025, 5, 5), False, False),
        (date(2026, 5, 5), True, False),
        (date(2027, 5, 5), True, False),
        (date(2030, 5, 5), False, False),
        (date(2035, 5, 5), False, False),
        (date(2026, 5, 4), True, True),
    ],
    ids=["a fifth year", "the year after", "two years after", "a fifth year, a Sunday", "a fifth year", "4 May"],
)
def test_bevrijdingsdag_is_a_day_off_every_fifth_year_or_every_year_as_was_chosen(
    day: date, by_default: bool, when_chosen: bool
) -> None:
    calendars = [Calendar(liberation_day_off=chosen) for chosen in (False, True)]
    assert [calendar.is_working_day(day) for calendar in calendars] == [by_default, when_chosen]


def test_quiet_days_weekends_and_other_holidays_hold_whatever_was_chosen() -> None:
    calendar = Calendar(quiet=frozenset({date(2026, 4, 3)}), good_friday_off=False)
    assert [calendar.is_working_day(date(2026, 4, day)) for day in (2, 3, 4, 5, 6, 7)] == [True, *[False] * 4, True]


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
    assert EVERYBODY.add(day, count) == reached


def test_quiet_days_do_not_use_up_a_step() -> None:
    calendar = Calendar(quiet=frozenset(date(2026, 7, day) for day in (14, 15, 16, 17)))
    assert [calendar.add(date(2026, 7, 13), count) for count in (0, 1, 2)] == [
        date(2026, 7, 13),
        date(2026, 7, 20),
        date(2026, 7, 21),
    ]


@pytest.mark.parametrize(
    ("day", "reached"),
    [
        (date(2026, 3, 4), date(2026, 3, 4)),
        (date(2026, 3, 7), date(2026, 3, 6)),
        (date(2026, 3, 8), date(2026, 3, 6)),
        (date(2026, 4, 6), date(2026, 4, 2)),
        (date(2026, 12, 27), date(2026, 12, 24)),
        (date(2027, 1, 1), date(2026, 12, 31)),
    ],
    ids=["a working day", "Saturday", "Sunday", "Easter Monday", "the Sunday after Christmas", "New Year's Day"],
)
def test_what_must_not_be_later_falls_on_the_working_day_before(day: date, reached: date) -> None:
    assert EVERYBODY.on_or_before(day) == reached


@unhurried
@given(days, st.integers(min_value=0, max_value=30), quiet_days)
def test_a_step_always_falls_on_a_working_day(day: date, count: int, quiet: frozenset[date]) -> None:
    calendar = Calendar(quiet=quiet)
    reached = calendar.add(day, count)
    assert (reached >= day, calendar.is_working_day(reached), reached in quiet) == (True, True, False)


@unhurried
@given(days, st.integers(min_value=1, max_value=30), quiet_days)
def test_so_many_steps_pass_so_many_working_days(day: date, count: int, quiet: frozenset[date]) -> None:
    calendar = Calendar(quiet=quiet)
    passed = [day + timedelta(days=n) for n in range(1, (calendar.add(day, count) - day).days + 1)]
    assert len([d for d in passed if calendar.is_working_day(d)]) == count


@unhurried
@given(days, st.integers(min_value=0, max_value=60), st.integers(min_value=0, max_value=10), quiet_days)
def test_who_starts_later_never_arrives_earlier(day: date, later: int, count: int, quiet: frozenset[date]) -> None:
    calendar = Calendar(quiet=quiet)
    assert calendar.add(day, count) <= calendar.add(day + timedelta(days=later), count)


@unhurried
@given(days, quiet_days)
def test_no_working_day_lies_between_a_day_and_the_working_days_around_it(day: date, quiet: frozenset[date]) -> None:
    calendar = Calendar(quiet=quiet)
    before, after = calendar.on_or_before(day), calendar.add(day, 0)
    between = [before + timedelta(days=n) for n in range((after - before).days + 1)]
    assert [one for one in between if calendar.is_working_day(one)] == sorted({before, after})


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-03-06 08:59", "2026-03-06 09:00"),
        ("2026-03-06 09:00", "2026-03-06 09:00"),
        ("2026-03-06 19:59", "2026-03-06 19:59"),
        ("2026-03-06 20:00", "2026-03-09 09:00"),
        ("2026-03-07 00:30", "2026-03-09 09:00"),
        ("2026-03-07 12:00", "2026-03-09 09:00"),
        ("2026-03-08 23:59", "2026-03-09 09:00"),
        ("2026-03-09 03:00", "2026-03-09 09:00"),
        ("2026-03-28 12:00", "2026-03-30 09:00"),
        ("2026-10-24 12:00", "2026-10-26 09:00"),
        ("2026-12-31 19:59", "2026-12-31 19:59"),
        ("2026-12-31 20:00", "2027-01-04 09:00"),
        ("2027-01-01 00:00", "2027-01-04 09:00"),
    ],
    ids=[
        "a minute too early",
        "when letters begin to leave",
        "the last minute",
        "Friday evening",
        "Friday night",
        "Saturday",
        "Sunday night",
        "Monday before dawn",
        "the weekend into summer time",
        "the weekend into winter time",
        "New Year's Eve in time",
        "New Year's Eve too late",
        "New Year",
    ],
)
def test_a_letter_that_is_not_urgent_leaves_on_a_working_day_between_nine_and_eight_in_the_evening(
    now: str, leaves: str
) -> None:
    assert EVERYBODY.next_moment(local(now)) == local(leaves)


@pytest.mark.parametrize(
    ("send_at", "now", "leaves"),
    [
        (time(14, 30), "2026-03-06 14:29", "2026-03-06 14:30"),
        (time(14, 30), "2026-03-06 19:59", "2026-03-06 19:59"),
        (time(19, 30), "2026-03-06 20:29", "2026-03-06 20:29"),
        (time(19, 30), "2026-03-06 20:30", "2026-03-09 19:30"),
        (time(21, 30), "2026-03-06 20:00", "2026-03-06 21:30"),
        (time(21, 30), "2026-03-06 21:30", "2026-03-06 21:30"),
        (time(21, 30), "2026-03-06 22:29", "2026-03-06 22:29"),
        (time(21, 30), "2026-03-06 22:30", "2026-03-09 21:30"),
        (time(23, 59), "2026-03-06 23:59", "2026-03-06 23:59"),
        (time(23, 59), "2026-03-07 00:58", "2026-03-07 00:58"),
        (time(23, 59), "2026-03-07 00:59", "2026-03-09 23:59"),
        (time(0, 0), "2026-03-09 00:00", "2026-03-09 00:00"),
    ],
)
def test_letters_leave_from_the_time_that_was_chosen_and_for_an_hour_at_least(
    send_at: time, now: str, leaves: str
) -> None:
    assert Calendar(send_at=send_at).next_moment(local(now)) == local(leaves)


@unhurried
@given(moments, st.times(), quiet_days)
def test_whatever_was_chosen_a_letter_leaves_once_its_moment_has_come(
    now: datetime, send_at: time, quiet: frozenset[date]
) -> None:
    calendar = Calendar(quiet=quiet, send_at=send_at)
    leaves = calendar.next_moment(now)
    assert (leaves >= now, calendar.next_moment(leaves)) == (True, leaves)


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
