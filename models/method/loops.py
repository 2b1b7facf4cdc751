"""When going back once more is no longer a matter of course, and stopping is offered beside it (R30, R31, R63)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from models.method.phases import Phase

#: After so many loops stopping is on the table.
MOST_LOOPS = 5

#: Two loops in a row to the same phase that each gained less than this of the road led nowhere; exactly this is enough.
LEAST_GAIN = 0.05
TOLERANCE = 1e-9
IN_VAIN = 2


class StopOffered(StrEnum):
    """Why stopping is offered."""

    LOOPS = "loops"
    NO_GAIN = "no_gain"


@dataclass(frozen=True, slots=True)
class Walk:
    """A cycle as far as loops are concerned: where it began, and the share of the road that it reached, if known."""

    starts_at: Phase
    attainment: float | None


def stop_offered(walks: Sequence[Walk]) -> StopOffered | None:
    """Return why stopping is offered after these cycles, the live one last, or ``None``."""
    if len(walks) - 1 >= MOST_LOOPS:
        return StopOffered.LOOPS
    *_, last = walks
    ended = walks[-IN_VAIN - 1 :]
    if len(ended) <= IN_VAIN or {walk.starts_at for walk in ended[1:]} != {last.starts_at}:
        return None
    gains = [_gain(before, after) for before, after in pairwise(ended)]
    return StopOffered.NO_GAIN if all(gain is not None and gain < LEAST_GAIN - TOLERANCE for gain in gains) else None


def _gain(before: Walk, after: Walk) -> float | None:
    if before.attainment is None or after.attainment is None:
        return None
    return after.attainment - before.attainment
