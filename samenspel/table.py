"""A table out of a file: rows of cells, with the line that each of them stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.method.said import Said

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 50


class NoTable(Exception):
    """The file holds no table that can be read; the message says why, ``line`` where."""

    def __init__(self, text: Said, line: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.line = line


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a file that can be taken; the places in ``said`` are filled from ``values``."""

    said: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.said.format(**self.values)


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell that holds something from which nothing can be taken, and why."""

    text: str


#: What a cell holds; an empty cell is an empty text.
Cell = str | date | Unusable


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of one row and the line it begins on, counted from 1."""

    line: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        """Return the cell in a column, which is empty where the row ends before it."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def filled(self) -> int:
        """The number of cells up to the last one that holds something."""
        return max((n for n, cell in enumerate(self.cells, 1) if not isinstance(cell, str) or cell.strip()), default=0)


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, and how they were read: a delimiter and an encoding, or a sheet."""

    header: TableRow
    rows: tuple[TableRow, ...]
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """How a file was read that can be taken.

    A CSV file has a delimiter and an encoding, an XLSX file has a sheet. ``columns`` gives our field for each title of
    the file; ``notes`` are for a person to look at before the rows are taken.
    """

    delimiter: str | None
    encoding: str | None
    sheet: str | None
    columns: Mapping[str, str]
    ignored_columns: tuple[str, ...]
    notes: tuple[Note, ...]


class Rows:
    """Gathers rows that hold something, header first, and refuses more than may be read."""

    def __init__(self) -> None:
        self._rows: list[TableRow] = []

    def add(self, row: TableRow) -> None:
        """Take one row more, unless it is empty."""
        if not row.filled:
            return
        if row.filled > MOST_COLUMNS:
            raise NoTable(
                Said("the table has {count} columns; allowed: {most}", count=row.filled, most=MOST_COLUMNS), row.line
            )
        if len(self._rows) > MOST_ROWS:
            raise NoTable(
                Said("the table has more rows than can be read; allowed: {most} below the header", most=MOST_ROWS),
                row.line,
            )
        self._rows.append(row)

    def header_and_rest(self) -> tuple[TableRow, tuple[TableRow, ...]]:
        """Return the first row and all others."""
        if not self._rows:
            raise NoTable(Said("the file is empty"))
        return self._rows[0], tuple(self._rows[1:])
