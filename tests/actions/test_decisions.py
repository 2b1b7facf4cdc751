"""What people decide after a round: the first answer counts, everybody else is told whose it was."""

from datetime import timedelta

import pytest

from models.actions import decisions, gates, handover, lessons
from models.actions.overview import open_decisions, overview
from models.db.tables import Decision, Event, Lesson
from models.method.decisions import GoBackTo, Outcome
from models.method.errors import AlreadyDecided, BadInput, NotAllowed, NotFound
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ, an_answer

pytestmark = pytest.mark.usefixtures("db", "at_start")


def insufficient() -> tuple[str, str]:
    """Return an alliance whose round fell short, and its open decision."""
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    (asked,) = open_decisions(slug)
    return slug, str(asked.id)


def test_too_little_impact_is_put_to_people_with_a_proposal_and_a_date() -> None:
    slug, number = insufficient()
    row = seen.row(Decision, slug)
    assert (row.state.value, row.version, row.verdict, row.attainment) == ("open", 1, "insufficient", 0.4)
    assert (row.proposed.value, row.proposed_back.value) == ("go_back", "co_create")
    assert row.due_at - row.asked_at == timedelta(days=14)
    assert seen.timers(slug, kind="decision_due") == [("decision_due", number, 1, "waiting")]
    assert seen.letters(slug, kind="decision_open")[-1] == ("decision_open", "hz", "queued")
    factories.deliver_all(slug, Phase.EVALUATE)
    factories.drain()
    assert overview(slug).waits_for == ("decision",)


def test_the_second_answer_loses_and_hears_who_won_when_and_where(at_start: SetClock) -> None:
    slug, number = insufficient()
    assert decisions.answer(number, an_answer(), via="CLI").cycle == 2
    at_start.move_to(at_start.now() + timedelta(hours=1))
    with seen.noting(slug) as happened:
        said = seen.refused(
            AlreadyDecided, lambda: decisions.answer(number, an_answer(Outcome.SECURE_ANYWAY), via="Prefect")
        )
    assert said == "already decided by hz on 2026-03-02 11:00 UTC by CLI: go_back"
    assert happened == []
    row = seen.row(Decision, slug)
    assert (row.outcome, row.via, row.version, row.decided_by) == ("go_back", "CLI", 2, "hz")


def test_an_answer_to_an_older_version_is_told_to_look_again() -> None:
    _, number = insufficient()
    assert (
        seen.refused(AlreadyDecided, lambda: decisions.answer(number, an_answer(), via="CLI", version=7))
        == f"decision {number} has changed since (version 1, not 7); look again"
    )
    assert decisions.answer(number, an_answer(), via="CLI", version=1).phase is Phase.CO_CREATE


def test_going_back_records_the_lesson_closes_the_cycle_and_opens_the_next() -> None:
    slug, number = insufficient()
    with seen.noting(slug) as happened:
        done = decisions.answer(number, an_answer(), via="CLI")
    assert (done.cycle, done.phase, done.outcome) == (2, Phase.CO_CREATE, Outcome.GO_BACK)
    (lesson,) = seen.rows(Lesson, slug)
    assert [e for e in happened if e[0] != "request.stopped"] == [
        ("lesson.recorded", str(lesson.id)),
        ("decision.answered", number),
        ("phase.closed", "evaluate"),
        ("evidence.settled", "collaboration"),
        ("phase.opened", "co_create"),
        ("lead.moved", "foundation"),
        ("cycle.opened", "2"),
        ("round.shared", "1"),
    ]
    assert (lesson.cycle, lesson.phase.value) == (1, "evaluate")
    assert seen.timers(slug, kind="decision_due") == [("decision_due", number, 1, "cancelled")]


@pytest.mark.parametrize("to", [GoBackTo.EXPLORE, GoBackTo.FORM_ALLIANCE, GoBackTo.CO_CREATE, GoBackTo.IMPLEMENT])
def test_one_may_go_back_to_each_of_the_phases_one_to_four(to: GoBackTo) -> None:
    slug, number = insufficient()
    decisions.answer(number, an_answer(go_back_to=to), via="CLI")
    factories.drain()
    assert factories.place(slug) == (2, to.value)


def test_going_back_rests_on_a_lesson() -> None:
    slug, number = insufficient()
    assert (
        seen.refused(BadInput, lambda: decisions.answer(number, an_answer(lesson=""), via="CLI"))
        == "going back rests on at least one lesson learned: fill in the lesson"
    )
    lessons.add_lesson(slug, "Begin met de scholen zelf.", by=HZ)
    assert decisions.answer(number, an_answer(lesson=""), via="CLI").cycle == 2


def test_an_answer_that_does_not_hold_together_changes_nothing() -> None:
    slug, number = insufficient()
    with seen.noting(slug) as happened:
        assert (
            seen.refused(BadInput, lambda: decisions.answer(number, an_answer(decided_by="jd"), via="CLI"))
            == "decided_by 'jd' is no member of staff; allowed: hz"
        )
        assert (
            seen.refused(
                BadInput, lambda: decisions.answer(number, an_answer(go_back_to=GoBackTo.NOT_APPLICABLE), via="CLI")
            )
            == "go_back needs the phase to go back to; allowed: explore, form_alliance, co_create, implement"
        )
        assert (
            seen.refused(
                BadInput,
                lambda: decisions.answer(number, an_answer(Outcome.STOP, go_back_to=GoBackTo.EXPLORE), via="CLI"),
            )
            == "go_back_to is explore but the outcome is stop; choose not_applicable"
        )
    assert happened == []
    assert [asked.version for asked in open_decisions(slug)] == [1]


@pytest.mark.parametrize("number", ["x", "²", "-1", ""])
def test_a_decision_is_named_by_its_number(number: str) -> None:
    assert (
        seen.refused(BadInput, lambda: decisions.answer(number, an_answer(), via="CLI"))
        == f"decision {number!r} is unknown; allowed: its number, or new:<alliance>"
    )


@pytest.mark.parametrize("number", ["7", "99999999999999999999999999"])
def test_a_decision_that_is_not_there_is_not_found(number: str) -> None:
    assert (
        seen.refused(NotFound, lambda: decisions.answer(number, an_answer(), via="CLI"))
        == f"there is no decision {number}"
    )


def test_securing_anyway_opens_the_way_and_is_marked_as_deviating() -> None:
    slug, number = insufficient()
    decisions.answer(number, an_answer(Outcome.SECURE_ANYWAY), via="CLI")
    (event,) = seen.rows(Event, slug, type="decision.answered")
    assert (event.details["deviates"], event.actor) == (True, HZ)
    factories.deliver_all(slug, Phase.EVALUATE)
    factories.drain()
    assert factories.place(slug) == (1, "secure_impact")


def test_stopping_goes_out_through_phase_six() -> None:
    slug, number = insufficient()
    assert decisions.answer(number, an_answer(Outcome.STOP), via="CLI").phase is Phase.SECURE_IMPACT
    handover.share(slug, by=HZ)
    factories.drain()
    assert overview(slug).ending == "stopped"


def test_by_hand_answers_the_question_that_is_open_or_asks_its_own() -> None:
    slug, number = insufficient()
    assert decisions.answer(f"new:{slug}", an_answer(), via="CLI").decision == int(number)
    factories.drain()
    assert (
        seen.refused(NotAllowed, lambda: decisions.answer(f"new:{slug}", an_answer(), via="CLI"))
        == "go_back cannot be decided in phase co_create; allowed in: evaluate"
    )
    assert len(seen.rows(Decision, slug)) == 1
    assert decisions.answer(f"new:{slug}", an_answer(Outcome.STOP), via="CLI").phase is Phase.SECURE_IMPACT


def test_a_question_whose_phase_is_over_is_no_longer_asked() -> None:
    slug, number = insufficient()
    gates.stop(slug, by=HZ, reason="Het geld is op en de partners ook.")
    assert (
        seen.refused(NotAllowed, lambda: decisions.answer(number, an_answer(), via="CLI"))
        == f"decision {number} is no longer asked: its phase is over"
    )
