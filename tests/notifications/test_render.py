"""Every letter renders in every language, says what it must, and shows hostile values as mere text."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from models.method.letters import (
    DecisionOpen,
    Letter,
    Thanks,
)
from models.method.requests import RequestKind
from notifications.render import Rendered, one_line, render
from notifications.words import WORDS, Words, in_language
from tests.notifications.sample_letters import samples

EVERY = [(letter, language) for letter in samples().values() for language in WORDS]
EVERY_IDS = [f"{letter.kind}-{language}" for letter, language in EVERY]

#: Letters to our own staff, who end them by having somebody else see to the work.
TO_STAFF = {
    *("handed_over", "decision_open", "gate_due", "announcement_due", "after_care"),
    *("fault_silent", "fault_rating_asked", "point_due", "dispatch_parked"),
}

#: Everything that makes a mail reader or a browser fetch or run something.
FETCHING = {"src", "srcset", "background", "poster", "data", "action", "formaction"}
RUNNING = {"script", "iframe", "object", "embed", "form", "link", "base", "img", "svg"}


class Page(HTMLParser):
    """Remembers the tags, their attributes and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.sheets: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Remember a text, and apart from it what is said about looks."""
        within = self.sheets if self.lasttag == "style" and data.strip() else self.texts
        within.append(data)

    @property
    def text(self) -> str:
        """The text as it is read."""
        return " ".join(" ".join(self.texts).split())


def write(letter: Letter, language: str = "nl", name: str = "Jan de Vries") -> Rendered:
    return render(letter, language=language, recipient_name=name)


def texts_of(value: object, words: Words) -> list[str]:
    """Return every text and whole number in the fields of a letter, but for the numbers of requests.

    Of a kind of request it says what to do.
    """
    if isinstance(value, RequestKind):
        return [words.acts[value]]
    if isinstance(value, dict):
        return [text for key, one in value.items() if key != "request" for text in texts_of(one, words)]
    if isinstance(value, tuple):
        return [text for one in value for text in texts_of(one, words)]
    return [str(value)] if isinstance(value, str | int) and not isinstance(value, bool) else []


@pytest.mark.parametrize(("letter", "language"), EVERY, ids=EVERY_IDS)
def test_both_parts_greet_and_say_how_to_act_why_one_receives_it_and_how_to_end_it(
    letter: Letter, language: str
) -> None:
    words = WORDS[language]
    rendered = write(letter, language)
    stop = words.stop_staff if letter.kind in TO_STAFF else words.stop
    says = [f"{words.salutation} Jan de Vries,", words.regards, words.why_title, words.footer, stop]
    for text in (" ".join(rendered.text.split()), Page(rendered.html).text):
        assert [sentence for sentence in says if sentence not in text] == []
        assert {"nl": "deze e-mail", "en": "this e-mail"}[language] in text.partition(words.why_title)[0]


@pytest.mark.parametrize(("letter", "language"), EVERY, ids=EVERY_IDS)
def test_every_value_of_a_letter_stands_in_both_parts(letter: Letter, language: str) -> None:
    rendered = write(letter, language)
    values = [in_language(text, language) for text in texts_of(letter.model_dump(), WORDS[language])]
    html = Page(rendered.html)
    links = " ".join(attributes.get("href") or "" for _, attributes in html.tags)
    for text in (" ".join(rendered.text.split()), f"{html.text} {links}"):
        assert [value for value in values if value not in text] == []


@pytest.mark.parametrize(("letter", "language"), EVERY, ids=EVERY_IDS)
def test_html_tells_its_language_and_fetches_and_runs_nothing(letter: Letter, language: str) -> None:
    page = Page(write(letter, language).html)
    assert page.tags[0] == ("html", {"lang": {"nl": "nl-NL", "en": "en-GB"}[language]})
    assert {name for _, attributes in page.tags for name in attributes} & FETCHING == set()
    assert {tag for tag, _ in page.tags} & RUNNING == set()
    looks = [*page.sheets, *(attributes.get("style") or "" for _, attributes in page.tags)]
    assert [look for look in looks if re.search(r"url\(|@import|expression", look)] == []
    assert {a.get("role") for tag, a in page.tags if tag == "table"} == {"presentation"}
    assert [tag for tag, _ in page.tags].count("h1") == 1


@pytest.mark.parametrize(("letter", "language"), EVERY, ids=EVERY_IDS)
def test_the_only_link_in_a_letter_leads_staff_to_a_form_and_no_link_acts(letter: Letter, language: str) -> None:
    rendered = write(letter, language)
    leads = [letter.link] if isinstance(letter, DecisionOpen) else []
    page = Page(rendered.html)
    assert [attributes["href"] for _, attributes in page.tags if "href" in attributes] == leads
    assert re.findall(r"\b(?:\w+://|www\.|mailto:)\S*", rendered.text) == leads
    assert re.findall(r"\b(?:\w+://|www\.|mailto:)\S*", page.text) == []


@pytest.mark.parametrize(("letter", "language"), EVERY, ids=EVERY_IDS)
def test_the_text_part_is_laid_out_for_reading(letter: Letter, language: str) -> None:
    text = write(letter, language).text
    assert [line for line in text.splitlines() if len(line) > 72 and "://" not in line] == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    assert "\n\n\n" not in text
    assert re.findall(r"<\w+|&\w+;|\{[{%]|None", text) == []


@pytest.mark.parametrize(("letter", "language"), EVERY, ids=EVERY_IDS)
def test_looks_stand_in_the_tags_and_only_what_depends_on_the_screen_in_a_sheet(letter: Letter, language: str) -> None:
    page = Page(write(letter, language).html)
    assert [re.findall(r"@media \(([\w-]+)", sheet) for sheet in page.sheets] == [["max-width", "prefers-color-scheme"]]
    assert re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", "".join(page.sheets)).strip() == ""
    ground = next(attributes for tag, attributes in page.tags if tag == "body")
    assert ground["style"] == "margin: 0;padding: 0;background-color: #f3f0ea;color: #22302f;"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "Wij vragen u uiterlijk 7 maart 2027 te besluiten."),
        ("en", "We ask you to decide by 7 March 2027."),
        ("en-US", "We ask you to decide by 7 March 2027."),
        ("fr", "Wij vragen u uiterlijk 7 maart 2027 te besluiten."),
        ("", "Wij vragen u uiterlijk 7 maart 2027 te besluiten."),
        ("../en", "Wij vragen u uiterlijk 7 maart 2027 te besluiten."),
    ],
)
def test_dates_are_written_in_the_language_and_an_unknown_language_is_dutch(language: str, line: str) -> None:
    letter = DecisionOpen(alliance="A", question="go?", due=date(2027, 3, 7), link=None)
    assert line in write(letter, language).text.splitlines()


def test_without_a_name_the_salutation_is_a_general_one() -> None:
    thanks = Thanks(alliance="A", contribution="uren")
    assert write(thanks, name=" ").text.splitlines()[0] == "Geachte heer of mevrouw,"
    assert write(thanks, "en", name="").text.splitlines()[0] == "Dear Sir or Madam,"


HOSTILE = "<script>alert(1)</script> \"><img src=x onerror=y> O'Neill & {{7*7}} {% raw %} {{ ''.__class__ }}"


def test_hostile_values_are_shown_as_text() -> None:
    rendered = write(Thanks(alliance=HOSTILE, contribution=HOSTILE), name=HOSTILE)
    page = Page(rendered.html)
    assert rendered.subject == f"Bedankt voor uw bijdrage aan {HOSTILE}"
    assert f"Geachte {HOSTILE}," in " ".join(rendered.text.split())
    assert f"Geachte {HOSTILE}," in page.text
    assert {tag for tag, _ in page.tags} & RUNNING == set()


def test_line_breaks_and_invisible_signs_do_not_reach_the_subject_or_forge_a_paragraph() -> None:
    letter = Thanks(alliance="A\r\nBcc: x@y.nl\u2028\x00B\u202e\u200b", contribution="uren\n\nBetaal nu\n- alles")
    rendered = write(letter)
    assert rendered.subject == "Bedankt voor uw bijdrage aan A Bcc: x@y.nl B"
    assert "- uren Betaal nu - alles" in rendered.text.splitlines()


def test_one_line_keeps_letters_of_all_scripts_and_joined_emoji() -> None:
    assert one_line("Zoë  Ünal\t陈 👩\u200d🏫\ud800") == "Zoë Ünal 陈 👩\u200d🏫"


def test_every_kind_of_request_says_what_to_do_in_every_language() -> None:
    assert [set(words.acts) for words in WORDS.values()] == [set(RequestKind)] * len(WORDS)
