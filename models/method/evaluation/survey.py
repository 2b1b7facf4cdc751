"""A scale of questions and what the organisations answered."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from models.method.evaluation.aggregate import against
from models.method.evaluation.answers import Answered, answered
from models.method.evaluation.intervals import around_mean, effective_size, finite_correction
from models.method.evaluation.numbers import within_unit
from models.method.evaluation.parameters import TOLERANCE, Parameters
from models.method.evaluation.results import Interval, ScaleResult
from models.method.evaluation.snapshot import Scale
from models.method.evaluation.words import Mark, Reason, Verdict

#: About what is sensitive, the mean of fewer is shown to nobody.
SHOWN_IF_SENSITIVE = 5

#: Groups that lie this far apart, one step on a scale of 1 to 5, do not see the same thing.
DIVERGENT = 0.25


class _Seen(NamedTuple):
    """What is known of all together, within 0..1; ``everybody`` is ``None`` when nobody says how many they are."""

    voices: Answered
    everybody: int | None
    mean: float
    interval: Interval | None
    bounds: Interval | None


def judge_scale(scale: Scale, parameters: Parameters) -> ScaleResult:
    """Return what a scale of questions says, 0..1 and unrounded; one organisation has one voice.

    The interval is Student's with the effective number of voices (Kish 1965) and corrected for a finite group. The
    bounds let all who are silent give the lowest and the highest answer, each with an equal voice. Groups that are too
    small to be shown have ``None``.
    """
    voices = answered(scale, parameters)
    seen = _seen(scale, voices, parameters) if voices.means and _weights_fit(voices) else None
    if seen is None:
        reason = _unweighted(voices) if voices.means else Reason.NO_RESPONSES
        return _result(scale, voices, Verdict.INCONCLUSIVE, reason)
    groups = _groups(scale, voices, least_shown(parameters, sensitive=scale.sensitive))
    verdict, reason = _with_critical_groups(scale, groups, _verdict(seen, parameters), parameters)
    return _result(scale, voices, verdict, reason, seen, groups)


def tellable(scale: Scale, judged: ScaleResult, parameters: Parameters) -> ScaleResult:
    """Return what may be told of a scale: all of it, or of too few organisations not even the verdict (R84)."""
    return judged if judged.answered >= least_shown(parameters, sensitive=scale.sensitive) else untold(judged)


def untold(judged: ScaleResult) -> ScaleResult:
    """Return a scale without what it says: how many were heard, and that these are too few for any verdict."""
    reason = Reason.BELOW_QUORUM if judged.answered else Reason.NO_RESPONSES
    nothing = {"mean": None, "interval": None, "bounds": None, "groups": None, "marks": ()}
    return judged.model_copy(update={"verdict": Verdict.INCONCLUSIVE, "reason": reason, **nothing})


def least_shown(parameters: Parameters, *, sensitive: bool) -> int:
    """Return of how many organisations something may be shown."""
    return max(parameters.least_shown, SHOWN_IF_SENSITIVE) if sensitive else parameters.least_shown


def _seen(scale: Scale, voices: Answered, parameters: Parameters) -> _Seen:
    n = len(voices.means)
    everybody = max(scale.invited, n) if scale.invited else None
    mean = _mean(voices.means, voices.weights)
    return _Seen(
        voices=voices,
        everybody=everybody,
        mean=mean,
        interval=_interval(scale, voices, mean, everybody, parameters.confidence),
        bounds=None if everybody is None else _bounds(voices, everybody),
    )


def _mean(means: Mapping[str, float], weights: Mapping[str, float]) -> float:
    most = max(weights[one] for one in means)
    shares = {one: weights[one] / most for one in means}
    return within_unit(math.fsum(shares[one] * means[one] for one in means) / math.fsum(shares.values()))


def _interval(scale: Scale, voices: Answered, mean: float, everybody: int | None, confidence: float) -> Interval | None:
    """Return how sure the mean is; when everybody answered there is nothing left to be unsure about.

    Five equal answers are no certainty while others are silent: the spread is at least that of rounding to a step.
    """
    correction = finite_correction(len(voices.means), everybody)
    if correction == 0:
        return (mean, mean)
    counts_as = effective_size([voices.weights[one] for one in voices.means])
    if counts_as <= 1 + TOLERANCE:
        return None
    spread = max(_spread(voices, mean, counts_as), _rounding(scale))
    if spread == 0:
        return (mean, mean)
    around = around_mean(mean, spread * correction, counts_as, confidence)
    return around and (min(within_unit(around[0]), mean), max(within_unit(around[1]), mean))


def _spread(voices: Answered, mean: float, counts_as: float) -> float:
    """Return the standard deviation between organisations, weighted."""
    squares = {one: (value - mean) ** 2 for one, value in voices.means.items()}
    return math.sqrt(_mean(squares, voices.weights) * counts_as / (counts_as - 1))


def _rounding(scale: Scale) -> float:
    """Return the standard deviation of what rounding to a step takes away, in the unit of the mean (Sheppard 1898)."""
    span = scale.highest - scale.lowest
    return min(scale.step / span / math.sqrt(12), 1.0) if 0 < span < math.inf else 0.0


def _bounds(voices: Answered, everybody: int) -> Interval:
    told, silent = math.fsum(voices.means.values()), everybody - len(voices.means)
    return (within_unit(told / everybody), within_unit((told + silent) / everybody))


def _verdict(seen: _Seen, parameters: Parameters) -> tuple[Verdict, Reason]:
    if not _quorum(seen, parameters):
        verdict = Verdict.INCONCLUSIVE if seen.bounds is None else against(seen.bounds, parameters.survey_threshold)
        return verdict, Reason.BELOW_QUORUM if verdict is Verdict.INCONCLUSIVE else Reason.BOUNDS_DECISIVE
    verdict = Verdict.INCONCLUSIVE if seen.interval is None else against(seen.interval, parameters.survey_threshold)
    straddles = verdict is Verdict.INCONCLUSIVE
    return verdict, Reason.INTERVAL_STRADDLES_THRESHOLD if straddles else Reason.INTERVAL


def _quorum(seen: _Seen, parameters: Parameters) -> bool:
    if seen.everybody is None:
        return False
    n = len(seen.voices.means)
    return n >= min(parameters.least_answers, seen.everybody) and n / seen.everybody >= parameters.quorum - TOLERANCE


def _groups(scale: Scale, voices: Answered, least: int) -> dict[str, float | None]:
    """Return the mean of each group that answered; an organisation without a group is in one called all."""
    members: dict[str, dict[str, float]] = {}
    for one, mean in voices.means.items():
        members.setdefault(scale.groups.get(one, "all"), {})[one] = mean
    shown = {name: len(means) >= least and any(voices.weights[one] for one in means) for name, means in members.items()}
    return {name: _mean(members[name], voices.weights) if shown[name] else None for name in sorted(members)}


def _with_critical_groups(
    scale: Scale, groups: Mapping[str, float | None], decided: tuple[Verdict, Reason], parameters: Parameters
) -> tuple[Verdict, Reason]:
    """None of these may be dissatisfied, whatever all say together; unheard, nothing is sufficient."""
    heard = [groups.get(name) for name in scale.critical_groups]
    if any(mean is not None and mean < parameters.survey_threshold - TOLERANCE for mean in heard):
        return Verdict.INSUFFICIENT, Reason.CRITICAL_GROUP_BELOW
    if None in heard and decided[0] is Verdict.SUFFICIENT:
        return Verdict.INCONCLUSIVE, Reason.CRITICAL_GROUP_UNKNOWN
    return decided


def _weights_fit(voices: Answered) -> bool:
    return min(voices.weights.values()) >= 0 and max(voices.weights.values()) > 0


def _unweighted(voices: Answered) -> Reason:
    return Reason.NEGATIVE_WEIGHT if min(voices.weights.values()) < 0 else Reason.NO_WEIGHTS


def _result(
    scale: Scale,
    voices: Answered,
    verdict: Verdict,
    reason: Reason,
    seen: _Seen | None = None,
    groups: dict[str, float | None] | None = None,
) -> ScaleResult:
    shown = [mean for mean in (groups or {}).values() if mean is not None]
    apart = max(shown, default=0.0) - min(shown, default=0.0)
    n = len(voices.means)
    return ScaleResult(
        verdict=verdict,
        reason=reason,
        answered=n,
        invited=scale.invited,
        response_rate=n / max(scale.invited, n) if scale.invited else None,
        dropped=voices.dropped,
        mean=seen and seen.mean,
        interval=seen and seen.interval,
        bounds=seen and seen.bounds,
        groups=groups,
        marks=(Mark.DIVERGENT_GROUPS,) if apart >= DIVERGENT - TOLERANCE else (),
    )
