"""How probable it is that so large a share of a small group says yes, when only some of it answered."""

import math

from models.method.evaluation.parameters import TOLERANCE
from models.method.evaluation.words import Verdict

#: From the one on it is sure enough, up to the other it is sure enough that not.
SURE, SURE_NOT = 0.90, 0.10


def share_posterior(k: int, n: int, population: int, threshold: float) -> tuple[float, Verdict]:
    """Return the probability that at least ``threshold`` (0..1) of the group says yes, and the verdict from it.

    ``k`` of the ``n`` who answered said yes, ``population`` is the whole group. Every number of yes-sayers is as
    probable beforehand, so that those of the silent follow a beta-binomial distribution (Skellam 1948) with k + 1 and
    n - k + 1. Exact; meant for groups, as its cost grows with the silent. Raises ``ValueError`` for counts that cannot
    be.
    """
    if not 0 <= k <= n <= population or population == 0:
        raise ValueError(f"{k} of {n} in a group of {population}")
    silent, against = population - n, n - k
    still = max(math.ceil(threshold * population - TOLERANCE) - k, 0)
    # Of C(n + silent + 1, silent) ways to place the silent among the answers, these have enough yes-sayers.
    enough = sum(
        math.comb(k + yes, yes) * math.comb(against + silent - yes, silent - yes) for yes in range(still, silent + 1)
    )
    probability = enough / math.comb(n + silent + 1, silent)
    return probability, _verdict(probability)


def _verdict(probability: float) -> Verdict:
    if probability >= SURE - TOLERANCE:
        return Verdict.SUFFICIENT
    return Verdict.INSUFFICIENT if probability <= SURE_NOT + TOLERANCE else Verdict.INCONCLUSIVE
