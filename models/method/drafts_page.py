"""The page of a draft in the language of the alliance: its title, its tables, its parts (R103)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.method import labels
from models.method.drafts import table
from models.method.evaluation.results import Link
from models.method.evaluation.words import Verdict
from models.method.in_words import InWords
from models.method.labels import label

_CHAIN = (("Schakel", "Link"), ("Stand", "State"), ("Score", "Score"))


@dataclass(frozen=True, slots=True)
class Said:
    """What an evaluation said: the verdict, the sentence that explains it, and the links of the chain."""

    verdict: Verdict
    sentence: str
    chain: tuple[Link, ...]


def title(t: InWords, code: str, alliance: str) -> str:
    """Return the title of a deliverable of an alliance."""
    name = labels.deliverable(code, t.language)
    return f"# {name[:1].upper()}{name[1:]} — {alliance}"


def table_of(t: InWords, heads: Iterable[tuple[str, str]], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of which each head is said in both languages."""
    return table([labels.chosen(one, t.language) for one in heads], rows)


def chain_of(t: InWords, chain: Iterable[Link]) -> str:
    """Return the links of the results chain as a table: whether each holds, and its score."""
    scores = ((link, link.together.score if link.together else None) for link in chain)
    rows = [(label(link.name, t.language), label(link.state, t.language), t.share(score)) for link, score in scores]
    return table_of(t, _CHAIN, rows)


def page(*parts: str) -> str:
    """Return the parts under each other; a part without text is left out."""
    return "\n\n".join(part for part in parts if part) + "\n"
