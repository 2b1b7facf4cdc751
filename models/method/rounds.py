"""When an evaluation round opens, closes, and what it asks for (R30, R57)."""

from collections.abc import Container, Iterable
from datetime import datetime
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


def unmeasured(indicators: Iterable[str], measured: Container[str]) -> tuple[str, ...]:
    """Return the indicators without a measurement in the round, in the order given."""
    return tuple(key for key in indicators if key not in measured)


def may_close(missing: tuple[str, ...], *, due_at: datetime, now: datetime) -> bool:
    """Say whether a round is over: everything measured, or its time is up."""
    return not missing or now >= due_at
