"""The rows of a file of contacts as people, each looked at by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from models.method.definition_parts import Contact
from models.method.definition_types import did_you_mean, found
from models.method.said import Said
from samenspel.contact_cells import READERS, as_written, could_be_two_days, taken
from samenspel.contact_columns import FOR_ALL, REQUIRED
from samenspel.file_messages import discreet, sentence
from samenspel.table import Note, Table, TableRow
from samenspel.table_columns import Columns
from samenspel.table_problems import MOST_PROBLEMS, TableProblem

_Values = dict[str, str | date]

#: Stands in for what a row has wrong or does not say, so that the rest of it can be checked all the same.
_STAND_IN: Mapping[str, str | date] = {
    "key": "x",
    "organisation": "x",
    "name": "x",
    "email": "x@example.org",
    "language": "nl",
    "basis": "consent",
    "basis_source": "x",
    "basis_date": date(2000, 1, 1),
}

#: Whose sentences must not repeat what stands in the cell.
_PERSONAL = frozenset({"name", "email", "key"})


@dataclass(frozen=True, slots=True)
class Person:
    """What one row says; ``key`` and ``language`` are empty where it does not, and stand-ins in ``contact``."""

    line: int
    contact: Contact
    key: str
    language: str


class People:
    """Reads the people of a table and remembers what is wrong with them and worth a note."""

    def __init__(self, where: Columns, organisations: Mapping[str, str], for_all: Mapping[str, str | date]) -> None:
        self.problems: list[TableProblem] = []
        self.notes: list[Note] = []
        self._where = where
        self._organisations = organisations
        self._by_name: dict[str, list[str]] = {}
        for key, name in organisations.items():
            self._by_name.setdefault(name, []).append(key)
        self._unknown: dict[str, str] = {}
        self._for_all = self._said_once(for_all)

    def read(self, table: Table) -> list[Person]:
        """Return the people in whose rows nothing is wrong."""
        people = (self._person(row, len(table.header.cells)) for row in table.rows)
        return [person for person in people if person is not None]

    def _said_once(self, for_all: Mapping[str, str | date]) -> _Values:
        values, wrong = self._values({field: for_all[field] for field in FOR_ALL if field in for_all})
        for field in for_all:
            if field not in FOR_ALL:
                wrong[field] = Said(
                    "this cannot be said once for the whole file; allowed: {known}", known=", ".join(FOR_ALL)
                )
        _, more = _contact(values)
        self.problems += [TableProblem(None, field, text) for field, text in (wrong | more).items()]
        return values | {field: _STAND_IN[field] for field in wrong | more if field in FOR_ALL}

    def _person(self, row: TableRow, width: int) -> Person | None:
        if row.filled > width:
            # Which text belongs to which column is anybody's guess.
            text = Said(
                "the row has {count} cells and the header {width}; "
                "put quotation marks around a text with the delimiter in it",
                count=row.filled,
                width=width,
            )
            self._wrong(row, {"": text})
            return None
        if not any(str(row.at(column)).strip() for column in self._where.at.values()):
            self.notes.append(Note("line {line} has nothing in the columns that are read", {"line": row.line}))
            return None
        cells: _Values = {}
        wrong: dict[str, str] = {}
        for field, column in self._where.at.items():
            try:
                cells[field] = taken(row.at(column))
            except ValueError as why:
                wrong[field] = why.args[0]
        values, misread = self._values({field: cell for field, cell in cells.items() if cell != ""})
        wrong |= misread
        values = {field: value for field, value in self._for_all.items() if field not in wrong} | values
        for field in REQUIRED:
            if field not in values and field not in wrong:
                wrong[field] = Said("nothing stands here; fill it in")
        contact, more = _contact(values)
        if contact is None or wrong:
            self._wrong(row, more | wrong)
            return None
        return Person(row.line, contact, key=str(values.get("key", "")), language=str(values.get("language", "")))

    def _wrong(self, row: TableRow, wrong: Mapping[str, str]) -> None:
        told = sorted(wrong.items(), key=lambda item: self._where.at.get(item[0], 0))
        self.problems += [TableProblem(row.line, self._where.title(field), text) for field, text in told]

    def _values(self, cells: Mapping[str, str | date]) -> tuple[_Values, dict[str, str]]:
        """Return what cells mean, and why others mean nothing."""
        values: _Values = {}
        wrong: dict[str, str] = {}
        for field, cell in cells.items():
            try:
                values[field] = (
                    self._organisation(cell) if field == "organisation" else READERS.get(field, as_written)(cell)
                )
            except ValueError as why:
                wrong[field] = why.args[0]
        if "basis_date" in values and could_be_two_days(cells["basis_date"]):
            self._read_day_first(str(cells["basis_date"]), str(values["basis_date"]))
        return values, wrong

    def _read_day_first(self, written: str, read: str) -> None:
        said = "dates are read day first: {written} is {date}"
        if not any(note.said == said for note in self.notes):
            self.notes.append(Note(said, {"written": written, "date": read}))

    def _organisation(self, cell: str | date) -> str:
        text = str(cell)
        if text in self._organisations:
            return text
        match self._by_name.get(text, []):
            case [key]:
                return key
            case []:
                raise ValueError(self._not_known(text))
            case keys:
                raise ValueError(
                    Said(
                        "{found} is the name of more than one; allowed: one of the keys {keys}",
                        found=found(text),
                        keys=", ".join(keys),
                    )
                )

    def _not_known(self, text: str) -> Said:
        if not self._organisations:
            return Said("there are no organisations yet; add them first")
        # Looking for what is near takes time, and nobody reads it a thousand times.
        if text not in self._unknown and len(self._unknown) < MOST_PROBLEMS:
            self._unknown[text] = did_you_mean(text, [*self._organisations, *self._by_name])
        return Said(
            "{found} is not known{hint}; allowed: the key or the exact name of an organisation",
            found=found(text),
            hint=self._unknown.get(text, ""),
        )


def _contact(values: Mapping[str, str | date]) -> tuple[Contact | None, dict[str, str]]:
    """Return the contact that values make, or what is wrong with each of them."""
    given = {**_STAND_IN, **values}
    described = {field: given[field] for field in ("key", "organisation", "name", "email", "language")}
    ground = {"kind": given["basis"], "source": given["basis_source"], "date": given["basis_date"]}
    try:
        return Contact.model_validate({**described, "basis": ground}), {}
    except ValidationError as wrong:
        return None, dict(_told(error) for error in wrong.errors(include_url=False))


def _told(error: ErrorDetails) -> tuple[str, str]:
    field = str(error["loc"][0])
    if field == "basis":
        field = {"source": "basis_source", "date": "basis_date"}.get(str(error["loc"][-1]), "basis")
    said, shown = sentence({**error, "loc": ()}), found(error["input"])
    return field, discreet(said, shown) if field in _PERSONAL and said.startswith(shown) else said
