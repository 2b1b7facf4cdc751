"""When the rules would secure an impact without asking anybody."""

import pytest

from models.method.evaluation.results import Advice, Diagnosis, Failure, may_secure
from models.method.evaluation.words import Verdict
from models.method.phases import Phase


@pytest.mark.parametrize(
    ("verdict", "advice", "secured"),
    [
        (Verdict.SUFFICIENT, Advice.SECURE, True),
        (Verdict.SUFFICIENT, Advice.SECURE_CONDITIONALLY, True),
        (Verdict.SUFFICIENT, Advice.CONTRIBUTION_REVIEW, False),
        (Verdict.INCONCLUSIVE, Advice.SECURE, False),
        (Verdict.INSUFFICIENT, Advice.LOOP_BACK, False),
    ],
)
def test_only_impact_that_is_enough_and_that_the_chain_explains_is_secured_unasked(
    verdict: Verdict, advice: Advice, secured: bool
) -> None:
    diagnosis = Diagnosis(advice=advice, phase=Phase.EVALUATE, failure=Failure.NONE, root=None)
    assert may_secure(verdict, diagnosis) is secured
