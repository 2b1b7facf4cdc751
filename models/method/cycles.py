"""Going back: what the next cycle keeps, reopens and replaces (R31-R35)."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from models.method.deliverables import DELIVERABLES, DeliverableStatus
from models.method.phases import Phase


class Carry(StrEnum):
    """What happens to a deliverable of the old cycle in the new one."""

    KEEP = "keep"
    REOPEN = "reopen"
    REPLACE = "replace"


class CarryCommitments(StrEnum):
    """What happens to the commitments of the alliance in the new cycle."""

    KEEP = "keep"
    ASK_AGAIN = "ask_again"
    END = "end"


class CarryOver(BaseModel):
    """What goes along into the next cycle, per deliverable and for the commitments as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    deliverables: dict[str, Carry]
    commitments: CarryCommitments = CarryCommitments.KEEP


#: Where to go back to is proposed when the impact falls short: without a diagnosis, the solution is what failed (R35).
PROPOSED_BACK = Phase.CO_CREATE


def carry_over(back_to: Phase) -> CarryOver:
    """Return the default map for a cycle that starts at ``back_to``: before it keep, of it reopen, after it replace."""

    def fate(phase: Phase) -> Carry:
        if phase.number < back_to.number:
            return Carry.KEEP
        return Carry.REOPEN if phase is back_to else Carry.REPLACE

    return CarryOver(deliverables={code: fate(d.phase) for code, d in DELIVERABLES.items()})


def carried_status(carry: Carry, before: DeliverableStatus) -> DeliverableStatus:
    """Return the status a deliverable starts the new cycle with.

    Kept means as it was accepted or waived; what never got that far cannot be kept and starts as a draft or missing.
    """
    if carry is Carry.REPLACE or before is DeliverableStatus.MISSING:
        return DeliverableStatus.MISSING
    if carry is Carry.KEEP and before in {DeliverableStatus.ACCEPTED, DeliverableStatus.WAIVED}:
        return before
    return DeliverableStatus.MISSING if before is DeliverableStatus.WAIVED else DeliverableStatus.DRAFT
