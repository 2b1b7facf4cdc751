"""Who did it, as every event says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method import actors
from tests.method.strategies import unhurried


def test_every_actor_says_what_kind_it_is() -> None:
    named = [actors.staff("hz"), actors.person("k7"), actors.flow("evaluate"), actors.CLOCK]
    assert named == ["staff:hz", "person:k7", "flow:evaluate", "clock"]


@pytest.mark.parametrize(
    ("actor", "code"),
    [("staff:hz", "hz"), ("person:hz", None), ("flow:evaluate", None), ("clock", None), ("hz", None)],
)
def test_only_a_member_of_staff_has_a_staff_code(actor: str, code: str | None) -> None:
    assert actors.staff_code(actor) == code


@unhurried
@given(st.text())
def test_a_staff_code_comes_back_unchanged(code: str) -> None:
    assert actors.staff_code(actors.staff(code)) == code
