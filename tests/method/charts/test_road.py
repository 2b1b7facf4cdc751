"""The picture of an indicator: its road, what was measured, and what was doubted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.charts.road import FormerRoad, Frame, Point, RoadChart, draw, labelled
from models.method.evaluation.snapshot import IndicatorSnapshot, Measured, MilestonePoint, Sample, SampleKind
from models.method.indicators import Accumulation, Direction, Measure, Trajectory

BEGIN, END = date(2026, 1, 1), date(2027, 1, 1)
HALF = date(2026, 7, 2)
FIGURE = st.floats(-1e6, 1e6, allow_nan=False) | st.floats(-1e300, 1e300, allow_nan=False)
DAY = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def indicator(**changes: object) -> IndicatorSnapshot:
    """Return an indicator from 40 to 60 in a year."""
    given = {"key": "i", "direction": Direction.INCREASE, "baseline": 40, "target": 60}
    return IndicatorSnapshot(**{**given, "baseline_on": BEGIN, "target_on": END, **changes})


def drawn(one: IndicatorSnapshot, on: date = HALF, former: tuple[FormerRoad, ...] = ()) -> RoadChart:
    """Return the picture of an indicator that has one."""
    chart = draw(one, on, confidence=0.8, former=former)
    assert chart is not None
    return chart


def inside(chart: RoadChart) -> list[Point]:
    """Return every place that is drawn."""
    spots = [spot.at for spot in (chart.baseline, chart.target) if spot]
    dots = [place for dot in chart.measured for place in (dot.at, *(dot.whisker or ()))]
    return [*chart.expected, *spots, *dots, *(place for one in chart.former for place in (one.begin, one.end))]


@given(
    baseline=st.none() | FIGURE,
    target=st.none() | FIGURE,
    begins=st.none() | DAY,
    ends=st.none() | DAY,
    measured=st.lists(st.tuples(DAY, FIGURE, st.floats(0, 1e5)), max_size=6),
    milestones=st.lists(st.tuples(DAY, FIGURE), max_size=4),
    trajectory=st.sampled_from(Trajectory),
    accumulation=st.sampled_from(Accumulation),
)
def test_everything_that_is_drawn_is_inside_the_plot(
    baseline: float | None,
    target: float | None,
    begins: date | None,
    ends: date | None,
    measured: list[tuple[date, float, float]],
    milestones: list[tuple[date, float]],
    trajectory: Trajectory,
    accumulation: Accumulation,
) -> None:
    one = indicator(
        baseline=baseline,
        target=target,
        baseline_on=begins,
        target_on=ends,
        trajectory=trajectory,
        accumulation=accumulation,
        milestones=tuple(MilestonePoint(on=day, value=value) for day, value in milestones),
        measurements=tuple(
            Measured(number=n, on=day, value=value, sample=Sample(kind=SampleKind.ERROR, se=se))
            for n, (day, value, se) in enumerate(measured)
        ),
    )
    chart = draw(one, HALF, confidence=0.8, former=[FormerRoad(1, 10, BEGIN, 90, END)])
    assert chart is not None
    frame = chart.frame
    for place in (*inside(chart), Point(chart.on.x, chart.on.y)):
        assert frame.left <= place.x <= frame.width - frame.right
        assert frame.top <= place.y <= frame.height - frame.bottom


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=8))
def test_the_road_never_falls_where_its_milestones_do_not(values: list[float]) -> None:
    stops = tuple(
        MilestonePoint(on=BEGIN + timedelta(days=30 * n), value=value) for n, value in enumerate(sorted(values), 1)
    )
    for trajectory in (Trajectory.MILESTONES, Trajectory.STEP):
        one = indicator(baseline=0, target=1000, milestones=stops, trajectory=trajectory)
        heights = [place.y for place in drawn(one).expected]
        assert heights == sorted(heights, reverse=True)
        across = [place.x for place in drawn(one).expected]
        assert across == sorted(across)


def test_a_straight_road_leads_from_baseline_to_target() -> None:
    chart = drawn(indicator(measurements=(Measured(number=1, on=HALF, value=48),)))
    assert chart.baseline is not None
    assert chart.target is not None
    assert chart.expected == (chart.baseline.at, chart.target.at)
    (dot,) = chart.measured
    assert (dot.value, dot.day, dot.whisker, dot.doubted) == (48, HALF, None, False)
    assert chart.baseline.at.y > dot.at.y > chart.target.at.y
    assert chart.on.x == dot.at.x


def test_a_road_in_steps_goes_across_and_then_up() -> None:
    stop = MilestonePoint(on=HALF, value=50)
    first, across, up, over, last = drawn(indicator(trajectory=Trajectory.STEP, milestones=(stop,))).expected
    assert (first.y, across.y, up.y, over.y) == (first.y, first.y, over.y, up.y)
    assert (across.x, over.x) == (up.x, last.x)


def test_what_no_day_is_known_of_is_a_level_at_the_edge() -> None:
    chart = drawn(indicator(baseline_on=None, target_on=None))
    assert chart.expected == ()
    assert chart.target is not None
    assert (chart.target.day, chart.target.at.x) == (None, Frame().left)


@pytest.mark.parametrize("ends", [BEGIN, BEGIN - timedelta(days=1)])
def test_a_road_that_does_not_lead_forward_is_not_drawn(ends: date) -> None:
    assert drawn(indicator(target_on=ends)).expected == ()


def test_a_sample_has_a_whisker_around_its_figure() -> None:
    sample = Sample(kind=SampleKind.PROPORTION, k=11, n=20, scale=100)
    one = indicator(measure=Measure.PERCENTAGE, measurements=(Measured(number=1, on=HALF, sample=sample),))
    (dot,) = drawn(one).measured
    assert dot.whisker is not None
    low, high = dot.whisker
    assert low.y > dot.at.y > high.y
    assert {low.x, dot.at.x, high.x} == {dot.at.x}


@pytest.mark.parametrize(
    "measured",
    [
        Measured(number=1, on=HALF, value=0, imported=True),
        Measured(number=1, on=HALF, value=104),
        Measured(number=1, on=HALF, value=-1),
        Measured(number=1, on=HALF, sample=Sample(kind=SampleKind.PROPORTION, k=3, n=2, scale=10)),
    ],
)
def test_what_does_not_count_yet_is_seen_and_doubted(measured: Measured) -> None:
    (dot,) = drawn(indicator(lowest=0, highest=100, measurements=(measured,))).measured
    assert dot.doubted


def test_a_confirmed_zero_and_one_that_was_typed_are_not_doubted() -> None:
    confirmed = Measured(number=1, on=HALF, value=0, imported=True, zero_confirmed=True)
    typed = Measured(number=2, on=HALF, value=0)
    assert [dot.doubted for dot in drawn(indicator(measurements=(confirmed, typed))).measured] == [False, False]


def test_what_happened_in_periods_is_added_up() -> None:
    parts = tuple(Measured(number=n, since=BEGIN, on=BEGIN + timedelta(days=60 * n), value=5) for n in (1, 2, 3))
    chart = drawn(indicator(accumulation=Accumulation.FLOW, measurements=parts))
    assert [dot.value for dot in chart.measured] == [5, 10, 15]
    assert chart.adds_up


def test_words_where_a_figure_should_stand_and_figures_beyond_any_axis_are_left_out() -> None:
    odd = (Measured(number=1, on=HALF, raw="n.v.t."), Measured(number=2, on=HALF, value=1e16))
    chart = drawn(indicator(target=1e18, milestones=(MilestonePoint(on=HALF, value=1e18),), measurements=odd))
    assert (chart.measured, chart.target, chart.expected) == ((), None, ())


def test_only_what_was_measured_by_the_day_is_shown() -> None:
    later = Measured(number=1, on=HALF + timedelta(days=1), value=48)
    assert drawn(indicator(measurements=(later,))).measured == ()


def test_steps_are_drawn_at_their_place_and_named() -> None:
    one = indicator(
        measure=Measure.ORDINAL,
        steps=("slecht", "matig", "goed"),
        baseline=0,
        target=2,
        measurements=(Measured(number=1, on=HALF, raw="matig"),),
    )
    chart = drawn(one)
    assert chart.steps == ("slecht", "matig", "goed")
    assert [dot.value for dot in chart.measured] == [1]


@pytest.mark.parametrize("measure", [Measure.NOMINAL, Measure.QUALITATIVE])
def test_what_has_no_figures_has_no_picture(measure: Measure) -> None:
    assert draw(indicator(measure=measure), HALF, confidence=0.8) is None


def test_what_nothing_is_known_of_has_no_picture() -> None:
    assert draw(indicator(baseline=None, target=None), HALF, confidence=0.8) is None


def test_roads_that_were_given_up_are_shown_once_with_their_first_version() -> None:
    old = [
        FormerRoad(3, 40, BEGIN, 80, END),
        FormerRoad(1, 40, BEGIN, 80, END),
        FormerRoad(2, 40, BEGIN, 60, END),
        FormerRoad(4, None, BEGIN, 60, END),
    ]
    (line,) = drawn(indicator(), former=tuple(old)).former
    assert line.version == 1
    assert line.end.y < line.begin.y


def test_labels_move_down_until_none_hides_another() -> None:
    here = Point(100, 50)
    assert labelled([here, here, here], apart=14) == (0, 14, 28)
    assert labelled([here, Point(100, 80), Point(400, 50)], apart=14) == (0, 0, 0)
