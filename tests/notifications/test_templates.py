"""The templates fit the letters, cannot look behind them, and can be read by everyone."""

import re
from html.parser import HTMLParser

import pytest
from jinja2 import StrictUndefined, UndefinedError, meta
from jinja2.exceptions import SecurityError

from models.method.letters import LETTERS
from notifications.render import ENVIRONMENT, GIVEN, TEMPLATES, render
from notifications.words import WORDS
from tests.notifications.sample_letters import samples

PARTS = ("subject.txt", "body.txt", "body.html")


def test_there_are_templates_for_every_letter_in_every_language_and_no_others() -> None:
    found = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()}
    assert found == {f"{kind}/{language}/{part}" for kind in LETTERS for language in WORDS for part in PARTS} | {
        "base.html",
        "base.txt",
        "parts.html",
        "parts.txt",
    }


@pytest.mark.parametrize("kind", LETTERS)
def test_templates_use_every_field_of_their_letter_and_nothing_else(kind: str) -> None:
    fields = set(LETTERS[kind].model_fields)
    for language in WORDS:
        used: set[str] = set()
        for part in PARTS:
            source = (TEMPLATES / kind / language / part).read_text(encoding="utf-8")
            used |= meta.find_undeclared_variables(ENVIRONMENT.parse(source))
        # ``parts`` is no variable but the file of layout pieces that the template imports.
        assert used - {"parts"} - fields - GIVEN == set()
        assert fields - used == set()


@pytest.mark.parametrize("base", ["base.html", "base.txt"])
def test_the_layout_needs_only_what_every_letter_has(base: str) -> None:
    source = (TEMPLATES / base).read_text(encoding="utf-8")
    assert meta.find_undeclared_variables(ENVIRONMENT.parse(source)) <= {"self", "alliance", *GIVEN}


def test_a_template_with_an_unknown_variable_is_an_error() -> None:
    assert ENVIRONMENT.undefined is StrictUndefined
    with pytest.raises(UndefinedError, match="'e_mail' is undefined"):
        ENVIRONMENT.from_string("{{ alliance }} {{ e_mail }}").render({"alliance": "A"})


@pytest.mark.parametrize(
    "source", ["{{ ''.__class__.__mro__ }}", "{{ what.append(1) }}", "{{ words.__init__.__globals__ }}"]
)
def test_a_template_cannot_look_behind_its_values(source: str) -> None:
    with pytest.raises(SecurityError):
        ENVIRONMENT.from_string(source).render({"what": [], "words": WORDS["nl"]})


class Colours(HTMLParser):
    """Remembers for every text of a page in which colour and on which ground it stands."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inherited = [("#000000", "#ffffff")]
        self.seen: set[tuple[str, str]] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into a tag: what its style does not say is inherited."""
        style = dict(attrs).get("style") or ""
        text, ground = self.inherited[-1]
        own_text, own_ground = re.search(r"(?<!-)color: (#\w+)", style), re.search(r"background-color: (#\w+)", style)
        if tag not in self.VOID:
            self.inherited.append((own_text[1] if own_text else text, own_ground[1] if own_ground else ground))

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag."""
        self.inherited.pop()

    def handle_data(self, data: str) -> None:
        """Remember how a text looks."""
        if data.strip() and self.inherited[-1] != self.inherited[0]:
            self.seen.add(self.inherited[-1])


def test_every_text_stands_out_from_its_ground_enough_to_be_read() -> None:
    pages = [render(letter, language="nl", recipient_name="Jan").html for letter in samples().values()]
    seen = {pair for page in pages for pair in Colours(page).seen}
    # WCAG 2.2 AA asks for 4.5.
    assert (len(seen), {pair for pair in seen if contrast(*pair) < 4.5}) == (9, set())


def test_contrast_is_counted_as_the_guidelines_do() -> None:
    pairs = [("#000000", "#ffffff"), ("#767676", "#ffffff"), ("#ffffff", "#ff0000")]
    assert [round(contrast(*pair), 2) for pair in pairs] == [21.0, 4.54, 4.0]


def contrast(text: str, ground: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    bright, dark = sorted((luminance(text), luminance(ground)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
