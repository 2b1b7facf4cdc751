"""Lessons are recorded, put right and found again when somebody learns the same."""

import pytest

from models.actions import lesson_life, lessons, lists_lessons, removal
from models.db.tables import Event, Lesson, Round
from models.method.decisions import GoBackTo
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.lessons import Judgement, LessonSource, LessonState, LessonText
from models.method.phases import Phase
from tests import factories
from tests.actions import learning, seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")


def test_a_lesson_says_what_happened_why_when_it_holds_and_who_does_what() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        number = learning.learned(slug, f"  {learning.TEXT} ", by=HZ, title="Klein eerst", theme="tekort")
    assert happened == [("lesson.recorded", str(number))]
    assert seen.rows(Event, slug)[-1].details == {}
    view = lists_lessons.lesson(number)
    assert (view.title, view.text, view.recommendation) == ("Klein eerst", learning.TEXT, learning.ADVICE)
    assert (view.judgement, view.doer, view.strength, view.theme) == ("keep", "de projectleider", 3, "tekort")
    assert (view.state, view.source, view.round, view.seen, view.uses) == ("collected", "by_hand", None, 1, ())


def test_a_lesson_of_a_round_says_which() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    number = lessons.add_lesson(slug, learning.TEXT, by=HZ, of_round=1)
    told = lessons.add_lesson(slug, learning.TEXT, by=HZ, of_round=1, source=LessonSource.SESSION)
    assert [(lists_lessons.lesson(n).source, lists_lessons.lesson(n).round) for n in (number, told)] == [
        ("round", 1),
        ("session", 1),
    ]
    assert seen.refused(NotFound, lambda: lessons.add_lesson(slug, learning.TEXT, by=HZ, of_round=9)) == (
        "there is no round 9 in onderwijs"
    )


def test_the_lesson_of_a_step_back_comes_from_the_decision_and_its_round() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    factories.went_back(slug, GoBackTo.CO_CREATE)
    (lesson,) = seen.rows(Lesson, slug)
    (held,) = seen.rows(Round, slug)
    assert (lesson.source, lesson.round_id) == (LessonSource.DECISION, held.id)


@pytest.mark.parametrize(
    ("text", "more", "message"),
    [
        ("les", LessonText(), "a lesson needs at least 10 characters; this has 3"),
        (learning.TEXT, LessonText(strength=5), "the evidence of a lesson cannot be 5 strong; allowed: 1 to 4"),
        ("woord " * 151, LessonText(), "a lesson has at most 150 words; this has 151"),
        (
            f"Vraag {factories.PLANTED_NAME} om raad.",
            LessonText(),
            "a lesson names no person, and this holds a name that is known here; name a role instead",
        ),
        (
            learning.TEXT,
            LessonText(doer="Hanna Zomer"),
            "a lesson names no person, and this holds a name that is known here; name a role instead",
        ),
        (
            learning.TEXT,
            LessonText(evidence=factories.PLANTED_ADDRESS),
            "a lesson names no person, and this holds an e-mail address; name a role instead",
        ),
    ],
)
def test_what_is_no_lesson_is_refused_and_nothing_is_kept(text: str, more: LessonText, message: str) -> None:
    slug = factories.added()
    assert seen.refused(BadInput, lambda: lessons.add_lesson(slug, text, by=HZ, more=more)) == message
    assert seen.rows(Lesson, slug) == []


def test_what_a_lesson_says_is_put_right_until_it_is_checked() -> None:
    learning.two_facilitators()
    number = learning.learned(cause=None)
    with seen.noting("zorg") as happened:
        changed = lessons.edit(number, LessonText(text="De gemeente betaalde niet mee. ", strength=3), by=HZ)
        assert lessons.edit(number, LessonText(judgement=Judgement.KEEP), by=HZ) == ()
    assert (changed, happened) == (("text",), [("lesson.changed", str(number))])
    assert lists_lessons.lesson(number).text == "De gemeente betaalde niet mee."
    assert seen.refused(BadInput, lambda: lessons.edit(number, LessonText(text="kort"), by=HZ)) == (
        "a lesson needs at least 10 characters; this has 4"
    )


def test_whoever_checked_a_lesson_stands_for_what_was_read() -> None:
    learning.two_facilitators()
    number = learning.checked(cause=None)
    assert lessons.edit(number, LessonText(cause="Het budget lag bij de gemeente."), by=HZ) == ("cause",)
    assert seen.refused(NotAllowed, lambda: lessons.edit(number, LessonText(evidence="Ronde 3."), by=HZ)) == (
        f"lesson {number} is checked; what it says stays, and only what it lacks can be added"
    )
    assert lists_lessons.lesson(number).evidence == "Ronde 2."


def test_a_lesson_that_looks_like_one_of_another_alliance_is_found() -> None:
    learning.two_facilitators()
    slug = factories.added()
    first = learning.learned("zorg")
    twin = learning.learned(slug, "Pas toen de gemeente meebetaalde kregen de kleine scholen begeleiding.", by=HZ)
    other = lessons.add_lesson(slug, "Ouders zijn te laat gevraagd om mee te denken.", by=HZ)
    assert (lessons.similar(twin), lessons.similar(first), lessons.similar(other)) == ((first,), (twin,), ())


def test_lessons_are_listed_of_one_alliance_or_of_all_by_state_and_phase() -> None:
    learning.two_facilitators()
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    first, second = learning.checked("zorg"), learning.learned(slug, by=HZ)

    def listed(of: str | None = None, state: LessonState | None = None, phase: Phase | None = None) -> list[int]:
        return [line.id for line in lists_lessons.lessons(of, state=state, phase=phase)]

    assert (listed(), listed(slug)) == ([second, first], [second])
    assert listed(state=LessonState.CHECKED) == [first]
    assert listed(phase=Phase.FORM_ALLIANCE) == [second]


def test_an_unknown_lesson_is_not_found() -> None:
    factories.added()
    assert seen.refused(NotFound, lambda: lists_lessons.lesson(7)) == (
        "there is no lesson 7; all of them: samenspel lesson list"
    )


def test_lessons_go_with_their_alliance_and_leave_those_of_others() -> None:
    learning.two_facilitators()
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    gone = lessons.add_lesson(slug, learning.TEXT, by=HZ, of_round=1)
    kept = learning.checked("zorg")
    lesson_life.merge(kept, gone, by=HZ)
    removal.remove(slug)
    assert lists_lessons.lesson(kept).merged_into is None
    assert [line.id for line in lists_lessons.lessons()] == [kept]
