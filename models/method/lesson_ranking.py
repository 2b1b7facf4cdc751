"""Which lessons come first: one order, the same whichever database found them (R13, R32)."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.method.parties import Sector
from models.method.phases import Phase

#: After so many days a lesson counts for half.
_HALF_LIFE = 730


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lesson that may be shown, with what its place depends on.

    ``agreement`` is how well it agrees with the words that are looked for, ``theme`` and the words of a :class:`Reader`
    are stems, ``days`` is how old it is, ``put_off`` whether the reader answered "later" before.
    """

    number: int
    phase: Phase
    days: int
    agreement: int = 0
    theme: frozenset[str] = frozenset()
    sectors: frozenset[Sector] = frozenset()
    strength: int | None = None
    applied: int = 0
    not_applicable: int = 0
    put_off: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """An alliance that lessons should be like: the phase it is in, what its task is about, and who takes part."""

    phase: Phase | None = None
    words: frozenset[str] = frozenset()
    sectors: frozenset[Sector] = frozenset()


def ranked(candidates: Iterable[Candidate], reader: Reader = Reader()) -> tuple[int, ...]:
    """Return the numbers of the lessons, the first to read first.

    What agrees best with the words comes first, then what was put off; then the same phase, the same theme, the most
    kinds of partners in common, and at last what is recent, well shown and often applied.
    """
    return tuple(one.number for one in sorted(candidates, key=lambda one: _place(one, reader)))


def _place(one: Candidate, reader: Reader) -> tuple[float, ...]:
    return (
        -one.agreement,
        not one.put_off,
        one.phase is not reader.phase,
        -len(one.theme & reader.words),
        -len(one.sectors & reader.sectors),
        -worth(one),
        one.number,
    )


def worth(one: Candidate) -> float:
    """Return what a lesson is worth by itself: recency times evidence times how often it was of use."""
    recency: float = 0.5 ** (one.days / _HALF_LIFE)
    return recency * (one.strength or 1) * (1 + one.applied) / (1 + one.not_applicable)
