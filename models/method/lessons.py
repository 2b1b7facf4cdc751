"""Lessons learned and system faults: what they must say (R32, R62, R88)."""

from enum import StrEnum

from models.method.errors import BadInput


class LessonState(StrEnum):
    """How far a lesson is; its whole life follows it from here."""

    COLLECTED = "collected"
    APPLIED = "applied"
    REJECTED = "rejected"


class FaultState(StrEnum):
    """How far a system fault is."""

    RECORDED = "recorded"
    RETURNED = "returned"


#: Shorter than this says nothing that somebody else could use.
SHORTEST = 10


def check_text(text: str, what: str) -> str:
    """Return ``text`` without white space around it; raise :class:`BadInput` when it says too little."""
    text = text.strip()
    if len(text) < SHORTEST:
        raise BadInput(f"{what} needs at least {SHORTEST} characters; this has {len(text)}")
    return text
