"""Small flows with which the tests try out the workers."""

import asyncio
from pathlib import Path

from prefect import flow, task


@task
async def add(left: int, right: int) -> int:
    """Return the sum, as a step that Prefect shows."""
    return left + right


@flow
async def sum_up(left: int, right: int = 40) -> int:
    """Return the sum of two numbers."""
    return await add(left, right)


@flow
async def leave_a_mark(folder: str) -> None:
    """Write one line into a file, so that a test can count how often this ran."""
    with (Path(folder) / "marks").open("a", encoding="utf-8") as marks:
        marks.write("x\n")


@flow
async def wait_for_ever() -> None:
    """Wait until somebody cancels the run."""
    await asyncio.Event().wait()


@flow
async def wait_for_a_sign(sign: str) -> None:
    """Wait until there is a file of this name."""
    while not Path(sign).exists():
        await asyncio.sleep(0.05)


@flow
async def go_wrong() -> None:
    """Fail."""
    raise ValueError("this went wrong on purpose")


@flow
def block_everybody() -> None:
    """Be a flow that is not async."""
