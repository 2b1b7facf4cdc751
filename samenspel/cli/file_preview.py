"""A file that is looked at before anything in it is taken: how it was read, and what would come of each row."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Generic, Protocol, Self, TypeVar

from cyclopts import Parameter

from models.method.said import Said
from samenspel.cli.language import tr
from samenspel.cli.output import filled, readable

if TYPE_CHECKING:
    from samenspel.table import Taken

File = Annotated[Path, Parameter(help="The CSV or XLSX file.")]
FileToFillIn = Annotated[Path, Parameter(help="The file to write; its name ends in .csv or .xlsx.")]
Delimiter = Annotated[str | None, Parameter(help="What stands between the cells; found if left out.")]
Encoding = Annotated[str | None, Parameter(help="How the text is encoded; found if left out.")]
SheetName = Annotated[str | None, Parameter(help="The sheet of an XLSX file; the first if left out.")]

#: More rows than these are counted only before the question; ``--dry-run`` shows them all.
MOST_SHOWN = 20

#: What people see of how a file was read; the rows stand below it.
HEAD = ("alliance", "file", "delimiter", "encoding", "sheet", "columns", "ignored_columns", "notes")


class SeenRow(Protocol):
    """A row of a file, and how it compares with what is known."""

    @property
    def line(self) -> int:
        """The line on which it stands."""

    @property
    def state(self) -> str:
        """What would become of it."""


Row = TypeVar("Row", bound=SeenRow)


@dataclass(frozen=True, slots=True)
class ReadFile(Generic[Row]):
    """How a file was read, and its rows.

    A kind of file repeats ``rows`` with what they are, because the schema of the answer is read from there.
    """

    alliance: str
    file: str
    delimiter: str | None
    encoding: str | None
    sheet: str | None
    columns: Mapping[str, str]
    ignored_columns: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, alliance: str, file: Path, read: "Taken", rows: Iterable[Row]) -> Self:
        """Return how ``read`` came out of a file of an alliance, and what would come of its rows."""
        return cls(
            alliance=alliance,
            file=str(file),
            delimiter=read.delimiter,
            encoding=read.encoding,
            sheet=read.sheet,
            columns=read.columns,
            ignored_columns=read.ignored_columns,
            notes=tuple(Said(note.said, **note.values) for note in read.notes),
            rows=tuple(rows),
        )

    def lines(self, told: Callable[[Row], str]) -> Iterator[str]:
        """Tell how the file was read, and of each row that is not known yet what ``told`` says."""
        yield f"{tr('columns')}: " + ", ".join(f"{title} → {field}" for title, field in self.columns.items())
        if self.ignored_columns:
            yield f"{tr('not read')}: {', '.join(self.ignored_columns)}"
        yield from map(readable, self.notes)
        coming = [one for one in self.rows if one.state != "same"]
        for one in coming[:MOST_SHOWN]:
            yield f"{tr('line')} {one.line}: {told(one)}"
        if len(coming) > MOST_SHOWN:
            yield filled("... and {more} more", {"more": len(coming) - MOST_SHOWN})


def counted(rows: Iterable[SeenRow], states: Iterable[str]) -> dict[str, int]:
    """Return how many rows there are of each state."""
    found = Counter(one.state for one in rows)
    return {state: found[state] for state in states}
