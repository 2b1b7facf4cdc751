"""A lesson is checked by somebody else, and called learned only when its effect was seen."""

import pytest

from models.actions import lesson_life, lesson_search, lessons, lists_lessons
from models.db.tables import Event
from models.method.errors import BadInput, NotAllowed, StatusNotAllowed
from models.method.lessons import LessonState, LessonText
from tests import factories
from tests.actions import learning, seen
from tests.actions.learning import TB
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

SEEN = "In ronde 3 bleven meer starters dan in ronde 2."


def state_of(number: int) -> str:
    """Return how far a lesson is."""
    return lists_lessons.lesson(number).state


def test_a_lesson_goes_from_collected_to_validated_and_says_who_took_it_on() -> None:
    learning.two_facilitators()
    number = learning.learned()
    with seen.noting("zorg") as happened:
        assert lesson_life.move(number, LessonState.CHECKED, by=HZ, reason=" Helder. ") is False
        assert lesson_life.move(number, LessonState.CHECKED, by=HZ) is False
        lesson_life.move(number, LessonState.IDENTIFIED, by=TB)
        lesson_life.move(number, LessonState.APPLIED, by=TB)
        lesson_life.move(number, LessonState.VALIDATED, by=HZ, reason=SEEN)
    assert happened == [("lesson.moved", str(number))] * 4
    assert [event.details for event in seen.rows(Event, "zorg")[-4:]] == [
        {"state": state} for state in ("checked", "identified", "applied", "validated")
    ]
    view = lists_lessons.lesson(number)
    assert (view.state, view.reason, view.moved_by) == ("validated", SEEN, HZ)


def test_a_lesson_that_lacks_something_is_told_what() -> None:
    learning.two_facilitators()
    number = lessons.add_lesson("zorg", "Beter communiceren met elkaar.", by=TB)
    assert seen.refused(NotAllowed, lambda: lesson_life.move(number, LessonState.CHECKED, by=HZ)) == (
        f"lesson {number} cannot become checked yet; it lacks: a recommendation, evidence, or the round that shows it, "
        "the condition under which it holds, who should do it, a judgement, how strong the evidence is, "
        "what exactly happened"
    )
    assert state_of(number) == "collected"


def test_no_step_is_left_out() -> None:
    learning.two_facilitators()
    number = learning.learned()
    assert seen.refused(StatusNotAllowed, lambda: lesson_life.move(number, LessonState.APPLIED, by=HZ)) == (
        "a lesson that is collected cannot become applied; allowed: checked, rejected"
    )


def test_somebody_else_checks_it() -> None:
    slug = factories.added()
    number = learning.learned(slug, by=HZ)
    assert lesson_life.move(number, LessonState.CHECKED, by=HZ) is True
    learning.two_facilitators()
    number = learning.learned(slug, by=HZ)
    assert seen.refused(NotAllowed, lambda: lesson_life.move(number, LessonState.CHECKED, by=HZ)) == (
        "a lesson is checked by the facilitator of another alliance; allowed: tb"
    )
    assert lesson_life.move(number, LessonState.CHECKED, by=TB) is False


def test_what_a_verdict_on_a_lesson_rests_on_is_said_without_names() -> None:
    learning.two_facilitators()
    number = learning.learned()
    assert seen.refused(BadInput, lambda: lesson_life.move(number, LessonState.REJECTED, by=HZ, reason="nee")) == (
        "the reason for rejecting a lesson needs at least 10 characters; this has 3"
    )
    named = f"Dat zei {factories.PLANTED_NAME}."
    assert seen.refused(BadInput, lambda: lesson_life.move(number, LessonState.REJECTED, by=HZ, reason=named)) == (
        "a lesson names no person, and this holds a name that is known here; name a role instead"
    )


def test_a_rejected_lesson_can_be_taken_up_again_and_begins_anew() -> None:
    learning.two_facilitators()
    number = learning.checked()
    lesson_life.move(number, LessonState.REJECTED, by=TB, reason="Elders bleek het omgekeerde.")
    assert [line.id for line in lesson_search.search("gemeente")] == []
    assert [line.id for line in lesson_search.search("gemeente", state=LessonState.REJECTED)] == [number]
    lesson_life.move(number, LessonState.COLLECTED, by=TB)
    lessons.edit(number, LessonText(evidence="Ronde 3."), by=TB)
    view = lists_lessons.lesson(number)
    assert (view.state, view.reason, view.evidence) == ("collected", "", "Ronde 3.")


def test_a_merged_lesson_counts_as_the_other_until_it_is_parted_again() -> None:
    for slug in ("zorg", "wonen"):
        learning.two_facilitators(slug)
    factories.added()
    kept, twin, third = learning.learned("zorg"), learning.learned("wonen"), learning.learned("onderwijs", by=HZ)
    assert lesson_life.merge(third, twin, by=HZ) == 2
    with seen.noting("wonen") as happened, seen.noting("zorg") as heard:
        assert lesson_life.merge(twin, kept, by=HZ) == 3
        assert lesson_life.merge(twin, kept, by=HZ) == 3
    assert happened == heard == [("lesson.merged", str(twin))]
    assert [line.id for line in lesson_search.search("gemeente")] == [kept]
    view = lists_lessons.lesson(kept)
    assert (view.merged, view.seen, view.similar) == ((twin, third), 3, ())

    lesson_life.unmerge(third, by=HZ)
    assert [line.id for line in lesson_search.search("gemeente")] == [kept, third]
    assert (lists_lessons.lesson(kept).seen, lists_lessons.lesson(third).merged_into) == (2, None)


def test_what_cannot_be_merged_is_refused() -> None:
    for slug in ("zorg", "wonen"):
        learning.two_facilitators(slug)
    kept, twin, out = learning.learned("zorg"), learning.learned("wonen"), learning.learned("wonen")
    lesson_life.merge(twin, kept, by=HZ)
    lesson_life.move(out, LessonState.REJECTED, by=HZ, reason="Elders bleek het omgekeerde.")

    def refused(number: int, into: int) -> str:
        return seen.refused(NotAllowed, lambda: lesson_life.merge(number, into, by=HZ))

    assert refused(twin, out) == f"lesson {twin} was merged into lesson {kept}"
    assert refused(out, twin) == f"lesson {twin} was merged into lesson {kept}"
    assert refused(kept, out) == f"lesson {out} is rejected; nothing is merged into it"
    assert seen.refused(BadInput, lambda: lesson_life.merge(kept, kept, by=HZ)) == (
        f"lesson {kept} cannot be merged into itself"
    )
    assert seen.refused(NotAllowed, lambda: lesson_life.unmerge(kept, by=HZ)) == (
        f"lesson {kept} was not merged into another"
    )
    assert seen.refused(NotAllowed, lambda: lesson_life.move(twin, LessonState.CHECKED, by=HZ)) == (
        f"lesson {twin} was merged into lesson {kept}"
    )
