"""The indicators of the worked cases, read into our snapshots."""

from datetime import date
from typing import Any

from models.method.evaluation.numbers import plain_figure
from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.snapshot import (
    IndicatorSnapshot,
    Judgement,
    Measured,
    MilestonePoint,
    Sample,
    SampleKind,
)
from models.method.indicators import Accumulation, Direction, Level, Measure, Trajectory
from tests.method.evaluation.vectors import plain

#: What the cases call a count.
UNIT = "unit"

#: The keys of a case that become a field of ours; any other is an error, so that nothing is silently left out.
FIGURES = {"baseline": "baseline", "target": "target", "tolerance": "tolerance", "weight": "weight"}
DATES = {"baseline_date": "baseline_on", "target_date": "target_on"}
FLAGS = ("direction_confirmed", "critical", "guard")
WORDS: dict[str, Any] = {"level": Level, "direction": Direction, "accumulation": Accumulation, "trajectory": Trajectory}
#: Names under which the categories that count as reached, or the steps of a scale, may stand.
REACHED = ("target_set", "target_categories", "target_values", "target")
STEPS = ("steps", "levels", "scale", "order", "categories")


def indicator(said: dict[str, Any]) -> IndicatorSnapshot:
    """Return the indicator of a case; ``imported`` stands on the indicator there and on each measurement here."""
    measure = Measure.NUMBER if said.get("measure") in (None, UNIT) else Measure(said["measure"])
    names = REACHED if measure is Measure.NOMINAL else STEPS
    steps = next((_words(said[name]) for name in names if said.get(name) is not None), ())
    fields: dict[str, Any] = {"key": str(said.get("id", "i")), "measure": measure, "steps": steps}
    for name, field in FIGURES.items():
        if said.get(name) is not None:
            fields[field] = _figure(said[name], measure, steps)
    fields |= {field: _day(said[name]) for name, field in DATES.items() if said.get(name) is not None}
    fields |= {name: said[name] for name in FLAGS if name in said}
    fields |= {name: kind(said[name]) for name, kind in WORDS.items() if said.get(name) is not None}
    fields |= dict(zip(("lowest", "highest"), said.get("range") or (None, None), strict=True))
    if said.get("baseline_interval") is not None:
        fields["baseline_interval"] = tuple(said["baseline_interval"])
    imported = bool(said.get("imported", False))
    return IndicatorSnapshot(
        **fields,
        milestones=tuple(MilestonePoint(on=_needed(day), value=value) for day, value in said.get("milestones") or ()),
        measurements=tuple(
            _measured(m, number, imported=imported) for number, m in enumerate(said.get("measurements") or (), 1)
        ),
        judgements=tuple(Judgement(level=j["level"], evidence=j["evidence"]) for j in said.get("judgements") or ()),
    )


def as_expected(result: IndicatorResult) -> dict[str, Any]:
    """Return a result under the names of the cases."""
    named = {"expected": "expected_fraction", "marks": "flags"}
    return {named.get(name, name): plain(getattr(result, name)) for name in type(result).model_fields}


def _words(said: object) -> tuple[str, ...]:
    return tuple(map(str, said)) if isinstance(said, list) else (str(said),)


def _figure(said: object, measure: Measure, steps: tuple[str, ...]) -> float | None:
    if measure is Measure.ORDINAL and str(said) in steps:
        return float(steps.index(str(said)))
    return plain_figure(said)


def _measured(said: dict[str, Any], number: int, *, imported: bool) -> Measured:
    sample = dict(said.get("uncertainty") or {})
    value = said.get("value", sample.pop("value", None))
    return Measured(
        number=number,
        on=_needed(said["date"]),
        since=_day(said.get("start")),
        value=plain_figure(value),
        raw="" if value is None else str(value),
        sample=_sample(sample),
        imported=imported or bool(said.get("imported", False)),
        zero_confirmed=bool(said.get("zero_confirmed", False)),
    )


def _sample(said: dict[str, Any]) -> Sample | None:
    if not said:
        return None
    kinds = {"proportion": SampleKind.PROPORTION, "mean": SampleKind.MEAN}
    fields = {"population" if name == "N" else name: value for name, value in said.items() if name != "kind"}
    return Sample(kind=kinds.get(said["kind"], SampleKind.ERROR), **fields)


def _day(said: str | None) -> date | None:
    return None if said is None else _needed(said)


def _needed(said: str) -> date:
    return date.fromisoformat(said)
