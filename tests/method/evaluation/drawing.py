"""Indicators of every kind, drawn for the properties of the engine."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from models.method.evaluation.snapshot import (
    IndicatorSnapshot,
    Judgement,
    Measured,
    MilestonePoint,
    Sample,
    SampleKind,
)
from models.method.indicators import Accumulation, Direction, Measure, Trajectory

#: Days within some years, so that what is old, early and late all occur.
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 12, 31))

#: Every figure that the models take: huge, tiny and negative ones too.
any_figures = st.floats(allow_nan=False, allow_infinity=False)

#: Figures as people have them; whole, so that shifting and doubling them is exact.
plain_figures = st.integers(min_value=-10_000, max_value=10_000).map(float)

words = st.sampled_from(["", " ", "N/A", "50,000", "slecht", "matig", "goed"])


def or_none(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw from a strategy, or nothing."""
    return st.none() | strategy


def samples(figures: st.SearchStrategy[float]) -> st.SearchStrategy[Sample]:
    """Draw samples that the model takes, also those that say too little or cannot be."""
    return st.builds(
        Sample,
        kind=st.sampled_from(SampleKind),
        n=or_none(st.integers(1, 10**6) | st.just(10**400)),
        k=or_none(st.integers(0, 10**6)),
        scale=st.sampled_from([1.0, 100.0, -1.0, 0.0]) | figures,
        mean=or_none(figures),
        sd=or_none(figures.map(abs)),
        se=or_none(figures.map(abs)),
        population=or_none(st.integers(1, 10**6)),
    )


def measurements(figures: st.SearchStrategy[float]) -> st.SearchStrategy[Measured]:
    """Draw measurements of every kind."""
    return st.builds(
        Measured,
        number=st.integers(0, 9),
        on=days,
        since=or_none(days),
        value=or_none(figures | st.just(0.0)),
        raw=words,
        sample=or_none(samples(figures)),
        imported=st.booleans(),
        zero_confirmed=st.booleans(),
    )


def indicators(figures: st.SearchStrategy[float]) -> st.SearchStrategy[IndicatorSnapshot]:
    """Draw indicators of every kind, whatever the model takes."""
    return st.builds(
        IndicatorSnapshot,
        key=st.just("i1"),
        measure=st.sampled_from(Measure),
        direction=or_none(st.sampled_from(Direction)),
        direction_confirmed=st.booleans(),
        accumulation=or_none(st.sampled_from(Accumulation)),
        baseline=or_none(figures),
        baseline_on=or_none(days),
        baseline_interval=or_none(st.tuples(figures, figures)),
        target=or_none(figures),
        target_on=or_none(days),
        trajectory=st.sampled_from(Trajectory),
        milestones=st.lists(st.builds(MilestonePoint, on=days, value=figures), max_size=3).map(tuple),
        lowest=or_none(figures),
        highest=or_none(figures),
        tolerance=or_none(figures.map(abs)),
        steps=st.sampled_from([(), ("slecht", "matig", "goed")]),
        measurements=st.lists(measurements(figures), max_size=4).map(tuple),
        judgements=st.lists(st.builds(Judgement, level=st.integers(0, 4), evidence=st.integers(1, 4)), max_size=3).map(
            tuple
        ),
    )


def complete(figures: st.SearchStrategy[float]) -> st.SearchStrategy[IndicatorSnapshot]:
    """Draw indicators of which all is known that a ratio needs, so that most come as far as that."""
    begin, end = st.dates(date(2022, 1, 1), date(2022, 12, 31)), st.dates(date(2023, 1, 1), date(2025, 12, 31))
    measured = st.builds(
        Measured,
        number=st.integers(0, 9),
        on=st.dates(date(2022, 6, 1), date(2023, 12, 31)),
        value=figures,
        sample=or_none(samples(figures)),
    )
    return st.builds(
        IndicatorSnapshot,
        key=st.just("i1"),
        measure=st.sampled_from([Measure.NUMBER, Measure.ORDINAL]),
        direction=or_none(st.sampled_from(Direction)),
        accumulation=st.sampled_from(Accumulation),
        baseline=figures,
        baseline_on=begin,
        baseline_interval=or_none(st.tuples(figures, figures)),
        target=figures,
        target_on=end,
        trajectory=st.sampled_from(Trajectory),
        milestones=or_none(st.builds(MilestonePoint, on=st.just(date(2023, 1, 1)), value=figures)).map(
            lambda milestone: (milestone,) if milestone else ()
        ),
        measurements=st.lists(measured, min_size=1, max_size=4, unique_by=lambda m: m.on).map(tuple),
    )


#: Days on which such an indicator is looked at.
looks = st.dates(date(2023, 1, 1), date(2024, 6, 1))
