"""A sweep is silent when no new sign came for longer than can be borne, by the clock of whoever listens."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.method.silence import Heard, back, begin, hear, is_silent, patience

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TEN = timedelta(minutes=10)


def at(minutes: float) -> datetime:
    """Return the moment so many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def test_ten_minutes_are_borne_or_three_sweeps() -> None:
    assert [patience(seconds) for seconds in (0.2, 60.0, 200.0, 300.0)] == [TEN, TEN, TEN, timedelta(minutes=15)]


def test_a_new_sign_is_counted_from_when_it_was_heard() -> None:
    heard = hear(begin(NOON), "a", now=at(1))
    assert heard == Heard("a", at(1), at(1))
    assert hear(heard, "a", now=at(2)) == Heard("a", at(1), at(2))
    assert hear(heard, None, now=at(2)) == Heard("a", at(1), at(2))
    assert hear(heard, "b", now=at(2)) == Heard("b", at(2), at(2))


def test_it_is_silent_when_no_new_sign_came_for_longer_than_is_borne() -> None:
    heard = hear(begin(NOON), "a", now=at(0))
    assert not is_silent(hear(heard, "a", now=at(10)), TEN)
    assert is_silent(hear(heard, "a", now=at(10.1)), TEN)
    assert not is_silent(hear(heard, "b", now=at(10.1)), TEN)


def test_a_sign_that_never_came_is_a_silence_too() -> None:
    assert not is_silent(hear(begin(NOON), None, now=at(10)), TEN)
    assert is_silent(hear(begin(NOON), None, now=at(11)), TEN)


def test_who_was_away_begins_to_count_anew() -> None:
    heard = hear(begin(NOON), "a", now=at(0))
    assert back(heard, now=at(2)) == heard
    assert back(heard, now=at(2.1)) == Heard("a", at(2.1), at(0))
    assert not is_silent(hear(back(heard, now=at(600)), "a", now=at(600)), TEN)


def test_so_does_who_finds_the_clock_set_back() -> None:
    heard = hear(begin(NOON), "a", now=at(0))
    assert back(heard, now=at(-60)) == Heard("a", at(-60), at(0))


@given(st.lists(st.integers(0, 120), max_size=60))
def test_a_sweep_that_gives_a_new_sign_at_every_look_is_never_silent(gaps: list[int]) -> None:
    heard, now = begin(NOON), NOON
    for number, gap in enumerate(gaps):
        now += timedelta(seconds=gap)
        heard = hear(back(heard, now=now), str(number), now=now)
        assert not is_silent(heard, TEN)
