"""Which link is broken and where that leads back to: every combination there is."""

import re
from collections.abc import Mapping
from itertools import product

import pytest

from models.method.evaluation.assumptions import PHASE_OF, Assumed, Standing, assumed
from models.method.evaluation.diagnosis import DOWNSTREAM_FIRST, TABLE, diagnose, side_findings
from models.method.evaluation.results import Advice, Failure, Health, LinkName, LinkState, SideAction
from models.method.evaluation.snapshot import Assumption
from models.method.indicators import Evidence, Layer
from models.method.phases import Phase

OK, BROKEN, UNKNOWN = LinkState.OK, LinkState.BROKEN, LinkState.UNKNOWN
INPUTS, ACTIVITIES, OUTPUTS, OUTCOMES, IMPACT = LinkName
ASSUMED: tuple[Assumed, ...] = (*Standing, *Layer)
CHAINS = [dict(zip(LinkName, states, strict=True)) for states in product(LinkState, repeat=5)]
EVERYTHING = [
    (chain, assumption, health, diagnose(chain, assumption, health))
    for chain, assumption, health in product(CHAINS, ASSUMED, Health)
]
SUCCESS = {Advice.SECURE, Advice.SECURE_CONDITIONALLY, Advice.CONTRIBUTION_REVIEW}


def _chain(states: str) -> Mapping[LinkName, LinkState]:
    """Return the links from inputs to impact by the first letters of their states: ``oobbu``."""
    letters = {state.value[0]: state for state in LinkState}
    return {name: letters[letter] for name, letter in zip(LinkName, states, strict=True)}


def _plainly(states: str, health: Health = Health.HEALTHY) -> tuple[object, ...]:
    """Return advice, number of the phase, failure, root and actions where no assumption is refuted."""
    found = diagnose(_chain(states), Standing.NONE_REFUTED, health)
    return found.advice, found.phase.number, found.failure, found.root, found.actions


def test_there_are_4374_combinations() -> None:
    assert len(EVERYTHING) == 4374


def test_only_what_is_there_and_follows_from_outputs_is_secured() -> None:
    secured = [chain for chain, _, _, found in EVERYTHING if found.phase is Phase.SECURE_IMPACT]
    assert {(chain[OUTCOMES], chain[OUTPUTS]) for chain in secured} == {(OK, OK)}
    assert {chain[IMPACT] for chain in secured} == {OK, UNKNOWN}
    assert {(chain[ACTIVITIES], chain[INPUTS]) for chain in secured} == set(product(LinkState, repeat=2)) - {
        (BROKEN, BROKEN)
    }


def test_only_a_broken_link_or_a_refuted_assumption_leads_back_and_to_a_phase_that_can_mend_it() -> None:
    back = [
        (chain, assumption, found) for chain, assumption, _, found in EVERYTHING if found.advice is Advice.LOOP_BACK
    ]
    assert {found.phase.number for _, _, found in back} == {1, 2, 3, 4}
    unfounded = [
        (chain, found)
        for chain, layer, found in back
        if not (found.root is layer or (isinstance(found.root, LinkName) and chain[found.root] is BROKEN))
    ]
    assert unfounded == []


def test_what_does_not_lead_back_stays_in_evaluation_or_is_secured() -> None:
    stays = {(found.advice, found.phase) for *_, found in EVERYTHING if found.advice is not Advice.LOOP_BACK}
    assert stays == {
        (Advice.SECURE, Phase.SECURE_IMPACT),
        (Advice.SECURE_CONDITIONALLY, Phase.SECURE_IMPACT),
        (Advice.CONTRIBUTION_REVIEW, Phase.EVALUATE),
        (Advice.DIAGNOSE_FURTHER, Phase.EVALUATE),
        (Advice.MEASURE_AGAIN, Phase.EVALUATE),
    }


def test_a_refuted_assumption_never_leads_to_a_later_phase_than_its_layer_unless_there_is_success() -> None:
    later = [
        (chain, assumption, found)
        for chain, assumption, _, found in EVERYTHING
        if isinstance(assumption, Layer)
        and found.advice not in SUCCESS
        and found.phase.number > PHASE_OF[assumption].number
    ]
    assert later == []


def test_success_with_a_refuted_assumption_is_unexplained() -> None:
    found = diagnose(_chain("oooou"), Layer.MECHANISM, Health.HEALTHY)
    assert (found.advice, found.failure, found.actions) == (
        Advice.CONTRIBUTION_REVIEW,
        Failure.UNEXPLAINED_SUCCESS,
        (),
    )


def test_untested_assumptions_change_nothing_but_what_is_to_be_done() -> None:
    for chain, health in product(CHAINS, Health):
        before, after = (diagnose(chain, standing, health) for standing in Standing)
        assert after == before.model_copy(update={"actions": after.actions})
        assert set(after.actions) == {*before.actions, SideAction.TEST_ASSUMPTIONS}


def test_how_partners_work_together_is_always_seen_to() -> None:
    wanted = {Health.POOR: SideAction.IMPROVEMENT_PLAN, Health.UNKNOWN: SideAction.MEASURE_COLLABORATION}
    for _, _, health, found in EVERYTHING:
        assert set(found.actions) & set(wanted.values()) == {wanted[one] for one in (health,) if one in wanted}
        assert found.advice is not (Advice.SECURE if health is Health.POOR else Advice.SECURE_CONDITIONALLY)


def test_a_failure_is_one_of_the_partnership_exactly_where_poor_collaboration_meets_work_that_was_not_done() -> None:
    for _, _, health, found in EVERYTHING:
        partnership = found.failure is Failure.PARTNERSHIP
        assert partnership is (health is Health.POOR and found.root in {INPUTS, ACTIVITIES})
        assert not partnership or found.phase is Phase.FORM_ALLIANCE


def test_a_side_finding_is_broken_is_not_the_root_and_is_to_be_told() -> None:
    for chain, _, _, found in EVERYTHING:
        assert (SideAction.RECORD_SIDE_FINDING in found.actions) is bool(found.side_findings)
        assert {chain[name] for name in found.side_findings} <= {BROKEN}
        assert found.root not in found.side_findings
        assert list(found.actions) == sorted(set(found.actions))


def test_a_root_is_named_exactly_where_something_failed() -> None:
    without = {Failure.NONE, Failure.UNEXPLAINED_SUCCESS, Failure.EVIDENCE_GAP}
    assert [found for *_, found in EVERYTHING if (found.root is None) is not (found.failure in without)] == []


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ("oooou", (Advice.SECURE, 6, Failure.NONE, None, ())),
        ("bbooo", (Advice.CONTRIBUTION_REVIEW, 5, Failure.UNEXPLAINED_SUCCESS, None, ("record_side_finding",))),
        ("ooouo", (Advice.CONTRIBUTION_REVIEW, 5, Failure.UNEXPLAINED_SUCCESS, None, ("complete_evidence_chain",))),
        ("ooobu", (Advice.LOOP_BACK, 3, Failure.THEORY, OUTCOMES, ())),
        ("oobbu", (Advice.LOOP_BACK, 3, Failure.DESIGN, OUTPUTS, ())),
        ("obbbu", (Advice.LOOP_BACK, 4, Failure.IMPLEMENTATION, ACTIVITIES, ())),
        ("ubbbu", (Advice.LOOP_BACK, 4, Failure.IMPLEMENTATION, ACTIVITIES, ("verify_commitments",))),
        ("bbbbu", (Advice.LOOP_BACK, 2, Failure.IMPLEMENTATION, INPUTS, ())),
        ("obuuu", (Advice.LOOP_BACK, 4, Failure.IMPLEMENTATION, ACTIVITIES, ())),
        ("ubuuu", (Advice.LOOP_BACK, 4, Failure.IMPLEMENTATION, ACTIVITIES, ("verify_commitments",))),
        ("bbuuu", (Advice.LOOP_BACK, 2, Failure.IMPLEMENTATION, INPUTS, ())),
        ("buuuu", (Advice.LOOP_BACK, 2, Failure.IMPLEMENTATION, INPUTS, ())),
        ("bouuu", (Advice.MEASURE_AGAIN, 5, Failure.EVIDENCE_GAP, None, ("record_side_finding",))),
        ("uuuuu", (Advice.MEASURE_AGAIN, 5, Failure.EVIDENCE_GAP, None, ())),
        ("ooouu", (Advice.MEASURE_AGAIN, 5, Failure.EVIDENCE_GAP, None, ())),
        ("ooubu", (Advice.DIAGNOSE_FURTHER, 5, Failure.UNDETERMINED, OUTCOMES, ())),
        ("oubuu", (Advice.DIAGNOSE_FURTHER, 5, Failure.UNDETERMINED, OUTPUTS, ())),
        ("oooub", (Advice.DIAGNOSE_FURTHER, 5, Failure.UNDETERMINED, IMPACT, ())),
        ("oooob", (Advice.LOOP_BACK, 1, Failure.THEORY, IMPACT, ())),
        ("ooobb", (Advice.LOOP_BACK, 3, Failure.THEORY, OUTCOMES, ())),
    ],
)
def test_what_the_links_alone_propose(states: str, expected: tuple[object, ...]) -> None:
    assert _plainly(states) == expected


def test_side_findings_are_named_from_inputs_on() -> None:
    assert side_findings(_chain("bbobu")) == (INPUTS, ACTIVITIES)
    assert side_findings(_chain("bbbbb")) == ()
    assert side_findings(_chain("uuuuu")) == ()


def test_every_row_of_the_table_is_the_first_that_fits_some_chain() -> None:
    rows = ["".join(chain[name].value[0] for name in DOWNSTREAM_FIRST) for chain in CHAINS]
    patterns = [pattern for pattern, _ in TABLE]
    first = {next(p for p in patterns if re.fullmatch(p, row, re.VERBOSE)) for row in rows}
    assert first == set(patterns)


def test_the_assumption_that_counts_is_the_most_upstream_one_that_was_refuted() -> None:
    def standing(*judged: tuple[Layer, Evidence]) -> Assumed:
        return assumed(Assumption(source="a", target="b", layer=layer, evidence=said) for layer, said in judged)

    assert standing() is Standing.NONE_REFUTED
    assert standing((Layer.DELIVERY, Evidence.MIXED), (Layer.PROBLEM, Evidence.SUPPORTED)) is Standing.NONE_REFUTED
    assert standing((Layer.DELIVERY, Evidence.MIXED), (Layer.PROBLEM, Evidence.UNTESTED)) is Standing.UNTESTED
    assert standing((Layer.DELIVERY, Evidence.REFUTED), (Layer.PROBLEM, Evidence.UNTESTED)) is Layer.DELIVERY
    assert standing((Layer.DELIVERY, Evidence.REFUTED), (Layer.PARTNERSHIP, Evidence.REFUTED)) is Layer.PARTNERSHIP
