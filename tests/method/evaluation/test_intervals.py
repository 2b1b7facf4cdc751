"""Intervals and quantiles, beside those of a library for statistics."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from models.method.evaluation.intervals import (
    around_error,
    around_mean,
    difference,
    effective_size,
    finite_correction,
    normal_quantile,
    total,
    wilson,
)
from models.method.evaluation.posterior import share_posterior
from models.method.evaluation.student import both_tails, t_quantile
from models.method.evaluation.words import Verdict
from tests.method.strategies import unhurried

CONFIDENCES = (0.01, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999)


@pytest.mark.parametrize("df", [0.3, 1, 1.5, 2, 3, 4, 7.25, 24, 120, 999, 9_999, 10_000, 123_456, 1e9])
def test_quantiles_of_student_are_those_of_the_library(df: float) -> None:
    ours = [t_quantile(confidence, df) for confidence in CONFIDENCES]
    assert ours == pytest.approx([stats.t.ppf((1 + c) / 2, df) for c in CONFIDENCES], rel=1e-9)


def test_a_quantile_of_hardly_any_freedom_is_beyond_everything() -> None:
    assert [t_quantile(0.99, df) for df in (1e-4, 1e-15, 1e-300)] == [math.inf] * 3
    assert around_mean(50, 0, 1 + 1e-15, 0.8) is None


def test_student_lies_outside_of_nothing_for_certain() -> None:
    assert both_tails(0, 5) == 1
    assert both_tails(1e200, 5) == 0


def test_normal_quantiles_are_those_of_the_library() -> None:
    ours = [normal_quantile(confidence) for confidence in CONFIDENCES]
    assert ours == pytest.approx([stats.norm.ppf((1 + c) / 2) for c in CONFIDENCES], rel=1e-12)


@pytest.mark.parametrize(("k", "n"), [(0, 1), (0, 12), (1, 1), (11, 20), (130, 200), (200, 200), (3, 10_000)])
def test_intervals_of_shares_are_those_of_the_library(k: int, n: int) -> None:
    for confidence in CONFIDENCES:
        theirs = stats.binomtest(k, n).proportion_ci(confidence, method="wilson")
        assert wilson(k, n, confidence) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_a_share_of_a_finite_group_is_surer_and_one_of_everybody_is_sure() -> None:
    assert wilson(11, 20, 0.8, 24) == pytest.approx((0.4902587, 0.6083333), abs=1e-7)
    assert wilson(13, 24, 0.8, 24) == (13 / 24, 13 / 24)
    assert wilson(13, 24, 0.8, 20) == (13 / 24, 13 / 24)
    assert wilson(0, 12, 0.8)[0] == 0
    assert wilson(12, 12, 0.8)[1] == 1


@given(st.integers(1, 500), st.data(), st.sampled_from(CONFIDENCES))
@unhurried
def test_a_share_lies_in_its_interval_which_more_people_narrow(n: int, data: st.DataObject, confidence: float) -> None:
    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n, confidence)
    more_low, more_high = wilson(4 * k, 4 * n, confidence)
    assert 0 <= low <= k / n <= high <= 1
    assert more_high - more_low < high - low


def test_the_interval_of_a_mean_is_that_of_the_library() -> None:
    got = around_mean(50, 10, 16, 0.8)
    assert got == pytest.approx(stats.t.interval(0.8, 15, loc=50, scale=10 / 4), rel=1e-9)
    # 10/4 times 1.340606, and of 40 in all the root of 24/39.
    assert got == pytest.approx((46.648485, 53.351515), abs=1e-5)
    assert around_mean(50, 10, 16, 0.8, 40) == pytest.approx((47.370856, 52.629144), abs=1e-5)
    assert around_mean(50, 10, 16, 0.8, df=7.5) == pytest.approx(stats.t.interval(0.8, 7.5, 50, 2.5), rel=1e-9)


def test_one_figure_has_no_spread_unless_it_is_everybody() -> None:
    assert around_mean(50, 0, 1, 0.8) is None
    assert around_mean(50, 0, 1, 0.8, 9) is None
    assert around_mean(50, 0, 1, 0.8, 1) == (50, 50)
    assert around_mean(50, 10, 24, 0.8, 20) == (50, 50)


def test_the_correction_for_a_finite_group() -> None:
    assert finite_correction(25, None) == 1
    assert finite_correction(25, 40) == pytest.approx(math.sqrt(15 / 39))
    assert finite_correction(40, 40) == 0
    assert finite_correction(1, 1) == 0


def test_a_standard_error_is_carried_by_the_normal_quantile() -> None:
    assert around_error(50, 2, 0.8) == pytest.approx((50 - 2.563103, 50 + 2.563103), abs=1e-6)


def test_a_difference_recovers_the_variances_of_both() -> None:
    # Newcombe 1998, table II, contrast (a): 56/70 against 48/80 at 95 %.
    a, b = wilson(56, 70, 0.95), wilson(48, 80, 0.95)
    assert difference(0.8, a, 0.6, b) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert difference(5, (5, 5), 3, (3, 3)) == (2, 2)


def test_a_sum_recovers_the_variances_of_its_parts() -> None:
    assert total([(10, (7, 11)), (20, (16, 20))]) == (25, 31)


@pytest.mark.parametrize(
    ("weights", "size"), [([], 0), ([0, 0], 0), ([3], 1), ([2, 2, 2], 3), ([1, 3], 1.6), ([1e200, 1e200], 2)]
)
def test_unequal_weights_count_as_fewer_equal_ones(weights: list[float], size: float) -> None:
    assert effective_size(weights) == pytest.approx(size)


@given(st.integers(1, 60), st.data(), st.floats(0, 1))
@unhurried
def test_the_share_of_a_group_is_as_probable_as_the_library_says(
    population: int, data: st.DataObject, threshold: float
) -> None:
    n = data.draw(st.integers(0, population))
    k = data.draw(st.integers(0, n))
    need = math.ceil(threshold * population - 1e-9) - k
    theirs = stats.betabinom.sf(need - 1, population - n, k + 1, n - k + 1)
    assert share_posterior(k, n, population, threshold)[0] == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize(
    ("k", "n", "population", "threshold", "probability", "verdict"),
    [
        (6, 10, 10, 0.6, 1, Verdict.SUFFICIENT),
        (5, 10, 10, 0.6, 0, Verdict.INSUFFICIENT),
        (0, 0, 9, 0.5, 0.5, Verdict.INCONCLUSIVE),
        (0, 0, 9, 0.1, 0.9, Verdict.SUFFICIENT),
        (0, 0, 9, 1, 0.1, Verdict.INSUFFICIENT),
    ],
)
def test_nine_in_ten_is_sure_enough(
    k: int, n: int, population: int, threshold: float, probability: float, verdict: Verdict
) -> None:
    assert share_posterior(k, n, population, threshold) == (pytest.approx(probability), verdict)


@pytest.mark.parametrize("counts", [(2, 1, 5), (1, 6, 5), (-1, 1, 5), (0, 0, 0)])
def test_counts_that_cannot_be_are_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=f"{counts[0]} of {counts[1]} in a group of {counts[2]}"):
        share_posterior(*counts, 0.5)
