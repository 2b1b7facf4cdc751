"""Both languages tell everything that can happen, whatever an event says."""

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method import labels
from models.method.chronicle import TONGUES, sentence
from models.method.chronicle_words import FLAGS, LABELLED, Happened, Tongue
from models.method.deliverables import DELIVERABLES
from models.method.events import EventType
from models.method.requests import RequestKind
from models.method.revision import LISTS, SINGLES
from tests.method.strategies import unhurried

NAMES = {"fonds": "Fonds Voorbeeld", "person:k7": "Fonds Voorbeeld", "commitment:c1": "Gemeente Voorbeeld"}


def _places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("tongue", TONGUES.values(), ids=TONGUES)
def test_every_kind_of_event_has_sentences_and_the_last_needs_only_the_actor(tongue: Tongue) -> None:
    assert sorted(tongue.sentences) == sorted(EventType)
    assert [kind for kind, told in tongue.sentences.items() if _places(told[-1]) != {"actor"}] == []


@pytest.mark.parametrize("tongue", TONGUES.values(), ids=TONGUES)
def test_every_word_inside_a_sentence_is_there_in_every_language(tongue: Tongue) -> None:
    assert list(tongue.deliverables) == list(DELIVERABLES)
    assert sorted(tongue.asked) == sorted(RequestKind)
    assert set(tongue.flags) == {*FLAGS, "deleted"}
    told_otherwise = {"bodies.sponsor_group", "bodies.project_team", "mission", "story", "evaluation"}
    assert set(tongue.parts) == {*LISTS, *SINGLES} - told_otherwise
    assert {kind for _, kind in LABELLED.values()} <= labels.WORDS.keys()


def test_both_languages_tell_the_same_things() -> None:
    dutch, english = (
        {kind: [_places(one) for one in told] for kind, told in tongue.sentences.items()} for tongue in TONGUES.values()
    )
    assert dutch == english


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["None", "{", "{actor}"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
KNOWN = st.sampled_from(
    [
        *("organisation", "receiver", "contact", "staff", "side", "kind", "quantity", "unit", "go", "go_back_to", "on"),
        *("agreed", "missing", "share", "attainment", "score", "value", "round", "attempts", "starts_at"),
        *(detail for detail, _ in (*LABELLED.values(), *FLAGS.values())),
    ]
)


@unhurried
@given(
    st.sampled_from(EventType),
    st.dictionaries(KNOWN | st.text(), JSON),
    st.sampled_from(["", "c1", "1:vacatures", "explore", "toc_sketch", "None", "{subject}", "Jan Jansen"]),
    st.sampled_from(["nl", "en"]),
)
def test_whatever_an_event_says_it_is_told_in_a_sentence(
    kind: EventType, details: dict[str, object], subject: str, language: str
) -> None:
    told = sentence(Happened(kind, subject, "staff:hz", details=details), language, NAMES)
    assert told.startswith("HZ ")
    assert told.endswith(".")
    assert [sign for sign in ("None", "{", "}", "Jansen", "\n") if sign in told] == []
