"""People out of a CSV or XLSX file: all of them, or nobody and everything that is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from models.method.definition_parts import Contact
from models.method.said import Said
from samenspel.contact_cells import key_for, mixed_domain
from samenspel.contact_columns import columns, is_title
from samenspel.contact_rows import People, Person
from samenspel.contact_sheet import Change, ContactRow, ContactSheet, KnownContact
from samenspel.table import Note
from samenspel.table_columns import Columns
from samenspel.table_problems import TableProblem, TableProblems
from samenspel.tables_in import table_in


def read_contacts(
    path: Path | str,
    *,
    organisations: Mapping[str, str],
    known: Iterable[KnownContact] = (),
    defaults: Mapping[str, str | date] | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> ContactSheet:
    """Return the people in a file; raise :class:`TableProblems` with all that is wrong, and then nobody is taken.

    ``organisations`` are the names of those that people may belong to, by key; ``known`` is the whole address book,
    because an address belongs to one person and a key is given once. ``defaults`` says the language or the basis of
    everybody of whom the file does not say it. Delimiter and encoding of a CSV file are found unless they are given; of
    an XLSX file the first sheet is read that is not hidden.
    """
    path = Path(path)
    for_all = defaults or {}
    table = table_in(path, delimiter=delimiter, encoding=encoding, sheet=sheet, known=is_title)
    where, problems = columns(table.header, for_all)
    if problems:
        raise TableProblems(path, problems)
    people = People(where, organisations, for_all)
    met = _Meeting(where, known)
    rows = tuple(met.rows(people.read(table)))
    if wrong_rows := people.problems + met.problems:
        raise TableProblems(path, wrong_rows)
    if not rows:
        raise TableProblems(path, [TableProblem(None, "", Said("there are no people below the header"))])
    return ContactSheet(
        delimiter=table.delimiter,
        encoding=table.encoding,
        sheet=table.sheet,
        columns=where.taken,
        ignored_columns=where.ignored,
        rows=rows,
        notes=(*table.notes, *people.notes, *met.notes),
    )


class _Meeting:
    """Holds the people of a file against each other and against those who are known."""

    def __init__(self, where: Columns, known: Iterable[KnownContact]) -> None:
        self.problems: list[TableProblem] = []
        self.notes: list[Note] = []
        self._where = where
        self._at: dict[str, list[KnownContact]] = {}
        self._keys: set[str] = set()
        for one in known:
            self._at.setdefault(one.email.casefold(), []).append(one)
            self._keys.add(one.key)

    def rows(self, people: list[Person]) -> Iterator[ContactRow]:
        """Return everybody once, with a key."""
        everybody = list(self._once(people))
        lines: dict[str, int] = {}
        used = self._keys | {person.key for person in everybody}
        for person in everybody:
            if person.key and lines.setdefault(person.key, person.line) != person.line:
                text = Said("line {line} has this key too; allowed: one key for one person", line=lines[person.key])
                self._wrong(person, "key", text)
            elif domain := mixed_domain(person.contact.email):
                said = "line {line}: the address mixes alphabets that look alike: {domain}"
                self.notes.append(Note(said, {"line": person.line, "domain": domain}))
            if (same := self._known(person)) is not None:
                yield _beside(person, same)
            elif person.key in self._keys:
                text = Said("this is the key of somebody with another address; leave it out, or choose another")
                self._wrong(person, "key", text)
            else:
                key = person.key or key_for(person.contact.name, used)
                used.add(key)
                yield ContactRow(person.line, "new", person.contact.model_copy(update={"key": key}))

    def _once(self, people: list[Person]) -> Iterator[Person]:
        first: dict[str, Person] = {}
        for person in people:
            other = first.setdefault(person.contact.email.casefold(), person)
            if other is person:
                yield person
                continue
            mine, theirs = _said(person), _said(other)
            differing = [self._where.title(field) for field in mine if mine[field] != theirs[field]]
            if differing:
                text = Said(
                    "line {line} has this address with another {columns}; allowed: a person once",
                    line=other.line,
                    columns=", ".join(differing),
                )
                self._wrong(person, "email", text)
            else:
                said = "line {line} says the same as line {first}; it is read once"
                self.notes.append(Note(said, {"line": person.line, "first": other.line}))

    def _known(self, person: Person) -> KnownContact | None:
        """Return who this is; a problem is remembered when the file and the address book say different things."""
        there = self._at.get(person.contact.email.casefold(), [])
        same = next((one for one in there if one.organisation == person.contact.organisation), None)
        if there and same is None:
            others = ", ".join(f'"{one.organisation}"' for one in there)
            text = Said(
                'this address is known at {others}, not at "{organisation}"; one of the two is wrong',
                others=others,
                organisation=person.contact.organisation,
            )
            self._wrong(person, "email", text)
        if same is not None and person.key not in {"", same.key}:
            text = Said('this person is known by the key "{key}"; write that, or leave it out', key=same.key)
            self._wrong(person, "key", text)
        return same

    def _wrong(self, person: Person, field: str, text: str) -> None:
        self.problems.append(TableProblem(person.line, self._where.title(field), text))


def _said(person: Person) -> dict[str, str]:
    return {**_fields(person.contact), "language": person.language, "key": person.key}


def _fields(contact: Contact) -> dict[str, str]:
    return {
        "organisation": contact.organisation,
        "name": contact.name,
        "language": contact.language,
        "basis": contact.basis.kind.value,
        "basis_source": contact.basis.source,
        "basis_date": contact.basis.date.isoformat(),
    }


def _beside(person: Person, known: KnownContact) -> ContactRow:
    """Return a known person as the file describes them; what it does not say stays as it is known."""
    update = {"key": known.key, "email": known.email} | ({} if person.language else {"language": known.language})
    contact = person.contact.model_copy(update=update)
    fields = _fields(contact)
    before = {field: str(getattr(known, field) or "") for field in fields}
    changes = tuple(Change(field, before[field], fields[field]) for field in fields if before[field] != fields[field])
    return ContactRow(person.line, "changed" if changes else "same", contact, changes)
