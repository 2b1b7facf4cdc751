"""Reminding those who owe us an answer."""

from models.actions import timers
from tasks.step import step


@step
def remind_due() -> int:
    """Fire every due moment that nobody fired yet; return how many."""
    return timers.fire_due()
