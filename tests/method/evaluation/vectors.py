"""Worked cases of the engine: our own file, and those of the files that the environment names.

A case is ``{id, kind, input, expected}``; numbers are compared within 1e-6, all else exactly, and only what is there.
"""

import csv
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from models.method.evaluation.parameters import Parameters
from tests.project import TOP

DATA = TOP / "tests" / "data"

#: Files with further cases and with a further table of diagnoses.
MORE_VECTORS, MORE_DIAGNOSES = "EVALUATION_VECTORS", "DIAGNOSIS_TABLE"

WITHIN = 1e-6

#: What the cases call a parameter, and what we do.
PARAMETERS = {
    "tau": "threshold",
    "conf": "confidence",
    "e_min": "least_expected",
    "coverage_min": "coverage",
    "quorum": "quorum",
    "n_min": "least_answers",
    "item_min": "half_rule",
    "survey_threshold": "survey_threshold",
    "group_min": "least_shown",
    "overshoot_flag": "overshoot",
    "stale_days": "stale_days",
    "maintain_tol_rel": "kept_within",
}


@dataclass(frozen=True)
class Case:
    """One worked case."""

    id: str
    kind: str
    input: dict[str, Any]
    expected: dict[str, Any]

    @property
    def parameters(self) -> Parameters:
        """The parameters of the case; what it does not name has our default."""
        return parameters(self.input.get("params"))


def parameters(said: Mapping[str, Any] | None) -> Parameters:
    """Return our parameters from those of a case; one that we do not know is an error."""
    return Parameters(**{PARAMETERS[name]: value for name, value in (said or {}).items()})


def cases(*kinds: str) -> list[Case]:
    """Return every case of these kinds; a kind that our own file does not have is an error."""
    own = _read(DATA / "evaluation_vectors.json")
    assert set(kinds) <= {case.kind for case in own}
    return [case for case in (*own, *_further()) if case.kind in kinds]


def each(*kinds: str) -> pytest.MarkDecorator:
    """Run a test for each case of these kinds, as its argument ``case``."""
    return pytest.mark.parametrize("case", cases(*kinds), ids=lambda case: case.id)


def diagnoses() -> Iterator[dict[str, str]]:
    """Yield every row of the tables of diagnoses: links, assumption, health, and what follows from them."""
    more = os.environ.get(MORE_DIAGNOSES)
    for path in (DATA / "diagnosis_sample.csv", *([Path(more)] if more else [])):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def assert_as_expected(got: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """Compare what was got with what is expected, key by key, and say every difference; flags have no order."""
    pairs = {key: (_in_order(key, got.get(key)), _in_order(key, want)) for key, want in expected.items()}
    assert {key: pair for key, pair in pairs.items() if not _same(*pair)} == {}, "got, expected"


def _in_order(key: str, value: Any) -> Any:
    said = plain(value)
    return sorted(said) if key == "flags" and isinstance(said, list) else said


def plain(value: Any) -> Any:
    """Return a value as JSON would have it."""
    match value:
        case BaseModel():
            return value.model_dump(mode="json")
        case Enum():
            return value.value
        case tuple() | list():
            return [plain(part) for part in value]
        case dict():
            return {str(key): plain(part) for key, part in value.items()}
        case _:
            return value


def _same(got: Any, want: Any) -> bool:
    if isinstance(want, bool) or want is None or isinstance(want, str):
        return type(got) is type(want) and bool(got == want)
    if isinstance(want, int | float):
        return isinstance(got, int | float) and not isinstance(got, bool) and abs(got - want) <= WITHIN
    if isinstance(want, dict):
        return isinstance(got, dict) and got.keys() == want.keys() and all(_same(got[k], v) for k, v in want.items())
    return isinstance(got, list) and len(got) == len(want) and all(map(_same, got, want))


def _further() -> list[Case]:
    more = os.environ.get(MORE_VECTORS)
    return _read(Path(more)) if more else []


def _read(path: Path) -> list[Case]:
    said = json.loads(path.read_text(encoding="utf-8"))["cases"]
    return [Case(c["id"], c["kind"], c["input"], c["expected"]) for c in said]
