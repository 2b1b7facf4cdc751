"""The engine: dispatch loop, warm worker, sweep and post office in one process; any number of them may run.

``python -m deployments.engine`` is the process that ``samenspel up`` starts.
"""

import asyncio
import importlib
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from deployments.prefect_env import apply_client_environment
from deployments.processes import run_until_told
from samenspel.settings import Settings, settings

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


async def run(stop: asyncio.Event, chosen: Settings) -> None:
    """Run the engine until told to stop: the worker ends first, so that nothing is taken that cannot be finished."""
    # Prefect reads its environment when it is imported, so that has to wait until the environment is set.
    await importlib.import_module("deployments.engine_loops").run(stop, chosen)


def main(argv: list[str]) -> None:
    """Be an engine until told to stop."""
    os.umask(0o077)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    chosen = settings()
    apply_client_environment(chosen)
    run_until_told(lambda stop: run(stop, chosen), argv)


if __name__ == "__main__":
    main(sys.argv[1:])
