"""What a command answers with; how that is printed is decided in one place, `samenspel.cli.output`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one kind; people see ``columns``, JSON has every field. ``empty`` is said when there are none.

    A column is a field of the rows, or is ``computed`` from a row for people.
    """

    rows: Sequence[Any]
    columns: tuple[str, ...]
    empty: str = ""
    computed: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)

    def cell(self, row: Any, column: str) -> Any:
        """Return what people see of ``row`` in ``column``."""
        return self.computed[column](row) if column in self.computed else getattr(row, column)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thing: people see the fields named in ``shown`` and then the ``parts``, JSON has every field."""

    record: Any
    shown: tuple[str, ...]
    parts: Mapping[str, Listing] = field(default_factory=dict)
    then: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What was handed in: people get the bytes as they are, JSON the record with the content beside it."""

    record: Any
    content: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """Something was changed: what is said to people, what has changed, and the next useful command."""

    said: str
    changed: Mapping[str, Any]
    then: str = ""


Answer = Listing | Sheet | Content | Done
