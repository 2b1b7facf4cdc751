"""What a file of contacts comes down to: people, each of them new, changed or as they were known."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.method.definition_parts import Contact
from samenspel.table import Taken


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A person as the address book has them; ``organisation`` is its key."""

    key: str
    organisation: str
    name: str
    email: str
    language: str
    basis: str
    basis_source: str
    basis_date: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a known person that the file says otherwise."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One person and the line on which they stand; who took over from them is not for a file to say."""

    line: int
    state: Literal["new", "changed", "same"]
    contact: Contact
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactSheet(Taken):
    """A file that can be taken: how it was read, and who is in it."""

    rows: tuple[ContactRow, ...]
