"""When an evaluation round opens, closes, and what it asks for (R30, R57)."""

from collections.abc import Container, Iterable
from datetime import datetime
from enum import StrEnum

from models.method.errors import StatusNotAllowed
from models.method.phases import Phase
from models.method.said import Said


class RoundState(StrEnum):
    """How far a round is."""

    PREPARED = "prepared"
    APPROVED = "approved"
    OPEN = "open"
    CLOSED = "closed"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


_S = RoundState
#: How a round goes on. People open one again that closed too early; one that nobody prepared begins as open.
MAY_BECOME: dict[RoundState, frozenset[RoundState]] = {
    _S.PREPARED: frozenset({_S.APPROVED, _S.CANCELLED}),
    _S.APPROVED: frozenset({_S.OPEN, _S.CANCELLED}),
    _S.OPEN: frozenset({_S.CLOSED, _S.CANCELLED}),
    _S.CLOSED: frozenset({_S.OPEN, _S.REVIEWED}),
    _S.REVIEWED: frozenset({_S.PUBLISHED}),
    _S.PUBLISHED: frozenset(),
    _S.CANCELLED: frozenset(),
}

#: A round in which somebody may still be added to those who are asked, or left out.
IN_PREPARATION: frozenset[RoundState] = frozenset({_S.PREPARED, _S.APPROVED})

#: A round that is over and says something.
OVER: frozenset[RoundState] = frozenset({RoundState.CLOSED, RoundState.REVIEWED, RoundState.PUBLISHED})


class RoundPurpose(StrEnum):
    """What a round is about: the impact, how the partners work together, or both."""

    IMPACT = "impact"
    COLLABORATION = "collaboration"
    BOTH = "both"

    @property
    def asks_figures(self) -> bool:
        """Whether the round judges the impact."""
        return self is not RoundPurpose.COLLABORATION

    @property
    def asks_people(self) -> bool:
        """Whether people are asked how they work together."""
        return self is not RoundPurpose.IMPACT


#: The rounds that judge the impact, and those in which people are asked.
OF_IMPACT: frozenset[RoundPurpose] = frozenset(one for one in RoundPurpose if one.asks_figures)
OF_PEOPLE: frozenset[RoundPurpose] = frozenset(one for one in RoundPurpose if one.asks_people)


def covering(purpose: RoundPurpose) -> frozenset[RoundPurpose]:
    """Return what a round may be about that looks at everything a round of ``purpose`` looks at."""
    return frozenset({purpose, RoundPurpose.BOTH})


class RespondentState(StrEnum):
    """How far somebody is who is asked the questions of a round."""

    CHOSEN = "chosen"
    INVITED = "invited"
    ANSWERED = "answered"
    DECLINED = "declined"


class RoundKind(StrEnum):
    """A deciding round may lead back to an earlier phase; an informative one only tells."""

    DECIDING = "deciding"
    INFORMATIVE = "informative"


#: What a round is in each phase; a moment of the cadence in any other phase is recorded as skipped.
KIND: dict[Phase, RoundKind] = {
    Phase.IMPLEMENT: RoundKind.INFORMATIVE,
    Phase.EVALUATE: RoundKind.DECIDING,
}


def kind_of(phase: Phase, purpose: RoundPurpose) -> RoundKind | None:
    """Return what a round is in a phase, ``None`` where there are none; how people work together never leads back."""
    kind = KIND.get(phase)
    return kind if kind is None or purpose.asks_figures else RoundKind.INFORMATIVE


def check_state(number: int, before: RoundState, after: RoundState) -> None:
    """Raise :class:`StatusNotAllowed` unless round ``number`` may go from ``before`` to ``after``."""
    if after not in MAY_BECOME[before]:
        allowed = ", ".join(state for state in RoundState if state in MAY_BECOME[before])
        raise StatusNotAllowed(
            "round {number} is {before} and cannot become {after}; allowed: {allowed}",
            number=number,
            before=before,
            after=after,
            allowed=allowed or Said("nothing"),
        )


def unmeasured(indicators: Iterable[str], measured: Container[str]) -> tuple[str, ...]:
    """Return the indicators without a measurement in the round, in the order given."""
    return tuple(key for key in indicators if key not in measured)


def may_close(missing: tuple[str, ...], *, due_at: datetime, now: datetime) -> bool:
    """Say whether a round is over: everything measured, or its time is up."""
    return not missing or now >= due_at
