"""What a lesson, a fault or a reason must say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.errors import BadInput
from models.method.lessons import FaultState, LessonState, check_text
from tests.method.strategies import unhurried


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Tien teken", "Tien teken"),
        ("  Begin bij de ouders.\n", "Begin bij de ouders."),
        ("Eén les, in twee\nregels.", "Eén les, in twee\nregels."),
    ],
)
def test_a_text_that_says_enough_is_kept_without_white_space_around_it(text: str, kept: str) -> None:
    assert check_text(text, "a lesson") == kept


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a lesson needs at least 10 characters; this has 0"),
        ("              ", "a lesson needs at least 10 characters; this has 0"),
        ("Negen tek", "a lesson needs at least 10 characters; this has 9"),
        ("  Negen tek  ", "a lesson needs at least 10 characters; this has 9"),
    ],
)
def test_a_text_that_says_too_little_is_refused(text: str, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_text(text, "a lesson")
    assert str(refused.value) == message


@unhurried
@given(st.text(min_size=10).filter(lambda text: len(text.strip()) >= 10))
def test_a_text_that_was_kept_is_kept_again_as_it_is(text: str) -> None:
    kept = check_text(text, "a lesson")
    assert check_text(kept, "a lesson") == kept


def test_lessons_and_faults_begin_as_what_was_heard() -> None:
    assert {kind.__name__: [str(state) for state in kind] for kind in (LessonState, FaultState)} == {
        "LessonState": ["collected", "applied", "rejected"],
        "FaultState": ["recorded", "returned"],
    }
