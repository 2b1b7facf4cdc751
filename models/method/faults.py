"""System faults: what in the system around an alliance no partner can change alone, and what its owner says (R88)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.method.errors import BadInput, NotAllowed, StatusNotAllowed
from models.method.ladders import Anchor, Ladder
from models.method.lessons import check_text
from models.method.said import Said, joined


class FaultState(StrEnum):
    """How far a system fault is."""

    RECORDED = "recorded"
    RETURNED = "returned"
    ANSWERED = "answered"
    CLOSED = "closed"


class Element(StrEnum):
    """The part of a system in which a fault lies."""

    LAW = "law"
    FUNDING = "funding"
    DATA = "data"
    HANDOVER = "handover"
    NORM = "norm"
    MARKET = "market"
    CULTURE = "culture"


class Scale(StrEnum):
    """How far a fault reaches."""

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"
    EUROPEAN = "european"


class FaultAnswer(StrEnum):
    """What the owner of a system says to a fault that was returned to it; silence is an answer as well."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"
    SILENCE = "silence"


class Adoption(StrEnum):
    """How much of what was asked has been done, as it is rated once a year."""

    NEGLIGIBLE = "negligible"
    MODERATE = "moderate"
    SUBSTANTIAL = "substantial"
    HIGH = "high"
    COMPLETE = "complete"


_F = FaultState
#: An answer may be corrected, and comes late after a silence; what was refused, or closed too early, is returned again.
ALLOWED_NEXT: dict[FaultState, frozenset[FaultState]] = {
    _F.RECORDED: frozenset({_F.RETURNED, _F.CLOSED}),
    _F.RETURNED: frozenset({_F.ANSWERED, _F.CLOSED}),
    _F.ANSWERED: frozenset({_F.RETURNED, _F.ANSWERED, _F.CLOSED}),
    _F.CLOSED: frozenset({_F.RETURNED}),
}

#: Answers after which something is done, and is rated; and those that need their reason.
ADOPTED: frozenset[FaultAnswer] = frozenset({FaultAnswer.ACCEPTED, FaultAnswer.PARTLY})
WITH_REASON: frozenset[FaultAnswer] = frozenset({FaultAnswer.PARTLY, FaultAnswer.REFUSED})

#: In so many days an owner answers; it is asked again so many days after the fault was returned, and is silent when
#: it has not answered the last time either.
ANSWER_DAYS = 28

#: What was done is rated so often, a year apart.
MOST_RATINGS = 4
YEAR_DAYS = 365

#: So many alliances with the same fault make one file.
ONE_FILE = 3

#: Two faults look alike when they share so many words that are long enough to mean something; a few are shown.
SHARED_WORDS = 2
MOST_SIMILAR = 5
_WORD = re.compile(r"[^\W\d_]{5,}")

_REFERENCE = re.compile(r"([^/]+)/([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Described:
    """A fault as it is compared with others; ``text`` is everything that was said of it."""

    number: int
    element: Element | None
    text: str


def check_state(before: FaultState, after: FaultState) -> None:
    """Raise :class:`StatusNotAllowed` unless a fault may go from ``before`` to ``after``."""
    if after not in ALLOWED_NEXT[before]:
        allowed = ", ".join(s for s in FaultState if s in ALLOWED_NEXT[before])
        raise StatusNotAllowed(
            "a system fault that is {before} cannot become {after}; allowed: {allowed}",
            before=before,
            after=after,
            allowed=allowed,
        )


def check_complete(reference: str, *, evidence: str, ask: str) -> None:
    """Raise :class:`NotAllowed` unless a fault says what it rests on and what is asked of its owner."""
    lacking = [Said(name) for name, text in (("evidence", evidence), ("what is asked", ask)) if not text]
    if lacking:
        raise NotAllowed(
            "system fault {fault} cannot be returned yet; it lacks: {lacking}",
            fault=reference,
            lacking=joined(", ", lacking),
        )


def check_answer(answer: FaultAnswer, *, reason: str, action: str, due: date | None) -> str:
    """Return the reason of an answer, tidied; :class:`BadInput` when the answer does not hold together."""
    if answer not in ADOPTED and (action or due):
        raise BadInput("an answer that is {answer} promises nothing; leave out action and due", answer=answer)
    if due is not None and not action:
        raise BadInput("a day alone promises nothing; say with --action what will be done")
    return check_text(reason, Said("the reason for {answer}", answer=answer)) if reason or answer in WITH_REASON else ""


def follow_up_days(ladder: Ladder) -> tuple[int, ...]:
    """Return on which days after the return its owner is asked again, and last the day on which silence counts.

    Months pass between them, so a ladder's working days are taken as days, and one counted from the due day as from the
    four weeks in which an answer is hoped for.
    """
    days: list[int] = []
    for rung in ladder:
        begin = ANSWER_DAYS if rung.anchor is Anchor.DUE else (days[-1] if days else 0)
        days.append(max(begin + rung.days, days[-1] if days else 0))
    return tuple(days)


def next_follow_up(ladder: Ladder, days: int) -> int | None:
    """Return on which day after the return its owner is asked again, seen from day ``days``; ``None`` after the last.

    Whatever was missed meanwhile is not made up for: an owner is never asked twice at once.
    """
    return next((day for day in follow_up_days(ladder)[:-1] if day > days), None)


def rating(days: int) -> int:
    """Return which yearly rating is given so many days after the answer; in the first year it is the first as well."""
    return min(max(days // YEAR_DAYS, 1), MOST_RATINGS)


def next_rating(days: int) -> int | None:
    """Return on which day after the answer what was done is rated next, seen from day ``days``; ``None`` at the end."""
    year = days // YEAR_DAYS + 1
    return year * YEAR_DAYS if year <= MOST_RATINGS else None


def awaits_rating(answered: date, rated: date | None, today: date) -> bool:
    """Say whether a year, or the next, has passed since the answer and nobody has rated what was done since then."""
    years = min((today - answered).days // YEAR_DAYS, MOST_RATINGS)
    return years > 0 and (rated is None or (rated - answered).days < years * YEAR_DAYS)


def similar(one: Described, others: Iterable[Described]) -> tuple[int, ...]:
    """Return the numbers of the faults that look like ``one``, the one with most words in common first.

    They lie in the same element, as far as it is known, and share at least two words of five letters or more.
    """
    words = _words(one.text)
    shared = {
        other.number: len(words & _words(other.text))
        for other in others
        if len({one.element, other.element} - {None}) < 2
    }
    found = sorted((number for number in shared if shared[number] >= SHARED_WORDS), key=lambda n: (-shared[n], n))
    return tuple(found[:MOST_SIMILAR])


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def reference(alliance: str, number: int) -> str:
    """Return how a fault is named outside its alliance: ``onderwijs/12``."""
    return f"{alliance}/{number}"


def referred(text: str) -> tuple[str, int]:
    """Return the alliance and the number of a fault that is named as ``onderwijs/12``; else :class:`BadInput`."""
    named = _REFERENCE.fullmatch(text)
    if named is None:
        raise BadInput("{text!r} names no system fault; write it as onderwijs/12", text=text)
    return named[1], int(named[2])
