"""The loops of an engine; each goes on when another is in trouble."""

import asyncio
import os
import socket

from prefect.client.orchestration import PrefectClient, get_client

from deployments.artifacts import Artifacts
from deployments.automations import ensure_automations
from deployments.dispatcher import Dispatcher
from deployments.loops import READY_FILE, every, until_done
from deployments.mirror import mirror
from deployments.registry import Deployed, ensure_deployments, ensure_pool
from deployments.sweep import Sweep, clocks
from deployments.warm_worker import WarmWorker
from notifications import postoffice
from samenspel.settings import Settings
from tasks.step import in_thread

#: How often letters, the event feed and the pages for operations are looked at, in seconds.
POST_SECONDS, FEED_SECONDS, PAGES_SECONDS = 1.0, 2.0, 3.0


async def ensure(client: PrefectClient, chosen: Settings) -> dict[str, Deployed]:
    """Make sure that everything of ours is in Prefect; return the deployments by name."""
    await ensure_pool(client, chosen.work_pool)
    deployments = await ensure_deployments(client, pool=chosen.work_pool)
    await ensure_automations(client)
    return deployments


async def run(stop: asyncio.Event, chosen: Settings) -> None:
    """Run every loop until told to stop. Post office and clocks need no Prefect, and begin before it answers."""
    engine = f"{socket.gethostname()}-{os.getpid()}"

    async def post() -> None:
        await in_thread(postoffice.send_due, chosen, owner=engine, stopping=stop.is_set)

    async with asyncio.TaskGroup() as group:
        group.create_task(every(POST_SECONDS, post, stop, name="post office"))
        group.create_task(every(chosen.sweep_seconds, clocks, stop, name="clocks"))
        group.create_task(_with_prefect(stop, chosen, engine))


async def _with_prefect(stop: asyncio.Event, chosen: Settings, engine: str) -> None:
    async with get_client() as client:
        deployments = await until_done(lambda: ensure(client, chosen), stop, name="ensure")
        if deployments is None:
            return
        (chosen.base / READY_FILE).write_text(str(os.getpid()))
        worker = WarmWorker(chosen.work_pool, limit=chosen.parallel_runs, name=f"samenspel {engine}")
        dispatcher = Dispatcher(client, deployments, chosen, worker.poll_once, lambda: ensure(client, chosen))
        pages = Artifacts(client, deployments["decide"].id, chosen)
        sweep = Sweep(client, deployments, dispatcher, pages, engine)
        async with asyncio.TaskGroup() as group:
            group.create_task(worker.serve(stop))
            group.create_task(every(chosen.poll_seconds, dispatcher.dispatch, stop, name="dispatch"))
            group.create_task(every(chosen.sweep_seconds, sweep.once, stop, name="sweep"))
            group.create_task(every(FEED_SECONDS, lambda: mirror(client), stop, name="feed"))
            group.create_task(every(PAGES_SECONDS, pages.refresh, stop, name="pages"))
