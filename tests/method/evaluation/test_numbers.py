"""Which texts are plainly a figure, and how figures are shown and compared."""

import math
from decimal import Decimal

import pytest

from models.method.evaluation.numbers import at_least, plain_figure, rounded, within_unit


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("48", 48.0),
        ("-0.5", -0.5),
        ("+5", 5.0),
        (" 5 ", 5.0),
        ("007", 7.0),
        ("0.10", 0.1),
        (48, 48.0),
        (2.5, 2.5),
        (Decimal("1.25"), 1.25),
    ],
)
def test_a_plain_decimal_is_its_figure(said: object, figure: float) -> None:
    assert plain_figure(said) == figure


@pytest.mark.parametrize(
    "said",
    [
        *("30%", "50,000", "1.234,5", "69 - 73", "0.2/5/2", "o", "-", "N/A", "", " ", "1e5", "1_000", "1 000"),
        *("٣", "²", "½", ".5", "5.", "--5", "- 5", "+", "0x10", "nan", "inf", "-Infinity", "12\n13", "1\x00"),
        *(None, True, False, [5], {"value": 5}, b"5", 5j),
        *(math.nan, math.inf, -math.inf, 10**400, "9" * 400, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")),
    ],
)
def test_what_is_no_plain_decimal_is_not_guessed(said: object) -> None:
    assert plain_figure(said) is None


def test_no_figure_is_a_negative_zero() -> None:
    assert [str(figure) for figure in (plain_figure("-0"), rounded(-0.0), rounded(-1e-9))] == ["0.0", "0.0", "0.0"]


def test_figures_are_shown_in_six_decimals() -> None:
    assert (rounded(2 / 3), rounded(1e300), rounded(5)) == (0.666667, 1e300, 5)


def test_a_bar_is_reached_in_any_unit_in_spite_of_rounding() -> None:
    assert at_least(0.1 + 0.2, 0.3)
    assert at_least(0.3, 0.1 + 0.2)
    assert at_least(3e12, 3e12 + 100)
    assert not at_least(2.99999, 3)
    assert not at_least(2.9e-12, 3e-12)
    assert not at_least(-3.1, -3)


def test_a_share_stays_within_its_unit() -> None:
    assert [within_unit(share) for share in (-0.3, 0, 0.4, 1, 2.25)] == [0, 0, 0.4, 1, 1]
