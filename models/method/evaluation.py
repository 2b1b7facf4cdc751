"""Did the solution have the intended impact? A pure function proposes, people decide (R29, R57, R59)."""

import hashlib
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from models.method.indicators import Direction

ENGINE_VERSION = "1"

#: Figures closer than this are equal, so that exactly 0.8 is sufficient.
TOLERANCE = 1e-9


class Verdict(StrEnum):
    """What the rules say about a round."""

    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"
    INCONCLUSIVE = "inconclusive"


#: The verdict in Dutch, for letters and pages.
LABELS: dict[Verdict, str] = {
    Verdict.SUFFICIENT: "voldoende impact",
    Verdict.INSUFFICIENT: "onvoldoende impact",
    Verdict.INCONCLUSIVE: "nog geen uitsluitsel",
}


class Frozen(BaseModel):
    """A value that is compared and hashed, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class IndicatorSnapshot(Frozen):
    """One indicator as the round looked at it; ``value`` is the last measurement in the round, if there is one."""

    key: str
    direction: Direction
    weight: float = Field(ge=0)
    critical: bool = False
    baseline: float
    target: float
    value: float | None = None
    measured_on: date | None = None


class Snapshot(Frozen):
    """What an evaluation looked at, frozen; the same snapshot and engine give the same verdict."""

    alliance: str
    cycle: int
    round: int
    indicators: tuple[IndicatorSnapshot, ...]

    def sha256(self) -> str:
        """Return the fingerprint of exactly these figures."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class Parameters(Frozen):
    """The choices that the method leaves open; ``threshold`` is the share from which impact is sufficient."""

    threshold: float = Field(default=0.80, ge=0, le=1)


class IndicatorResult(Frozen):
    """How far one indicator came: ``attainment`` as measured, ``score`` within 0..1, both ``None`` if unmeasured."""

    key: str
    attainment: float | None
    score: float | None


class Result(Frozen):
    """The proposal: a verdict, the weighted attainment behind it, and why."""

    engine_version: str
    verdict: Verdict
    attainment: float | None
    indicators: tuple[IndicatorResult, ...]
    reasons: tuple[str, ...]


def attainment(indicator: IndicatorSnapshot) -> float | None:
    """Return the share of the road from baseline to target that was covered; signs make every direction right.

    Where there is no road (a figure to be maintained, or a target equal to its baseline) the answer is 1 or 0.
    """
    value, baseline, target = indicator.value, indicator.baseline, indicator.target
    if value is None:
        return None
    if indicator.direction is Direction.MAINTAIN:
        return 1.0 if abs(value - target) <= abs(target) * 0.05 + TOLERANCE else 0.0
    if target == baseline:
        reached = value <= target if indicator.direction is Direction.DECREASE else value >= target
        return 1.0 if reached else 0.0
    return (value - baseline) / (target - baseline)


def _result(indicator: IndicatorSnapshot) -> IndicatorResult:
    share = attainment(indicator)
    if share is None:
        return IndicatorResult(key=indicator.key, attainment=None, score=None)
    return IndicatorResult(key=indicator.key, attainment=round(share, 6), score=round(min(max(share, 0.0), 1.0), 6))


def evaluate(snapshot: Snapshot, parameters: Parameters, engine_version: str = ENGINE_VERSION) -> Result:
    """Propose a verdict: weighted attainment against the threshold; an unmeasured indicator is unknown, never 0."""
    results = tuple(_result(indicator) for indicator in snapshot.indicators)

    def give(verdict: Verdict, total: float | None, *reasons: str) -> Result:
        return Result(
            engine_version=engine_version, verdict=verdict, attainment=total, indicators=results, reasons=reasons
        )

    weight = sum(i.weight for i in snapshot.indicators)
    if weight == 0:
        return give(Verdict.INCONCLUSIVE, None, "no_weights")
    missing = [f"unmeasured:{r.key}" for r in results if r.score is None]
    if missing:
        return give(Verdict.INCONCLUSIVE, None, *missing)
    scores = {r.key: r.score or 0.0 for r in results}
    total = round(sum(i.weight * scores[i.key] for i in snapshot.indicators) / weight, 6)
    failed = [
        f"critical:{i.key}"
        for i in snapshot.indicators
        if i.critical and scores[i.key] < parameters.threshold - TOLERANCE
    ]
    if failed:
        return give(Verdict.INSUFFICIENT, total, *failed)
    if total < parameters.threshold - TOLERANCE:
        return give(Verdict.INSUFFICIENT, total, "below_threshold")
    return give(Verdict.SUFFICIENT, total, "at_or_above_threshold")
