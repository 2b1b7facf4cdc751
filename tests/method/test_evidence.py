"""What a result leaves to be found out, and when measuring again makes sense."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.method.evaluation.assumptions import Assumed, Standing
from models.method.evaluation.diagnosis import diagnose
from models.method.evaluation.expectation import waits_until
from models.method.evaluation.indicator import assess
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import (
    Aggregate,
    Health,
    IndicatorResult,
    Link,
    LinkName,
    LinkState,
    Result,
    ScaleResult,
)
from models.method.evaluation.snapshot import Assumption, IndicatorSnapshot, Measured, MilestonePoint, Snapshot
from models.method.evaluation.words import Reason, Verdict
from models.method.evidence import (
    EvidenceTaskKind,
    NewTask,
    about,
    asked_again,
    breached,
    due_days,
    finds_out,
    missing_links,
    next_round_on,
    task_for,
    tasks,
)
from models.method.indicators import Evidence, Layer, Level, Trajectory
from models.method.rounds import RoundPurpose

TODAY = date(2026, 3, 2)
ROAD = {"baseline": 40.0, "baseline_on": date(2025, 1, 1), "target": 60.0, "target_on": date(2027, 1, 1)}
#: What decided something is nobody's task.
DECIDED = frozenset(
    {
        *("ratio", "maintain", "target_behind_baseline", "milestone_direct", "ahead", "category", "rubric"),
        *("weighted_score", "bounds_decisive", "critical_failed", "guard_breached", "interval"),
        "critical_group_below",
    }
)
STATES = {state.value[0]: state for state in LinkState}
VERDICTS = {LinkState.OK: Verdict.SUFFICIENT, LinkState.BROKEN: Verdict.INSUFFICIENT}


def _in(days: int) -> date:
    return TODAY + timedelta(days=days)


def _doubt(key: str, reason: Reason, measurement: int | None = None) -> IndicatorResult:
    return IndicatorResult(key=key, verdict=Verdict.INCONCLUSIVE, reason=reason, measurement=measurement)


def _known(key: str, verdict: Verdict = Verdict.SUFFICIENT) -> IndicatorResult:
    return IndicatorResult(key=key, verdict=verdict, reason=Reason.RATIO, score=float(verdict is Verdict.SUFFICIENT))


def _indicator(key: str, **more: object) -> IndicatorSnapshot:
    return IndicatorSnapshot.model_validate({"key": key, **ROAD, **more})


def _snapshot(
    *indicators: IndicatorSnapshot, assumptions: tuple[Assumption, ...] = (), outcomes: tuple[str, ...] = ()
) -> Snapshot:
    return Snapshot(
        alliance="techniek",
        cycle=1,
        round=2,
        on=TODAY,
        framework=1,
        framework_at_opening=1,
        outcomes=outcomes,
        indicators=indicators,
        assumptions=assumptions,
    )


def _result(
    states: str,
    *indicators: IndicatorResult,
    assumption: Assumed = Standing.NONE_REFUTED,
    health: Health = Health.HEALTHY,
    scale: ScaleResult | None = None,
    because: Reason = Reason.LOW_COVERAGE,
) -> Result:
    """Return what is said about five links, inputs first, as ``oobuu``; an unknown one is unknown ``because``."""
    chain = dict(zip(LinkName, (STATES[one] for one in states), strict=True))

    def together(state: LinkState) -> Aggregate:
        decided = VERDICTS.get(state)
        return Aggregate(verdict=decided or Verdict.INCONCLUSIVE, reason=Reason.WEIGHTED_SCORE if decided else because)

    outcomes = together(chain[LinkName.OUTCOMES])
    return Result(
        engine_version="3",
        verdict=outcomes.verdict,
        reason=outcomes.reason,
        solution=outcomes,
        indicators=indicators,
        outcomes=(),
        chain=tuple(Link(name=name, state=state, together=together(state)) for name, state in chain.items()),
        collaboration=scale,
        health=health,
        diagnosis=diagnose(chain, assumption, health),
    )


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_but_those_that_decided_something_leads_to_a_task(reason: Reason) -> None:
    assert (task_for(reason) is None) == (reason in DECIDED)


@pytest.mark.parametrize(
    ("kind", "days"),
    [("confirm_zero", 7), ("set_target", 14), ("collect_value", 28), ("measure_link", 28), ("test_assumption", 84)],
)
def test_looking_something_up_has_less_time_than_measuring_it(kind: str, days: int) -> None:
    assert due_days(EvidenceTaskKind(kind)) == days


def test_what_is_measured_has_the_days_that_an_alliance_gives_its_rounds() -> None:
    short = {kind.value: due_days(kind, round_days=10) for kind in EvidenceTaskKind}
    assert (short["collect_value"], short["enlarge_sample"], short["set_baseline"]) == (10, 10, 14)


@pytest.mark.parametrize(
    ("more", "until"),
    [
        ({}, date(2025, 3, 15)),
        ({"trajectory": "step"}, date(2027, 1, 1)),
        ({"trajectory": "milestones"}, date(2025, 3, 15)),
        ({"trajectory": "linear", "milestones": [{"on": "2026-06-01", "value": 45}]}, date(2025, 3, 15)),
        ({"trajectory": "step", "milestones": [{"on": "2026-06-01", "value": 45}]}, date(2026, 6, 1)),
        ({"trajectory": "milestones", "milestones": [{"on": "2026-06-01", "value": 45}]}, date(2025, 7, 27)),
        ({"trajectory": "milestones", "milestones": [{"on": "2026-06-01", "value": 42}]}, date(2026, 6, 1)),
        ({"trajectory": "milestones", "milestones": [{"on": "2026-06-01", "value": 41}]}, date(2026, 6, 1)),
        ({"trajectory": "milestones", "milestones": [{"on": "2026-06-01", "value": 30}]}, date(2026, 6, 1)),
        (
            {
                "trajectory": "milestones",
                "milestones": [{"on": "2026-06-01", "value": 30}],
                "baseline": 60.0,
                "target": 40.0,
            },
            date(2025, 2, 5),
        ),
        ({"baseline": None}, date(2025, 3, 15)),
        ({"baseline_on": None}, None),
        ({"target_on": None}, None),
        ({"target": None}, None),
        ({"target": 40.0}, None),
    ],
)
def test_what_is_too_early_waits_until_enough_of_the_road_is_due(more: dict[str, object], until: date | None) -> None:
    assert waits_until(_indicator("plekken", **more), 0.10) == until


@given(
    begins=st.dates(date(2020, 1, 1), date(2021, 1, 1)),
    length=st.integers(1, 3000),
    on=st.integers(-30, 3100),
    least=st.floats(0, 1),
    trajectory=st.sampled_from(Trajectory),
    milestones=st.lists(st.integers(0, 3000), max_size=3, unique=True),
)
def test_on_the_day_that_was_waited_for_it_is_not_too_early_any_more(
    begins: date, length: int, on: int, least: float, trajectory: Trajectory, milestones: list[int]
) -> None:
    points = [
        MilestonePoint(on=begins + timedelta(days=day), value=41.0 + place)
        for place, day in enumerate(sorted(milestones))
        if day <= length
    ]
    road = _indicator(
        "plekken",
        baseline_on=begins,
        target_on=begins + timedelta(days=length),
        trajectory=trajectory,
        milestones=points,
        measurements=(Measured(on=begins - timedelta(days=40), value=41),),
    )
    parameters = Parameters(least_expected=least, stale_days=9999)
    day = begins + timedelta(days=on)
    assume(assess(road, day, parameters).reason is Reason.TOO_EARLY)
    until = waits_until(road, least)
    assert until is not None
    assert until > day
    assert assess(road, until, parameters).reason is not Reason.TOO_EARLY


def test_every_indicator_in_doubt_has_a_task_of_its_own() -> None:
    seen = _snapshot(_indicator("plekken"), _indicator("blijvers"), _indicator("later", target_on="2046-01-01"))
    doubts = (
        _doubt("plekken", Reason.SUSPICIOUS_ZERO, 7),
        _doubt("blijvers", Reason.MISSING_ACTUAL),
        _doubt("later", Reason.TOO_EARLY),
    )
    assert tasks(_result("ooouu", *doubts), seen) == (
        NewTask(EvidenceTaskKind.CONFIRM_ZERO, "plekken", _in(7), 7),
        NewTask(EvidenceTaskKind.COLLECT_VALUE, "blijvers", _in(28)),
        NewTask(EvidenceTaskKind.WAIT, "later", date(2027, 2, 7)),
    )


def test_when_all_is_known_nothing_is_left_to_find_out() -> None:
    assert tasks(_result("oooou", _known("plekken")), _snapshot(_indicator("plekken"))) == ()


@pytest.mark.parametrize(
    ("states", "missing"),
    [
        ("oouub", ("outcomes",)),
        ("oouuo", ("outcomes", "outputs")),
        ("ooubu", ("outputs",)),
        ("ooubb", ("outputs",)),
        ("ouubu", ("outputs",)),
        ("oubbu", ("activities",)),
        ("uubuu", ("activities",)),
        ("oouou", ("outputs",)),
        ("oouuu", ("outcomes", "outputs")),
        ("oobuu", ()),
        ("oooou", ()),
        ("ubbbu", ("inputs",)),
        ("uobbu", ()),
    ],
)
def test_what_cannot_be_told_waits_for_the_nearest_link_that_is_missing(states: str, missing: tuple[str, ...]) -> None:
    assert missing_links(_result(states)) == missing


def test_a_link_is_measured_when_nothing_shows_it_yet() -> None:
    got = tasks(_result("ooubu", _known("plekken")), _snapshot(_indicator("plekken")))
    assert got == (NewTask(EvidenceTaskKind.MEASURE_LINK, "outputs", _in(28)),)


def test_a_link_of_which_an_indicator_is_in_doubt_needs_no_task_beside_that_of_the_indicator() -> None:
    seen = _snapshot(_indicator("plekken"), _indicator("opgeleid", level=Level.OUTPUT))
    got = tasks(_result("ooubu", _known("plekken"), _doubt("opgeleid", Reason.STALE_ACTUAL)), seen)
    assert got == (NewTask(EvidenceTaskKind.COLLECT_VALUE, "opgeleid", _in(28)),)


def test_an_outcome_that_nobody_measures_is_to_be_measured_also_where_another_is_in_doubt() -> None:
    doubt = _doubt("blijvers", Reason.SUSPICIOUS_ZERO)
    of_blijvers = NewTask(EvidenceTaskKind.CONFIRM_ZERO, "blijvers", _in(7))
    to_measure = NewTask(EvidenceTaskKind.MEASURE_LINK, "outcomes", _in(28))
    seen = _snapshot(_indicator("blijvers", node="blijven"), outcomes=("blijven", "komen"))
    assert tasks(_result("ooouu", doubt), seen) == (of_blijvers, to_measure)
    assert next_round_on(_result("ooouu", doubt), seen, TODAY) == _in(28)
    all_measured = seen.model_copy(update={"outcomes": ("blijven",)})
    assert tasks(_result("ooouu", doubt), all_measured) == (of_blijvers,)
    assert next_round_on(_result("ooouu", doubt), all_measured, TODAY) == _in(7)
    straddles = _result("ooouu", doubt, because=Reason.INTERVAL_STRADDLES_THRESHOLD)
    assert tasks(straddles, seen) == (of_blijvers,)


@pytest.mark.parametrize(
    ("because", "kind"),
    [
        (Reason.NO_WEIGHTS, "set_weights"),
        (Reason.INTERVAL_STRADDLES_THRESHOLD, "enlarge_sample"),
        (Reason.LOW_COVERAGE, "measure_link"),
    ],
)
def test_a_link_whose_indicators_are_known_one_by_one_says_what_is_missing_of_all(because: Reason, kind: str) -> None:
    seen = _snapshot(_indicator("plekken"), _indicator("opgeleid", level=Level.OUTPUT))
    got = tasks(_result("oooub", _known("plekken"), because=because), seen)
    assert [(task.kind, task.subject) for task in got] == [(kind, "outcomes")]


def test_commitments_that_nobody_recorded_are_looked_into_before_partners_are_blamed() -> None:
    assert tasks(_result("ubbbu"), _snapshot()) == (NewTask(EvidenceTaskKind.MEASURE_LINK, "inputs", _in(28)),)


def _scale(verdict: Verdict, reason: Reason) -> ScaleResult:
    return ScaleResult(verdict=verdict, reason=reason, answered=4, invited=10, response_rate=0.4, dropped=0)


@pytest.mark.parametrize(
    ("scale", "kinds"),
    [
        (None, ["measure_link"]),
        (_scale(Verdict.INCONCLUSIVE, Reason.BELOW_QUORUM), ["reach_quorum"]),
        (_scale(Verdict.INCONCLUSIVE, Reason.INTERVAL_STRADDLES_THRESHOLD), ["enlarge_sample"]),
    ],
)
def test_how_partners_work_together_is_asked_when_nobody_knows(scale: ScaleResult | None, kinds: list[str]) -> None:
    got = tasks(_result("oooou", health=Health.UNKNOWN, scale=scale), _snapshot())
    assert [task.kind for task in got] == kinds
    assert {task.subject for task in got} == {"collaboration"}


@pytest.mark.parametrize(
    ("verdict", "reason", "task"),
    [
        (Verdict.INCONCLUSIVE, Reason.NO_RESPONSES, NewTask(EvidenceTaskKind.REACH_QUORUM, "collaboration", _in(14))),
        (
            Verdict.INCONCLUSIVE,
            Reason.INTERVAL_STRADDLES_THRESHOLD,
            NewTask(EvidenceTaskKind.ENLARGE_SAMPLE, "collaboration", _in(28)),
        ),
        (Verdict.SUFFICIENT, Reason.INTERVAL, None),
    ],
)
def test_who_was_silent_is_asked_again_as_long_as_nothing_is_decided(
    verdict: Verdict, reason: Reason, task: NewTask | None
) -> None:
    assert asked_again(verdict, reason, TODAY) == task


@pytest.mark.parametrize(
    ("purpose", "kind", "subject", "found"),
    [
        (RoundPurpose.IMPACT, EvidenceTaskKind.REACH_QUORUM, "collaboration", False),
        (RoundPurpose.IMPACT, EvidenceTaskKind.MEASURE_LINK, "collaboration", True),
        (RoundPurpose.COLLABORATION, EvidenceTaskKind.REACH_QUORUM, "collaboration", True),
        (RoundPurpose.COLLABORATION, EvidenceTaskKind.COLLECT_VALUE, "vacatures", False),
        (RoundPurpose.BOTH, EvidenceTaskKind.REACH_QUORUM, "collaboration", True),
        (RoundPurpose.BOTH, EvidenceTaskKind.COLLECT_VALUE, "vacatures", True),
    ],
)
def test_a_round_finds_out_what_it_is_about(
    purpose: RoundPurpose, kind: EvidenceTaskKind, subject: str, found: bool
) -> None:
    assert finds_out(purpose, kind, subject) is found


def test_how_partners_work_together_is_not_asked_again_when_they_said_so() -> None:
    scale = _scale(Verdict.INSUFFICIENT, Reason.INTERVAL)
    assert tasks(_result("oooou", health=Health.POOR, scale=scale), _snapshot()) == ()


def _assumptions(*evidence: Evidence) -> tuple[Assumption, ...]:
    return tuple(
        Assumption(source=f"n{place}", target="effect", layer=Layer.MECHANISM, evidence=one)
        for place, one in enumerate(evidence)
    )


def test_an_assumption_that_nobody_tested_is_tested_where_what_it_leads_to_fell_short() -> None:
    assumptions = _assumptions(Evidence.UNTESTED, Evidence.SUPPORTED, Evidence.UNTESTED)
    seen = _snapshot(_indicator("i1", node="effect"), _indicator("i2"), assumptions=assumptions)
    short = [_known(key).model_copy(update={"verdict": Verdict.INSUFFICIENT}) for key in ("i1", "i2")]
    assert tasks(_result("oooou", *short, assumption=Standing.UNTESTED), seen) == (
        NewTask(EvidenceTaskKind.TEST_ASSUMPTION, "n0 -> effect", _in(84)),
        NewTask(EvidenceTaskKind.TEST_ASSUMPTION, "n2 -> effect", _in(84)),
    )
    assert tasks(_result("oooou", _known("i1"), short[1], assumption=Standing.UNTESTED), seen) == ()


def test_where_one_assumption_is_refuted_the_others_wait() -> None:
    seen = _snapshot(_indicator("i1", node="effect"), assumptions=_assumptions(Evidence.REFUTED, Evidence.UNTESTED))
    short = _known("i1").model_copy(update={"verdict": Verdict.INSUFFICIENT})
    assert tasks(_result("ooobu", short, assumption=Layer.MECHANISM), seen) == ()


def test_an_assumption_is_named_by_its_arrow() -> None:
    assert about("opleiden", "plekken") == "opleiden -> plekken"


@pytest.mark.parametrize(("states", "subject"), [("bboou", "outcomes"), ("oobbo", "impact"), ("oobou", "outcomes")])
def test_success_that_the_chain_does_not_explain_is_explained(states: str, subject: str) -> None:
    assert tasks(_result(states), _snapshot()) == (NewTask(EvidenceTaskKind.EXPLAIN_SUCCESS, subject, _in(28)),)


@pytest.mark.parametrize(
    ("reason", "on"),
    [
        (Reason.MISSING_ACTUAL, _in(28)),
        (Reason.SUSPICIOUS_ZERO, _in(7)),
        (Reason.MISSING_TARGET, _in(14)),
        (Reason.TOO_EARLY, date(2027, 2, 7)),
    ],
)
def test_the_next_round_follows_from_the_reason(reason: Reason, on: date) -> None:
    seen = _snapshot(_indicator("plekken", target_on="2046-01-01"))
    assert next_round_on(_result("ooouu", _doubt("plekken", reason)), seen, TODAY) == on


def test_the_next_round_waits_for_enough_of_the_weight_and_for_no_more() -> None:
    seen = _snapshot(
        _indicator("een", weight=3), _indicator("twee", weight=3), _indicator("later", target_on="2046-01-01", weight=4)
    )
    doubts = (
        _doubt("een", Reason.SUSPICIOUS_ZERO),
        _doubt("twee", Reason.MISSING_ACTUAL),
        _doubt("later", Reason.TOO_EARLY),
    )
    assert next_round_on(_result("ooouu", *doubts), seen, TODAY) == _in(28)


@pytest.mark.parametrize("mark", ["critical", "guard"])
def test_the_next_round_waits_for_what_nothing_can_be_said_without(mark: str) -> None:
    seen = _snapshot(_indicator("een", weight=9), _indicator("later", target_on="2046-01-01", **{mark: True}))
    doubts = (_doubt("een", Reason.SUSPICIOUS_ZERO), _doubt("later", Reason.TOO_EARLY))
    assert next_round_on(_result("ooouu", *doubts), seen, TODAY) == date(2027, 2, 7)


def test_a_cause_that_cannot_be_told_waits_for_the_smallest_missing_link_only() -> None:
    seen = _snapshot(_indicator("later", target_on="2046-01-01"), _indicator("opgeleid", level=Level.OUTPUT))
    doubts = (_doubt("later", Reason.TOO_EARLY), _doubt("opgeleid", Reason.SUSPICIOUS_ZERO))
    assert next_round_on(_result("ooubu", *doubts), seen, TODAY) == _in(7)


def test_a_link_that_nothing_shows_yet_is_waited_for_until_its_task_is_due() -> None:
    assert next_round_on(_result("ooubu"), _snapshot(), TODAY, round_days=21) == _in(21)


def test_where_nothing_is_waited_for_the_next_round_comes_when_a_round_has_had_its_time() -> None:
    assert next_round_on(_result("ooobu", _known("plekken")), _snapshot(_indicator("plekken")), TODAY) == _in(28)


def test_the_next_round_is_never_today_or_before() -> None:
    seen, said = _snapshot(_indicator("plekken")), _result("ooouu", _doubt("plekken", Reason.SUSPICIOUS_ZERO))
    assert next_round_on(said, seen, _in(30)) == _in(31)


def test_a_guard_that_was_breached_is_seen_to_within_a_week_and_no_other_failure_is() -> None:
    seen = _snapshot(_indicator("verzuim", guard=True), _indicator("plekken"), _indicator("rust", guard=True))
    failed = [_known(key, Verdict.INSUFFICIENT) for key in ("plekken", "verzuim")]
    came = _result("ooobb", *failed, _known("rust"))
    assert breached(came, seen) == ("verzuim",)
    assert [one for one in tasks(came, seen) if one.kind is EvidenceTaskKind.STOP_HARM] == [
        NewTask(EvidenceTaskKind.STOP_HARM, "verzuim", _in(7))
    ]
