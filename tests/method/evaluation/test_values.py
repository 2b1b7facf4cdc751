"""Which measurements the current value is made of, and why there may be none."""

from typing import Any

import pytest

from models.method.evaluation.parameters import Parameters
from models.method.evaluation.snapshot import Measured, Sample, SampleKind
from models.method.evaluation.values import Current, current
from models.method.evaluation.words import Mark, Reason
from models.method.indicators import Accumulation
from tests.method.evaluation.building import at, day, road


def value(*measurements: Measured, number: int = 100, **said: Any) -> Current:
    return current(road(*measurements, **said), day(number), Parameters())


def test_a_level_is_its_last_measurement_up_to_the_day() -> None:
    found = value(at(20, 44), at(60, 52, number=2), at(40, 47), at(80, 99), number=60)
    assert found == Current(52, (52, 52), at(60, 52, number=2))


def test_of_several_on_one_day_the_last_recorded_counts() -> None:
    assert value(at(20, 44, number=3), at(20, 46, number=2)).value == 44
    assert value(at(20, 44), at(20, 46)).value == 46


@pytest.mark.parametrize("measurements", [(), (at(50),), (at(50, raw=" "),), (at(80, 50),)])
def test_nothing_measured_yet_is_missing(measurements: tuple[Measured, ...]) -> None:
    assert value(*measurements, number=60) == Current(reason=Reason.MISSING_ACTUAL)


def test_an_empty_measurement_does_not_hide_an_earlier_one() -> None:
    assert value(at(20, 44), at(60)).value == 44


def test_what_is_no_figure_hides_an_earlier_one() -> None:
    found = value(at(20, 44), at(60, raw="N/A"))
    assert (found.value, found.reason) == (None, Reason.UNPARSEABLE)


def test_a_measurement_is_stale_after_a_year_and_some_slack() -> None:
    assert value(at(0, 44), number=400).value == 44
    stale = value(at(0, 44), number=401)
    assert (stale.value, stale.reason, stale.marks) == (None, Reason.STALE_ACTUAL, (Mark.STALE,))


def test_a_running_total_that_falls_is_marked() -> None:
    total = {"accumulation": Accumulation.CUMULATIVE}
    assert value(at(20, 100), at(60, 90), at(80, 120), **total).marks == (Mark.CUMULATIVE_DECREASED,)
    assert value(at(20, 100), at(40, raw="?"), at(60, 100), **total).marks == ()
    assert value(at(20, 100), at(60, 90)).marks == ()


def period(first: int, last: int, figure: float | None, **said: Any) -> Measured:
    return at(last, figure, since=day(first), **said)


FLOW = {"accumulation": Accumulation.FLOW}


def test_what_comes_in_periods_is_their_sum_up_to_the_day() -> None:
    assert value(period(51, 100, 5), period(0, 50, 13), **FLOW).value == 18
    assert value(period(51, 100, 5), period(0, 50, 13), number=99, **FLOW).value == 13
    assert value(at(10, 5), at(11, 6), **FLOW).value == 11


def test_what_came_in_long_ago_still_adds_up() -> None:
    assert value(period(0, 50, 13), number=900, **FLOW).value == 13


@pytest.mark.parametrize(
    "periods",
    [
        (period(0, 100, 18), period(0, 50, 13), period(51, 100, 5)),
        (period(0, 50, 13), period(50, 100, 5)),
        (at(10, 5), at(10, 6)),
        (period(0, 50, 13), at(50, 6)),
    ],
)
def test_periods_that_share_a_day_are_not_added(periods: tuple[Measured, ...]) -> None:
    found = value(*periods, **FLOW)
    assert (found.value, found.reason) == (None, Reason.OVERLAPPING_PERIODS)
    assert found.marks == (Mark.OVERLAPPING_PERIODS,)


def test_one_period_that_is_no_figure_leaves_no_sum() -> None:
    assert value(period(0, 50, 13), period(51, 100, None, raw="50,000"), **FLOW).reason is Reason.UNPARSEABLE


def test_how_figures_belong_together_is_not_guessed() -> None:
    unknown = {"accumulation": None}
    assert value(at(20, 44), **unknown).value == 44
    assert value(at(20, 44), at(60, 52), **unknown).reason is Reason.ACCUMULATION_UNKNOWN
    assert value(period(0, 50, 13), **unknown).reason is Reason.ACCUMULATION_UNKNOWN


def test_an_imported_zero_needs_confirmation() -> None:
    assert value(at(50, 0)).value == 0
    assert value(at(50, 0, imported=True, zero_confirmed=True)).reason is None
    assert value(at(50, 0, imported=True), at(60, 3, imported=True)).reason is None
    doubtful = value(at(50, 0, imported=True))
    assert (doubtful.reason, doubtful.marks) == (Reason.SUSPICIOUS_ZERO, (Mark.SUSPICIOUS_ZERO,))
    part = value(period(0, 50, 13), period(51, 100, 0, imported=True), **FLOW)
    assert part.reason is Reason.SUSPICIOUS_ZERO


def test_a_value_beyond_its_range_is_put_aside() -> None:
    share = {"lowest": 0, "highest": 100}
    assert value(at(50, 100), **share).reason is None
    assert value(at(50, 0), **share).reason is None
    for figure in (104, -1):
        found = value(at(50, figure), **share)
        assert (found.value, found.reason, found.marks) == (figure, Reason.OUT_OF_RANGE, (Mark.OUT_OF_RANGE,))
    more_than_asked = Sample(kind=SampleKind.PROPORTION, k=12, n=10)
    assert value(at(50, sample=more_than_asked)).reason is Reason.OUT_OF_RANGE


def sampled(**said: Any) -> Measured:
    given = said.pop("value", None)
    return at(50, given, sample=Sample(**said))


def test_a_sample_gives_the_figure_and_its_interval() -> None:
    proportion = value(sampled(kind=SampleKind.PROPORTION, k=11, n=20, scale=100, value=54))
    assert (proportion.value, proportion.interval) == (
        pytest.approx(55),
        pytest.approx((40.910560, 68.330580), abs=1e-4),
    )
    mean = value(sampled(kind=SampleKind.MEAN, mean=50, sd=10, n=16, population=40))
    assert (mean.value, mean.interval) == (50, pytest.approx((47.370856, 52.629144), abs=1e-5))
    error = value(sampled(kind=SampleKind.ERROR, se=2, value=50))
    assert (error.value, error.interval) == (50, pytest.approx((47.436897, 52.563103), abs=1e-6))


@pytest.mark.parametrize(
    "sample",
    [
        {"kind": SampleKind.PROPORTION, "k": 5},
        {"kind": SampleKind.PROPORTION, "n": 20},
        {"kind": SampleKind.MEAN, "n": 16},
        {"kind": SampleKind.MEAN, "sd": 2},
        {"kind": SampleKind.MEAN, "sd": 2, "n": 1},
        {"kind": SampleKind.ERROR},
    ],
)
def test_a_sample_that_says_too_little_leaves_the_figure_unsure(sample: dict[str, Any]) -> None:
    found = value(sampled(value=50, **sample))
    assert (found.value, found.interval, found.reason) == (50, None, None)
    both = value(period(0, 49, 10), at(100, 50, since=day(51), sample=Sample(**sample)), **FLOW)
    assert (both.value, both.interval) == (60, None)


def test_a_share_on_a_scale_that_runs_down_lies_in_its_interval() -> None:
    low, high = value(sampled(kind=SampleKind.PROPORTION, k=11, n=20, scale=-100)).interval or (0, 0)
    assert (low, high) == pytest.approx((-68.330580, -40.910560), abs=1e-4)
