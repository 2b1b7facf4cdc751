"""The sentence that explains a result."""

from collections.abc import Mapping
from itertools import product

import pytest

from models.method.evaluation.assumptions import Assumed, Standing
from models.method.evaluation.diagnosis import diagnose
from models.method.evaluation.explained import explained
from models.method.evaluation.explained_words import BECAUSE
from models.method.evaluation.results import (
    STATE_OF,
    Aggregate,
    Health,
    Link,
    LinkName,
    LinkState,
    NodeResult,
    Result,
)
from models.method.evaluation.words import Reason, Verdict
from models.method.indicators import Layer

VERDICT_OF = {state: verdict for verdict, state in STATE_OF.items()}


def _result(
    states: str,
    *scores: float | None,
    assumption: Assumed = Standing.NONE_REFUTED,
    health: Health = Health.HEALTHY,
    reason: Reason = Reason.WEIGHTED_SCORE,
    nodes: Mapping[str, Verdict] | None = None,
) -> Result:
    """Return a result with these links from inputs on, and ``reason`` behind the outcomes."""
    letters = {state.value[0]: state for state in LinkState}
    reasons = {LinkName.OUTCOMES: reason}
    chain = tuple(
        Link(
            name=name,
            state=letters[letter],
            together=score
            if score is None
            else Aggregate(
                verdict=VERDICT_OF[letters[letter]],
                reason=reasons.get(name, Reason.WEIGHTED_SCORE),
                score=score if score >= 0 else None,
            ),
        )
        for name, letter, score in zip(LinkName, states, scores or [None] * 5, strict=True)
    )
    outcomes = chain[3].together or Aggregate(verdict=Verdict.INCONCLUSIVE, reason=Reason.NO_OUTCOMES)
    return Result.model_construct(
        engine_version="3",
        verdict=outcomes.verdict,
        reason=outcomes.reason,
        solution=outcomes,
        indicators=(),
        outcomes=tuple(
            NodeResult(node=node, together=Aggregate(verdict=verdict, reason=Reason.WEIGHTED_SCORE))
            for node, verdict in (nodes or {}).items()
        ),
        chain=chain,
        collaboration=None,
        health=health,
        diagnosis=diagnose({link.name: link.state for link in chain}, assumption, health),
    )


def test_a_theory_that_does_not_hold_is_told_with_the_figures_of_the_links() -> None:
    result = _result(
        "oooBu".lower(), 1.0, 0.92, 1.0, 0.41, None, nodes={"n1": Verdict.INSUFFICIENT, "n2": Verdict.SUFFICIENT}
    )
    titles = {"n1": "retention of staff", "n2": "skills"}
    assert explained(result, "en", titles) == (
        "Commitments kept (1.00), delivered as agreed (0.92), outputs there (1.00), outcomes not achieved (0.41): "
        "the step from outputs to outcomes (retention of staff) does not hold. Proposal: back to phase 3, Co-create."
    )
    assert explained(result) == (
        "Toezeggingen nagekomen (1,00), uitgevoerd zoals afgesproken (0,92), outputs bereikt (1,00), "
        "outcomes niet bereikt (0,41): de stap van outputs naar outcomes werkt niet zoals gedacht. "
        "Voorstel: terug naar fase 3, Co-creatie."
    )


def test_what_is_not_known_is_said_except_of_the_impact() -> None:
    assert explained(_result("uuuuu"), "en") == (
        "Not known: inputs, activities, outputs and outcomes: too little is known to say anything about the impact. "
        "Proposal: measure again (phase 5, Evaluate)."
    )
    assert "Niet bekend: toezeggingen" not in explained(_result("oooou"))
    assert "niet bekend: toezeggingen:" in explained(_result("uooou"))


def test_a_figure_just_below_the_threshold_is_not_rounded_up_to_it() -> None:
    assert "outcomes not achieved (0.79)" in explained(_result("oooBu".lower(), None, None, None, 0.799999, None), "en")
    assert "outcomes achieved (0.80)" in explained(_result("oooou", None, None, None, 0.8, None), "en")
    assert "outcomes achieved (0.29)" in explained(_result("oooou", None, None, None, 0.29, None), "en")
    assert "outcomes achieved:" in explained(_result("oooou", None, None, None, -1, None), "en")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason.CRITICAL_FAILED, "outcomes not achieved (0.95), a critical part failed: "),
        (Reason.GUARD_BREACHED, "outcomes not achieved (0.95), a guard against harm was breached: "),
        (Reason.BOUNDS_DECISIVE, "outcomes not achieved (0.95): "),
    ],
)
def test_a_veto_is_said_beside_the_figure_that_it_overrules(reason: Reason, said: str) -> None:
    assert said in explained(_result("ooobu", None, None, None, 0.95, None, reason=reason), "en")


def test_what_broke_without_being_the_cause_is_said_last() -> None:
    assert explained(_result("bboou"), "en").endswith(
        "Proposal: first review what the alliance contributed (phase 5, Evaluate). "
        "Not the cause, but something to talk over with the partner: inputs and activities."
    )
    assert explained(_result("boobu")).endswith("iets om met de partner te bespreken: toezeggingen.")


def test_every_result_there_can_be_is_explained_in_both_languages_by_a_sentence_of_its_own() -> None:
    told: dict[str, set[str]] = {"nl": set(), "en": set()}
    reached = set()
    for states, assumption, health in product(product("obu", repeat=5), (*Standing, *Layer), Health):
        result = _result("".join(states), assumption=assumption, health=health)
        reached.add((result.diagnosis.failure, result.diagnosis.root))
        for language, sentences in told.items():
            sentence = explained(result, language)
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert not set("{}_") & set(sentence)
            sentences.add(sentence)
    assert reached == set(BECAUSE)
    assert not told["nl"] & told["en"]
