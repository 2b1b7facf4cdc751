"""What it costs to judge many indicators, beside a loop that only divides.

python -m benchmarks.evaluation [--indicators 10000] [--measurements 20]
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any, TypeVar

from pydantic import TypeAdapter

from models.method.evaluation.indicator import assess
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.snapshot import IndicatorSnapshot

Made = TypeVar("Made")

BEGIN, END = date(2025, 1, 1), date(2026, 1, 1)
ON = date(2025, 10, 1)

#: The kinds of indicator that take turns: how their figures add up, and what stands behind them.
KINDS: tuple[dict[str, Any], ...] = (
    {"accumulation": "level"},
    {"accumulation": "cumulative"},
    {"accumulation": "flow"},
    {"accumulation": "level", "trajectory": "milestones"},
    {"accumulation": "level", "sample": {"kind": "proportion", "k": 130, "n": 200, "scale": 100, "population": 900}},
    {"accumulation": "level", "sample": {"kind": "mean", "mean": 55, "sd": 10, "n": 40}},
)


def main(arguments: list[str]) -> None:
    """Judge the indicators in one process on one core and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--indicators", type=int, default=10_000)
    parser.add_argument("--measurements", type=int, default=20)
    asked = parser.parse_args(arguments)
    text = json.dumps([_told(n, kind, asked.measurements) for n, kind in _turns(asked.indicators)])
    of = TypeAdapter(tuple[IndicatorSnapshot, ...])
    plain, said = _timed(lambda: _only_divided(json.loads(text)))
    assert len(said) == asked.indicators
    reading, snapshots = _timed(lambda: of.validate_json(text))
    judging, results = _timed(lambda: [assess(snapshot, ON, Parameters()) for snapshot in snapshots])
    assert all(isinstance(result, IndicatorResult) and result.score is not None for result in results)
    print("| what | seconds of processor | µs per indicator | times the plain loop |")
    print("|---|---|---|---|")
    for what, seconds in (
        ("plain loop, JSON read", plain),
        ("models built from JSON", reading),
        ("indicators judged", judging),
        ("both", reading + judging),
    ):
        print(f"| {what} | {seconds:.2f} | {seconds / asked.indicators * 1e6:.0f} | {seconds / plain:.1f} |")


def _timed(work: Callable[[], Made]) -> tuple[float, Made]:
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


def _turns(indicators: int) -> enumerate[dict[str, Any]]:
    return enumerate(islice(cycle(KINDS), indicators))


def _told(number: int, kind: dict[str, Any], measurements: int) -> dict[str, Any]:
    kind = dict(kind)
    sample = kind.pop("sample", None)
    road = {"direction": "increase", "baseline": 40, "baseline_on": str(BEGIN), "target": 60, "target_on": str(END)}
    stones = [{"on": str(BEGIN + timedelta(days=90 * n)), "value": 40 + 5 * n} for n in (1, 2, 3)]
    figures = [_measured(n, kind["accumulation"], sample) for n in range(measurements)]
    return {"key": f"i{number}", **road, **kind, "milestones": stones, "measurements": figures}


def _measured(n: int, accumulation: str, sample: dict[str, Any] | None) -> dict[str, Any]:
    on = BEGIN + timedelta(days=10 * (n + 1))
    since = str(on - timedelta(days=9)) if accumulation == "flow" else None
    value = 2.5 if accumulation == "flow" else 41 + n / 2
    return {"number": n, "on": str(on), "since": since, "value": value, "sample": sample}


def _only_divided(indicators: list[dict[str, Any]]) -> list[float]:
    """Return (last - baseline) / (target - baseline) of each: no dates, no periods, no samples, no checks."""
    return [
        (max(i["measurements"], key=lambda m: m["on"])["value"] - i["baseline"]) / (i["target"] - i["baseline"])
        for i in indicators
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
