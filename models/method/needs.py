"""Is an alliance needed? Weighted criteria that end in go or no-go (R41, R18)."""

from collections.abc import Sequence
from dataclasses import dataclass

#: A criterion is scored 0 (does not hold at all) to 5 (holds fully).
TOP_SCORE = 5


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of the need framework; ``weight`` is any share of the whole, ``score`` 0 to 5 or not given yet."""

    key: str
    text: str
    weight: float
    score: int | None


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the framework says: the weighted share 0..1, whether that means go, and what is not scored yet."""

    share: float | None
    go: bool | None
    unscored: tuple[str, ...]


def weigh(criteria: Sequence[Criterion], *, threshold: float) -> Weighing:
    """Weigh the criteria; without criteria or with unscored ones there is no answer, only what is missing (R41)."""
    unscored = tuple(c.key for c in criteria if c.score is None)
    total = sum(c.weight for c in criteria)
    if unscored or total == 0:
        return Weighing(share=None, go=None, unscored=unscored)
    share = sum(c.weight * (c.score or 0) for c in criteria) / (total * TOP_SCORE)
    return Weighing(share=round(share, 6), go=share >= threshold - 1e-9, unscored=())
