"""A file in which figures are filled in, as CSV or XLSX."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from models.method.indicators import Measure
from models.method.measurement_files import (
    FILLED,
    SHEETS,
    SHOWN,
    TITLES,
    Asked,
    Cell,
    explained,
    guarded,
    header,
    row,
    said,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: Rows below those of the indicators that are prepared as well, for a second figure of the same indicator.
SPARE = 50

_WIDTHS = {"title": 40, "fill_in": 40, "source": 30}
_DAY_FORMAT = "yyyy-mm-dd"
_COLUMN = {field: number for number, field in enumerate(TITLES, 1)}
_DAYS = ("last_on", "since", "on")


class _Limit(NamedTuple):
    """What a spreadsheet takes in a cell: at least so much, or between two ends."""

    kind: Literal["whole", "decimal", "date"]
    least: str
    most: str | None = None


#: What a spreadsheet takes in a column; the first day of 2000 is day 36526 to it.
_LIMITS: dict[str, _Limit] = {
    **dict.fromkeys(("since", "on"), _Limit("date", "36526")),
    **dict.fromkeys(("k", "n", "population"), _Limit("whole", "0")),
    **dict.fromkeys(("sd", "se"), _Limit("decimal", "0")),
    "level": _Limit("whole", "0", "4"),
    "evidence": _Limit("whole", "1", "4"),
}

#: A list in a rule of a spreadsheet has at most so many signs.
LONGEST_LIST = 253


def as_csv(asked: Sequence[Asked], language: str) -> bytes:
    """Return a CSV file with a row for each indicator; a spreadsheet computes nothing of it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header(language))
    writer.writerows([_text(cell) for cell in row(one, language)] for one in asked)
    # Spreadsheet programs take a file for UTF-8 only when it says so in front.
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(asked: Sequence[Asked], language: str) -> bytes:
    """Return an XLSX file with a row for each indicator, and a sheet that says how to fill it in."""
    # Loading it takes a while, and most commands write no spreadsheet.
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has no sheet")
    sheet.title = said(SHEETS[0], language)
    _put(sheet, [header(language), *(row(one, language) for one in asked)])
    _dress(sheet, len(asked))
    _limit(sheet, asked)
    guide = book.create_sheet(said(SHEETS[1], language))
    guide.column_dimensions["A"].width = 110
    _put(guide, [(line,) for line in explained(language)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case float():
            return f"{cell:.15g}"
        case date():
            return cell.isoformat()
        case _:
            return guarded(cell)


def _put(sheet: "Worksheet", rows: Sequence[Sequence[Cell]]) -> None:
    for line, cells in enumerate(rows, 1):
        for number, value in enumerate(cells, 1):
            cell = sheet.cell(line, number, value)
            if isinstance(value, str):
                # A text is never a formula, also not when somebody opens the cell and leaves it again.
                cell.data_type, cell.quotePrefix = "s", True


def _dress(sheet: "Worksheet", count: int) -> None:
    """Show which cells are to be filled in, and keep the header and the keys in sight."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    head, known = PatternFill("solid", fgColor="1F4E5F"), PatternFill("solid", fgColor="EDEDED")
    for field, number in _COLUMN.items():
        top = sheet.cell(1, number)
        top.font, top.fill, top.alignment = Font(bold=True, color="FFFFFF"), head, Alignment(wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(field, 14)
        for line in range(2, count + 2 + SPARE):
            cell = sheet.cell(line, number)
            if field in _DAYS:
                cell.number_format = _DAY_FORMAT
            if line < count + 2 and field not in FILLED:
                cell.fill, cell.alignment = known, Alignment(wrap_text=field in SHOWN, vertical="top")
    sheet.freeze_panes = sheet.cell(2, _COLUMN["key"] + 1).coordinate


def _limit(sheet: "Worksheet", asked: Sequence[Asked]) -> None:
    """Let a spreadsheet refuse what the columns cannot hold: days, counts, grades, and steps that do not exist."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for field, limit in _LIMITS.items():
        rule = DataValidation(
            limit.kind,
            formula1=limit.least,
            formula2=limit.most,
            operator="between" if limit.most else "greaterThanOrEqual",
            allow_blank=True,
            showErrorMessage=True,
        )
        letter = get_column_letter(_COLUMN[field])
        rule.add(f"{letter}2:{letter}{len(asked) + 1 + SPARE}")
        sheet.add_data_validation(rule)
    for line, one in enumerate(asked, 2):
        if steps := _list(one):
            rule = DataValidation("list", formula1=steps, allow_blank=True, showErrorMessage=True)
            rule.add(sheet.cell(line, _COLUMN["value"]).coordinate)
            sheet.add_data_validation(rule)


def _list(one: Asked) -> str | None:
    """Return the steps of an indicator as a rule of a spreadsheet has them, unless such a rule cannot hold them."""
    steps = ",".join(one.of.steps)
    clear = '"' not in steps and steps.count(",") == len(one.of.steps) - 1 and len(steps) <= LONGEST_LIST
    return f'"{steps}"' if one.of.measure is Measure.ORDINAL and one.of.steps and clear else None
