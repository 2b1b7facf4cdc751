"""Did the solution have the intended impact? A pure function proposes, people decide (R29, R57, R59)."""

import hashlib
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from models.method.indicators import Direction
from models.method.labels import label

ENGINE_VERSION = "1"

#: Figures closer than this are equal, so that exactly 0.8 is sufficient.
TOLERANCE = 1e-9

#: Where there is no road to cover, so much off the target still counts as kept.
KEPT_WITHIN = 0.05


class Verdict(StrEnum):
    """What the rules say about a round."""

    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"
    INCONCLUSIVE = "inconclusive"


#: The verdict in Dutch, for letters and pages.
LABELS: dict[Verdict, str] = {verdict: label(verdict) for verdict in Verdict}


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
    """How far one indicator came: ``attainment`` as measured, ``score`` within 0..1, both ``None`` if not known."""

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


def doubt(indicator: IndicatorSnapshot) -> str | None:
    """Return why nothing can be said about an indicator, or ``None`` when something can."""
    if indicator.value is None:
        return "unmeasured"
    road = indicator.target - indicator.baseline
    if indicator.direction is Direction.MAINTAIN:
        return None
    if road == 0:
        return "no_target" if indicator.target == 0 else None
    # A target on the wrong side of its baseline: going the declared way would count as moving away from it.
    return None if (road > 0) is (indicator.direction is Direction.INCREASE) else "direction_conflict"


def attainment(indicator: IndicatorSnapshot) -> float | None:
    """Return the share of the road from baseline to target that was covered; signs make every direction right.

    Where there is no road (a figure to be maintained, or a target equal to its baseline) the answer is 1 or 0;
    where nothing can be said (``doubt``) it is ``None``.
    """
    value, baseline, target = indicator.value, indicator.baseline, indicator.target
    if value is None or doubt(indicator) is not None:
        return None
    off, within = value - target, abs(target) * KEPT_WITHIN + TOLERANCE
    if indicator.direction is Direction.MAINTAIN:
        return 1.0 if abs(off) <= within else 0.0
    if target == baseline:
        return 1.0 if (off if indicator.direction is Direction.DECREASE else -off) <= within else 0.0
    return (value - baseline) / (target - baseline)


def _score(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _shown(figure: float) -> float:
    # Adding nothing turns -0.0, which people would read as "-0 %", into 0.0.
    return round(figure, 6) + 0.0


def _result(indicator: IndicatorSnapshot) -> IndicatorResult:
    share = attainment(indicator)
    if share is None:
        return IndicatorResult(key=indicator.key, attainment=None, score=None)
    return IndicatorResult(key=indicator.key, attainment=_shown(share), score=_shown(_score(share)))


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
    # Compared as they are, rounded only to be shown: what lies just below the threshold lies below it.
    scores = {i.key: _score(share) for i in snapshot.indicators if (share := attainment(i)) is not None}
    # What has no weight cannot change the total, so only a critical one is waited for without a weight.
    open_ = [f"{doubt(i)}:{i.key}" for i in snapshot.indicators if i.key not in scores and (i.weight or i.critical)]
    total = None if open_ else sum(i.weight * scores[i.key] for i in snapshot.indicators if i.weight) / weight
    shown = None if total is None else _shown(total)
    bar = parameters.threshold - TOLERANCE
    failed = [f"critical:{i.key}" for i in snapshot.indicators if i.critical and scores.get(i.key, 1.0) < bar]
    if failed:
        return give(Verdict.INSUFFICIENT, shown, *failed)
    if total is None:
        return give(Verdict.INCONCLUSIVE, None, *open_)
    if total < bar:
        return give(Verdict.INSUFFICIENT, shown, "below_threshold")
    return give(Verdict.SUFFICIENT, shown, "at_or_above_threshold")
