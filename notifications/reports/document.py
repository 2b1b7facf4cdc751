"""A report as it is set on a page: sections with text, drawings and tables, in one language."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from notifications.reports.pictures import Picture
from notifications.reports.writing import plain

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``figures`` are the columns, counted from 0, that hold figures and stand to the right."""

    head: Row
    rows: tuple[Row, ...]
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it: text, then drawings, then tables."""

    title: str
    texts: tuple[str, ...] = ()
    drawings: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether anything stands below the heading."""
        return bool(self.texts or self.drawings or any(table.rows for table in self.tables))


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report; ``state`` is the verdict as a state of a link, or empty, and ``verdict`` says it in a word."""

    language: str
    title: str
    subtitle: str
    verdict: str
    state: str
    sections: tuple[Section, ...]
    footer: str
    page: str
    of: str
    notes: tuple[str, ...] = field(default=())


def table(head: Iterable[str], rows: Iterable[Iterable[str]], figures: Iterable[int] = ()) -> Table:
    """Return a table of texts that may stand anywhere: each on one line."""
    return Table(tuple(head), tuple(tuple(plain(cell) for cell in row) for row in rows), tuple(figures))
