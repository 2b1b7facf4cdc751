"""What an answer after a round must carry, in which phase it can be given, and what it leads to."""

from itertools import product
from typing import Any

import pytest
from pydantic import ValidationError

from models.method.decisions import (
    OF_OWN_ACCORD,
    OPTIONS,
    DecisionAnswer,
    DecisionKind,
    GoBackTo,
    Outcome,
    check_answer,
    options,
)
from models.method.errors import BadInput, NotAllowed
from models.method.phases import Phase

FAULT = DecisionKind.FAULT

FILLED: dict[str, Any] = {
    "outcome": "go_back",
    "go_back_to": "co_create",
    "reason": "Het effect bleef uit.",
    "decided_by": "hz",
}


def _answer(**changes: Any) -> DecisionAnswer:
    return DecisionAnswer.model_validate(FILLED | changes)


def _said(outcome: Outcome, back: GoBackTo, *, phase: Phase, lessons: int, lesson: str = "") -> str:
    given, kind = _answer(outcome=outcome, go_back_to=back, lesson=lesson), OF_OWN_ACCORD.get(outcome, FAULT)
    try:
        target = check_answer(given, kind=kind, phase=phase, lessons=lessons)
    except (BadInput, NotAllowed) as refused:
        return type(refused).__name__
    return str(target)


TARGETS = ["not_applicable", "explore", "form_alliance", "co_create", "implement"]


@pytest.mark.parametrize(
    ("outcome", "lessons", "lesson", "said"),
    [
        ("go_back", 0, "", ["BadInput", "BadInput", "BadInput", "BadInput", "BadInput"]),
        ("go_back", 1, "", ["BadInput", "explore", "form_alliance", "co_create", "implement"]),
        ("go_back", 0, "Eerder meten.", ["BadInput", "explore", "form_alliance", "co_create", "implement"]),
        ("go_back", 1, "Te kort", ["BadInput", "BadInput", "BadInput", "BadInput", "BadInput"]),
        ("stop", 0, "Te kort", ["BadInput", "BadInput", "BadInput", "BadInput", "BadInput"]),
        ("go_back", 3, "Eerder meten.", ["BadInput", "explore", "form_alliance", "co_create", "implement"]),
        ("secure_anyway", 0, "", ["None", "BadInput", "BadInput", "BadInput", "BadInput"]),
        ("secure_anyway", 1, "", ["None", "BadInput", "BadInput", "BadInput", "BadInput"]),
        ("measure_again", 0, "", ["None", "BadInput", "BadInput", "BadInput", "BadInput"]),
        ("measure_again", 1, "", ["None", "BadInput", "BadInput", "BadInput", "BadInput"]),
        ("stop", 0, "", ["None", "BadInput", "BadInput", "BadInput", "BadInput"]),
        ("stop", 1, "", ["None", "BadInput", "BadInput", "BadInput", "BadInput"]),
    ],
)
def test_after_an_evaluation_every_outcome_can_be_decided(
    outcome: str, lessons: int, lesson: str, said: list[str]
) -> None:
    answers = [
        _said(Outcome(outcome), GoBackTo(back), phase=Phase.EVALUATE, lessons=lessons, lesson=lesson)
        for back in TARGETS
    ]
    assert answers == said


@pytest.mark.parametrize("lessons", [0, 1])
@pytest.mark.parametrize(
    ("phase", "possible"),
    [
        (Phase.EXPLORE, {"stop", "go", "no_go", "pass_with_missing", "wait", "follow_up", "close"}),
        (Phase.FORM_ALLIANCE, {"stop", "pass_with_missing", "wait", "follow_up", "close"}),
        (Phase.CO_CREATE, {"stop", "pass_with_missing", "wait", "follow_up", "close"}),
        (Phase.IMPLEMENT, {"stop", "pass_with_missing", "wait", "follow_up", "close"}),
        (
            Phase.SECURE_IMPACT,
            {
                *("stop", "pass_with_missing", "wait", "follow_up", "close"),
                *("own_organisation", "existing_organisation"),
            },
        ),
    ],
)
def test_in_every_other_phase_going_back_cannot_be_decided(phase: Phase, lessons: int, possible: set[str]) -> None:
    answers = {
        (str(outcome), str(back)): _said(outcome, back, phase=phase, lessons=lessons)
        for outcome, back in product(Outcome, GoBackTo)
    }
    assert {outcome for (outcome, _), said in answers.items() if said != "NotAllowed"} == possible
    for outcome in possible:
        said = [answers[outcome, back] for back in TARGETS]
        assert said == ["None", "BadInput", "BadInput", "BadInput", "BadInput"]


@pytest.mark.parametrize(
    ("kind", "phase", "offered"),
    [
        ("verdict", Phase.EVALUATE, ["go_back", "secure_anyway", "measure_again", "stop"]),
        ("verdict", Phase.IMPLEMENT, ["stop"]),
        ("gate", Phase.EXPLORE, ["go", "no_go", "pass_with_missing", "wait", "stop"]),
        ("gate", Phase.CO_CREATE, ["pass_with_missing", "wait", "stop"]),
        ("handover", Phase.SECURE_IMPACT, ["own_organisation", "existing_organisation", "stop"]),
        ("fault", None, ["follow_up", "close"]),
    ],
)
def test_a_question_offers_what_the_phase_allows(kind: str, phase: Phase | None, offered: list[str]) -> None:
    assert [str(one) for one in options(DecisionKind(kind), phase)] == offered


def test_every_outcome_answers_some_question_and_of_ones_own_accord_all_but_those_of_a_fault() -> None:
    assert {outcome for offered in OPTIONS.values() for outcome in offered} == set(Outcome)
    assert set(Outcome) - set(OF_OWN_ACCORD) == set(OPTIONS[DecisionKind.FAULT])
    assert OF_OWN_ACCORD[Outcome.STOP] is DecisionKind.VERDICT


@pytest.mark.parametrize(
    ("answer", "phase", "problem", "message"),
    [
        (
            _answer(outcome="go"),
            Phase.EVALUATE,
            BadInput,
            "go does not answer a question of the kind verdict; allowed: go_back, secure_anyway, measure_again, stop",
        ),
        (
            _answer(),
            Phase.IMPLEMENT,
            NotAllowed,
            "go_back cannot be decided in phase implement; allowed in: evaluate",
        ),
        (
            _answer(outcome="stop"),
            Phase.EXPLORE,
            BadInput,
            "go_back_to is co_create but the outcome is stop; choose not_applicable",
        ),
        (
            _answer(go_back_to="not_applicable"),
            Phase.EVALUATE,
            BadInput,
            "go_back needs the phase to go back to; allowed: explore, form_alliance, co_create, implement",
        ),
        (
            _answer(),
            Phase.EVALUATE,
            BadInput,
            "going back rests on at least one lesson learned: fill in the lesson",
        ),
    ],
    ids=["wrong kind", "wrong phase", "needless target", "no target", "no lesson"],
)
def test_a_refusal_names_the_values_and_what_is_allowed(
    answer: DecisionAnswer, phase: Phase, problem: type[Exception], message: str
) -> None:
    with pytest.raises(problem) as refused:
        check_answer(answer, kind=DecisionKind.VERDICT, phase=phase, lessons=0)
    assert str(refused.value) == message


def test_every_phase_a_new_cycle_may_start_at_can_be_chosen() -> None:
    assert {str(back): back.phase for back in GoBackTo} == {
        "not_applicable": None,
        "explore": Phase.EXPLORE,
        "form_alliance": Phase.FORM_ALLIANCE,
        "co_create": Phase.CO_CREATE,
        "implement": Phase.IMPLEMENT,
    }


def test_an_empty_form_cannot_decide_anything() -> None:
    with pytest.raises(ValidationError) as refused:
        DecisionAnswer.model_validate({})
    assert [(e["loc"], e["type"]) for e in refused.value.errors()] == [
        (("outcome",), "missing"),
        (("go_back_to",), "missing"),
        (("reason",), "missing"),
        (("decided_by",), "missing"),
    ]


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"outcome": "postpone"}, "outcome", "enum"),
        ({"go_back_to": "evaluate"}, "go_back_to", "enum"),
        ({"go_back_to": "secure_impact"}, "go_back_to", "enum"),
        ({"reason": "Te weinig"}, "reason", "string_too_short"),
        ({"reason": "   kort         "}, "reason", "string_too_short"),
        ({"reason": "x" * 2001}, "reason", "string_too_long"),
        ({"decided_by": "Hanna de Zwart"}, "decided_by", "string_pattern_mismatch"),
        ({"decided_by": ""}, "decided_by", "string_pattern_mismatch"),
        ({"lesson": "x" * 2001}, "lesson", "string_too_long"),
        ({"decided_on": "2026-03-02"}, "decided_on", "extra_forbidden"),
    ],
)
def test_an_answer_that_does_not_hold_together_is_refused(changes: dict[str, Any], field: str, problem: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _answer(**changes)
    assert [(e["loc"], e["type"]) for e in refused.value.errors()] == [((field,), problem)]


@pytest.mark.parametrize("field", ["reason", "lesson"])
@pytest.mark.parametrize("length", [10, 2000])
def test_a_reason_and_a_lesson_may_be_short_or_long(field: str, length: int) -> None:
    assert _answer(**{field: "x" * length}).model_dump()[field] == "x" * length


def test_white_space_around_an_answer_does_not_count() -> None:
    answer = _answer(reason="  Het effect bleef uit.\n", decided_by=" hz ", lesson="  ")
    assert (answer.reason, answer.decided_by, answer.lesson) == ("Het effect bleef uit.", "hz", "")


def test_the_form_asks_in_the_order_of_the_conversation() -> None:
    fields = DecisionAnswer.model_json_schema()["properties"]
    assert [(field["position"], name, field["title"]) for name, field in fields.items()] == [
        (0, "outcome", "Besluit"),
        (1, "go_back_to", "Terug naar fase"),
        (2, "reason", "Reden"),
        (3, "decided_by", "Vastgelegd door"),
        (4, "lesson", "Geleerde les"),
    ]


def test_an_answer_cannot_be_changed_once_given() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        _answer().__setattr__("outcome", "stop")
