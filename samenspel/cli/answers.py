"""What a command answers with; how that is printed is decided in one place, `samenspel.cli.output`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """Rows of one kind; people see ``columns``, JSON has every field. ``empty`` is said when there are none.

    A column is a field of the rows, or is ``computed`` from a row for people. What ``empty`` says may be a template
    that is filled from ``words``; ``then`` is the next useful command. A list of findings may end the program with an
    ``exit_code`` of its own.
    """

    rows: Sequence[Row]
    columns: tuple[str, ...]
    empty: str = ""
    computed: Mapping[str, Callable[[Row], Any]] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict)
    then: str = ""
    exit_code: int = 0

    def cell(self, row: Row, column: str) -> Any:
        """Return what people see of ``row`` in ``column``."""
        return self.computed[column](row) if column in self.computed else getattr(row, column)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Record]):
    """One thing: people see the fields named in ``shown`` and then the ``parts``, JSON has every field.

    ``afterwards`` is what the command still does once it has answered.
    """

    record: Record
    shown: tuple[str, ...]
    parts: Mapping[str, Listing[Any]] = field(default_factory=dict)
    then: str = ""
    computed: Mapping[str, Callable[[Record], Any]] = field(default_factory=dict)
    afterwards: Callable[[], None] | None = None

    def cell(self, name: str) -> Any:
        """Return what people see of the field ``name``."""
        return self.computed[name](self.record) if name in self.computed else getattr(self.record, name)


@dataclass(frozen=True, slots=True)
class Content(Generic[Record]):
    """What was handed in: people get the bytes as they are, JSON the record with the content beside it."""

    record: Record
    content: bytes


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be read or kept as it is, such as a file; JSON has it as ``content`` beside what it is ``of``."""

    content: str
    of: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """Something was changed: what is said to people, what has changed, and the next useful command.

    ``said`` is a template in English that the catalogue translates; its ``{places}`` are filled from ``changed`` and
    from ``words``, which holds what only people read, such as an amount with its unit.
    """

    said: str
    changed: Mapping[str, Any]
    then: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)


Answer = Listing[Any] | Sheet[Any] | Content[Any] | Text | Done
