"""The eighteen deliverables, their way, and who must accept them."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.deliverables import (
    ALLOWED_NEXT,
    DELIVERABLES,
    SETTLED,
    DeliverableStatus,
    check_status,
    deliverable_type,
    of_phase,
    sides_needed,
    status_after_acceptance,
)
from models.method.errors import NotFound, StatusNotAllowed
from models.method.phases import Phase, Side
from tests.method.strategies import phases, unhurried


@pytest.mark.parametrize(
    ("phase", "codes"),
    [
        ("explore", ["need_framework", "situation_analysis", "stakeholder_overview"]),
        ("form_alliance", ["parties_connected", "cooperation_agreement", "toc_sketch"]),
        ("co_create", ["solution_design", "action_plan", "resource_overview", "toc_framework"]),
        ("implement", ["implemented_solution", "proof_of_value"]),
        (
            "evaluate",
            ["tested_toc", "results_overview", "recommendations", "collaboration_plan", "lessons_and_faults"],
        ),
        ("secure_impact", ["impact_secured"]),
    ],
)
def test_each_phase_owes_what_the_booklet_says(phase: str, codes: list[str]) -> None:
    assert [d.code for d in of_phase(Phase(phase))] == codes


def test_there_are_eighteen_and_each_belongs_to_one_phase() -> None:
    assert [d.code for phase in Phase for d in of_phase(phase)] == list(DELIVERABLES)
    assert len(DELIVERABLES) == 18


def test_every_deliverable_is_found_by_its_own_code() -> None:
    assert [deliverable_type(code).code for code in DELIVERABLES] == list(DELIVERABLES)


def test_a_deliverable_has_the_name_of_the_booklet() -> None:
    assert deliverable_type("action_plan").label == "Plan van Aanpak met een sponsorgroep en projectteam"


def test_an_unknown_deliverable_is_refused_with_all_the_known_ones() -> None:
    with pytest.raises(NotFound) as refused:
        deliverable_type("businesscase")
    assert str(refused.value) == (
        "there is no deliverable 'businesscase'; allowed: need_framework, situation_analysis, stakeholder_overview, "
        "parties_connected, cooperation_agreement, toc_sketch, solution_design, action_plan, resource_overview, "
        "toc_framework, implemented_solution, proof_of_value, tested_toc, results_overview, recommendations, "
        "collaboration_plan, lessons_and_faults, impact_secured"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("missing", ["draft", "submitted", "waived"]),
        ("draft", ["draft", "submitted", "waived"]),
        ("submitted", ["submitted", "returned", "accepted", "waived"]),
        ("returned", ["submitted", "waived"]),
        ("accepted", ["submitted"]),
        ("waived", ["submitted"]),
    ],
)
def test_a_deliverable_goes_only_where_the_map_leads(before: str, after: list[str]) -> None:
    found = []
    for status in DeliverableStatus:
        try:
            check_status(DeliverableStatus(before), status)
        except StatusNotAllowed:
            continue
        found.append(str(status))
    assert found == after


def test_nothing_is_accepted_that_was_not_submitted() -> None:
    assert [s for s in DeliverableStatus if DeliverableStatus.ACCEPTED in ALLOWED_NEXT[s]] == ["submitted"]


def test_every_deliverable_can_still_be_submitted() -> None:
    assert [s for s in DeliverableStatus if DeliverableStatus.SUBMITTED not in ALLOWED_NEXT[s]] == []


def test_a_refusal_names_both_statuses_and_what_is_allowed() -> None:
    with pytest.raises(StatusNotAllowed) as refused:
        check_status(DeliverableStatus.MISSING, DeliverableStatus.ACCEPTED)
    assert str(refused.value) == (
        "a deliverable that is missing cannot become accepted; allowed: draft, submitted, waived"
    )


def test_a_gate_counts_accepted_and_waived_as_done() -> None:
    assert {DeliverableStatus.ACCEPTED, DeliverableStatus.WAIVED} == SETTLED


def test_in_the_first_phase_there_are_no_partners_to_accept_anything() -> None:
    assert {phase: sorted(sides_needed(phase)) for phase in Phase} == {
        Phase.EXPLORE: ["foundation"],
        Phase.FORM_ALLIANCE: ["foundation", "partners"],
        Phase.CO_CREATE: ["foundation", "partners"],
        Phase.IMPLEMENT: ["foundation", "partners"],
        Phase.EVALUATE: ["foundation", "partners"],
        Phase.SECURE_IMPACT: ["foundation", "partners"],
    }


@pytest.mark.parametrize(
    ("phase", "sides", "status"),
    [
        (Phase.EXPLORE, (), "submitted"),
        (Phase.EXPLORE, (Side.FOUNDATION,), "accepted"),
        (Phase.EXPLORE, (Side.PARTNERS,), "submitted"),
        (Phase.FORM_ALLIANCE, (), "submitted"),
        (Phase.FORM_ALLIANCE, (Side.FOUNDATION,), "submitted"),
        (Phase.FORM_ALLIANCE, (Side.PARTNERS,), "submitted"),
        (Phase.FORM_ALLIANCE, (Side.FOUNDATION, Side.PARTNERS), "accepted"),
        (Phase.SECURE_IMPACT, (Side.FOUNDATION,), "submitted"),
        (Phase.SECURE_IMPACT, (Side.PARTNERS, Side.FOUNDATION), "accepted"),
    ],
)
def test_a_joint_deliverable_waits_for_both_sides(phase: Phase, sides: tuple[Side, ...], status: str) -> None:
    assert status_after_acceptance(phase, frozenset(sides)) == status


@unhurried
@given(phases, st.sampled_from(Side))
def test_another_acceptance_never_takes_one_away(phase: Phase, more: Side) -> None:
    every = chain.from_iterable(combinations(Side, n) for n in range(3))
    accepted = {frozenset(s) for s in every if status_after_acceptance(phase, frozenset(s)) == "accepted"}
    assert {sides | {more} for sides in accepted} <= accepted
