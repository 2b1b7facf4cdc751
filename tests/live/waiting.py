"""Wait for something to become true, and no longer."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

#: Seconds that are waited for anything to become true; long, because other tests may keep the machine busy.
PATIENCE = 90.0


class NeverHappened(AssertionError):
    """What a test waited for did not become true in time."""


def until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Return as soon as ``condition`` holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise NeverHappened(f"{what} did not happen within {seconds:.0f} seconds")
        time.sleep(0.05)


async def eventually(look: Callable[[], Awaitable[T | None]], what: str, seconds: float = PATIENCE) -> T:
    """Return the first answer of ``look`` that is not None."""
    end = time.monotonic() + seconds
    while (answer := await look()) is None:
        if time.monotonic() > end:
            raise NeverHappened(f"{what} did not happen within {seconds:.0f} seconds")
        await asyncio.sleep(0.05)
    return answer
