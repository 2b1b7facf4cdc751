"""The language of what staff read: words from the catalogue, dates and amounts as that language writes them."""

import gettext
import os
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from models.method.commitments import Unit

Language = Literal["nl", "en"]

#: Where the catalogues are; the sentences of the program are their own English.
LOCALE = Path(__file__).parents[1] / "locale"

#: The language when none is set, as :mod:`samenspel.settings` has it.
DEFAULT: Language = "nl"

#: How each language writes dates and amounts.
_FORMS: dict[str, str] = {"nl": "nl_NL", "en": "en_GB"}

#: What stands for something to type: ``TEXT`` in ``--reason TEXT``, ``OPTIONS`` in ``[OPTIONS]``, ``STR`` in ``STR...``
PLACEHOLDER = re.compile(r"(?<![^\s\[|(])[A-Z][A-Z-]+(?=\.\.\.|[\s\]|)]|$)")

_typed: Language | None = None


def speak(language: Language | None) -> None:
    """Use ``language`` in this process; ``None`` leaves it to the setting."""
    global _typed
    _typed = language


def lang() -> Language:
    """Return the language that was asked for, else the one that is set."""
    if _typed is not None:
        return _typed
    # Read here as well, because settings take a tenth of a second to load, which help and errors must not wait for,
    # and because the error may be that another setting is wrong.
    name = os.environ.get("SAMENSPEL_LANGUAGE", DEFAULT)
    return next((one for one in languages() if one == name), DEFAULT)


def languages() -> tuple[Language, ...]:
    """Return every language there is."""
    return get_args(Language)


def tr(text: str) -> str:
    """Return ``text`` in the language asked for, or as it is when the catalogue does not know it."""
    return _catalogue(lang()).gettext(text) if text else text


def placeholders(command: str, say: Callable[[str], str] = tr) -> str:
    """Return ``command`` with what stands for something to type in the language asked for."""
    return PLACEHOLDER.sub(lambda found: say(found[0]), command)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("samenspel", LOCALE, languages=[language], fallback=True)


def moment(at: datetime) -> str:
    """Return a moment as people in the Netherlands read it: ``12 mrt 2027 14:03``."""
    # Babel and the zone take longer to load than most commands need.
    from babel.dates import format_datetime

    from models.method.working_days import AMSTERDAM

    return format_datetime(at.astimezone(AMSTERDAM), "d MMM y HH:mm", locale=_FORMS[lang()])


def local_moment(at: datetime, zone: str) -> str:
    """Return a moment as the clocks of ``zone`` show it, told apart all year: ``ma 29 mrt 2027 09:00 +02:00``."""
    from zoneinfo import ZoneInfo

    from babel.dates import format_datetime

    return format_datetime(at.astimezone(ZoneInfo(zone)), "EEE d MMM y HH:mm xxx", locale=_FORMS[lang()])


def day(on: date) -> str:
    """Return a day as people read it: ``12 mrt 2027``."""
    from babel.dates import format_date

    return format_date(on, "d MMM y", locale=_FORMS[lang()])


def figure(value: float) -> str:
    """Return a figure with the decimal sign of the language, and as few decimals as it has: ``11,2``."""
    from babel.numbers import format_decimal

    return format_decimal(value, "#,##0.##########", locale=_FORMS[lang()])


def percentage(share: float) -> str:
    """Return a share as a whole percentage: ``39%``."""
    from babel.numbers import format_percent

    return format_percent(share, "#,##0%", locale=_FORMS[lang()])


def amount(count: int, unit: Unit) -> str:
    """Return an amount as people read it: ``€ 25.000,50``, ``80 uur``."""
    from babel.numbers import format_currency

    from models.method.labels import label

    if unit is Unit.CENTS:
        return format_currency(count / 100, "EUR", locale=_FORMS[lang()]).replace("\u00a0", " ")
    return f"{figure(count)} {label(unit, lang())}"
