"""A Prefect server in a scratch directory, and an engine on a simulated clock in this process, for one life."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from prefect.client.orchestration import PrefectClient, get_client

from deployments.artifacts import Artifacts
from deployments.demo.life import StoryStuck, to_do
from deployments.dispatcher import Dispatcher
from deployments.engine_loops import ensure
from deployments.mirror import mirror
from deployments.registry import SPECS, Deployed
from deployments.warm_worker import WarmWorker
from models.method.phases import Phase
from samenspel.settings import Settings
from tasks.step import in_thread

#: How often is looked whether the runs are done, and how long that may take, in seconds on the wall.
LOOK_SECONDS, PATIENCE_SECONDS = 0.05, 60.0


class OnServer:
    """A stage on which every piece of work is a flow run that Prefect shows."""

    def __init__(self, client: PrefectClient, dispatcher: Dispatcher, pages: Artifacts) -> None:
        self._client = client
        self._dispatcher = dispatcher
        self._pages = pages
        self._shown: tuple[int, Phase] | None = None

    async def settle(self, slug: str) -> None:
        """Make runs for what waits until none is left and none is under way; show each phase when it begins."""
        until = time.monotonic() + PATIENCE_SECONDS
        place = self._shown
        while (work := await in_thread(to_do, slug)) is not None:
            place = (work.cycle, work.phase)
            if not work.taken:
                await self._dispatcher.dispatch()
            if time.monotonic() > until:
                raise StoryStuck(
                    "a run of {slug} did not end within {seconds} seconds", slug=slug, seconds=f"{PATIENCE_SECONDS:.0f}"
                )
            await asyncio.sleep(LOOK_SECONDS)
        if place != self._shown:
            self._shown = place
            await self.show()

    async def show(self) -> None:
        """Show in Prefect what happened and how things stand."""
        while await mirror(self._client):
            pass
        await self._pages.refresh()

    async def runs(self, slug: str) -> int:
        """Return how many runs of the alliance the server knows."""
        mine = {"flow_runs": {"tags": {"all_": [f"alliance:{slug}"]}}}
        return int((await self._client.request("POST", "/flow_runs/count", json=mine)).json())


@asynccontextmanager
async def on_server(chosen: Settings) -> AsyncIterator[OnServer]:
    """Give a stage on the server of ``chosen``, with a worker of its own, where nothing runs by Prefect's clock."""
    stop = asyncio.Event()
    async with get_client() as client:
        deployments = await ensure(client, chosen)
        await _unscheduled(client, deployments)
        worker = WarmWorker(chosen.work_pool, limit=chosen.parallel_runs, name="samenspel demo")
        dispatcher = Dispatcher(client, deployments, chosen, worker.poll_once, lambda: ensure(client, chosen))
        serving = asyncio.create_task(worker.serve(stop))
        try:
            yield OnServer(client, dispatcher, Artifacts(client, deployments["decide"].id, chosen))
        finally:
            stop.set()
            await serving


async def _unscheduled(client: PrefectClient, deployments: Mapping[str, Deployed]) -> None:
    """Take away the schedules that deployments are born with: they would run by the clock on the wall."""
    for born_with in (deployments[spec.name].id for spec in SPECS if spec.rrules):
        for schedule in await client.read_deployment_schedules(born_with):
            await client.delete_deployment_schedule(born_with, schedule.id)
