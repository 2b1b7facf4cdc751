"""A file in which the answers to the questions on the collaboration are filled in, as CSV or XLSX."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.method.collaboration_questions import HIGHEST, LOWEST, Question
from models.method.labels import chosen
from models.method.measurement_files import guarded
from samenspel.answer_file import NAME, ORGANISATION, RESPONDENT, SHARE

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: What the sheets of a spreadsheet are called.
ANSWERS, HELP = ("Antwoorden", "Answers"), ("Uitleg", "Help")

#: How to fill a file in, line by line.
GUIDE: tuple[tuple[str, str], ...] = (
    (
        "Elke regel is één respondent; wie niet antwoordde, blijft leeg.",
        "Each row is one respondent; leave a row empty of whoever did not answer.",
    ),
    (
        "Stellingen: een heel cijfer van {lowest} (helemaal niet) tot {highest} (helemaal), of weet-niet.",
        "Statements: a whole figure from {lowest} (not at all) to {highest} (entirely), or dont-know.",
    ),
    (
        "delen: ja als de teksten zonder naam gedeeld mogen worden, anders nee.",
        "share: yes when the texts may be shared without a name, else no.",
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody to fill in answers for; a ``name`` is only there when it was asked for."""

    contact: str
    organisation: str
    name: str | None = None


def table(rows: Sequence[Row], questions: Sequence[Question], language: str, *, names: bool) -> list[list[str]]:
    """Return the header and a row per respondent, with an empty cell for every question."""
    told = (RESPONDENT, ORGANISATION, *([NAME] if names else []))
    header = [*(chosen(both, language) for both in told), *(one.key for one in questions), chosen(SHARE, language)]
    empty = [""] * (len(questions) + 1)
    return [header, *([one.contact, one.organisation, *([one.name or ""] if names else []), *empty] for one in rows)]


def as_csv(cells: Sequence[Sequence[str]]) -> bytes:
    """Return a CSV file of a table; a spreadsheet computes nothing of it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in cells)
    # Spreadsheet programs take a file for UTF-8 only when it says so in front.
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(cells: Sequence[Sequence[str]], questions: Sequence[Question], language: str) -> bytes:
    """Return an XLSX file of a table, and a sheet that says what is asked and how to fill it in."""
    # Loading it takes a while, and most commands write no spreadsheet.
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has no sheet")
    sheet.title = chosen(ANSWERS, language)
    _put(sheet, cells)
    sheet.freeze_panes = "B2"
    guide = book.create_sheet(chosen(HELP, language))
    guide.column_dimensions["B"].width = 110
    _put(guide, [*_guide(language), *([one.key, chosen((one.nl, one.en), language)] for one in questions)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _guide(language: str) -> list[list[str]]:
    return [["", chosen(both, language).format(lowest=LOWEST, highest=HIGHEST)] for both in GUIDE]


def _put(sheet: "Worksheet", rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Font

    for line, cells in enumerate(rows, 1):
        for number, text in enumerate(cells, 1):
            if text:
                # A text is never a formula, also not when somebody opens the cell and leaves it again.
                cell = sheet.cell(line, number, text)
                cell.data_type, cell.quotePrefix = "s", True
                cell.font = Font(bold=line == 1)
