"""How far a change may be due to the alliance."""

import pytest

from models.method.evaluation.contribution import contributed, left_of_change
from models.method.evaluation.snapshot import Background
from models.method.evaluation.words import Contribution
from models.method.indicators import Direction
from tests.method.evaluation.building import road

UP, DOWN, KEEP = Direction.INCREASE, Direction.DECREASE, Direction.MAINTAIN


@pytest.mark.parametrize(
    ("direction", "baseline", "actual", "then_and_now", "share", "expected"),
    [
        (UP, 60, 72, None, 1.0, Contribution.PLAUSIBLE),
        (UP, 60, 72, (58, 61), 0.75, Contribution.PLAUSIBLE),
        (UP, 60, 70, (50, 55), 0.5, Contribution.PLAUSIBLE),
        (UP, 60, 70, (50, 55.1), 0.49, Contribution.PARTIAL),
        (UP, 60, 70, (50, 60), 0.0, Contribution.NOT_PLAUSIBLE),
        (UP, 60, 70, (50, 65), -0.5, Contribution.NOT_PLAUSIBLE),
        (UP, 60, 55, None, 1.0, Contribution.NOT_PLAUSIBLE),
        (UP, 60, 58, (60, 50), -4.0, Contribution.PARTIAL),
        (UP, 60, 60, (50, 40), None, Contribution.NO_CHANGE),
        (DOWN, 200, 150, (180, 170), 0.8, Contribution.PLAUSIBLE),
        (DOWN, 200, 150, (180, 130), 0.0, Contribution.NOT_PLAUSIBLE),
        (DOWN, 200, 220, None, 1.0, Contribution.NOT_PLAUSIBLE),
        (KEEP, 60, 62, None, 1.0, Contribution.NOT_PLAUSIBLE),
        (KEEP, 60, 60, None, None, Contribution.NO_CHANGE),
    ],
)
def test_what_others_saw_too_is_not_ours(
    direction: Direction,
    baseline: float,
    actual: float,
    then_and_now: tuple[float, float] | None,
    share: float | None,
    expected: Contribution,
) -> None:
    found = contributed(direction, baseline, actual, comparison=then_and_now)
    assert found is not None
    assert found.share == (share if share is None else pytest.approx(share))
    assert found.contribution is expected


def test_what_was_extreme_comes_back_by_itself() -> None:
    found = contributed(UP, 30, 40, population_mean=50)
    assert found is not None
    assert (found.regression_to_mean, found.net, found.share) == pytest.approx((8.0, 2.0, 0.2))
    assert found.contribution is Contribution.PARTIAL
    steady = contributed(UP, 30, 40, population_mean=50, resemblance=1.0)
    assert steady is not None
    assert (steady.regression_to_mean, steady.contribution) == (0.0, Contribution.PLAUSIBLE)


def test_figures_too_large_to_be_subtracted_say_nothing() -> None:
    assert contributed(UP, -1e308, 1e308) is None
    assert contributed(UP, 1.0, 1.0 + 1e-8, comparison=(0.0, 1e308)) is None
    assert contributed(UP, 1.0, 2.0, population_mean=1e308, comparison=(1e308, -1e308)) is None


@pytest.mark.parametrize("said", [{"direction": KEEP}, {"direction": KEEP, "target": 40}, {"target": 40}])
def test_what_is_to_be_kept_has_no_change_to_be_explained(said: dict[str, object]) -> None:
    assert left_of_change(road(**said), 41, Background(indicator="i1", then=40, now=40)) is None
