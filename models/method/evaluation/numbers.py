"""Figures as people write them, and as they are shown and compared."""

import math
import re
from decimal import Decimal

from models.method.evaluation.parameters import TOLERANCE

#: A sign, digits, a decimal point between digits. A comma may mean thousands or decimals, so it means neither.
_PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")

DECIMALS = 6


def plain_figure(text: object) -> float | None:
    """Return the figure that ``text`` plainly is, or ``None``; a number is itself, and nothing is guessed.

    Space around a figure and a sign before it do no harm. Refused are a unit (``30%``), separators (``50,000``,
    ``1_000``), a range (``69 - 73``), an exponent (``1e5``), digits of other scripts, what is empty, true and false,
    and what is not finite or too large to count with.
    """
    if isinstance(text, bool):
        return None
    if isinstance(text, str):
        return _finite(text.strip()) if _PLAIN.fullmatch(text.strip()) else None
    return _finite(text) if isinstance(text, int | float | Decimal) else None


def _finite(said: str | float | Decimal) -> float | None:
    try:
        figure = float(said)
    except (OverflowError, ValueError):  # a whole number beyond any float; a signalling NaN
        return None
    return figure + 0.0 if math.isfinite(figure) else None


def rounded(figure: float, decimals: int = DECIMALS) -> float:
    """Return a figure as it is shown, in six decimals if not in more.

    There is no -0.0, which people would read as "-0 %".
    """
    return round(figure, decimals) + 0.0


def at_least(figure: float, bar: float) -> bool:
    """Say whether a figure reaches a bar in its own unit; what the computer's arithmetic is off does not count."""
    return figure >= bar - TOLERANCE * max(abs(figure), abs(bar))


def within_unit(share: float) -> float:
    """Return a share within 0..1: what lies beyond counts as the nearest end."""
    return min(max(share, 0.0), 1.0)
