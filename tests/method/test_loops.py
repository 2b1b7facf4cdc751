"""When stopping is offered beside going back once more."""

import pytest

from models.method.loops import Walk, stop_offered
from models.method.phases import Phase

FIRST = Walk(Phase.EXPLORE, 0.40)


def _to(phase: str, *attainments: float | None) -> list[Walk]:
    return [FIRST, *(Walk(Phase(phase), reached) for reached in attainments)]


@pytest.mark.parametrize(
    ("walks", "offered"),
    [
        ([FIRST], None),
        (_to("co_create", 0.41), None),
        (_to("co_create", 0.41, 0.42), "no_gain"),
        (_to("co_create", 0.44, 0.48), "no_gain"),
        (_to("co_create", 0.30, 0.20), "no_gain"),
        (_to("co_create", 0.45, 0.46), None),
        (_to("co_create", 0.41, 0.60), None),
        (_to("co_create", None, 0.41), None),
        (_to("co_create", 0.41, None), None),
        (_to("co_create", 0.60, 0.61, 0.62), "no_gain"),
        ([FIRST, Walk(Phase.CO_CREATE, 0.41), Walk(Phase.IMPLEMENT, 0.42)], None),
        (_to("explore", 0.41, 0.42), "no_gain"),
        (_to("co_create", 0.50, 0.60, 0.65, 0.75), None),
        (_to("co_create", 0.50, 0.60, 0.65, 0.70, 0.79), "loops"),
        (_to("co_create", 0.41, 0.42, 0.43, 0.44, 0.45), "loops"),
    ],
)
def test_after_five_loops_or_two_in_vain_to_the_same_phase(walks: list[Walk], offered: str | None) -> None:
    assert stop_offered(walks) == offered
