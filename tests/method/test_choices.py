"""What the method leaves open: our defaults, and how an alliance overrides them."""

from datetime import time
from typing import Any

import pytest
from pydantic import ValidationError

from models.method.choices import NEED_THRESHOLD, THRESHOLD, AllianceSettings
from models.method.phases import Phase


def test_impact_is_enough_from_four_fifths_and_an_alliance_is_needed_from_three_fifths() -> None:
    assert (THRESHOLD, NEED_THRESHOLD) == (0.8, 0.6)


def test_an_alliance_that_chooses_nothing_has_every_default() -> None:
    chosen = AllianceSettings()
    assert {str(phase): chosen.days_in(phase) for phase in Phase} == {
        "explore": 84,
        "form_alliance": 84,
        "co_create": 112,
        "implement": 365,
        "evaluate": 84,
        "secure_impact": 112,
    }
    assert chosen.model_dump() == {
        "phase_days": {},
        "round_days": 28,
        "answer_days": 14,
        "decision_days": 14,
        "send_at": time(9, 0),
        "reminder_days": (3, 5),
        "hand_back_days": 3,
        "retract_minutes": 15,
        "rest_days": 28,
    }


def test_an_alliance_overrides_only_what_it_names() -> None:
    chosen = AllianceSettings.model_validate({"phase_days": {"co_create": 60}, "round_days": 7})
    days = [chosen.days_in(phase) for phase in (Phase.CO_CREATE, Phase.IMPLEMENT)]
    assert (days, chosen.round_days, chosen.answer_days) == ([60, 365], 7, 14)


@pytest.mark.parametrize("choice", ["round_days", "answer_days", "decision_days", "rest_days"])
def test_a_number_of_days_lies_between_one_day_and_a_year(choice: str) -> None:
    def taken(days: int) -> bool:
        try:
            AllianceSettings.model_validate({choice: days})
        except ValidationError:
            return False
        return True

    assert {days: taken(days) for days in (-1, 0, 1, 365, 366)} == {-1: False, 0: False, 1: True, 365: True, 366: False}


@pytest.mark.parametrize("days", [[0], [-1, 3], [61], [1, 1, 1, 1, 1, 1]])
def test_reminders_are_few_and_leave_a_working_day_to_answer(days: list[int]) -> None:
    assert AllianceSettings.model_validate({"reminder_days": [1, 60]}).reminder_days == (1, 60)
    with pytest.raises(ValidationError) as refused:
        AllianceSettings.model_validate({"reminder_days": days})
    assert refused.value.errors()[0]["msg"] == (
        f"Value error, {days} is not allowed; allowed: at most 5 reminders, each 1 to 60 working days after the one "
        "before"
    )


def test_a_choice_cannot_be_changed_once_made() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        AllianceSettings().__setattr__("round_days", 7)


@pytest.mark.parametrize(
    ("wrong", "where", "problem"),
    [
        ({"decision_days": "soon"}, ("decision_days",), "int_parsing"),
        ({"phase_days": {"borgen": 10}}, ("phase_days", "borgen", "[key]"), "enum"),
        ({"cadence": "monthly"}, ("cadence",), "extra_forbidden"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(wrong: dict[str, Any], where: tuple[str, ...], problem: str) -> None:
    with pytest.raises(ValidationError) as refused:
        AllianceSettings.model_validate(wrong)
    assert [(e["loc"], e["type"]) for e in refused.value.errors()] == [(where, problem)]
