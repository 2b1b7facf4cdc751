"""From promise to delivery, and what counts as long term."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.commitments import OPEN, CommitmentStatus, check_status, is_long_term, status_after_delivery
from models.method.errors import StatusNotAllowed
from tests.method.strategies import days, unhurried


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("promised", ["confirmed", "withdrawn", "ended", "transferred"]),
        ("confirmed", ["promised", "fulfilled", "withdrawn", "ended", "transferred"]),
        ("fulfilled", []),
        ("withdrawn", []),
        ("ended", []),
        ("transferred", []),
    ],
)
def test_a_promise_is_confirmed_before_it_is_fulfilled(before: str, after: list[str]) -> None:
    found = []
    for status in CommitmentStatus:
        try:
            check_status(CommitmentStatus(before), status)
        except StatusNotAllowed:
            continue
        found.append(str(status))
    assert found == after


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            CommitmentStatus.PROMISED,
            CommitmentStatus.FULFILLED,
            "a commitment that is promised cannot become fulfilled; allowed: confirmed, withdrawn, ended, transferred",
        ),
        (
            CommitmentStatus.WITHDRAWN,
            CommitmentStatus.CONFIRMED,
            "a commitment that is withdrawn cannot become confirmed; allowed: nothing further",
        ),
    ],
)
def test_a_refusal_names_both_statuses_and_what_is_allowed(
    before: CommitmentStatus, after: CommitmentStatus, message: str
) -> None:
    with pytest.raises(StatusNotAllowed) as refused:
        check_status(before, after)
    assert str(refused.value) == message


def test_the_alliance_counts_on_what_is_promised_and_what_is_confirmed() -> None:
    assert {CommitmentStatus.PROMISED, CommitmentStatus.CONFIRMED} == OPEN


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "long_term"),
    [
        (date(2026, 1, 1), None, True),
        (date(2026, 1, 1), date(2027, 1, 1), True),
        (date(2026, 1, 1), date(2029, 12, 31), True),
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (date(2026, 1, 1), date(2026, 12, 30), False),
        (date(2026, 1, 1), date(2026, 1, 1), False),
    ],
    ids=["open", "to the anniversary", "four years", "a calendar year", "a day short of it", "one day"],
)
def test_a_year_or_longer_is_long_term(starts_on: date, ends_on: date | None, long_term: bool) -> None:
    assert is_long_term(starts_on, ends_on) is long_term


@unhurried
@given(days, st.integers(min_value=0, max_value=2000), st.integers(min_value=0, max_value=2000))
def test_a_longer_contribution_never_counts_for_less(starts_on: date, lasts: int, longer: int) -> None:
    ends_on = starts_on + timedelta(days=lasts)
    later = ends_on + timedelta(days=longer)
    assert is_long_term(starts_on, later) >= is_long_term(starts_on, ends_on)


@pytest.mark.parametrize(
    ("delivered", "status"),
    [(1, "confirmed"), (39, "confirmed"), (40, "fulfilled"), (41, "fulfilled")],
)
def test_forty_hours_are_fulfilled_by_forty_hours(delivered: int, status: str) -> None:
    assert status_after_delivery(40, delivered) == status
