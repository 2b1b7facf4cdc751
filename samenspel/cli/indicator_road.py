"""The road of an indicator as it is typed: where it begins, where it should come, by when and how."""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from models.method.errors import BadInput
from models.method.indicators import Trajectory
from samenspel.cli.options import Day, Number

if TYPE_CHECKING:
    from models.method.definition_impact import Indicator

From = Annotated[Number | None, Parameter(help="Where it stands at the start; left out when nobody knows yet.")]
To = Annotated[Number | None, Parameter(help="Where it should come; left out when that was not agreed yet.")]
Since = Annotated[Day | None, Parameter(help="The day of the baseline.")]
Until = Annotated[Day | None, Parameter(help="The day by which the target should be there.")]
Lowest = Annotated[Number | None, Parameter(help="The lowest figure that there can be.")]
Highest = Annotated[Number | None, Parameter(help="The highest figure that there can be.")]
Tolerance = Annotated[
    Number | None, Parameter(help="How far off its target it may be, where there is no road to cover.")
]
Way = Annotated[Trajectory | None, Parameter(help="How the road is walked.")]
Steps = Annotated[
    tuple[str, ...],
    Parameter(
        name="--step",
        help="A step of an ordinal scale, worst first, or a category that counts as reached; takes the place of the "
        "former ones.",
    ),
]
Milestones = Annotated[
    tuple[str, ...],
    Parameter(
        name="--milestone",
        help="Where it should stand on the way, as 2026-12-31=75; takes the place of the former ones.",
    ),
]

_FIGURE = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a road; what is ``None`` or empty was not."""

    baseline: float | None = None
    baseline_date: date | None = None
    target: float | None = None
    target_date: date | None = None
    lowest: float | None = None
    highest: float | None = None
    tolerance: float | None = None
    trajectory: Trajectory | None = None
    step: tuple[str, ...] = ()
    milestone: tuple[str, ...] = ()

    def over(self, before: "Indicator | None" = None) -> dict[str, Any]:
        """Return the fields of an indicator that say this road, ``None`` where what was ``before`` stays."""
        was = before.model_dump() if before is not None else {}
        baseline = _given({"value": self.baseline, "date": self.baseline_date})
        if self.baseline is not None:
            # The sample was one of the former figure.
            baseline["sample"] = None
        target = _given({"value": self.target, "date": self.target_date})
        between = _given({"lowest": self.lowest, "highest": self.highest})
        return {
            "baseline": {**was.get("baseline", {}), **baseline} if baseline else None,
            "target": {**was.get("target", {}), **target} if target else None,
            "range": {**was.get("range", {}), **between} if between else None,
            "tolerance": self.tolerance,
            "trajectory": self.trajectory,
            "steps": self.step or None,
            "milestones": tuple(_milestone(one) for one in self.milestone) or None,
        }


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _milestone(typed: str) -> dict[str, Any]:
    on, _, value = typed.partition("=")
    if not _FIGURE.fullmatch(value):
        raise BadInput("{typed!r} is no milestone; write a day and a figure as 2026-12-31=75", typed=typed)
    return {"date": on, "value": float(value)}
