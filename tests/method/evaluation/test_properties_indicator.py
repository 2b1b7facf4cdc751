"""What holds for every indicator, whatever its figures are."""

import math
import random
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.method.evaluation.arithmetic import written_out
from models.method.evaluation.indicator import assess, assess_exactly
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.remarks import remarks
from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.snapshot import IndicatorSnapshot, Sample, SampleKind
from models.method.evaluation.words import Reason, Verdict
from models.method.indicators import Direction, Trajectory
from tests.method.evaluation.building import END, at, day, judged, road
from tests.method.evaluation.drawing import any_figures, complete, days, indicators, looks, plain_figures

unhurried = settings(deadline=None, max_examples=150)

DECIDED = {Verdict.SUFFICIENT, Verdict.INSUFFICIENT}

drawn = [of(figures) for of in (indicators, complete) for figures in (any_figures, plain_figures)]

parameters = st.builds(
    Parameters,
    threshold=st.floats(0, 1),
    confidence=st.floats(0.01, 0.999999),
    least_expected=st.floats(0, 1),
    kept_within=st.floats(0, 2),
)


@given(st.one_of(drawn), days | looks, parameters)
@unhurried
def test_whatever_the_models_take_gets_a_verdict_with_a_reason(
    indicator: IndicatorSnapshot, on: date, chosen: Parameters
) -> None:
    result = assess(indicator, on, chosen)
    # It could have been made of its own words: nothing in it is infinite or no number.
    assert IndicatorResult.model_validate_json(result.model_dump_json()) == result
    assert (result.verdict in DECIDED) <= (result.score is not None)
    assert written_out(indicator, result, chosen, on) != ""
    assert len(set(remarks(indicator, result))) == len(remarks(indicator, result))


@given(st.one_of(drawn), days | looks, parameters)
@unhurried
def test_an_interval_contains_what_it_is_of(indicator: IndicatorSnapshot, on: date, chosen: Parameters) -> None:
    result = assess(indicator, on, chosen)
    pairs = (
        (result.value, result.value_interval),
        (result.ratio, result.ratio_interval),
        (result.score, result.score_interval),
    )
    for figure, interval in pairs:
        if figure is not None and interval is not None:
            slack = 1e-5 + 1e-9 * abs(figure)
            assert interval[0] - slack <= figure <= interval[1] + slack
    assert result.score is None or 0 <= result.score <= 1


@given(indicators(plain_figures) | complete(plain_figures), days | looks, st.randoms(use_true_random=False))
@unhurried
def test_the_order_in_which_measurements_and_raters_are_told_means_nothing(
    indicator: IndicatorSnapshot, on: date, chance: random.Random
) -> None:
    numbered = [m.model_copy(update={"number": number}) for number, m in enumerate(indicator.measurements)]
    told = indicator.model_copy(update={"measurements": tuple(numbered)})
    mixed = told.model_copy(
        update={
            "measurements": tuple(chance.sample(numbered, k=len(numbered))),
            "judgements": tuple(reversed(indicator.judgements)),
        }
    )
    assert assess(told, on, Parameters()) == assess(mixed, on, Parameters())


ends = st.tuples(plain_figures, plain_figures).filter(lambda pair: pair[0] != pair[1])


def walked(start: float, end: float, value: float) -> IndicatorSnapshot:
    direction = Direction.INCREASE if end > start else Direction.DECREASE
    return road(at(100, value), baseline=start, target=end, direction=direction)


@given(ends, plain_figures, st.integers(-20, 20), st.integers(10, 100))
@unhurried
def test_neither_the_unit_nor_the_sign_of_the_figures_changes_a_verdict(
    pair: tuple[float, float], value: float, power: int, number: int
) -> None:
    (start, end), times = pair, 2.0**power
    plain = judged(walked(start, end, value).model_copy(update={"measurements": (at(number, value),)}), number)
    for factor in (times, -times):
        scaled = walked(start * factor, end * factor, value * factor)
        there = scaled.model_copy(update={"measurements": (at(number, value * factor),)})
        found = judged(there, number)
        assert (found.verdict, found.reason, found.marks) == (plain.verdict, plain.reason, plain.marks)
        assert (found.score, found.attainment, found.ratio) == (plain.score, plain.attainment, plain.ratio)


@given(ends, plain_figures, st.floats(0, 1e6), st.integers(0, 150), st.sampled_from(Trajectory))
@unhurried
def test_a_better_measurement_never_worsens_the_score(
    pair: tuple[float, float], value: float, better: float, number: int, trajectory: Trajectory
) -> None:
    (start, end), towards = pair, math.copysign(better, pair[1] - pair[0])

    def score(figure: float) -> float:
        indicator = walked(start, end, figure).model_copy(
            update={"measurements": (at(number, figure),), "trajectory": trajectory}
        )
        exact = assess_exactly(indicator, day(number), Parameters())
        return exact.score if exact.score is not None else -1

    assert score(value + towards) >= score(value) - 1e-9


@given(st.integers(1, 200), st.data(), st.integers(2, 20))
@unhurried
def test_more_answers_of_the_same_kind_never_leave_less_certainty(n: int, data: st.DataObject, times: int) -> None:
    k = data.draw(st.integers(0, n))

    def width(k: int, n: int) -> float:
        sample = Sample(kind=SampleKind.PROPORTION, k=k, n=n, scale=100)
        low, high = judged(road(at(100, sample=sample))).ratio_interval or (0, 0)
        return high - low

    assert width(k * times, n * times) <= width(k, n) + 1e-6


@given(st.integers(1, 200), st.data())
@unhurried
def test_more_of_a_group_asked_never_leaves_less_certainty(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    population = data.draw(st.integers(n, 10 * n))

    def width(population: int | None) -> float:
        sample = Sample(kind=SampleKind.PROPORTION, k=k, n=n, scale=100, population=population)
        low, high = judged(road(at(100, sample=sample))).ratio_interval or (0, 0)
        return high - low

    assert width(n) == 0 <= width(population) <= width(population + 1) + 1e-6 <= width(None) + 2e-6


@given(ends, plain_figures, st.floats(0.1, 1))
@unhurried
def test_a_decided_ratio_is_on_its_side_of_the_threshold(
    pair: tuple[float, float], value: float, threshold: float
) -> None:
    assume(threshold > 0)
    result = assess_exactly(walked(*pair, value), END, Parameters(threshold=threshold))
    assert result.reason is Reason.RATIO
    assert (result.verdict is Verdict.SUFFICIENT) is ((result.ratio or 0) >= threshold - 1e-9)
    assert result.ratio == pytest.approx((value - pair[0]) / (pair[1] - pair[0]))
