"""A recommendation goes from open to done; a refusal may be reconsidered, and what is done stays done."""

from datetime import date
from itertools import product

import pytest

from models.method.errors import StatusNotAllowed
from models.method.recommendations import (
    ALLOWED_NEXT,
    UNSETTLED,
    WITH_REASON,
    RecommendationState,
    check_state,
    next_reminder,
)

R = RecommendationState


def _allowed(before: RecommendationState, after: RecommendationState) -> bool:
    try:
        check_state(before, after)
    except StatusNotAllowed:
        return False
    return True


def test_exactly_the_steps_of_the_table_are_allowed() -> None:
    assert {(b.value, a.value) for b, a in product(R, R) if _allowed(b, a)} == {
        ("open", "accepted"),
        ("open", "partly_accepted"),
        ("open", "rejected"),
        ("accepted", "partly_accepted"),
        ("accepted", "rejected"),
        ("accepted", "done"),
        ("partly_accepted", "accepted"),
        ("partly_accepted", "rejected"),
        ("partly_accepted", "done"),
        ("rejected", "accepted"),
        ("rejected", "partly_accepted"),
    }
    assert set(ALLOWED_NEXT) == set(R)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            R.OPEN,
            R.DONE,
            "a recommendation that is open cannot become done; allowed: accepted, partly_accepted, rejected",
        ),
        (R.DONE, R.OPEN, "a recommendation that is done cannot become open; allowed: nothing further"),
    ],
)
def test_a_refusal_names_what_is_allowed(before: R, after: R, message: str) -> None:
    with pytest.raises(StatusNotAllowed) as refused:
        check_state(before, after)
    assert str(refused.value) == message


def test_a_no_or_half_a_yes_needs_its_reason() -> None:
    assert {R.REJECTED, R.PARTLY_ACCEPTED} == WITH_REASON


def test_what_was_rejected_or_done_waits_for_nobody() -> None:
    assert {state.value for state in R} - {state.value for state in UNSETTLED} == {"rejected", "done"}


@pytest.mark.parametrize(
    ("after", "following"),
    [
        (date(2026, 8, 31), date(2026, 9, 1)),
        (date(2026, 9, 1), date(2026, 9, 29)),
        (date(2026, 9, 30), date(2026, 10, 27)),
        (date(2026, 10, 27), None),
    ],
)
def test_whoever_sees_to_it_is_told_on_its_day_and_twice_more(after: date, following: date | None) -> None:
    assert next_reminder(date(2026, 9, 1), after=after) == following
