"""The words of an evaluation: verdicts, why they fell so, and what is remarkable about a figure."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that is compared and hashed, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Verdict(StrEnum):
    """What the rules say about an indicator, an outcome or a whole solution."""

    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"
    INCONCLUSIVE = "inconclusive"


class Reason(StrEnum):
    """Why a verdict is what it is."""

    # What decided about an indicator.
    RATIO = "ratio"
    MAINTAIN = "maintain"
    TARGET_BEHIND_BASELINE = "target_behind_baseline"
    MILESTONE_DIRECT = "milestone_direct"
    AHEAD = "ahead"
    CATEGORY = "category"
    RUBRIC = "rubric"
    # What decided about several together, or about a scale of questions.
    WEIGHTED_SCORE = "weighted_score"
    BOUNDS_DECISIVE = "bounds_decisive"
    CRITICAL_FAILED = "critical_failed"
    GUARD_BREACHED = "guard_breached"
    INTERVAL = "interval"
    CRITICAL_GROUP_BELOW = "critical_group_below"
    # Why nothing can be decided yet.
    MISSING_ACTUAL = "missing_actual"
    MISSING_BASELINE = "missing_baseline"
    MISSING_TARGET = "missing_target"
    NO_TARGET = "no_target"
    BAD_DATES = "bad_dates"
    UNPARSEABLE = "unparseable"
    SUSPICIOUS_ZERO = "suspicious_zero"
    OUT_OF_RANGE = "out_of_range"
    STALE_ACTUAL = "stale_actual"
    OVERLAPPING_PERIODS = "overlapping_periods"
    ACCUMULATION_UNKNOWN = "accumulation_unknown"
    DIRECTION_CONFLICT = "direction_conflict"
    TOO_EARLY = "too_early"
    INTERVAL_STRADDLES_THRESHOLD = "interval_straddles_threshold"
    TOO_FEW_RATERS = "too_few_raters"
    WEAK_EVIDENCE = "weak_evidence"
    RATERS_DISAGREE = "raters_disagree"
    NO_OUTCOMES = "no_outcomes"
    NO_WEIGHTS = "no_weights"
    NEGATIVE_WEIGHT = "negative_weight"
    LOW_COVERAGE = "low_coverage"
    CRITICAL_UNKNOWN = "critical_unknown"
    NO_RESPONSES = "no_responses"
    BELOW_QUORUM = "below_quorum"
    CRITICAL_GROUP_UNKNOWN = "critical_group_unknown"


class Mark(StrEnum):
    """What a reader should know about a figure beside its verdict."""

    TARGET_EQUALS_BASELINE = "target_equals_baseline"
    BASELINE_ASSUMED_ZERO = "baseline_assumed_zero"
    CUMULATIVE_DECREASED = "cumulative_decreased"
    DIRECTION_INFERRED = "direction_inferred"
    DIRECTION_CONFLICT = "direction_conflict"
    TARGET_BEHIND_BASELINE = "target_behind_baseline"
    OVERSHOOT = "overshoot"
    MOVED_AWAY = "moved_away"
    STALE = "stale"
    OVERLAPPING_PERIODS = "overlapping_periods"
    SUSPICIOUS_ZERO = "suspicious_zero"
    OUT_OF_RANGE = "out_of_range"
    ORDINAL_AS_INTERVAL = "ordinal_as_interval"
    DIVERGENT_GROUPS = "divergent_groups"
    EXACT_HIT = "exact_hit"
    DENOMINATOR_SHRANK = "denominator_shrank"


class Contribution(StrEnum):
    """How far a change may be due to the alliance."""

    PLAUSIBLE = "plausible"
    PARTIAL = "partial"
    NOT_PLAUSIBLE = "not_plausible"
    NO_CHANGE = "no_change"
