"""How far a change may be due to the alliance: contribution, not attribution (Mayne 2001)."""

import math

from models.method.evaluation.parameters import TOLERANCE
from models.method.evaluation.snapshot import Background, IndicatorSnapshot
from models.method.evaluation.words import Contribution, Frozen
from models.method.indicators import Direction

#: How strongly a year resembles the one before, where nobody measured it: the median of published school figures.
RESEMBLANCE = 0.6

#: From this share of the change on, the alliance's part in it is plausible.
PLAUSIBLE_FROM = 0.5


class Contributed(Frozen):
    """The change and what explains it, in the unit of the indicator; ``share`` is net by gross, ``None`` without any.

    ``regression_to_mean`` is what would have come back by itself, ``background_trend`` what changed elsewhere too.
    """

    gross: float
    regression_to_mean: float
    background_trend: float
    net: float
    share: float | None
    contribution: Contribution


def contributed(
    direction: Direction,
    baseline: float,
    actual: float,
    *,
    population_mean: float | None = None,
    resemblance: float = RESEMBLANCE,
    comparison: tuple[float, float] | None = None,
) -> Contributed | None:
    """Return what is left of a change, ``None`` for figures too large to be subtracted.

    ``population_mean`` is given when the units were picked for being extreme: (1 - rho)(mu - B) of the change is then
    regression to the mean (Galton 1886), with ``resemblance`` rho within 0..1. ``comparison`` is a series of others,
    then and now. A comparison that was picked the same way has the same regression: give one of the two.
    """
    gross = actual - baseline
    regression = 0.0 if population_mean is None else (1 - resemblance) * (population_mean - baseline)
    trend = 0.0 if comparison is None else comparison[1] - comparison[0]
    net = gross - regression - trend
    share = None if abs(gross) <= TOLERANCE else net / gross
    if not all(map(math.isfinite, (gross, regression, trend, net, share or 0.0))):
        return None
    return Contributed(
        gross=gross,
        regression_to_mean=regression,
        background_trend=trend,
        net=net,
        share=share,
        contribution=_contribution(direction, net, share),
    )


def _contribution(direction: Direction, net: float, share: float | None) -> Contribution:
    """Say how plausible it is; where a figure is to be kept as it is, any change at all is against the aim."""
    if share is None:
        return Contribution.NO_CHANGE
    gained = {Direction.INCREASE: net, Direction.DECREASE: -net, Direction.MAINTAIN: 0.0}[direction]
    if gained <= TOLERANCE:
        return Contribution.NOT_PLAUSIBLE
    return Contribution.PLAUSIBLE if share >= PLAUSIBLE_FROM - TOLERANCE else Contribution.PARTIAL


def left_of_change(indicator: IndicatorSnapshot, value: float, background: Background) -> Contributed | None:
    """Return what is left of an indicator's change against its background; ``None`` where there is no road.

    What is to be kept as it is has no road either: that it held is no change that somebody could have brought about.
    """
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None or target == baseline or indicator.direction is Direction.MAINTAIN:
        return None
    towards = Direction.DECREASE if target < baseline else Direction.INCREASE
    both = (background.then, background.now)
    return contributed(
        indicator.direction or towards,
        baseline,
        value,
        population_mean=background.population_mean,
        resemblance=RESEMBLANCE if background.resemblance is None else background.resemblance,
        comparison=None if both[0] is None or both[1] is None else (both[0], both[1]),
    )
