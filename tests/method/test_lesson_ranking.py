"""Which lesson is read first."""

from collections.abc import Mapping
from typing import Any

import pytest

from models.method.lesson_ranking import Candidate, Reader, ranked, worth
from models.method.parties import Sector
from models.method.phases import Phase

READER = Reader(Phase.CO_CREATE, frozenset({"lerar", "tekort"}), frozenset({Sector.GOVERNMENT, Sector.BUSINESS}))


def candidate(number: int, **more: Any) -> Candidate:
    """Return a lesson of this year, learned in evaluation."""
    given: Mapping[str, Any] = {"phase": Phase.EVALUATE, "days": 100, **more}
    return Candidate(number, **given)


def test_words_go_first_then_what_was_put_off_then_phase_theme_partners_and_worth() -> None:
    lessons = [
        candidate(1),
        candidate(2, strength=4, applied=3),
        candidate(3, sectors=frozenset({Sector.GOVERNMENT, Sector.CITIZENS})),
        candidate(4, theme=frozenset({"tekort"})),
        candidate(5, phase=Phase.CO_CREATE, not_applicable=9),
        candidate(6, put_off=True),
        candidate(7, agreement=4, days=3000),
        candidate(8, agreement=8, days=3000),
    ]
    for given in (lessons, lessons[::-1], lessons[4:] + lessons[:4]):
        assert ranked(given, READER) == (8, 7, 6, 5, 4, 3, 2, 1)


def test_without_a_reader_only_words_and_worth_count_and_at_last_the_number() -> None:
    lessons = [
        candidate(9, phase=Phase.CO_CREATE, theme=frozenset({"tekort"})),
        candidate(3, sectors=frozenset({Sector.GOVERNMENT})),
        candidate(5, strength=2),
        candidate(4, agreement=1, days=9999),
    ]
    assert ranked(lessons) == (4, 5, 3, 9)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"days": 0}, 1.0),
        ({"days": 730}, 0.5),
        ({"days": 0, "strength": 4}, 4.0),
        ({"days": 0, "strength": 2, "applied": 2}, 6.0),
        ({"days": 730, "strength": 2, "applied": 1, "not_applicable": 3}, 0.5),
    ],
)
def test_a_lesson_is_worth_its_recency_times_its_evidence_times_its_use(more: dict[str, int], expected: float) -> None:
    assert worth(candidate(1, **more)) == expected
