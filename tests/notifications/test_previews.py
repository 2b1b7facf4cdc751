"""All texts of letters can be read as pages before any of them goes out."""

from html import unescape

import pytest

from models.method.errors import BadInput
from models.method.letters import LETTERS
from notifications.previews import pages
from notifications.render import render
from notifications.samples import RECIPIENT, samples


def test_there_is_a_page_of_every_letter_in_every_language_and_one_that_leads_to_them() -> None:
    found = pages()
    letters = [f"{kind}-{language}.html" for language in ("nl", "en") for kind in LETTERS]
    assert list(found) == ["index.html", *letters]
    assert [name for name in letters if f'<a href="{name}"' not in found["index.html"]] == []


def test_a_page_holds_subject_page_and_plain_text_of_its_letter() -> None:
    page = pages(["reminder"], language="en")["reminder-en.html"]
    written = render(samples()["reminder"], language="en", recipient_name=RECIPIENT)
    assert '<h1 lang="en">Reminder: answer the 2 open questions of Onderwijs Alliantie</h1>' in page
    assert f'<pre lang="en">{written.text}</pre>' in page
    assert f'srcdoc="{written.html}"></iframe>' in unescape(page)


def test_only_what_was_asked_for_is_shown_once() -> None:
    assert list(pages(["thanks", "reminder", "thanks"], language="nl")) == [
        "index.html",
        "thanks-nl.html",
        "reminder-nl.html",
    ]


@pytest.mark.parametrize(
    ("reader", "title"), [("nl", "Alle brieven van Samenspel"), ("en", "All letters of Samenspel")]
)
def test_what_stands_around_the_letters_is_in_the_language_of_the_reader(reader: str, title: str) -> None:
    found = pages(["thanks"], language="en", reader=reader)
    assert f"<h1>{title}</h1>" in found["index.html"]
    assert f'<a href="index.html">{title}</a>' in found["thanks-en.html"]


def test_an_unknown_kind_is_refused_with_the_allowed_ones() -> None:
    with pytest.raises(BadInput) as refused:
        pages(["thanks", "newsletter"])
    assert str(refused.value).startswith("there is no letter 'newsletter'; allowed: invitation, commitment_asked, ")
