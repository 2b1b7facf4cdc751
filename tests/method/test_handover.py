"""The three ways in which impact is secured, what is left to think of, and when an alliance opens again."""

import pytest

from models.method.errors import BadInput, MethodError, NotAllowed, PhaseNotAllowed
from models.method.handover import (
    AFTER_CARE_MONTHS,
    ENDING,
    Finding,
    HandoverKind,
    Route,
    check_reopening,
    kinds_left,
    must_agree,
    needs_items,
)
from models.method.phases import Phase


def test_each_way_out_has_its_ending() -> None:
    assert {str(route): str(ENDING[route]) for route in Route} == {
        "own_organisation": "secured",
        "existing_organisation": "secured",
        "stop": "stopped",
    }


def test_only_when_stopping_there_may_be_nothing_left_to_hand_over() -> None:
    assert {route: needs_items(route) for route in Route} == {
        Route.OWN_ORGANISATION: True,
        Route.EXISTING_ORGANISATION: True,
        Route.STOP: False,
    }


def test_the_secured_impact_is_looked_at_after_half_a_year_one_year_and_two() -> None:
    assert AFTER_CARE_MONTHS == (6, 12, 24)


def test_both_sides_agree_on_what_is_secured_and_on_a_stop_nobody_has_to() -> None:
    assert {route: list(must_agree(route)) for route in (None, *Route)} == {
        None: ["foundation", "partners"],
        Route.OWN_ORGANISATION: ["foundation", "partners"],
        Route.EXISTING_ORGANISATION: ["foundation", "partners"],
        Route.STOP: [],
    }


def test_what_changes_hands_is_taken_off_the_list_of_what_is_left_to_think_of() -> None:
    assert kinds_left([HandoverKind.MONEY, HandoverKind.DATA, HandoverKind.MONEY, HandoverKind.PEOPLE]) == (
        HandoverKind.OWNERSHIP,
        HandoverKind.CONTRACTS,
        HandoverKind.KNOWLEDGE,
        HandoverKind.SUPPORT,
        HandoverKind.OPEN_COMMITMENTS,
    )
    assert kinds_left(HandoverKind) == ()


LESSON = "De gemeente had geen budget na het eerste jaar."


@pytest.mark.parametrize("finding", ["weakened", "lost"])
@pytest.mark.parametrize("at", ["explore", "form_alliance", "co_create", "implement"])
def test_an_impact_that_did_not_hold_may_open_the_alliance_again(finding: str, at: str) -> None:
    check_reopening(Finding(finding), Phase(at), LESSON)


@pytest.mark.parametrize(
    ("finding", "at", "lesson", "error", "said"),
    [
        (
            *("holds", "co_create", LESSON, NotAllowed),
            "an alliance of which the impact holds is not opened again; allowed: weakened, lost",
        ),
        (
            *("lost", "evaluate", LESSON, PhaseNotAllowed),
            "an alliance is not opened again at evaluate; allowed: explore, form_alliance, co_create, implement",
        ),
        (
            *("lost", "co_create", "  ", BadInput),
            "opening again rests on at least one lesson learned: fill in the lesson",
        ),
        ("lost", "co_create", "geen", BadInput, "a lesson needs at least 10 characters; this has 4"),
    ],
    ids=["the impact holds", "not at the evaluation", "no lesson", "a lesson that says nothing"],
)
def test_opening_again_is_refused_with_what_is_allowed(
    finding: str, at: str, lesson: str, error: type[MethodError], said: str
) -> None:
    with pytest.raises(error) as refused:
        check_reopening(Finding(finding), Phase(at), lesson)
    assert (type(refused.value), str(refused.value)) == (error, said)
