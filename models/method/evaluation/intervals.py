"""How sure a figure is: intervals for shares, means and differences, two-sided at a confidence within 0..1."""

import math
from collections.abc import Sequence
from functools import lru_cache
from statistics import NormalDist

from models.method.evaluation.results import Interval
from models.method.evaluation.student import t_quantile


@lru_cache(maxsize=256)
def normal_quantile(confidence: float) -> float:
    """Return z such that a standard normal figure lies within -z..z with this probability: 1.281552 for 0.80."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def finite_correction(n: float, population: int | None) -> float:
    """Return by what to multiply a standard error when ``n`` of a finite ``population`` were asked; 0 for a census."""
    if population is None:
        return 1.0
    return 0.0 if n >= population else math.sqrt((population - n) / (population - 1))


def wilson(k: float, n: float, confidence: float, population: int | None = None) -> Interval:
    """Return the score interval of a share ``k`` of ``n``, within 0..1 (Wilson 1927).

    In a finite population a sample says as much as ``n (N-1)/(N-n)`` would say of an endless one, and a census, where
    everybody was asked, leaves nothing unsure. ``n`` is above 0 and ``k`` within 0..n.
    """
    share = k / n
    if population is not None:
        if n >= population:
            return (share, share)
        n = n * (population - 1) / (population - n)
    z2 = normal_quantile(confidence) ** 2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    # At the ends the two sides are equal, and only rounding makes them differ.
    return (0.0 if share == 0 else max(centre - half, 0.0), 1.0 if share == 1 else min(centre + half, 1.0))


def around_mean(
    mean: float, sd: float, n: float, confidence: float, population: int | None = None, df: float | None = None
) -> Interval | None:
    """Return the t-interval (Student 1908) of a mean with the spread ``sd`` among ``n``, in the unit of the mean.

    ``df`` are the degrees of freedom where they are not ``n - 1``. ``None`` when they count as one or less and are
    not everybody: one figure has no spread.
    """
    correction = finite_correction(n, population)
    if correction == 0:
        return (mean, mean)
    free = n - 1 if df is None else df
    quantile = t_quantile(confidence, free) if free > 0 else math.inf
    if math.isinf(quantile):
        return None
    half = quantile * sd / math.sqrt(n) * correction
    return (mean - half, mean + half)


def around_error(value: float, se: float, confidence: float) -> Interval:
    """Return the interval of a figure with the standard error ``se``, in the unit of both."""
    half = normal_quantile(confidence) * se
    return (value - half, value + half)


def difference(a: float, around_a: Interval, b: float, around_b: Interval) -> Interval:
    """Return the interval of ``a - b`` when each has its own: the method of variance estimates recovery.

    Newcombe 1998 for shares, Zou and Donner 2008 in general. Both intervals contain their figure.
    """
    (low, high), (low_b, high_b) = around_a, around_b
    return (a - b - math.hypot(a - low, high_b - b), a - b + math.hypot(high - a, b - low_b))


def total(figures: Sequence[tuple[float, Interval]]) -> Interval:
    """Return the interval of the sum of figures that each have their own, the same way as of a difference."""
    whole = sum(figure for figure, _ in figures)
    below = math.hypot(*(figure - low for figure, (low, _) in figures))
    above = math.hypot(*(high - figure for figure, (_, high) in figures))
    return (whole - below, whole + above)


def effective_size(weights: Sequence[float]) -> float:
    """Return as how many equal ones these weights count: ``(sum w)^2 / sum w^2`` (Kish 1965); 0 without any weight."""
    most = max(weights, default=0.0)
    if most <= 0:
        return 0.0
    shares = [weight / most for weight in weights]
    return sum(shares) ** 2 / sum(share * share for share in shares)
