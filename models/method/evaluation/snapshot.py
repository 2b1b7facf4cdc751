"""What an evaluation looks at, frozen: the same snapshot and engine give the same verdict, for ever."""

import hashlib
from datetime import date
from enum import StrEnum
from operator import not_

from pydantic import Field

from models.method.commitments import Unit
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.words import Frozen
from models.method.indicators import Accumulation, Direction, Evidence, Layer, Level, Measure, Trajectory


class SampleKind(StrEnum):
    """How sure a figure is, by where it comes from."""

    PROPORTION = "proportion"
    MEAN = "mean"
    ERROR = "error"


class Sample(Frozen):
    """The sample behind a figure, in the unit of the figure.

    A proportion is ``k`` of ``n``, times ``scale`` (100 for a percentage); a mean has the spread ``sd`` of ``n``; an
    error is a standard error ``se``. ``population`` is how many there are in all, where that is known.
    """

    kind: SampleKind
    n: int | None = Field(default=None, ge=1)
    k: int | None = Field(default=None, ge=0)
    scale: float = 1.0
    mean: float | None = None
    sd: float | None = Field(default=None, ge=0)
    se: float | None = Field(default=None, ge=0)
    population: int | None = Field(default=None, ge=1)


class Measured(Frozen):
    """One measurement: the day it holds for, or the last day of its period that began ``since``.

    ``value`` is ``None`` for what was no plain figure (``raw`` is what stood there), or what only has a ``sample``.
    """

    number: int = 0
    on: date
    since: date | None = None
    value: float | None = None
    raw: str = ""
    sample: Sample | None = None
    imported: bool = False
    zero_confirmed: bool = False


class Judgement(Frozen):
    """What one rater says: a step of the rubric, 0..4, and how strong the evidence is, 1..4.

    ``number`` is that of the measurement it was recorded in; older snapshots have none, and keep their fingerprint.
    """

    number: int = Field(default=0, exclude_if=not_)
    level: int = Field(ge=0, le=4)
    evidence: int = Field(ge=1, le=4)


class MilestonePoint(Frozen):
    """Where the figure should stand on a day along the road."""

    on: date
    value: float


class IndicatorSnapshot(Frozen):
    """One indicator as the round looked at it; what nobody said is ``None`` and is never guessed silently."""

    key: str
    node: str | None = None
    level: Level = Level.OUTCOME
    measure: Measure = Measure.NUMBER
    direction: Direction | None = None
    direction_confirmed: bool = False
    accumulation: Accumulation | None = Accumulation.LEVEL
    weight: float = 1.0
    critical: bool = False
    guard: bool = False
    baseline: float | None = None
    baseline_on: date | None = None
    baseline_interval: tuple[float, float] | None = None
    target: float | None = None
    target_on: date | None = None
    trajectory: Trajectory = Trajectory.LINEAR
    milestones: tuple[MilestonePoint, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    tolerance: float | None = Field(default=None, ge=0)
    #: The steps of an ordinal scale from worst to best, or the categories that count as reached of a nominal one.
    steps: tuple[str, ...] = ()
    measurements: tuple[Measured, ...] = ()
    judgements: tuple[Judgement, ...] = ()


class Promise(Frozen):
    """What was promised and came, in the commitment's own unit; ``delivered`` is ``None`` while nobody knows."""

    key: str
    promised: float = Field(gt=0)
    delivered: float | None = Field(ge=0)
    unit: Unit | None = None
    due: date | None = None
    weight: float = Field(default=1.0, ge=0)
    critical: bool = False


class Activity(Frozen):
    """An activity of the theory of change: when it is due, and how far it was carried out as agreed, 0..4."""

    key: str
    due: date | None = None
    fidelity: int | None = Field(default=None, ge=0, le=4)


class Assumption(Frozen):
    """What must be true for one thing to lead to another, in which layer, and what the evidence says of it."""

    source: str
    target: str
    layer: Layer
    evidence: Evidence


class Background(Frozen):
    """What an indicator did elsewhere, ``then`` and ``now``, and whether its units were picked for being extreme.

    In that case ``population_mean`` is the mean of all they were picked from, ``resemblance`` how strongly one year
    resembles the next, within 0..1. ``series`` says of whom the figures are, ``rivals`` what else could explain a
    change; both are for the reader, and left out where nothing is said, so that older snapshots keep their fingerprint.
    """

    indicator: str
    then: float | None = None
    now: float | None = None
    population_mean: float | None = None
    resemblance: float | None = Field(default=None, ge=0, le=1)
    series: str = Field(default="", exclude_if=not_)
    rivals: tuple[str, ...] = Field(default=(), exclude_if=not_)


class Response(Frozen):
    """The answers of one person, for one organisation: question to figure, ``None`` is "don't know"."""

    organisation: str
    answers: dict[str, float | None]


class Scale(Frozen):
    """A scale of questions and its answers; one organisation has one voice.

    ``lowest`` to ``highest`` is the range of each item; ``ranges`` has those of items that have one of their own, and
    ``step`` is the distance between two answers next to each other. ``groups`` says to which group an organisation
    belongs; of ``critical_groups`` none may be dissatisfied.
    """

    items: tuple[str, ...]
    lowest: float = 1
    highest: float = 5
    step: float = 1
    ranges: dict[str, tuple[float, float]] = Field(default_factory=dict)
    reversed: tuple[str, ...] = ()
    not_applicable: tuple[float, ...] = ()
    invited: int = Field(default=0, ge=0)
    weights: dict[str, float] = Field(default_factory=dict)
    groups: dict[str, str] = Field(default_factory=dict)
    critical_groups: tuple[str, ...] = ()
    sensitive: bool = False
    responses: tuple[Response, ...] = ()


class Snapshot(Frozen):
    """Everything that an evaluation looked at on the day ``on``; ``framework`` is the version it was locked with."""

    alliance: str
    cycle: int
    round: int
    on: date
    framework: int
    framework_at_opening: int
    parameters: Parameters = Parameters()
    #: The outcomes of the theory of change, measured or not. Older rules did not look at them: without any, what they
    #: froze has the fingerprint that it had.
    outcomes: tuple[str, ...] = Field(default=(), exclude_if=not_)
    indicators: tuple[IndicatorSnapshot, ...] = ()
    promises: tuple[Promise, ...] = ()
    activities: tuple[Activity, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    backgrounds: tuple[Background, ...] = ()
    collaboration: Scale | None = None

    def sha256(self) -> str:
        """Return the fingerprint of exactly these figures."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()
