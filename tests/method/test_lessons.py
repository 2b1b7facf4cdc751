"""What a lesson, a fault or a reason must say, and how a lesson lives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.errors import BadInput, StatusNotAllowed
from models.method.lessons import ALLOWED_NEXT, LessonState, LessonText, check_state, check_text
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


def test_a_lesson_goes_on_only_as_its_life_allows() -> None:
    assert {
        before.value: [after.value for after in LessonState if after in ALLOWED_NEXT[before]] for before in LessonState
    } == {
        "collected": ["checked", "rejected"],
        "checked": ["identified", "rejected"],
        "identified": ["applied", "rejected"],
        "applied": ["validated", "rejected"],
        "validated": ["rejected"],
        "rejected": ["collected"],
    }


def test_a_step_that_leaves_something_out_is_refused_with_what_is_allowed() -> None:
    check_state(LessonState.CHECKED, LessonState.IDENTIFIED)
    with pytest.raises(StatusNotAllowed) as refused:
        check_state(LessonState.COLLECTED, LessonState.VALIDATED)
    assert str(refused.value) == "a lesson that is collected cannot become validated; allowed: checked, rejected"


def test_what_a_lesson_says_is_everything_in_it_that_is_text() -> None:
    lesson = LessonText(title="Klein eerst", text="Bel de kleinste scholen.", strength=2, doer="", theme="tekort")
    assert lesson.said == ("Klein eerst", "Bel de kleinste scholen.", "tekort")
