"""An indicator in words: what several raters made of it on the steps of a rubric."""

from statistics import median

from models.method.evaluation.parameters import TOLERANCE, Parameters
from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.snapshot import IndicatorSnapshot
from models.method.evaluation.words import Reason, Verdict
from models.method.indicators import Measure

#: The highest step of the rubric; the lowest is 0.
HIGHEST = 4

#: So many must judge independently, on evidence of at least this grade of 1..4, and less than this far apart.
LEAST_RATERS, LEAST_EVIDENCE, TOO_FAR = 2, 2, 2


def raters_needed(measure: Measure) -> int:
    """Return of how many a round needs to hear what they say: a figure is one figure, a judgement takes two."""
    return LEAST_RATERS if measure is Measure.QUALITATIVE else 1


def judged(indicator: IndicatorSnapshot, parameters: Parameters) -> IndicatorResult:
    """Return what the raters say together: the median of their steps as a share of the highest."""
    levels = [judgement.level for judgement in indicator.judgements]
    if len(levels) < LEAST_RATERS:
        return _open(indicator, Reason.TOO_FEW_RATERS)
    if any(judgement.evidence < LEAST_EVIDENCE for judgement in indicator.judgements):
        return _open(indicator, Reason.WEAK_EVIDENCE)
    if max(levels) - min(levels) >= TOO_FAR:
        return _open(indicator, Reason.RATERS_DISAGREE)
    score = median(levels) / HIGHEST
    reached = score >= parameters.threshold - TOLERANCE
    return IndicatorResult(
        key=indicator.key,
        verdict=Verdict.SUFFICIENT if reached else Verdict.INSUFFICIENT,
        reason=Reason.RUBRIC,
        ratio=score,
        ratio_interval=(score, score),
        score=score,
        score_interval=(score, score),
    )


def _open(indicator: IndicatorSnapshot, reason: Reason) -> IndicatorResult:
    return IndicatorResult(key=indicator.key, verdict=Verdict.INCONCLUSIVE, reason=reason)
