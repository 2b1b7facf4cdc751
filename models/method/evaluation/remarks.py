"""What is worth a second look beside a verdict: figures that hit their target exactly, and groups that shrank."""

from itertools import pairwise

from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured
from models.method.evaluation.values import measured_by
from models.method.evaluation.words import Mark


def remarks(indicator: IndicatorSnapshot, result: IndicatorResult) -> tuple[Mark, ...]:
    """Return what a reader should be asked about; nothing here changes a verdict.

    A figure exactly at a target that had to be worked for may have been written towards it, and a share may rise
    because fewer are counted.
    """
    if result.measured_on is None:
        return ()
    measured = measured_by(indicator, result.measured_on)
    exact = (Mark.EXACT_HIT,) if _hit(indicator, result) else ()
    shrank = (Mark.DENOMINATOR_SHRANK,) if any(_shrank(*pair) for pair in pairwise(measured)) else ()
    return (*exact, *shrank)


def _hit(indicator: IndicatorSnapshot, result: IndicatorResult) -> bool:
    return result.attainment == 1 and result.value == indicator.target


def _shrank(before: Measured, after: Measured) -> bool:
    if before.sample is None or after.sample is None:
        return False
    pairs = ((before.sample.n, after.sample.n), (before.sample.population, after.sample.population))
    return any(was is not None and now is not None and now < was for was, now in pairs)
