"""The warm worker: runs begin within tenths of a second, exactly once, and end the way somebody asked."""

import asyncio
import os
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from prefect import Flow, flow_engine
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.responses import SetStateStatus
from prefect.deployments.runner import RunnerDeployment
from prefect.states import Cancelling, Pending
from prefect.types.entrypoint import EntrypointType
from prefect.workers.base import BaseWorker
from prefect.workers.process import ProcessWorker

from deployments import warm_worker
from deployments.warm_worker import WarmConfiguration, WarmWorker
from tests.live import sample_flows
from tests.live.conftest import PrefectServer
from tests.live.engine import LIVE
from tests.live.waiting import eventually

pytestmark = LIVE

#: The top of the project, where a worker in another process finds the flows of the tests.
TOP = Path(__file__).parents[2]


@pytest.fixture
async def client(prefect_server: PrefectServer) -> AsyncIterator[PrefectClient]:
    async with get_client() as opened:
        yield opened


@pytest.fixture
async def pool(client: PrefectClient) -> str:
    """Make a work pool of its own for the test, and return its name."""
    name = f"pool {uuid.uuid4().hex[:8]}"
    template = ProcessWorker.get_default_base_job_template()
    await client.create_work_pool(WorkPoolCreate(name=name, type="process", base_job_template=template))
    return name


@asynccontextmanager
async def at_work(pool: str, *, limit: int = 4, name: str = "warm") -> AsyncIterator[WarmWorker]:
    """Have a warm worker serve the pool for a while."""
    worker, stop = WarmWorker(pool, limit=limit, name=name), asyncio.Event()
    serving = asyncio.create_task(worker.serve(stop))
    try:
        await eventually(lambda: _true_or_none(worker.is_setup), "the start of the worker")
        yield worker
    finally:
        stop.set()
        await serving


async def test_a_run_begins_and_ends_within_this_process(client: PrefectClient, pool: str) -> None:
    deployment = await deploy(sample_flows.sum_up, pool)
    async with at_work(pool) as worker:
        began = time.monotonic()
        due = await client.create_flow_run_from_deployment(deployment, parameters={"left": 2})
        assert await worker.poll_once() == 1
        run = await ended(client, due)
    assert run.state_name == "Completed"
    assert run.infrastructure_pid == str(os.getpid())
    # A stock worker takes about ten seconds; the time here is a few tenths, with room for a busy machine.
    assert time.monotonic() - began < 5


async def test_the_worker_finds_work_by_itself(
    client: PrefectClient, pool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_worker, "POLL_SECONDS", 0.1)
    deployment = await deploy(sample_flows.sum_up, pool)
    async with at_work(pool):
        due = await client.create_flow_run_from_deployment(deployment, parameters={"left": 2})
        assert (await ended(client, due)).state_name == "Completed"


async def test_two_workers_run_every_run_once(
    client: PrefectClient, pool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployment = await deploy(sample_flows.leave_a_mark, pool)
    async with at_work(pool, name="first", limit=10) as first, at_work(pool, name="second", limit=10) as second:
        _look_together(monkeypatch, first, second)
        due = [
            await client.create_flow_run_from_deployment(deployment, parameters={"folder": str(tmp_path)})
            for _ in range(6)
        ]
        # Both are told about all six before either takes one.
        taken = await asyncio.gather(first.poll_once(), second.poll_once())
        assert list(taken) == [6, 6]
        runs = [await ended(client, run) for run in due]
    assert [run.state_name for run in runs] == ["Completed"] * 6
    assert (tmp_path / "marks").read_text(encoding="utf-8") == "x\n" * 6


async def test_a_run_that_ended_between_the_look_and_the_claim_does_not_run_again(
    client: PrefectClient, pool: str, tmp_path: Path
) -> None:
    deployment = await deploy(sample_flows.leave_a_mark, pool)
    async with at_work(pool, name="first", limit=10) as first, at_work(pool, name="slow", limit=10) as slow:
        due = await client.create_flow_run_from_deployment(deployment, parameters={"folder": str(tmp_path)})
        seen_due = await client.read_flow_run(due.id)
        await first.poll_once()
        await ended(client, due)
        # The slow one claims it only now, from what it saw before, and Prefect allows it.
        claim = await client.set_flow_run_state(due.id, Pending())
        assert claim.status is SetStateStatus.ACCEPT
        await slow.run(seen_due, WarmConfiguration())
        await reached(client, due, "Completed")
    assert (await client.read_flow_run(due.id)).run_count == 1
    assert (tmp_path / "marks").read_text(encoding="utf-8") == "x\n"


async def test_a_running_run_that_is_cancelled_ends_cancelled(client: PrefectClient, pool: str) -> None:
    deployment = await deploy(sample_flows.wait_for_ever, pool)
    async with at_work(pool) as worker:
        due = await client.create_flow_run_from_deployment(deployment)
        await worker.poll_once()
        await reached(client, due, "Running")
        await client.set_flow_run_state(due.id, Cancelling())
        await reached(client, due, "Cancelled")


async def test_a_run_that_is_cancelled_before_its_engine_heard_that_it_runs_ends_cancelled(
    client: PrefectClient, pool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose = flow_engine.propose_state

    async def heard_too_late(*args: Any, **kwargs: Any) -> Any:
        answer = await propose(*args, **kwargs)
        return await asyncio.Event().wait() if answer.type is StateType.RUNNING else answer

    monkeypatch.setattr(flow_engine, "propose_state", heard_too_late)
    deployment = await deploy(sample_flows.wait_for_ever, pool)
    async with at_work(pool) as worker:
        due = await client.create_flow_run_from_deployment(deployment)
        await worker.poll_once()
        await reached(client, due, "Running")
        await client.set_flow_run_state(due.id, Cancelling())
        await reached(client, due, "Cancelled")


async def test_a_flow_that_fails_leaves_the_worker_at_work(client: PrefectClient, pool: str) -> None:
    wrong, right = await deploy(sample_flows.go_wrong, pool), await deploy(sample_flows.sum_up, pool)
    async with at_work(pool) as worker:
        failing = await client.create_flow_run_from_deployment(wrong)
        await worker.poll_once()
        assert (await ended(client, failing)).state_name == "Failed"
        following = await client.create_flow_run_from_deployment(right, parameters={"left": 2})
        await worker.poll_once()
        assert (await ended(client, following)).state_name == "Completed"


async def test_a_flow_that_would_hold_up_all_others_is_refused(client: PrefectClient, pool: str) -> None:
    deployment = await deploy(sample_flows.block_everybody, pool)
    async with at_work(pool) as worker:
        due = await client.create_flow_run_from_deployment(deployment)
        await worker.poll_once()
        run = await ended(client, due)
    assert run.state_name == "Crashed"
    assert run.state is not None
    assert run.state.message == (
        "Failed to submit flow run to infrastructure: CannotRun: tests.live.sample_flows.block_everybody "
        "is not an async flow; it would hold up all others in this process"
    )


async def test_no_more_runs_are_taken_than_there_is_room_for(client: PrefectClient, pool: str) -> None:
    deployment = await deploy(sample_flows.wait_for_ever, pool)
    async with at_work(pool, limit=2) as worker:
        due = [await client.create_flow_run_from_deployment(deployment) for _ in range(3)]
        assert await worker.poll_once() == 2
        assert await worker.poll_once() == 0
        for run in due:
            await client.set_flow_run_state(run.id, Cancelling())
            await reached(client, run, "Cancelled")


async def test_a_run_that_is_broken_off_by_a_stop_is_due_again(
    client: PrefectClient, pool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_worker, "STOP_SECONDS", 0.1)
    deployment = await deploy(sample_flows.wait_for_ever, pool)
    async with at_work(pool) as worker:
        due = await client.create_flow_run_from_deployment(deployment)
        await worker.poll_once()
        await reached(client, due, "Running")
    assert (await client.read_flow_run(due.id)).state_name == "AwaitingRetry"


async def test_a_stop_lets_runs_come_to_their_end(client: PrefectClient, pool: str, tmp_path: Path) -> None:
    deployment, sign = await deploy(sample_flows.wait_for_a_sign, pool), tmp_path / "sign"
    async with at_work(pool) as worker:
        due = await client.create_flow_run_from_deployment(deployment, parameters={"sign": str(sign)})
        await worker.poll_once()
        await reached(client, due, "Running")
        # The stop begins first, and the run can only end after it.
        asyncio.get_running_loop().call_later(0.5, sign.touch)
    assert (await client.read_flow_run(due.id)).state_name == "Completed"


@pytest.mark.kill
async def test_the_worker_lives_through_the_death_of_the_server(
    prefect_server: PrefectServer, client: PrefectClient, pool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_worker, "PATIENCE_SECONDS", 1.0)
    deployment = await deploy(sample_flows.sum_up, pool)
    async with at_work(pool) as worker:
        due = await client.create_flow_run_from_deployment(deployment, parameters={"left": 2})
        prefect_server.kill()
        assert await worker.poll_once() == 0
        await asyncio.to_thread(prefect_server.restart)
        assert await worker.poll_once() == 1
        assert (await ended(client, due)).state_name == "Completed"


async def test_a_stock_worker_serves_the_same_deployment(client: PrefectClient, pool: str, tmp_path: Path) -> None:
    deployment = await deploy(sample_flows.leave_a_mark, pool)
    due = await client.create_flow_run_from_deployment(deployment, parameters={"folder": str(tmp_path)})
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", pool, "--type", "process", "--run-once"]
    stock = await asyncio.create_subprocess_exec(
        *command,
        env=os.environ | {"PYTHONPATH": str(TOP)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    assert await stock.wait() == 0
    assert (await client.read_flow_run(due.id)).state_name == "Completed"
    assert (tmp_path / "marks").read_text(encoding="utf-8") == "x\n"


async def test_a_pool_that_the_worker_makes_suits_stock_workers(client: PrefectClient) -> None:
    name = f"pool {uuid.uuid4().hex[:8]}"
    async with at_work(name):
        made = await client.read_work_pool(name)
    assert made.type == "process"
    assert made.base_job_template == ProcessWorker.get_default_base_job_template()


def test_prefects_own_process_worker_keeps_its_place() -> None:
    assert BaseWorker.get_worker_class_from_type("process") is ProcessWorker


async def deploy(flow: Flow[..., Any], pool: str) -> uuid.UUID:
    """Deploy a flow of the tests to the pool, the way we deploy our own."""
    deployment = RunnerDeployment.from_flow(
        flow, name=pool, entrypoint_type=EntrypointType.MODULE_PATH, work_pool_name=pool
    )
    return await deployment.aapply()


async def ended(client: PrefectClient, run: FlowRun) -> FlowRun:
    """Return the run as soon as it has ended, one way or another."""

    async def look() -> FlowRun | None:
        present = await client.read_flow_run(run.id)
        return present if present.state is not None and present.state.is_final() else None

    return await eventually(look, "the end of the run")


async def reached(client: PrefectClient, run: FlowRun, state: str) -> None:
    """Return as soon as the run is in this state."""

    async def look() -> bool | None:
        return (await client.read_flow_run(run.id)).state_name == state or None

    await eventually(look, f"the state {state}")


async def _true_or_none(fact: bool) -> bool | None:
    return fact or None


def _look_together(monkeypatch: pytest.MonkeyPatch, *workers: WarmWorker) -> None:
    """Let nobody go on with what Prefect told first until everybody was told."""
    told = asyncio.Barrier(len(workers))

    def together(worker: WarmWorker) -> Callable[[], Awaitable[Any]]:
        look = worker._get_scheduled_flow_runs

        async def looked() -> Any:
            monkeypatch.setattr(worker, "_get_scheduled_flow_runs", look)
            found = await look()
            await told.wait()
            return found

        return looked

    for worker in workers:
        monkeypatch.setattr(worker, "_get_scheduled_flow_runs", together(worker))
