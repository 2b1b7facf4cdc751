"""The sections of an alliance's file about change and impact: the theory of change, and the indicators."""

import datetime as dt

from pydantic import Field

from models.method.definition_parts import Part
from models.method.definition_types import (
    Day,
    Figure,
    Flag,
    Key,
    Line,
    OneToFour,
    OptionalLine,
    OptionalText,
    People,
    Positive,
    Spread,
    Text,
    Weight,
    ZeroToFour,
)
from models.method.evaluation.snapshot import SampleKind
from models.method.indicators import Accumulation, Direction, Evidence, Layer, Level, Measure, Trajectory


class Node(Part):
    """Something that is done or comes about in the theory of change; an activity may have a last day (R16)."""

    key: Key
    level: Level
    text: Text
    due: Day | None = None
    learns_from: tuple[Key, ...] = ()


class Link(Part):
    """One thing leading to another, what must be true for that, and what was found out about it."""

    from_: Key = Field(alias="from")
    to: Key
    assumption: OptionalText = ""
    layer: Layer | None = None
    evidence: Evidence = Evidence.UNTESTED


class TheoryOfChange(Part):
    """How the activities are thought to bring about the change (R16, R47, R53)."""

    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()


class Sample(Part):
    """Where a figure comes from: ``k`` of ``n``, a mean of ``n`` with its spread, or what has a standard error."""

    kind: SampleKind
    n: Positive | None = None
    k: People | None = None
    mean: Figure | None = None
    sd: Spread | None = None
    se: Spread | None = None
    population: Positive | None = None

    def figure(self, measure: Measure) -> float | None:
        """Return the figure that the sample itself says, in the unit of the indicator, if it says one."""
        if self.kind is SampleKind.PROPORTION and self.k is not None and self.n is not None:
            return self.k * scale(measure) / self.n
        return self.mean if self.kind is SampleKind.MEAN else None


class Baseline(Part):
    """Where it stood at the start, as far as that is known."""

    value: Figure | None = None
    date: Day | None = None
    sample: Sample | None = None


class Aim(Part):
    """Where it should come and by when, as far as that was agreed."""

    value: Figure | None = None
    date: Day | None = None


class Range(Part):
    """Between which figures it can lie at all."""

    lowest: Figure | None = None
    highest: Figure | None = None


class Milestone(Part):
    """Where the figure should stand on the way to the target."""

    date: Day
    value: Figure


class Measured(Part):
    """What was measured, and who says so: a figure, the words that stood there instead, or a judgement.

    A judgement is a level and the evidence for it, ``from`` an organisation or a member of staff.
    """

    date: Day
    since: Day | None = None
    value: Figure | None = None
    text: OptionalLine = ""
    sample: Sample | None = None
    from_: Key | None = Field(default=None, alias="from")
    level: ZeroToFour | None = None
    evidence: OneToFour | None = None
    source: OptionalLine = ""

    @property
    def place(self) -> tuple[dt.date, dt.date, str]:
        """What stands once among what was measured: the last day it holds for, the first, and whose judgement it is."""
        return self.date, self.since or self.date, self.from_ or ""


class Indicator(Part):
    """A figure that shows whether a node of the theory of change comes true (R53)."""

    key: Key
    node: Key | None = None
    title: Line
    measure: Measure
    unit: OptionalLine = ""
    direction: Direction
    direction_confirmed: Flag = False
    accumulation: Accumulation
    weight: Weight = 1.0
    critical: Flag = False
    guard: Flag = False
    steps: tuple[Line, ...] = ()
    range: Range = Range()
    tolerance: Spread | None = None
    baseline: Baseline = Baseline()
    target: Aim = Aim()
    trajectory: Trajectory | None = None
    milestones: tuple[Milestone, ...] = ()
    measurements: tuple[Measured, ...] = ()

    @property
    def road(self) -> Trajectory:
        """How the road is walked: as was said, else by its milestones, else straight."""
        return self.trajectory or (Trajectory.MILESTONES if self.milestones else Trajectory.LINEAR)


def scale(measure: Measure) -> float:
    """Return what a share of a sample is multiplied by to be a figure of this kind: 100 for a percentage, else 1."""
    return 100.0 if measure is Measure.PERCENTAGE else 1.0
