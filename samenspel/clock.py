"""The only reader of the clock, so that a year can pass in a test within a second."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tell what time it is."""

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""


class WallClock:
    """The clock on the wall."""

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands still until somebody moves it."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment the clock was last set to, in UTC."""
        return self._at

    def move_to(self, at: datetime) -> None:
        """Set the clock to ``at``, forward or back."""
        self._at = at.astimezone(UTC)


_clock: Clock = WallClock()


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return _clock.now()


@contextmanager
def using(clock: Clock) -> Iterator[None]:
    """Let this process live by ``clock`` for a while."""
    global _clock
    before, _clock = _clock, clock
    try:
        yield
    finally:
        _clock = before
