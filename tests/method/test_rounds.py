"""When a round is over, and what it still misses."""

from datetime import UTC, datetime
from itertools import product

import pytest

from models.method.errors import StatusNotAllowed
from models.method.phases import Phase
from models.method.rounds import KIND, RoundPurpose, RoundState, check_state, covering, kind_of, may_close, unmeasured

DUE = datetime(2026, 3, 30, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("measured", "missing"),
    [
        (set(), ("leerkrachten", "scholen")),
        ({"leerkrachten"}, ("scholen",)),
        ({"scholen", "leerkrachten"}, ()),
        ({"verzuim"}, ("leerkrachten", "scholen")),
    ],
    ids=["nothing", "one", "all", "another"],
)
def test_what_is_not_measured_is_named_in_the_order_of_the_alliance(
    measured: set[str], missing: tuple[str, ...]
) -> None:
    assert unmeasured(["leerkrachten", "scholen"], measured) == missing


@pytest.mark.parametrize(
    ("missing", "now", "over"),
    [
        ((), datetime(2026, 3, 3, 8, 0, tzinfo=UTC), True),
        (("scholen",), datetime(2026, 3, 30, 7, 59, 59, tzinfo=UTC), False),
        (("scholen",), datetime(2026, 3, 30, 8, 0, tzinfo=UTC), True),
        ((), datetime(2026, 4, 1, 8, 0, tzinfo=UTC), True),
    ],
    ids=["complete", "just before", "due", "complete and due"],
)
def test_a_round_is_over_when_complete_or_due(missing: tuple[str, ...], now: datetime, over: bool) -> None:
    assert may_close(missing, due_at=DUE, now=now) is over


def test_a_round_decides_in_the_evaluation_and_informs_during_the_implementation() -> None:
    assert {str(phase): str(kind) for phase, kind in KIND.items()} == {
        "implement": "informative",
        "evaluate": "deciding",
    }


def _allowed(before: RoundState, after: RoundState) -> bool:
    try:
        check_state(2, before, after)
    except StatusNotAllowed:
        return False
    return True


def test_a_round_goes_on_exactly_as_the_table_says() -> None:
    assert {(b.value, a.value) for b, a in product(RoundState, RoundState) if _allowed(b, a)} == {
        ("prepared", "approved"),
        ("prepared", "cancelled"),
        ("approved", "open"),
        ("approved", "cancelled"),
        ("open", "closed"),
        ("open", "cancelled"),
        ("closed", "open"),
        ("closed", "reviewed"),
        ("reviewed", "published"),
    }


def test_a_step_that_is_not_allowed_names_those_that_are() -> None:
    with pytest.raises(StatusNotAllowed) as refused:
        check_state(2, RoundState.CLOSED, RoundState.PUBLISHED)
    assert str(refused.value) == "round 2 is closed and cannot become published; allowed: open, reviewed"
    with pytest.raises(StatusNotAllowed, match=r"allowed: nothing$"):
        check_state(2, RoundState.CANCELLED, RoundState.OPEN)


def test_how_people_work_together_never_leads_back() -> None:
    kinds = [kind_of(Phase.EVALUATE, purpose) for purpose in RoundPurpose]
    assert [str(kind) for kind in kinds] == ["deciding", "informative", "deciding"]
    assert {kind_of(Phase.CO_CREATE, purpose) for purpose in RoundPurpose} == {None}


def test_a_round_on_both_looks_at_everything_that_another_would() -> None:
    assert [covering(purpose) for purpose in RoundPurpose] == [
        {RoundPurpose.IMPACT, RoundPurpose.BOTH},
        {RoundPurpose.COLLABORATION, RoundPurpose.BOTH},
        {RoundPurpose.BOTH},
    ]
