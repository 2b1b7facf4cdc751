"""What waits for somebody, most urgent first."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from models.method.matters import Matter, urgency
from models.method.requests import RequestKind

NOW = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_what_is_broken_comes_first_then_what_is_late_then_what_is_due_then_what_waits_longest() -> None:
    waiting: list[tuple[StrEnum, datetime, datetime | None]] = [
        (RequestKind.INVITATION, NOW - 2 * DAY, NOW + 12 * DAY),
        (Matter.GATE_HELD, NOW - DAY, None),
        (Matter.LETTER_HELD, NOW - 9 * DAY, None),
        (Matter.DECISION, NOW - 20 * DAY, NOW - 6 * DAY),
        (RequestKind.DELIVERY, NOW - 30 * DAY, NOW - 9 * DAY),
        (Matter.GATE_DUE, NOW, NOW),
        (Matter.LETTER_FAILED, NOW - DAY, None),
        (Matter.PARKED, NOW - 3 * DAY, None),
    ]
    ranked = sorted(waiting, key=lambda one: urgency(one[0], since=one[1], due=one[2], now=NOW))
    assert [what.value for what, _, _ in ranked] == [
        "parked",
        "letter_failed",
        "delivery",
        "decision",
        "gate_due",
        "invitation",
        "letter_held",
        "gate_held",
    ]
