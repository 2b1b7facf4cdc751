"""What may be said of an indicator: taken as it is meant, or refused with what is allowed."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.evaluation.numbers import plain_figure
from models.method.evaluation.snapshot import IndicatorSnapshot, Judgement, Sample, SampleKind
from models.method.indicators import Accumulation, Measure
from models.method.measuring import Spoken, Taken, faults, figure_of_share, no_figure, rated, taken
from tests.method.strategies import unhurried

TODAY = date(2026, 3, 2)

#: Signs that may stand in a line of text.
lines = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Mn"]), max_size=12)
STEPS = ("laag", "midden", "hoog")


def indicator(measure: Measure = Measure.NUMBER, **fields: Any) -> IndicatorSnapshot:
    """Return an indicator called ``vacatures``."""
    return IndicatorSnapshot(key="vacatures", measure=measure, **fields)


FLOW = indicator(accumulation=Accumulation.FLOW)
SHARE = indicator(Measure.PERCENTAGE)
SCALE = indicator(Measure.ORDINAL, steps=STEPS)
JUDGED = indicator(Measure.QUALITATIVE)


def wrong(of: IndicatorSnapshot, strict: bool = True, **said: Any) -> list[tuple[str, str]]:
    """Return what is wrong with what is said of an indicator, by field."""
    spoken = Spoken(**{"on": TODAY, **said})
    return [(fault.field, str(fault.text)) for fault in faults(of, spoken, today=TODAY, strict=strict)]


def kept(of: IndicatorSnapshot, strict: bool = True, **said: Any) -> Taken:
    """Return what is kept of what is said, in which nothing is wrong."""
    assert wrong(of, strict, **said) == []
    return taken(of, Spoken(**{"on": TODAY, **said}))


def test_a_figure_is_kept_as_it_is() -> None:
    assert kept(indicator(), value=" 62.5 ", source="Regiomonitor") == Taken(
        TODAY, None, 62.5, "", None, None, "Regiomonitor"
    )
    assert kept(indicator(), value=-3.0).value == -3
    assert kept(FLOW, value="5", since=date(2026, 1, 1)).since == date(2026, 1, 1)
    assert kept(indicator(Measure.ORDINAL), value="2").value == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0,5", "'0,5' is not a number; write 0.5"),
        ("50,000", "'50,000' is not a number"),
        ("1,2,3", "'1,2,3' is not a number"),
        ("30%", "'30%' is not a number"),
        ("69 - 73", "'69 - 73' is not a number"),
        ("1e5", "'1e5' is not a number"),
        ("nan", "'nan' is not a number"),
        ("o", "'o' is not a number"),
        ("2000000000000000", "2000000000000000 is too large; allowed: up to 1000000000000000"),
    ],
)
def test_what_is_no_plain_figure_is_refused(typed: str, said: str) -> None:
    assert wrong(indicator(), value=typed) == [("value", said)]


@given(lines)
@unhurried
def test_out_of_a_file_any_text_is_a_plain_figure_or_kept_as_it_was_written(text: str) -> None:
    if not text.strip() or abs(plain_figure(text) or 0) > 1e15:
        assert [field for field, _ in wrong(indicator(), strict=False, value=text)] == ["value"]
        return
    found = kept(indicator(), strict=False, value=text)
    assert (found.value, found.raw) == (plain_figure(text), "" if plain_figure(text) is not None else text.strip())


@given(lines)
@unhurried
def test_a_person_who_types_is_told_exactly_what_a_file_would_keep(text: str) -> None:
    kept_as_text = bool(text.strip()) and plain_figure(text) is None
    assert bool(wrong(indicator(), value=text)) >= kept_as_text
    assert not kept_as_text or wrong(indicator(), value=text)[0][1] == str(no_figure(text.strip()))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_cannot_be_counted_with_is_no_figure(value: float) -> None:
    assert wrong(indicator(), strict=False, value=value) == [("value", f"{value} is no figure")]


@pytest.mark.parametrize("value", [None, "", "  "])
def test_nothing_is_no_figure(value: str | None) -> None:
    nothing = [("value", "nothing was measured here; say what was found")]
    assert wrong(indicator(), value=value) == wrong(SCALE, value=value) == nothing


@pytest.mark.parametrize(
    ("of", "said", "told"),
    [
        (
            indicator(),
            {"on": date(2026, 3, 3)},
            ("on", "a figure cannot be measured on 2026-03-03, which is after today"),
        ),
        (indicator(), {"on": date(1999, 3, 3)}, ("on", "1999-03-03 is too far away; allowed: years 2000 to 2100")),
        (
            FLOW,
            {},
            ("since", "vacatures counts what happened in a period; say the first day of the period as well"),
        ),
        (FLOW, {"since": date(1999, 1, 1)}, ("since", "1999-01-01 is too far away; allowed: years 2000 to 2100")),
        (
            FLOW,
            {"on": date(2026, 1, 1), "since": date(2026, 1, 2)},
            ("since", "the period begins on 2026-01-02, after its last day 2026-01-01"),
        ),
        (
            indicator(),
            {"since": date(2026, 1, 2)},
            ("since", "vacatures holds for a day and not for a period; leave the first day out"),
        ),
        (
            indicator(),
            {"level": 2},
            ("level", "vacatures is measured and not judged; leave the level and the evidence out"),
        ),
    ],
)
def test_a_day_that_cannot_be_is_refused(of: IndicatorSnapshot, said: dict[str, Any], told: tuple[str, str]) -> None:
    assert wrong(of, value="5", **said) == [told]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"value": "x" * 301}, ("value", "the text has 301 characters; allowed: at most 300")),
        ({"value": "5\u200b"}, ("value", "the sign U+200B is not allowed in a text; take it out")),
        ({"value": "5", "source": "a\nb"}, ("source", "the sign U+000A is not allowed in a text; take it out")),
    ],
)
def test_a_text_that_no_line_can_hold_is_refused(said: dict[str, Any], told: tuple[str, str]) -> None:
    assert wrong(indicator(), strict=False, **said) == [told]
    assert wrong(JUDGED, level=1, evidence=1, source="a\nb") == [
        ("source", "the sign U+000A is not allowed in a text; take it out")
    ]


def test_a_period_of_one_day_is_a_period() -> None:
    assert wrong(FLOW, value="5", since=TODAY) == []


def test_a_share_is_counted_from_its_sample() -> None:
    share = Sample(kind=SampleKind.PROPORTION, k=11, n=20, scale=100, population=24)
    assert kept(SHARE, k=11, n=20, population=24) == Taken(TODAY, None, 55.0, "", share, None, "")
    assert kept(SHARE, k=11, n=30, value="37").value == pytest.approx(36.6667, abs=1e-4)
    assert (figure_of_share(Spoken(TODAY, k=3)), figure_of_share(Spoken(TODAY))) == (None, None)


def test_a_mean_and_a_standard_error_stand_beside_the_figure() -> None:
    mean = Sample(kind=SampleKind.MEAN, mean=3.4, sd=0.9, n=20)
    assert kept(indicator(Measure.INDEX), value="3.4", sd=0.9, n=20).sample == mean
    assert kept(indicator(), value="62", se=2.5).sample == Sample(kind=SampleKind.ERROR, se=2.5)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"k": 11}, [("n", "say how many there are in the sample (n)")]),
        ({"k": 21, "n": 20}, [("k", "21 of 20 is more than there are")]),
        ({"k": 11, "n": 20, "value": "60"}, [("value", "11 of 20 is 55.0 percent; leave out one of the two")]),
        ({"k": -1, "n": 20}, [("k", "-1 is out of range; allowed: at least 0")]),
        ({"value": "5", "n": 20}, [("n", "n belongs to k or to sd; give one of them too")]),
        ({"value": "5", "population": 20}, [("population", "a population belongs to a sample; give n too")]),
        (
            {"k": 1, "n": 20, "population": 19},
            [("population", "20 were asked of 19, which is more than there are")],
        ),
        (
            {"k": 1, "n": 20, "se": 1.0},
            [("se", "a figure has one sample: k of n, the spread sd of n, or the standard error se; give one of them")],
        ),
        ({"value": "5", "sd": -1.0, "n": 2}, [("sd", "-1.0 is out of range; allowed: at least 0")]),
    ],
)
def test_a_sample_that_cannot_be_is_refused(said: dict[str, Any], told: list[tuple[str, str]]) -> None:
    assert wrong(SHARE, **said) == told


def test_only_a_percentage_is_so_many_of_so_many() -> None:
    assert wrong(indicator(), k=11, n=20) == [("k", "vacatures is no percentage, so it is not k of n; give the figure")]


def test_a_step_is_kept_as_the_scale_writes_it() -> None:
    assert kept(SCALE, value=" Midden ") == Taken(TODAY, None, None, "midden", None, None, "")
    assert wrong(SCALE, value="middel") == [("value", '"middel" is no step of vacatures; allowed: laag, midden, hoog')]
    assert kept(SCALE, strict=False, value="middel").raw == "middel"
    assert wrong(indicator(Measure.ORDINAL), value="midden") == [("value", "'midden' is not a number")]
    assert wrong(SCALE, value="laag", n=3) == [("n", "vacatures is no figure with a sample; leave the sample out")]
    assert kept(indicator(Measure.ORDINAL), strict=False, value="midden").raw == "midden"


def test_any_category_may_be_found() -> None:
    categories = indicator(Measure.NOMINAL, steps=("Vast contract",))
    assert [kept(categories, value=text).raw for text in ("vast contract", "tijdelijk")] == [
        "Vast contract",
        "tijdelijk",
    ]


def test_a_judgement_is_that_of_who_is_named_else_of_who_records_it() -> None:
    judged = {"level": 3, "evidence": 2}
    named = Spoken(TODAY, level=3, evidence=2, rater="fonds")
    assert faults(JUDGED, named, today=TODAY, strict=True, raters=("fonds", "hz")) == []
    assert rated(taken(JUDGED, named), "staff:hz").rater == "fonds"
    assert rated(kept(JUDGED, **judged), "staff:hz").rater == "hz"
    assert rated(kept(indicator(), value=5), "staff:hz").rater == ""
    said = "a rater is named by the key of an organisation or the code of staff; allowed: none"
    assert wrong(JUDGED, **judged, rater="Jan de Vries") == [("rater", said)]
    assert wrong(indicator(), value=5, rater="hz") == [
        ("rater", "vacatures is measured and not judged; leave the rater out")
    ]


def test_what_is_no_plain_figure_is_kept_beside_the_share_that_says_it() -> None:
    share = Sample(kind=SampleKind.PROPORTION, k=58, n=100, scale=100)
    of = indicator(Measure.PERCENTAGE)
    assert kept(of, strict=False, value="58%", k=58, n=100) == Taken(TODAY, None, 58.0, "58%", share, None, "")
    assert kept(of, value="58", k=58, n=100).raw == ""


def test_a_judgement_has_a_level_and_evidence_and_no_figure() -> None:
    assert kept(JUDGED, level=0, evidence=1) == Taken(TODAY, None, None, "", None, Judgement(level=0, evidence=1), "")
    both = "vacatures is judged; give a level of 0 to 4 and the evidence for it, of 1 to 4"
    assert wrong(JUDGED, evidence=1) == [("level", both)]
    assert wrong(JUDGED, level=1) == [("evidence", both)]
    assert wrong(JUDGED, level=5, evidence=0) == [
        ("level", "5 is out of range; allowed: 0 to 4"),
        ("evidence", "0 is out of range; allowed: 1 to 4"),
    ]
    assert wrong(JUDGED, level=1, evidence=1, value="5") == [
        ("value", "vacatures is judged; leave the figure and the sample out")
    ]
