"""Lessons for tests: whole ones, checked by the facilitator of another alliance."""

from typing import Any

from models.actions import lesson_life, lessons
from models.method.lessons import Judgement, LessonState, LessonText
from tests import factories
from tests.factories import HZ

#: A second member of staff, who facilitates other alliances than hz does.
TB = "staff:tb"

TEXT = "Kleine scholen kregen pas begeleiding toen de gemeente meebetaalde."
ADVICE = "Bel eerst de kleinste scholen, voor de zomer."
WHOLE = LessonText(
    cause="Het budget lag bij de gemeente.",
    condition="Alleen als de gemeente meebetaalt.",
    evidence="Ronde 2.",
    doer="de projectleider",
    judgement=Judgement.KEEP,
    strength=3,
)


def two_facilitators(slug: str = "zorg", **changes: Any) -> str:
    """Add an alliance that tb facilitates, so that one can check the lessons of the other."""
    both = [{"code": code, "name": f"Staf {code}", "email": f"{code}@example.org"} for code in ("hz", "tb")]
    return factories.added(slug, **{"facilitator": "tb", "staff": both, **changes})


def learned(slug: str = "zorg", text: str = TEXT, *, by: str = TB, **changes: Any) -> int:
    """Record a lesson that lacks nothing."""
    more = LessonText(**{**{name: getattr(WHOLE, name) for name in LessonText.__slots__}, **changes})
    return lessons.add_lesson(slug, text, by=by, recommendation=ADVICE, more=more)


def checked(slug: str = "zorg", text: str = TEXT, **changes: Any) -> int:
    """Record a lesson of tb and let hz check it."""
    number = learned(slug, text, **changes)
    lesson_life.move(number, LessonState.CHECKED, by=HZ)
    return number
