"""Going back: what the next cycle keeps, reopens and replaces, and what people change about it (R31-R35)."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from models.method.deliverables import DELIVERABLES, DeliverableStatus
from models.method.evaluation.parameters import TOLERANCE
from models.method.evaluation.results import Diagnosis, Failure, LinkName
from models.method.evaluation.snapshot import Promise
from models.method.phases import Phase


class Carry(StrEnum):
    """What happens to a deliverable of the old cycle in the new one."""

    KEEP = "keep"
    REOPEN = "reopen"
    REPLACE = "replace"


class CarryCommitments(StrEnum):
    """What happens to a commitment in the new cycle."""

    KEEP = "keep"
    ASK_AGAIN = "ask_again"
    END = "end"


class PartnerMove(StrEnum):
    """How the composition of partners changes with a new cycle (R34)."""

    JOINS = "joins"
    LEAVES = "leaves"
    CHANGES = "changes"


class Carried(StrEnum):
    """What a new cycle takes over, or has otherwise than the one before."""

    DELIVERABLE = "deliverable"
    COMMITMENT = "commitment"
    COMMITMENTS = "commitments"
    TARGET = "target"
    NODE = "node"
    PARTNER = "partner"
    SOLUTION = "solution"
    LESSON = "lesson"


class _Said(BaseModel):
    """A value that is kept with the decision as it was said."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Target(_Said):
    """The figure an indicator should reach in the new cycle, and by when if that changes too (R33)."""

    value: float = Field(allow_inf_nan=False)
    on: date | None = None
    before: float | None = None


class Wording(_Said):
    """What a node of the theory of change says in the new cycle, or what solution is tried (R33, R35)."""

    text: str
    before: str | None = None


class Partner(_Said):
    """A partner who joins, leaves or gets another part, and why (R34)."""

    move: PartnerMove
    reason: str


class CarryOver(_Said):
    """What goes along into the next cycle.

    As a plan it holds what people chose; whatever they did not choose follows from the phase that is gone back to
    (:func:`carry_over`). ``before`` is filled when it is carried out, so that old and new stand side by side.
    ``by_commitment`` are exceptions, by key; ``lessons`` are the numbers of the lessons that the change rests on.
    """

    deliverables: dict[str, Carry] = Field(default_factory=dict)
    commitments: CarryCommitments = CarryCommitments.KEEP
    by_commitment: dict[str, CarryCommitments] = Field(default_factory=dict)
    targets: dict[str, Target] = Field(default_factory=dict)
    nodes: dict[str, Wording] = Field(default_factory=dict)
    partners: dict[str, Partner] = Field(default_factory=dict)
    solution: Wording | None = None
    lessons: tuple[int, ...] = ()

    def fate_of(self, commitment: str, organisation: str) -> CarryCommitments:
        """Return what happens to a commitment of an organisation; what a partner promised ends when it leaves."""
        chosen = self.by_commitment.get(commitment)
        if chosen is not None:
            return chosen
        partner = self.partners.get(organisation)
        leaves = partner is not None and partner.move is PartnerMove.LEAVES
        return CarryCommitments.END if leaves else self.commitments


#: Where to go back to is proposed when the impact falls short: without a diagnosis, the solution is what failed (R35).
PROPOSED_BACK = Phase.CO_CREATE


#: What a kind of failure changes about what follows from the phase, where that phase is what it proposes to go back to.
#: A theory that failed is designed anew. One that was never carried out is untested: the design is kept, and what has
#: to be agreed again is opened.
AFTER: dict[tuple[Failure, Phase], dict[Carry, tuple[str, ...]]] = {
    (Failure.THEORY, Phase.EXPLORE): {Carry.REPLACE: ("situation_analysis",)},
    (Failure.INVALID_PREMISE, Phase.EXPLORE): {Carry.REPLACE: ("situation_analysis",)},
    (Failure.THEORY, Phase.CO_CREATE): {Carry.REPLACE: ("solution_design", "toc_framework")},
    (Failure.ASSUMPTION_REFUTED, Phase.CO_CREATE): {Carry.REPLACE: ("solution_design", "toc_framework")},
    (Failure.DESIGN, Phase.CO_CREATE): {Carry.REPLACE: ("solution_design", "action_plan")},
    (Failure.IMPLEMENTATION, Phase.IMPLEMENT): {Carry.REPLACE: ("proof_of_value",)},
    (Failure.IMPLEMENTATION, Phase.FORM_ALLIANCE): {
        Carry.KEEP: ("toc_sketch", "solution_design", "toc_framework"),
        Carry.REOPEN: ("action_plan", "resource_overview"),
    },
    (Failure.PARTNERSHIP, Phase.FORM_ALLIANCE): {
        Carry.KEEP: ("toc_sketch", "solution_design", "toc_framework"),
        Carry.REOPEN: ("action_plan", "resource_overview", "collaboration_plan"),
    },
    (Failure.ASSUMPTION_REFUTED, Phase.FORM_ALLIANCE): {
        Carry.REOPEN: ("solution_design", "action_plan", "resource_overview", "toc_framework"),
    },
}


def carry_over(
    back_to: Phase,
    plan: CarryOver | None = None,
    *,
    diagnosis: Diagnosis | None = None,
    unkept: Mapping[str, str] = MappingProxyType({}),
) -> CarryOver:
    """Return the whole map for a cycle that starts at ``back_to``, with what people planned over the defaults.

    By default what was delivered before that phase is kept, of it reopened, after it replaced. A ``diagnosis`` that
    proposes this phase changes that as :data:`AFTER` says; where it found that commitments were not kept, those
    (``unkept``, each with the organisation that promised it) are asked for again.
    """
    chosen = plan or CarryOver()
    by_default = {code: _fate(d.phase, back_to) for code, d in DELIVERABLES.items()}
    asked: dict[str, CarryCommitments] = {}
    if diagnosis is not None and diagnosis.phase is back_to:
        for carry, codes in AFTER.get((diagnosis.failure, back_to), {}).items():
            by_default |= dict.fromkeys(codes, carry)
        if diagnosis.root is LinkName.INPUTS:
            asked = {key: CarryCommitments.ASK_AGAIN for key, of in unkept.items() if _stays(chosen, key, of)}
    return chosen.model_copy(
        update={
            "deliverables": {**by_default, **chosen.deliverables},
            "by_commitment": {**asked, **chosen.by_commitment},
        }
    )


def _fate(phase: Phase, back_to: Phase) -> Carry:
    if phase.number < back_to.number:
        return Carry.KEEP
    return Carry.REOPEN if phase is back_to else Carry.REPLACE


def _stays(plan: CarryOver, commitment: str, organisation: str) -> bool:
    """Say whether people left a commitment to the defaults: neither planned its end nor that its partner leaves."""
    return plan.fate_of(commitment, organisation) is CarryCommitments.KEEP


def not_kept(promises: Iterable[Promise], on: date, threshold: float) -> tuple[str, ...]:
    """Return which promises that were due by a day came for less than a share of what was promised, by key."""
    return tuple(
        one.key
        for one in promises
        if (one.due is None or one.due <= on)
        and one.delivered is not None
        and one.delivered / one.promised < threshold - TOLERANCE
    )


def carried_status(carry: Carry, before: DeliverableStatus) -> DeliverableStatus:
    """Return the status a deliverable starts the new cycle with.

    Kept means as it was accepted or waived; what never got that far cannot be kept and starts as a draft or missing.
    """
    if carry is Carry.REPLACE or before is DeliverableStatus.MISSING:
        return DeliverableStatus.MISSING
    if carry is Carry.KEEP and before in {DeliverableStatus.ACCEPTED, DeliverableStatus.WAIVED}:
        return before
    return DeliverableStatus.MISSING if before is DeliverableStatus.WAIVED else DeliverableStatus.DRAFT


def merged(plan: CarryOver, more: CarryOver, *, commitments: CarryCommitments | None = None) -> CarryOver:
    """Return ``plan`` with what ``more`` says added or said anew; of its ``commitments`` only what is given apart."""
    tables: dict[str, object] = {
        name: {**getattr(plan, name), **getattr(more, name)}
        for name in ("deliverables", "by_commitment", "targets", "nodes", "partners")
    }
    once = {
        "commitments": commitments or plan.commitments,
        "solution": more.solution or plan.solution,
        "lessons": tuple(dict.fromkeys((*plan.lessons, *more.lessons))),
    }
    return plan.model_copy(update={**tables, **once})
