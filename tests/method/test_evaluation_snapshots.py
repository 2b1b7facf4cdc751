"""What a round looked at, frozen under a fingerprint."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.method.evaluation.snapshot import (
    Background,
    IndicatorSnapshot,
    Judgement,
    Measured,
    MilestonePoint,
    Snapshot,
)
from models.method.indicators import Accumulation, Direction, Level, Measure, Trajectory

LOOKED_AT = Snapshot(
    alliance="onderwijs",
    cycle=1,
    round=1,
    on=date(2026, 3, 2),
    framework=1,
    framework_at_opening=1,
    indicators=(
        IndicatorSnapshot(
            key="i1",
            direction=Direction.INCREASE,
            weight=1,
            baseline=40,
            target=60,
            measurements=(Measured(number=1, on=date(2026, 3, 2), value=48),),
        ),
    ),
)


def test_the_fingerprint_of_a_snapshot_is_the_same_on_every_machine_and_day() -> None:
    assert LOOKED_AT.sha256() == "0c213a8969a148088e932e53df83110f4d7e5c8b13dbeac9dd53f719880ed6fc"


def test_a_snapshot_that_names_no_series_has_the_fingerprint_it_always_had() -> None:
    elsewhere = Background(indicator="i1", then=210, now=204)
    assert _compared_with(elsewhere) == "15fd1bec2fb8b6f70430dc6b2789ca3089dd29097e349ce05cda8959d0c54b92"
    named = elsewhere.model_copy(update={"series": "CBS", "rivals": ("krimp",)})
    assert _compared_with(named) != _compared_with(elsewhere)
    assert Background.model_validate(named.model_dump(mode="json")) == named


def _compared_with(elsewhere: Background) -> str:
    return LOOKED_AT.model_copy(update={"indicators": (), "backgrounds": (elsewhere,)}).sha256()


@pytest.mark.parametrize(
    "change",
    [{"alliance": "wonen"}, {"cycle": 2}, {"round": 2}, {"outcomes": ("blijven",)}, {"indicators": ()}],
    ids=lambda change: next(iter(change)),
)
def test_another_round_has_another_fingerprint(change: dict[str, object]) -> None:
    assert LOOKED_AT.model_copy(update=change).sha256() != LOOKED_AT.sha256()


def test_what_was_frozen_before_outcomes_were_looked_at_is_read_and_has_the_fingerprint_that_it_had() -> None:
    frozen = LOOKED_AT.model_dump(mode="json")
    assert "outcomes" not in frozen
    assert Snapshot.model_validate(frozen).sha256() == LOOKED_AT.sha256()


def test_a_judgement_that_was_frozen_without_its_number_stays_as_it_was_frozen() -> None:
    frozen = {"level": 3, "evidence": 2}
    assert Judgement.model_validate(frozen).model_dump(mode="json") == frozen
    assert Judgement(number=7, level=3, evidence=2).model_dump(mode="json") == {"number": 7, **frozen}


CHANGES: list[dict[str, object]] = [
    {"key": "i2"},
    {"node": "starters"},
    {"level": Level.OUTPUT},
    {"measure": Measure.PERCENTAGE},
    {"direction": Direction.MAINTAIN},
    {"direction_confirmed": True},
    {"accumulation": Accumulation.CUMULATIVE},
    {"weight": 1.5},
    {"critical": True},
    {"guard": True},
    {"baseline": 40.000001},
    {"baseline_on": date(2026, 1, 1)},
    {"baseline_interval": (39.0, 41.0)},
    {"target": 61.0},
    {"target_on": date(2027, 1, 1)},
    {"trajectory": Trajectory.STEP},
    {"milestones": (MilestonePoint(on=date(2026, 6, 1), value=50),)},
    {"lowest": 0.0},
    {"highest": 100.0},
    {"tolerance": 0.5},
    {"steps": ("laag", "hoog")},
    {"measurements": (Measured(number=1, on=date(2026, 3, 3), value=48),)},
    {"judgements": (Judgement(level=3, evidence=2),)},
]


def test_the_fingerprint_is_tried_on_every_field_of_an_indicator() -> None:
    assert [field for change in CHANGES for field in change] == list(IndicatorSnapshot.model_fields)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_any_other_figure_gives_another_fingerprint(change: dict[str, object]) -> None:
    changed = LOOKED_AT.indicators[0].model_copy(update=change)
    assert LOOKED_AT.model_copy(update={"indicators": (changed,)}).sha256() != LOOKED_AT.sha256()


@pytest.mark.parametrize(
    "wrong",
    [{"weight": float("inf")}, {"baseline": float("nan")}, {"target": "veel"}, {"comment": "?"}],
    ids=["endless weight", "no number", "a word", "unknown field"],
)
def test_a_figure_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        IndicatorSnapshot.model_validate(LOOKED_AT.indicators[0].model_dump() | wrong)


def test_a_snapshot_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        LOOKED_AT.__setattr__("cycle", 2)
