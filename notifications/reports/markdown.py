"""A report as Markdown that brings its drawings along, for pages that show Markdown."""

import base64
import re

from models.method.drafts import table as markdown_table
from notifications.reports.document import Document, Section, Table
from notifications.reports.pictures import Picture

#: What Markdown, or the HTML within it, would obey instead of showing.
OBEYED = re.compile(r"([\\`*_{}\[\]<>#~$&]|^[+-])")


def markdown(document: Document) -> str:
    """Return a document as Markdown; its texts are shown as they are, and nothing is fetched for its drawings."""
    head = [f"# {literal(document.title)}", literal(document.subtitle)]
    if document.verdict:
        head.append(f"**{literal(document.verdict)}**")
    notes = [f"> {literal(note)}" for note in document.notes]
    parts = [part for section in document.sections for part in _section(section)]
    return "\n\n".join([*head, *notes, *parts, literal(document.footer)]) + "\n"


def literal(text: str) -> str:
    """Return a text so that Markdown shows it as it is."""
    return OBEYED.sub(r"\\\1", text)


def image(picture: Picture) -> str:
    """Return a drawing as part of the text itself."""
    data = base64.b64encode(picture.svg.encode()).decode()
    return f"![{literal(picture.description)}](data:image/svg+xml;base64,{data})"


def _section(section: Section) -> list[str]:
    tables = [_table(one) for one in section.tables if one.rows]
    return [f"## {literal(section.title)}", *map(literal, section.texts), *map(image, section.drawings), *tables]


def _table(one: Table) -> str:
    return markdown_table(one.head, [tuple(map(literal, row)) for row in one.rows])
