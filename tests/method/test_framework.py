"""What figures are judged by: what belongs to it, and what one version of it says otherwise than another."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.definition_impact import Link
from models.method.framework import FrameworkContent, differences, in_words, layer, layer_of
from models.method.indicators import Layer, Level

VACATURES: Mapping[str, Any] = {
    "key": "vacatures",
    "title": "Openstaande vacatures",
    "measure": "number",
    "direction": "decrease",
    "accumulation": "level",
    "baseline": {"value": 100, "date": "2026-01-01"},
    "target": {"value": 50, "date": "2027-12-31"},
}
LESSEN = {"key": "lessen", "level": "activity", "text": "Gastlessen", "due": "2027-06-30"}
LERAREN = {"key": "leraren", "level": "outcome", "text": "Meer leraren"}
LINK = {"from": "lessen", "to": "leraren", "assumption": "Zij willen blijven."}


def _framework(*indicators: Mapping[str, Any], **changes: Any) -> FrameworkContent:
    theory = {"nodes": [LESSEN, LERAREN], "links": [LINK]}
    return FrameworkContent.model_validate({"theory_of_change": theory, "indicators": indicators, **changes})


#: What each field of the small frameworks that are drawn may say, so that two of them are often equal in part.
FIELDS: dict[str, list[Any]] = {
    "title": ["Vacatures", 'Met "aanhaling": é'],
    "weight": [1.0, 0.25],
    "critical": [False, True],
    "direction_confirmed": [False, True],
    "range": [{}, {"lowest": -1e15, "highest": 1e15}],
    "tolerance": [None, 0.5],
    "baseline": [{}, {"value": 0.1}, {"value": 0.1, "sample": {"kind": "proportion", "k": 1, "n": 10}}],
    "target": [{}, {"value": 50, "date": "2027-12-31"}, {"value": 50}],
    "trajectory": [None, "step"],
    "milestones": [[], [{"date": "2026-12-31", "value": 5}, {"date": "2026-06-30", "value": 7}]],
    "measurements": [[], [{"date": "2026-03-01", "text": "veel"}]],
}
NODES = [LESSEN, {**LESSEN, "due": None}, LERAREN, {**LERAREN, "learns_from": ["lessen"]}]
LINKS = [LINK, {**LINK, "layer": "delivery"}, {**LINK, "evidence": "mixed"}, {"from": "leraren", "to": "lessen"}]
INDICATORS = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in FIELDS.items()})


def _once(name: str, parts: list[Mapping[str, Any]]) -> st.SearchStrategy[list[Mapping[str, Any]]]:
    return st.lists(st.sampled_from(parts), max_size=2, unique_by=lambda part: part[name])


FRAMEWORKS = st.builds(
    lambda nodes, links, fields, threshold: _framework(
        *({**VACATURES, **given, "key": key} for key, given in fields.items()),
        theory_of_change={"nodes": nodes, "links": links},
        threshold=threshold,
    ),
    _once("key", NODES),
    _once("from", LINKS),
    st.dictionaries(st.sampled_from(["vacatures", "uitval"]), INDICATORS),
    st.sampled_from([0.8, 0.75]),
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[FrameworkContent, FrameworkContent]:
    """Draw two frameworks, of which the second has some parts of the first."""
    one, other = draw(FRAMEWORKS), draw(FRAMEWORKS)
    parts = draw(st.sets(st.sampled_from(["theory_of_change", "indicators", "threshold"])))
    return one, one.model_copy(update={name: getattr(other, name) for name in parts})


@pytest.mark.parametrize(
    ("target", "about"),
    [
        (Level.ACTIVITY, Layer.DELIVERY),
        (Level.OUTPUT, Layer.DELIVERY),
        (Level.OUTCOME, Layer.MECHANISM),
        (Level.IMPACT, Layer.PROBLEM),
        (None, Layer.MECHANISM),
    ],
)
def test_what_an_assumption_is_about_follows_from_what_its_arrow_leads_to(target: Level | None, about: Layer) -> None:
    assert layer_of(target) is about


def test_what_a_person_said_an_assumption_is_about_goes_first() -> None:
    levels = {"leraren": Level.OUTCOME}
    assert layer(Link.model_validate(LINK), levels) is Layer.MECHANISM
    assert layer(Link.model_validate({**LINK, "layer": "partnership"}), levels) is Layer.PARTNERSHIP


def test_what_was_found_out_is_no_part_of_it() -> None:
    measured = {**VACATURES, "measurements": [{"date": "2026-03-01", "value": 90}]}
    judged = {"theory_of_change": {"nodes": [LESSEN, LERAREN], "links": [{**LINK, "evidence": "refuted"}]}}
    assert _framework(measured, **judged) == _framework(VACATURES)


def test_the_order_in_which_it_was_written_is_no_difference() -> None:
    uitval = {**VACATURES, "key": "uitval"}
    backwards = {"theory_of_change": {"nodes": [LERAREN, LESSEN], "links": [LINK]}}
    one, other = _framework(VACATURES, uitval), _framework(uitval, VACATURES, **backwards)
    assert (one, one.sha256()) == (other, other.sha256())


def test_a_change_is_told_by_what_it_was_and_what_it_is() -> None:
    after = {**VACATURES, "target": {"value": 60, "date": "2027-12-31"}, "weight": 0.5, "critical": True}
    stepped = {**VACATURES, "key": "stap", "measure": "ordinal", "steps": ["nooit", "soms"], "target": {}}
    theory = {"nodes": [LESSEN, {**LERAREN, "text": "Genoeg leraren"}], "links": []}
    found = differences(
        _framework(VACATURES, stepped),
        _framework(
            {**stepped, "steps": ["nooit", "vaak"], "target": {"value": 1}},
            after,
            {**VACATURES, "key": "uitval"},
            theory_of_change=theory,
            threshold=0.75,
        ),
    )
    assert in_words(found, "en") == (
        "theory_of_change.nodes leraren: text Meer leraren -> Genoeg leraren",
        "theory_of_change.links lessen -> leraren: removed",
        "indicators stap: steps nooit, soms -> nooit, vaak",
        "indicators stap: target – -> 1",
        "indicators vacatures: weight 1 -> 0.5",
        "indicators vacatures: critical false -> true",
        "indicators vacatures: target 50 -> 60",
        "indicators uitval: added",
        "evaluation.threshold: 0.8 -> 0.75",
    )
    assert in_words(found)[1] == "theory_of_change.links lessen -> leraren: verwijderd"


@given(FRAMEWORKS)
def test_a_framework_is_kept_and_read_back_as_it_was(one: FrameworkContent) -> None:
    kept = one.model_dump(mode="json", by_alias=True)
    again = FrameworkContent.model_validate(kept)
    assert (again, again.sha256()) == (one, one.sha256())
    assert differences(one, again) == ()


@given(pairs())
def test_there_are_differences_exactly_between_frameworks_that_are_not_equal(
    both: tuple[FrameworkContent, FrameworkContent],
) -> None:
    one, other = both
    assert (differences(one, other) == ()) is (one == other)
    assert len(in_words(differences(one, other))) >= len(differences(one, other))
    assert (one.sha256() == other.sha256()) is (one == other)
