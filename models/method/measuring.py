"""What may be said of an indicator: a figure or a word, the sample behind it, or a judgement (R57, R86)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from models.method.definition_types import FIRST_DAY, found, optional_line
from models.method.evaluation.numbers import plain_figure
from models.method.evaluation.rubric import HIGHEST
from models.method.evaluation.snapshot import IndicatorSnapshot, Judgement, Sample, SampleKind
from models.method.indicators import Accumulation, Measure
from models.method.said import Said

#: A larger figure is a typing error.
MOST = 1e15

#: A figure and the sample behind it may differ so much, in percent, because people round.
ROUNDED_BY = 0.5

#: So many digits stand behind a sign for thousands.
THOUSANDS = 3

#: Measures that are found as a word.
IN_WORDS = frozenset({Measure.ORDINAL, Measure.NOMINAL})


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody says was measured; ``value`` is a figure, or the figure or word as it was written.

    ``k`` of ``n`` is a share, ``sd`` the spread of ``n``, ``se`` a standard error, ``population`` how many there are in
    all. ``level`` 0..4 and ``evidence`` 1..4 are what a rater says: an organisation by its key, or staff by their code.
    """

    on: date
    since: date | None = None
    value: str | float | None = None
    k: int | None = None
    n: int | None = None
    population: int | None = None
    sd: float | None = None
    se: float | None = None
    level: int | None = None
    evidence: int | None = None
    rater: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A measurement as it is kept; ``raw`` is the word that was found, or what was no plain figure.

    A ``judgement`` is that of its ``rater``, of whoever records it where nobody is named.
    """

    on: date
    since: date | None
    value: float | None
    raw: str
    sample: Sample | None
    judgement: Judgement | None
    source: str
    rater: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something cannot be taken, and which part of it: a field of :class:`Spoken`."""

    field: str
    text: Said


def faults(
    of: IndicatorSnapshot, said: Spoken, *, today: date, strict: bool, raters: Collection[str] = ()
) -> list[Fault]:
    """Return everything for which what is said of an indicator cannot be taken; ``raters`` are who may be named.

    Unless it is ``strict``, what is no plain figure, and no step of the scale, is no fault: it is kept as it was
    written, to be asked about.
    """
    always = [*_days(of, said, today), *_texts(said)]
    if of.measure is Measure.QUALITATIVE:
        return [*always, *_judged(of, said, raters)]
    kind = _word(of, said, strict) if of.measure in IN_WORDS else _figure(of, said, strict)
    return [*always, *_not_judged(of, said), *kind]


def taken(of: IndicatorSnapshot, said: Spoken) -> Taken:
    """Return what is kept of something without :func:`faults`."""
    text = said.value.strip() if isinstance(said.value, str) else ""
    value, raw = plain_figure(said.value), ""
    sample = _sample(said)
    if of.measure in IN_WORDS and (of.steps or of.measure is Measure.NOMINAL):
        value, raw = None, _step(of, text) or text
    elif sample is not None and sample.kind is SampleKind.PROPORTION:
        value, raw = figure_of_share(said), text if value is None else ""
    elif value is None:
        raw = text
    judgement = None
    if said.level is not None and said.evidence is not None:
        judgement = Judgement(level=said.level, evidence=said.evidence)
    return Taken(said.on, said.since, value, raw, sample, judgement, said.source, said.rater)


def rated(said: Taken, by: str) -> Taken:
    """Return a judgement with its rater: who was named, else the actor ``by`` who records it."""
    if said.judgement is None or said.rater:
        return said
    return replace(said, rater=by.rpartition(":")[2])


def no_figure(text: str) -> Said:
    """Say of a text that it is no figure, and how it would be one where that is plain."""
    point = text.replace(",", ".", 1)
    # Three digits behind a comma may be thousands.
    if "," in text and plain_figure(point) is not None and len(text.partition(",")[2].strip()) != THOUSANDS:
        return Said("{typed!r} is not a number; write {point}", typed=text, point=point)
    return Said("{typed!r} is not a number", typed=text)


def figure_of_share(said: Spoken) -> float | None:
    """Return the percentage that ``k`` of ``n`` is."""
    return 100 * said.k / said.n if said.k is not None and said.n else None


def _days(of: IndicatorSnapshot, said: Spoken, today: date) -> Iterator[Fault]:
    if said.on > today:
        yield Fault("on", Said("a figure cannot be measured on {day}, which is after today", day=said.on))
    for field, day in (("on", said.on), ("since", said.since)):
        if day is not None and day < FIRST_DAY:
            yield Fault(field, Said("{typed} is too far away; allowed: years 2000 to 2100", typed=day))
    in_periods = of.accumulation is Accumulation.FLOW and of.measure not in {*IN_WORDS, Measure.QUALITATIVE}
    if in_periods and said.since is None:
        text = Said("{key} counts what happened in a period; say the first day of the period as well", key=of.key)
        yield Fault("since", text)
    elif said.since is not None and not in_periods:
        yield Fault("since", Said("{key} holds for a day and not for a period; leave the first day out", key=of.key))
    elif said.since is not None and said.since > said.on:
        text = Said("the period begins on {since}, after its last day {on}", since=said.since, on=said.on)
        yield Fault("since", text)


def _texts(said: Spoken) -> Iterator[Fault]:
    for field in ("value", "source"):
        text = getattr(said, field)
        try:
            optional_line(text if isinstance(text, str) else "")
        except ValueError as why:
            yield Fault(field, why.args[0])


def _judged(of: IndicatorSnapshot, said: Spoken, raters: Collection[str]) -> Iterator[Fault]:
    if said.level is None or said.evidence is None:
        yield Fault(
            "level" if said.level is None else "evidence",
            Said("{key} is judged; give a level of 0 to 4 and the evidence for it, of 1 to 4", key=of.key),
        )
    for field, grade, least in (("level", said.level, 0), ("evidence", said.evidence, 1)):
        if grade is not None and not least <= grade <= HIGHEST:
            text = Said("{found} is out of range; allowed: {least} to {most}", found=grade, least=least, most=HIGHEST)
            yield Fault(field, text)
    if said.rater and said.rater not in raters:
        # What was typed may be the name of a person and is not said again.
        text = Said(
            "a rater is named by the key of an organisation or the code of staff; allowed: {known}",
            known=", ".join(raters) or Said("none"),
        )
        yield Fault("rater", text)
    for field in ("value", *_SAMPLE):
        if getattr(said, field) not in (None, ""):
            yield Fault(field, Said("{key} is judged; leave the figure and the sample out", key=of.key))


def _not_judged(of: IndicatorSnapshot, said: Spoken) -> Iterator[Fault]:
    for field in ("level", "evidence"):
        if getattr(said, field) is not None:
            text = Said("{key} is measured and not judged; leave the level and the evidence out", key=of.key)
            yield Fault(field, text)
    if said.rater:
        yield Fault("rater", Said("{key} is measured and not judged; leave the rater out", key=of.key))


def _word(of: IndicatorSnapshot, said: Spoken, strict: bool) -> Iterator[Fault]:
    for field in _SAMPLE:
        if getattr(said, field) is not None:
            yield Fault(field, Said("{key} is no figure with a sample; leave the sample out", key=of.key))
    text = "" if said.value is None else str(said.value).strip()
    if not text:
        yield Fault("value", Said("nothing was measured here; say what was found"))
    elif not strict or of.measure is Measure.NOMINAL:
        return
    elif of.steps and _step(of, text) is None:
        steps = ", ".join(of.steps)
        yield Fault(
            "value", Said("{found} is no step of {key}; allowed: {steps}", found=found(text), key=of.key, steps=steps)
        )
    elif not of.steps and plain_figure(said.value) is None:
        yield Fault("value", no_figure(text))


def _figure(of: IndicatorSnapshot, said: Spoken, strict: bool) -> Iterator[Fault]:
    yield from _parts_of_sample(of, said)
    share, figure = figure_of_share(said), plain_figure(said.value)
    if said.value is None or (isinstance(said.value, str) and not said.value.strip()):
        if said.k is None:
            yield Fault("value", Said("nothing was measured here; say what was found"))
    elif figure is None and (strict or isinstance(said.value, float)):
        text = no_figure(said.value.strip()) if isinstance(said.value, str) else None
        yield Fault("value", text or Said("{value} is no figure", value=str(said.value)))
    elif figure is not None and abs(figure) > MOST:
        text = Said("{typed} is too large; allowed: up to 1000000000000000", typed=str(said.value))
        yield Fault("value", text)
    elif figure is not None and share is not None and abs(figure - share) > ROUNDED_BY:
        text = Said(
            "{k} of {n} is {share} percent; leave out one of the two", k=said.k, n=said.n, share=round(share, 2)
        )
        yield Fault("value", text)


def _parts_of_sample(of: IndicatorSnapshot, said: Spoken) -> Iterator[Fault]:
    kinds = [field for field in ("k", "sd", "se") if getattr(said, field) is not None]
    for field in kinds[1:]:
        text = Said("a figure has one sample: k of n, the spread sd of n, or the standard error se; give one of them")
        yield Fault(field, text)
    for field, least in (("k", 0), ("n", 1), ("population", 1), ("sd", 0), ("se", 0)):
        number = getattr(said, field)
        if number is not None and number < least:
            yield Fault(
                field,
                Said(
                    "{found} is out of range; allowed: {words} {bound}",
                    found=number,
                    words=Said("at least"),
                    bound=least,
                ),
            )
    if said.k is not None and of.measure is not Measure.PERCENTAGE:
        yield Fault("k", Said("{key} is no percentage, so it is not k of n; give the figure", key=of.key))
    counted = said.k is not None or said.sd is not None
    if counted and said.n is None:
        yield Fault("n", Said("say how many there are in the sample (n)"))
    if said.n is not None and not counted:
        yield Fault("n", Said("n belongs to k or to sd; give one of them too"))
    if said.population is not None and said.n is None:
        yield Fault("population", Said("a population belongs to a sample; give n too"))
    if said.k is not None and said.n is not None and said.k > said.n:
        yield Fault("k", Said("{k} of {n} is more than there are", k=said.k, n=said.n))
    if said.population is not None and said.n is not None and said.n > said.population:
        text = Said(
            "{n} were asked of {population}, which is more than there are", n=said.n, population=said.population
        )
        yield Fault("population", text)


#: The parts of what is said that make a sample.
_SAMPLE = ("k", "n", "population", "sd", "se")


def _sample(said: Spoken) -> Sample | None:
    if said.k is not None:
        return Sample(kind=SampleKind.PROPORTION, k=said.k, n=said.n, scale=100, population=said.population)
    if said.sd is not None:
        mean = plain_figure(said.value)
        return Sample(kind=SampleKind.MEAN, mean=mean, sd=said.sd, n=said.n, population=said.population)
    return None if said.se is None else Sample(kind=SampleKind.ERROR, se=said.se)


def _step(of: IndicatorSnapshot, text: str) -> str | None:
    """Return the step or category that a text means, however its letters are written."""
    return {step.casefold(): step for step in reversed(of.steps)}.get(text.casefold())
