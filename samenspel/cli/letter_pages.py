"""A letter as it is read: its subject, its text and its page, as they left or as they would leave now."""

from dataclasses import dataclass
from html import escape

from models.actions import letterbox
from models.method.requests import LetterState
from notifications.render import render


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in words; all three are empty when it has nothing to say any more."""

    kind: str
    state: LetterState
    subject: str
    text: str
    html: str


def written(slug: str, number: int) -> Written:
    """Return a letter in words: what left as it left, what has not left as it would leave now."""
    page = letterbox.page(slug, number)
    if page.content is not None:
        now = render(page.content, language=page.language, recipient_name=page.name)
        return Written(page.kind, page.state, now.subject, now.text, now.html)
    subject, text = page.subject or "", page.text or ""
    return Written(page.kind, page.state, subject, text, page.html or _plain_page(page.language, subject, text))


def _plain_page(language: str, subject: str, text: str) -> str:
    """Return a page of what has a text only, as letters that left before pages were kept, and notes on a channel."""
    if not subject:
        return ""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8">'
        f"<title>{escape(subject)}</title></head>\n<body><h1>{escape(subject)}</h1>\n<pre>{escape(text)}</pre></body>\n"
        "</html>\n"
    )
