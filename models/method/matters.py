"""What waits for somebody, and which of it comes first (R24, R25)."""

from datetime import datetime
from enum import StrEnum


class Matter(StrEnum):
    """The kinds of thing that wait for a person, beside what was asked of a contact."""

    PARKED = "parked"
    LETTER_FAILED = "letter_failed"
    LETTER_BOUNCED = "letter_bounced"
    DECISION = "decision"
    GO = "go"
    GATE_HELD = "gate_held"
    GATE_DUE = "gate_due"
    ACCEPTANCE = "acceptance"
    LETTER_HELD = "letter_held"
    LETTER_REVIEW = "letter_review"
    TAKEN_OVER = "taken_over"
    EVALUATION = "evaluation"
    AFTER_CARE = "after_care"
    FAULT_UNANSWERED = "fault_unanswered"
    FAULT_RATING = "fault_rating"
    RECOMMENDATION = "recommendation"
    IMPROVEMENT = "improvement"
    ROUND = "round"
    LESSON = "lesson"
    ANNOUNCEMENT = "announcement"


#: Nothing goes on, or nobody hears of it, until somebody looks at these.
BROKEN: frozenset[Matter] = frozenset({Matter.PARKED, Matter.LETTER_FAILED, Matter.LETTER_BOUNCED})


def urgency(what: StrEnum, *, since: datetime, due: datetime | None, now: datetime) -> tuple[int, datetime]:
    """Return by what things that wait are put in order: broken, overdue, due later, and then whatever waits longest."""
    if what in BROKEN:
        return (0, since)
    if due is None:
        return (3, since)
    return (1, due) if due < now else (2, due)
