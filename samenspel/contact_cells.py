"""What people write in the cells of a file of contacts, and what we make of it."""

import re
import unicodedata
from collections.abc import Callable, Set
from datetime import date

from models.method.definition_types import did_you_mean, found
from models.method.labels import label
from models.method.parties import BasisKind
from models.method.said import Said
from samenspel.contact_columns import plain
from samenspel.table import Cell, Unusable

LONGEST = 300

_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})([-/.])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SAID_LANGUAGES = "nl, en, Nederlands, Engels"
_LANGUAGES = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "engels": "en", "english": "en"}

#: Shorter ways to say the same.
_ALSO = {
    "published": BasisKind.PUBLISHED,
    "gepubliceerd": BasisKind.PUBLISHED,
    "voorgesteld door": BasisKind.INTRODUCED,
}
_BASES = {plain(word): kind for kind in BasisKind for word in (kind, label(kind, "nl"), label(kind, "en"))}
_BASES |= {plain(word): kind for word, kind in _ALSO.items()}

#: A spreadsheet takes a text that begins with one of these, narrow or full-width, for something to compute.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

#: Letters without a plain one inside.
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_KEY_LENGTH = 70

#: Alphabets with letters that look the same.
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def taken(cell: Cell) -> str | date:
    """Return what a cell holds, without the spaces around it; ``ValueError`` says why nothing can be taken from it."""
    match cell:
        case Unusable(text):
            raise ValueError(text)
        case date():
            return cell
        case _:
            text = unicodedata.normalize("NFC", cell.strip())
    if len(text) > LONGEST:
        raise ValueError(
            Said("the text has {length} characters; allowed: at most {longest}", length=len(text), longest=LONGEST)
        )
    for sign in text:
        if sign in "\r\n":
            raise ValueError(Said("the text has a line break; write it on one line"))
        if unicodedata.category(sign) == "Cc":
            raise ValueError(Said("the sign {sign} is not allowed in a text; take it out", sign=f"U+{ord(sign):04X}"))
    return text


def name(cell: str | date) -> str:
    """Return a name, unless it is a formula or an address."""
    text = str(cell)
    if text.startswith(_FORMULA):
        raise ValueError(
            Said('the name begins with "{sign}", which a spreadsheet computes; write the name alone', sign=text[0])
        )
    if any(sign in text for sign in "@<>"):
        raise ValueError(Said('the name holds "@", "<" or ">"; write the name alone and the address in its own column'))
    return text


def language(cell: str | date) -> str:
    """Return ``nl`` or ``en``."""
    text = str(cell)
    if (code := _LANGUAGES.get(plain(text))) is None:
        hint = did_you_mean(text.lower(), _LANGUAGES)
        raise ValueError(
            Said("{found} is not known{hint}; allowed: {known}", found=found(text), hint=hint, known=_SAID_LANGUAGES)
        )
    return code


def basis(cell: str | date) -> str:
    """Return the code of the ground on which we may write."""
    text = str(cell)
    if (kind := _BASES.get(plain(text))) is None:
        hint = did_you_mean(text.lower(), [word for one in BasisKind for word in (one, label(one))])
        allowed = ", ".join(f"{one} ({label(one)})" for one in BasisKind)
        raise ValueError(
            Said("{found} is not known{hint}; allowed: {known}", found=found(text), hint=hint, known=allowed)
        )
    return kind


def day(cell: str | date) -> date:
    """Return a date, written like 2026-12-31 or, the day first, like 31-12-2026."""
    if isinstance(cell, date):
        return cell
    if _ISO.fullmatch(cell):
        year, month, number = (int(part) for part in cell.split("-"))
    elif parts := _DAY_FIRST.fullmatch(cell):
        year, month, number = int(parts["year"]), int(parts["month"]), int(parts["day"])
        if month > 12:
            raise ValueError(Said("there is no month {month}; allowed: the day first, like 31-12-2026", month=month))
    else:
        raise ValueError(Said("expected a date like 2026-12-31 or 31-12-2026, found {found}", found=found(cell)))
    try:
        return date(year, month, number)
    except ValueError:
        raise ValueError(Said("the date {day} does not exist", day=str(cell))) from None


def could_be_two_days(cell: str | date) -> bool:
    """Say whether a date would be another one if the month stood first."""
    parts = _DAY_FIRST.fullmatch(cell) if isinstance(cell, str) else None
    return parts is not None and int(parts["day"]) <= 12 and int(parts["day"]) != int(parts["month"])


def as_written(cell: str | date) -> str:
    """Return a text as it stands."""
    return str(cell)


#: How the cells of a column are read; whatever is not here is taken as it is written.
READERS: dict[str, Callable[[str | date], str | date]] = {
    "name": name,
    "language": language,
    "basis": basis,
    "basis_date": day,
}


def key_for(person: str, used: Set[str]) -> str:
    """Return a key made from a name that is not used yet: ``jan-de-vries``, ``jan-de-vries-2``."""
    letters = unicodedata.normalize("NFKD", person.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "-", letters)[:_KEY_LENGTH].strip("-")
    if not key[:1].isalpha():
        key = f"contact-{key}".strip("-")
    number = 2
    unique = key
    while unique in used:
        unique = f"{key}-{number}"
        number += 1
    return unique


def mixed_domain(address: str) -> str:
    """Return the domain of an address when one of its parts mixes alphabets that look alike, else nothing."""
    domain = address.rpartition("@")[2]
    parts = [part[4:].encode().decode("punycode") for part in domain.split(".") if part.startswith("xn--")]
    mixed = any(len({unicodedata.name(sign, "").partition(" ")[0] for sign in part} & _ALIKE) > 1 for part in parts)
    return domain if mixed else ""
