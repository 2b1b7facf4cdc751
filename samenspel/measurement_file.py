"""Figures out of a CSV or XLSX file: all of them, or none and everything that is wrong."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models.method.definition_types import did_you_mean, found
from models.method.evaluation.numbers import plain_figure
from models.method.evaluation.snapshot import IndicatorSnapshot
from models.method.measurement_files import FileRow, unguarded
from models.method.measuring import Spoken, faults, no_figure
from models.method.measuring import taken as kept
from models.method.said import Said
from samenspel.contact_cells import could_be_two_days, day, taken
from samenspel.measurement_columns import columns, is_filled_in, is_title
from samenspel.table import Note, Table, TableRow, Taken
from samenspel.table_columns import Columns
from samenspel.table_problems import TableProblem, TableProblems
from samenspel.tables_in import table_in

_WHOLE = re.compile(r"[0-9]{1,12}")
_DAYS = ("on", "since")
_COUNTS = ("k", "n", "population", "level", "evidence")
_SPREADS = ("sd", "se")


@dataclass(frozen=True, slots=True)
class MeasurementSheet(Taken):
    """A file that can be taken: how it was read, and what it says was measured."""

    rows: tuple[FileRow, ...]


def read_measurements(
    path: Path | str,
    *,
    known: Mapping[str, IndicatorSnapshot],
    today: date,
    raters: Collection[str] = (),
    delimiter: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> MeasurementSheet:
    """Return the figures in a file; raise :class:`TableProblems` with all that is wrong, and then none is taken.

    ``known`` are the indicators by their key, ``raters`` who may be named as the rater of a judgement. What is no plain
    figure is kept as it was written. A row in which nothing was filled in is passed over. Delimiter and encoding of a
    CSV file are found unless they are given; of an XLSX file the first sheet is read that is not hidden.
    """
    path = Path(path)
    table = table_in(path, delimiter=delimiter, encoding=encoding, sheet=sheet, known=is_title)
    where, problems = columns(table.header)
    if problems:
        raise TableProblems(path, problems)
    figures = _Figures(where, known, today, raters)
    rows = tuple(figures.read(table))
    if figures.problems:
        raise TableProblems(path, figures.problems)
    if not rows:
        raise TableProblems(path, [TableProblem(None, "", Said("no figure is filled in below the header"))])
    return MeasurementSheet(
        delimiter=table.delimiter,
        encoding=table.encoding,
        sheet=table.sheet,
        columns=where.taken,
        ignored_columns=where.ignored,
        rows=rows,
        notes=(*table.notes, *figures.notes),
    )


class _Figures:
    """Reads the rows of a table and remembers what is wrong with them and worth a note."""

    def __init__(
        self, where: Columns, known: Mapping[str, IndicatorSnapshot], today: date, raters: Collection[str]
    ) -> None:
        self.problems: list[TableProblem] = []
        self.notes: list[Note] = []
        self._where, self._known, self._today, self._raters = where, known, today, raters

    def read(self, table: Table) -> list[FileRow]:
        """Return what the rows say in which something is filled in and nothing wrong."""
        rows: dict[tuple[str, date, date | None, str], FileRow] = {}
        for one in table.rows:
            row = self._row(one, len(table.header.cells), in_text=table.delimiter is not None)
            if row is None:
                continue
            first = rows.setdefault((row.indicator, row.taken.on, row.taken.since, row.taken.rater), row)
            if first is not row and first.taken != row.taken:
                text = Said("line {line} measures this on the same day too; allowed: once", line=first.line)
                self._wrong(row.line, "key", text)
        return list(rows.values())

    def _row(self, row: TableRow, width: int, *, in_text: bool) -> FileRow | None:
        if row.filled > width:
            # Which text belongs to which column is anybody's guess.
            text = Said(
                "the row has {count} cells and the header {width}; "
                "put quotation marks around a text with the delimiter in it",
                count=row.filled,
                width=width,
            )
            self._wrong(row.line, "", text)
            return None
        before = len(self.problems)
        cells = self._cells(row, in_text)
        if not any(is_filled_in(field) for field in cells):
            return None
        of, said = self._indicator(row.line, cells.pop("key", "")), self._spoken(row.line, cells)
        if of is None or said is None or len(self.problems) > before:
            return None
        for fault in faults(of, said, today=self._today, strict=False, raters=self._raters):
            self._wrong(row.line, fault.field, fault.text)
        return FileRow(row.line, of.key, kept(of, said)) if len(self.problems) == before else None

    def _cells(self, row: TableRow, in_text: bool) -> dict[str, str | date | None]:
        """Return the cells that hold something and those that a row cannot do without; ``None`` cannot be read."""
        cells: dict[str, str | date | None] = {}
        for field, column in self._where.at.items():
            try:
                cell = taken(row.at(column))
            except ValueError as why:
                cells[field] = None
                self._wrong(row.line, field, why.args[0])
                continue
            cell = unguarded(cell) if in_text and isinstance(cell, str) else cell
            if cell != "":
                cells[field] = cell
        return cells

    def _indicator(self, line: int, cell: str | date | None) -> IndicatorSnapshot | None:
        if cell is None or str(cell) in self._known:
            return self._known.get(str(cell))
        text = Said("nothing stands here; fill it in")
        if cell != "":
            allowed = ", ".join(self._known) or Said("none")
            hint = did_you_mean(str(cell), self._known)
            text = Said(
                "{found} is not known{hint}; allowed: {known}", found=found(str(cell)), hint=hint, known=allowed
            )
        self._wrong(line, "key", text)
        return None

    def _spoken(self, line: int, cells: Mapping[str, str | date | None]) -> Spoken | None:
        values: dict[str, Any] = {}
        for field, cell in cells.items():
            try:
                if cell is not None:
                    values[field] = self._value(field, cell)
            except ValueError as why:
                self._wrong(line, field, why.args[0])
        if "on" not in cells:
            self._wrong(line, "on", Said("nothing stands here; fill it in"))
        return Spoken(**values) if "on" in values else None

    def _value(self, field: str, cell: str | date) -> str | date | float:
        if field in _DAYS:
            read = day(cell)
            if could_be_two_days(cell):
                self._read_day_first(str(cell), str(read))
            return read
        text = str(cell)
        if field in _COUNTS:
            if not _WHOLE.fullmatch(text):
                raise ValueError(Said("{found} is no whole number; allowed: a whole number as 12", found=found(text)))
            return int(text)
        if field in _SPREADS:
            figure = plain_figure(text)
            if figure is None:
                raise ValueError(no_figure(text))
            return figure
        return text

    def _read_day_first(self, written: str, read: str) -> None:
        said = "dates are read day first: {written} is {date}"
        if not any(note.said == said for note in self.notes):
            self.notes.append(Note(said, {"written": written, "date": read}))

    def _wrong(self, line: int, field: str, text: str) -> None:
        self.problems.append(TableProblem(line, self._where.title(field), text))
