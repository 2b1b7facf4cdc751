"""What each answer to an evaluation would change."""

from datetime import date

from models.method.cycles import Carry, CarryCommitments, CarryOver, Partner, PartnerMove
from models.method.decision_effects import (
    Change,
    Effect,
    of_going_back,
    of_measuring_again,
    of_securing,
    of_stopping,
)
from models.method.decisions import Outcome
from models.method.evaluation.results import Link, LinkName, LinkState
from models.method.evaluation.words import Verdict


def test_going_back_says_what_is_kept_opened_replaced_asked_again_and_ended() -> None:
    plan = CarryOver(
        deliverables={"toc_sketch": Carry.KEEP, "action_plan": Carry.REOPEN, "solution_design": Carry.REPLACE},
        by_commitment={"c1": CarryCommitments.ASK_AGAIN},
        partners={"fonds": Partner(move=PartnerMove.LEAVES, reason="Andere prioriteiten.")},
    )
    assert of_going_back(plan, {"c1": "gemeente", "c2": "fonds", "c3": "gemeente"}) == (
        Change(Outcome.GO_BACK, Effect.KEEPS, ("toc_sketch", "c3")),
        Change(Outcome.GO_BACK, Effect.REOPENS, ("action_plan",)),
        Change(Outcome.GO_BACK, Effect.REPLACES, ("solution_design",)),
        Change(Outcome.GO_BACK, Effect.ASKS_AGAIN, ("c1",)),
        Change(Outcome.GO_BACK, Effect.ENDS, ("c2",)),
    )


def test_measuring_again_says_from_when_and_what_is_to_be_found_out() -> None:
    assert of_measuring_again(date(2026, 6, 1), ["vacatures", "outputs"]) == (
        Change(Outcome.MEASURE_AGAIN, Effect.MEASURES_ON, ("2026-06-01",)),
        Change(Outcome.MEASURE_AGAIN, Effect.FINDS_OUT, ("vacatures", "outputs")),
    )
    assert of_measuring_again(None, []) == ()


def test_securing_anyway_says_what_stays_unproven() -> None:
    chain = [
        Link(name=LinkName.OUTPUTS, state=LinkState.OK),
        Link(name=LinkName.OUTCOMES, state=LinkState.BROKEN),
        Link(name=LinkName.IMPACT, state=LinkState.UNKNOWN),
    ]
    verdicts = {"een": Verdict.SUFFICIENT, "twee": Verdict.INSUFFICIENT, "drie": Verdict.INCONCLUSIVE}
    assert of_securing(chain, verdicts) == (
        Change(Outcome.SECURE_ANYWAY, Effect.LEAVES_UNPROVEN, ("outcomes", "impact", "twee", "drie")),
    )
    assert of_securing(chain[:1], {"een": Verdict.SUFFICIENT}) == ()


def test_stopping_says_what_ends() -> None:
    assert of_stopping(["c1", "c2"]) == (Change(Outcome.STOP, Effect.ENDS, ("c1", "c2")),)
