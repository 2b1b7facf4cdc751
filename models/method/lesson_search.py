"""Finding lessons by their words, as Dutch inflects and joins them (R13, R32).

A word is kept as its stem. Many Dutch words are made of two, so that a stem also finds the words that begin with it:
*leraar* finds *lerarentekort*, and the other way round.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from snowballstemmer.dutch_porter_stemmer import DutchPorterStemmer  # type: ignore[import-untyped]  # it has none

#: A shorter stem finds no longer words, for too many begin with it.
SHORTEST_OPENING = 4
#: So many words of a question are looked for.
MOST_TERMS = 16
#: No word is longer, but what somebody pasted may be.
_LONGEST_STEM = 40

#: What a stem in a lesson is worth when it is the one that is looked for, begins with it, or begins it.
_SAME, _LONGER, _SHORTER = 4, 2, 1

#: Two lessons look alike when they share so many stems, and so much of all that they say.
_SHARED_STEMS = 3
_SHARED_PART = 0.3

_WORD = re.compile(r"[^\W_]+")
#: Inside a word the ear hears no difference: school and scholen, huis and huizen, brief and brieven.
_DOUBLE = re.compile(r"([aeou])\1")
_AS_HEARD = str.maketrans("vz", "fs")

#: Words that stand in every lesson, and so find none.
_SILENT_WORDS = """
    aan al als bij dan dat de deze die dit door dus een en er geen had hadden heb hebben heeft het hier hun ik in is
    kan kon kunnen maar me meer met mijn moest moet moeten na naar niet nog nu of om omdat onder ons onze ook op over
    te tegen toch toen tot tussen uit van veel voor waar want waren was wat we wel werd werden wie wij wilde worden
    wordt ze zich zij zijn zo zodat zonder zou zouden zullen
    and are but by for from has have in is it not of on or our that the their they this to was we were with
"""
_SILENT = frozenset(_SILENT_WORDS.split())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a database looks for: stems that stand there ``whole``, and those that begin with an ``opening``."""

    whole: tuple[str, ...]
    openings: tuple[str, ...]


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text that find it, each once, in their order."""
    # A stemmer keeps the word that it works on, and cannot be shared between threads.
    stemmer = DutchPorterStemmer()
    return tuple(dict.fromkeys(_heard(stemmer.stemWord(word)) for word in _words(text) if word not in _SILENT))


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text in small letters, without accents; one letter alone is no word."""
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()
    return (word for word in _WORD.findall(plain) if len(word) > 1)


def _heard(stem: str) -> str:
    return _DOUBLE.sub(r"\1", stem).translate(_AS_HEARD)[:_LONGEST_STEM]


def terms(question: str) -> tuple[str, ...]:
    """Return the stems that a question looks for; signs in it mean nothing, so nobody has to know any."""
    return stems(question)[:MOST_TERMS]


def wanted(terms: Sequence[str]) -> Wanted:
    """Return what has to be looked for to find every lesson that agrees with the terms."""
    openings = tuple(term for term in terms if len(term) >= SHORTEST_OPENING)
    parts = (term[:length] for term in openings for length in range(SHORTEST_OPENING, len(term)))
    short = (term for term in terms if len(term) < SHORTEST_OPENING)
    return Wanted(whole=tuple(dict.fromkeys((*short, *parts))), openings=openings)


def agreement(terms: Sequence[str], stems: Collection[str]) -> int:
    """Return how well a lesson with these stems agrees with what is looked for; 0 is not at all."""
    return sum(_worth(term, stems) for term in terms)


def _worth(term: str, stems: Collection[str]) -> int:
    if term in stems:
        return _SAME
    if len(term) >= SHORTEST_OPENING:
        if any(stem.startswith(term) for stem in stems):
            return _LONGER
        if any(len(stem) >= SHORTEST_OPENING and term.startswith(stem) for stem in stems):
            return _SHORTER
    return 0


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """Return which part of all that two lessons say is the same; 0 when they do not look alike."""
    shared, either = len(set(one) & set(other)), len(set(one) | set(other))
    return shared / either if shared >= _SHARED_STEMS and shared / either >= _SHARED_PART else 0
