"""When an evaluation round opens, closes, and what it asks for (R30, R57)."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from models.method.phases import Phase


class RoundState(StrEnum):
    """How far a round is."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class RoundKind(StrEnum):
    """A deciding round may lead back to an earlier phase; an informative one only tells."""

    DECIDING = "deciding"
    INFORMATIVE = "informative"


#: What a round is in each phase; a moment of the cadence in any other phase is recorded as skipped.
KIND: dict[Phase, RoundKind] = {
    Phase.IMPLEMENT: RoundKind.INFORMATIVE,
    Phase.EVALUATE: RoundKind.DECIDING,
}


def unmeasured(indicators: Iterable[str], measured: Iterable[tuple[str, date]], *, opened_on: date) -> tuple[str, ...]:
    """Return the indicators without a measurement dated in the round, in the order given."""
    in_round = {key for key, on in measured if on >= opened_on}
    return tuple(key for key in indicators if key not in in_round)


def may_close(missing: tuple[str, ...], *, due_at: datetime, now: datetime) -> bool:
    """Say whether a round is over: everything measured, or its time is up."""
    return not missing or now >= due_at
