"""Which link of the chain is broken, and to which phase that leads back.

Done and not achieved is a failure of the theory, not done and not achieved one of the implementation (Weiss 1997,
Funnell and Rogers 2011). The answer is a proposal: the sponsor group decides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.method.evaluation.assumptions import PHASE_OF, Assumed, Standing
from models.method.evaluation.results import Advice, Diagnosis, Failure, Health, LinkName, LinkState, SideAction
from models.method.indicators import Layer
from models.method.phases import Phase

States = Mapping[LinkName, LinkState]

#: The links from what it is all for to what was put in, as the columns of the table have them.
DOWNSTREAM_FIRST: tuple[LinkName, ...] = tuple(reversed(LinkName))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the links propose, and what is to be done beside it."""

    advice: Advice
    phase: Phase
    failure: Failure
    root: LinkName | Layer | None = None
    actions: frozenset[SideAction] = frozenset()

    def also(self, *actions: SideAction) -> "Proposal":
        """Return the same proposal with more to be done beside it."""
        return replace(self, actions=self.actions | set(actions))


def _back(phase: Phase, failure: Failure, root: LinkName | Layer) -> Proposal:
    return Proposal(Advice.LOOP_BACK, phase, failure, root)


def _further(root: LinkName) -> Proposal:
    return Proposal(Advice.DIAGNOSE_FURTHER, Phase.EVALUATE, Failure.UNDETERMINED, root)


_SECURE = Proposal(Advice.SECURE, Phase.SECURE_IMPACT, Failure.NONE)
_REVIEW = Proposal(Advice.CONTRIBUTION_REVIEW, Phase.EVALUATE, Failure.UNEXPLAINED_SUCCESS)
_GAPS = _REVIEW.also(SideAction.COMPLETE_EVIDENCE_CHAIN)
_AGAIN = Proposal(Advice.MEASURE_AGAIN, Phase.EVALUATE, Failure.EVIDENCE_GAP)
_WRONG_LEVER = _back(Phase.EXPLORE, Failure.THEORY, LinkName.IMPACT)
_THEORY = _back(Phase.CO_CREATE, Failure.THEORY, LinkName.OUTCOMES)
_DESIGN = _back(Phase.CO_CREATE, Failure.DESIGN, LinkName.OUTPUTS)
_NOT_DONE = _back(Phase.IMPLEMENT, Failure.IMPLEMENTATION, LinkName.ACTIVITIES)
_NOT_KEPT = _back(Phase.FORM_ALLIANCE, Failure.IMPLEMENTATION, LinkName.INPUTS)

#: What the links say: impact, outcomes, outputs, activities, inputs. A link is ``o``k, ``b``roken, ``u``nknown, or
#: any (``.``). Read it from the top: the first row that fits counts.
TABLE: tuple[tuple[str, Proposal], ...] = (
    ("b o . . .", _WRONG_LEVER),
    ("b u . . .", _further(LinkName.IMPACT)),
    ("o b . . .", _REVIEW),
    ("o u b . .", _REVIEW),
    ("o u . . .", _GAPS),
    (". o o b b", _REVIEW),
    (". o o . .", _SECURE),
    (". o b . .", _REVIEW),
    (". o u . .", _GAPS),
    (". b o . .", _THEORY),
    (". b u . .", _further(LinkName.OUTCOMES)),
    (". . b o .", _DESIGN),
    (". . b u .", _further(LinkName.OUTPUTS)),
    (". u o . .", _AGAIN),
    (". . . b o", _NOT_DONE),
    (". . . b u", _NOT_DONE.also(SideAction.VERIFY_COMMITMENTS)),
    (". . . b b", _NOT_KEPT),
    (". u u u b", _NOT_KEPT),
    (". u u . .", _AGAIN),
)

#: What each state of the collaboration adds to what is to be done.
_ABOUT_HEALTH: dict[Health, frozenset[SideAction]] = {
    Health.HEALTHY: frozenset(),
    Health.POOR: frozenset({SideAction.IMPROVEMENT_PLAN}),
    Health.UNKNOWN: frozenset({SideAction.MEASURE_COLLABORATION}),
}

#: Where people do not work together, these break because of that.
_NEEDS_COLLABORATION = frozenset({LinkName.INPUTS, LinkName.ACTIVITIES})


def diagnose(states: States, assumption: Assumed, health: Health) -> Diagnosis:
    """Return what the five links, the assumptions and the collaboration propose; every link has a state."""
    sides = side_findings(states)
    proposal = _with_health(_with_assumption(from_links(states), assumption), health)
    actions = proposal.actions | ({SideAction.RECORD_SIDE_FINDING} if sides else set())
    return Diagnosis(
        advice=proposal.advice,
        phase=proposal.phase,
        failure=proposal.failure,
        root=proposal.root,
        actions=tuple(sorted(actions)),
        side_findings=sides,
    )


def from_links(states: States) -> Proposal:
    """Return the row of the table that fits the links."""
    row = "".join(states[name].value[0] for name in DOWNSTREAM_FIRST)
    return next(proposal for pattern, proposal in TABLE if re.fullmatch(pattern, row, re.VERBOSE))


def side_findings(states: States) -> tuple[LinkName, ...]:
    """Return the broken links outside the run that ends in failure, inputs first: tell the partner, change nothing.

    The run begins at the most downstream link of which anything is known and goes upstream while links are broken.
    """
    known = [name for name in DOWNSTREAM_FIRST if states[name] is not LinkState.UNKNOWN]
    start = DOWNSTREAM_FIRST.index(known[0]) if known else 0
    run: list[LinkName] = []
    for name in DOWNSTREAM_FIRST[start:]:
        if states[name] is not LinkState.BROKEN:
            break
        run.append(name)
    return tuple(name for name in LinkName if states[name] is LinkState.BROKEN and name not in run)


def _with_assumption(proposal: Proposal, assumption: Assumed) -> Proposal:
    """In failure the earlier phase wins, in success refuted means unexplained, in doubt the layer is the answer."""
    match assumption:
        case Standing.NONE_REFUTED:
            return proposal
        case Standing.UNTESTED:
            return proposal.also(SideAction.TEST_ASSUMPTIONS)
        case Layer() as layer if proposal.advice in (Advice.SECURE, Advice.CONTRIBUTION_REVIEW):
            return _REVIEW
        case layer:
            return _refuted(proposal, layer)


def _refuted(proposal: Proposal, layer: Layer) -> Proposal:
    phase = PHASE_OF[layer]
    if proposal.phase.number <= phase.number:
        return proposal
    failure = Failure.INVALID_PREMISE if layer is Layer.PROBLEM else Failure.ASSUMPTION_REFUTED
    return _back(phase, failure, layer).also(*proposal.actions)


def _with_health(proposal: Proposal, health: Health) -> Proposal:
    """Repair before handing over; and what nobody carries out together is not mended by a better plan."""
    after = proposal.also(*_ABOUT_HEALTH[health])
    if health is not Health.POOR:
        return after
    if after.advice is Advice.SECURE:
        return replace(after, advice=Advice.SECURE_CONDITIONALLY)
    if after.root in _NEEDS_COLLABORATION:
        return replace(after, phase=Phase.FORM_ALLIANCE, failure=Failure.PARTNERSHIP)
    return after
