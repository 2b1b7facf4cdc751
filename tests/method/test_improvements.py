"""A point of the improvement plan is open until it is done or dropped, and can be opened again."""

from itertools import product

import pytest

from models.method.errors import StatusNotAllowed
from models.method.improvements import ImprovementState, check_state, to_repair

State = ImprovementState


def _allowed(before: ImprovementState, after: ImprovementState) -> bool:
    try:
        check_state(before, after)
    except StatusNotAllowed:
        return False
    return True


def test_exactly_the_steps_of_the_table_are_allowed() -> None:
    assert {(b.value, a.value) for b, a in product(State, State) if _allowed(b, a)} == {
        ("proposed", "open"),
        ("proposed", "dropped"),
        ("open", "done"),
        ("open", "dropped"),
        ("done", "open"),
        ("dropped", "open"),
    }


def test_a_step_that_is_not_allowed_names_those_that_are() -> None:
    with pytest.raises(StatusNotAllowed) as refused:
        check_state(State.DONE, State.DROPPED)
    assert str(refused.value) == "a point of the plan that is done cannot become dropped; allowed: open"


def test_what_is_done_or_dropped_is_repaired_and_without_a_plan_there_is_one_to_make() -> None:
    states = {"i1": State.PROPOSED, "i2": State.OPEN, "i3": State.DONE, "i4": State.DROPPED}
    assert to_repair(states) == ("i1", "i2")
    assert to_repair({"i3": State.DONE}) == ()
    assert to_repair({}) == ("",)
