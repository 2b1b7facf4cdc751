"""Every letter with sample data as pages, so that staff can read all texts before any of them goes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from models.method.errors import BadInput
from models.method.letters import LETTERS
from notifications.render import Rendered, render
from notifications.samples import RECIPIENT, TO_MAILBOX, samples
from notifications.words import WORDS, known_language

#: The page that leads to all others.
INDEX = "index.html"

PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter as it would leave, and the file of its page."""

    kind: str
    file: str
    written: Rendered


@dataclass(frozen=True, slots=True)
class Told:
    """What the pages say around the letters, to a reader of one language."""

    tag: str
    title: str
    sample: str
    page: str
    text: str
    languages: Mapping[str, str]


TOLD: dict[str, Told] = {
    "nl": Told(
        tag="nl-NL",
        title="Alle brieven van Samenspel",
        sample="Wie en wat in deze brieven staat, is verzonnen. Geen ervan wordt verstuurd.",
        page="Zoals een mailprogramma hem toont",
        text="Als platte tekst",
        languages={"nl": "Nederlands", "en": "Engels"},
    ),
    "en": Told(
        tag="en-GB",
        title="All letters of Samenspel",
        sample="The people and facts in these letters are invented. None of them is sent.",
        page="As a mail program shows it",
        text="As plain text",
        languages={"nl": "Dutch", "en": "English"},
    ),
}


def pages(kinds: Sequence[str] = (), *, language: str | None = None, reader: str = "nl") -> dict[str, str]:
    """Return the pages of these letters by file name, with the one that leads to them; all kinds and languages if none.

    What stands around the letters is in the language of the ``reader``. Raises :class:`BadInput` for an unknown kind.
    """
    for kind in kinds:
        if kind not in LETTERS:
            raise BadInput("there is no letter {kind!r}; allowed: {known}", kind=kind, known=", ".join(LETTERS))
    told = TOLD[known_language(reader)]
    shelves = {one: _previews(kinds or tuple(LETTERS), one) for one in ((language,) if language else tuple(WORDS))}
    found = {INDEX: PAGES.get_template("index.html").render(told=told, shelves=shelves)}
    for letter in (letter for shelf in shelves.values() for letter in shelf):
        found[letter.file] = PAGES.get_template("letter.html").render(told=told, letter=letter)
    return found


def _previews(kinds: Sequence[str], language: str) -> list[Preview]:
    letters = samples()
    return [
        Preview(
            kind,
            f"{kind}-{language}.html",
            render(letters[kind], language=language, recipient_name=TO_MAILBOX.get(kind, RECIPIENT)),
        )
        for kind in dict.fromkeys(kinds)
    ]
