"""A file in which figures are filled in: its columns, a row for each indicator, and how to fill it in (R57, R86)."""

import re
from dataclasses import dataclass
from datetime import date

from models.method.evaluation.numbers import plain_figure
from models.method.evaluation.snapshot import IndicatorSnapshot
from models.method.indicators import Accumulation, Measure
from models.method.labels import label
from models.method.measuring import Taken

#: What a column may be called: Dutch and English.
TITLES: dict[str, tuple[str, str]] = {
    "key": ("sleutel", "key"),
    "title": ("titel", "title"),
    "fill_in": ("invullen", "fill in"),
    "unit": ("eenheid", "unit"),
    "direction": ("richting", "direction"),
    "baseline": ("nulmeting", "baseline"),
    "target": ("doel", "target"),
    "last_value": ("laatste waarde", "last value"),
    "last_on": ("laatst gemeten op", "last measured on"),
    "since": ("vanaf", "since"),
    "on": ("op", "on"),
    "value": ("waarde", "value"),
    "k": ("k", "k"),
    "n": ("n", "n"),
    "population": ("populatie", "population"),
    "sd": ("sd", "sd"),
    "se": ("se", "se"),
    "source": ("bron", "source"),
    "rater": ("beoordelaar", "rater"),
    "level": ("niveau", "level"),
    "evidence": ("bewijs", "evidence"),
}

#: What is there to be read only; the others are filled in.
SHOWN: tuple[str, ...] = ("title", "fill_in", "unit", "direction", "baseline", "target", "last_value", "last_on")
FILLED: tuple[str, ...] = tuple(field for field in TITLES if field not in {"key", *SHOWN})

#: Without these a row says nothing.
REQUIRED: tuple[str, ...] = ("key", "on")

#: A spreadsheet takes a text that begins with one of these, narrow or full-width, for something to compute.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")

#: A sign that tells a spreadsheet that a text follows.
TEXT_SIGN = "'"

_DANGEROUS = re.compile(rf"{TEXT_SIGN}*[{re.escape(''.join(FORMULA))}]")

#: What is filled in for each kind of indicator.
_FILL_IN: dict[Measure, tuple[str, str]] = {
    Measure.PERCENTAGE: ("een percentage zonder %-teken, of k en n", "a percentage without the % sign, or k and n"),
    Measure.ORDINAL: ("een stap", "a step"),
    Measure.NOMINAL: ("een categorie", "a category"),
    Measure.QUALITATIVE: ("niveau 0 t/m 4 en bewijs 1 t/m 4", "level 0 to 4 and evidence 1 to 4"),
}
_FIGURE = ("een getal", "a number")
_PERIOD = ("{what}, met de eerste dag van de periode (vanaf)", "{what}, with the first day of the period (since)")

#: How to fill a file in, line by line.
HELP: tuple[tuple[str, str], ...] = (
    (
        "Elke regel is één indicator. Vul de kolommen van {first} tot en met {last} in; de andere zijn om te lezen.",
        "Each row is one indicator. Fill in the columns from {first} to {last}; the others are there to be read.",
    ),
    (
        "Laat een regel die u niet weet leeg. Voor een tweede meting van dezelfde indicator voegt u een regel toe.",
        "Leave a row that you do not know empty. For a second figure of the same indicator, add a row.",
    ),
    (
        "op: de dag waarop het cijfer gold, als 2026-12-31; bij een periode de laatste dag. vanaf: de eerste dag.",
        "on: the day for which the figure holds, as 2026-12-31; of a period its last day. since: its first day.",
    ),
    (
        "waarde: alleen het getal, met een punt voor de decimalen en zonder duizendtallen: 62.5, niet 62,5 of 1.000.",
        "value: the number alone, with a point for the decimals and no thousands: 62.5, not 62,5 or 1,000.",
    ),
    (
        "Een 0 is een meting: vul die alleen in als er 0 is gemeten. Er wordt gevraagd hem te bevestigen.",
        "A 0 is a measurement: fill it in only when 0 was measured. You are asked to confirm it.",
    ),
    (
        "k en n: hoeveel van hoeveel (11 van 20). populatie: hoeveel er in totaal zijn, als u dat weet.",
        "k and n: so many of so many (11 of 20). population: how many there are in all, if you know.",
    ),
    (
        "sd en n: de spreiding bij een gemiddelde van n. se: de standaardfout van een cijfer.",
        "sd and n: the spread of a mean of n. se: the standard error of a figure.",
    ),
    (
        "niveau en bewijs: het oordeel van één beoordelaar, 0 t/m 4, en hoe sterk het bewijs is, 1 t/m 4.",
        "level and evidence: the judgement of one rater, 0 to 4, and how strong the evidence is, 1 to 4.",
    ),
    (
        "beoordelaar: wiens oordeel het is: de sleutel van de organisatie of de code van de collega; nooit een naam.",
        "rater: whose judgement it is: the key of the organisation or the code of the colleague; never a name.",
    ),
    (
        "bron: waar het cijfer vandaan komt; geen namen van personen.",
        "source: where it comes from; no names of persons.",
    ),
)

#: What the sheets of a spreadsheet are called.
SHEETS: tuple[tuple[str, str], tuple[str, str]] = (("Metingen", "Measurements"), ("Uitleg", "Help"))

Cell = str | float | date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator that is asked for, with its title, its unit and the last that was measured of it."""

    of: IndicatorSnapshot
    title: str
    unit: str
    last_value: str | float | None = None
    last_on: date | None = None


def said(both: tuple[str, str], language: str) -> str:
    """Return the Dutch or the English of two."""
    return both[1] if language == "en" else both[0]


def header(language: str) -> tuple[str, ...]:
    """Return what the columns are called."""
    return tuple(said(both, language) for both in TITLES.values())


def row(asked: Asked, language: str) -> tuple[Cell, ...]:
    """Return the cells of an indicator: what is known of it, and an empty one for whatever is filled in."""
    known: dict[str, Cell] = {
        "key": asked.of.key,
        "title": asked.title,
        "fill_in": fill_in(asked.of, language),
        "unit": asked.unit,
        "direction": label(asked.of.direction, language) if asked.of.direction else None,
        "baseline": asked.of.baseline,
        "target": asked.of.target,
        "last_value": asked.last_value,
        "last_on": asked.last_on,
    }
    return tuple(known.get(field) for field in TITLES)


def fill_in(of: IndicatorSnapshot, language: str) -> str:
    """Say what is filled in for an indicator."""
    what = said(_FILL_IN.get(of.measure, _FIGURE), language)
    if of.steps and of.measure is Measure.ORDINAL:
        what = f"{what}: {', '.join(of.steps)}"
    in_periods = of.accumulation is Accumulation.FLOW and of.measure not in {Measure.NOMINAL, Measure.QUALITATIVE}
    return said(_PERIOD, language).format(what=what) if in_periods and of.measure is not Measure.ORDINAL else what


def explained(language: str) -> tuple[str, ...]:
    """Return how a file is filled in, line by line."""
    first, last = (said(TITLES[field], language) for field in (FILLED[0], FILLED[-1]))
    return tuple(said(both, language).format(first=first, last=last) for both in HELP)


def guarded(text: str) -> str:
    """Return a text as it is written to a CSV file, where a spreadsheet must not compute it; a figure is no formula."""
    return f"{TEXT_SIGN}{text}" if _DANGEROUS.match(text) and plain_figure(text) is None else text


def unguarded(text: str) -> str:
    """Return a text as it was before it was :func:`guarded`."""
    return text.removeprefix(TEXT_SIGN) if _DANGEROUS.match(text) else text


@dataclass(frozen=True, slots=True)
class FileRow:
    """What one row of a file says was measured, and on which line it stands."""

    line: int
    indicator: str
    taken: Taken
