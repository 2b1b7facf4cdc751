"""The reflection of phase 5: asked once a cycle, answered in confidence, closed, and turned into a plan (R84, R87)."""

import json
from datetime import timedelta

import pytest

from models.actions import (
    answering,
    collaboration,
    evidence_tasks,
    improvements,
    lists_evidence,
    lists_rounds,
    reflection_steps,
    round_states,
    stakeholders,
    timers,
)
from models.actions.frame import act
from models.actions.history import log_of
from models.actions.revise import revise
from models.db import queries
from models.db.session import database
from models.db.tables import Letter, Respondent, Round
from models.method.collaboration_questions import Theme
from models.method.decisions import GoBackTo
from models.method.edits import all_of, changing
from models.method.errors import NotAllowed
from models.method.parties import StakeholderStatus
from models.method.phases import Here, Phase
from models.method.rounds import RoundPurpose
from models.method.working_days import local_day
from samenspel import clock
from tests import factories
from tests.actions import seen
from tests.actions.reflecting import ASKED, all_answer, answer, answers, with_partners
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

WRITTEN = "Wij wachten al een jaar op de gemeente"


def rounds(slug: str) -> list[tuple[int, str, str, str]]:
    return [(r.number, r.purpose.value, r.kind.value, r.state.value) for r in seen.rows(Round, slug)]


def later(days: int) -> None:
    """Let time pass, and let clock and engine do what that brings."""
    hands = clock._clock
    assert isinstance(hands, clock.SetClock)
    hands.move_to(hands.now() + timedelta(days=days))
    timers.fire_due()
    factories.drain()


def states(slug: str) -> list[str]:
    (current,) = [r.id for r in seen.rows(Round, slug) if r.purpose.asks_people][-1:]
    return [one.state.value for one in seen.everywhere(Respondent, round_id=current)]


def test_phase_5_asks_the_partners_and_the_target_group_once_a_cycle() -> None:
    slug = with_partners()
    assert rounds(slug) == [(1, "impact", "deciding", "open"), (2, "collaboration", "informative", "open")]
    asked = [contact for _, contact, _ in seen.letters(slug, kind="round_invitation")]
    assert asked == [f"{slug}-{who}-1" for who in ASKED]
    assert seen.asked(slug, kind="round") == [("round", "2", "open")] * len(ASKED)
    assert reflection_steps.open_when_due(Here(slug, 1, Phase.EVALUATE)) is None
    assert reflection_steps.ask_the_partners(Here(slug, 1, Phase.EVALUATE)) == 0


def test_an_alliance_may_do_without() -> None:
    assert rounds(factories.brought_to(Phase.EVALUATE)) == [(1, "impact", "deciding", "open")]


def test_the_questions_are_those_of_the_day_on_which_the_round_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    slug = with_partners()
    asked = seen.row(Round, slug, number=2).questions
    monkeypatch.setattr("models.method.collaboration.QUESTIONS", ())
    answer(slug, "fonds")
    assert (seen.row(Round, slug, number=2).questions, len(asked or ())) == (asked, 16)


def test_an_answer_stops_the_reminders_and_is_thanked_for_once() -> None:
    slug = with_partners()
    reminding = [t for t in seen.timers(slug) if t[0] == "request_step" and t[3] == "waiting"]
    answer(slug, "fonds")
    answer(slug, "fonds", given={"roles_1": "2"})
    still = [t for t in seen.timers(slug) if t[0] == "request_step" and t[3] == "waiting"]
    assert len(reminding) - len(still) == 1
    thanked = [letter.context["contribution"] for letter in seen.rows(Letter, slug, kind="thanks")]
    assert thanked.count("uw kijk op de samenwerking") == 1


def test_an_answer_is_replaced_question_by_question_until_the_round_closes() -> None:
    slug = with_partners()
    answer(slug, "fonds", given={"roles_1": "4", "12": "2"}, comments={"better": WRITTEN}, share=True)
    answer(slug, "fonds", given={"roles_1": "weet-niet"})
    (kept,) = [one for one in seen.everywhere(Respondent) if one.answers]
    assert (kept.answers, kept.comments, kept.shareable) == (
        {"roles_1": None, "roles_2": 2.0},
        {"better": WRITTEN},
        True,
    )
    all_answer(slug)
    refused = seen.refused(NotAllowed, lambda: answer(slug, "fonds"))
    assert refused == "round 2 is closed; answers are taken while it is open"


def test_it_closes_when_everybody_answered_or_takes_no_part_and_says_what_came_of_it() -> None:
    slug = with_partners()
    answering.decline(slug, 2, f"{slug}-bond-1", by=HZ)
    factories.drain()
    assert states(slug)[-1] == "declined"
    with seen.noting(slug) as happened:
        all_answer(slug, roles=2, agreements=3)
    assert [one for one in happened if one[0] == "round.closed"] == [("round.closed", "2")]
    said = lists_rounds.one_round(slug, 2)
    view = said.reflection
    assert view is not None
    assert (view.asked, view.answered, view.declined, view.response_rate) == (6, 5, 1, 5 / 6)
    figures = {line.about: (line.mean, line.answered) for line in view.themes}
    assert figures[Theme.ROLES] == (2.0, 5)
    assert figures[Theme.OPEN_MIND] == (4.0, 5)
    row = seen.row(Round, slug, number=2)
    assert (row.verdict, row.attainment) == (said.verdict, pytest.approx(said.attainment))
    assert row.snapshot_sha256 is not None


def test_whoever_answers_for_an_organisation_that_left_is_not_reminded_either() -> None:
    slug = with_partners()
    bond = f"{slug}-bond"
    moves = changing("contacts", f"{bond}-1", lambda one: one.model_copy(update={"organisation": f"{slug}-pabo"}))
    revise(
        slug, all_of(moves, changing("stakeholders", bond, lambda one: one.model_copy(update={"contact": None}))), by=HZ
    )
    stakeholders.move(slug, bond, StakeholderStatus.LEFT, by=HZ, reason="De bond gaat verder zonder ons.")
    factories.drain()
    assert states(slug)[-1] == "declined"
    assert seen.asked(slug, kind="round") == [("round", "2", "open")] * 5 + [("round", "2", "withdrawn")]


def test_it_closes_on_its_last_day_with_whoever_answered() -> None:
    slug = with_partners()
    for who in ("gemeente", "fonds", "pabo"):
        answer(slug, who)
    later(29)
    assert rounds(slug)[1][3] == "closed"
    view = lists_rounds.one_round(slug, 2).reflection
    assert view is not None
    assert (view.answered, view.asked) == (3, 6)
    assert {state for _, _, state in seen.asked(slug, kind="round")} == {"answered", "lapsed"}


def test_the_verdict_of_two_is_told_nowhere() -> None:
    slug = with_partners()
    for who in ("gemeente", "fonds"):
        answer(slug, who, given=answers(1))
    later(29)
    (line,) = [one for one in lists_rounds.rounds(slug) if one.number == 2]
    assert (line.state, line.verdict, line.reason) == ("closed", "inconclusive", "below_quorum")
    view = lists_rounds.one_round(slug, 2).reflection
    assert view is not None
    assert (view.answered, view.verdict, view.reason, view.mean) == (2, "inconclusive", "below_quorum", None)


def test_a_round_that_decides_nothing_leaves_a_task_until_a_later_one_decides() -> None:
    slug = with_partners()
    answer(slug, "fonds")
    later(29)
    (task,) = [one for one in lists_evidence.tasks(slug) if one.subject == "collaboration"]
    closed = seen.row(Round, slug, number=2)
    assert (task.kind, task.owner, task.round, task.due_on) == ("reach_quorum", "hz", 2, closed.next_on)
    assert task.due_on == local_day(clock.now()) + timedelta(days=14)
    with act(slug, by=HZ) as a:
        evidence_tasks.open_for(a, seen.row(Round, slug, number=1), [])
    assert [one.state for one in lists_evidence.tasks(slug) if one.subject == "collaboration"] == ["open"]
    number = round_states.prepare(slug, RoundPurpose.COLLABORATION, by=HZ).number
    round_states.approve(slug, number, by=HZ)
    round_states.open_now(slug, number, by=HZ)
    factories.drain()
    all_answer(slug, number=number)
    assert [one for one in lists_evidence.tasks(slug) if one.subject == "collaboration"] == []
    assert seen.row(Round, slug, number=number).next_on is None


def test_each_weak_theme_becomes_one_proposal_a_cycle_that_a_person_adopts() -> None:
    slug = with_partners()
    all_answer(slug, roles=2, agreements=1)
    proposed = improvements.improvements(slug)
    assert [(one.key, one.state, one.recorded_by) for one in proposed] == [
        ("i1", "proposed", "flow:evaluate"),
        ("i2", "proposed", "flow:evaluate"),
    ]
    assert "afspraken" in proposed[0].text
    second = round_states.prepare(slug, seen.row(Round, slug, number=2).purpose, by=HZ)
    round_states.approve(slug, second.number, by=HZ)
    round_states.open_now(slug, second.number, by=HZ)
    factories.drain()
    all_answer(slug, number=second.number, roles=1)
    assert len(improvements.improvements(slug)) == 2
    day = improvements.adopt(slug, "i1", by=HZ, owner=f"{slug}-fonds")
    (first, _) = improvements.improvements(slug)
    assert (first.state, first.owner, first.due_on) == ("open", f"{slug}-fonds", day)
    assert ("improvement_due", "i1", 1, "waiting") in seen.timers(slug)


def test_the_deliverable_and_the_evaluation_are_given_what_came_of_it() -> None:
    slug = with_partners()
    with database().read() as session:
        assert collaboration.outcome(session, queries.find_alliance(session, slug), 1) is None
    all_answer(slug, roles=2)
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        found = collaboration.outcome(session, alliance, 1)
        scale = collaboration.latest_scale(session, alliance, 1)
    assert found is not None
    assert (found.round, found.answered, found.asked, found.themes[0]) == (2, 6, 6, (Theme.ROLES, 0.25))
    assert scale is not None
    assert (scale.invited, len(scale.responses), scale.critical_groups) == (6, 6, ())
    assert sorted(scale.groups.values()) == ["partner"] * 5 + ["target_group"]


def test_when_the_phase_ends_what_was_answered_is_kept() -> None:
    slug = with_partners()
    for who in ("gemeente", "fonds", "pabo"):
        answer(slug, who)
    factories.measured(slug, 0.2)
    factories.went_back(slug, GoBackTo.CO_CREATE)
    assert rounds(slug)[1][3] == "closed"
    assert [one for one in seen.asked(slug, kind="round") if one[2] == "open"] == []


def test_while_it_is_open_nobody_sees_a_figure() -> None:
    slug = with_partners()
    for who in ("gemeente", "fonds", "pabo", "school"):
        answer(slug, who)
    view = lists_rounds.one_round(slug, 2).reflection
    assert view is not None
    assert (view.answered, view.mean, view.themes, view.groups, view.texts) == (4, None, (), (), ())


def test_two_who_answered_are_too_few_for_any_figure_or_text() -> None:
    slug = with_partners()
    answer(slug, "fonds", comments={"better": WRITTEN}, share=True)
    answer(slug, "pabo")
    later(29)
    said = lists_rounds.one_round(slug, 2)
    view = said.reflection
    assert view is not None
    assert (view.answered, view.mean, said.attainment, view.texts) == (2, None, None, ())
    assert {line.mean for line in (*view.themes, *view.groups)} == {None}
    assert improvements.improvements(slug) == []


def test_what_people_wrote_is_in_no_event_and_is_shown_only_of_who_allows_it() -> None:
    slug = with_partners()
    answer(slug, "fonds", given=answers(), comments={"better": WRITTEN}, share=True)
    answer(slug, "pabo", given=answers(), comments={"better": "Dit zegt niemand verder."})
    all_answer(slug)
    view = lists_rounds.one_round(slug, 2).reflection
    assert view is not None
    assert [(line.question, line.text) for line in view.texts] == [("better", WRITTEN)]
    told = json.dumps([[one.subject, one.details, one.sentence] for one in log_of(slug)], default=str)
    assert [word for word in (WRITTEN, "niemand verder", "roles_1") if word in told] == []
    row = seen.row(Round, slug, number=2)
    kept = json.dumps([row.result, row.questions])
    assert [word for word in (WRITTEN, "niemand verder", f"{slug}-fonds") if word in kept] == []
