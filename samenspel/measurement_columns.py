"""The header of a file of figures: which column holds what, in Dutch or English."""

from models.method.measurement_files import FILLED, REQUIRED, SHOWN, TITLES
from models.method.said import Said
from samenspel.contact_columns import plain
from samenspel.table import TableRow, Unusable
from samenspel.table_columns import Columns
from samenspel.table_problems import TableProblem

_LONGEST = 60
_FIELDS = {plain(title): field for field, both in TITLES.items() for title in both}

#: Any of these says what was measured.
_MEASURED = ("value", "k", "level")


def is_title(text: str) -> bool:
    """Say whether a text is the title of a column of ours."""
    return plain(text) in _FIELDS


def columns(header: TableRow) -> tuple[Columns, list[TableProblem]]:
    """Return where each field stands, and what is wrong with that."""
    at: dict[str, int] = {}
    titles: dict[str, str] = {}
    ignored: list[str] = []
    problems: list[TableProblem] = []
    for number, cell in enumerate(header.cells):
        title = "" if isinstance(cell, Unusable) else " ".join(str(cell).split())[:_LONGEST]
        field = _FIELDS.get(plain(title))
        if field is None or field in SHOWN:
            ignored += [] if field else [title or f"column {number + 1}"]
        elif field in at:
            text = Said('this column says the same as "{other}"; leave one of the two out', other=titles[field])
            problems.append(TableProblem(header.line, title, text))
        else:
            at[field], titles[field] = number, title
    for field in REQUIRED:
        if field not in at:
            problems.append(_missing(header.line, field))
    if not any(field in at for field in _MEASURED):
        problems.append(_missing(header.line, "value"))
    return Columns(at, titles, tuple(ignored)), problems


def _missing(line: int, field: str) -> TableProblem:
    titles = ", ".join(dict.fromkeys(TITLES[field]))
    return TableProblem(line, field, Said("this column is missing; allowed: {titles}", titles=titles))


def is_filled_in(field: str) -> bool:
    """Say whether a column is one that people fill in."""
    return field in FILLED
