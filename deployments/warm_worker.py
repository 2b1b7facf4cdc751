"""A Prefect worker that runs flows in this very process, where they are already imported: in tenths of a second."""

import asyncio
import contextvars
import logging
import os
import socket
from contextlib import suppress
from typing import Any
from uuid import UUID

import httpx
from anyio import TASK_STATUS_IGNORED
from anyio.abc import TaskStatus
from prefect import Flow
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import Flow as ApiFlow
from prefect.client.schemas.objects import FlowRun, State, StateType, WorkPool
from prefect.client.schemas.responses import DeploymentResponse, WorkerFlowRunResponse
from prefect.flows import load_flow_from_entrypoint
from prefect.states import Cancelled, Scheduled
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult
from prefect.workers.process import ProcessWorker
from pydantic import PrivateAttr

from deployments.warm_runs import carry, shared_clients, without_lookups

logger = logging.getLogger("samenspel.worker")

#: Seconds between two polls of the worker's own; the dispatch loop calls for one whenever it made a run.
POLL_SECONDS = 15.0

#: Seconds between two looks for runs of ours that somebody wants cancelled.
WATCH_SECONDS = 1.0

#: Seconds that a question of the worker's own may take. Prefect's client would go on for a minute when the server is
#: away, and so hold up whoever waits for the answer.
PATIENCE_SECONDS = 10.0

#: Seconds that runs get to end by themselves when the worker stops.
STOP_SECONDS = 10.0


class CannotRun(Exception):
    """The deployment names no flow that can run in this process."""


class WarmConfiguration(BaseJobConfiguration):
    """What a run needs here: only where its flow is."""

    _entrypoint: str | None = PrivateAttr(default=None)

    @property
    def entrypoint(self) -> str | None:
        """Where the flow is: ``package.module.function``."""
        return self._entrypoint

    def prepare_for_flow_run(
        self,
        flow_run: FlowRun,
        deployment: DeploymentResponse | None = None,
        flow: ApiFlow | None = None,
        work_pool: WorkPool | None = None,
        worker_name: str | None = None,
        worker_id: UUID | None = None,
    ) -> None:
        """Keep the entrypoint of the deployment, which Prefect has just read anyway."""
        super().prepare_for_flow_run(flow_run, deployment, flow, work_pool, worker_name, worker_id)
        self._entrypoint = None if deployment is None else deployment.entrypoint

    @classmethod
    def _base_environment(cls) -> dict[str, str]:
        # Writing out all settings of Prefect takes long, and is for a process of the run's own.
        return {}


class WarmResult(BaseWorkerResult):
    """How a run ended for the worker; how it ended for the method is in the run's state."""


#: Every run ends well for the worker; a flow that failed told Prefect so.
_RESULT = WarmResult(identifier="in process", status_code=0)


class WarmWorker(BaseWorker[WarmConfiguration, BaseVariables, WarmResult]):
    """Carry the runs of a process pool in this process, beside any stock worker of the same pool."""

    # Registered under a name of its own, so that Prefect's process worker keeps its place; see below the class.
    type = "samenspel-warm"
    job_configuration = WarmConfiguration

    def __init__(self, work_pool_name: str, *, limit: int, name: str | None = None) -> None:
        super().__init__(
            work_pool_name=work_pool_name,
            name=name or f"samenspel {socket.gethostname()}",
            prefetch_seconds=0,
            limit=limit,
        )
        self._flows: dict[str, Flow[..., Any]] = {}
        self._runs: dict[UUID, asyncio.Task[State | None]] = {}
        self._cancel_asked: set[UUID] = set()
        self._stopping = False
        self._one_poll = asyncio.Lock()
        self._left_waiting = False
        self._follow_up: asyncio.Task[int] | None = None
        self._with_clients: contextvars.Context | None = None

    @classmethod
    def get_default_base_job_template(cls) -> dict[str, Any]:
        """Return the template of Prefect's process worker, so that a pool made by us suits stock workers too."""
        return ProcessWorker.get_default_base_job_template()

    async def serve(self, stop: asyncio.Event) -> None:
        """Work until ``stop`` is set: poll now and then, show up at the server, and end runs that are cancelled."""
        clock = asyncio.get_running_loop().time
        next_poll = 0.0
        next_sync = clock() + self.heartbeat_interval_seconds
        self._stopping = False
        async with self, shared_clients() as self._with_clients:
            while not stop.is_set():
                if clock() >= next_sync or not self._has_successfully_synced:
                    await self._show_up()
                    next_sync = clock() + self.heartbeat_interval_seconds
                if clock() >= next_poll:
                    await self.poll_once()
                    next_poll = clock() + POLL_SECONDS
                await self._cancel_where_asked()
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), WATCH_SECONDS)
            await self._wind_down()

    async def poll_once(self) -> int:
        """Take what is due right now, as far as there is room for it; return how many runs were taken."""
        if not self.is_setup or self._stopping:
            return 0
        async with self._one_poll:
            known = set(self._submitting_flow_run_ids)
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    taken = await self.get_and_submit_flow_runs()
            except (httpx.HTTPError, TimeoutError) as error:
                logger.warning("The worker cannot ask Prefect for work now and will ask again: %r", error)
                return 0
            return len({flow_run.id for flow_run in taken} - known)

    async def run(
        self, flow_run: FlowRun, configuration: WarmConfiguration, task_status: TaskStatus[int] | None = None
    ) -> WarmResult:
        """Carry one run to its end, which the flow engine reports to Prefect.

        Raises :class:`CannotRun` before the run has begun; Prefect then shows it as Crashed, with the message.
        """
        if task_status is None:
            task_status = TASK_STATUS_IGNORED
        if self._stopping:
            task_status.started(os.getpid())
            await self._put_back(flow_run.id)
            return _RESULT
        if await self._ran_meanwhile(flow_run):
            task_status.started(os.getpid())
            return _RESULT
        flow = await self._flow(configuration.entrypoint)
        # Without its deployment the engine starts no suspension observer, whose waits would block the event loop
        # that all runs share; we never suspend runs.
        bare = flow_run.model_copy(update={"deployment_id": None})
        around = None if self._with_clients is None else self._with_clients.copy()
        task = asyncio.create_task(carry(flow, bare), name=flow_run.name, context=around)
        self._runs[flow_run.id] = task
        task_status.started(os.getpid())
        try:
            await asyncio.wait({task})
            await self._settle(flow_run.id, task)
        finally:
            task.cancel()
            self._cancel_asked.discard(flow_run.id)
            del self._runs[flow_run.id]
        return _RESULT

    async def _ran_meanwhile(self, flow_run: FlowRun) -> bool:
        """Say whether another worker carried this run after we saw it due; then its end is put back as it was."""
        # Prefect refuses a second claim only while a run is under way: one that has ended by then may be claimed again.
        try:
            if (await self.client.read_flow_run(flow_run.id)).run_count <= flow_run.run_count:
                return False
        except httpx.HTTPError:
            return False  # The steps are idempotent: better once too often than not at all.
        ends = [state for state in await self.client.read_flow_run_states(flow_run.id) if state.is_final()]
        if ends:
            await self.client.set_flow_run_state(flow_run.id, ends[-1], force=True)
        return True

    async def _flow(self, entrypoint: str | None) -> Flow[..., Any]:
        if entrypoint is None:
            raise CannotRun("the run has no deployment that says where its flow is")
        if entrypoint not in self._flows:
            # A placeholder flow would hide an import that fails until somebody misses the work.
            flow: Flow[..., Any] = await asyncio.to_thread(
                load_flow_from_entrypoint, entrypoint, use_placeholder_flow=False
            )
            if not flow.isasync or flow.isgenerator:
                raise CannotRun(f"{entrypoint} is not an async flow; it would hold up all others in this process")
            self._flows[entrypoint] = without_lookups(flow)
        return self._flows[entrypoint]

    async def _settle(self, run_id: UUID, task: asyncio.Task[State | None]) -> None:
        if task.cancelled() or (task.cancelling() and task.exception()):
            # The engine reports a task that was cancelled as Crashed, and stumbles over one that it had hardly begun;
            # here is what it really was.
            if run_id in self._cancel_asked:
                await self.client.set_flow_run_state(run_id, Cancelled(), force=True)
            elif self._stopping:
                await self._put_back(run_id)
            return
        state = task.result()
        if state is None or not state.is_final():
            # Asked to cancel before the engine had begun: it was refused, and nobody else would end the run.
            present = (await self.client.read_flow_run(run_id)).state
            if present is not None and present.type == StateType.CANCELLING:
                await self.client.set_flow_run_state(run_id, Cancelled(), force=True)

    async def _put_back(self, run_id: UUID) -> None:
        again: State = Scheduled(name="AwaitingRetry", message="The engine stopped; its next start takes this up.")
        await self.client.set_flow_run_state(run_id, again, force=True)

    async def _cancel_where_asked(self) -> None:
        watched = [run_id for run_id in self._runs if run_id not in self._cancel_asked]
        if not watched:
            return
        cancelling = FlowRunFilter(
            id=FlowRunFilterId(any_=watched),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.CANCELLING])),
        )
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                asked = await self.client.read_flow_runs(flow_run_filter=cancelling)
        except (httpx.HTTPError, TimeoutError) as error:
            logger.warning("The worker cannot see whether a run is to be cancelled: %r", error)
            return
        for flow_run in asked:
            # Once only: a second cancellation would break off the report of the first.
            if (task := self._runs.get(flow_run.id)) is not None:
                self._cancel_asked.add(flow_run.id)
                task.cancel()

    async def _show_up(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.sync_with_backend()
        except (httpx.HTTPError, TimeoutError) as error:
            logger.warning("The worker cannot show up at the Prefect server and will try again: %r", error)

    async def _wind_down(self) -> None:
        self._stopping = True
        if self._follow_up is not None:
            await self._follow_up
        if self._runs:
            _, late = await asyncio.wait(set(self._runs.values()), timeout=STOP_SECONDS)
            for task in late:
                task.cancel()

    async def _get_scheduled_flow_runs(self) -> list[WorkerFlowRunResponse]:
        # The answer may be older than the start of a run that it still shows as due.
        due = [one for one in await super()._get_scheduled_flow_runs() if one.flow_run.id not in self._runs]
        self._left_waiting = len(due) > self.limiter.available_tokens
        return due

    def _release_limit_slot(self, flow_run_id: UUID) -> None:
        super()._release_limit_slot(flow_run_id)
        if self._left_waiting and not self._stopping:
            # Whoever found no room would otherwise wait for the worker's own, slow poll.
            self._left_waiting = False
            self._follow_up = asyncio.create_task(self.poll_once())

    async def _submit_run(self, flow_run: FlowRun) -> None:
        try:
            await super()._submit_run(flow_run)
        except httpx.HTTPError as error:
            # Not let through, because it would end the worker and all other runs; the run is still due.
            logger.warning("Run %s could not be taken and stays due: %r", flow_run.id, error)
            self._submitting_flow_run_ids.discard(flow_run.id)
            self._release_limit_slot(flow_run.id)


# To the server this is a worker of the type "process": pools, deployments and stock workers need to know nothing of it.
WarmWorker.type = "process"
