"""What partners bring, from promise to delivery: "voluntary, but not without obligation" (R24, R25, R46, R77, R93)."""

from datetime import date
from enum import StrEnum

from models.method.errors import StatusNotAllowed


class ContributionKind(StrEnum):
    """What is asked for or brought in (R76, R77)."""

    KNOWLEDGE = "knowledge"
    CAPITAL = "capital"
    SKILL = "skill"
    TIME = "time"
    NETWORK = "network"


class Unit(StrEnum):
    """How a contribution is counted: money in euro cents, all else in hours or pieces."""

    CENTS = "cents"
    HOURS = "hours"
    PIECES = "pieces"


class CommitmentStatus(StrEnum):
    """How firm a promise is."""

    PROMISED = "promised"
    CONFIRMED = "confirmed"
    FULFILLED = "fulfilled"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


_C = CommitmentStatus
ALLOWED_NEXT: dict[CommitmentStatus, frozenset[CommitmentStatus]] = {
    _C.PROMISED: frozenset({_C.CONFIRMED, _C.WITHDRAWN, _C.ENDED}),
    _C.CONFIRMED: frozenset({_C.PROMISED, _C.FULFILLED, _C.WITHDRAWN, _C.ENDED}),
    _C.FULFILLED: frozenset(),
    _C.WITHDRAWN: frozenset(),
    _C.ENDED: frozenset(),
}

#: What the alliance can still count on.
OPEN: frozenset[CommitmentStatus] = frozenset({_C.PROMISED, _C.CONFIRMED})

#: R6: a party commits for the long term when its contribution runs a year or longer.
LONG_TERM_DAYS = 365


def check_status(before: CommitmentStatus, after: CommitmentStatus) -> None:
    """Raise :class:`StatusNotAllowed` unless a commitment may go from ``before`` to ``after``."""
    if after not in ALLOWED_NEXT[before]:
        allowed = ", ".join(s for s in CommitmentStatus if s in ALLOWED_NEXT[before]) or "nothing further"
        raise StatusNotAllowed(f"a commitment that is {before} cannot become {after}; allowed: {allowed}")


def is_long_term(starts_on: date, ends_on: date | None) -> bool:
    """Say whether a contribution counts as long term (R6): both days belong to it, ``ends_on`` is open if ``None``."""
    return ends_on is None or (ends_on - starts_on).days + 1 >= LONG_TERM_DAYS


def status_after_delivery(promised: int, delivered: int) -> CommitmentStatus:
    """Return what a confirmed commitment is once ``delivered`` of ``promised`` units have come in."""
    return _C.FULFILLED if delivered >= promised else _C.CONFIRMED
