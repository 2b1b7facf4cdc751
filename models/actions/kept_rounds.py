"""What a round that is over kept of what it looked at and said, also one that older rules judged (R57, R86)."""

from datetime import date
from typing import Any

from pydantic import ValidationError

from models.db.tables import Alliance, Round
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import Result
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured, Snapshot
from models.method.indicators import Direction
from models.method.working_days import local_day


def judged(row: Round) -> Result | None:
    """Return what the rules said of a round; ``None`` where older rules said it in another form."""
    try:
        return Result.model_validate(row.result)
    except ValidationError:
        return None


def kept(row: Round, alliance: Alliance) -> Snapshot:
    """Return what a round looked at; of what older rules kept, each figure with its road and its day."""
    said = row.snapshot or {}
    try:
        return Snapshot.model_validate(said)
    except ValidationError:
        return Snapshot(
            alliance=alliance.slug,
            cycle=row.cycle,
            round=row.number,
            on=local_day(row.closed_at or row.due_at),
            framework=row.framework or 0,
            framework_at_opening=row.framework or 0,
            parameters=Parameters(threshold=alliance.threshold),
            indicators=tuple(_indicator(one) for one in said.get("indicators", ())),
        )


def values(row: Round, alliance: Alliance) -> dict[str, float | None]:
    """Return where each indicator stood that a round looked at, whichever rules judged it."""
    result = judged(row)
    if result is not None:
        return {one.key: one.value for one in result.indicators}
    return {one.key: one.measurements[-1].value if one.measurements else None for one in kept(row, alliance).indicators}


def attainments(row: Round) -> dict[str, float | None]:
    """Return how far each indicator came by what older rules said."""
    return {one["key"]: one.get("attainment") for one in (row.result or {}).get("indicators", ())}


def _indicator(said: dict[str, Any]) -> IndicatorSnapshot:
    value, day = said.get("value"), said.get("measured_on")
    return IndicatorSnapshot(
        key=said["key"],
        direction=Direction(said["direction"]),
        weight=said["weight"],
        critical=said.get("critical", False),
        baseline=said["baseline"],
        target=said["target"],
        measurements=(Measured(on=date.fromisoformat(day), value=value),) if day and value is not None else (),
    )
