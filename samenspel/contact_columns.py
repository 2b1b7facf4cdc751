"""The header of a file of contacts: which column holds what, in Dutch or English."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping

from models.method.definition_types import did_you_mean
from models.method.said import Said
from samenspel.table import TableRow, Unusable
from samenspel.table_columns import Columns
from samenspel.table_problems import TableProblem

#: What a column may be called; case, spaces, hyphens and underscores do not matter.
TITLES: dict[str, tuple[str, ...]] = {
    "organisation": ("organisation", "organisatie", "organization"),
    "name": ("name", "naam"),
    "email": ("email", "e-mail", "mail", "e-mailadres"),
    "language": ("language", "taal"),
    "basis": ("basis", "grondslag"),
    "basis_source": ("basis_source", "bron", "source"),
    "basis_date": ("basis_date", "datum", "date"),
    "key": ("key", "sleutel"),
}

REQUIRED = ("organisation", "name", "email", "basis", "basis_source", "basis_date")

#: What may be said once for the whole file.
FOR_ALL = ("language", "basis", "basis_source", "basis_date")

_LONGEST = 60


def plain(text: str) -> str:
    """Return a word as it is compared: only its letters and digits, small and without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


_FIELDS = {plain(title): field for field, titles in TITLES.items() for title in titles}


def is_title(text: str) -> bool:
    """Say whether a text is the title of a column that is read."""
    return plain(text) in _FIELDS


def columns(header: TableRow, given: Collection[str]) -> tuple[Columns, list[TableProblem]]:
    """Return where each field stands, and what is wrong with that; ``given`` is said for the whole file."""
    at: dict[str, int] = {}
    titles: dict[str, str] = {}
    ignored: list[str] = []
    problems: list[TableProblem] = []
    for number, title in enumerate(_titles(header)):
        field = _FIELDS.get(plain(title))
        if field is None:
            ignored.append(title or f"column {number + 1}")
        elif field in at:
            text = Said('this column says the same as "{other}"; leave one of the two out', other=titles[field])
            problems.append(TableProblem(header.line, title, text))
        else:
            at[field], titles[field] = number, title
    problems += _missing(header.line, [field for field in REQUIRED if field not in {*at, *given}], ignored)
    return Columns(at, titles, tuple(ignored)), problems


def _titles(header: TableRow) -> Iterator[str]:
    for cell in header.cells:
        text = "" if isinstance(cell, Unusable) else " ".join(str(cell).split())
        yield text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _missing(line: int, fields: list[str], ignored: list[str]) -> Iterator[TableProblem]:
    spelt = {plain(title): title for title in ignored}
    for field in fields:
        text = Said(
            "this column is missing{hint}; allowed: {titles}{once}",
            hint=_near(field, spelt),
            titles=", ".join(TITLES[field]),
            once=Said("; or say it once for the whole file") if field in FOR_ALL else "",
        )
        yield TableProblem(line, field, text)


def _near(field: str, spelt: Mapping[str, str]) -> str:
    """Return a hint with the title, as it was written, that is nearest to one of a field."""
    near = (did_you_mean(plain(title), spelt) for title in TITLES[field])
    hint = next((one for one in near if isinstance(one, Said)), None)
    return Said(hint.template, near=spelt[str(hint.values["near"])]) if hint else ""
