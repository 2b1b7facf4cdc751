"""An engine for the tests that need one: in this process, or as a child like the one that really runs."""

import asyncio
import os
import shutil
import sys
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterTags
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import FlowRunSort

from deployments import engine_loops
from deployments.loops import READY_FILE
from deployments.prefect_env import client_environment, full_environment
from deployments.processes import Child
from deployments.up import READY_SECONDS
from models.db import queries
from models.db.session import database
from models.db.tables import Dispatch
from samenspel.settings import Settings
from tests.live.conftest import PrefectServer
from tests.live.waiting import eventually

#: The top of the project, where a process finds the packages.
TOP = Path(__file__).parents[2]

#: Marks the tests with an engine in this process. Prefect leaves connections of its own to the garbage collector.
LIVE = [pytest.mark.live, pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")]

#: Everything that an engine does now and then, it does several times a second here.
QUICK: Mapping[str, Any] = {"sweep_seconds": 0.4, "poll_seconds": 0.05}


def settings_for(server: PrefectServer, home: Path, **changes: Any) -> Settings:
    """Return the settings of an engine on the session's server, with a data directory and a work pool of its own.

    The pool keeps runs that another test left behind away from it.
    """
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(server.home / "secrets.env", home / "secrets.env")
    chosen = {**QUICK, "work_pool": f"pool {uuid.uuid4().hex[:8]}", **changes}
    return Settings(home=home, port=server.settings.port, **chosen)


@asynccontextmanager
async def engine(chosen: Settings) -> AsyncIterator[PrefectClient]:
    """Run an engine in this process, on the database that the test works on; give a client to look with."""
    stop = asyncio.Event()
    running = asyncio.create_task(engine_loops.run(stop, chosen))
    try:
        async with get_client() as client:
            yield client
    finally:
        stop.set()
        await running


@contextmanager
def engine_child(chosen: Settings, name: str = "engine", **more: str) -> Iterator[Child]:
    """Run an engine as a process of its own; ``more`` is added to its environment."""
    child = Child(
        name,
        [sys.executable, "-m", "deployments.engine"],
        env=full_environment(client_environment(chosen) | environment(chosen) | more),
        log_file=chosen.base / "logs" / f"{name}.log",
    )
    child.start()
    try:
        yield child
    finally:
        child.stop()


async def ready(chosen: Settings, child: Child) -> None:
    """Return as soon as an engine that is a child has made everything it needs, which takes it longest of all."""
    file = chosen.base / READY_FILE
    await became(lambda: file.exists() and file.read_text() == str(child.pid), "the start of an engine", READY_SECONDS)


def environment(chosen: Settings) -> dict[str, str]:
    """Return what a process needs to come to the same settings, and to work on the same database."""
    ours = {
        f"SAMENSPEL_{name.upper()}": str(getattr(chosen, name))
        for name in ("port", "work_pool", "lease_seconds", "poll_seconds", "sweep_seconds", "crowd", "parallel_runs")
    }
    return ours | {
        "SAMENSPEL_HOME": str(chosen.base),
        "SAMENSPEL_DATABASE_URL": database().url,
        "SAMENSPEL_BACKOFF_SECONDS": str(list(chosen.backoff_seconds)),
        "PYTHONPATH": os.pathsep.join([str(TOP), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]),
    }


async def runs_of(client: PrefectClient, alliance: str) -> list[FlowRun]:
    """Return the runs of an alliance that Prefect knows, in the order in which they were due."""
    mine = FlowRunFilter(tags=FlowRunFilterTags(all_=[f"alliance:{alliance}"]))
    return await client.read_flow_runs(flow_run_filter=mine, sort=FlowRunSort.EXPECTED_START_TIME_ASC)


async def settled(*alliances: str, seconds: float = 60.0) -> None:
    """Return as soon as everything that happened in these alliances is dealt with."""
    await became(lambda: all(is_settled(alliance) for alliance in alliances), "the end of all work", seconds)


async def ended(client: PrefectClient, alliance: str, count: int) -> list[FlowRun]:
    """Return the runs of an alliance as soon as there are so many and all have ended."""

    async def look() -> list[FlowRun] | None:
        runs = await runs_of(client, alliance)
        over = [run for run in runs if run.state is not None and run.state.is_final()]
        return runs if len(over) == len(runs) == count else None

    return await eventually(look, f"{count} ended runs of {alliance}")


async def became(condition: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    """Return as soon as ``condition`` holds, which may ask the database."""

    async def look() -> bool | None:
        return await asyncio.to_thread(condition) or None

    await eventually(look, what, seconds)


def is_settled(alliance: str) -> bool:
    """Say whether everything that happened is dealt with and nobody is on it."""
    with database().read() as session:
        books = queries.one(session, Dispatch, "row", alliance_id=queries.find_alliance(session, alliance).id)
        return books.done_seq >= books.wake_seq and books.lease_until is None


def message_of(run: FlowRun) -> str | None:
    """Return what operations read beside the state of a run."""
    return run.state.message if run.state else None
