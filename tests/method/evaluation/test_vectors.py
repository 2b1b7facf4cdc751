"""The worked cases about one indicator, and about a share of a small group."""

from datetime import date

from models.method.evaluation.indicator import assess
from models.method.evaluation.posterior import share_posterior
from tests.method.evaluation import indicator_cases
from tests.method.evaluation.vectors import Case, assert_as_expected, each


@each("indicator")
def test_an_indicator_is_judged_as_worked_out(case: Case) -> None:
    indicator = indicator_cases.indicator(case.input["indicator"])
    on = date.fromisoformat(case.input["evaluation_date"])
    assert_as_expected(indicator_cases.as_expected(assess(indicator, on, case.parameters)), case.expected)


@each("posterior")
def test_a_share_of_a_small_group_is_as_probable_as_worked_out(case: Case) -> None:
    of = case.input
    probability, verdict = share_posterior(of["k"], of["n"], of["N"], of["threshold"])
    assert_as_expected({"probability": probability, "verdict": verdict}, case.expected)
