"""The links of the results chain, each from what was promised, done or measured."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.method.evaluation.aggregate import ANYTHING, Item, together
from models.method.evaluation.numbers import within_unit
from models.method.evaluation.parameters import TOLERANCE, Parameters
from models.method.evaluation.results import STATE_OF, Aggregate, IndicatorResult, Link, LinkName, NodeResult
from models.method.evaluation.snapshot import Activity, IndicatorSnapshot, Promise
from models.method.evaluation.words import Reason, Verdict

#: An activity that was carried out wholly as agreed.
AS_AGREED = 4

#: Outcomes weigh the same. One without any weight says nothing; one that cannot be weighed spoils the whole.
_WEIGHTS = {Reason.NO_WEIGHTS: 0.0, Reason.NEGATIVE_WEIGHT: -1.0}


def link(name: LinkName, items: Sequence[Item], parameters: Parameters) -> Link:
    """Return a link from scores; one of which nothing is known has no figures."""
    return of(name, together(items, parameters)) if items else Link(name=name, state=STATE_OF[Verdict.INCONCLUSIVE])


def of(name: LinkName, aggregate: Aggregate) -> Link:
    """Return a link from what its scores say together."""
    return Link(name=name, state=STATE_OF[aggregate.verdict], together=aggregate)


def inputs(promises: Iterable[Promise], on: date, parameters: Parameters) -> Link:
    """Return how far what was due by the day came in, each promise in its own unit.

    Too much of one never makes up for another. A promise without a day is due, and a critical one that is not kept
    breaks the link.
    """
    due = (promise for promise in promises if promise.due is None or promise.due <= on)
    return link(LinkName.INPUTS, [kept(promise, parameters) for promise in due], parameters)


def kept(promise: Promise, parameters: Parameters) -> Item:
    """Return how far a promise was kept, 0..1; it is open while nobody knows what came."""
    if promise.delivered is None:
        return Item(promise.key, promise.weight, None, None, Verdict.INCONCLUSIVE, promise.critical)
    share = within_unit(promise.delivered / promise.promised)
    return _judged(promise.key, share, parameters, weight=promise.weight, critical=promise.critical)


def activities(planned: Iterable[Activity], on: date, parameters: Parameters, measured: Sequence[Item] = ()) -> Link:
    """Return how far what was due by the day was carried out as agreed; without a judgement that is not known.

    ``measured`` are the indicators of activities; they count beside what was judged.
    """
    due = (activity for activity in planned if activity.due is None or activity.due <= on)
    return link(LinkName.ACTIVITIES, [*(_carried_out(one, parameters) for one in due), *measured], parameters)


def _carried_out(activity: Activity, parameters: Parameters) -> Item:
    if activity.fidelity is None:
        return Item(activity.key, 1.0, None, None, Verdict.INCONCLUSIVE)
    return _judged(activity.key, activity.fidelity / AS_AGREED, parameters)


def _judged(key: str, share: float, parameters: Parameters, *, weight: float = 1.0, critical: bool = False) -> Item:
    enough = share >= parameters.threshold - TOLERANCE
    return Item(key, weight, share, None, Verdict.SUFFICIENT if enough else Verdict.INSUFFICIENT, critical)


def item(indicator: IndicatorSnapshot, result: IndicatorResult) -> Item:
    """Return an indicator as one of several; without a score it is open."""
    return Item(
        indicator.key,
        indicator.weight,
        result.score,
        result.score_interval,
        result.verdict,
        critical=indicator.critical,
        guard=indicator.guard,
    )


def outcome(node: str, items: Sequence[Item], parameters: Parameters) -> NodeResult:
    """Return what the indicators of an outcome say together; one that nobody measures is open, and counts."""
    unmeasured = Item(node, 1.0, None, None, Verdict.INCONCLUSIVE)
    return NodeResult(node=node, together=together(items or [unmeasured], parameters))


def solution(nodes: Sequence[NodeResult], watched: Sequence[Item], parameters: Parameters) -> Aggregate:
    """Return what the outcomes say together; of one outcome that is what it says itself.

    ``watched`` are the critical indicators of the outcomes and every guard: they have no weight here, and their veto
    goes up. A breached guard decides even where no outcome is measured: harm is harm.
    """
    if not nodes:
        found = Aggregate(verdict=Verdict.INCONCLUSIVE, reason=Reason.NO_OUTCOMES)
    elif len(nodes) == 1:
        found = nodes[0].together
    else:
        found = together([*map(_outcome, nodes), *(one._replace(weight=0.0) for one in watched)], parameters)
    if any(one.guard and one.verdict is Verdict.INSUFFICIENT for one in watched):
        return found.model_copy(update={"verdict": Verdict.INSUFFICIENT, "reason": Reason.GUARD_BREACHED})
    return found


def _outcome(node: NodeResult) -> Item:
    """Return an outcome as one of several: with its interval, or with its bounds where too little of it is known."""
    found = node.together
    weight, bounds = _WEIGHTS.get(found.reason, 1.0), found.bounds or ANYTHING
    score = None if found.reason is Reason.LOW_COVERAGE else found.score
    interval = bounds if found.reason is Reason.BOUNDS_DECISIVE else found.interval
    return Item(node.node, weight, score, interval, found.verdict, bounds=bounds)
