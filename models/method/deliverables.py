"""The eighteen deliverables and when each counts as accepted by both sides (R38, R41-R64)."""

from dataclasses import dataclass
from enum import StrEnum

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
    """A deliverable of the method: its code, the phase that owes it, and the booklet's Dutch term."""

    code: str
    phase: Phase
    label: str


DELIVERABLES: dict[str, DeliverableType] = {
    d.code: d
    for d in (
        DeliverableType("need_framework", Phase.EXPLORE, "afwegingskader voor noodzaak opzetten alliantie"),
        DeliverableType("situation_analysis", Phase.EXPLORE, "situatieanalyse"),
        DeliverableType("stakeholder_overview", Phase.EXPLORE, "overzicht van het stakeholdersveld"),
        DeliverableType("parties_connected", Phase.FORM_ALLIANCE, "relevante partijen verbonden"),
        DeliverableType("cooperation_agreement", Phase.FORM_ALLIANCE, "samenwerkingsovereenkomst"),
        DeliverableType("toc_sketch", Phase.FORM_ALLIANCE, "eerste schets van de Theory of Change"),
        DeliverableType("solution_design", Phase.CO_CREATE, "ontwerp van een oplossing"),
        DeliverableType("action_plan", Phase.CO_CREATE, "Plan van Aanpak met een sponsorgroep en projectteam"),
        DeliverableType("resource_overview", Phase.CO_CREATE, "overzicht van het benodigde kapitaal, kennis en kunde"),
        DeliverableType("toc_framework", Phase.CO_CREATE, "Theory of Change en impact raamwerk"),
        DeliverableType("implemented_solution", Phase.IMPLEMENT, "geïmplementeerd programma, pilot"),
        DeliverableType("proof_of_value", Phase.IMPLEMENT, "Proof of Value"),
        DeliverableType("tested_toc", Phase.EVALUATE, "getoetste Theory of Change"),
        DeliverableType("results_overview", Phase.EVALUATE, "overzicht resultaten en impact van de alliantie"),
        DeliverableType("recommendations", Phase.EVALUATE, "aanbevelingen om impact te vergroten"),
        DeliverableType("collaboration_plan", Phase.EVALUATE, "inzicht en verbeterplan samenwerking"),
        DeliverableType("lessons_and_faults", Phase.EVALUATE, "lessons learned en inzicht in systeemfouten"),
        DeliverableType("impact_secured", Phase.SECURE_IMPACT, "impact duurzaam geborgd in een organisatie"),
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
        raise NotFound(f"there is no deliverable {code!r}; allowed: {', '.join(DELIVERABLES)}")
    return DELIVERABLES[code]


def of_phase(phase: Phase) -> tuple[DeliverableType, ...]:
    """Return what ``phase`` must deliver, in the order of the method."""
    return tuple(d for d in DELIVERABLES.values() if d.phase is phase)


def check_status(before: DeliverableStatus, after: DeliverableStatus) -> None:
    """Raise :class:`StatusNotAllowed` unless a deliverable may go from ``before`` to ``after``."""
    if after not in ALLOWED_NEXT[before]:
        allowed = ", ".join(s for s in DeliverableStatus if s in ALLOWED_NEXT[before])
        raise StatusNotAllowed(f"a deliverable that is {before} cannot become {after}; allowed: {allowed}")


def sides_needed(phase: Phase) -> frozenset[Side]:
    """Return who must accept a deliverable of ``phase``: in phase 1 there are no partners yet (R38)."""
    if phase is Phase.EXPLORE:
        return frozenset({Side.FOUNDATION})
    return frozenset({Side.FOUNDATION, Side.PARTNERS})


def status_after_acceptance(phase: Phase, sides: frozenset[Side]) -> DeliverableStatus:
    """Return what a submitted deliverable is once ``sides`` have accepted the same content."""
    return _D.ACCEPTED if sides_needed(phase) <= sides else _D.SUBMITTED
