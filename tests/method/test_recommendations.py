"""A recommendation goes from open to done; a refusal may be reconsidered, and what is done stays done."""

from itertools import product

import pytest

from models.method.errors import StatusNotAllowed
from models.method.recommendations import ALLOWED_NEXT, WITH_REASON, RecommendationState, check_state

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
