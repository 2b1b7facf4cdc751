"""A stock process worker, which knows nothing of us but the deployments, can run a phase just as well."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId

from deployments.dispatcher import Dispatcher
from deployments.engine_loops import ensure
from models.actions import alliances
from models.actions.overview import log_of
from models.db.session import Database
from samenspel.settings import Settings
from tests import factories
from tests.live.conftest import PrefectServer
from tests.live.engine import LIVE, ended, environment, is_settled, message_of, settings_for

pytestmark = LIVE


async def test_a_stock_process_worker_runs_a_phase(
    prefect_server: PrefectServer, home: Path, sqlite_db: Database
) -> None:
    chosen = settings_for(prefect_server, home)
    await asyncio.to_thread(alliances.add, factories.described("voorraad"), by=factories.HZ)
    async with get_client() as client:
        dispatcher = await _dispatcher(client, chosen)
        assert await dispatcher.dispatch() == 1
        command = ["-m", "prefect", "worker", "start", "--pool", chosen.work_pool, "--type", "process", "--run-once"]
        stock = await asyncio.create_subprocess_exec(
            sys.executable,
            *command,
            env=os.environ | environment(chosen),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=home,
        )
        assert await stock.wait() == 0
        (run,) = await ended(client, "voorraad", 1)
    assert run.name == "voorraad · 1 Verkennen · cycle 1"
    assert run.state_name == "Completed"
    assert (message_of(run) or "").startswith("waits for ")
    assert await asyncio.to_thread(is_settled, "voorraad")
    assert [e.type for e in log_of("voorraad")].count("stakeholder.invited") == 4


async def test_a_deployment_that_somebody_removed_is_made_again_and_its_work_goes_on(
    prefect_server: PrefectServer, home: Path, sqlite_db: Database
) -> None:
    chosen = settings_for(prefect_server, home)
    await asyncio.to_thread(alliances.add, factories.described("verwijderd"), by=factories.HZ)
    async with get_client() as client:
        dispatcher = await _dispatcher(client, chosen)
        explore = await client.read_deployment_by_name("explore/explore")
        await client.delete_deployment(explore.id)
        await dispatcher.dispatch()
        again = await client.read_deployment_by_name("explore/explore")
        assert again.id != explore.id
        assert await dispatcher.dispatch() == 1
        runs = await client.read_flow_runs(deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[again.id])))
    assert [run.name for run in runs] == ["verwijderd · 1 Verkennen · cycle 1"]


async def _dispatcher(client: PrefectClient, chosen: Settings) -> Dispatcher:
    """Return a dispatcher without a warm worker."""
    return Dispatcher(client, await ensure(client, chosen), chosen, wake=_nobody, ensure=lambda: ensure(client, chosen))


async def _nobody() -> int:
    """Be the warm worker that is not there."""
    return 0
