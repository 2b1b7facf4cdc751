"""What people read instead of a code: one place, both languages, nothing forgotten."""

import pkgutil
from enum import StrEnum
from importlib import import_module

import pytest

import models.method
from models.method import labels
from models.method.decisions import Outcome
from models.method.deliverables import DELIVERABLES
from models.method.events import EventType
from models.method.gates import Wait
from models.method.letters import LETTERS
from models.method.parties import Sector
from models.method.phases import Phase
from models.method.requests import RequestKind

#: Told as sentences (`models.method.chronicle`), never shown as they are.
NOT_SHOWN = {EventType}


def _enumerations() -> set[type[StrEnum]]:
    modules = pkgutil.walk_packages(models.method.__path__, "models.method.")
    found = [import_module(module.name) for module in modules]
    everything = {thing for module in found for thing in vars(module).values() if isinstance(thing, type)}
    return {thing for thing in everything if issubclass(thing, StrEnum) and thing is not StrEnum} - NOT_SHOWN


def test_every_word_of_the_method_has_a_label_in_both_languages_and_nothing_else_has() -> None:
    expected = {one.__name__: [member.value for member in one] for one in _enumerations()}
    assert len(expected) == len(_enumerations())
    expected["Deliverable"] = list(DELIVERABLES)
    expected["Letter"] = list(LETTERS)
    assert {kind: list(words) for kind, words in labels.WORDS.items()} == expected


def test_no_label_is_empty_or_a_bare_code() -> None:
    told = [said for words in labels.WORDS.values() for both in words.values() for said in both]
    assert [said for said in told if not said.strip() or "_" in said] == []


def test_the_phases_have_their_names_in_both_languages() -> None:
    assert [(labels.label(phase), labels.label(phase, "en")) for phase in Phase] == [
        ("Verkennen", "Explore"),
        ("Alliantie vormen", "Form the alliance"),
        ("Co-creatie", "Co-create"),
        ("Implementatie", "Implement"),
        ("Evalueren", "Evaluate"),
        ("Borgen van de impact", "Secure the impact"),
    ]


def test_what_we_ask_in_our_own_words_is_asked_in_both_languages() -> None:
    assert [labels.asking(RequestKind.ROUND, language) for language in labels.LANGUAGES] == [
        "uw kijk op de samenwerking",
        "your view of the collaboration",
    ]


def test_a_letter_of_a_kind_that_is_known_no_more_speaks_for_itself() -> None:
    assert [labels.letter(kind) for kind in ("signature_asked", "progress_asked")] == [
        "vraag om te ondertekenen",
        "progress asked",
    ]


def test_a_language_that_is_not_spoken_here_is_dutch() -> None:
    assert labels.label(Sector.CITIZENS, "fr") == "burgers"


def test_a_code_without_a_label_speaks_for_itself() -> None:
    class Colour(StrEnum):
        DARK_RED = "dark_red"

    assert labels.label(Colour.DARK_RED) == "dark red"


@pytest.mark.parametrize(
    ("kind", "subject", "dutch", "english"),
    [
        (Wait.DELIVERABLE, "toc_sketch", "eerste schets van de Theory of Change", None),
        (Wait.DELIVERABLE, "toc_sketch", None, "first sketch of the Theory of Change"),
        (Wait.DELIVERABLE, "businesscase", "een gezamenlijk product businesscase", "a joint deliverable businesscase"),
        (Wait.HANDOVER, "h2", "de overdracht h2", "the hand-over h2"),
        (Wait.GO, "", "go of no-go", "go or no-go"),
    ],
)
def test_what_a_gate_waits_for_is_named_in_both_languages(
    kind: Wait, subject: str, dutch: str | None, english: str | None
) -> None:
    assert dutch in (labels.waiting(kind, subject), None)
    assert english in (labels.waiting(kind, subject, "en"), None)


@pytest.mark.parametrize(
    ("code", "dutch", "english"),
    [
        ("sector:citizens", "nog niemand spreekt voor: burgers", "nobody speaks for: citizens"),
        (
            "long_term:gemeente",
            "nog niet voor de lange termijn gecommitteerd: Gemeente Voorbeeld",
            "not committed for the long term: Gemeente Voorbeeld",
        ),
        ("long_term:fonds", "nog niet voor de lange termijn gecommitteerd: fonds", None),
        ("mission", "er is nog geen gezamenlijke missie vastgelegd", "no joint mission was recorded yet"),
        ("project_team", "er is nog geen projectteam", "there is no project team yet"),
        ("something_new", "something_new", "something_new"),
    ],
)
def test_a_remark_of_a_gate_is_a_text_in_both_languages(code: str, dutch: str, english: str | None) -> None:
    names = {"gemeente": "Gemeente Voorbeeld"}
    assert labels.remark(code, "nl", names) == dutch
    assert english in (labels.remark(code, "en", names), None)


def test_a_remark_without_names_has_the_key() -> None:
    assert labels.remark("long_term:fonds", "en") == "not committed for the long term: fonds"


def test_every_answer_to_a_decision_says_in_both_languages_what_it_leads_to() -> None:
    assert list(labels.CONSEQUENCES) == [outcome.value for outcome in Outcome]
    said = [labels.consequence(outcome, language) for outcome in Outcome for language in ("nl", "en")]
    assert [one for one in said if not one.endswith(".")] == []
    assert labels.consequence(Outcome.MEASURE_AGAIN) == "Er komt een nieuwe evaluatieronde in deze cyclus."
    assert labels.consequence(Outcome.MEASURE_AGAIN, "en") == "A new evaluation round opens in this cycle."
