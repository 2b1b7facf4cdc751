"""Quantiles of Student's t, without a library for statistics."""

import math
from functools import lru_cache
from statistics import NormalDist

#: From so many degrees of freedom on, four terms around the normal quantile are exact to the last digits.
MANY = 10_000

#: With fewer degrees of freedom than this hardly anything lies within what can be counted with.
FEW = 1e-6

#: A quantile above this has no square, and says only that nothing is known.
BEYOND = 1e150


@lru_cache(maxsize=4096)
def t_quantile(confidence: float, df: float) -> float:
    """Return t such that Student's t with ``df`` > 0 degrees of freedom lies within -t..t with this probability.

    1.317836 for 0.80 and 24; infinite where it would be beyond 1e150 (close to no degrees of freedom).
    """
    if df >= MANY:
        return _near_normal(NormalDist().inv_cdf((1 + confidence) / 2), df)
    if df < FEW:
        return math.inf
    outside = 1 - confidence
    low, high = 0.0, 1.0
    while both_tails(high, df) > outside:
        low, high = high, high * 2
        if high > BEYOND:
            return math.inf
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if both_tails(middle, df) > outside else (low, middle)
    return high


def both_tails(t: float, df: float) -> float:
    """Return the probability that Student's t lies outside -t..t: the incomplete beta function of df/(df + t^2)."""
    square = t * t
    if square < df:
        return 1 - _beta(square / (df + square), 0.5, df / 2)
    return _beta(df / (df + square), df / 2, 0.5)


def _beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function, by its continued fraction where that converges fast."""
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    if x <= 0:
        return 0.0
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log) / (a * _fraction(x, a, b))


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction 1 + d1/(1 + d2/(1 + ...)) of Abramowitz and Stegun 26.5.8, from its tail up."""
    value = 1.0
    for m in range(_terms(a, b), 0, -1):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m - 1) * (a + b + m - 1) * x / ((a + 2 * m - 2) * (a + 2 * m - 1))
        value = 1 + odd / (1 + even / value)
    return value


def _terms(a: float, b: float) -> int:
    # The fraction converges in a number of steps of the order of the root of the larger parameter.
    return 40 + int(5 * math.sqrt(max(a, b)))


def _near_normal(z: float, df: float) -> float:
    """Return the expansion of Abramowitz and Stegun 26.7.5 around the normal quantile ``z``."""
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / df + second / df**2 + third / df**3 + fourth / df**4
