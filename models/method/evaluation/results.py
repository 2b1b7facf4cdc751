"""What an evaluation says: about an indicator, several together, a scale of questions, a link, the whole chain."""

from datetime import date
from enum import StrEnum

from models.method.evaluation.contribution import Contributed
from models.method.evaluation.words import Frozen, Mark, Reason, Verdict
from models.method.indicators import Layer
from models.method.phases import Phase

Interval = tuple[float, float]


class IndicatorResult(Frozen):
    """How far one indicator came.

    ``attainment`` is the share of the whole road, ``expected`` the share due by now, ``ratio`` the one over the other,
    ``score`` the ratio within 0..1; ``expected_value`` and ``value`` are in the indicator's own unit. What cannot be
    said is ``None``. ``measured_on`` is the day of the value, ``measurement`` the number of its last figure.
    """

    key: str
    verdict: Verdict
    reason: Reason
    value: float | None = None
    value_interval: Interval | None = None
    measured_on: date | None = None
    measurement: int | None = None
    attainment: float | None = None
    expected: float | None = None
    expected_value: float | None = None
    ratio: float | None = None
    ratio_interval: Interval | None = None
    score: float | None = None
    score_interval: Interval | None = None
    marks: tuple[Mark, ...] = ()


class Aggregate(Frozen):
    """Several scores together: ``coverage`` is the share of the weight that is known, ``bounds`` what is possible."""

    verdict: Verdict
    reason: Reason
    score: float | None = None
    interval: Interval | None = None
    coverage: float | None = None
    bounds: Interval | None = None


class ScaleResult(Frozen):
    """What a scale of questions says, 0..1; a group that is too small to be shown has ``None``."""

    verdict: Verdict
    reason: Reason
    answered: int
    invited: int
    response_rate: float | None
    dropped: int
    mean: float | None = None
    interval: Interval | None = None
    bounds: Interval | None = None
    groups: dict[str, float | None] | None = None
    marks: tuple[Mark, ...] = ()


class LinkName(StrEnum):
    """The links of the results chain, from what is put in to what it is for."""

    INPUTS = "inputs"
    ACTIVITIES = "activities"
    OUTPUTS = "outputs"
    OUTCOMES = "outcomes"
    IMPACT = "impact"


class LinkState(StrEnum):
    """Whether a link holds."""

    OK = "ok"
    BROKEN = "broken"
    UNKNOWN = "unknown"


#: What a verdict says about the link it is of.
STATE_OF: dict[Verdict, LinkState] = {
    Verdict.SUFFICIENT: LinkState.OK,
    Verdict.INSUFFICIENT: LinkState.BROKEN,
    Verdict.INCONCLUSIVE: LinkState.UNKNOWN,
}


class Health(StrEnum):
    """How the partners work together."""

    HEALTHY = "healthy"
    POOR = "poor"
    UNKNOWN = "unknown"


class Advice(StrEnum):
    """What a diagnosis proposes."""

    SECURE = "secure"
    SECURE_CONDITIONALLY = "secure_conditionally"
    CONTRIBUTION_REVIEW = "contribution_review"
    LOOP_BACK = "loop_back"
    DIAGNOSE_FURTHER = "diagnose_further"
    MEASURE_AGAIN = "measure_again"


class Failure(StrEnum):
    """What kind of failure it is."""

    NONE = "none"
    UNEXPLAINED_SUCCESS = "unexplained_success"
    THEORY = "theory_failure"
    DESIGN = "design_failure"
    IMPLEMENTATION = "implementation_failure"
    PARTNERSHIP = "partnership_failure"
    ASSUMPTION_REFUTED = "assumption_refuted"
    INVALID_PREMISE = "invalid_premise"
    UNDETERMINED = "undetermined"
    EVIDENCE_GAP = "evidence_gap"


class SideAction(StrEnum):
    """What is to be done beside the proposal."""

    COMPLETE_EVIDENCE_CHAIN = "complete_evidence_chain"
    IMPROVEMENT_PLAN = "improvement_plan_collaboration"
    MEASURE_COLLABORATION = "measure_collaboration"
    RECORD_SIDE_FINDING = "record_side_finding"
    TEST_ASSUMPTIONS = "test_assumptions"
    VERIFY_COMMITMENTS = "verify_commitments"


class Link(Frozen):
    """One link of the chain: whether it holds, and the figures behind that, if there are any."""

    name: LinkName
    state: LinkState
    together: Aggregate | None = None


class Diagnosis(Frozen):
    """Which link is broken and where that leads back to; ``root`` is a link or the layer of a refuted assumption."""

    advice: Advice
    phase: Phase
    failure: Failure
    root: LinkName | Layer | None
    actions: tuple[SideAction, ...] = ()
    side_findings: tuple[LinkName, ...] = ()


class NodeResult(Frozen):
    """What the indicators of one node of the theory of change say together."""

    node: str
    together: Aggregate


class ContributionResult(Frozen):
    """What is left of the change of an indicator once is taken off what would have come without the alliance."""

    key: str
    left: Contributed


class Result(Frozen):
    """The proposal of an evaluation: the verdict over the outcomes, and where the chain is broken."""

    engine_version: str
    verdict: Verdict
    reason: Reason
    solution: Aggregate
    indicators: tuple[IndicatorResult, ...]
    outcomes: tuple[NodeResult, ...]
    chain: tuple[Link, ...]
    contributions: tuple[ContributionResult, ...] = ()
    collaboration: ScaleResult | None
    health: Health
    diagnosis: Diagnosis


#: What a diagnosis says when the impact may be secured.
SECURES: frozenset[Advice] = frozenset({Advice.SECURE, Advice.SECURE_CONDITIONALLY})


def may_secure(verdict: Verdict, diagnosis: Diagnosis) -> bool:
    """Say whether nothing stands in the way of securing: the impact is enough, and the chain shows why."""
    return verdict is Verdict.SUFFICIENT and diagnosis.advice in SECURES
