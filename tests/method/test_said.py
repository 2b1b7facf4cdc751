"""What is said is English that remembers how it was made."""

import copy
import pickle
from datetime import date

import pytest

from models.method.errors import BadInput, NotFound, PhaseMovedOn
from models.method.phases import Phase
from models.method.said import Said, joined, visible


def test_the_text_is_the_english_with_its_places_filled_as_an_f_string_fills_them() -> None:
    said = Said("{key!r} in {phase} on {day}", key="c1", phase=Phase.EXPLORE, day=date(2026, 3, 2))
    assert said == "'c1' in explore on 2026-03-02"
    assert said.template == "{key!r} in {phase} on {day}"
    assert said.values == {"key": "c1", "phase": Phase.EXPLORE, "day": date(2026, 3, 2)}


def test_what_is_said_already_stays_the_same() -> None:
    said = Said("there is no {what}", what="stakeholder")
    assert Said(said) is said


def test_a_text_without_values_is_taken_as_it_is() -> None:
    assert (Said("{}"), Said("{}").template, Said("{}").values) == ("{}", "{}", {})


def test_what_stands_in_a_place_may_be_said_itself() -> None:
    said = Said("known: {known}", known=Said("none yet"))
    assert said == "known: none yet"
    assert isinstance(said.values["known"], Said)


def test_several_texts_become_one_and_each_is_remembered() -> None:
    first, second = Said("no {what}", what="goal"), "{literally}"
    both = joined("; ", [first, second])
    assert both == "no goal; {literally}"
    assert list(both.values.values()) == [first, second]
    assert joined("; ", []) == ""


def test_signs_that_a_terminal_obeys_are_shown_and_any_other_text_stays_what_it_is() -> None:
    assert visible("a\nb\u202ec") == "a\\u000ab\\u202ec"
    said = Said("no {what}", what="goal")
    assert visible(said) is said


def _pickled(said: BadInput) -> BadInput:
    again: BadInput = pickle.loads(pickle.dumps(said))  # noqa: S301 -- we made it ourselves
    return again


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, _pickled])
def test_a_copy_of_a_refusal_says_the_same_and_remembers_the_same(again: type) -> None:
    refusal = BadInput("{key!r} is no {what}", key="{x}", what=Said("kind {n}", n=1))
    same = again(refusal)
    assert (type(same), str(same)) == (BadInput, "'{x}' is no kind 1")
    assert (same.said.template, same.said.values) == ("{key!r} is no {what}", {"key": "{x}", "what": "kind 1"})
    assert same.said.values["what"].values == {"n": 1}


def test_a_refusal_is_its_english_sentence() -> None:
    assert str(NotFound("there is no decision {number}", number=7)) == "there is no decision 7"
    assert repr(PhaseMovedOn("{slug} rests", slug="onderwijs")) == "PhaseMovedOn('onderwijs rests')"
