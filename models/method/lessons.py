"""Lessons learned: what they say, how far they are, and what is done with them (R32, R62)."""

from dataclasses import dataclass
from enum import StrEnum

from models.method.errors import BadInput, StatusNotAllowed
from models.method.said import Said


class LessonState(StrEnum):
    """How far a lesson is: only what was validated may be called learned."""

    COLLECTED = "collected"
    CHECKED = "checked"
    IDENTIFIED = "identified"
    APPLIED = "applied"
    VALIDATED = "validated"
    REJECTED = "rejected"


class Judgement(StrEnum):
    """What others should do with what happened."""

    KEEP = "keep"
    WATCH = "watch"
    AVOID = "avoid"


class LessonSource(StrEnum):
    """Where a lesson was learned."""

    BY_HAND = "by_hand"
    ROUND = "round"
    DECISION = "decision"
    SESSION = "session"
    INTERVIEW = "interview"


class LessonAnswer(StrEnum):
    """What an alliance does with a lesson that is put to it at a gate."""

    APPLIED = "applied"
    NOT_APPLICABLE = "not_applicable"
    LATER = "later"


_L = LessonState
#: The life of a lesson, to be read as a map; what was rejected can be taken up again, and then begins anew.
ALLOWED_NEXT: dict[LessonState, frozenset[LessonState]] = {
    _L.COLLECTED: frozenset({_L.CHECKED, _L.REJECTED}),
    _L.CHECKED: frozenset({_L.IDENTIFIED, _L.REJECTED}),
    _L.IDENTIFIED: frozenset({_L.APPLIED, _L.REJECTED}),
    _L.APPLIED: frozenset({_L.VALIDATED, _L.REJECTED}),
    _L.VALIDATED: frozenset({_L.REJECTED}),
    _L.REJECTED: frozenset({_L.COLLECTED}),
}

#: A lesson that is so far is put to other alliances; one that only was collected may still be anything.
SHOWN: frozenset[LessonState] = frozenset({_L.CHECKED, _L.IDENTIFIED, _L.APPLIED, _L.VALIDATED})

#: So many lessons are put to an alliance at the gate of a phase.
MOST_SHOWN = 5

#: After one of these answers an alliance is not asked about a lesson again; after any other it comes back.
SETTLES: frozenset[LessonAnswer] = frozenset({LessonAnswer.APPLIED, LessonAnswer.NOT_APPLICABLE})

#: Shorter than this says nothing that somebody else could use.
SHORTEST = 10


@dataclass(frozen=True, slots=True)
class LessonText:
    """What a lesson says; when it is put right, ``None`` leaves what was said before.

    ``doer`` is who should do it, as a role, and ``strength`` that of the evidence, from 1, an impression, to 4.
    """

    title: str | None = None
    text: str | None = None
    cause: str | None = None
    condition: str | None = None
    recommendation: str | None = None
    judgement: Judgement | None = None
    doer: str | None = None
    evidence: str | None = None
    strength: int | None = None
    theme: str | None = None

    @property
    def said(self) -> tuple[str, ...]:
        """Everything in it that is text."""
        texts = (self.title, self.text, self.cause, self.condition)
        more = (self.recommendation, self.doer, self.evidence, self.theme)
        return tuple(text for text in (*texts, *more) if text)


def check_state(before: LessonState, after: LessonState) -> None:
    """Raise :class:`StatusNotAllowed` unless a lesson may go from ``before`` to ``after``."""
    if after not in ALLOWED_NEXT[before]:
        raise StatusNotAllowed(
            "a lesson that is {before} cannot become {after}; allowed: {allowed}",
            before=before,
            after=after,
            allowed=", ".join(state for state in LessonState if state in ALLOWED_NEXT[before]),
        )


def check_text(text: str, what: str) -> str:
    """Return ``text`` without white space around it; raise :class:`BadInput` when it says too little."""
    text = text.strip()
    if len(text) < SHORTEST:
        raise BadInput(
            "{what} needs at least {least} characters; this has {length}",
            what=Said(what),
            least=SHORTEST,
            length=len(text),
        )
    return text
