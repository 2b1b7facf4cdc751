"""The words of a theory of change and its indicators (R16, R47, R53)."""

from enum import StrEnum


class Level(StrEnum):
    """Where in the chain from activity to impact a node stands."""

    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


class Measure(StrEnum):
    """What kind of figure an indicator gives."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    INDEX = "index"
    AMOUNT = "amount"
    ORDINAL = "ordinal"
    NOMINAL = "nominal"
    QUALITATIVE = "qualitative"


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"


class Accumulation(StrEnum):
    """How figures over time belong together."""

    LEVEL = "level"
    CUMULATIVE = "cumulative"
    FLOW = "flow"


class Trajectory(StrEnum):
    """How the road from baseline to target is walked."""

    LINEAR = "linear"
    MILESTONES = "milestones"
    STEP = "step"


class Layer(StrEnum):
    """What an assumption is about: the problem, who takes part, how it works, or how it is carried out."""

    PROBLEM = "problem"
    PARTNERSHIP = "partnership"
    MECHANISM = "mechanism"
    DELIVERY = "delivery"


class Evidence(StrEnum):
    """What the evidence says of an assumption."""

    UNTESTED = "untested"
    SUPPORTED = "supported"
    MIXED = "mixed"
    REFUTED = "refuted"
