"""What a round looked at, frozen under a fingerprint."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.method.evaluation import IndicatorSnapshot, Snapshot
from models.method.indicators import Direction

LOOKED_AT = Snapshot(
    alliance="onderwijs",
    cycle=1,
    round=1,
    indicators=(
        IndicatorSnapshot(
            key="i1",
            direction=Direction.INCREASE,
            weight=1,
            baseline=40,
            target=60,
            value=48,
            measured_on=date(2026, 3, 2),
        ),
    ),
)


def test_the_fingerprint_of_a_snapshot_is_the_same_on_every_machine_and_day() -> None:
    assert LOOKED_AT.sha256() == "e6fb77efe7e8c7b454d434ce9e91973c9e7e0d41bcc2daef4ada22a74fef7165"


@pytest.mark.parametrize(
    "change",
    [{"alliance": "wonen"}, {"cycle": 2}, {"round": 2}, {"indicators": ()}],
    ids=lambda change: next(iter(change)),
)
def test_another_round_has_another_fingerprint(change: dict[str, object]) -> None:
    assert LOOKED_AT.model_copy(update=change).sha256() != LOOKED_AT.sha256()


CHANGES: list[dict[str, object]] = [
    {"key": "i2"},
    {"direction": Direction.MAINTAIN},
    {"weight": 1.5},
    {"critical": True},
    {"baseline": 40.000001},
    {"target": 61.0},
    {"value": None},
    {"measured_on": date(2026, 3, 3)},
]


def test_the_fingerprint_is_tried_on_every_field_of_an_indicator() -> None:
    assert [field for change in CHANGES for field in change] == list(IndicatorSnapshot.model_fields)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_any_other_figure_gives_another_fingerprint(change: dict[str, object]) -> None:
    changed = LOOKED_AT.indicators[0].model_copy(update=change)
    assert LOOKED_AT.model_copy(update={"indicators": (changed,)}).sha256() != LOOKED_AT.sha256()


@pytest.mark.parametrize(
    "wrong",
    [{"weight": -1}, {"weight": float("inf")}, {"value": float("nan")}, {"target": "veel"}, {"comment": "?"}],
    ids=["negative weight", "endless weight", "no number", "a word", "unknown field"],
)
def test_a_figure_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        IndicatorSnapshot.model_validate(LOOKED_AT.indicators[0].model_dump() | wrong)


def test_a_snapshot_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        LOOKED_AT.__setattr__("cycle", 2)
