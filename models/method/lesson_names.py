"""Lessons name no person: whoever reads them later was not there, and nobody should be kept in them (R32, R62)."""

import re
import unicodedata
from collections.abc import Iterable

from models.method.errors import BadInput

_ADDRESS = re.compile(r"[^\s@]@[^\s@.]+\.[^\s@]")
#: A number as it is dialled from abroad, or in the Netherlands; a day such as 01-02-2026 is none.
_FROM_ABROAD = r"(?:\+|00)[1-9](?:[ ().-]{0,2}[0-9]){7,14}"
_AT_HOME = r"(?![0-9]{2}-[0-9]{2}-[0-9]{4})\(?0[1-9](?:[ )-]{0,3}[0-9]){8}"
_TELEPHONE = re.compile(rf"(?<![\w.,])(?:{_FROM_ABROAD}|{_AT_HOME})(?![0-9])")
_WORD = re.compile(r"\w+")
#: A shorter last name is too often a word like any other.
_SHORTEST_NAME = 4


def check_nameless(texts: Iterable[str], names: Iterable[str]) -> None:
    """Raise :class:`BadInput` when somebody is named, or can be reached by what is said; it does not repeat the name.

    ``names`` are those of everybody who is known. A last name alone counts when it is written with a capital, so that
    a baker may be spoken of although somebody is called Baker.
    """
    text = unicodedata.normalize("NFC", " ".join(texts))
    if _ADDRESS.search(text):
        raise BadInput("a lesson names no person, and this holds an e-mail address; name a role instead")
    if _TELEPHONE.search(text):
        raise BadInput("a lesson names no person, and this holds a telephone number; name a role instead")
    words = _WORD.findall(text)
    spoken, written = f" {' '.join(words).casefold()} ", frozenset(words)
    if any(_is_named(name, spoken, written) for name in names):
        raise BadInput("a lesson names no person, and this holds a name that is known here; name a role instead")


def _is_named(name: str, spoken: str, written: frozenset[str]) -> bool:
    words = _WORD.findall(unicodedata.normalize("NFC", name))
    if len(words) > 1 and f" {' '.join(words).casefold()} " in spoken:
        return True
    # A comma stands before a first name, or before what somebody does: Vries, Jan de; Jan de Vries, directeur.
    last = _WORD.findall(unicodedata.normalize("NFC", name.split(",")[0]))[-1:]
    return any(len(word) >= _SHORTEST_NAME and word[0].isupper() and word in written for word in last)
