"""The questions beside the verdict: a gate that is due, the route of the hand-over, and answers of one's own accord."""

from datetime import timedelta

import pytest

from models.actions import decisions, fault_returns, faults, gates, handover, need, questions, timers
from models.actions.lists_impact import decision as decision_view
from models.actions.overview import open_decisions, overview
from models.db.tables import Cycle, Decision, Event, FaultReturn, Letter, SystemFault
from models.method.decisions import DecisionKind, GoBackTo, Outcome
from models.method.errors import AlreadyDecided, BadInput, NotAllowed, NotFound
from models.method.faults import FaultAnswer, FaultState
from models.method.handover import Route
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ, an_answer

pytestmark = pytest.mark.usefixtures("db", "at_start")

NOWHERE = GoBackTo.NOT_APPLICABLE


def overdue(hands: SetClock, phase: Phase = Phase.CO_CREATE) -> tuple[str, int]:
    """Return an alliance whose gate is due, and the question that this led to."""
    slug = factories.brought_to(phase)
    due = overview(slug).gate_due_at
    assert due is not None
    hands.move_to(due)
    timers.fire_due()
    (asked,) = open_decisions(slug)
    return slug, asked.id


def an_outcome(outcome: Outcome) -> decisions.DecisionAnswer:
    """Return an answer that goes nowhere back."""
    return an_answer(outcome, go_back_to=NOWHERE, lesson="")


def test_a_gate_that_is_due_is_put_to_people_with_what_it_waits_for(at_start: SetClock) -> None:
    slug, number = overdue(at_start)
    said = decision_view(number)
    assert (said.kind, said.subject, said.proposed, said.options) == (
        "gate",
        "co_create",
        "wait",
        ("pass_with_missing", "wait", "stop"),
    )
    assert said.evidence is not None
    assert said.evidence["waits_for"] == [f"deliverable:{code}" for code in CO_CREATE]
    # One letter says that the gate is due; the question itself needs no second one.
    assert [letter.kind for letter in seen.rows(Letter, slug, staff="hz") if letter.kind == "decision_open"] == []


CO_CREATE = ("solution_design", "action_plan", "resource_overview", "toc_framework")


def test_waiting_asks_again_after_the_same_time(at_start: SetClock) -> None:
    slug, number = overdue(at_start)
    decisions.answer(str(number), an_outcome(Outcome.WAIT), via="Prefect")
    assert open_decisions(slug) == []
    at_start.move_to(at_start.now() + timedelta(days=111))
    timers.fire_due()
    assert open_decisions(slug) == []
    at_start.move_to(at_start.now() + timedelta(days=1))
    timers.fire_due()
    (again,) = open_decisions(slug)
    assert (again.id, decision_view(again.id).subject) == (number + 1, "co_create")


def test_passing_with_something_open_is_an_answer_and_stays_on_record(at_start: SetClock) -> None:
    slug, number = overdue(at_start)
    done = decisions.answer(str(number), an_outcome(Outcome.PASS_WITH_MISSING), via="CLI")
    assert done.phase is Phase.IMPLEMENT
    assert seen.phase_row(slug, "co_create").missing == list(CO_CREATE)
    assert seen.row(Decision, slug).outcome is Outcome.PASS_WITH_MISSING


def test_doing_what_is_asked_answers_the_question(at_start: SetClock) -> None:
    slug, number = overdue(at_start, Phase.EXPLORE)
    need.score_need(slug, {"urgentie": 5, "kracht": 4}, by=HZ)
    need.go(slug, by=HZ, reason="De raad vindt het dringend.")
    said = decision_view(number)
    assert (said.state, said.outcome, said.decided_by, said.via) == ("answered", "go", "hz", questions.BY_COMMAND)
    assert (
        seen.refused(AlreadyDecided, lambda: decisions.answer(str(number), an_outcome(Outcome.GO), via="CLI"))
        == f"already decided by hz on {at_start.now():%Y-%m-%d %H:%M} UTC by command: go"
    )


def test_a_question_about_a_gate_ends_with_its_phase(at_start: SetClock) -> None:
    slug, number = overdue(at_start)
    gates.pass_gate(slug, by=HZ, with_missing=True, reason="De rest volgt in de zomer.")
    assert decision_view(number).outcome == "pass_with_missing"
    assert open_decisions(slug) == []


def test_go_and_no_go_can_be_said_of_ones_own_accord() -> None:
    slug = factories.added()
    need.score_need(slug, {"urgentie": 5, "kracht": 4}, by=HZ)
    decisions.answer(f"new:{slug}", an_outcome(Outcome.GO), via="Prefect")
    assert seen.phase_row(slug, "explore").go_by == HZ
    ended = decisions.answer(f"new:{slug}", an_outcome(Outcome.NO_GO), via="Prefect")
    assert (ended.phase, ended.cycle, overview(slug).ending) == (None, 1, "no_go")
    kinds = [(row.kind.value, row.subject, row.proposed.value) for row in seen.rows(Decision, slug)]
    assert kinds == [("gate", "explore", "go"), ("gate", "explore", "no_go")]


def test_the_route_is_asked_once_in_phase_six_and_answered_there_or_by_command() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    factories.drain()
    (asked,) = open_decisions(slug)
    assert decision_view(asked.id).options == ("own_organisation", "existing_organisation", "stop")
    decisions.answer(str(asked.id), an_outcome(Outcome.OWN_ORGANISATION), via="Prefect")
    assert [e.subject for e in seen.rows(Event, slug, type="handover.added")] == ["route"]
    handover.set_route(slug, Route.EXISTING_ORGANISATION, by=HZ, receiver=f"{slug}-gemeente")
    factories.drain()
    assert open_decisions(slug) == []
    assert len(seen.rows(Decision, slug, kind=DecisionKind.HANDOVER)) == 1


def test_an_answer_to_another_kind_of_question_is_refused_with_what_is_allowed(at_start: SetClock) -> None:
    _, number = overdue(at_start)
    assert (
        seen.refused(BadInput, lambda: decisions.answer(str(number), an_answer(), via="CLI"))
        == "go_back does not answer a question of the kind gate; allowed: pass_with_missing, wait, stop"
    )
    assert (
        seen.refused(NotAllowed, lambda: decisions.answer(str(number), an_outcome(Outcome.GO), via="CLI"))
        == "go cannot be decided in phase co_create; allowed in: explore"
    )


def test_a_question_about_a_fault_is_not_made_up() -> None:
    slug = factories.added()
    assert (
        seen.refused(BadInput, lambda: decisions.answer(f"new:{slug}", an_outcome(Outcome.CLOSE), via="CLI"))
        == "close answers a question about a system fault; give the number of that decision"
    )
    assert seen.refused(NotFound, lambda: questions.alliance_of(10**12)) == "there is no decision 1000000000000"


def returned_fault(slug: str) -> int:
    """Record a fault and give it back to the municipality."""
    more = faults.FaultText(evidence="Ronde 1 liet het zien.", ask="Reken scholen van twee sectoren samen.")
    number = faults.add_fault(slug, "De bekostiging loopt per sector.", "bekostiging", by=HZ, more=more)
    fault_returns.return_(slug, number, to=f"{slug}-gemeente", by=HZ)
    return number


def test_a_refusal_by_the_owner_of_a_system_is_put_to_people_who_may_return_it_again_or_close_it() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    number = returned_fault(slug)
    fault_returns.answer(slug, number, FaultAnswer.REFUSED, by=HZ, reason="Dit valt buiten onze opdracht.")
    (asked,) = open_decisions(slug)
    said = decision_view(asked.id)
    assert (said.kind, said.subject, said.options, said.evidence) == (
        "fault",
        str(number),
        ("follow_up", "close"),
        {"answer": "refused", "returns": 1},
    )
    decisions.answer(str(asked.id), an_outcome(Outcome.FOLLOW_UP), via="CLI")
    assert seen.row(SystemFault, slug).state is FaultState.RETURNED
    assert [row.n for row in seen.everywhere(FaultReturn)] == [1, 2]
    fault_returns.answer(slug, number, FaultAnswer.REFUSED, by=HZ, reason="Nog steeds niet onze opdracht.")
    (again,) = open_decisions(slug)
    decisions.answer(str(again.id), an_outcome(Outcome.CLOSE), via="Prefect")
    assert seen.row(SystemFault, slug).state is FaultState.CLOSED
    assert open_decisions(slug) == []


def test_closing_a_fault_by_command_answers_the_question_about_it() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    number = returned_fault(slug)
    fault_returns.answer(slug, number, FaultAnswer.REFUSED, by=HZ, reason="Dit valt buiten onze opdracht.")
    faults.close(slug, number, by=HZ)
    (row,) = seen.rows(Decision, slug, kind=DecisionKind.FAULT)
    assert (row.state.value, row.outcome, row.via) == ("answered", Outcome.CLOSE, questions.BY_COMMAND)


def test_a_late_decision_is_brought_up_three_times_and_then_left_to_people(at_start: SetClock) -> None:
    slug, number = overdue(at_start)
    for _ in range(8):
        at_start.move_to(at_start.now() + timedelta(days=7))
        timers.fire_due()
    told = [letter for letter in seen.rows(Letter, slug, staff="hz") if letter.kind == "decision_open"]
    assert [letter.context["question"] for letter in told] == [f"besluit {number} wacht nog op antwoord"] * 3


def test_after_two_loops_in_vain_stopping_is_offered() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.40)
    for share in (0.41, 0.42):
        factories.went_back(slug, GoBackTo.IMPLEMENT)
        factories.carried_out(slug)
        factories.measured(slug, share)
    (asked,) = open_decisions(slug)
    evidence = decision_view(asked.id).evidence
    assert evidence is not None
    assert (evidence["stop_offered"], len(seen.rows(Cycle, slug))) == ("no_gain", 3)
    letter = [one for one in seen.rows(Letter, slug, staff="hz") if one.kind == "decision_open"][-1]
    assert letter.context["question"].endswith(
        "twee keer achter elkaar teruggaan naar dezelfde fase leverde nauwelijks iets op, dus ook stoppen ligt voor"
    )
