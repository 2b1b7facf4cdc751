"""What a scale of answers says in public: no figure that names somebody, be it by subtracting."""

import pytest

from models.method.collaboration import PARTNER, TARGET_GROUP, discreet
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.results import ScaleResult
from models.method.evaluation.snapshot import Response, Scale
from models.method.evaluation.survey import judge_scale


def seen(partners: int, target_group: int, *, sensitive: bool = False) -> ScaleResult:
    """Return what is shown when so many organisations of each group answered, all at the upper end."""
    groups = {f"p{n}": PARTNER for n in range(partners)} | {f"t{n}": TARGET_GROUP for n in range(target_group)}
    scale = Scale(
        items=("vertrouwen",),
        invited=len(groups),
        groups=groups,
        sensitive=sensitive,
        responses=tuple(Response(organisation=key, answers={"vertrouwen": 5}) for key in groups),
    )
    return discreet(scale, judge_scale(scale, Parameters()), Parameters())


def test_groups_that_are_large_enough_are_shown() -> None:
    shown = seen(4, 3)
    assert (shown.mean, shown.groups) == (1, {PARTNER: 1, TARGET_GROUP: 1})


@pytest.mark.parametrize(("partners", "target_group"), [(5, 1), (1, 5), (2, 2)])
def test_with_a_group_that_is_too_small_the_other_is_hidden_too(partners: int, target_group: int) -> None:
    shown = seen(partners, target_group)
    assert (shown.mean, shown.groups) == (1, {PARTNER: None, TARGET_GROUP: None})


def test_of_too_few_in_all_nothing_is_shown() -> None:
    shown = seen(1, 1)
    assert (shown.mean, shown.interval, shown.bounds) == (None, None, None)


def test_about_what_is_sensitive_more_are_needed() -> None:
    assert seen(5, 4).groups == {PARTNER: 1, TARGET_GROUP: 1}
    assert seen(5, 4, sensitive=True).groups == {PARTNER: None, TARGET_GROUP: None}
