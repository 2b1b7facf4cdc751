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


DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{(.*)\n\}", re.DOTALL)


class Colours(HTMLParser):
    """Remembers for every text of a page in which colour and on which ground it stands, by day or in the dark."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, html: str, *, dark: bool) -> None:
        super().__init__()
        self.rules = self._dark_rules(html) if dark else {}
        self.path: list[set[str]] = []
        self.inherited = [("#000000", "#ffffff")]
        self.seen: set[tuple[str, str]] = set()
        self.feed(html)
        self.close()

    @staticmethod
    def _dark_rules(html: str) -> dict[str, str]:
        """Return what the dark part of the sheet says, by selector; it is stronger than what stands in a tag."""
        (sheet,) = DARK.findall(html)
        rules = re.findall(r"^(.+) \{ (.+) \}$", sheet, flags=re.MULTILINE)
        return {selector: style for selectors, style in rules for selector in selectors.split(", ")}

    def _style(self, tag: str, attributes: dict[str, str | None]) -> str:
        """Return what is said about a tag, the strongest last."""
        own = {tag, *(f".{name}" for name in (attributes.get("class") or "").split())}
        around = set().union(*self.path)
        strong = [
            style
            for selector, style in self.rules.items()
            if selector.split()[-1] in own and set(selector.split()[:-1]) <= around
        ]
        self.path.append(own)
        return "; ".join([attributes.get("style") or "", *strong])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into a tag: what its style does not say is inherited."""
        if tag in self.VOID:
            return
        style, (text, ground) = self._style(tag, dict(attrs)), self.inherited[-1]
        texts, grounds = re.findall(r"(?<!-)color: (#\w+)", style), re.findall(r"background-color: (#\w+)", style)
        self.inherited.append(((texts or [text])[-1], (grounds or [ground])[-1]))

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag."""
        self.inherited.pop()
        self.path.pop()

    def handle_data(self, data: str) -> None:
        """Remember how a text looks."""
        if data.strip() and self.inherited[-1] != self.inherited[0]:
            self.seen.add(self.inherited[-1])


@pytest.mark.parametrize(("dark", "pairs"), [(False, 10), (True, 11)], ids=["by day", "in the dark"])
def test_every_text_stands_out_from_its_ground_enough_to_be_read(dark: bool, pairs: int) -> None:
    rendered = [render(letter, language="nl", recipient_name="Jan").html for letter in samples().values()]
    seen = {pair for page in rendered for pair in Colours(page, dark=dark).seen}
    # WCAG 2.2 AA asks for 4.5.
    assert (len(seen), {pair for pair in seen if contrast(*pair) < 4.5}) == (pairs, set())


def test_in_the_dark_no_ground_stays_light() -> None:
    rendered = [render(letter, language="nl", recipient_name="Jan").html for letter in samples().values()]
    grounds = {ground for page in rendered for _, ground in Colours(page, dark=True).seen}
    assert grounds == {"#1c2a29", "#223836", "#172423", "#14201f", "#7fd0c5"}


def test_looks_are_said_once_for_all_letters() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}
    assert [name for name, source in sources.items() if "style=" in source] == []
    assert [name for name, source in sources.items() if "<style>" in source] == ["base.html"]


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
