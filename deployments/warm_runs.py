"""How a flow runs in a process that runs many: with clients of Prefect that all runs share, and without lookups."""

import contextvars
import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State
from prefect.context import AsyncClientContext, SyncClientContext
from prefect.exceptions import Abort, Pause
from prefect.flow_engine import run_flow
from prefect.settings import get_current_settings


def without_lookups(flow: Flow[..., Any]) -> Flow[..., Any]:
    """Return the flow with the places for results that Prefect would use anyway, written out."""
    if flow.result_storage is not None:
        return flow
    # Left open, the engine asks the server for a default at every run, in a blocking call on the loop that all runs
    # share, and for a minute when the server is away.
    storage = get_current_settings().results.local_storage_path
    return flow.with_options(result_storage=storage, persist_result=bool(flow.persist_result))


@asynccontextmanager
async def shared_clients() -> AsyncIterator[contextvars.Context]:
    """Give a context in which runs find clients of Prefect that they share.

    Each would otherwise make two of its own, and reading the certificates for both takes a tenth of a second, in which
    no other run of this process goes on.
    """
    async with AsyncClientContext():
        with SyncClientContext():
            yield contextvars.copy_context()


async def carry(flow: Flow[..., Any], flow_run: FlowRun) -> State | None:
    """Run the flow; return its last state, None when it was refused or paused."""
    try:
        running = run_flow(flow, flow_run=flow_run, return_type="state")
        state = await running if inspect.isawaitable(running) else running
    except (Abort, Pause):
        # Both are normal ends: another worker has the run already, or somebody stopped it before it began.
        return None
    return state if isinstance(state, State) else None
