"""``samenspel contact import``: people out of a spreadsheet, looked at before any of them is taken."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from models.method.parties import BasisKind
from models.method.said import Said
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.changes import agreed, done
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.file_preview import HEAD, Delimiter, Encoding, File, ReadFile, SheetName, counted
from samenspel.cli.language import Language, tr
from samenspel.cli.options import By, Day, Slug, actor
from samenspel.cli.output import filled

if TYPE_CHECKING:
    from models.method.definition import AllianceDefinition
    from samenspel.contact_sheet import ContactSheet

#: How a row compares with what is known, as people read it.
STATES: dict[str, str] = {"new": "new", "changed": "changed", "same": "same"}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the file: new, changed or the same as known; ``changes`` names the fields that are."""

    line: int
    state: str
    key: str
    organisation: str
    name: str
    email: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview(ReadFile[PersonLine]):
    """How a file was read, and what would be taken from it."""

    rows: tuple[PersonLine, ...]


def import_(
    slug: Slug,
    file: File,
    /,
    *,
    by: By,
    delimiter: Delimiter = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
    language: Annotated[Language | None, Parameter(help="The language of everybody whose row does not say it.")] = None,
    basis: Annotated[BasisKind | None, Parameter(help="The ground for everybody whose row does not say it.")] = None,
    basis_source: Annotated[str | None, Parameter(help="Where that ground comes from.")] = None,
    basis_date: Day | None = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> Done | Sheet[Preview]:
    """Add and change people from a file: all of them, or nobody when anything in it is wrong.

    Example: samenspel contact import onderwijs people.csv --basis consent --basis-source "aanmelding 2026" --by hz
    """
    from models.actions.revise import revise

    said_once = {"language": language, "basis": basis, "basis_source": basis_source, "basis_date": basis_date}
    how = {"delimiter": delimiter, "encoding": encoding, "sheet": sheet}
    taken = _read(slug, file, how, {field: value for field, value in said_once.items() if value is not None})
    who, edit = actor(by), _taking_in(taken)
    found = revise(slug, edit, by=who, dry_run=True)
    preview = Preview.of(slug, file, taken, _rows(slug, taken))
    if dry_run:
        columns = ("line", "state", "key", "organisation", "name", "email", "changes")
        people = Listing(preview.rows, columns, computed={"state": lambda one: Said(STATES[one.state])})
        return Sheet(preview, HEAD, {"people": people})
    states = counted(preview.rows, STATES)
    if found:
        question = "Take these people into {alliance}: {new} new, {changed} changed?"
        agreed(_lines(preview), filled(question, {**states, "alliance": slug}), yes=yes)
        found = revise(slug, edit, by=who, expected=found)
    changed = {"alliance": slug, **states, "by": by}
    said = "People of {alliance}: {new} new, {changed} changed, {same} the same as before."
    return done(found, said, changed, f"samenspel contact list {slug}")


def _read(
    slug: str, file: Path, how: Mapping[str, str | None], said_once: "Mapping[str, str | date]"
) -> "ContactSheet":
    from models.actions import address_book
    from models.actions.describe import described
    from samenspel.contact_file import read_contacts
    from samenspel.contact_sheet import KnownContact

    organisations = {one.key: one.name for one in described(slug).organisations}
    known = [
        KnownContact(
            key=one.key,
            organisation=one.organisation,
            name=one.name,
            email=one.email,
            language=one.language,
            basis=one.basis,
            basis_source=one.basis_source,
            basis_date=one.basis_date,
        )
        for one in address_book.people()
    ]
    return read_contacts(file, organisations=organisations, known=known, defaults=said_once, **how)


def _taking_in(taken: "ContactSheet") -> "Callable[[AllianceDefinition], AllianceDefinition]":
    """Return the edit that lets a description know the people of a file; who succeeded whom stays."""

    def edit(definition: "AllianceDefinition") -> "AllianceDefinition":
        people = {one.key: one for one in definition.contacts}
        for row in taken.rows:
            known = people.get(row.contact.key)
            update = {"successor": known.successor} if known else {}
            people[row.contact.key] = row.contact.model_copy(update=update)
        return definition.model_copy(update={"contacts": tuple(people.values())})

    return edit


def _rows(slug: str, taken: "ContactSheet") -> tuple[PersonLine, ...]:
    from models.actions.describe import described

    here = {one.key for one in described(slug).contacts}
    return tuple(
        PersonLine(
            row.line,
            # Somebody whom another alliance knows is new to this one.
            "new" if row.state == "same" and row.contact.key not in here else row.state,
            row.contact.key,
            row.contact.organisation,
            row.contact.name,
            row.contact.email,
            tuple(change.field for change in row.changes),
        )
        for row in taken.rows
    )


def _lines(preview: Preview) -> Iterator[str]:
    """Tell how a file was read and who is in it."""
    how = {tr("delimiter"): preview.delimiter, tr("encoding"): preview.encoding, tr("sheet"): preview.sheet}
    yield ", ".join(f"{name} {value!r}" for name, value in how.items() if value)
    yield from preview.lines(_told)


def _told(row: PersonLine) -> str:
    """Return what a row is to what is known, who stands in it, and which fields of theirs read differently."""
    fields = f": {', '.join(row.changes)}" if row.changes else ""
    return f"{tr(STATES[row.state])}: {row.name}, {row.organisation} ({row.key}){fields}"
