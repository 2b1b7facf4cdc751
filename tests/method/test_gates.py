"""What the gate at the end of each phase waits for, and what people are told there."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.decisions import Outcome
from models.method.deliverables import DELIVERABLES, DeliverableStatus
from models.method.gates import Composition, GateFacts, Wait, Waiting, impact_is_enough, remarks, waits_for
from models.method.parties import Sector
from models.method.phases import Phase, Side
from tests.method.strategies import gate_facts, unhurried

ALL_ACCEPTED = dict.fromkeys(DELIVERABLES, DeliverableStatus.ACCEPTED)


def _codes(facts: GateFacts) -> list[str]:
    return [str(waiting) for waiting in waits_for(facts)]


def _everything_there(phase: Phase) -> GateFacts:
    return GateFacts(
        phase,
        ALL_ACCEPTED,
        go=True,
        impact_enough=True,
        handover_known=True,
        agreement_open=(),
        insights_shared=True,
    )


@pytest.mark.parametrize(
    ("phase", "waiting"),
    [
        (
            "explore",
            ["deliverable:need_framework", "deliverable:situation_analysis", "deliverable:stakeholder_overview", "go"],
        ),
        (
            "form_alliance",
            ["deliverable:parties_connected", "deliverable:cooperation_agreement", "deliverable:toc_sketch"],
        ),
        (
            "co_create",
            [
                "deliverable:solution_design",
                "deliverable:action_plan",
                "deliverable:resource_overview",
                "deliverable:toc_framework",
            ],
        ),
        ("implement", ["deliverable:implemented_solution", "deliverable:proof_of_value"]),
        (
            "evaluate",
            [
                "deliverable:tested_toc",
                "deliverable:results_overview",
                "deliverable:recommendations",
                "deliverable:collaboration_plan",
                "deliverable:lessons_and_faults",
                "verdict",
            ],
        ),
        (
            "secure_impact",
            ["deliverable:impact_secured", "handover", "agreement:foundation", "agreement:partners", "sharing"],
        ),
    ],
)
def test_a_gate_where_nothing_was_done_waits_for_everything(phase: str, waiting: list[str]) -> None:
    assert _codes(GateFacts(Phase(phase), {})) == waiting


@pytest.mark.parametrize(
    ("phase", "waiting"),
    [
        ("explore", ["go"]),
        ("form_alliance", []),
        ("co_create", []),
        ("implement", []),
        ("evaluate", ["verdict"]),
        ("secure_impact", ["handover", "agreement:foundation", "agreement:partners", "sharing"]),
    ],
)
def test_accepted_deliverables_open_the_gates_that_ask_no_more(phase: str, waiting: list[str]) -> None:
    assert _codes(GateFacts(Phase(phase), ALL_ACCEPTED)) == waiting


@pytest.mark.parametrize("phase", Phase)
def test_a_gate_passes_when_every_fact_is_there(phase: Phase) -> None:
    assert waits_for(_everything_there(phase)) == ()


@pytest.mark.parametrize("phase", Phase)
def test_a_held_gate_stays_shut_however_complete_everything_is(phase: Phase) -> None:
    assert _codes(replace(_everything_there(phase), held=True)) == ["held"]


@pytest.mark.parametrize(
    ("status", "waiting"),
    [
        ("missing", ["deliverable:proof_of_value"]),
        ("draft", ["deliverable:proof_of_value"]),
        ("submitted", ["deliverable:proof_of_value"]),
        ("returned", ["deliverable:proof_of_value"]),
        ("accepted", []),
        ("waived", []),
    ],
)
def test_only_an_accepted_or_waived_deliverable_is_done(status: str, waiting: list[str]) -> None:
    deliverables = ALL_ACCEPTED | {"proof_of_value": DeliverableStatus(status)}
    assert _codes(GateFacts(Phase.IMPLEMENT, deliverables)) == waiting


def test_after_a_round_without_enough_impact_the_gate_waits_for_people() -> None:
    assert _codes(GateFacts(Phase.EVALUATE, ALL_ACCEPTED, decision_open=True)) == ["decision"]


@pytest.mark.parametrize(
    ("proven", "decided", "enough"),
    [
        (False, None, False),
        (True, None, True),
        (False, "secure_anyway", True),
        (True, "measure_again", False),
        (False, "measure_again", False),
    ],
)
def test_what_people_decided_about_a_round_goes_before_what_it_showed(
    proven: bool, decided: str | None, enough: bool
) -> None:
    assert impact_is_enough(Outcome(decided) if decided else None, proven=proven) is enough


def test_a_question_put_to_people_waits_for_their_answer_whatever_was_decided_before() -> None:
    assert _codes(GateFacts(Phase.EVALUATE, ALL_ACCEPTED, impact_enough=True, decision_open=True)) == ["decision"]


def test_every_open_hand_over_item_is_named() -> None:
    facts = replace(_everything_there(Phase.SECURE_IMPACT), handover_open=("h1", "h3"))
    assert _codes(facts) == ["handover:h1", "handover:h3"]


def test_every_promise_that_is_still_open_is_named() -> None:
    facts = replace(_everything_there(Phase.SECURE_IMPACT), commitments_open=("c2", "c5"))
    assert _codes(facts) == ["commitment:c2", "commitment:c5"]


def test_the_last_gate_waits_for_each_side_that_does_not_yet_say_that_the_impact_is_secured() -> None:
    facts = replace(_everything_there(Phase.SECURE_IMPACT), agreement_open=(Side.PARTNERS,))
    assert _codes(facts) == ["agreement:partners"]


def test_what_is_to_be_repaired_before_handing_over_is_named() -> None:
    facts = replace(_everything_there(Phase.SECURE_IMPACT), repairs_open=("i1", "i4"))
    assert _codes(facts) == ["improvement:i1", "improvement:i4"]
    assert _codes(replace(facts, phase=Phase.EVALUATE)) == []
    assert _codes(replace(facts, repairs_open=("",))) == ["improvement"]


def test_insights_are_shared_on_every_way_out() -> None:
    facts = replace(_everything_there(Phase.SECURE_IMPACT), insights_shared=False)
    assert _codes(facts) == ["sharing"]


@pytest.mark.parametrize("phase", Phase)
def test_every_gate_waits_for_an_answer_to_each_lesson_that_was_put(phase: Phase) -> None:
    facts = replace(_everything_there(phase), lessons_open=("3", "12"))
    assert _codes(facts) == ["lesson:3", "lesson:12"]


@unhurried
@given(gate_facts, st.sampled_from(sorted(DELIVERABLES)), st.sampled_from(["accepted", "waived"]))
def test_settling_a_deliverable_takes_its_wait_away_and_adds_none(facts: GateFacts, code: str, settled: str) -> None:
    after = replace(facts, deliverables={**facts.deliverables, code: DeliverableStatus(settled)})
    done = Waiting(Wait.DELIVERABLE, code)
    assert waits_for(after) == tuple(waiting for waiting in waits_for(facts) if waiting != done)


@unhurried
@given(gate_facts, st.sampled_from(["go", "impact_enough", "handover_known", "insights_shared"]))
def test_no_good_news_ever_adds_a_wait(facts: GateFacts, news: str) -> None:
    better = GateFacts(**{field: getattr(facts, field) for field in GateFacts.__slots__} | {news: True})
    assert set(waits_for(better)) <= set(waits_for(facts))


@unhurried
@given(gate_facts)
def test_letting_go_of_a_gate_takes_away_the_hold_and_nothing_else(facts: GateFacts) -> None:
    held, released = waits_for(replace(facts, held=True)), waits_for(replace(facts, held=False))
    assert held == (*released, Waiting(Wait.HELD))


@pytest.mark.parametrize(
    ("waiting", "label"),
    [
        (Waiting(Wait.DELIVERABLE, "toc_sketch"), "eerste schets van de Theory of Change"),
        (Waiting(Wait.HELD), "vrijgave: de poort wordt vastgehouden"),
        (Waiting(Wait.GO), "go of no-go"),
        (Waiting(Wait.VERDICT), "een evaluatieronde met voldoende impact"),
        (Waiting(Wait.DECISION), "het besluit na de evaluatieronde"),
        (Waiting(Wait.HANDOVER), "de overdracht"),
        (Waiting(Wait.HANDOVER, "h2"), "de overdracht h2"),
        (Waiting(Wait.COMMITMENT, "c3"), "een lopende toezegging c3"),
        (Waiting(Wait.AGREEMENT, "foundation"), "akkoord op de borging: stichting"),
        (Waiting(Wait.AGREEMENT), "akkoord op de borging"),
        (Waiting(Wait.SHARING), "het delen van de inzichten"),
        (Waiting(Wait.IMPROVEMENT, "i2"), "het verbeteren van de samenwerking i2"),
        (Waiting(Wait.LESSON, "12"), "een antwoord op les 12"),
    ],
    ids=str,
)
def test_what_is_waited_for_has_a_dutch_name(waiting: Waiting, label: str) -> None:
    assert waiting.label == label


NOTHING_THERE = Composition(sectors_missing=(Sector.CITIZENS,), without_long_term=("gemeente-utrecht",))


@pytest.mark.parametrize(
    ("phase", "found"),
    [
        ("explore", ("sector:citizens",)),
        ("form_alliance", ("sector:citizens", "long_term:gemeente-utrecht", "mission", "story")),
        ("co_create", ("sponsor_group_chair", "project_team")),
        ("implement", ()),
        ("evaluate", ()),
        ("secure_impact", ()),
    ],
)
def test_a_gate_remarks_on_what_its_phase_should_have_brought(phase: str, found: tuple[str, ...]) -> None:
    assert remarks(Phase(phase), NOTHING_THERE) == found


@pytest.mark.parametrize("phase", Phase)
def test_a_complete_alliance_gets_no_remarks(phase: Phase) -> None:
    complete = Composition(mission=True, story=True, sponsor_group_chair=True, project_team=True)
    assert remarks(phase, complete) == ()
