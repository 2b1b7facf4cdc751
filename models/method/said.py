"""What is said to people: English that remembers its places, so that it can be said in another language."""

from collections.abc import Iterable
from typing import Self


class Said(str):
    """A text as ``there is no {what}`` with its places filled; as a text it is the English.

    ``template`` and ``values`` are kept for whoever says it in the language of the reader. A value may itself be
    something said, as the words for what is not there. Without values the text is taken as it is, braces included.
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill the places of ``template``, which are written as in an f-string; what is said already stays the same."""
        if isinstance(template, cls) and not values:
            return template
        made = super().__new__(cls, template.format_map(values) if values else template)
        made.template, made.values = template, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """Return what a copy is made from."""
        return (self.template,), self.values


def joined(between: str, texts: Iterable[str]) -> Said:
    """Return several texts as one; each is still said in the language of the reader."""
    parts: dict[str, object] = {f"text{number}": text for number, text in enumerate(texts)}
    return Said(between.join(f"{{{name}}}" for name in parts), **parts)


def visible(text: str) -> str:
    """Return a text in which no sign breaks a line or turns the reading direction of a terminal.

    What was found in a file may hold such signs. What has to be changed for them is said in English from then on.
    """
    shown = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
    return text if shown == text else shown
