"""The six phases, what each leads to, and who leads (method: R36, R37, R66, R90, R97)."""

from dataclasses import dataclass
from enum import StrEnum

from models.method import labels
from models.method.errors import PhaseNotAllowed
from models.method.said import Said


class Phase(StrEnum):
    """Where an alliance stands: exactly one phase of exactly one cycle (R36)."""

    EXPLORE = "explore"
    FORM_ALLIANCE = "form_alliance"
    CO_CREATE = "co_create"
    IMPLEMENT = "implement"
    EVALUATE = "evaluate"
    SECURE_IMPACT = "secure_impact"

    @property
    def number(self) -> int:
        """The phase's place in the method, 1 to 6."""
        return list(Phase).index(self) + 1

    @property
    def label(self) -> str:
        """The booklet's Dutch term (R103)."""
        return labels.label(self)


class Side(StrEnum):
    """The two sides that own an alliance together."""

    FOUNDATION = "foundation"
    PARTNERS = "partners"


class Ending(StrEnum):
    """How an alliance ended."""

    SECURED = "secured"
    STOPPED = "stopped"
    NO_GO = "no_go"


class AllianceStatus(StrEnum):
    """Whether an alliance is worked on."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


#: The booklet's Dutch terms, by phase.
LABELS: dict[Phase, str] = {phase: phase.label for phase in Phase}

#: The whole lifecycle, to be read as a map: passing a gate leads only to what is named here.
ALLOWED_NEXT: dict[Phase, frozenset[Phase]] = {
    Phase.EXPLORE: frozenset({Phase.FORM_ALLIANCE}),
    Phase.FORM_ALLIANCE: frozenset({Phase.CO_CREATE}),
    Phase.CO_CREATE: frozenset({Phase.IMPLEMENT}),
    Phase.IMPLEMENT: frozenset({Phase.EVALUATE}),
    Phase.EVALUATE: frozenset({Phase.SECURE_IMPACT}),
    Phase.SECURE_IMPACT: frozenset(),
}

#: Where the next cycle may start when an evaluation falls short (R31): not at 5 or 6.
BACK_FROM: dict[Phase, frozenset[Phase]] = {
    Phase.EVALUATE: frozenset({Phase.EXPLORE, Phase.FORM_ALLIANCE, Phase.CO_CREATE, Phase.IMPLEMENT}),
}

#: Who leads (R97): the foundation until there is a plan, the partners once it is carried out.
LEAD: dict[Phase, Side] = {
    Phase.EXPLORE: Side.FOUNDATION,
    Phase.FORM_ALLIANCE: Side.FOUNDATION,
    Phase.CO_CREATE: Side.FOUNDATION,
    Phase.IMPLEMENT: Side.PARTNERS,
    Phase.EVALUATE: Side.PARTNERS,
    Phase.SECURE_IMPACT: Side.PARTNERS,
}


@dataclass(frozen=True, slots=True)
class Here:
    """The place a phase run works at; a step whose place is no longer the open one does nothing.

    ``seen`` is the sequence number of the last event before the run looked, ``attempt`` the try it belongs to.
    """

    alliance: str
    cycle: int
    phase: Phase
    seen: int = 0
    attempt: int = 0


def next_phase(phase: Phase) -> Phase | None:
    """Return the phase that a passed gate leads to, or ``None`` behind the last one."""
    return next(iter(ALLOWED_NEXT[phase]), None)


def check_back(phase: Phase, to: Phase) -> None:
    """Raise :class:`PhaseNotAllowed` unless a new cycle may start at ``to`` from ``phase`` (R31)."""
    allowed = BACK_FROM.get(phase, frozenset())
    if to not in allowed:
        names = ", ".join(p for p in Phase if p in allowed) or Said("nowhere")
        raise PhaseNotAllowed("{phase} does not go back to {to}; allowed: {names}", phase=phase, to=to, names=names)


def lead_moves(before: Phase, after: Phase) -> bool:
    """Say whether another side leads after the step from ``before`` to ``after``."""
    return LEAD[before] is not LEAD[after]
