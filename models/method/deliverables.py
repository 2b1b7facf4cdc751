"""The eighteen deliverables and when each counts as accepted by both sides (R38, R41-R64)."""

from dataclasses import dataclass
from enum import StrEnum

from models.method import labels
from models.method.errors import NotFound, StatusNotAllowed
from models.method.phases import Phase, Side


class DeliverableStatus(StrEnum):
    """How far a deliverable is."""

    MISSING = "missing"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class DeliverableType:
    """A deliverable of the method: its code and the phase that owes it."""

    code: str
    phase: Phase

    @property
    def label(self) -> str:
        """The booklet's Dutch term (R103)."""
        return labels.deliverable(self.code)


DELIVERABLES: dict[str, DeliverableType] = {
    d.code: d
    for d in (
        DeliverableType("need_framework", Phase.EXPLORE),
        DeliverableType("situation_analysis", Phase.EXPLORE),
        DeliverableType("stakeholder_overview", Phase.EXPLORE),
        DeliverableType("parties_connected", Phase.FORM_ALLIANCE),
        DeliverableType("cooperation_agreement", Phase.FORM_ALLIANCE),
        DeliverableType("toc_sketch", Phase.FORM_ALLIANCE),
        DeliverableType("solution_design", Phase.CO_CREATE),
        DeliverableType("action_plan", Phase.CO_CREATE),
        DeliverableType("resource_overview", Phase.CO_CREATE),
        DeliverableType("toc_framework", Phase.CO_CREATE),
        DeliverableType("implemented_solution", Phase.IMPLEMENT),
        DeliverableType("proof_of_value", Phase.IMPLEMENT),
        DeliverableType("tested_toc", Phase.EVALUATE),
        DeliverableType("results_overview", Phase.EVALUATE),
        DeliverableType("recommendations", Phase.EVALUATE),
        DeliverableType("collaboration_plan", Phase.EVALUATE),
        DeliverableType("lessons_and_faults", Phase.EVALUATE),
        DeliverableType("impact_secured", Phase.SECURE_IMPACT),
    )
}

_D = DeliverableStatus
#: The way of a deliverable. Accepted leads back to submitted: acceptance falls away when the content changes.
ALLOWED_NEXT: dict[DeliverableStatus, frozenset[DeliverableStatus]] = {
    _D.MISSING: frozenset({_D.DRAFT, _D.SUBMITTED, _D.WAIVED}),
    _D.DRAFT: frozenset({_D.DRAFT, _D.SUBMITTED, _D.WAIVED}),
    _D.SUBMITTED: frozenset({_D.SUBMITTED, _D.RETURNED, _D.ACCEPTED, _D.WAIVED}),
    _D.RETURNED: frozenset({_D.SUBMITTED, _D.WAIVED}),
    _D.ACCEPTED: frozenset({_D.SUBMITTED}),
    _D.WAIVED: frozenset({_D.SUBMITTED}),
}

#: What a gate counts as done.
SETTLED: frozenset[DeliverableStatus] = frozenset({_D.ACCEPTED, _D.WAIVED})


def deliverable_type(code: str) -> DeliverableType:
    """Return the deliverable called ``code``; :class:`NotFound` names all codes otherwise."""
    if code not in DELIVERABLES:
        raise NotFound("there is no deliverable {code!r}; allowed: {known}", code=code, known=", ".join(DELIVERABLES))
    return DELIVERABLES[code]


def of_phase(phase: Phase) -> tuple[DeliverableType, ...]:
    """Return what ``phase`` must deliver, in the order of the method."""
    return tuple(d for d in DELIVERABLES.values() if d.phase is phase)


def check_status(before: DeliverableStatus, after: DeliverableStatus) -> None:
    """Raise :class:`StatusNotAllowed` unless a deliverable may go from ``before`` to ``after``."""
    if after not in ALLOWED_NEXT[before]:
        allowed = ", ".join(s for s in DeliverableStatus if s in ALLOWED_NEXT[before])
        raise StatusNotAllowed(
            "a deliverable that is {before} cannot become {after}; allowed: {allowed}",
            before=before,
            after=after,
            allowed=allowed,
        )


def sides_needed(phase: Phase) -> frozenset[Side]:
    """Return who must accept a deliverable of ``phase``: in phase 1 there are no partners yet (R38)."""
    if phase is Phase.EXPLORE:
        return frozenset({Side.FOUNDATION})
    return frozenset({Side.FOUNDATION, Side.PARTNERS})


def status_after_acceptance(phase: Phase, sides: frozenset[Side]) -> DeliverableStatus:
    """Return what a submitted deliverable is once ``sides`` have accepted the same content."""
    return _D.ACCEPTED if sides_needed(phase) <= sides else _D.SUBMITTED
