"""From a letter to its words: the subject, the text part and the HTML part, in the recipient's language."""

import re
import textwrap
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from models.method.letters import Letter
from notifications.words import WORDS, Words, known_language

TEMPLATES = Path(__file__).parent / "templates"

#: What a template may use beside the fields of its letter.
GIVEN = frozenset({"recipient_name", "words"})

TEXT_WIDTH = 72
SUBJECT_LENGTH = 200

#: Joiners belong to how some scripts and emoji are written; every other invisible sign can only mislead.
JOINERS = "\u200c\u200d"

ENVIRONMENT = ImmutableSandboxedEnvironment(
    loader=FileSystemLoader(TEMPLATES),
    undefined=StrictUndefined,
    autoescape=lambda name: name is not None and name.endswith(".html"),
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter in words, and the language it came out in."""

    language: str
    subject: str
    text: str
    html: str


def render(letter: Letter, *, language: str, recipient_name: str) -> Rendered:
    """Write ``letter`` out for one recipient; an unknown language gives Dutch.

    Values are set as plain text of one line. Raises jinja2's ``UndefinedError`` for a template that uses a variable
    its letter does not have.
    """
    chosen = known_language(language)
    words = WORDS[chosen]
    fields = {name: _plain(value, words) for name, value in letter.model_dump().items()}
    given = fields | {"recipient_name": one_line(recipient_name), "words": words}

    def part(name: str) -> str:
        return ENVIRONMENT.get_template(f"{letter.kind}/{chosen}/{name}").render(given)

    return Rendered(
        language=chosen,
        subject=_shorten(one_line(part("subject.txt"))),
        text=_lay_out(part("body.txt")),
        html=part("body.html").strip() + "\n",
    )


def one_line(value: str) -> str:
    """Return ``value`` on one line, without control signs, direction marks and other invisible signs."""
    seen = (" " if unicodedata.category(sign) == "Cc" else sign for sign in value if _is_visible(sign))
    return " ".join("".join(seen).split())


def _is_visible(sign: str) -> bool:
    return sign in JOINERS or unicodedata.category(sign) not in {"Cf", "Cs"}


def _plain(value: Any, words: Words) -> Any:
    """Return a field's value as templates see it: text on one line, dates in words."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, date):
        return format_date(value, format="long", locale=words.locale)
    if isinstance(value, dict):
        return {key: _plain(one, words) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_plain(one, words) for one in value)
    return value


def _shorten(subject: str) -> str:
    return subject if len(subject) <= SUBJECT_LENGTH else subject[: SUBJECT_LENGTH - 1].rstrip() + "…"


def _lay_out(text: str) -> str:
    """Break long lines at words, keep list items hanging, and leave one empty line between paragraphs."""
    lines = []
    for line in text.splitlines():
        hanging = "  " if line.startswith("- ") else ""
        wrapped = textwrap.wrap(
            line, TEXT_WIDTH, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
        )
        lines += wrapped or [""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
