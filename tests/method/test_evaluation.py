"""How far an indicator came, and what the rules propose; I03 and the like are worked examples checked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.method.evaluation import (
    LABELS,
    IndicatorResult,
    IndicatorSnapshot,
    Parameters,
    Result,
    Snapshot,
    Verdict,
    attainment,
    evaluate,
)
from models.method.indicators import Direction
from tests.method.strategies import indicators, snapshots, unhurried

PARAMETERS = Parameters()


def _indicator(
    direction: str,
    baseline: float,
    target: float,
    value: float | None,
    *,
    key: str = "i1",
    weight: float = 1,
    critical: bool = False,
) -> IndicatorSnapshot:
    return IndicatorSnapshot(
        key=key,
        direction=Direction(direction),
        weight=weight,
        critical=critical,
        baseline=baseline,
        target=target,
        value=value,
    )


def _scored(key: str, score: float | None, *, weight: float = 1, critical: bool = False) -> IndicatorSnapshot:
    return _indicator("increase", 0, 1, score, key=key, weight=weight, critical=critical)


def _snapshot(*given_indicators: IndicatorSnapshot) -> Snapshot:
    return Snapshot(alliance="onderwijs", cycle=1, round=1, indicators=given_indicators)


@pytest.mark.parametrize(
    ("indicator", "share"),
    [
        (_indicator("increase", 40, 60, 48), 0.4),
        (_indicator("decrease", 200, 100, 230), -0.3),
        (_indicator("increase", 75, 75, 70), 0.0),
        (_indicator("increase", 75, 75, 74), 1.0),
        (_indicator("increase", 0, 0, 8), None),
        (_indicator("decrease", 9212, 11057, 11312), None),
        (_indicator("increase", 71.96, 60, 81.01), None),
        (_indicator("increase", 75, 75, 76), 1.0),
        (_indicator("decrease", 75, 75, 74), 1.0),
        (_indicator("decrease", 75, 75, 80), 0.0),
        (_indicator("increase", 0, 40, 10), 0.25),
        (_indicator("increase", -20, 10, -5), 0.5),
        (_indicator("decrease", -5, -15, -14), 0.9),
        (_indicator("increase", 0, 8, 18), 2.25),
        (_indicator("decrease", 25, 20, 0), 5.0),
        (_indicator("increase", 100, 150, 180), 1.6),
        (_indicator("increase", 0, 150, 90), 0.6),
        (_indicator("increase", 0, 170, 170), 1.0),
        (_indicator("maintain", 75, 75, 74), 1.0),
        (_indicator("maintain", 75, 75, 71.25), 1.0),
        (_indicator("maintain", 75, 75, 78.75), 1.0),
        (_indicator("maintain", 75, 75, 70), 0.0),
        (_indicator("maintain", 75, 75, 80), 0.0),
        (_indicator("maintain", -75, -75, -74), 1.0),
        (_indicator("maintain", 0, 0, 0), 1.0),
        (_indicator("maintain", 0, 0, 1), 0.0),
        (_indicator("increase", 40, 60, None), None),
    ],
    ids=[
        "I03 two fifths",
        "I05 the wrong way",
        "I07 below a target that is the baseline",
        "I06 nearly at a target that is the baseline",
        "I09 no target",
        "I24 the wrong direction",
        "I27 a target behind its baseline",
        "above a target that is the baseline",
        "decreasing below its baseline",
        "decreasing above its baseline",
        "I10 a quarter",
        "I11 from below zero",
        "I12 decreasing below zero",
        "I13 overshoot",
        "I18 a confirmed zero",
        "I20 an index",
        "I52 cumulative",
        "on target",
        "I06 maintained",
        "at the lower edge",
        "at the upper edge",
        "I07 not maintained",
        "too much",
        "maintained below zero",
        "kept at zero",
        "not kept at zero",
        "unmeasured",
    ],
)
def test_attainment_is_the_share_of_the_road_that_was_covered(
    indicator: IndicatorSnapshot, share: float | None
) -> None:
    assert attainment(indicator) == share


def _mirrored(i: IndicatorSnapshot) -> IndicatorSnapshot:
    other = {
        Direction.INCREASE: Direction.DECREASE,
        Direction.DECREASE: Direction.INCREASE,
        Direction.MAINTAIN: Direction.MAINTAIN,
    }
    value = None if i.value is None else -i.value
    changed = {"direction": other[i.direction], "baseline": -i.baseline, "target": -i.target, "value": value}
    return i.model_copy(update=changed)


def _scaled(i: IndicatorSnapshot, factor: float) -> IndicatorSnapshot:
    value = None if i.value is None else i.value * factor
    return i.model_copy(update={"baseline": i.baseline * factor, "target": i.target * factor, "value": value})


@unhurried
@given(indicators(measured=False))
def test_attainment_does_not_depend_on_the_sign_of_the_figures(indicator: IndicatorSnapshot) -> None:
    assert attainment(_mirrored(indicator)) == attainment(indicator)


@unhurried
@given(indicators(measured=False), st.integers(min_value=-10, max_value=10))
def test_attainment_does_not_depend_on_the_unit_of_the_figures(indicator: IndicatorSnapshot, power: int) -> None:
    assert attainment(_scaled(indicator, 2.0**power)) == attainment(indicator)


@unhurried
@given(indicators())
def test_reaching_the_target_is_the_whole_road(indicator: IndicatorSnapshot) -> None:
    assert attainment(indicator.model_copy(update={"value": indicator.target})) == 1.0


@pytest.mark.parametrize(
    ("given_indicators", "verdict", "total", "reasons"),
    [
        ((_scored("a", 0.8),), "sufficient", 0.8, ("at_or_above_threshold",)),
        ((_scored("a", 1), _scored("b", 0.4)), "insufficient", 0.7, ("below_threshold",)),
        ((_scored("a", 2.25), _scored("b", 0.5)), "insufficient", 0.75, ("below_threshold",)),
        ((_scored("a", -3), _scored("b", 1, weight=3)), "insufficient", 0.75, ("below_threshold",)),
        ((_scored("a", 1, weight=9), _scored("b", 0, weight=1)), "sufficient", 0.9, ("at_or_above_threshold",)),
        ((_scored("a", 1, weight=1), _scored("b", 0, weight=2)), "insufficient", 0.333333, ("below_threshold",)),
        ((_scored("a", 0.9, weight=0), _scored("b", 0.6, weight=0)), "inconclusive", None, ("no_weights",)),
        ((), "inconclusive", None, ("no_weights",)),
        (
            (_scored("a", 1), _scored("b", 1), _scored("c", 1), _scored("d", 0.2, critical=True)),
            "insufficient",
            0.8,
            ("critical:d",),
        ),
        (
            (_scored("a", 0.1, critical=True), _scored("b", 0.8, critical=True), _scored("c", 0, critical=True)),
            "insufficient",
            0.3,
            ("critical:a", "critical:c"),
        ),
        ((_scored("a", None), _scored("b", None)), "inconclusive", None, ("unmeasured:a", "unmeasured:b")),
        ((_scored("a", 0, critical=True), _scored("b", None)), "insufficient", None, ("critical:a",)),
        ((_scored("a", 1), _scored("b", None, weight=0)), "sufficient", 1.0, ("at_or_above_threshold",)),
        (
            (_scored("a", 1), _scored("b", None, weight=0, critical=True)),
            "inconclusive",
            None,
            ("unmeasured:b",),
        ),
        ((_scored("a", 0.7999996),), "insufficient", 0.8, ("below_threshold",)),
        ((_indicator("increase", 0, 0, 8, key="a"),), "inconclusive", None, ("no_target:a",)),
        ((_indicator("decrease", 1, 2, 3, key="a"),), "inconclusive", None, ("direction_conflict:a",)),
        ((_scored("a", 1), _scored("b", 0), _scored("c", None)), "inconclusive", None, ("unmeasured:c",)),
    ],
    ids=[
        "on the line",
        "G07 below",
        "overshoot does not compensate",
        "moving away counts as nothing",
        "weights count",
        "six decimals",
        "G02 no weights",
        "no indicators",
        "G08 critical",
        "two critical",
        "G13 nothing measured",
        "critical before unmeasured",
        "weightless and unmeasured",
        "critical, weightless and unmeasured",
        "just below",
        "I09 no target",
        "I24 direction conflict",
        "one unmeasured",
    ],
)
def test_the_verdict_says_what_it_rests_on(
    given_indicators: tuple[IndicatorSnapshot, ...], verdict: str, total: float | None, reasons: tuple[str, ...]
) -> None:
    result = evaluate(_snapshot(*given_indicators), PARAMETERS)
    assert (result.verdict, result.attainment, result.reasons) == (verdict, total, reasons)


def test_the_proposal_shows_each_indicator_as_measured_and_as_counted() -> None:
    snapshot = _snapshot(
        _indicator("increase", 0, 8, 18, key="leerkrachten"),
        _indicator("decrease", 200, 100, 230, key="verzuim"),
        _indicator("increase", 0, 3, 1, key="scholen"),
        _indicator("increase", 0, 3, None, key="uren"),
    )
    assert evaluate(snapshot, PARAMETERS) == Result(
        engine_version="1",
        verdict=Verdict.INCONCLUSIVE,
        attainment=None,
        indicators=(
            IndicatorResult(key="leerkrachten", attainment=2.25, score=1.0),
            IndicatorResult(key="verzuim", attainment=-0.3, score=0.0),
            IndicatorResult(key="scholen", attainment=0.333333, score=0.333333),
            IndicatorResult(key="uren", attainment=None, score=None),
        ),
        reasons=("unmeasured:uren",),
    )


@pytest.mark.parametrize(
    ("threshold", "verdict"), [(0.0, "sufficient"), (0.5, "sufficient"), (0.51, "insufficient"), (1.0, "insufficient")]
)
def test_an_alliance_chooses_its_own_threshold(threshold: float, verdict: str) -> None:
    assert evaluate(_snapshot(_scored("a", 0.5)), Parameters(threshold=threshold)).verdict == verdict


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_a_threshold_is_a_share(threshold: float) -> None:
    with pytest.raises(ValidationError):
        Parameters(threshold=threshold)


@unhurried
@given(snapshots(measured=False))
def test_the_same_figures_give_the_same_proposal_also_after_they_were_stored(snapshot: Snapshot) -> None:
    stored = Snapshot.model_validate_json(snapshot.model_dump_json())
    proposal = evaluate(snapshot, PARAMETERS)
    assert (stored.sha256(), evaluate(stored, PARAMETERS)) == (snapshot.sha256(), proposal)
    assert Result.model_validate_json(proposal.model_dump_json()) == proposal


@unhurried
@given(snapshots(measured=False), st.integers(min_value=-10, max_value=10))
def test_only_the_proportion_of_the_weights_counts(snapshot: Snapshot, power: int) -> None:
    scaled = tuple(i.model_copy(update={"weight": i.weight * 2.0**power}) for i in snapshot.indicators)
    assert evaluate(_snapshot(*scaled), PARAMETERS) == evaluate(snapshot, PARAMETERS)


@unhurried
@given(snapshots(measured=False))
def test_impact_is_enough_only_when_all_is_measured_and_nothing_critical_failed(snapshot: Snapshot) -> None:
    result = evaluate(snapshot, PARAMETERS)
    if result.verdict is not Verdict.SUFFICIENT:
        return
    critical = {i.key for i in snapshot.indicators if i.critical}
    scores = {r.key: r.score for r in result.indicators}
    assert [key for key, score in scores.items() if score is None] == []
    assert [key for key in critical if (scores[key] or 0.0) < 0.8] == []
    assert (result.attainment or 0.0) >= 0.8


@unhurried
@given(snapshots())
def test_the_total_lies_between_nothing_and_everything(snapshot: Snapshot) -> None:
    total = evaluate(snapshot, PARAMETERS).attainment
    assert total == min(max(total or 0.0, 0.0), 1.0)


@unhurried
@given(snapshots(), st.data())
def test_coming_closer_to_a_target_never_lowers_the_total(snapshot: Snapshot, data: st.DataObject) -> None:
    at = data.draw(st.integers(min_value=0, max_value=len(snapshot.indicators) - 1))
    closer = snapshot.indicators[at].model_copy(update={"value": snapshot.indicators[at].target})
    raised = (*snapshot.indicators[:at], closer, *snapshot.indicators[at + 1 :])
    before, after = evaluate(snapshot, PARAMETERS), evaluate(_snapshot(*raised), PARAMETERS)
    assert (after.attainment or 0.0) >= (before.attainment or 0.0)


def test_every_verdict_has_a_dutch_name() -> None:
    assert LABELS == {
        "sufficient": "voldoende impact",
        "insufficient": "onvoldoende impact",
        "inconclusive": "nog geen uitsluitsel",
    }
