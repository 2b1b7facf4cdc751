"""What others learned is put to an alliance when it enters a phase, and answered before the gate."""

from datetime import timedelta

import pytest

from models.actions import gates, lesson_life, lesson_push, lists_lessons, retract
from models.actions.agenda import open_matters
from models.actions.overview import open_decisions
from models.db.tables import LessonUse
from models.method.errors import BadInput, ConditionsNotMet, NotFound
from models.method.lessons import LessonAnswer, LessonState
from models.method.phases import Here, Phase
from samenspel import clock
from tests import factories
from tests.actions import learning, seen
from tests.actions.learning import TB
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

WHY_NOT = "Hier is maar één school."


def put(slug: str = "onderwijs") -> list[int]:
    """Return the lessons that are put to an alliance in its open phase, in their order."""
    return [line.id for line in lists_lessons.inbox(slug)]


def waiting(slug: str, phase: Phase, cycle: int = 1) -> tuple[str, ...]:
    """Return which lessons the gate waits for."""
    codes = gates.ask_gate(Here(alliance=slug, cycle=cycle, phase=phase))
    return tuple(code for code in codes if code.startswith("lesson"))


def test_on_entering_a_phase_at_most_five_lessons_of_others_are_put_once() -> None:
    learning.two_facilitators()
    checked = [learning.checked(text=f"{learning.TEXT} Dat was geval {n}.") for n in range(7)]
    collected = learning.learned()
    rejected = learning.checked()
    lesson_life.move(rejected, LessonState.REJECTED, by=TB, reason="Elders bleek het omgekeerde.")
    slug = factories.added()
    assert put(slug) == checked[:5]
    assert collected not in put(slug)
    here = Here(alliance=slug, cycle=1, phase=Phase.EXPLORE)
    with seen.noting(slug) as happened:
        assert lesson_push.put_lessons(here) == 0
    assert happened == []
    assert waiting(slug, Phase.EXPLORE) == tuple(f"lesson:{number}" for number in checked[:5])


def test_what_is_learned_after_a_phase_opened_waits_for_the_next() -> None:
    learning.two_facilitators()
    slug = factories.added()
    number = learning.checked()
    factories.explored(slug)
    assert put(slug) == [number]


@pytest.mark.parametrize("illustrative", [True, False])
def test_an_invented_alliance_teaches_only_invented_ones(illustrative: bool) -> None:
    learning.two_facilitators(illustrative=True)
    number = learning.checked()
    slug = factories.added(illustrative=illustrative)
    assert put(slug) == ([number] if illustrative else [])


def test_a_gate_waits_for_an_answer_to_each_and_the_open_list_names_it() -> None:
    learning.two_facilitators()
    number = learning.checked()
    slug = factories.added()
    (line,) = [one for one in open_matters(slug) if one.what == "lesson"]
    assert (line.about, line.who, line.due) == (str(number), ("hz",), None)
    assert line.next == f"samenspel lesson answer onderwijs {number} ANSWER --by STAFF"
    with seen.noting(slug) as happened:
        lesson_push.answer(slug, number, LessonAnswer.NOT_APPLICABLE, by=HZ, reason=WHY_NOT)
        lesson_push.answer(slug, number, LessonAnswer.NOT_APPLICABLE, by=HZ, reason=WHY_NOT)
    assert happened == [("lesson.answered", str(number))]
    assert waiting(slug, Phase.EXPLORE) == ()
    (line_of_inbox,) = lists_lessons.inbox(slug)
    assert (line_of_inbox.answer, line_of_inbox.reason, line_of_inbox.alliance) == ("not_applicable", WHY_NOT, "zorg")
    assert [one for one in open_matters(slug) if one.what == "lesson"] == []


def test_an_answer_holds_together() -> None:
    learning.two_facilitators()
    number = learning.checked()
    slug = factories.added()

    def answer(said: LessonAnswer, reason: str = "") -> object:
        return lesson_push.answer(slug, number, said, by=HZ, reason=reason)

    assert seen.refused(BadInput, lambda: answer(LessonAnswer.NOT_APPLICABLE)) == (
        "the reason for not_applicable needs at least 10 characters; this has 0"
    )
    assert seen.refused(BadInput, lambda: answer(LessonAnswer.LATER, f"Dat zei {factories.PLANTED_NAME}.")) == (
        "a lesson names no person, and this holds a name that is known here; name a role instead"
    )
    assert seen.refused(NotFound, lambda: lesson_push.answer("zorg", number, LessonAnswer.LATER, by=HZ)) == (
        f"lesson {number} was not put to zorg in this phase; see: samenspel lesson inbox zorg"
    )


def test_applying_an_identified_lesson_takes_it_on_in_the_alliance_that_learned_it() -> None:
    learning.two_facilitators()
    identified, checked = learning.checked(), learning.checked()
    lesson_life.move(identified, LessonState.IDENTIFIED, by=TB)
    slug = factories.added()
    with seen.noting("zorg") as happened:
        for number in (identified, checked):
            lesson_push.answer(slug, number, LessonAnswer.APPLIED, by=HZ)
    assert happened == [("lesson.moved", str(identified))]
    views = [lists_lessons.lesson(number) for number in (identified, checked)]
    assert [(view.state, view.uses[0].alliance, view.uses[0].answer) for view in views] == [
        ("applied", slug, "applied"),
        ("checked", slug, "applied"),
    ]


def test_later_comes_back_in_the_next_phase_before_all_others_and_a_settled_lesson_never() -> None:
    learning.two_facilitators()
    numbers = [learning.checked(text=f"{learning.TEXT} Dat was geval {n}.") for n in range(7)]
    slug = factories.added()
    assert put(slug) == numbers[:5]
    for number in numbers[:3]:
        lesson_push.answer(slug, number, LessonAnswer.APPLIED, by=HZ)
    lesson_push.answer(slug, numbers[3], LessonAnswer.NOT_APPLICABLE, by=HZ, reason=WHY_NOT)
    lesson_push.answer(slug, numbers[4], LessonAnswer.LATER, by=HZ)
    factories.explored(slug)
    assert put(slug) == [numbers[4], numbers[5], numbers[6]]


def test_an_alliance_is_reminded_of_what_it_learned_itself_in_the_next_cycle() -> None:
    learning.two_facilitators()
    slug = factories.brought_to(Phase.EVALUATE)
    own = learning.learned(slug, by=HZ)
    lesson_life.move(own, LessonState.CHECKED, by=TB)
    factories.measured(slug, 0.4)
    assert put(slug) == []
    factories.went_back(slug)
    assert put(slug) == [own]
    assert waiting(slug, Phase.CO_CREATE, 2) == (f"lesson:{own}",)


def test_lessons_of_a_cycle_that_is_taken_back_are_put_no_longer() -> None:
    learning.two_facilitators()
    slug = factories.brought_to(Phase.EVALUATE)
    own = learning.learned(slug, by=HZ)
    lesson_life.move(own, LessonState.CHECKED, by=TB)
    factories.measured(slug, 0.4)
    (asked,) = open_decisions(slug)
    factories.went_back(slug)
    assert [use.cycle for use in seen.rows(LessonUse, slug)] == [2]
    retract.retract(asked.id, by=HZ, reason="Te vroeg besloten.")
    assert (seen.rows(LessonUse, slug), put(slug)) == ([], [])


def test_a_gate_stops_waiting_for_a_lesson_that_is_rejected_or_merged() -> None:
    learning.two_facilitators()
    out, twin, kept = (learning.checked(text=f"{learning.TEXT} Dat was geval {n}.") for n in range(3))
    slug = factories.added()
    lesson_push.answer(slug, kept, LessonAnswer.LATER, by=HZ)
    with seen.noting(slug) as happened:
        lesson_life.move(out, LessonState.REJECTED, by=TB, reason="Elders bleek het omgekeerde.")
        lesson_life.merge(twin, kept, by=TB)
    assert happened == [("lesson.moved", str(out)), ("lesson.merged", str(twin))]
    assert waiting(slug, Phase.EXPLORE) == ()
    # A run for each of the two alliances that heard of it.
    assert factories.drain() == 2


def test_lessons_can_stay_open_with_a_reason_and_come_back(at_start: clock.SetClock) -> None:
    learning.two_facilitators()
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    at_start.move_to(clock.now() + timedelta(days=1))
    number = learning.checked()
    factories.formed(slug)
    factories.deliver_all(slug, Phase.CO_CREATE)
    factories.drain()
    assert factories.place(slug) == (1, "co_create")
    assert seen.refused(ConditionsNotMet, lambda: gates.pass_gate(slug, by=HZ)) == (
        f"the gate of co_create waits for lesson:{number}; "
        "deliverables and lessons can be left open with --with-missing and a reason"
    )
    assert gates.pass_gate(slug, by=HZ, with_missing=True, reason="Wij komen er later op terug.") is Phase.IMPLEMENT
    run = seen.phase_row(slug, "co_create")
    assert (run.missing, run.outcome.value if run.outcome else None) == (
        [f"lesson:{number}"],
        "passed_with_conditions",
    )
    factories.drain()
    assert [(use.lesson_id, use.phase.value, use.answer) for use in seen.rows(LessonUse, slug)] == [
        (number, "co_create", None),
        (number, "implement", None),
    ]


def test_an_alliance_that_stops_goes_out_without_lessons() -> None:
    learning.two_facilitators()
    slug = factories.added()
    learning.checked()
    gates.stop(slug, by=HZ, reason="De gemeente trok zich terug.")
    factories.drain()
    assert (factories.place(slug), put(slug)) == ((1, "secure_impact"), [])


def test_an_alliance_that_has_ended_has_nothing_to_answer() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    factories.secured(slug)
    assert lists_lessons.inbox(slug) == []
