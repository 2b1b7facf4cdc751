"""The whole evaluation: from a snapshot to a proposal (R29, R57, R59)."""

from collections.abc import Iterable

from models.method.evaluation import links
from models.method.evaluation.aggregate import Item
from models.method.evaluation.assumptions import assumed
from models.method.evaluation.contribution import left_of_change
from models.method.evaluation.diagnosis import diagnose
from models.method.evaluation.indicator import assess_exactly
from models.method.evaluation.remarks import remarks
from models.method.evaluation.results import (
    SECURES,
    Advice,
    ContributionResult,
    Diagnosis,
    Failure,
    Health,
    IndicatorResult,
    Link,
    LinkName,
    NodeResult,
    Result,
    ScaleResult,
)
from models.method.evaluation.shown import shown
from models.method.evaluation.snapshot import IndicatorSnapshot, Snapshot
from models.method.evaluation.survey import judge_scale, tellable
from models.method.evaluation.words import Contribution, Verdict
from models.method.indicators import Level
from models.method.phases import Phase

#: Part of every result: another engine may say something else about the same snapshot.
ENGINE_VERSION = "3"

#: How the partners work together, by what the scale about it says.
HEALTH_OF: dict[Verdict, Health] = {
    Verdict.SUFFICIENT: Health.HEALTHY,
    Verdict.INSUFFICIENT: Health.POOR,
    Verdict.INCONCLUSIVE: Health.UNKNOWN,
}

#: The outcome of indicators that stand at no node of the theory of change.
NO_NODE = ""


def evaluate(snapshot: Snapshot) -> Result:
    """Return the proposal for a snapshot; figures are compared as they are, and rounded to six decimals to be shown.

    The verdict is that of the solution: of the outcomes together. The order of what is in the snapshot makes no
    difference.
    """
    chain = _Chain(snapshot)
    solution = links.solution(chain.outcomes, chain.watched(), snapshot.parameters)
    whole = chain.all_links(links.of(LinkName.OUTCOMES, solution))
    collaboration = _collaboration(snapshot)
    health = _health(collaboration)
    states = {one.name: one.state for one in whole}
    contributions = tuple(chain.contributions())
    return shown(
        Result(
            engine_version=ENGINE_VERSION,
            verdict=solution.verdict,
            reason=solution.reason,
            solution=solution,
            indicators=tuple(result for _, result in chain.assessed),
            outcomes=chain.outcomes,
            chain=whole,
            contributions=contributions,
            collaboration=collaboration,
            health=health,
            diagnosis=_explained(diagnose(states, assumed(snapshot.assumptions), health), contributions),
        )
    )


def _collaboration(snapshot: Snapshot) -> ScaleResult | None:
    """Return what the partners say of how they work together; of too few nothing goes into the diagnosis either."""
    scale, parameters = snapshot.collaboration, snapshot.parameters
    return None if scale is None else tellable(scale, judge_scale(scale, parameters), parameters)


def _health(collaboration: ScaleResult | None) -> Health:
    return Health.UNKNOWN if collaboration is None else HEALTH_OF[collaboration.verdict]


def _explained(diagnosis: Diagnosis, contributions: tuple[ContributionResult, ...]) -> Diagnosis:
    """Return the diagnosis; success that came as much without the alliance is looked into before it is secured."""
    elsewhere_too = any(one.left.contribution is Contribution.NOT_PLAUSIBLE for one in contributions)
    if diagnosis.advice not in SECURES or not elsewhere_too:
        return diagnosis
    return diagnosis.model_copy(
        update={
            "advice": Advice.CONTRIBUTION_REVIEW,
            "phase": Phase.EVALUATE,
            "failure": Failure.UNEXPLAINED_SUCCESS,
        }
    )


def _assessed(indicator: IndicatorSnapshot, snapshot: Snapshot) -> IndicatorResult:
    result = assess_exactly(indicator, snapshot.on, snapshot.parameters)
    return result.model_copy(update={"marks": (*result.marks, *remarks(indicator, result))})


class _Chain:
    """The indicators of a snapshot, assessed, and the links that they make."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        ordered = sorted(snapshot.indicators, key=lambda one: one.key)
        self.assessed: tuple[tuple[IndicatorSnapshot, IndicatorResult], ...] = tuple(
            (one, _assessed(one, snapshot)) for one in ordered
        )
        self.outcomes = tuple(self._nodes())

    def watched(self) -> list[Item]:
        """Return what has a veto over the solution: critical indicators of outcomes, and guards wherever they stand."""
        return [
            links.item(one, result)
            for one, result in self.assessed
            if one.guard or (one.critical and one.level is Level.OUTCOME)
        ]

    def all_links(self, outcomes: Link) -> tuple[Link, ...]:
        """Return the chain from inputs to impact."""
        snapshot, parameters = self._snapshot, self._snapshot.parameters
        return (
            links.inputs(snapshot.promises, snapshot.on, parameters),
            links.activities(snapshot.activities, snapshot.on, parameters, self._items(Level.ACTIVITY)),
            links.link(LinkName.OUTPUTS, self._items(Level.OUTPUT), parameters),
            outcomes,
            links.link(LinkName.IMPACT, self._items(Level.IMPACT), parameters),
        )

    def contributions(self) -> Iterable[ContributionResult]:
        """Yield what is left of the change of each outcome's indicator of which somebody noted the background."""
        backgrounds = {one.indicator: one for one in self._snapshot.backgrounds}
        for one, result in self.assessed:
            background = backgrounds.get(one.key)
            if background is None or one.level is not Level.OUTCOME or result.value is None:
                continue
            left = left_of_change(one, result.value, background)
            if left is not None:
                yield ContributionResult(key=one.key, left=left)

    def _nodes(self) -> Iterable[NodeResult]:
        of_node: dict[str, list[Item]] = {node: [] for node in self._snapshot.outcomes}
        for one, result in self.assessed:
            if one.level is Level.OUTCOME:
                of_node.setdefault(one.node or NO_NODE, []).append(links.item(one, result))
        for node in sorted(of_node):
            yield links.outcome(node, of_node[node], self._snapshot.parameters)

    def _items(self, level: Level) -> list[Item]:
        return [links.item(one, result) for one, result in self.assessed if one.level is level]
