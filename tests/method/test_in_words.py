"""Figures, shares, days and verdicts as people read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.evaluation.words import Verdict
from models.method.in_words import InWords

DUTCH, ENGLISH = InWords("nl"), InWords("en")


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (None, "onbekend", "unknown"),
        (1234.5, "1.234,5", "1,234.5"),
        (0.1234567, "0,123457", "0.123457"),
        (-3, "-3", "-3"),
    ],
)
def test_a_figure_has_the_decimal_sign_of_the_language(value: float | None, dutch: str, english: str) -> None:
    assert (DUTCH.figure(value), ENGLISH.figure(value)) == (dutch, english)


@pytest.mark.parametrize(
    ("share", "said"),
    [(None, "onbekend"), (0.8, "80%"), (0.799999, "79%"), (0.29, "29%"), (-0.305, "-30%"), (2.25, "225%"), (0.0, "0%")],
)
def test_a_share_is_cut_off_so_that_what_missed_a_threshold_does_not_seem_to_reach_it(
    share: float | None, said: str
) -> None:
    assert DUTCH.share(share) == said


@given(st.integers(-300, 300))
def test_a_whole_percentage_stays_what_it_is(percentage: int) -> None:
    assert DUTCH.share(percentage / 100) == f"{percentage}%"


@pytest.mark.parametrize("on", [date(2026, 3, 2), "2026-03-02"])
def test_a_day_is_written_in_full(on: date | str) -> None:
    assert (DUTCH.day(on), ENGLISH.day(on)) == ("2 maart 2026", "2 March 2026")


def test_no_day_is_nothing() -> None:
    assert (DUTCH.day(None), DUTCH.day("")) == ("", "")


def test_a_verdict_about_a_figure_does_not_speak_of_impact() -> None:
    assert [DUTCH.judged(verdict) for verdict in Verdict] == ["voldoende", "onvoldoende", "nog geen uitsluitsel"]


def test_a_language_that_is_not_spoken_here_is_dutch() -> None:
    assert (InWords("fr")("ja", "yes"), InWords("fr").figure(0.5), ENGLISH("ja", "yes")) == ("ja", "0,5", "yes")
