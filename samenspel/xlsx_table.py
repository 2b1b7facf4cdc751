"""An XLSX file as a table. Such a file is a package of packed parts, so it is weighed before it is unpacked."""

import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import IO, Any, Protocol, cast
from xml.etree.ElementTree import Element, iterparse

from models.method.definition_types import did_you_mean, found
from models.method.said import Said
from samenspel.table import Cell, NoTable, Note, Rows, Table, TableRow, Unusable

#: Together, when they are unpacked. What a spreadsheet program makes of 5,000 people stays far below.
MOST_UNPACKED = 20_000_000
MOST_PARTS = 500
MOST_TAGS = 2_000_000
#: Empty rows do not count as rows, but reading them takes time.
LAST_ROW = 20_000

_SHOWN = 5


class _Sheet(Protocol):
    """A sheet that is only read, as openpyxl has it."""

    title: str
    sheet_state: str
    #: Nothing else says which part of the package a sheet is.
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self, *, max_row: int) -> Iterator[tuple[Any, ...]]: ...


@dataclass(slots=True)
class _Oddities:
    """What a sheet holds besides values: rows that nobody sees, cells in one, formulas that were never computed."""

    hidden: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    not_computed: set[tuple[int, int]] = field(default_factory=set)
    last: int = 0


def read_xlsx(content: bytes, *, sheet: str | None) -> Table:
    """Return the table in a sheet (the first that is not hidden) of an XLSX file; raise :class:`NoTable`."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package, warnings.catch_warnings():
            # What openpyxl warns of are looks and comforts of a sheet, which are not read here.
            warnings.simplefilter("ignore")
            _weigh(package)
            return _table(package, content, sheet)
    except NoTable:
        raise
    except Exception as wrong:  # noqa: BLE001 -- openpyxl fails in as many ways as a file can be damaged
        why = type(wrong).__name__
        said = Said("the file cannot be read as XLSX ({why}); open it and save it as XLSX again", why=why)
        raise NoTable(said) from None


def _weigh(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > MOST_PARTS:
        raise NoTable(Said("the file has {count} parts inside; allowed: {most}", count=len(parts), most=MOST_PARTS))
    # The reader of the package never gives more of a part than is announced.
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        most = MOST_UNPACKED // 1_000_000
        raise NoTable(Said("the file is too large when it is unpacked; allowed: {most} MB", most=most))
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise NoTable(Said("a file with macros is not opened; save it as .xlsx without macros"))
    tags = 0
    for part in parts:
        # In two bytes per sign, every other one of these is a zero.
        plain = package.read(part).replace(b"\0", b"")
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise NoTable(
                Said("the file defines abbreviations of its own, which spreadsheets never do; it is not opened")
            )
        tags += plain.count(b"<")
    if tags > MOST_TAGS:
        raise NoTable(Said("the file holds more cells and formats than can be read; leave out what is not needed"))


def _table(package: zipfile.ZipFile, content: bytes, name: str | None) -> Table:
    # Loading it takes a while, and most commands read no spreadsheet.
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = {sheet.title: sheet for sheet in cast(list[_Sheet], book.worksheets)}
        sheet = _chosen(sheets, name)
        with package.open(sheet._worksheet_path) as part:
            odd = _oddities(part)
        _refuse(odd)
        rows = Rows()
        for line, cells in enumerate(_cells(sheet, odd.last), 1):
            taken = (_taken(cell, (line, n) in odd.not_computed) for n, cell in enumerate(cells, 1))
            rows.add(TableRow(line, tuple(taken)))
        header, rest = rows.header_and_rest()
        # What stands beside the header has no title, but is shown as a column that is ignored.
        width = max(row.filled for row in (header, *rest))
        header = TableRow(header.line, tuple(header.at(n) for n in range(width)))
        others = [title for title in sheets if title != sheet.title]
    finally:
        book.close()
    said = "the sheet {sheet} is read; not read: {others}"
    notes = (Note(said, {"sheet": sheet.title, "others": ", ".join(others)}),) if others else ()
    return Table(header, rest, sheet=sheet.title, notes=notes)


def _chosen(sheets: Mapping[str, _Sheet], name: str | None) -> _Sheet:
    if name is None:
        name = next((title for title, sheet in sheets.items() if sheet.sheet_state == "visible"), "")
        if not name:
            raise NoTable(Said("the file has no sheet that can be seen"))
    if name not in sheets:
        hint = did_you_mean(name, sheets)
        known = ", ".join(sheets)
        raise NoTable(
            Said("there is no sheet {found}{hint}; allowed: {known}", found=found(name), hint=hint, known=known)
        )
    return sheets[name]


def _cells(sheet: _Sheet, last: int) -> Iterator[tuple[tuple[object, str], ...]]:
    # The size that a sheet gives itself may be far too large, or too small.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=max(last, 1)):
        yield tuple((_shown(cell), cell.data_type) for cell in row)


def _shown(cell: Any) -> object:
    """Return the value of a cell; what is shown as a percentage has its sign, because 0.55 is not what was meant."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or ""):
        return f"{_plain(round(value * 100, 10))}%"
    return value


def _plain(number: float) -> str:
    """Return a number without an exponent."""
    return str(int(number)) if float(number).is_integer() else f"{Decimal(repr(number)):f}"


def _taken(cell: tuple[object, str], not_computed: bool) -> Cell:
    if not_computed:
        return Unusable(Said("the cell holds a formula without a result; write the value itself"))
    match cell:
        case (value, "e"):
            return Unusable(Said("the cell holds the error {found}; write the value itself", found=found(value)))
        case (None, _):
            return ""
        case (bool() as value, _):
            return str(value).lower()
        case (datetime() as value, _):
            return value.date()
        case (date() as value, _):
            return value
        case (float() as value, _):
            return _plain(value)
        case (value, _):
            return str(value)


def _oddities(part: IO[bytes]) -> _Oddities:
    odd = _Oddities()
    row = 0
    for _, element in iterparse(part):  # noqa: S314 -- a part that defines abbreviations was refused before
        match _name(element):
            case "mergeCell":
                odd.merged.append(element.get("ref", ""))
            case "row":
                number = int(element.get("r", row + 1))
                if number <= row:
                    raise NoTable(
                        Said("row {row} stands behind row {other}; the file is damaged", row=number, other=row)
                    )
                row = number
                _look_at(element, row, odd)
                element.clear()
    return odd


def _look_at(row: Element, number: int, odd: _Oddities) -> None:
    from openpyxl.utils.cell import coordinate_to_tuple

    column = 0
    for cell in row:
        column = coordinate_to_tuple(cell.get("r", ""))[1] if "r" in cell.attrib else column + 1
        parts = {_name(part): part.text for part in cell}
        # A result that is an empty text says so; no result at all looks the same otherwise.
        if "f" in parts and not parts.get("v") and cell.get("t") != "str":
            odd.not_computed.add((number, column))
        if parts.keys() & {"f", "v", "is"}:
            odd.last = number
    if odd.last == number and row.get("hidden") in {"1", "true"}:
        odd.hidden.append(number)


def _refuse(odd: _Oddities) -> None:
    if odd.last > LAST_ROW:
        raise NoTable(
            Said("the sheet goes on to row {row}; allowed: {last}, empty rows counted", row=odd.last, last=LAST_ROW)
        )
    if odd.merged:
        raise NoTable(
            Said(
                "the cells {cells} are merged, so it is unclear what stands in which row; split them",
                cells=_some(odd.merged),
            )
        )
    if odd.hidden:
        raise NoTable(Said("rows are hidden: {rows}; show them, or delete them", rows=_some(odd.hidden)), odd.hidden[0])


def _some(places: list[str] | list[int]) -> str:
    shown, more = ", ".join(map(str, places[:_SHOWN])), len(places) - _SHOWN
    return Said("{first} and {more} more", first=shown, more=more) if more > 0 else shown


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
