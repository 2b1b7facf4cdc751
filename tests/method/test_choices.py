"""What the method leaves open: our defaults, and how an alliance overrides them."""

from datetime import date, time
from typing import Any

import pytest
from pydantic import ValidationError

from models.method.choices import NEED_THRESHOLD, THRESHOLD, AllianceSettings, FoundationSettings
from models.method.ladders import LadderName
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
        "ladders": {},
        "review_letters": True,
        "retract_minutes": 15,
        "rest_days": 28,
        "reflection": True,
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


def test_a_foundation_that_chooses_nothing_has_good_friday_off_and_liberation_day_every_fifth_year() -> None:
    assert FoundationSettings().model_dump() == {
        "ladders": {},
        "quiet_days": frozenset(),
        "good_friday_off": True,
        "liberation_day_off": False,
    }


def test_what_the_foundation_chose_is_kept_as_it_was_given() -> None:
    chosen = FoundationSettings.model_validate(
        {
            "ladders": {"deadline": ["hand over at due"]},
            "quiet_days": ["2026-12-24"],
            "good_friday_off": False,
            "liberation_day_off": True,
        }
    )
    assert (chosen.ladders, chosen.quiet_days, chosen.good_friday_off, chosen.liberation_day_off) == (
        {LadderName.DEADLINE: ("hand over at due",)},
        frozenset({date(2026, 12, 24)}),
        False,
        True,
    )
    assert FoundationSettings.model_validate(chosen.model_dump(mode="json")) == chosen


@pytest.mark.parametrize("settings", [AllianceSettings, FoundationSettings])
def test_the_steps_of_a_ladder_are_kept_in_their_own_words(
    settings: type[AllianceSettings | FoundationSettings],
) -> None:
    typed = {"unanswered": ["after  2 day", "hand over after 1 working days "]}
    assert settings.model_validate({"ladders": typed}).ladders == {
        LadderName.UNANSWERED: ("after 2 days", "hand over after 1 working day")
    }


@pytest.mark.parametrize("settings", [AllianceSettings, FoundationSettings])
@pytest.mark.parametrize(
    ("ladders", "where", "problem"),
    [
        ({"invitations": ["hand over at due"]}, ("ladders", "invitations", "[key]"), "enum"),
        ({"unanswered": ["weekly", "hand over at due"]}, ("ladders", "unanswered", 0), "value_error"),
        ({"unanswered": [3, "hand over at due"]}, ("ladders", "unanswered", 0), "string_type"),
        ({"unanswered": ["after 3 days"]}, ("ladders", "unanswered"), "value_error"),
        ({"unanswered": []}, ("ladders", "unanswered"), "value_error"),
        ({"unanswered": "hand over at due"}, ("ladders", "unanswered"), "tuple_type"),
    ],
)
def test_a_ladder_that_nobody_could_climb_is_refused_at_its_place(
    settings: type[AllianceSettings | FoundationSettings],
    ladders: dict[str, Any],
    where: tuple[str | int, ...],
    problem: str,
) -> None:
    with pytest.raises(ValidationError) as refused:
        settings.model_validate({"ladders": ladders})
    assert [(e["loc"], e["type"]) for e in refused.value.errors()] == [(where, problem)]


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
