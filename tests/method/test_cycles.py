"""What the next cycle keeps, reopens and replaces."""

from datetime import date

import pytest
from hypothesis import given
from pydantic import ValidationError

from models.method.cycles import (
    AFTER,
    PROPOSED_BACK,
    Carry,
    CarryCommitments,
    CarryOver,
    Partner,
    PartnerMove,
    Target,
    Wording,
    carried_status,
    carry_over,
    merged,
    not_kept,
)
from models.method.deliverables import DELIVERABLES, DeliverableStatus
from models.method.evaluation.results import Advice, Diagnosis, Failure, LinkName
from models.method.evaluation.snapshot import Promise
from models.method.indicators import Layer
from models.method.phases import Phase
from tests.method.strategies import phases, unhurried


def test_back_to_the_design_keeps_the_alliance_and_reopens_the_solution() -> None:
    assert carry_over(Phase.CO_CREATE).model_dump(mode="json") == {
        "deliverables": {
            "need_framework": "keep",
            "situation_analysis": "keep",
            "stakeholder_overview": "keep",
            "parties_connected": "keep",
            "cooperation_agreement": "keep",
            "toc_sketch": "keep",
            "solution_design": "reopen",
            "action_plan": "reopen",
            "resource_overview": "reopen",
            "toc_framework": "reopen",
            "implemented_solution": "replace",
            "proof_of_value": "replace",
            "tested_toc": "replace",
            "results_overview": "replace",
            "recommendations": "replace",
            "collaboration_plan": "replace",
            "lessons_and_faults": "replace",
            "impact_secured": "replace",
        },
        "commitments": "keep",
        "by_commitment": {},
        "targets": {},
        "nodes": {},
        "partners": {},
        "solution": None,
        "lessons": [],
    }


@pytest.mark.parametrize(
    ("back_to", "kept", "reopened", "replaced"),
    [
        (Phase.EXPLORE, 0, 3, 15),
        (Phase.FORM_ALLIANCE, 3, 3, 12),
        (Phase.CO_CREATE, 6, 4, 8),
        (Phase.IMPLEMENT, 10, 2, 6),
    ],
)
def test_the_further_back_the_less_is_kept(back_to: Phase, kept: int, reopened: int, replaced: int) -> None:
    fates = list(carry_over(back_to).deliverables.values())
    assert [fates.count(carry) for carry in (Carry.KEEP, Carry.REOPEN, Carry.REPLACE)] == [kept, reopened, replaced]


@unhurried
@given(phases)
def test_before_the_phase_all_is_kept_of_it_all_reopened_and_after_it_all_replaced(back_to: Phase) -> None:
    fates: dict[Carry, list[str]] = {carry: [] for carry in Carry}
    for code, carry in carry_over(back_to).deliverables.items():
        fates[carry].append(code)
    at = list(Phase).index(back_to)
    assert fates == {
        Carry.KEEP: [code for code, d in DELIVERABLES.items() if d.phase in list(Phase)[:at]],
        Carry.REOPEN: [code for code, d in DELIVERABLES.items() if d.phase is back_to],
        Carry.REPLACE: [code for code, d in DELIVERABLES.items() if d.phase in list(Phase)[at + 1 :]],
    }


@unhurried
@given(phases)
def test_a_map_comes_back_from_the_database_unchanged(back_to: Phase) -> None:
    plan = carry_over(back_to)
    assert CarryOver.model_validate(plan.model_dump(mode="json")) == plan


@pytest.mark.parametrize(
    ("carry", "before", "after"),
    [
        ("keep", "missing", "missing"),
        ("keep", "draft", "draft"),
        ("keep", "submitted", "draft"),
        ("keep", "returned", "draft"),
        ("keep", "accepted", "accepted"),
        ("keep", "waived", "waived"),
        ("reopen", "missing", "missing"),
        ("reopen", "draft", "draft"),
        ("reopen", "submitted", "draft"),
        ("reopen", "returned", "draft"),
        ("reopen", "accepted", "draft"),
        ("reopen", "waived", "missing"),
        ("replace", "missing", "missing"),
        ("replace", "draft", "missing"),
        ("replace", "submitted", "missing"),
        ("replace", "returned", "missing"),
        ("replace", "accepted", "missing"),
        ("replace", "waived", "missing"),
    ],
)
def test_a_deliverable_starts_the_new_cycle_as_its_fate_says(carry: str, before: str, after: str) -> None:
    assert carried_status(Carry(carry), DeliverableStatus(before)) == after


def test_commitments_stay_in_force_unless_people_say_otherwise() -> None:
    chosen = [CarryOver(deliverables={}), CarryOver(deliverables={}, commitments=CarryCommitments.ASK_AGAIN)]
    assert [plan.commitments for plan in chosen] == ["keep", "ask_again"]


def test_a_map_that_was_decided_on_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        carry_over(Phase.EXPLORE).__setattr__("commitments", CarryCommitments.END)


def test_a_map_with_an_unknown_fate_is_refused() -> None:
    with pytest.raises(ValidationError):
        CarryOver.model_validate({"deliverables": {"toc_sketch": "forget"}})


def test_without_a_diagnosis_the_solution_is_what_failed() -> None:
    assert PROPOSED_BACK == "co_create"


def test_what_is_planned_goes_before_what_follows_from_the_phase() -> None:
    plan = CarryOver(deliverables={"toc_sketch": Carry.REOPEN}, lessons=(3,))
    whole = carry_over(Phase.CO_CREATE, plan)
    chosen = {code: whole.deliverables[code] for code in ("toc_sketch", "parties_connected", "action_plan")}
    assert chosen == {"toc_sketch": Carry.REOPEN, "parties_connected": Carry.KEEP, "action_plan": Carry.REOPEN}
    assert whole.lessons == (3,)


LEAVING = {"fonds": Partner(move=PartnerMove.LEAVES, reason="Andere prioriteiten.")}
CHANGING = {"fonds": Partner(move=PartnerMove.CHANGES, reason="Wordt trekker.")}


@pytest.mark.parametrize(
    ("plan", "fate"),
    [
        (CarryOver(), "keep"),
        (CarryOver(commitments=CarryCommitments.ASK_AGAIN), "ask_again"),
        (CarryOver(partners=LEAVING), "end"),
        (CarryOver(partners=CHANGING), "keep"),
        (CarryOver(partners=LEAVING, by_commitment={"c1": CarryCommitments.KEEP}), "keep"),
        (CarryOver(commitments=CarryCommitments.END, by_commitment={"c2": CarryCommitments.KEEP}), "end"),
        (CarryOver(by_commitment={"c1": CarryCommitments.ASK_AGAIN}), "ask_again"),
    ],
)
def test_a_commitment_goes_by_its_own_line_then_by_its_partner_then_with_the_rest(plan: CarryOver, fate: str) -> None:
    assert plan.fate_of("c1", "fonds") == fate


def test_a_plan_grows_and_what_is_said_anew_takes_the_place_of_the_former() -> None:
    before = CarryOver(
        deliverables={"toc_sketch": Carry.REOPEN},
        commitments=CarryCommitments.END,
        targets={"vacatures": Target(value=60)},
        solution=Wording(text="Een leergang"),
        lessons=(1,),
    )
    more = CarryOver(
        deliverables={"toc_sketch": Carry.KEEP, "action_plan": Carry.REPLACE},
        targets={"uitval": Target(value=6)},
        partners=LEAVING,
        lessons=(1, 2),
    )
    assert merged(before, more) == CarryOver(
        deliverables={"toc_sketch": Carry.KEEP, "action_plan": Carry.REPLACE},
        commitments=CarryCommitments.END,
        targets={"vacatures": Target(value=60), "uitval": Target(value=6)},
        partners=LEAVING,
        solution=Wording(text="Een leergang"),
        lessons=(1, 2),
    )
    anew = merged(before, CarryOver(solution=Wording(text="Begeleiding")), commitments=CarryCommitments.ASK_AGAIN)
    assert (anew.commitments, anew.solution) == (CarryCommitments.ASK_AGAIN, Wording(text="Begeleiding"))


@unhurried
@given(phases)
def test_an_empty_addition_changes_no_plan(back_to: Phase) -> None:
    plan = carry_over(back_to)
    assert merged(plan, CarryOver()) == plan


def _diagnosed(failure: str, phase: str, root: LinkName | Layer = LinkName.OUTCOMES) -> Diagnosis:
    return Diagnosis(advice=Advice.LOOP_BACK, phase=Phase(phase), failure=Failure(failure), root=root)


@pytest.mark.parametrize(
    ("failure", "phase", "otherwise"),
    [
        ("theory_failure", "explore", {"situation_analysis": "replace"}),
        ("invalid_premise", "explore", {"situation_analysis": "replace"}),
        ("theory_failure", "co_create", {"solution_design": "replace", "toc_framework": "replace"}),
        ("assumption_refuted", "co_create", {"solution_design": "replace", "toc_framework": "replace"}),
        ("design_failure", "co_create", {"solution_design": "replace", "action_plan": "replace"}),
        ("implementation_failure", "implement", {"proof_of_value": "replace"}),
        (
            "implementation_failure",
            "form_alliance",
            {
                "toc_sketch": "keep",
                "solution_design": "keep",
                "action_plan": "reopen",
                "resource_overview": "reopen",
                "toc_framework": "keep",
            },
        ),
        (
            "partnership_failure",
            "form_alliance",
            {
                "toc_sketch": "keep",
                "solution_design": "keep",
                "action_plan": "reopen",
                "resource_overview": "reopen",
                "toc_framework": "keep",
                "collaboration_plan": "reopen",
            },
        ),
        (
            "assumption_refuted",
            "form_alliance",
            {
                "solution_design": "reopen",
                "action_plan": "reopen",
                "resource_overview": "reopen",
                "toc_framework": "reopen",
            },
        ),
        ("assumption_refuted", "implement", {}),
    ],
)
def test_what_failed_is_designed_anew_and_what_was_never_tested_is_kept(
    failure: str, phase: str, otherwise: dict[str, str]
) -> None:
    plain = carry_over(Phase(phase)).deliverables
    told = carry_over(Phase(phase), diagnosis=_diagnosed(failure, phase)).deliverables
    assert {code: carry for code, carry in told.items() if carry is not plain[code]} == otherwise
    assert list(told) == list(DELIVERABLES)


def test_only_deliverables_that_exist_follow_from_a_diagnosis() -> None:
    named = {code for fates in AFTER.values() for codes in fates.values() for code in codes}
    assert named - set(DELIVERABLES) == set()


def test_a_diagnosis_changes_nothing_where_people_choose_another_phase() -> None:
    told = carry_over(Phase.FORM_ALLIANCE, diagnosis=_diagnosed("theory_failure", "co_create"), unkept={"c1": "fonds"})
    assert told == carry_over(Phase.FORM_ALLIANCE)


def test_what_is_planned_goes_before_what_follows_from_a_diagnosis() -> None:
    plan = CarryOver(deliverables={"solution_design": Carry.KEEP})
    told = carry_over(Phase.CO_CREATE, plan, diagnosis=_diagnosed("theory_failure", "co_create")).deliverables
    assert (told["solution_design"], told["toc_framework"]) == (Carry.KEEP, Carry.REPLACE)


NOT_KEPT = _diagnosed("implementation_failure", "form_alliance", LinkName.INPUTS)


@pytest.mark.parametrize(
    ("plan", "fates"),
    [
        (CarryOver(), {"c1": "ask_again", "c2": "ask_again"}),
        (CarryOver(by_commitment={"c1": CarryCommitments.END}), {"c1": "end", "c2": "ask_again"}),
        (CarryOver(partners=LEAVING), {"c2": "ask_again"}),
        (CarryOver(commitments=CarryCommitments.END), {}),
    ],
)
def test_commitments_that_were_not_kept_are_asked_for_again_unless_people_say_otherwise(
    plan: CarryOver, fates: dict[str, str]
) -> None:
    told = carry_over(Phase.FORM_ALLIANCE, plan, diagnosis=NOT_KEPT, unkept={"c1": "fonds", "c2": "gemeente"})
    assert told.by_commitment == fates


def test_commitments_stay_where_they_are_not_what_failed() -> None:
    told = carry_over(Phase.CO_CREATE, diagnosis=_diagnosed("theory_failure", "co_create"), unkept={"c1": "fonds"})
    assert told.by_commitment == {}


def test_a_promise_is_not_kept_when_too_little_of_it_came_by_its_day() -> None:
    promises = (
        Promise(key="c1", promised=100, delivered=79, due=date(2026, 1, 1)),
        Promise(key="c2", promised=100, delivered=80, due=date(2026, 1, 1)),
        Promise(key="c3", promised=100, delivered=0, due=date(2026, 3, 3)),
        Promise(key="c4", promised=100, delivered=0),
        Promise(key="c5", promised=100, delivered=None, due=date(2026, 1, 1)),
    )
    assert not_kept(promises, date(2026, 3, 2), 0.8) == ("c1", "c4")
