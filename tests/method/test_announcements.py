"""What a communication moment needs, and how far it can go."""

from datetime import date

import pytest

from models.method.announcements import check_day, check_planned, check_state, check_title
from models.method.errors import BadInput, StatusNotAllowed
from models.method.mail import AnnouncementState

PLANNED, TOLD, CANCELLED = AnnouncementState


@pytest.mark.parametrize("title", ["Dag", "x" * 120])
def test_a_title_is_one_line_of_three_to_hundred_and_twenty_characters(title: str) -> None:
    assert check_title(f"  {title}\n") == title


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("  ja ", "a title has 3 to 120 characters; this has 2"),
        ("x" * 121, "a title has 3 to 120 characters; this has 121"),
        ("Open dag\nBcc: iedereen", "a title is one line of text, without signs that cannot be seen"),
        ("Open \u202edag", "a title is one line of text, without signs that cannot be seen"),
    ],
)
def test_any_other_title_is_refused(title: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_title(title)
    assert str(refused.value) == said


def test_it_is_planned_for_today_or_later() -> None:
    check_day(date(2026, 3, 2), date(2026, 3, 2))
    with pytest.raises(BadInput) as refused:
        check_day(date(2026, 3, 1), date(2026, 3, 2))
    assert str(refused.value) == "a communication moment cannot be planned on 2026-03-01, which is before today"


def test_only_what_is_planned_is_told_cancelled_or_changed() -> None:
    check_planned("a1", PLANNED)
    allowed = []
    for before in AnnouncementState:
        for after in AnnouncementState:
            try:
                check_state("a1", before, after)
            except StatusNotAllowed:
                continue
            allowed.append((before, after))
    assert allowed == [(PLANNED, TOLD), (PLANNED, CANCELLED)]


def test_a_refusal_says_what_it_is_and_what_is_allowed() -> None:
    with pytest.raises(StatusNotAllowed) as refused:
        check_state("a1", TOLD, CANCELLED)
    assert str(refused.value) == (
        "communication moment a1 is told and cannot become cancelled; allowed: nothing further"
    )
    with pytest.raises(StatusNotAllowed) as again:
        check_state("a1", PLANNED, PLANNED)
    assert str(again.value) == (
        "communication moment a1 is planned and cannot become planned; allowed: told, cancelled"
    )
    with pytest.raises(StatusNotAllowed) as changed:
        check_planned("a2", CANCELLED)
    assert str(changed.value) == "communication moment a2 is cancelled; only one that is planned can be changed"
