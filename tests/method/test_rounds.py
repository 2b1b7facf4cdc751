"""When a round is over, and what it still misses."""

from datetime import UTC, datetime

import pytest

from models.method.rounds import KIND, may_close, unmeasured

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
