"""What holds for whatever is put together: no trace, the score within its interval, and no order that matters."""

from hypothesis import given, settings
from hypothesis import strategies as st

from models.method.evaluation.aggregate import Item, together
from models.method.evaluation.engine import evaluate
from models.method.evaluation.explained import explained
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import Advice, LinkName, LinkState
from models.method.evaluation.snapshot import (
    Activity,
    Assumption,
    Background,
    IndicatorSnapshot,
    Promise,
    Response,
    Scale,
    Snapshot,
)
from models.method.evaluation.survey import judge_scale
from models.method.evaluation.words import Verdict
from models.method.indicators import Evidence, Layer, Level
from tests.method.evaluation.drawing import any_figures, days, indicators, or_none, plain_figures

WITHIN = 1e-9

#: From worst to best.
RANK = [Verdict.INSUFFICIENT, Verdict.INCONCLUSIVE, Verdict.SUFFICIENT]

shares = st.integers(0, 100).map(lambda hundredths: hundredths / 100)
weights = st.sampled_from([0.0, 0.5, 1.0, 3.0, 1e308, 5e-324])
parameters = st.builds(
    Parameters,
    threshold=shares,
    coverage=shares,
    quorum=shares,
    survey_threshold=shares,
    half_rule=shares,
    least_answers=st.integers(1, 6),
    least_shown=st.integers(1, 4),
)


@st.composite
def items(draw: st.DrawFn) -> Item:
    """Draw an item as an indicator would give it: its interval around its score, its verdict by both."""
    low, score, high = sorted(draw(st.tuples(shares, shares, shares)))
    known = draw(st.booleans())
    verdict = draw(st.sampled_from(Verdict)) if known else Verdict.INCONCLUSIVE
    return Item(
        key=draw(st.sampled_from("abcdef")),
        weight=draw(weights),
        score=score if known else None,
        interval=(low, high) if known and draw(st.booleans()) else None,
        verdict=verdict,
        critical=draw(st.booleans()),
        guard=draw(st.booleans()),
    )


many_items = st.lists(items(), max_size=6, unique_by=lambda item: item.key)


@given(many_items, parameters)
@settings(max_examples=60, deadline=None)
def test_a_score_lies_within_its_interval_and_that_within_its_bounds(several: list[Item], chosen: Parameters) -> None:
    found = together(several, chosen)
    if found.score is None or found.interval is None or found.bounds is None:
        assert found.verdict is not Verdict.SUFFICIENT
        return
    assert 0 <= found.interval[0] <= found.score <= found.interval[1] <= 1
    assert found.bounds[0] - WITHIN <= found.interval[0]
    assert found.interval[1] <= found.bounds[1] + WITHIN


@given(many_items, parameters)
@settings(max_examples=50, deadline=None)
def test_the_order_of_several_makes_no_difference(several: list[Item], chosen: Parameters) -> None:
    assert together(several[::-1], chosen) == together(several, chosen)


@given(many_items, parameters, shares)
@settings(max_examples=60, deadline=None)
def test_a_better_score_never_worsens_the_verdict(several: list[Item], chosen: Parameters, better: float) -> None:
    sure = [one._replace(interval=None) for one in several if one.score is not None]
    improved = [one._replace(score=max(one.score or 0.0, better)) if one.key in "abc" else one for one in sure]
    assert RANK.index(together(sure, chosen).verdict) <= RANK.index(together(improved, chosen).verdict)


@given(many_items, items(), parameters)
@settings(max_examples=50, deadline=None)
def test_what_becomes_known_never_widens_what_is_possible(several: list[Item], one: Item, chosen: Parameters) -> None:
    unknown = one._replace(key="z", score=None, interval=None, verdict=Verdict.INCONCLUSIVE)
    before = together([*several, unknown], chosen).bounds
    after = together([*several, one._replace(key="z", score=one.score or 0.0)], chosen).bounds
    if before is None or after is None:
        assert before == after
        return
    assert before[0] - WITHIN <= after[0]
    assert after[1] <= before[1] + WITHIN


answers = st.none() | st.integers(0, 7).map(float)
organisations = st.sampled_from([f"p{number}" for number in range(8)])
responses = st.builds(Response, organisation=organisations, answers=st.fixed_dictionaries({"a": answers, "b": answers}))


def scales(figures: st.SearchStrategy[float]) -> st.SearchStrategy[Scale]:
    """Draw scales of two questions, whatever the model takes."""
    return st.builds(
        Scale,
        items=st.just(("a", "b")),
        lowest=st.sampled_from([1.0, 0.0]) | figures,
        highest=st.sampled_from([5.0, 7.0]) | figures,
        step=st.sampled_from([1.0, 0.0]) | figures,
        ranges=st.dictionaries(st.sampled_from("ab"), st.tuples(figures, figures), max_size=1),
        reversed=st.sampled_from([(), ("b",)]),
        not_applicable=st.sampled_from([(), (7.0,)]),
        invited=st.integers(0, 12),
        weights=st.dictionaries(organisations, weights | figures, max_size=2),
        groups=st.dictionaries(organisations, st.sampled_from(["g", "h"]), max_size=8),
        critical_groups=st.sampled_from([(), ("g",), ("g", "nobody")]),
        sensitive=st.booleans(),
        responses=st.lists(responses, max_size=9).map(tuple),
    )


@given(scales(any_figures), parameters)
@settings(max_examples=60, deadline=None)
def test_the_mean_of_a_scale_lies_within_its_interval_and_no_small_group_is_shown(
    scale: Scale, chosen: Parameters
) -> None:
    found = judge_scale(scale, chosen)
    if found.mean is not None and found.interval is not None:
        assert 0 <= found.interval[0] <= found.mean + WITHIN
        assert found.mean - WITHIN <= found.interval[1] <= 1
    sizes = [scale.groups.get(one, "all") for one in {response.organisation for response in scale.responses}]
    shown = [name for name, mean in (found.groups or {}).items() if mean is not None]
    assert all(sizes.count(name) >= (5 if scale.sensitive else chosen.least_shown) for name in shown)


@given(scales(plain_figures), responses)
@settings(max_examples=60, deadline=None)
def test_one_more_answer_never_widens_the_bounds(scale: Scale, response: Response) -> None:
    scale = scale.model_copy(update={"weights": {}, "invited": 12})
    new = response.model_copy(update={"organisation": "new"})
    before = judge_scale(scale, Parameters()).bounds or (0.0, 1.0)
    after = judge_scale(scale.model_copy(update={"responses": (*scale.responses, new)}), Parameters()).bounds
    assert after is None or (before[0] - WITHIN <= after[0] and after[1] <= before[1] + WITHIN)


@given(scales(any_figures))
@settings(max_examples=50, deadline=None)
def test_the_order_of_answers_makes_no_difference(scale: Scale) -> None:
    other = scale.model_copy(update={"responses": scale.responses[::-1]})
    assert judge_scale(other, Parameters()) == judge_scale(scale, Parameters())


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Draw snapshots of every kind, whatever the model takes."""

    def placed(one: IndicatorSnapshot, number: int) -> IndicatorSnapshot:
        return one.model_copy(
            update={
                "key": f"i{number}",
                "node": draw(st.sampled_from([None, "n1", "n2"])),
                "level": draw(st.sampled_from([Level.OUTCOME, *Level])),
                "weight": draw(weights | any_figures),
                "critical": draw(st.booleans()),
                "guard": draw(st.booleans()),
            }
        )

    drawn = draw(st.lists(indicators(any_figures), max_size=4))
    return Snapshot(
        alliance="x",
        cycle=1,
        round=1,
        on=draw(days),
        framework=1,
        framework_at_opening=1,
        parameters=draw(parameters),
        outcomes=draw(st.lists(st.sampled_from(["n0", "n1", "n2"]), max_size=3, unique=True).map(tuple)),
        indicators=tuple(placed(one, number) for number, one in enumerate(drawn)),
        promises=tuple(
            Promise(key=f"p{number}", promised=promised, delivered=delivered, weight=weight, critical=critical)
            for number, (promised, delivered, weight, critical) in enumerate(
                draw(
                    st.lists(
                        st.tuples(
                            st.floats(min_value=5e-324, max_value=1e308),
                            or_none(st.floats(min_value=0, max_value=1e308)),
                            weights,
                            st.booleans(),
                        ),
                        max_size=3,
                    )
                )
            )
        ),
        activities=tuple(
            Activity(key=f"a{number}", due=due, fidelity=fidelity)
            for number, (due, fidelity) in enumerate(
                draw(st.lists(st.tuples(or_none(days), or_none(st.integers(0, 4))), max_size=3))
            )
        ),
        assumptions=draw(
            st.lists(
                st.builds(
                    Assumption,
                    source=st.just("a"),
                    target=st.just("b"),
                    layer=st.sampled_from(Layer),
                    evidence=st.sampled_from(Evidence),
                ),
                max_size=2,
            ).map(tuple)
        ),
        backgrounds=draw(
            st.lists(
                st.builds(
                    Background,
                    indicator=st.sampled_from(["i0", "i1"]),
                    then=or_none(any_figures),
                    now=or_none(any_figures),
                    population_mean=or_none(any_figures),
                    resemblance=or_none(shares),
                ),
                max_size=2,
            ).map(tuple)
        ),
        collaboration=draw(or_none(scales(any_figures))),
    )


@given(snapshots())
@settings(max_examples=40, deadline=None)
def test_every_snapshot_has_a_result_that_can_be_explained(snapshot: Snapshot) -> None:
    result = evaluate(snapshot)
    assert explained(result).endswith(".")
    states = {link.name: link.state for link in result.chain}
    if result.diagnosis.advice in (Advice.SECURE, Advice.SECURE_CONDITIONALLY):
        assert (states[LinkName.OUTCOMES], states[LinkName.OUTPUTS]) == (LinkState.OK, LinkState.OK)
        assert result.verdict is Verdict.SUFFICIENT
    solution = result.solution
    if solution.score is not None and solution.interval is not None:
        assert 0 <= solution.interval[0] <= solution.score <= solution.interval[1] <= 1


@given(snapshots())
@settings(max_examples=12, deadline=None)
def test_the_order_of_a_snapshot_makes_no_difference(snapshot: Snapshot) -> None:
    lists = ("outcomes", "indicators", "promises", "activities", "assumptions")
    turned = {name: getattr(snapshot, name)[::-1] for name in lists}
    assert evaluate(snapshot.model_copy(update=turned)) == evaluate(snapshot)
