"""From the answers of persons to one voice per organisation, within 0..1."""

import math
from dataclasses import dataclass

from models.method.evaluation.parameters import TOLERANCE, Parameters
from models.method.evaluation.snapshot import Response, Scale


@dataclass(frozen=True, slots=True)
class Answered:
    """The mean of each organisation within 0..1, its weight, and how many persons answered too little to count."""

    means: dict[str, float]
    weights: dict[str, float]
    dropped: int


def answered(scale: Scale, parameters: Parameters) -> Answered:
    """Return the voices of the organisations: each the mean of its persons, each of those of what they answered.

    "Don't know" and what lies outside the range of its item are no answers. Who answered fewer than the half rule asks
    is left out (Mazza et al. 2015). An organisation without a weight of its own has 1.
    """
    voices: dict[str, list[float]] = {}
    dropped = 0
    for response in scale.responses:
        told = _told(response, scale)
        if told and len(told) >= parameters.half_rule * len(scale.items) - TOLERANCE:
            voices.setdefault(response.organisation, []).append(math.fsum(told) / len(told))
        else:
            dropped += 1
    means = {
        organisation: math.fsum(voices[organisation]) / len(voices[organisation]) for organisation in sorted(voices)
    }
    return Answered(means, {organisation: scale.weights.get(organisation, 1.0) for organisation in means}, dropped)


def _told(response: Response, scale: Scale) -> list[float]:
    shares = (_share(item, response.answers.get(item), scale) for item in scale.items)
    return [share for share in shares if share is not None]


def _share(item: str, answer: float | None, scale: Scale) -> float | None:
    """Return an answer within 0..1 by the range of its item, turned round for a reversed one."""
    lowest, highest = scale.ranges.get(item, (scale.lowest, scale.highest))
    span = highest - lowest
    if answer is None or answer in scale.not_applicable or not (lowest <= answer <= highest and 0 < span < math.inf):
        return None
    return (highest - answer if item in scale.reversed else answer - lowest) / span
