"""What an indicator of an alliance's file says of itself: its days, its range, its steps, its samples."""

from collections.abc import Iterator

from models.method.definition_impact import Baseline, Indicator, Measured, Sample
from models.method.definition_problems import Location, Problem, duplicates
from models.method.evaluation.snapshot import SampleKind
from models.method.indicators import Measure, Trajectory
from models.method.said import Said

#: What measures in words instead of figures, with at least so many steps, and what those are.
STEPPED: dict[Measure, tuple[int, Said]] = {
    Measure.ORDINAL: (2, Said("an ordinal indicator needs its steps; list at least two, from worst to best")),
    Measure.NOMINAL: (1, Said("a nominal indicator needs its steps; list the categories that count as reached")),
}

#: What each kind of sample cannot do without.
NEEDED: dict[SampleKind, tuple[str, ...]] = {
    SampleKind.PROPORTION: ("k", "n"),
    SampleKind.MEAN: ("n", "sd"),
    SampleKind.ERROR: ("se",),
}

#: What a judgement consists of: whose it is, how far it is, and how strong the evidence is.
JUDGED = ("from", "level", "evidence")


def indicator_problems(one: Indicator, loc: Location) -> Iterator[Problem]:
    """Yield everything that does not hold in an indicator at a place of the file, in the order of its keys."""
    yield from _steps(one, loc)
    yield from _range(one, loc)
    if one.baseline.sample is not None:
        yield from _sample(one.baseline, one.baseline.sample, one.measure, (*loc, "baseline"))
    yield from _days(one, loc)
    yield from _measurements(one, loc)


def _steps(one: Indicator, loc: Location) -> Iterator[Problem]:
    if one.measure in STEPPED:
        least, missing = STEPPED[one.measure]
        if len(one.steps) < least:
            yield Problem((*loc, "steps"), missing)
    elif one.steps:
        yield Problem((*loc, "steps"), Said("only an ordinal or a nominal indicator has steps; take them out"))
    yield from duplicates((*loc, "steps"), None, one.steps)
    if one.measure is Measure.ORDINAL:
        last = max(len(one.steps) - 1, 0)
        for name, value in (("baseline", one.baseline.value), ("target", one.target.value)):
            if value is not None and not (value.is_integer() and 0 <= value <= last):
                text = Said(
                    "{value} is no place of a step; allowed: a whole number from 0 to {last}", last=last, value=value
                )
                yield Problem((*loc, name, "value"), text)


def _range(one: Indicator, loc: Location) -> Iterator[Problem]:
    lowest, highest = one.range.lowest, one.range.highest
    if lowest is not None and highest is not None and lowest >= highest:
        text = Said("the lowest figure is not below the highest of {highest}; give a lower one", highest=highest)
        yield Problem((*loc, "range", "lowest"), text)
        return
    figures: list[tuple[Location, float | None]] = [
        (("baseline", "value"), one.baseline.value),
        (("target", "value"), one.target.value),
        *((("milestones", number, "value"), point.value) for number, point in enumerate(one.milestones)),
    ]
    for place, value in figures:
        if value is None:
            continue
        if lowest is not None and value < lowest:
            text = Said(
                "{value} is below the range of the indicator; allowed: at least {lowest}", value=value, lowest=lowest
            )
            yield Problem((*loc, *place), text)
        if highest is not None and value > highest:
            text = Said(
                "{value} is above the range of the indicator; allowed: at most {highest}", value=value, highest=highest
            )
            yield Problem((*loc, *place), text)


def _days(one: Indicator, loc: Location) -> Iterator[Problem]:
    start, end = one.baseline.date, one.target.date
    if start is not None and end is not None and end < start:
        text = Said("the target is due before the baseline of {day}; give a later date", day=str(start))
        yield Problem((*loc, "target", "date"), text)
        return
    if one.trajectory is Trajectory.MILESTONES and not one.milestones:
        text = Said("the road goes by milestones, and there are none; give at least one")
        yield Problem((*loc, "trajectory"), text)
    yield from duplicates((*loc, "milestones"), "date", (str(point.date) for point in one.milestones))
    for number, point in enumerate(one.milestones):
        place = (*loc, "milestones", number, "date")
        if start is not None and point.date < start:
            yield Problem(
                place, Said("the milestone is due before the baseline of {day}; give a later date", day=str(start))
            )
        if end is not None and point.date > end:
            yield Problem(
                place, Said("the milestone is due after the target of {day}; give an earlier date", day=str(end))
            )


def _measurements(one: Indicator, loc: Location) -> Iterator[Problem]:
    named = (figure.place for figure in one.measurements)
    places = (" ".join(filter(None, dict.fromkeys((who, str(since), str(day))))) for day, since, who in named)
    yield from duplicates((*loc, "measurements"), "date", places)
    for number, figure in enumerate(one.measurements):
        place = (*loc, "measurements", number)
        if figure.since is not None and figure.since > figure.date:
            text = Said("the period begins after its last day, {day}; give an earlier date", day=str(figure.date))
            yield Problem((*place, "since"), text)
        if figure.sample is not None:
            yield from _sample(figure, figure.sample, one.measure, place)
        elif figure.value is None and not figure.text and figure.level is None:
            yield Problem(place, Said("nothing was measured here; give a value, a text or a sample"))
        yield from _judgement(figure, one.measure, place)


def _judgement(figure: Measured, measure: Measure, loc: Location) -> Iterator[Problem]:
    said = dict(zip(JUDGED, (figure.from_, figure.level, figure.evidence), strict=True))
    missing = [name for name, value in said.items() if value is None]
    if len(missing) == len(said):
        return
    if missing:
        yield Problem(loc, Said("a judgement needs {missing} as well", missing=", ".join(missing)))
    if measure is not Measure.QUALITATIVE:
        yield Problem(loc, Said("only a qualitative indicator is judged; take from, level and evidence out"))
    if figure.value is not None or figure.text or figure.sample is not None or figure.since is not None:
        yield Problem(loc, Said("a judgement holds for a day and is no figure; give one of the two"))


def _sample(of: Baseline | Measured, sample: Sample, measure: Measure, loc: Location) -> Iterator[Problem]:
    place = (*loc, "sample")
    missing = [name for name in NEEDED[sample.kind] if getattr(sample, name) is None]
    if missing:
        text = Said("a sample of kind {kind} needs {missing}", kind=sample.kind, missing=", ".join(missing))
        yield Problem(place, text)
    elif of.value is None and sample.figure(measure) is None:
        yield Problem(place, Said("the sample says no figure; give the value that it is about"))
    if sample.n is not None and sample.k is not None and sample.k > sample.n:
        yield Problem(
            (*place, "k"), Said("{k} of {n} is more than were asked; allowed: at most {n}", k=sample.k, n=sample.n)
        )
    if sample.n is not None and sample.population is not None and sample.population < sample.n:
        text = Said("more were asked than there are; allowed: at least {n}", n=sample.n)
        yield Problem((*place, "population"), text)
