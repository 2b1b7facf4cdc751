"""What may stand in one field of an alliance's file: texts, keys, figures, dates, addresses."""

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from models.method import definition_patterns as patterns
from models.method.said import Said

#: Dates outside this range are typing errors.
FIRST_DAY = dt.date(2000, 1, 1)
LAST_DAY = dt.date(2100, 12, 31)

#: More of one contribution than this is a typing error as well.
MOST = Decimal(100_000_000)

LINE_LENGTH = patterns.LINE_LENGTH
TEXT_LENGTH = 20_000
SHOWN_LENGTH = 40

#: A word longer than this is no slip of the pen, and of more words than this not all are compared.
_LONGEST_NEAR = 100
_MANY = 700

#: Names that mean something else to Windows or to a command of ours.
RESERVED_SLUGS = frozenset(
    ["new", "all", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)

_SLUG, _KEY, _CLOCK = (re.compile(pattern) for pattern in (patterns.SLUG, patterns.KEY, patterns.CLOCK))
_DAY = re.compile(r"[0-9]{4,6}-[0-9]{2}-[0-9]{2}")
_LOCAL = re.compile(rf"(?P<day>{_DAY.pattern})[ T](?P<time>[0-9]{{2}}:[0-9]{{2}})")

#: Control signs, invisible signs that turn the reading direction, halves of characters and line separators.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: Two invisible signs that some languages and emoji cannot do without.
_JOINERS = "\u200c\u200d"
_MOST_MARKS = 4


def found(value: object) -> str:
    """Say in a few words what was found where something else should stand."""
    match value:
        case None:
            return Said("nothing")
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"' if len(value) <= SHOWN_LENGTH else f'"{value[:SHOWN_LENGTH]}…"'
        case dict():
            return Said("a mapping")
        case list() | tuple():
            return Said("a list")
        case _:
            return str(value)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `` (did you mean "..."?)`` with the nearest of the known words, or nothing when none is near."""
    if len(word) > _LONGEST_NEAR:
        return ""
    # Nearness is worked out word by word, so of very many only those are looked at that begin alike.
    folded, words = word.casefold(), {one.casefold(): one for one in known}
    alike = words if len(words) <= _MANY else sorted(one for one in words if one[:1] == folded[:1])[:_MANY]
    near = difflib.get_close_matches(folded, alike, n=1)
    return Said(' (did you mean "{near}"?)', near=words[near[0]]) if near else ""


def _clean(value: str, *, allowed: str, longest: int) -> str:
    if len(value) > longest:
        raise ValueError(
            Said("the text has {length} characters; allowed: at most {longest}", length=len(value), longest=longest)
        )
    marks = 0
    for sign in value:
        if unicodedata.category(sign) in _UNWANTED and sign not in allowed + _JOINERS:
            raise ValueError(Said("the sign {sign} is not allowed in a text; take it out", sign=f"U+{ord(sign):04X}"))
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks > _MOST_MARKS:
            raise ValueError(Said("a letter carries more than {most} marks; take them out", most=_MOST_MARKS))
    return value


def optional_line(value: str) -> str:
    """Return a line of text without spaces around it, or nothing; ``ValueError`` says what is not allowed in it."""
    return _clean(value.strip(" "), allowed="", longest=LINE_LENGTH)


def _line(value: str) -> str:
    return optional_line(_some(value))


def _some(value: str) -> str:
    if not value.strip():
        raise ValueError(Said("the text is empty; write one"))
    return value


def _text(value: str) -> str:
    return _optional_text(_some(value))


def _optional_text(value: str) -> str:
    # Spaces at the end of a line are invisible and would keep a text from being written as a readable block.
    lines = (line.rstrip(" \t") for line in value.split("\n"))
    return _clean("\n".join(lines).strip(), allowed="\n\t", longest=TEXT_LENGTH)


def _slug(value: str) -> str:
    if value in RESERVED_SLUGS:
        raise ValueError(Said('"{slug}" is reserved; choose another slug', slug=value))
    if not _SLUG.fullmatch(value):
        raise ValueError(
            Said(
                "{found} is not allowed; allowed: 2 to 48 lower-case letters, digits and hyphens, a letter first",
                found=found(value),
            )
        )
    return value


def _key(value: str) -> str:
    if not _KEY.fullmatch(value):
        raise ValueError(
            Said(
                "{found} is not allowed; allowed: 1 to 80 lower-case letters, digits, hyphens and underscores, "
                "a letter first",
                found=found(value),
            )
        )
    return value


def _day(value: object) -> dt.date:
    shown = value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            # A year of five digits is a slip of the pen; no date can hold it.
            value = dt.date.fromisoformat(value) if len(value) == len("2026-03-01") else dt.date.max
        except ValueError:
            raise ValueError(Said("the date {day} does not exist", day=str(value))) from None
    # A datetime is a date as well, but its hours would be lost.
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise ValueError(Said("expected a date like 2026-03-01, found {found}", found=found(value)))
    if not FIRST_DAY <= value <= LAST_DAY:
        raise ValueError(
            Said(
                "the date {day} is out of range; allowed: {first} to {last}",
                day=str(shown),
                first=str(FIRST_DAY),
                last=str(LAST_DAY),
            )
        )
    return value


def _local_moment(value: object) -> dt.datetime:
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return value
    found_ = _LOCAL.fullmatch(value) if isinstance(value, str) else None
    if found_ is None:
        raise ValueError(Said("expected a day and a time like 2027-01-11 09:00, found {found}", found=found(value)))
    return dt.datetime.combine(_day(found_["day"]), _clock(found_["time"]))


def _clock(value: object) -> dt.time:
    if isinstance(value, dt.time):
        return value
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise ValueError(
            Said("expected a time of the day like 09:00, found {found}; allowed: 00:00 to 23:59", found=found(value))
        )
    return dt.time(int(value[:2]), int(value[3:]))


def _address(value: str) -> str:
    try:
        # Never looks anything up: whether a letter arrives is for the post office to find out.
        checked = validate_email(value.strip(), check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as wrong:
        why = str(wrong).rstrip(".")
        raise ValueError(
            Said(
                "{found} is no e-mail address: {why}; allowed: one like name@example.org",
                found=found(value),
                why=Said(why[:1].lower() + why[1:]),
            )
        ) from None
    return str(checked.ascii_email)


def _quantity(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(Said("expected a number, found {found}{hint}", found=found(value), hint=number_hint(value)))
    quantity = Decimal(str(value))
    if not quantity.is_finite() or not 0 < quantity <= MOST:
        raise ValueError(
            Said("{value} is out of range; allowed: more than 0, at most {most}", value=str(value), most=str(MOST))
        )
    return quantity


def number_hint(value: object) -> str:
    """Return a hint when the value is a number between quotes or with a decimal comma, else nothing."""
    number = re.fullmatch(r"[-+]?[0-9]+(?P<decimals>[.,][0-9]+)?", value) if isinstance(value, str) else None
    if number is None:
        return ""
    if (number["decimals"] or "").startswith(","):
        return Said("; write the decimals behind a point: {point}", point=number[0].replace(",", "."))
    return Said("; leave the quotes out")


Slug = Annotated[str, AfterValidator(_slug), WithJsonSchema(patterns.SLUG_SCHEMA)]
Key = Annotated[str, AfterValidator(_key), WithJsonSchema(patterns.KEY_SCHEMA)]
Line = Annotated[str, AfterValidator(_line), WithJsonSchema(patterns.LINE_SCHEMA)]
OptionalLine = Annotated[str, AfterValidator(optional_line), WithJsonSchema(patterns.OPTIONAL_LINE_SCHEMA)]
Text = Annotated[str, AfterValidator(_text), WithJsonSchema(patterns.TEXT_SCHEMA)]
OptionalText = Annotated[str, AfterValidator(_optional_text), WithJsonSchema(patterns.OPTIONAL_TEXT_SCHEMA)]
Address = Annotated[str, AfterValidator(_address), WithJsonSchema(patterns.ADDRESS_SCHEMA)]
Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema(patterns.DAY_SCHEMA)]
#: A time of the day in whole minutes.
Clock = Annotated[dt.time, BeforeValidator(_clock), WithJsonSchema(patterns.CLOCK_SCHEMA)]
#: A moment on the clocks of a time zone that stands beside it.
LocalMoment = Annotated[dt.datetime, BeforeValidator(_local_moment), WithJsonSchema(patterns.LOCAL_MOMENT_SCHEMA)]

#: A measured figure. The bounds keep sums and differences of figures finite.
Figure = Annotated[float, Field(strict=True, ge=-1e15, le=1e15, allow_inf_nan=False)]
#: How far figures lie apart, in their own unit.
Spread = Annotated[float, Field(strict=True, ge=0, le=1e15, allow_inf_nan=False)]
#: A number of people or things that were counted, and one of which there is at least one.
People = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]
Positive = Annotated[int, Field(strict=True, ge=1, le=1_000_000_000)]
#: A share of the whole in any unit; what counts is how weights compare.
Weight = Annotated[float, Field(strict=True, ge=0, le=1e6, allow_inf_nan=False)]
#: From nothing to everything.
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
#: More than nothing, in the unit that stands beside it.
Quantity = Annotated[
    Decimal,
    BeforeValidator(_quantity),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": int(MOST)}),
]
Flag = Annotated[bool, Field(strict=True)]
OneToFive = Annotated[int, Field(strict=True, ge=1, le=5)]
OneToFour = Annotated[int, Field(strict=True, ge=1, le=4)]
ZeroToFour = Annotated[int, Field(strict=True, ge=0, le=4)]
