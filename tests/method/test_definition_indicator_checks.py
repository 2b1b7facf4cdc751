"""What an indicator says of itself in an alliance's file: days, range, steps and samples."""

from typing import Any

import pytest

from models.method.definition_impact import Indicator, Sample, scale
from models.method.definition_indicator_checks import indicator_problems
from models.method.evaluation.snapshot import SampleKind
from models.method.indicators import Measure, Trajectory

SMALLEST = {"key": "i", "title": "I", "measure": "number", "direction": "increase", "accumulation": "level"}
SHARE = {"kind": "proportion", "k": 11, "n": 20}
JUDGEMENT = {"date": "2026-01-01", "from": "fonds", "level": 0, "evidence": 2}


def _indicator(**changes: Any) -> Indicator:
    return Indicator.model_validate({**SMALLEST, **changes})


def _said(**changes: Any) -> list[tuple[str, str]]:
    found = indicator_problems(_indicator(**changes), ("indicators", 0))
    return [(".".join(map(str, one.loc[2:])), one.text) for one in found]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"baseline": {"value": 1, "date": "2026-01-01"}, "target": {"value": 1, "date": "2026-01-01"}},
        {"milestones": [{"date": "2026-01-01", "value": 1}], "trajectory": "milestones"},
        {
            "baseline": {"date": "2026-01-01"},
            "target": {"date": "2026-12-31"},
            "milestones": [{"date": "2026-01-01", "value": 1}, {"date": "2026-12-31", "value": 2}],
        },
        {"range": {"lowest": 0, "highest": 5}, "baseline": {"value": 0}, "target": {"value": 5}},
        {"range": {"highest": 5}, "baseline": {"value": -5}},
        {"range": {"lowest": 0}, "target": {"value": 500}},
        {"measure": "ordinal", "steps": ["nooit", "soms"], "baseline": {"value": 0}, "target": {"value": 1}},
        {"measure": "nominal", "steps": ["aangenomen"]},
        {"measure": "qualitative"},
        {
            "baseline": {"sample": SHARE},
            "measurements": [{"date": "2026-01-01", "sample": {**SHARE, "population": 20}}],
        },
        {"measurements": [{"date": "2026-01-01", "since": "2026-01-01", "text": "ongeveer 5"}]},
        {
            "accumulation": "flow",
            "measurements": [
                {"date": "2026-03-31", "since": "2026-01-01", "value": 3},
                {"date": "2026-03-31", "since": "2026-03-01", "value": 1},
            ],
        },
        {"measure": "qualitative", "measurements": [JUDGEMENT, {**JUDGEMENT, "from": "hz"}]},
        {"baseline": {"value": 3, "sample": {"kind": "mean", "n": 12, "sd": 0.5}}},
        {"baseline": {"sample": {"kind": "mean", "n": 12, "mean": 3, "sd": 0.5}}},
        {"baseline": {"value": 3, "sample": {"kind": "error", "se": 0.5}}},
    ],
)
def test_what_holds_together_is_taken(changes: dict[str, Any]) -> None:
    assert _said(**changes) == []


ORDINAL = {"measure": "ordinal", "steps": ["nooit", "soms", "altijd"]}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"steps": ["a"]}, [("steps", "only an ordinal or a nominal indicator has steps; take them out")]),
        (
            {"measure": "ordinal", "steps": ["a"]},
            [("steps", "an ordinal indicator needs its steps; list at least two, from worst to best")],
        ),
        (
            {"measure": "nominal"},
            [("steps", "a nominal indicator needs its steps; list the categories that count as reached")],
        ),
        (
            {"measure": "nominal", "steps": ["a", "b", "a"]},
            [("steps.2", '"a" stands in this list twice; allowed: once')],
        ),
        (
            {**ORDINAL, "baseline": {"value": 0.5}, "target": {"value": 3}},
            [
                ("baseline.value", "0.5 is no place of a step; allowed: a whole number from 0 to 2"),
                ("target.value", "3.0 is no place of a step; allowed: a whole number from 0 to 2"),
            ],
        ),
        (
            {**ORDINAL, "baseline": {"value": -1}},
            [("baseline.value", "-1.0 is no place of a step; allowed: a whole number from 0 to 2")],
        ),
        (
            {"range": {"lowest": 5, "highest": 5}, "baseline": {"value": 9}},
            [("range.lowest", "the lowest figure is not below the highest of 5.0; give a lower one")],
        ),
        (
            {
                "range": {"lowest": 0, "highest": 5},
                "baseline": {"value": -1},
                "target": {"value": 6},
                "milestones": [{"date": "2026-05-01", "value": 5.5}],
            },
            [
                ("baseline.value", "-1.0 is below the range of the indicator; allowed: at least 0.0"),
                ("target.value", "6.0 is above the range of the indicator; allowed: at most 5.0"),
                ("milestones.0.value", "5.5 is above the range of the indicator; allowed: at most 5.0"),
            ],
        ),
        (
            {"baseline": {"date": "2027-01-01"}, "target": {"date": "2026-12-31"}, "trajectory": "milestones"},
            [("target.date", "the target is due before the baseline of 2027-01-01; give a later date")],
        ),
        (
            {"trajectory": "milestones"},
            [("trajectory", "the road goes by milestones, and there are none; give at least one")],
        ),
        (
            {
                "baseline": {"date": "2026-01-01"},
                "target": {"date": "2026-12-31"},
                "milestones": [{"date": "2025-12-31", "value": 1}, {"date": "2027-01-01", "value": 2}],
            },
            [
                ("milestones.0.date", "the milestone is due before the baseline of 2026-01-01; give a later date"),
                ("milestones.1.date", "the milestone is due after the target of 2026-12-31; give an earlier date"),
            ],
        ),
        (
            {"measurements": [{"date": "2026-01-01", "since": "2026-01-02"}]},
            [
                ("measurements.0.since", "the period begins after its last day, 2026-01-01; give an earlier date"),
                ("measurements.0", "nothing was measured here; give a value, a text or a sample"),
            ],
        ),
        (
            {"measure": "qualitative", "measurements": [JUDGEMENT, {**JUDGEMENT, "level": 3}]},
            [("measurements.1.date", '"fonds 2026-01-01" stands in this list twice; allowed: once')],
        ),
        (
            {"measure": "qualitative", "measurements": [{"date": "2026-01-01", "level": 3}]},
            [("measurements.0", "a judgement needs from, evidence as well")],
        ),
        *(
            (
                {"measure": "qualitative", "measurements": [{**JUDGEMENT, **more}]},
                [("measurements.0", "a judgement holds for a day and is no figure; give one of the two")],
            )
            for more in ({"value": 1}, {"text": "goed"}, {"sample": SHARE}, {"since": "2026-01-01"})
        ),
        (
            {"measurements": [JUDGEMENT]},
            [("measurements.0", "only a qualitative indicator is judged; take from, level and evidence out")],
        ),
        (
            {"baseline": {"value": 1, "sample": {"kind": "proportion", "n": 20}}},
            [("baseline.sample", "a sample of kind proportion needs k")],
        ),
        (
            {"baseline": {"value": 1, "sample": {"kind": "mean", "mean": 1}}},
            [("baseline.sample", "a sample of kind mean needs n, sd")],
        ),
        (
            {"baseline": {"sample": {"kind": "error", "se": 1}}},
            [("baseline.sample", "the sample says no figure; give the value that it is about")],
        ),
        (
            {
                "measurements": [
                    {"date": "2026-01-01", "sample": {"kind": "proportion", "k": 21, "n": 20, "population": 9}}
                ]
            },
            [
                ("measurements.0.sample.k", "21 of 20 is more than were asked; allowed: at most 20"),
                ("measurements.0.sample.population", "more were asked than there are; allowed: at least 20"),
            ],
        ),
    ],
)
def test_what_does_not_hold_is_told_at_its_place(changes: dict[str, Any], said: list[tuple[str, str]]) -> None:
    assert _said(**changes) == said


@pytest.mark.parametrize(
    ("changes", "road"),
    [
        ({}, Trajectory.LINEAR),
        ({"milestones": [{"date": "2026-01-01", "value": 1}]}, Trajectory.MILESTONES),
        ({"milestones": [{"date": "2026-01-01", "value": 1}], "trajectory": "linear"}, Trajectory.LINEAR),
        ({"trajectory": "step"}, Trajectory.STEP),
    ],
)
def test_the_road_is_as_was_said_or_follows_the_milestones(changes: dict[str, Any], road: Trajectory) -> None:
    assert _indicator(**changes).road is road


@pytest.mark.parametrize(
    ("sample", "measure", "figure"),
    [
        (Sample(kind=SampleKind.PROPORTION, k=11, n=20), Measure.PERCENTAGE, 55.0),
        (Sample(kind=SampleKind.PROPORTION, k=11, n=20), Measure.INDEX, 0.55),
        (Sample(kind=SampleKind.PROPORTION, k=11), Measure.INDEX, None),
        (Sample(kind=SampleKind.PROPORTION, n=20), Measure.INDEX, None),
        (Sample(kind=SampleKind.MEAN, mean=3.5, n=9, sd=1.0), Measure.INDEX, 3.5),
        (Sample(kind=SampleKind.ERROR, se=1.0, mean=3.5), Measure.INDEX, None),
    ],
)
def test_a_sample_says_its_figure_in_the_unit_of_the_indicator(
    sample: Sample, measure: Measure, figure: float | None
) -> None:
    assert sample.figure(measure) == figure
    assert scale(measure) == (100.0 if measure is Measure.PERCENTAGE else 1.0)
