"""The gate at the end of each phase: what it waits for, and when it passes by itself (R36, R38, R41, R97, R98)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.method import labels
from models.method.decisions import Outcome
from models.method.deliverables import SETTLED, DeliverableStatus, of_phase
from models.method.parties import Sector
from models.method.phases import Phase, Side


class PhaseOutcome(StrEnum):
    """How a phase was left."""

    PASSED = "passed"
    PASSED_WITH_CONDITIONS = "passed_with_conditions"
    NO_GO = "no_go"
    STOPPED = "stopped"
    WENT_BACK = "went_back"
    ENDED = "ended"


class Wait(StrEnum):
    """The kinds of thing a gate can wait for."""

    DELIVERABLE = "deliverable"
    HELD = "held"
    GO = "go"
    VERDICT = "verdict"
    DECISION = "decision"
    HANDOVER = "handover"
    COMMITMENT = "commitment"
    AGREEMENT = "agreement"
    SHARING = "sharing"
    IMPROVEMENT = "improvement"
    LESSON = "lesson"


#: Which conditions beside the deliverables each gate has, as a map.
CONDITIONS: dict[Phase, frozenset[Wait]] = {
    Phase.EXPLORE: frozenset({Wait.GO}),
    Phase.FORM_ALLIANCE: frozenset(),
    Phase.CO_CREATE: frozenset(),
    Phase.IMPLEMENT: frozenset(),
    Phase.EVALUATE: frozenset({Wait.VERDICT}),
    Phase.SECURE_IMPACT: frozenset({Wait.HANDOVER, Wait.COMMITMENT, Wait.AGREEMENT, Wait.SHARING, Wait.IMPROVEMENT}),
}


#: What a person may leave open when passing a gate all the same; a question for people cannot be passed by.
MAY_STAY_OPEN: frozenset[Wait] = frozenset({Wait.DELIVERABLE, Wait.LESSON})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing a gate waits for: its kind and, where there is one, its subject (a code or key)."""

    kind: Wait
    subject: str = ""

    def __str__(self) -> str:
        """Name the kind and its subject, as operations read it in a run."""
        return f"{self.kind}:{self.subject}" if self.subject else str(self.kind)

    @property
    def label(self) -> str:
        """What is waited for, in the booklet's Dutch terms (R103)."""
        return labels.waiting(self.kind, self.subject)


def impact_is_enough(decided: Outcome | None, *, proven: bool) -> bool:
    """Say whether the last round leads out of phase 5; what people ``decided`` about it goes before what it showed."""
    return proven if decided is None else decided is Outcome.SECURE_ANYWAY


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What is known at a gate.

    ``impact_enough`` is what ``impact_is_enough`` says of the last deciding round of this cycle;
    ``decision_open`` when people still have to answer, and then the gate waits for them whatever else is known;
    ``handover_open`` are keys of items not yet accepted, ``commitments_open`` of promises neither kept, closed nor
    transferred; ``agreement_open`` are the sides that do not yet say that the impact is secured; ``repairs_open`` what
    ``improvements.to_repair`` says, when the impact is secured on that condition; ``lessons_open`` the numbers of the
    lessons that were put to the alliance and have no answer.
    """

    phase: Phase
    deliverables: Mapping[str, DeliverableStatus]
    held: bool = False
    go: bool = False
    impact_enough: bool = False
    decision_open: bool = False
    handover_open: tuple[str, ...] = ()
    handover_known: bool = False
    commitments_open: tuple[str, ...] = ()
    agreement_open: tuple[Side, ...] = tuple(Side)
    insights_shared: bool = False
    repairs_open: tuple[str, ...] = ()
    lessons_open: tuple[str, ...] = ()


def waits_for(facts: GateFacts) -> tuple[Waiting, ...]:
    """Return everything the gate of ``facts.phase`` still waits for; nothing means it may pass."""
    waiting = [
        Waiting(Wait.DELIVERABLE, d.code)
        for d in of_phase(facts.phase)
        if facts.deliverables.get(d.code, DeliverableStatus.MISSING) not in SETTLED
    ]
    conditions = CONDITIONS[facts.phase]
    if Wait.GO in conditions and not facts.go:
        waiting.append(Waiting(Wait.GO))
    if Wait.VERDICT in conditions and (facts.decision_open or not facts.impact_enough):
        waiting.append(Waiting(Wait.DECISION if facts.decision_open else Wait.VERDICT))
    if Wait.HANDOVER in conditions:
        waiting.extend(Waiting(Wait.HANDOVER, key) for key in facts.handover_open)
        if not facts.handover_known:
            waiting.append(Waiting(Wait.HANDOVER))
    if Wait.COMMITMENT in conditions:
        waiting.extend(Waiting(Wait.COMMITMENT, key) for key in facts.commitments_open)
    if Wait.AGREEMENT in conditions:
        waiting.extend(Waiting(Wait.AGREEMENT, side) for side in facts.agreement_open)
    if Wait.SHARING in conditions and not facts.insights_shared:
        waiting.append(Waiting(Wait.SHARING))
    if Wait.IMPROVEMENT in conditions:
        waiting.extend(Waiting(Wait.IMPROVEMENT, key) for key in facts.repairs_open)
    waiting.extend(Waiting(Wait.LESSON, number) for number in facts.lessons_open)
    if facts.held:
        waiting.append(Waiting(Wait.HELD))
    return tuple(waiting)


@dataclass(frozen=True, slots=True)
class Composition:
    """Who takes part, as far as a gate remarks on it."""

    sectors_missing: tuple[Sector, ...] = ()
    without_long_term: tuple[str, ...] = ()
    mission: bool = False
    story: bool = False
    sponsor_group_chair: bool = False
    project_team: bool = False


def remarks(phase: Phase, composition: Composition) -> tuple[str, ...]:
    """Return what people should see at the gate although it does not stop them (R6, R9, R19, R51, R71, R99, R100)."""
    found: list[str] = []
    if phase in {Phase.EXPLORE, Phase.FORM_ALLIANCE}:
        found += [f"sector:{sector}" for sector in composition.sectors_missing]
    if phase is Phase.FORM_ALLIANCE:
        found += [f"long_term:{organisation}" for organisation in composition.without_long_term]
        found += [] if composition.mission else ["mission"]
        found += [] if composition.story else ["story"]
    if phase is Phase.CO_CREATE:
        found += [] if composition.sponsor_group_chair else ["sponsor_group_chair"]
        found += [] if composition.project_team else ["project_team"]
    return tuple(found)
