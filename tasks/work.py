"""The beginning and the end of every phase run."""

from collections.abc import Awaitable, Callable
from functools import wraps

from prefect import State
from prefect.artifacts import acreate_table_artifact
from prefect.states import Completed
from pydantic import BaseModel

from models.actions import work
from models.method.errors import PhaseMovedOn
from models.method.phases import Here, Phase
from tasks.step import is_quiet, step

PhaseBody = Callable[[str, int, int], Awaitable[tuple[str, ...]]]


class Work(BaseModel):
    """One alliance that a run shall bring up to event ``through``."""

    alliance: str
    cycle: int
    phase: Phase
    through: int


@step
def begin(alliance: str, cycle: int, phase: Phase) -> Here:
    """Find out whether this is still the open phase, and what the run can see."""
    return work.begin(alliance, cycle, phase)


@step
def finish(here: Here, through: int) -> None:
    """Book that everything the run saw is dealt with."""
    work.finish(here, through)


@step
def finish_moved_on(alliance: str, through: int) -> None:
    """Book that the run came too late."""
    work.finish_moved_on(alliance, through)


def phase_run(body: PhaseBody) -> Callable[[str, int, int], Awaitable[State[str] | str]]:
    """Make the body of a phase flow end well: with what it waits for, or "moved on" when it came too late.

    In a flow run the answer is the message of the final state, so that operations read it in the list of runs.
    """

    @wraps(body)
    async def run(alliance: str, cycle: int, through: int) -> State[str] | str:
        try:
            waiting = await body(alliance, cycle, through)
        except PhaseMovedOn as moved:
            await finish_moved_on(alliance, through)
            return said(f"moved on: {moved}")
        return said(f"waits for {', '.join(waiting)}" if waiting else "gate passed")

    return run


def said(text: str) -> State[str] | str:
    """Return what a run has to say: as the message of its final state, or as it is where no run is shown."""
    return text if is_quiet() else Completed(message=text)


async def summarise(done: dict[str, str]) -> None:
    """Leave one readable table of what a run did, per alliance."""
    if not is_quiet():
        rows = [{"alliance": alliance, "result": result} for alliance, result in done.items()]
        await acreate_table_artifact(rows, description="What this run did")
