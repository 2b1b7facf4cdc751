"""Doing something again and again, whatever happens in between."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

#: In this file of the data directory an engine writes its process number once everything it needs is there.
READY_FILE = "engine.ready"

logger = logging.getLogger("samenspel.engine")

#: After a problem a loop waits so long, twice as long each time, up to the longest.
FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0


async def every(seconds: float, once: Callable[[], Awaitable[object]], stop: asyncio.Event, *, name: str) -> None:
    """Do ``once`` again and again until told to stop; a problem is logged and the loop goes on."""
    wait = FIRST_WAIT
    while not stop.is_set():
        try:
            await once()
            wait, rest = FIRST_WAIT, seconds
        except Exception as problem:  # noqa: BLE001 -- no loop may end; the kind is told, the text may be personal
            logger.warning("%s: %s; trying again in %.1f s", name, type(problem).__name__, wait)
            rest, wait = wait, min(wait * 2, LONGEST_WAIT)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), rest)


async def until_done(once: Callable[[], Awaitable[T]], stop: asyncio.Event, *, name: str) -> T | None:
    """Do ``once`` until it succeeds, and return what it gives; ``None`` when told to stop before."""
    results: list[T] = []
    done = asyncio.Event()

    async def attempt() -> None:
        results.append(await once())
        done.set()

    loop = asyncio.create_task(every(0.0, attempt, done, name=name))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({loop, stopped}, return_when=asyncio.FIRST_COMPLETED)
    for task in (loop, stopped):
        task.cancel()
    return results[0] if results else None
