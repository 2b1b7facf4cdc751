"""Wait for something to become true, and no longer."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


class NeverHappened(AssertionError):
    """What a test waited for did not become true in time."""


def until(condition: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    """Return as soon as ``condition`` holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise NeverHappened(f"{what} did not happen within {seconds:.0f} seconds")
        time.sleep(0.05)


async def eventually(look: Callable[[], Awaitable[T | None]], what: str, seconds: float = 60.0) -> T:
    """Return the first answer of ``look`` that is not None."""
    end = time.monotonic() + seconds
    while (answer := await look()) is None:
        if time.monotonic() > end:
            raise NeverHappened(f"{what} did not happen within {seconds:.0f} seconds")
        await asyncio.sleep(0.05)
    return answer
