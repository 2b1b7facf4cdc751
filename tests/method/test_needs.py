"""Weighing whether an alliance is needed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.needs import Criterion, Weighing, weigh
from tests.method.strategies import unhurried, weights

scored = st.builds(
    Criterion, key=st.just("urgency"), text=st.just("?"), weight=weights, score=st.integers(min_value=0, max_value=5)
)


def _criteria(*scores: tuple[float, int | None]) -> list[Criterion]:
    return [Criterion(f"k{n}", "Is dit zo?", weight, score) for n, (weight, score) in enumerate(scores, start=1)]


@pytest.mark.parametrize(
    ("criteria", "said"),
    [
        (_criteria((1, 5), (1, 5)), Weighing(share=1.0, go=True, unscored=())),
        (_criteria((1, 0), (1, 0)), Weighing(share=0.0, go=False, unscored=())),
        (_criteria((3, 4), (1, 0)), Weighing(share=0.6, go=True, unscored=())),
        (_criteria((1, 4), (3, 0)), Weighing(share=0.2, go=False, unscored=())),
        (_criteria((1, 2), (1, 2), (1, 3)), Weighing(share=0.466667, go=False, unscored=())),
        (_criteria((0.5, 5), (0, 0)), Weighing(share=1.0, go=True, unscored=())),
    ],
    ids=["all", "nothing", "exactly enough", "weights count", "six decimals", "weightless"],
)
def test_the_weighted_share_decides_between_go_and_no_go(criteria: list[Criterion], said: Weighing) -> None:
    assert weigh(criteria, threshold=0.6) == said


@pytest.mark.parametrize(
    ("criteria", "unscored"),
    [
        ([], ()),
        (_criteria((0, 5), (0, 5)), ()),
        (_criteria((1, None), (1, 5), (1, None)), ("k1", "k3")),
    ],
    ids=["no criteria", "no weights", "unscored"],
)
def test_without_every_score_there_is_no_answer(criteria: list[Criterion], unscored: tuple[str, ...]) -> None:
    assert weigh(criteria, threshold=0.6) == Weighing(share=None, go=None, unscored=unscored)


def test_a_score_of_zero_is_an_answer() -> None:
    assert weigh(_criteria((1, 0)), threshold=0.0) == Weighing(share=0.0, go=True, unscored=())


def test_just_under_the_threshold_is_no_go_although_it_rounds_to_it() -> None:
    criteria = _criteria((599_999.9, 5), (400_000.1, 0))
    assert weigh(criteria, threshold=0.6) == Weighing(share=0.6, go=False, unscored=())


@unhurried
@given(st.lists(scored, min_size=1), st.integers(min_value=-10, max_value=10))
def test_only_the_proportion_of_the_weights_counts(criteria: list[Criterion], power: int) -> None:
    scaled = [replace(c, weight=c.weight * 2.0**power) for c in criteria]
    assert weigh(scaled, threshold=0.6) == weigh(criteria, threshold=0.6)


@unhurried
@given(st.lists(scored, min_size=1), st.data())
def test_a_higher_score_never_speaks_against_the_alliance(criteria: list[Criterion], data: st.DataObject) -> None:
    at = data.draw(st.integers(min_value=0, max_value=len(criteria) - 1))
    higher = data.draw(st.integers(min_value=criteria[at].score or 0, max_value=5))
    raised = [*criteria[:at], replace(criteria[at], score=higher), *criteria[at + 1 :]]
    before, after = weigh(criteria, threshold=0.6), weigh(raised, threshold=0.6)
    assert ((after.share or 0.0) >= (before.share or 0.0), after.go or not before.go) == (True, True)
