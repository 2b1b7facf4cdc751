"""Who takes part: the talks with a stakeholder, and the parts of society that are missing."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.errors import StatusNotAllowed
from models.method.parties import (
    ALLOWED_NEXT,
    WITH_REASON,
    Sector,
    StakeholderStatus,
    check_status,
    sectors_missing,
)
from tests.method.strategies import unhurried


def _next(before: StakeholderStatus) -> list[str]:
    found = []
    for after in StakeholderStatus:
        try:
            check_status(before, after)
        except StatusNotAllowed:
            continue
        found.append(str(after))
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("identified", ["approached", "in_conversation", "interested", "committed", "declined"]),
        ("approached", ["in_conversation", "interested", "committed", "declined"]),
        ("in_conversation", ["interested", "committed", "declined"]),
        ("interested", ["in_conversation", "committed", "declined"]),
        ("committed", ["left"]),
        ("declined", ["approached", "in_conversation", "interested", "committed"]),
        ("left", ["approached", "in_conversation", "interested", "committed"]),
    ],
)
def test_a_talk_may_skip_steps_end_at_any_time_and_begin_again(before: str, after: list[str]) -> None:
    assert _next(StakeholderStatus(before)) == after


def test_nobody_stays_what_they_are_and_nobody_becomes_unknown_again() -> None:
    moves = {(before, after) for before, after in product(StakeholderStatus, repeat=2) if after in ALLOWED_NEXT[before]}
    assert {move for move in moves if move[0] is move[1] or move[1] is StakeholderStatus.IDENTIFIED} == set()


def test_whoever_takes_no_part_yet_can_become_a_partner_in_one_step() -> None:
    assert {s for s in StakeholderStatus if StakeholderStatus.COMMITTED in ALLOWED_NEXT[s]} == (
        set(StakeholderStatus) - {StakeholderStatus.COMMITTED}
    )


def test_a_refusal_names_both_statuses_and_what_is_allowed() -> None:
    with pytest.raises(StatusNotAllowed) as refused:
        check_status(StakeholderStatus.COMMITTED, StakeholderStatus.DECLINED)
    assert str(refused.value) == "a stakeholder who is committed cannot become declined; allowed: left"


def test_a_no_and_a_farewell_need_a_reason() -> None:
    assert {StakeholderStatus.DECLINED, StakeholderStatus.LEFT} == WITH_REASON


@pytest.mark.parametrize(
    ("present", "missing"),
    [
        ((), ("government", "citizens", "business", "philanthropy")),
        (("philanthropy", "government"), ("citizens", "business")),
        (("knowledge", "other"), ("government", "citizens", "business", "philanthropy")),
        (("business", "citizens", "philanthropy", "government", "knowledge"), ()),
    ],
    ids=["nobody", "two", "not asked for", "everybody"],
)
def test_missing_sectors_are_named_in_the_order_of_the_method(
    present: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    assert sectors_missing(Sector(sector) for sector in present) == missing


@unhurried
@given(st.lists(st.sampled_from(Sector)), st.sampled_from(Sector))
def test_a_newcomer_fills_a_gap_of_their_own_sector_and_no_other(present: list[Sector], newcomer: Sector) -> None:
    before = sectors_missing(present)
    assert sectors_missing([*present, newcomer]) == tuple(sector for sector in before if sector is not newcomer)
