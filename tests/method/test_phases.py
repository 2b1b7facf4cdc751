"""The six phases: what each leads to, where a new cycle may start, and who leads."""

from itertools import product

import pytest

from models.method.errors import PhaseNotAllowed
from models.method.phases import (
    ALLOWED_NEXT,
    BACK_FROM,
    LEAD,
    Ending,
    Here,
    Phase,
    Side,
    check_back,
    lead_moves,
    next_phase,
)


def _reachable(start: Phase) -> set[Phase]:
    seen = {start}
    ahead = [start]
    while ahead:
        phase = ahead.pop()
        found = (ALLOWED_NEXT[phase] | BACK_FROM.get(phase, frozenset())) - seen
        seen |= found
        ahead += found
    return seen


def test_the_phases_have_the_numbers_and_the_names_of_the_booklet() -> None:
    assert [(phase.number, phase, phase.label) for phase in Phase] == [
        (1, "explore", "Verkennen"),
        (2, "form_alliance", "Alliantie vormen"),
        (3, "co_create", "Co-creatie"),
        (4, "implement", "Implementatie"),
        (5, "evaluate", "Evalueren"),
        (6, "secure_impact", "Borgen van de impact"),
    ]


def test_passing_every_gate_walks_the_phases_in_order_and_ends() -> None:
    walked: list[Phase] = []
    phase: Phase | None = Phase.EXPLORE
    while phase is not None:
        walked.append(phase)
        phase = next_phase(phase)
    assert walked == list(Phase)


def test_every_phase_can_be_reached_from_the_first() -> None:
    assert _reachable(Phase.EXPLORE) == set(Phase)


def test_from_every_phase_there_is_a_way_to_securing_the_impact() -> None:
    assert {phase for phase in Phase if Phase.SECURE_IMPACT in _reachable(phase)} == set(Phase)


def test_behind_the_last_phase_there_is_no_way_back() -> None:
    assert _reachable(Phase.SECURE_IMPACT) == {Phase.SECURE_IMPACT}


def test_a_new_cycle_starts_only_after_an_evaluation_and_only_at_the_first_four_phases() -> None:
    allowed = set()
    for phase, to in product(Phase, Phase):
        try:
            check_back(phase, to)
        except PhaseNotAllowed:
            continue
        allowed.add((str(phase), str(to)))
    assert allowed == {
        ("evaluate", "explore"),
        ("evaluate", "form_alliance"),
        ("evaluate", "co_create"),
        ("evaluate", "implement"),
    }


@pytest.mark.parametrize(
    ("phase", "to", "message"),
    [
        (
            Phase.EVALUATE,
            Phase.SECURE_IMPACT,
            "evaluate does not go back to secure_impact; allowed: explore, form_alliance, co_create, implement",
        ),
        (
            Phase.EVALUATE,
            Phase.EVALUATE,
            "evaluate does not go back to evaluate; allowed: explore, form_alliance, co_create, implement",
        ),
        (Phase.IMPLEMENT, Phase.CO_CREATE, "implement does not go back to co_create; allowed: nowhere"),
    ],
)
def test_a_refusal_names_both_phases_and_what_is_allowed(phase: Phase, to: Phase, message: str) -> None:
    with pytest.raises(PhaseNotAllowed) as refused:
        check_back(phase, to)
    assert str(refused.value) == message


def test_the_foundation_leads_until_there_is_a_plan_and_the_partners_from_then_on() -> None:
    assert LEAD == {
        Phase.EXPLORE: Side.FOUNDATION,
        Phase.FORM_ALLIANCE: Side.FOUNDATION,
        Phase.CO_CREATE: Side.FOUNDATION,
        Phase.IMPLEMENT: Side.PARTNERS,
        Phase.EVALUATE: Side.PARTNERS,
        Phase.SECURE_IMPACT: Side.PARTNERS,
    }


def test_going_forward_the_lead_moves_once_when_the_plan_is_carried_out() -> None:
    steps = [(phase, to) for phase in Phase if (to := next_phase(phase)) is not None]
    assert [step for step in steps if lead_moves(*step)] == [(Phase.CO_CREATE, Phase.IMPLEMENT)]


def test_going_back_the_lead_returns_to_the_foundation_unless_the_plan_is_only_carried_out_again() -> None:
    assert {to: lead_moves(Phase.EVALUATE, to) for to in BACK_FROM[Phase.EVALUATE]} == {
        Phase.EXPLORE: True,
        Phase.FORM_ALLIANCE: True,
        Phase.CO_CREATE: True,
        Phase.IMPLEMENT: False,
    }


def test_an_alliance_ends_in_one_of_three_ways() -> None:
    assert [str(ending) for ending in Ending] == ["secured", "stopped", "no_go"]


def test_a_place_that_says_no_more_was_looked_at_before_anything_happened() -> None:
    here = Here("onderwijs", 2, Phase.EVALUATE)
    assert (here.alliance, here.cycle, here.phase, here.seen, here.attempt) == ("onderwijs", 2, Phase.EVALUATE, 0, 0)


def test_two_looks_at_the_same_place_are_told_apart_by_what_was_seen() -> None:
    first = Here("onderwijs", 1, Phase.EXPLORE, seen=7)
    assert [first == Here("onderwijs", 1, Phase.EXPLORE, seen=seen) for seen in (7, 8)] == [True, False]
