"""The improvement plan of the collaboration: what the partners will do better together, by whom and when (R61, R87)."""

from collections.abc import Mapping
from enum import StrEnum

from models.method.errors import StatusNotAllowed


class ImprovementState(StrEnum):
    """How far a point of the plan is."""

    PROPOSED = "proposed"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


_I = ImprovementState
#: What is proposed becomes part of the plan when people adopt it; what was settled too early is opened again.
ALLOWED_NEXT: dict[ImprovementState, frozenset[ImprovementState]] = {
    _I.PROPOSED: frozenset({_I.OPEN, _I.DROPPED}),
    _I.OPEN: frozenset({_I.DONE, _I.DROPPED}),
    _I.DONE: frozenset({_I.OPEN}),
    _I.DROPPED: frozenset({_I.OPEN}),
}


#: What is still to be dealt with.
UNSETTLED: frozenset[ImprovementState] = frozenset({_I.PROPOSED, _I.OPEN})


def to_repair(plan: Mapping[str, ImprovementState]) -> tuple[str, ...]:
    """Return the keys of the points that are neither done nor dropped; an empty key when there is no plan at all."""
    return tuple(key for key, state in plan.items() if state in UNSETTLED) if plan else ("",)


def check_state(before: ImprovementState, after: ImprovementState) -> None:
    """Raise :class:`StatusNotAllowed` unless a point of the plan may go from ``before`` to ``after``."""
    if after not in ALLOWED_NEXT[before]:
        allowed = ", ".join(s for s in ImprovementState if s in ALLOWED_NEXT[before])
        raise StatusNotAllowed(
            "a point of the plan that is {before} cannot become {after}; allowed: {allowed}",
            before=before,
            after=after,
            allowed=allowed,
        )
