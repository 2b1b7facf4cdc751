"""Letters are built from their class, stored as JSON, and built again exactly."""

import re
from datetime import date
from typing import Any

import pytest

from models.method.errors import BadInput
from models.method.letters import (
    LETTERS,
    Asking,
    DecisionOpen,
    Group,
    Item,
    Letter,
    MeasurementAsked,
    OpenItems,
    letter_from,
)
from tests.notifications.sample_letters import samples


def test_the_kind_of_a_letter_is_its_name_in_snake_case() -> None:
    named = {re.sub(r"(?<!^)([A-Z])", r"_\1", letter.__name__).lower(): letter for letter in LETTERS.values()}
    assert named == LETTERS


def test_there_is_a_sample_of_every_letter() -> None:
    assert {kind: type(letter) for kind, letter in samples().items()} == LETTERS


@pytest.mark.parametrize("letter", samples().values(), ids=samples().keys())
def test_a_letter_comes_back_from_its_stored_context_unchanged(letter: Letter) -> None:
    assert letter_from(letter.kind, letter.model_dump(mode="json")) == letter


def test_a_stored_context_is_plain_json() -> None:
    letter = MeasurementAsked(
        alliance="Onderwijs Alliantie", round=2, items=(Item(request=7, text="vacatures", due=date(2026, 11, 23)),)
    )
    assert letter.model_dump(mode="json") == {
        "alliance": "Onderwijs Alliantie",
        "round": 2,
        "items": [{"request": 7, "text": "vacatures", "due": "2026-11-23", "kind": None}],
    }


def test_a_letter_can_lose_the_items_that_were_settled() -> None:
    context = samples()["commitment_asked"].model_dump(mode="json")
    context["items"] = [item for item in context["items"] if item["request"] == 2]
    assert letter_from("commitment_asked", context).model_dump()["items"] == (
        {"request": 2, "text": "€ 25.000", "due": date(2026, 11, 23), "kind": None},
    )


def test_how_each_letter_may_be_sent_stands_with_its_class() -> None:
    marks = ("reviewed", "at_most_once", "chases", "joins", "outlives_cycle")
    assert {mark: {kind for kind, letter in LETTERS.items() if getattr(letter, mark)} for mark in marks} == {
        "reviewed": {"escalation"},
        "at_most_once": {"round_results", "reflection_results", "announcement"},
        "chases": {"reminder", "open_items", "escalation", "fault_followed_up"},
        "joins": {
            *("commitment_asked", "re_confirmation_asked", "signature_asked", "measurement_asked"),
            *("deliverable_asked", "delivery_asked", "handover_asked", "reminder"),
        },
        "outlives_cycle": {
            *("fault_returned", "fault_followed_up", "fault_silent", "fault_rating_asked", "point_due"),
            *("announcement", "thanks", "guard_breached"),
        },
    }


def test_what_joins_is_a_list_of_what_is_asked() -> None:
    assert [kind for kind, letter in LETTERS.items() if letter.joins and not issubclass(letter, Asking)] == []


def test_letters_of_one_person_become_one_by_alliance() -> None:
    asked = {"request": 7, "text": "vacatures", "due": "2026-11-23", "kind": None}
    context = {
        "alliance": "Onderwijs Alliantie, Zorg Alliantie",
        "groups": [{"alliance": "Zorg Alliantie", "items": [asked]}],
        "reminder": True,
    }
    letter = letter_from("open_items", context)
    assert letter == OpenItems(
        alliance="Onderwijs Alliantie, Zorg Alliantie",
        groups=(Group(alliance="Zorg Alliantie", items=(Item(request=7, text="vacatures", due=date(2026, 11, 23)),)),),
        reminder=True,
    )
    assert letter.model_dump(mode="json") == context


def test_an_unknown_kind_is_refused_with_the_allowed_ones() -> None:
    with pytest.raises(BadInput) as refused:
        letter_from("newsletter", {})
    assert str(refused.value) == (
        "there is no letter 'newsletter'; allowed: invitation, commitment_asked, re_confirmation_asked, "
        "signature_asked, measurement_asked, deliverable_asked, delivery_asked, handover_asked, round_invitation, "
        "reminder, escalation, open_items, handed_over, decision_open, gate_due, phase_opened, thanks, round_results, "
        "guard_breached, reflection_results, announcement, announcement_due, commitment_ended, alliance_ended, "
        "after_care, fault_returned, fault_followed_up, fault_silent, fault_rating_asked, point_due, dispatch_parked"
    )


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        ({"alliance": "A"}, "letter thanks cannot be made: contribution (missing)"),
        (
            {"alliance": "A", "contribution": "uren", "email": "jan@example.org"},
            "letter thanks cannot be made: email (extra_forbidden)",
        ),
        ({"alliance": None, "contribution": "uren"}, "letter thanks cannot be made: alliance (string_type)"),
    ],
    ids=["missing", "too much", "wrong type"],
)
def test_fields_that_do_not_fit_are_named_without_their_values(context: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadInput) as refused:
        letter_from("thanks", context)
    assert str(refused.value) == problem


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "https://a.nl/\r\nBcc: x@y.nl", ""])
def test_a_link_is_a_web_address_and_nothing_else(link: str) -> None:
    with pytest.raises(BadInput) as refused:
        letter_from("decision_open", {"alliance": "A", "question": "go?", "due": None, "link": link})
    assert str(refused.value) == "letter decision_open cannot be made: link (string_pattern_mismatch)"


def test_a_letter_cannot_be_changed_once_written() -> None:
    letter = DecisionOpen(alliance="A", question="go?", due=None, link=None)
    with pytest.raises(ValueError, match="frozen"):
        letter.__setattr__("question", "no-go?")
