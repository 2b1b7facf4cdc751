"""Indicators and measurements for the tests of the engine: a road from 40 to 60 in a hundred days."""

from datetime import date, timedelta
from typing import Any

from models.method.evaluation.indicator import assess
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured, MilestonePoint
from models.method.indicators import Direction

BEGIN = date(2023, 1, 1)
END = date(2023, 4, 11)


def day(number: int) -> date:
    """Return a day of the road: 0 is its first, 100 its last."""
    return BEGIN + timedelta(days=number)


def road(*measurements: Measured, **said: Any) -> IndicatorSnapshot:
    """Return an indicator from 40 to 60 with these measurements, changed as ``said``."""
    usual = {"direction": Direction.INCREASE, "baseline": 40, "baseline_on": BEGIN, "target": 60, "target_on": END}
    return IndicatorSnapshot(**{"key": "i1", "measurements": measurements, **usual, **said})


def at(on: int, value: float | None = None, **said: Any) -> Measured:
    """Return a measurement on a day of the road."""
    return Measured(on=day(on), value=value, **said)


def due(number: int, value: float) -> MilestonePoint:
    """Return a milestone on a day of the road."""
    return MilestonePoint(on=day(number), value=value)


def judged(indicator: IndicatorSnapshot, number: int = 100, **chosen: Any) -> IndicatorResult:
    """Return the result on a day of the road, with these parameters."""
    return assess(indicator, day(number), Parameters(**chosen))
