"""Words find lessons in whatever form Dutch gives them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.lesson_search import Wanted, agreement, likeness, stems, terms, wanted
from tests.method.strategies import unhurried


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("leraar", "leraren"),
        ("school", "scholen"),
        ("huis", "huizen"),
        ("brief", "brieven"),
        ("gemeente", "gemeenten"),
        ("tekort", "tekorten"),
        ("begeleiding", "begeleiden"),
        ("Coördinatie", "COORDINATIE"),
        ("ﬁets", "Fiets"),
    ],
)
def test_a_word_has_the_stem_of_its_other_forms(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_a_text_is_kept_as_stems_without_the_words_that_every_text_has() -> None:
    text = "De scholen en de leraren van 2026: het tekort aan leraren, c'est la vie!"
    assert stems(text) == ("schol", "lerar", "2026", "tekort", "est", "la", "fie")


@pytest.mark.parametrize("question", ["", "de het een", "* \" ' ( ) -", "a b c"])
def test_nothing_can_be_found_by_what_says_nothing(question: str) -> None:
    assert terms(question) == ()
    assert wanted(terms(question)) == Wanted((), ())


def test_signs_that_mean_something_to_a_database_are_only_words_here() -> None:
    assert terms('leraar* AND "tekort" OR NEAR(school) -x:y | !z') == ("lerar", "tekort", "near", "schol")


def test_no_more_words_are_looked_for_than_a_question_has() -> None:
    assert terms(" ".join(f"woord{n}" for n in range(40))) == tuple(f"word{n}" for n in range(16))


def test_what_somebody_pasted_is_cut_to_a_word() -> None:
    assert stems("x" * 5000) == ("x" * 40,)


def test_a_stem_finds_what_begins_with_it_and_what_it_begins_with() -> None:
    assert wanted(("lerarent", "ict")) == Wanted(
        whole=("ict", "lera", "lerar", "lerare", "leraren"), openings=("lerarent",)
    )


@pytest.mark.parametrize(
    ("question", "text", "worth"),
    [
        ("leraren", "Een leraar belde.", 4),
        ("leraar", "Het lerarentekort groeit.", 2),
        ("lerarentekort", "Een leraar belde.", 1),
        ("school", "Het schoolbestuur belde.", 2),
        ("ict", "De ictdienst belde.", 0),
        ("ictdienst", "De ict belde.", 0),
        ("woning", "Een leraar belde.", 0),
        ("tekort leraar woning", "Een leraar in het lerarentekort.", 4),
        ("tekort leraar", "Het tekort aan leraren.", 8),
        ("leraar", "", 0),
    ],
)
def test_the_same_word_agrees_better_than_one_that_it_is_part_of(question: str, text: str, worth: int) -> None:
    assert agreement(terms(question), stems(text)) == worth


@unhurried
@given(st.text(max_size=60), st.text(max_size=60))
def test_what_agrees_is_what_a_database_is_asked_for(question: str, text: str) -> None:
    asked, there = wanted(terms(question)), stems(text)
    found = (
        any(stem in asked.whole or stem.startswith(asked.openings) for stem in there)
        if asked.openings
        else any(stem in asked.whole for stem in there)
    )
    assert (agreement(terms(question), there) > 0) is found


@unhurried
@given(st.text(max_size=200))
def test_a_stem_is_letters_and_digits(text: str) -> None:
    assert [stem for stem in stems(text) if not stem.isalnum() or not 1 <= len(stem) <= 40] == []


def test_lessons_look_alike_when_they_share_enough_of_what_they_say() -> None:
    bell = stems("Bel eerst de kleinste scholen, voor de zomer.")
    assert likeness(bell, stems("Bel voor de zomer eerst de kleine scholen.")) == pytest.approx(4 / 6)
    assert likeness(bell, stems("Bel de scholen.")) == 0
    assert likeness(bell, stems("Bel eerst de scholen en daarna ook gemeente, fonds, bedrijf, ouders en pabo.")) == 0
    assert likeness((), ()) == 0
