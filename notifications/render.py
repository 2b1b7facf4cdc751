"""From a letter to its words: the subject, the text part and the HTML part, in the recipient's language."""

import re
import textwrap
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from css_inline import CSSInliner
from jinja2 import FileSystemLoader, StrictUndefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from models.method.letters import Letter
from notifications.template_check import check
from notifications.words import WORDS, Words, in_language, known_language

TEMPLATES = Path(__file__).parent / "templates"

#: What a template may use beside the fields of its letter.
GIVEN = frozenset({"recipient_name", "words"})

TEXT_WIDTH = 72
SUBJECT_LENGTH = 200

#: How a line of the text part begins that is there to be typed.
COMMAND = " " * 4

#: Joiners belong to how some scripts and emoji are written; every other invisible sign can only mislead.
JOINERS = "\u200c\u200d"

#: Where the labels of the method stand in letters, beside fields whose name says that they are one.
WITH_LABELS = frozenset({"asked", "items", "missing", "text", "what"})


class CheckedEnvironment(ImmutableSandboxedEnvironment):
    """Makes code only of templates that do what a letter needs."""

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        check(source, name or "of no name")
        return super()._generate(source, name, filename, defer_init)


ENVIRONMENT = CheckedEnvironment(
    loader=FileSystemLoader(TEMPLATES),
    undefined=StrictUndefined,
    autoescape=lambda name: name is not None and name.endswith(".html"),
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)

#: Moves the style sheet into the tags, where every mail reader sees it; what depends on the screen stays behind.
INLINER = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


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
    fields = {name: _plain(name, value, words) for name, value in letter.model_dump().items()}
    given = fields | {"recipient_name": one_line(recipient_name), "words": words}

    def part(name: str) -> str:
        return ENVIRONMENT.get_template(f"{letter.kind}/{chosen}/{name}").render(given)

    return Rendered(
        language=chosen,
        subject=_shorten(one_line(part("subject.txt"))),
        text=_lay_out(part("body.txt")),
        html=INLINER.inline(part("body.html")).strip() + "\n",
    )


def one_line(value: str) -> str:
    """Return ``value`` on one line, without control signs, direction marks and other invisible signs."""
    seen = (" " if unicodedata.category(sign) == "Cc" else sign for sign in value if _is_visible(sign))
    return " ".join("".join(seen).split())


def _is_visible(sign: str) -> bool:
    return sign in JOINERS or unicodedata.category(sign) not in {"Cf", "Cs"}


def _plain(name: str, value: Any, words: Words) -> Any:
    """Return a field's value as templates see it: text on one line, labels, acts, dates and figures in the language."""
    match value:
        case str() if name == "kind":
            return words.acts[value]
        case str():
            labelled = name.endswith("_label") or name in WITH_LABELS
            return in_language(one_line(value), words.language) if labelled else one_line(value)
        case float():
            return format_decimal(value, locale=words.locale)
        case date():
            return format_date(value, format="long", locale=words.locale)
        case dict():
            return SimpleNamespace(**{key: _plain(key, one, words) for key, one in value.items()})
        case tuple():
            return tuple(_plain(name, one, words) for one in value)
    return value


def _shorten(subject: str) -> str:
    return subject if len(subject) <= SUBJECT_LENGTH else subject[: SUBJECT_LENGTH - 1].rstrip() + "…"


def _lay_out(text: str) -> str:
    """Break long lines at words, keep list items hanging and commands whole, with one empty line between paragraphs."""
    lines = []
    for line in text.splitlines():
        if line.startswith(COMMAND):
            lines.append(line.rstrip())
            continue
        hanging = "  " if line.startswith("- ") else ""
        wrapped = textwrap.wrap(
            line, TEXT_WIDTH, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
        )
        lines += wrapped or [""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
