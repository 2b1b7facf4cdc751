"""The worked cases of everything that puts several things together, and of what follows from them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from models.method.evaluation.aggregate import Item, together
from models.method.evaluation.assumptions import Assumed, Standing
from models.method.evaluation.contribution import RESEMBLANCE, contributed
from models.method.evaluation.diagnosis import diagnose
from models.method.evaluation.links import inputs
from models.method.evaluation.results import Health, LinkName, LinkState, ScaleResult
from models.method.evaluation.snapshot import Promise, Response, Scale
from models.method.evaluation.survey import judge_scale
from models.method.evaluation.words import Verdict
from models.method.indicators import Direction, Layer
from models.method.loops import StopOffered, Walk, stop_offered
from models.method.phases import Phase
from tests.method.evaluation import vectors
from tests.method.evaluation.vectors import Case, assert_as_expected, each, plain

#: What a case calls why stopping is offered.
ESCALATED = {StopOffered.LOOPS: "max_rounds", StopOffered.NO_GAIN: "no_gain_same_phase"}
#: What a case may say of a scale.
SCALE = {
    *("items", "min", "max", "step", "ranges", "reverse", "na", "invited", "weights", "groups", "critical_groups"),
    *("sensitive", "responses"),
}

#: What it offers then.
WAYS_OUT = ["redefine", "repartner", "stop"]


@each("survey")
def test_a_scale_of_questions(case: Case) -> None:
    result = judge_scale(_scale(case.input["survey"]), case.parameters)
    assert_as_expected(_told(result), case.expected)


@each("aggregate")
def test_several_together(case: Case) -> None:
    items = [
        Item(
            key=one["id"],
            weight=one["weight"],
            score=one["score"],
            interval=one.get("score_interval"),
            verdict=Verdict(one["verdict"]),
            critical=one.get("critical", False),
            guard=one.get("guard", False),
        )
        for one in case.input["items"]
    ]
    assert_as_expected(plain(together(items, case.parameters)), case.expected)


@each("commitments")
def test_what_was_promised(case: Case) -> None:
    promises = [_promise(one) for one in case.input["commitments"]]
    link = inputs(promises, date.fromisoformat(case.input["evaluation_date"]), case.parameters)
    figures = link.together or together([], case.parameters)
    assert_as_expected({**plain(figures), "state": link.state.value}, case.expected)


@each("contribution")
def test_what_is_left_of_a_change(case: Case) -> None:
    said = case.input["contribution"]
    comparison = (said["comparison_then"], said["comparison_now"]) if "comparison_then" in said else None
    result = contributed(
        Direction(said["direction"]),
        said["baseline"],
        said["actual"],
        population_mean=said.get("population_mean"),
        resemblance=said.get("rho", RESEMBLANCE),
        comparison=comparison,
    )
    assert_as_expected(plain(result), case.expected)


@each("diagnosis")
def test_where_the_chain_is_broken(case: Case) -> None:
    assert_as_expected(_diagnosed(case.input), case.expected)


def test_every_row_of_the_tables_of_diagnoses() -> None:
    wrong = []
    for row in vectors.diagnoses():
        got = _diagnosed(row)
        said = {**got, "phase": str(got["phase"]), "root": got["root"] or "", "actions": ";".join(got["actions"])}
        wrong += [(row, said)] if {**row, **said} != row else []
    assert wrong == []


@each("governor")
def test_when_going_back_once_more_is_no_matter_of_course(case: Case) -> None:
    offered = stop_offered(_walks(case.input["history"]))
    got = {
        "decision": "escalate" if offered else "continue",
        "reason": ESCALATED[offered] if offered else None,
        "options": WAYS_OUT if offered else [],
    }
    assert_as_expected(got, case.expected)


def _promise(said: Mapping[str, Any]) -> Promise:
    """Return a promise; of one over nothing, or of which nobody says what came, it is not known how far it was kept."""
    delivered, nothing = said.get("delivered"), said["promised"] <= 0
    return Promise(
        key=said["id"],
        promised=1 if nothing else said["promised"],
        delivered=None if nothing or delivered is None else max(delivered, 0),
        due=said.get("due"),
        weight=said.get("weight", 1),
        critical=said.get("critical", False),
    )


def _scale(said: Mapping[str, Any]) -> Scale:
    assert said.keys() <= SCALE
    return Scale(
        items=said["items"],
        lowest=said["min"],
        highest=said["max"],
        step=said.get("step", 1),
        ranges=said.get("ranges", {}),
        reversed=said.get("reverse", ()),
        not_applicable=said.get("na", ()),
        invited=said["invited"],
        weights=said.get("weights", {}),
        groups=said.get("groups", {}),
        critical_groups=said.get("critical_groups", ()),
        sensitive=said.get("sensitive", False),
        responses=tuple(Response(organisation=one["org"], answers=one["answers"]) for one in said["responses"]),
    )


def _told(result: ScaleResult) -> dict[str, Any]:
    """Return a result by the names of the cases, which say of a group that is too small that it is suppressed."""
    groups = result.groups
    return {
        **plain(result),
        "n": result.answered,
        "dropped_respondents": result.dropped,
        "flags": plain(result.marks),
        "groups": None if groups is None else {k: "suppressed" if v is None else v for k, v in groups.items()},
    }


def _diagnosed(said: Mapping[str, str]) -> dict[str, Any]:
    chain = {name: LinkState(said[name.value]) for name in LinkName}
    result = diagnose(chain, _assumed(said["assumption"]), Health(said["health"]))
    return {
        "decision": result.advice.value,
        "phase": result.phase.number,
        "failure": result.failure.value,
        "root": result.root and result.root.value,
        "actions": [action.value for action in result.actions],
    }


def _assumed(code: str) -> Assumed:
    return next(one for one in (*Standing, *Layer) if one.value == code)


def _walks(history: Sequence[Mapping[str, Any]]) -> list[Walk]:
    """Return the loops of a case as cycles: the phase each went back to and what it reached.

    A case compares its last two loops only. What went before is therefore said to have stood where the first of them
    ended.
    """
    loops = [Walk(list(Phase)[one["phase"] - 1], one["score"]) for one in history]
    before = Walk(Phase.EXPLORE, loops[-2].attainment if len(loops) > 1 else None)
    return [before] * (len(loops[:-2]) + 1) + loops[-2:]
