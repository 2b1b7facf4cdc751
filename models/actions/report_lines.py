"""The parts of the report on an evaluation: organisations, staff codes and figures, never a person."""

from dataclasses import dataclass
from datetime import date, datetime

from models.method.charts.road import FormerRoad
from models.method.definition_impact import TheoryOfChange
from models.method.evaluation.contribution import Contributed
from models.method.evaluation.results import IndicatorResult, Result
from models.method.evaluation.snapshot import IndicatorSnapshot, Judgement
from models.method.evaluation.words import Verdict
from models.method.evidence import EvidenceTaskKind
from models.method.rounds import RoundKind, RoundPurpose, RoundState


@dataclass(frozen=True, slots=True)
class ReportedRound:
    """The round that is reported on; ``older_engine`` says that other rules judged it than those of now."""

    number: int
    cycle: int
    kind: RoundKind
    purpose: RoundPurpose
    state: RoundState
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    verdict: Verdict | None
    attainment: float | None
    engine_version: str | None
    older_engine: bool
    snapshot_sha256: str | None
    next_on: date | None


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """What an indicator did elsewhere, what is left of its change then, and what else could explain it."""

    series: str
    then: float | None
    now: float | None
    rivals: tuple[str, ...]
    contributed: Contributed | None


@dataclass(frozen=True, slots=True)
class ReportedIndicator:
    """An indicator as it was seen, what the rules say of it and how that was calculated.

    ``result`` and ``arithmetic`` are missing where older rules judged; ``former`` are roads that were given up.
    """

    key: str
    title: str
    unit: str
    seen: IndicatorSnapshot
    result: IndicatorResult | None
    arithmetic: str
    former: tuple[FormerRoad, ...]
    contribution: ContributionLine | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A figure that was looked at: for which day or period, where it comes from and who recorded it.

    A ``judgement`` is that of its ``rater``: the key of an organisation, or a staff code.
    """

    indicator: str
    measurement: int
    since: date | None
    on: date
    value: float | None
    raw: str
    source: str
    recorded_by: str
    imported: bool
    judgement: Judgement | None = None
    rater: str | None = None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """What is still to be found out, whose task it is and until when."""

    kind: EvidenceTaskKind
    subject: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An earlier round, or this one, in a line."""

    number: int
    cycle: int
    kind: RoundKind
    closed_at: datetime | None
    verdict: Verdict | None
    attainment: float | None


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of what is judged by: when it was locked and why."""

    number: int
    made_at: datetime
    made_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """What people decided after the round, or what is proposed as long as they have not."""

    proposed: str
    proposed_back: str
    due_at: datetime
    outcome: str | None
    go_back_to: str | None
    reason: str | None
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about one evaluation: the last closed round, or how things stand when there is none.

    ``on`` is the day on which the figures were looked at. ``explained`` says the diagnosis in a sentence, by language.
    ``framework_at_opening`` and ``framework`` are versions of what is judged by; ``changes`` is what differs between
    them.
    """

    alliance: str
    name: str
    illustrative: bool
    threshold: float
    confidence: float
    on: date
    round: ReportedRound | None
    open_round: ReportedRound | None
    explained: dict[str, str]
    result: Result | None
    indicators: tuple[ReportedIndicator, ...]
    evidence: tuple[SourceLine, ...]
    theory_of_change: TheoryOfChange
    framework: int
    framework_at_opening: int
    changes: tuple[str, ...]
    versions: tuple[VersionLine, ...]
    decision: DecidedLine | None
    tasks: tuple[TaskLine, ...]
    history: tuple[HistoryLine, ...]
