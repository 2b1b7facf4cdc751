"""Arguments and options that many commands share, and how what is typed becomes a value."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from cyclopts import App, Parameter, Token

from models.method.said import Said

Slug = Annotated[str, Parameter(help="The alliance, by its short name.")]
Code = Annotated[str, Parameter(help="The deliverable, by its code; `samenspel deliverable list SLUG` names all.")]
By = Annotated[str, Parameter(name="--by", help="Your staff code: who does this.")]
Reason = Annotated[str, Parameter(name="--reason", help="Why; at least 10 characters, no names of persons.")]
Why = Annotated[
    str,
    Parameter(
        name="--reason",
        help="Why, once what is judged by is locked; at least 10 characters, no names of persons.",
    ),
]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def noun(name: str, what: str) -> App:
    """Return the app of a noun, to which its verbs are added."""
    return App(name=name, help=what)


def day(_type: Any, tokens: Sequence[Token]) -> date:
    """Return the day that was typed as ``2026-12-31``; :class:`ValueError` says how to write one."""
    typed = tokens[0].value
    try:
        if not _DAY.fullmatch(typed):
            raise ValueError
        found = date.fromisoformat(typed)
    except ValueError:
        raise ValueError(Said("{typed!r} is not a day; write it as 2026-12-31", typed=typed)) from None
    if not 2000 <= found.year <= 2100:
        raise ValueError(Said("{typed} is too far away; allowed: years 2000 to 2100", typed=typed))
    return found


def number(_type: Any, tokens: Sequence[Token]) -> float:
    """Return the figure that was typed, with a point for the decimals."""
    typed = tokens[0].value
    if not _NUMBER.fullmatch(typed):
        point = typed.replace(",", ".")
        if _NUMBER.fullmatch(point):
            raise ValueError(Said("{typed!r} is not a number; write {point}", typed=typed, point=point))
        raise ValueError(Said("{typed!r} is not a number", typed=typed))
    found = float(typed)
    if abs(found) > 1e15:
        raise ValueError(Said("{typed} is too large; allowed: up to 1000000000000000", typed=typed))
    return found


Day = Annotated[date, Parameter(converter=day, help="A day, written as 2026-12-31.")]
Number = Annotated[float, Parameter(converter=number, allow_leading_hyphen=True)]


def actor(by: str) -> str:
    """Return the actor for the staff code given with ``--by``; BadInput names the known codes."""
    from models.actions import staff

    return staff.actor(by)


def today() -> date:
    """Return today in the Netherlands."""
    from models.method.working_days import local_day
    from samenspel import clock

    return local_day(clock.now())
