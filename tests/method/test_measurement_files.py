"""A file for figures asks for what is not known, and nothing in it is ever computed by a spreadsheet."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.evaluation.numbers import plain_figure
from models.method.evaluation.snapshot import IndicatorSnapshot
from models.method.indicators import Accumulation, Direction, Measure
from models.method.measurement_files import (
    FILLED,
    FORMULA,
    HELP,
    TITLES,
    Asked,
    explained,
    fill_in,
    guarded,
    header,
    row,
    unguarded,
)
from tests.method.strategies import unhurried


def test_a_row_says_what_is_known_and_leaves_the_rest_to_be_filled_in() -> None:
    of = IndicatorSnapshot(key="vacatures", direction=Direction.DECREASE, baseline=100, target=50)
    asked = Asked(of, "Onvervulde vacatures", "fte", 62.0, date(2026, 1, 1))
    cells = dict(zip(header("en"), row(asked, "en"), strict=True))
    assert {title: cell for title, cell in cells.items() if cell is not None} == {
        "key": "vacatures",
        "title": "Onvervulde vacatures",
        "fill in": "a number",
        "unit": "fte",
        "direction": "lower is better",
        "baseline": 100.0,
        "target": 50.0,
        "last value": 62.0,
        "last measured on": date(2026, 1, 1),
    }
    assert [cells[TITLES[field][1]] for field in FILLED] == [None] * len(FILLED)
    assert header("nl")[:3] == ("sleutel", "titel", "invullen")


def test_a_direction_that_nobody_said_stays_empty() -> None:
    assert row(Asked(IndicatorSnapshot(key="a"), "A", ""), "nl") == (
        *("a", "A", "een getal", "", None, None, None, None, None),
        *[None] * len(FILLED),
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"measure": Measure.PERCENTAGE}, "een percentage zonder %-teken, of k en n"),
        ({"measure": Measure.ORDINAL, "steps": ("laag", "hoog")}, "een stap: laag, hoog"),
        ({"measure": Measure.NOMINAL, "steps": ("vast",)}, "een categorie"),
        ({"measure": Measure.QUALITATIVE}, "niveau 0 t/m 4 en bewijs 1 t/m 4"),
        ({"accumulation": Accumulation.FLOW}, "een getal, met de eerste dag van de periode (vanaf)"),
        ({"measure": Measure.ORDINAL, "accumulation": Accumulation.FLOW}, "een stap"),
    ],
)
def test_it_is_said_what_is_filled_in(fields: dict[str, Any], said: str) -> None:
    assert fill_in(IndicatorSnapshot(key="a", **fields), "nl") == said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_how_to_fill_it_in_is_explained_in_full(language: str) -> None:
    lines = explained(language)
    assert len(lines) == len(HELP)
    assert [line for line in lines if "{" in line] == []
    assert {"nl": "van vanaf tot en met bewijs", "en": "from since to evidence"}[language] in lines[0]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-5", "-5"),
        ("-5 graden", "'-5 graden"),
        ("＋31", "'＋31"),
        ("'=1", "''=1"),
        ("'s ochtends", "'s ochtends"),
        ("vast", "vast"),
    ],
)
def test_a_text_is_never_a_formula(text: str, written: str) -> None:
    assert (guarded(text), unguarded(written)) == (written, text)


@given(st.text(alphabet=st.sampled_from(["'", "a", "5", *FORMULA]), max_size=6) | st.text(max_size=10))
@unhurried
def test_whatever_is_guarded_is_read_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert plain_figure(text) is not None or not guarded(text).startswith(FORMULA)
