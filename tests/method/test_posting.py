"""Letters that cannot leave are tried again ever later, and patience has an end that can be computed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.posting import PATIENCE, WAITS, Result, counted, is_given_up, room_from, wait_after

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def after(**since: float) -> datetime:
    return NOON + timedelta(**since)


def test_the_waits_grow_to_a_day_and_stay_there() -> None:
    minutes = [wait_after(7, tries).total_seconds() / 60 for tries in range(1, 10)]
    assert [round(one, 1) for one in minutes] == [1.1, 5.1, 12.4, 48.3, 273.9, 852.6, 1171.8, 1196.0, 1617.5]


def test_another_letter_comes_back_at_another_moment() -> None:
    assert [wait_after(letter, 3).seconds for letter in (1, 2, 3)] == [908, 920, 983]


def test_who_asks_for_a_slower_pace_is_given_twice_the_time() -> None:
    assert [wait_after(7, 1, code).seconds for code in (None, 451, 452, 432)] == [68, 68, 136, 136]


@given(letter=st.integers(1, 10**9), tries=st.integers(1, 50))
def test_no_wait_is_more_than_a_fifth_off(letter: int, tries: int) -> None:
    share = wait_after(letter, tries) / WAITS[min(tries, 7) - 1]
    assert 0.79 <= share <= 1.21


def test_only_tries_that_surely_failed_count_and_what_ends_a_row_begins_a_new_one() -> None:
    told = [
        Result.TEMPORARY,
        Result.GIVEN_UP,
        Result.RELAY_AWAY,
        Result.LOGIN_REFUSED,
        Result.ABORTED,
        Result.UNCERTAIN,
        Result.TEMPORARY,
    ]
    tries = [(result, after(hours=number)) for number, result in enumerate(told)]
    assert counted(tries) == [after(hours=2), after(hours=6)]
    assert counted([*tries, (Result.POLICY, after(hours=7))]) == []


@pytest.mark.parametrize(
    ("tries", "since", "given_up"),
    [
        (8, PATIENCE, True),
        (8, PATIENCE - timedelta(seconds=1), False),
        # Mail was stopped for a week: that was not the letter's doing.
        (7, timedelta(days=9), False),
    ],
)
def test_a_letter_is_given_up_after_five_days_of_trying(tries: int, since: timedelta, given_up: bool) -> None:
    assert is_given_up([NOON] * tries, NOON + since) is given_up


def test_there_is_room_until_a_minute_is_full_and_again_a_minute_after_what_filled_it() -> None:
    sent = [after(seconds=-70), after(seconds=-50), after(seconds=-20)]
    assert room_from(sent, 3, NOON) is None
    assert room_from(sent, 2, NOON) == after(seconds=10)
    assert room_from(sent, 1, NOON) == after(seconds=40)
    assert room_from([], 1, NOON) is None


@given(
    st.lists(st.integers(-59, 0), min_size=1).map(sorted),
    st.integers(1, 5),
)
def test_whoever_waits_for_room_finds_it(seconds: list[int], per_minute: int) -> None:
    sent = [after(seconds=one) for one in seconds]
    room = room_from(sent, per_minute, NOON)
    assert (room is None) == (len(sent) < per_minute)
    assert room is None or (room > NOON and room_from(sent, per_minute, room) is None)
