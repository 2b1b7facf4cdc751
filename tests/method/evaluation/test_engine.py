"""The whole evaluation: one snapshot, one proposal."""

from datetime import date
from typing import Any

import pytest

from models.method.evaluation.engine import ENGINE_VERSION, evaluate
from models.method.evaluation.results import Advice, Aggregate, Failure, Health, LinkName, LinkState, Result, SideAction
from models.method.evaluation.snapshot import (
    Activity,
    Assumption,
    Background,
    IndicatorSnapshot,
    Measured,
    Promise,
    Response,
    Sample,
    SampleKind,
    Scale,
    Snapshot,
)
from models.method.evaluation.words import Contribution, Mark, Reason, Verdict
from models.method.indicators import Direction, Evidence, Layer, Level
from models.method.phases import Phase

BEGIN, TODAY = date(2025, 3, 2), date(2026, 3, 2)
YES, NO, OPEN = Verdict.SUFFICIENT, Verdict.INSUFFICIENT, Verdict.INCONCLUSIVE


def _indicator(key: str, value: float | None, level: Level = Level.OUTCOME, **said: Any) -> IndicatorSnapshot:
    """Return an indicator from 0 to 100, due today."""
    usual = {
        "node": f"n-{level}",
        "level": level,
        "direction": Direction.INCREASE,
        "baseline": 0,
        "baseline_on": BEGIN,
        "target": 100,
        "target_on": TODAY,
        "lowest": -1000,
        "measurements": () if value is None else (Measured(on=TODAY, value=value),),
    }
    return IndicatorSnapshot(**{"key": key, **usual, **said})


def _scale(answer: float, voices: int = 5) -> Scale:
    responses = tuple(Response(organisation=f"p{number}", answers={"q": answer}) for number in range(voices))
    return Scale(items=("q",), invited=voices, responses=responses)


def _evaluated(*indicators: IndicatorSnapshot, **said: Any) -> Result:
    usual: dict[str, Any] = {
        "promises": (Promise(key="p", promised=10, delivered=10),),
        "activities": (Activity(key="a", fidelity=4),),
        "collaboration": _scale(5),
    }
    return evaluate(
        Snapshot(
            alliance="x", cycle=1, round=1, on=TODAY, framework=1, framework_at_opening=1, indicators=indicators,
            **{**usual, **said},
        )
    )  # fmt: skip


def _states(result: Result) -> str:
    return "".join(link.state.value[0] for link in result.chain)


def test_a_chain_that_holds_is_secured() -> None:
    result = _evaluated(_indicator("o", 90, Level.OUTPUT), _indicator("c", 85), _indicator("m", 5, Level.IMPACT))
    assert (result.engine_version, ENGINE_VERSION) == ("3", "3")
    assert (result.verdict, result.reason, result.health) == (YES, Reason.WEIGHTED_SCORE, Health.HEALTHY)
    assert [(link.name, link.state) for link in result.chain] == [
        (LinkName.INPUTS, LinkState.OK),
        (LinkName.ACTIVITIES, LinkState.OK),
        (LinkName.OUTPUTS, LinkState.OK),
        (LinkName.OUTCOMES, LinkState.OK),
        (LinkName.IMPACT, LinkState.BROKEN),
    ]
    assert (result.diagnosis.advice, result.diagnosis.root) == (Advice.LOOP_BACK, LinkName.IMPACT)
    fine = _evaluated(_indicator("o", 90, Level.OUTPUT), _indicator("c", 85))
    assert (_states(fine), fine.diagnosis.advice, fine.diagnosis.phase) == ("oooou", Advice.SECURE, Phase.SECURE_IMPACT)


def test_an_impact_that_is_too_early_to_judge_blocks_nothing() -> None:
    early = _indicator("m", 1, Level.IMPACT, baseline_on=date(2026, 2, 28), target_on=date(2030, 1, 1))
    result = _evaluated(_indicator("o", 90, Level.OUTPUT), _indicator("c", 85), early)
    assert (_states(result), result.diagnosis.advice) == ("oooou", Advice.SECURE)


def test_the_indicators_of_one_node_are_one_outcome() -> None:
    result = _evaluated(
        _indicator("a", 100, node="n1"), _indicator("b", 60, node="n1", weight=3), _indicator("c", 90, node="n2")
    )
    assert [(one.node, one.together.score) for one in result.outcomes] == [("n1", 0.7), ("n2", 0.9)]
    assert (result.solution.score, result.verdict) == (0.8, YES)


def test_an_indicator_without_a_node_is_an_outcome() -> None:
    result = _evaluated(_indicator("a", 85, node=None), _indicator("b", 95, node=None))
    assert [(one.node, one.together.score) for one in result.outcomes] == [("", 0.9)]
    assert result.verdict is YES


def test_an_outcome_that_nobody_measures_is_open_and_counts_as_any_other() -> None:
    reached = (_indicator("o", 90, Level.OUTPUT), _indicator("c", 100, node="n1"))
    half = _evaluated(*reached, outcomes=("n1", "n2"))
    assert [(one.node, one.together.score, one.together.bounds) for one in half.outcomes] == [
        ("n1", 1.0, (1.0, 1.0)),
        ("n2", None, (0.0, 1.0)),
    ]
    assert (half.verdict, half.reason, half.solution.coverage) == (OPEN, Reason.LOW_COVERAGE, 0.5)
    assert (half.solution.bounds, half.diagnosis.advice) == ((0.5, 1.0), Advice.MEASURE_AGAIN)
    assert _evaluated(*reached, outcomes=("n1",)) == _evaluated(*reached)
    none = _evaluated(outcomes=("n1",))
    assert (none.verdict, none.reason, none.solution.coverage) == (OPEN, Reason.LOW_COVERAGE, 0.0)


def test_of_several_outcomes_one_that_nobody_measures_may_be_lacking() -> None:
    measured = [_indicator(f"c{n}", 100, node=f"n{n}") for n in range(4)]
    result = _evaluated(*measured, outcomes=tuple(f"n{n}" for n in range(5)))
    assert (result.verdict, result.reason, result.solution.coverage) == (YES, Reason.WEIGHTED_SCORE, 0.8)


@pytest.mark.parametrize("level", [Level.IMPACT, Level.OUTPUT, Level.ACTIVITY])
def test_who_measures_no_outcome_gets_no_verdict(level: Level) -> None:
    result = _evaluated(_indicator("i", 100, level))
    assert (result.verdict, result.reason) == (OPEN, Reason.NO_OUTCOMES)
    assert result.solution == Aggregate(verdict=OPEN, reason=Reason.NO_OUTCOMES)


def test_nothing_at_all_is_measured_again() -> None:
    result = _evaluated(promises=(), activities=(), collaboration=None)
    assert (result.verdict, _states(result), result.health) == (OPEN, "uuuuu", Health.UNKNOWN)
    assert (result.diagnosis.advice, result.diagnosis.actions) == (
        Advice.MEASURE_AGAIN,
        (SideAction.MEASURE_COLLABORATION,),
    )


def test_the_indicators_of_activities_count_beside_what_was_judged() -> None:
    result = _evaluated(_indicator("i", 20, Level.ACTIVITY))
    assert (result.chain[1].state, result.chain[1].together and result.chain[1].together.score) == (
        LinkState.BROKEN,
        0.6,
    )


def test_a_guard_has_its_veto_wherever_it_stands_and_a_critical_one_over_its_outcome() -> None:
    fine = (_indicator("a", 100, node="n1"), _indicator("b", 100, node="n2"))
    guard = _indicator("g", 10, Level.OUTPUT, guard=True)
    assert _evaluated(*fine, guard).reason is Reason.GUARD_BREACHED
    critical = _indicator("z", 10, node="n2", weight=0.0, critical=True)
    assert _evaluated(*fine, critical).reason is Reason.CRITICAL_FAILED
    elsewhere = _indicator("z", 10, Level.OUTPUT, critical=True)
    assert _evaluated(*fine, elsewhere).verdict is YES
    assert (
        _evaluated(*fine, _indicator("z", None, node="n2", weight=0.1, critical=True)).reason is Reason.CRITICAL_UNKNOWN
    )


def test_poor_collaboration_is_repaired_before_the_impact_is_secured() -> None:
    result = _evaluated(_indicator("o", 90, Level.OUTPUT), _indicator("c", 85), collaboration=_scale(2))
    assert (result.health, result.diagnosis.advice) == (Health.POOR, Advice.SECURE_CONDITIONALLY)
    few = _scale(5).model_copy(update={"invited": 50})
    assert _evaluated(collaboration=few).health is Health.UNKNOWN


def test_what_two_partners_say_of_the_collaboration_is_no_part_of_the_diagnosis() -> None:
    two = _evaluated(_indicator("o", 90, Level.OUTPUT), _indicator("c", 85), collaboration=_scale(1, voices=2))
    assert (two.health, two.diagnosis.advice) == (Health.UNKNOWN, Advice.SECURE)
    three = _evaluated(_indicator("o", 90, Level.OUTPUT), _indicator("c", 85), collaboration=_scale(1, voices=3))
    assert (three.health, three.diagnosis.advice) == (Health.POOR, Advice.SECURE_CONDITIONALLY)


def test_a_refuted_assumption_leads_back_to_its_layer() -> None:
    refuted = Assumption(source="a", target="b", layer=Layer.PROBLEM, evidence=Evidence.REFUTED)
    result = _evaluated(_indicator("o", 90, Level.OUTPUT), _indicator("c", 10), assumptions=(refuted,))
    assert (result.diagnosis.failure, result.diagnosis.phase) == (Failure.INVALID_PREMISE, Phase.EXPLORE)


def test_what_would_have_come_by_itself_is_reviewed_before_it_is_secured() -> None:
    indicators = (_indicator("o", 90, Level.OUTPUT), _indicator("c", 85), _indicator("none", 85))
    common = Background(indicator="c", then=10, now=100)
    result = _evaluated(*indicators, backgrounds=(common,))
    assert [(one.key, one.left.contribution) for one in result.contributions] == [("c", Contribution.NOT_PLAUSIBLE)]
    assert (result.verdict, result.diagnosis.advice) == (YES, Advice.CONTRIBUTION_REVIEW)
    assert (result.diagnosis.phase, result.diagnosis.failure) == (Phase.EVALUATE, Failure.UNEXPLAINED_SUCCESS)
    ours = _evaluated(*indicators, backgrounds=(common.model_copy(update={"now": 12}),))
    assert ours.diagnosis.advice is Advice.SECURE
    failed = _evaluated(_indicator("o", 90, Level.OUTPUT), _indicator("c", 50), backgrounds=(common,))
    assert failed.diagnosis.advice is Advice.LOOP_BACK


def test_what_held_as_it_should_needs_no_contribution_to_be_secured() -> None:
    kept = _indicator("c", 98, direction=Direction.MAINTAIN, baseline=100)
    elsewhere = Background(indicator="c", then=1, now=9)
    result = _evaluated(_indicator("o", 90, Level.OUTPUT), kept, backgrounds=(elsewhere,))
    assert (result.contributions, result.diagnosis.advice) == ((), Advice.SECURE)


def test_a_background_says_nothing_without_a_value_a_road_or_an_outcome() -> None:
    backgrounds = tuple(Background(indicator=key, then=0, now=1) for key in ("a", "b", "c", "d", "e"))
    result = _evaluated(
        _indicator("a", None),
        _indicator("b", 50, baseline=None),
        _indicator("c", 50, Level.OUTPUT),
        _indicator("d", 50, direction=None, baseline=100, target=0),
        _indicator("e", 1e308, baseline=-1e308, lowest=None),
        backgrounds=backgrounds,
    )
    assert [(one.key, one.left.contribution) for one in result.contributions] == [("d", Contribution.PLAUSIBLE)]


def test_of_a_background_each_half_counts_where_it_is_whole() -> None:
    extreme = Background(indicator="c", then=3, population_mean=100, resemblance=0.9)
    (found,) = _evaluated(_indicator("c", 50), backgrounds=(extreme,)).contributions
    assert (found.left.regression_to_mean, found.left.background_trend, found.left.net) == (10.0, 0.0, 40.0)


def test_what_is_worth_a_second_look_is_marked() -> None:
    (result,) = _evaluated(_indicator("c", 100)).indicators
    assert (result.verdict, result.marks) == (YES, (Mark.EXACT_HIT,))
    shares = tuple(
        Measured(number=number, on=day, sample=Sample(kind=SampleKind.PROPORTION, k=k, n=n, scale=100, population=n))
        for number, day, k, n in ((1, BEGIN, 20, 50), (2, TODAY, 18, 20))
    )
    (shrunk,) = _evaluated(_indicator("c", None, measurements=shares)).indicators
    assert (shrunk.value, shrunk.marks) == (90.0, (Mark.DENOMINATOR_SHRANK,))


def test_figures_are_shown_rounded_and_compared_as_they_are() -> None:
    just_below = _evaluated(_indicator("c", 79.99999))
    assert (just_below.verdict, just_below.solution.score, just_below.indicators[0].score) == (NO, 0.8, 0.8)


def test_the_order_of_what_is_looked_at_makes_no_difference() -> None:
    indicators = [_indicator(f"i{n}", 10.1 * n, node=f"n{n % 3}", weight=0.1 * n) for n in range(1, 10)]
    promises = tuple(Promise(key=f"p{n}", promised=7, delivered=n, weight=n / 3) for n in range(1, 6))
    one = _evaluated(*indicators, promises=promises)
    assert _evaluated(*reversed(indicators), promises=promises[::-1]) == one
