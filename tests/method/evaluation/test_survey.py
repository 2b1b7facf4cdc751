"""A scale of questions: who counts, how sure the mean is, and who may not be overruled."""

import math
from collections.abc import Mapping
from typing import Any

import pytest

from models.method.evaluation.answers import answered
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import ScaleResult
from models.method.evaluation.shown import shown
from models.method.evaluation.snapshot import Response, Scale
from models.method.evaluation.student import t_quantile
from models.method.evaluation.survey import judge_scale, tellable
from models.method.evaluation.words import Mark, Reason, Verdict

YES, NO, OPEN = Verdict.SUFFICIENT, Verdict.INSUFFICIENT, Verdict.INCONCLUSIVE


def _response(organisation: str, **answers: float | None) -> Response:
    return Response(organisation=organisation, answers=answers)


def _scale(*answers: float, **said: Any) -> Scale:
    """Return a scale of one question that as many organisations answered, all who were invited."""
    responses = tuple(_response(f"p{number}", q=answer) for number, answer in enumerate(answers))
    return Scale(**{"items": ("q",), "invited": len(answers), "responses": responses, **said})


def _judged(scale: Scale, **chosen: float) -> ScaleResult:
    return shown(judge_scale(scale, Parameters(**chosen)))


def _said(scale: Scale, **chosen: float) -> tuple[Verdict, Reason]:
    result = _judged(scale, **chosen)
    return result.verdict, result.reason


def _voices(scale: Scale) -> tuple[Mapping[str, float], int]:
    found = answered(scale, Parameters())
    return found.means, found.dropped


def test_each_item_counts_by_its_own_range_and_a_reversed_one_turned_round() -> None:
    scale = Scale(
        items=("a", "b", "c"),
        ranges={"b": (0, 10)},
        reversed=("b", "c"),
        responses=(_response("p", a=5, b=2, c=2),),
    )
    assert _voices(scale) == ({"p": pytest.approx((1 + 0.8 + 0.75) / 3)}, 0)


def test_what_is_no_answer_is_left_out_and_who_gave_too_few_is_dropped() -> None:
    scale = Scale(
        items=("a", "b"),
        not_applicable=(3,),
        responses=(
            _response("half", a=4, b=3),
            _response("outside", a=4, b=6),
            _response("nothing", a=None, other=5),
        ),
    )
    assert _voices(scale) == ({"half": 0.75, "outside": 0.75}, 1)
    three = scale.model_copy(update={"items": ("a", "b", "c")})
    assert _voices(three) == ({}, 3)


def test_a_range_without_any_length_has_no_answers() -> None:
    assert _voices(_scale(3, lowest=3, highest=3)) == ({}, 1)
    assert _voices(_scale(0, lowest=-1e308, highest=1e308)) == ({}, 1)


def test_an_organisation_has_one_voice_however_many_of_its_people_answer() -> None:
    many = tuple(_response("big", q=5) for _ in range(8))
    scale = _scale(2, 2, 2, 2, invited=5)
    result = _judged(scale.model_copy(update={"responses": (*many, *scale.responses)}))
    assert (result.answered, result.mean, result.interval) == (5, 0.4, (0.4, 0.4))


def test_without_answers_nothing_is_said() -> None:
    result = _judged(Scale(items=("q",), invited=4, responses=(_response("p", q=None),)))
    assert result == ScaleResult(
        verdict=OPEN, reason=Reason.NO_RESPONSES, answered=0, invited=4, response_rate=0, dropped=1
    )


def test_weights_make_the_mean_and_fewer_voices_of_it() -> None:
    even, uneven = (_judged(_scale(5, 5, 1, 1, 5, invited=10, weights=weights)) for weights in ({}, {"p0": 5}))
    # A spread of sqrt(.24 * 5/4), t(4) = 1.533206, and of that sqrt(5/9) as half of all are silent.
    assert (even.mean, even.interval) == (0.6, (0.320076, 0.879924))
    # Weights of 5, 1, 1, 1 and 1 count as 81/29 voices.
    voices = 81 / 29
    spread = math.sqrt(7 / 9 * 2 / 9 * voices / (voices - 1))
    half = t_quantile(0.8, voices - 1) * spread / math.sqrt(voices) * math.sqrt(5 / 9)
    assert (uneven.mean, uneven.interval) == (0.777778, pytest.approx((7 / 9 - half, 1.0), abs=1e-6))
    assert uneven.bounds == even.bounds == (0.3, 0.8)


def test_weights_that_cannot_be_are_said() -> None:
    assert _said(_scale(5, weights={"p0": 0})) == (OPEN, Reason.NO_WEIGHTS)
    assert _said(_scale(5, 5, weights={"p0": -1})) == (OPEN, Reason.NEGATIVE_WEIGHT)


def test_one_heavy_voice_says_nothing_about_how_sure_the_mean_is() -> None:
    only = {f"p{number}": 0.0 for number in range(1, 6)}
    result = _judged(_scale(5, 5, 5, 5, 5, 5, invited=7, weights=only))
    assert (result.verdict, result.reason) == (OPEN, Reason.INTERVAL_STRADDLES_THRESHOLD)
    assert (result.mean, result.interval) == (1.0, None)


def test_equal_answers_are_no_certainty_while_others_are_silent() -> None:
    assert _judged(_scale(4, 4, 4, 4, 4)).interval == (0.75, 0.75)
    assert _judged(_scale(4, 4, 4, 4, 4, invited=6)).interval == (0.72787, 0.77213)
    wide = _judged(_scale(4, 4, 4, 4, 4, invited=6, step=2)).interval
    assert wide == (0.70574, 0.79426)
    assert _judged(_scale(4, 4, 4, 4, 4, invited=6, step=0)).interval == (0.75, 0.75)


def test_items_that_all_have_their_own_range_leave_a_scale_without_a_step() -> None:
    scale = _scale(4, 4, 4, 4, 4, invited=6, lowest=0, highest=0, ranges={"q": (1, 5)})
    assert _judged(scale).interval == (0.75, 0.75)


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        (_scale(5, 5, 5, 5, 5, 5, invited=10), (YES, Reason.INTERVAL)),
        (_scale(5, 5, 5, 5, 5, invited=8), (YES, Reason.INTERVAL)),
        (_scale(5, 5, 5, 5, 5, invited=9), (OPEN, Reason.BELOW_QUORUM)),
        (_scale(5, 5, 5, 5, invited=5), (YES, Reason.BOUNDS_DECISIVE)),
        (_scale(4, 4, 4, 4, invited=6), (OPEN, Reason.BELOW_QUORUM)),
        (_scale(4, 4, 4, 4), (YES, Reason.INTERVAL)),
        (_scale(1, 1, 1, 1, 1, invited=10), (NO, Reason.BOUNDS_DECISIVE)),
        (_scale(3, 3, 3, 3, 4), (NO, Reason.INTERVAL)),
        (_scale(3, 4, 3, 4, 3), (YES, Reason.INTERVAL)),
        (_scale(4, 4, 4, 4, 4, 4, invited=0), (OPEN, Reason.BELOW_QUORUM)),
        (_scale(3, 4, 3, 4, 3, invited=6), (OPEN, Reason.INTERVAL_STRADDLES_THRESHOLD)),
    ],
)
def test_too_few_answers_decide_only_when_the_silent_could_not_change_it(
    scale: Scale, expected: tuple[Verdict, Reason]
) -> None:
    assert _said(scale) == expected


def test_exactly_at_the_threshold_is_healthy() -> None:
    result = _judged(_scale(3, 4, 3, 4, 3))
    assert (result.mean, result.verdict) == (0.6, YES)
    assert _said(_scale(3, 4, 3, 4, 3), survey_threshold=0.6000001) == (NO, Reason.INTERVAL)


def test_where_nobody_says_how_many_were_asked_there_are_no_bounds() -> None:
    result = _judged(_scale(5, 5, 5, 5, 5, invited=0))
    assert (result.response_rate, result.bounds, result.interval) == (None, None, (0.950516, 1.0))


def test_more_answers_than_invitations_are_all_there_are() -> None:
    result = _judged(_scale(5, 5, 5, 5, 5, invited=3))
    assert (result.response_rate, result.bounds, result.interval) == (1.0, (1.0, 1.0), (1.0, 1.0))


def _grouped(*groups: tuple[str, float, int], **said: Any) -> Scale:
    """Return a scale that all of these groups answered: name, answer, how many."""
    members = [(f"{name}{number}", name, answer) for name, answer, size in groups for number in range(size)]
    return _scale(
        **{
            "invited": len(members),
            "groups": {one: name for one, name, _ in members},
            "responses": tuple(_response(one, q=answer) for one, _, answer in members),
            **said,
        }
    )


def test_a_group_is_shown_when_it_is_large_enough_and_larger_for_what_is_sensitive() -> None:
    groups = (("few", 4.0, 2), ("some", 4.0, 3), ("many", 4.0, 5))
    assert _judged(_grouped(*groups)).groups == {"few": None, "many": 0.75, "some": 0.75}
    assert _judged(_grouped(*groups), least_shown=2).groups == {"few": 0.75, "many": 0.75, "some": 0.75}
    assert _judged(_grouped(*groups, sensitive=True)).groups == {"few": None, "many": 0.75, "some": None}
    assert _judged(_grouped(*groups, sensitive=True), least_shown=6).groups == {"few": None, "many": None, "some": None}
    assert _judged(_scale(4, 4, 4)).groups == {"all": 0.75}


def test_a_group_without_any_weight_has_no_mean() -> None:
    scale = _grouped(("a", 5.0, 3), ("b", 1.0, 3), weights=dict.fromkeys(("b0", "b1", "b2"), 0.0))
    assert _judged(scale).groups == {"a": 1.0, "b": None}


@pytest.mark.parametrize(
    ("groups", "invited", "expected"),
    [
        ((("partner", 5.0, 6), ("target", 2.0, 3)), 9, (NO, Reason.CRITICAL_GROUP_BELOW)),
        ((("partner", 5.0, 6), ("target", 2.0, 3)), 40, (NO, Reason.CRITICAL_GROUP_BELOW)),
        ((("partner", 5.0, 6), ("target", 5.0, 2)), 8, (OPEN, Reason.CRITICAL_GROUP_UNKNOWN)),
        ((("partner", 5.0, 6),), 6, (OPEN, Reason.CRITICAL_GROUP_UNKNOWN)),
        ((("partner", 5.0, 6), ("target", 1.0, 2)), 8, (OPEN, Reason.CRITICAL_GROUP_UNKNOWN)),
        ((("partner", 1.0, 6),), 6, (NO, Reason.INTERVAL)),
        ((("partner", 5.0, 6), ("target", 4.0, 3)), 9, (YES, Reason.INTERVAL)),
        ((("partner", 5.0, 6), ("target", 5.0, 3)), 40, (OPEN, Reason.BELOW_QUORUM)),
    ],
)
def test_a_critical_group_is_not_overruled_and_has_to_be_heard(
    groups: tuple[tuple[str, float, int], ...], invited: int, expected: tuple[Verdict, Reason]
) -> None:
    assert _said(_grouped(*groups, critical_groups=("target",), invited=invited)) == expected


def test_a_critical_group_exactly_at_the_threshold_is_satisfied() -> None:
    scale = _grouped(("partner", 5.0, 6), ("target", 4.0, 3), critical_groups=("target",))
    assert _said(scale, survey_threshold=0.75) == (YES, Reason.INTERVAL)
    assert _said(scale, survey_threshold=0.7500001) == (NO, Reason.CRITICAL_GROUP_BELOW)


def test_groups_that_lie_a_step_apart_are_marked_as_long_as_they_are_shown() -> None:
    assert _judged(_grouped(("a", 5.0, 3), ("b", 4.0, 3))).marks == (Mark.DIVERGENT_GROUPS,)
    assert _judged(_grouped(("a", 5.0, 3), ("b", 4.5, 3))).marks == ()
    assert _judged(_grouped(("a", 5.0, 3), ("b", 1.0, 2))).marks == ()


@pytest.mark.parametrize(
    ("answers", "sensitive", "told"),
    [
        ((1, 1, 1), False, (NO, Reason.INTERVAL)),
        ((1, 1), False, (OPEN, Reason.BELOW_QUORUM)),
        ((5, 5), False, (OPEN, Reason.BELOW_QUORUM)),
        ((), False, (OPEN, Reason.NO_RESPONSES)),
        ((1, 1, 1, 1), True, (OPEN, Reason.BELOW_QUORUM)),
        ((1, 1, 1, 1, 1), True, (NO, Reason.INTERVAL)),
    ],
)
def test_of_too_few_not_even_the_verdict_is_told(
    answers: tuple[float, ...], sensitive: bool, told: tuple[Verdict, Reason]
) -> None:
    scale = _scale(*answers, sensitive=sensitive)
    result = tellable(scale, judge_scale(scale, Parameters()), Parameters())
    assert (result.verdict, result.reason) == told
    assert result.answered == len(answers)
    if result.verdict is OPEN:
        assert (result.mean, result.interval, result.bounds, result.groups) == (None, None, None, None)
