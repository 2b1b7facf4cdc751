"""Recommendations: what an alliance asks somebody to do with what it learned, and what comes of it (R61, R62)."""

from datetime import date, timedelta
from enum import StrEnum

from models.method.errors import StatusNotAllowed
from models.method.said import Said


class RecommendationState(StrEnum):
    """How far a recommendation is."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REJECTED = "rejected"
    DONE = "done"


_R = RecommendationState
#: A refusal may be reconsidered; what is done stays done.
ALLOWED_NEXT: dict[RecommendationState, frozenset[RecommendationState]] = {
    _R.OPEN: frozenset({_R.ACCEPTED, _R.PARTLY_ACCEPTED, _R.REJECTED}),
    _R.ACCEPTED: frozenset({_R.PARTLY_ACCEPTED, _R.REJECTED, _R.DONE}),
    _R.PARTLY_ACCEPTED: frozenset({_R.ACCEPTED, _R.REJECTED, _R.DONE}),
    _R.REJECTED: frozenset({_R.ACCEPTED, _R.PARTLY_ACCEPTED}),
    _R.DONE: frozenset(),
}

#: What somebody still has to answer or to do.
UNSETTLED: frozenset[RecommendationState] = frozenset({_R.OPEN, _R.ACCEPTED, _R.PARTLY_ACCEPTED})

#: Whoever of ours sees to a recommendation is told on its day, and so many days after it.
REMINDER_DAYS = (0, 28, 56)

#: Answers that need their reason.
WITH_REASON: frozenset[RecommendationState] = frozenset({_R.PARTLY_ACCEPTED, _R.REJECTED})


def next_reminder(due_on: date, *, after: date) -> date | None:
    """Return the first day behind ``after`` on which we are told of what was due; ``None`` after the last.

    Days that were missed meanwhile are not made up for.
    """
    days = (due_on + timedelta(days=days) for days in REMINDER_DAYS)
    return next((day for day in days if day > after), None)


def check_state(before: RecommendationState, after: RecommendationState) -> None:
    """Raise :class:`StatusNotAllowed` unless a recommendation may go from ``before`` to ``after``."""
    if after not in ALLOWED_NEXT[before]:
        allowed = ", ".join(s for s in RecommendationState if s in ALLOWED_NEXT[before]) or Said("nothing further")
        raise StatusNotAllowed(
            "a recommendation that is {before} cannot become {after}; allowed: {allowed}",
            before=before,
            after=after,
            allowed=allowed,
        )
