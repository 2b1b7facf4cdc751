"""Figures, days and text as a report in one language writes them."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from models.method.charts.axes import Grain
from notifications.render import one_line
from notifications.words import WORDS, known_language

#: From here on a figure on an axis is written as ``1,2 mln``.
COMPACT = 1e6

#: How exactly a day on an axis is named.
_DAYS: dict[Grain, str] = {"day": "d MMM", "month": "MMM y", "year": "y"}

#: Letters are taken to be so wide, as a share of their height; wider ones than most, so that text never runs over.
LETTER = 0.56


@dataclass(frozen=True, slots=True)
class Writing:
    """How a language writes; ``language`` is ``nl`` or ``en``."""

    language: str

    @property
    def locale(self) -> str:
        """The language with its country."""
        return WORDS[self.language].locale

    def figure(self, value: float | None, *, dash: str = "–") -> str:
        """Return a figure with as few decimals as it has, at most four; nothing as a dash."""
        if value is None:
            return dash
        return format_decimal(round(value, 4) + 0.0, "#,##0.####", locale=self.locale)

    def rough(self, value: float | None) -> str:
        """Return a figure that was calculated, in no more decimals than help to compare it; nothing as a dash."""
        if value is None:
            return "–"
        size = abs(value)
        decimals = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 4
        return self.figure(round(value, decimals))

    def tick(self, value: float) -> str:
        """Return a figure on an axis: exact, and short where it is large."""
        if abs(value) < COMPACT:
            return format_decimal(value, "#,##0.##########", locale=self.locale)
        return str(format_compact_decimal(value, fraction_digits=2, locale=self.locale)).replace("\u00a0", " ")

    def share(self, value: float | None) -> str:
        """Return a share as a whole percentage, one that is close to the next with a decimal; nothing as a dash."""
        if value is None:
            return "–"
        return format_percent(value, "#,##0.#%", locale=self.locale) if value % 0.01 else self.whole(value)

    def whole(self, value: float) -> str:
        """Return a share as a whole percentage."""
        return format_percent(value, "#,##0%", locale=self.locale)

    def day(self, on: date | None) -> str:
        """Return a day: ``2 mrt 2026``; nothing as a dash."""
        return format_date(on, "d MMM y", locale=self.locale) if on else "–"

    def day_tick(self, on: date, grain: Grain) -> str:
        """Return a day on an axis, as exactly as the ticks need it."""
        return format_date(on, _DAYS[grain], locale=self.locale)


def writing(language: str) -> Writing:
    """Return how ``language`` writes; one that is not known gives Dutch."""
    return Writing(known_language(language))


def plain(text: str) -> str:
    """Return a text on one line in which every sign may stand in XML."""
    return "".join(sign for sign in one_line(text) if unicodedata.category(sign) != "Cn")


def cut(text: str, width: float, size: float) -> str:
    """Return as much of a text as fits in ``width`` pixels at a letter height of ``size``, cut at a sign of its own."""
    room = int(width / (size * LETTER))
    return text if len(text) <= room else text[: max(room - 1, 0)].rstrip() + "…"


def in_lines(text: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """Return a text in at most so many lines that each fit in ``width`` pixels, broken at words where it can be."""
    room, lines = max(int(width / (size * LETTER)), 1), [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines if len(lines) <= most else [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(cut(line, width, size) for line in kept)
