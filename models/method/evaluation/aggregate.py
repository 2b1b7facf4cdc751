"""Several scores together: of the indicators of an outcome, of the outcomes of a solution."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from models.method.evaluation.intervals import total
from models.method.evaluation.numbers import within_unit
from models.method.evaluation.parameters import TOLERANCE, Parameters
from models.method.evaluation.results import Aggregate, Interval
from models.method.evaluation.words import Reason, Verdict

#: What is not known may be nothing or all.
ANYTHING: Interval = (0.0, 1.0)


class Item(NamedTuple):
    """One score within 0..1, ``None`` while nothing is known; what has no ``interval`` is sure.

    A ``critical`` one must not fail, and nothing is sufficient while it is open; a ``guard`` watches for harm.
    ``bounds`` says what is possible while there is no score.
    """

    key: str
    weight: float
    score: float | None
    interval: Interval | None
    verdict: Verdict
    critical: bool = False
    guard: bool = False
    bounds: Interval = ANYTHING

    @property
    def around(self) -> Interval:
        """The interval of the score; around what is not known, everything that is possible."""
        if self.score is None:
            return self.bounds
        return self.interval or (self.score, self.score)


def together(items: Sequence[Item], parameters: Parameters) -> Aggregate:
    """Return what the items say together, in unrounded figures; their order makes no difference.

    Score, interval and bounds are within 0..1. The interval is that of a weighted sum by the method of variance
    estimates recovery (Zou and Donner 2008); the bounds take what is missing for nothing and for all. Without any
    weight, or with a negative one, nothing can be said.
    """
    ordered = sorted(items, key=lambda item: item.key)
    most = max((item.weight for item in ordered), default=0.0)
    if any(item.weight < 0 for item in ordered):
        return Aggregate(verdict=Verdict.INCONCLUSIVE, reason=Reason.NEGATIVE_WEIGHT)
    if most == 0:
        return Aggregate(verdict=Verdict.INCONCLUSIVE, reason=Reason.NO_WEIGHTS)
    # Weighed against the heaviest, so that no sum of weights is beyond what can be counted with.
    weighed = [(item.weight / most, item) for item in ordered if item.weight / most > 0]
    score, interval, coverage = _score(weighed)
    bounds = _bounds(weighed)
    verdict, reason = _verdict(ordered, interval, coverage, bounds, parameters)
    return Aggregate(verdict=verdict, reason=reason, score=score, interval=interval, coverage=coverage, bounds=bounds)


def _score(weighed: Sequence[tuple[float, Item]]) -> tuple[float | None, Interval | None, float]:
    """Return the weighted mean of what is known, its interval, and the share of the weight that is known."""
    known = [(weight, item.score, item.around) for weight, item in weighed if item.score is not None]
    weight_known = math.fsum(weight for weight, *_ in known)
    coverage = weight_known / math.fsum(weight for weight, _ in weighed)
    if not known:
        return None, None, coverage
    shares = [(weight / weight_known, score, around) for weight, score, around in known]
    score = within_unit(math.fsum(share * score for share, score, _ in shares))
    low, high = total([(share * score, (share * low, share * high)) for share, score, (low, high) in shares])
    # Rounding must not push an end across the score.
    return score, (within_unit(min(low, score)), within_unit(max(high, score))), coverage


def _bounds(weighed: Sequence[tuple[float, Item]]) -> Interval:
    whole = math.fsum(weight for weight, _ in weighed)
    low, high = (math.fsum(weight * item.around[end] for weight, item in weighed) / whole for end in (0, 1))
    return (within_unit(low), within_unit(high))


def _verdict(
    items: Sequence[Item], interval: Interval | None, coverage: float, bounds: Interval, parameters: Parameters
) -> tuple[Verdict, Reason]:
    """Return the first answer that holds: harm, a critical failure, too little known, or where the interval lies."""
    if any(item.guard and item.verdict is Verdict.INSUFFICIENT for item in items):
        return Verdict.INSUFFICIENT, Reason.GUARD_BREACHED
    if any(item.critical and item.verdict is Verdict.INSUFFICIENT for item in items):
        return Verdict.INSUFFICIENT, Reason.CRITICAL_FAILED
    if interval is None or coverage < parameters.coverage - TOLERANCE:
        verdict = against(bounds, parameters.threshold)
        decided = verdict, Reason.LOW_COVERAGE if verdict is Verdict.INCONCLUSIVE else Reason.BOUNDS_DECISIVE
    else:
        verdict = against(interval, parameters.threshold)
        straddles = verdict is Verdict.INCONCLUSIVE
        decided = verdict, Reason.INTERVAL_STRADDLES_THRESHOLD if straddles else Reason.WEIGHTED_SCORE
    if verdict is Verdict.SUFFICIENT and any(i.critical and i.verdict is Verdict.INCONCLUSIVE for i in items):
        return Verdict.INCONCLUSIVE, Reason.CRITICAL_UNKNOWN
    return decided


def against(interval: Interval, threshold: float) -> Verdict:
    """Return on which side of a threshold an interval lies; exactly at it is sufficient, across it inconclusive."""
    low, high = interval
    if low >= threshold - TOLERANCE:
        return Verdict.SUFFICIENT
    return Verdict.INSUFFICIENT if high < threshold - TOLERANCE else Verdict.INCONCLUSIVE
