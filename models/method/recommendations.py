"""Recommendations: what an alliance asks somebody to do with what it learned, and what comes of it (R61, R62)."""

from enum import StrEnum

from models.method.errors import StatusNotAllowed


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

#: Answers that need their reason.
WITH_REASON: frozenset[RecommendationState] = frozenset({_R.PARTLY_ACCEPTED, _R.REJECTED})


def check_state(before: RecommendationState, after: RecommendationState) -> None:
    """Raise :class:`StatusNotAllowed` unless a recommendation may go from ``before`` to ``after``."""
    if after not in ALLOWED_NEXT[before]:
        allowed = ", ".join(s for s in RecommendationState if s in ALLOWED_NEXT[before]) or "nothing further"
        raise StatusNotAllowed(f"a recommendation that is {before} cannot become {after}; allowed: {allowed}")
