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
