"""What partners bring, from promise to delivery: "voluntary, but not without obligation" (R24, R25, R46, R77, R93)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from models.method.errors import StatusNotAllowed
from models.method.said import Said


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
    TRANSFERRED = "transferred"


class Light(StrEnum):
    """How a promise is kept, at a glance."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


_C = CommitmentStatus
ALLOWED_NEXT: dict[CommitmentStatus, frozenset[CommitmentStatus]] = {
    _C.PROMISED: frozenset({_C.CONFIRMED, _C.WITHDRAWN, _C.ENDED, _C.TRANSFERRED}),
    _C.CONFIRMED: frozenset({_C.PROMISED, _C.FULFILLED, _C.WITHDRAWN, _C.ENDED, _C.TRANSFERRED}),
    _C.FULFILLED: frozenset(),
    _C.WITHDRAWN: frozenset(),
    _C.ENDED: frozenset(),
    _C.TRANSFERRED: frozenset(),
}

#: What the alliance can still count on.
OPEN: frozenset[CommitmentStatus] = frozenset({_C.PROMISED, _C.CONFIRMED})

#: What nothing can come in of any more.
GONE: frozenset[CommitmentStatus] = frozenset({_C.WITHDRAWN, _C.ENDED, _C.TRANSFERRED})

#: The lights, from the one that asks most for attention.
URGENT_FIRST: tuple[Light, ...] = (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE)

#: R6: a party commits for the long term when its contribution runs a year or longer.
LONG_TERM_DAYS = 365


def check_status(before: CommitmentStatus, after: CommitmentStatus) -> None:
    """Raise :class:`StatusNotAllowed` unless a commitment may go from ``before`` to ``after``."""
    if after not in ALLOWED_NEXT[before]:
        allowed = ", ".join(s for s in CommitmentStatus if s in ALLOWED_NEXT[before]) or Said("nothing further")
        raise StatusNotAllowed(
            "a commitment that is {before} cannot become {after}; allowed: {allowed}",
            before=before,
            after=after,
            allowed=allowed,
        )


def is_long_term(starts_on: date, ends_on: date | None) -> bool:
    """Say whether a contribution counts as long term (R6): both days belong to it, ``ends_on`` is open if ``None``."""
    return ends_on is None or (ends_on - starts_on).days + 1 >= LONG_TERM_DAYS


def status_after_delivery(promised: int, delivered: int) -> CommitmentStatus:
    """Return what a confirmed commitment is once ``delivered`` of ``promised`` units have come in."""
    return _C.FULFILLED if delivered >= promised else _C.CONFIRMED


def light(
    status: CommitmentStatus,
    *,
    starts_on: date,
    ends_on: date | None,
    expected_from: date | None,
    reported_on: date | None,
    today: date,
    period: int,
) -> Light:
    """Return how a promise is kept: reported within ``period`` days, a report due, or two periods without one (R25).

    Reports are expected from the day the promise begins, and not before ``expected_from``, when the alliance began to
    carry out its plan (``None``: it has not yet). ``reported_on`` is the day of the last delivery. Behind ``ends_on``,
    the last day of the promise, whatever is still lacking is due.
    """
    if status is _C.FULFILLED:
        return Light.GREEN
    if status is not _C.CONFIRMED:
        return Light.NONE
    quiet = Light.GREEN if reported_on else Light.NONE
    if expected_from is None or max(starts_on, expected_from) > today:
        return quiet
    silent = (today - max(starts_on, expected_from, reported_on or date.min)).days
    if silent >= 2 * period:
        return Light.RED
    over = ends_on is not None and ends_on < today
    return Light.YELLOW if over or silent >= period else quiet


def worst(lights: Iterable[Light]) -> Light:
    """Return the light that asks most for attention; several promises of one organisation are seen as one."""
    return min(lights, key=URGENT_FIRST.index, default=Light.NONE)
