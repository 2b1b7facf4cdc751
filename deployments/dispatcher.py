"""The dispatch loop: events in the database become phase runs in Prefect, within a fraction of a second."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import ObjectNotFound
from prefect.states import Scheduled
from prefect.types._datetime import now as prefect_now

from deployments.registry import OURS, PHASE_DEPLOYMENT, Deployed
from models.actions import dispatch
from models.actions.dispatch import Claim
from notifications import alert_words, staff_alerts
from samenspel.crash import crash_point
from samenspel.settings import Settings
from tasks.step import in_thread

logger = logging.getLogger("samenspel.dispatch")

#: At most so many phase runs are made before the loop looks again.
AT_ONCE = 8


class Dispatcher:
    """Makes a run for every alliance that waits, and looks after runs that never said they were done."""

    def __init__(
        self,
        client: PrefectClient,
        deployments: Mapping[str, Deployed],
        settings: Settings,
        wake: Callable[[], Awaitable[int]],
        ensure: Callable[[], Awaitable[Mapping[str, Deployed]]],
    ) -> None:
        self._client = client
        self._deployments = deployments
        self._settings = settings
        self._wake = wake
        self._ensure = ensure
        self._lease = timedelta(seconds=settings.lease_seconds)

    async def dispatch(self) -> int:
        """Claim what waits and make its runs; return how many alliances are under way now."""
        crowd = await in_thread(dispatch.waiting, self._settings.crowd + 1) > self._settings.crowd
        limit = self._settings.crowd if crowd else AT_ONCE
        claims = await in_thread(dispatch.claim, lease=self._lease, limit=limit)
        crash_point("claimed")
        if not claims:
            return 0
        try:
            if crowd:
                await self._create_catch_up(claims)
            else:
                await self._create_each(claims)
        except httpx.HTTPError:
            # Prefect is away. Whoever has no run yet is free again at once; a run that was made all the same is found
            # by its key.
            for work in claims:
                await in_thread(dispatch.release, work)
            raise
        await self._wake()
        return len(claims)

    async def _create_each(self, claims: list[Claim]) -> None:
        gone = False
        for work in claims:
            try:
                await self._create(work)
            except httpx.HTTPStatusError as refusal:
                if refusal.response.status_code != httpx.codes.NOT_FOUND:
                    raise
                # Somebody removed the deployment. Its work is free again and waits; the others go on.
                await in_thread(dispatch.release, work)
                gone = True
        if gone:
            self._deployments = await self._ensure()

    async def _create(self, work: Claim) -> FlowRun:
        run = await self._client.create_flow_run_from_deployment(
            self._deployments[PHASE_DEPLOYMENT[work.phase]].id,
            name=f"{work.alliance} · {work.phase.number} {work.phase.label} · cycle {work.cycle}",
            parameters={"alliance": work.alliance, "cycle": work.cycle, "through": work.through},
            tags=[OURS, f"alliance:{work.alliance}", f"phase:{work.phase}", f"cycle:{work.cycle}"],
            idempotency_key=work.run_key,
        )
        crash_point("created")
        await in_thread(dispatch.note_run, work, str(run.id))
        return run

    async def _create_catch_up(self, claims: list[Claim]) -> None:
        items = [
            {"alliance": w.alliance, "cycle": w.cycle, "phase": str(w.phase), "through": w.through} for w in claims
        ]
        run = await self._client.create_flow_run_from_deployment(
            self._deployments["catch-up"].id,
            name=f"inhaalslag · {len(claims)} allianties",
            parameters={"work": items},
            tags=[OURS],
        )
        for work in claims:
            await in_thread(dispatch.note_run, work, str(run.id))

    async def look_after(self) -> int:
        """Settle every lease that is over; return how many there were."""
        over = await in_thread(dispatch.expired)
        for work in over:
            await self._settle(work)
        if over:
            await self._wake()
        return len(over)

    async def _settle(self, work: Claim) -> None:
        if await in_thread(dispatch.is_done, work):
            await in_thread(dispatch.release, work)
            return
        run = await self._run_of(work)
        if run is None:
            if await in_thread(dispatch.extend, work, lease=self._lease):
                await self._create(work)
            return
        state = run.state.type if run.state else StateType.SCHEDULED
        if state is StateType.SCHEDULED:
            await in_thread(dispatch.extend, work, lease=self._lease)
        elif state in {StateType.CANCELLED, StateType.CANCELLING}:
            await self._set_aside(work, "a person cancelled the run")
        elif work.attempt >= len(self._settings.backoff_seconds):
            await self._set_aside(work, _gave_up(work, state))
        else:
            await self._try_again(work, run)

    async def _set_aside(self, work: Claim, reason: str) -> None:
        if await in_thread(dispatch.park, work, reason):
            title, body = alert_words.set_aside(self._settings.language, work.alliance)
            await in_thread(staff_alerts.alert, self._settings, title, body)

    async def _try_again(self, work: Claim, run: FlowRun) -> None:
        wait = timedelta(seconds=self._settings.backoff_seconds[work.attempt])
        again = await in_thread(dispatch.retry, work, wait=wait, lease=self._lease)
        if again is None:
            return
        crash_point("retried")
        logger.info("%s: try %d of the run through event %d", work.alliance, again.attempt + 1, work.through)
        if work.run_id is None or PHASE_DEPLOYMENT[work.phase] not in self._of(run):
            # A catch-up run is not tried again for one of its many; this alliance gets a run of its own.
            await self._create(again)
            return
        later: State = Scheduled(
            scheduled_time=prefect_now("UTC") + wait, name="AwaitingRetry", message="The last try did not finish."
        )
        await self._client.set_flow_run_state(run.id, later, force=True)

    def _of(self, run: FlowRun) -> set[str]:
        return {name for name, there in self._deployments.items() if there.id == run.deployment_id}

    async def _run_of(self, work: Claim) -> FlowRun | None:
        if work.run_id is None:
            return None
        try:
            return await self._client.read_flow_run(UUID(work.run_id))
        except ObjectNotFound:
            return None


def _gave_up(work: Claim, state: StateType) -> str:
    tries = "1 try" if work.attempt == 0 else f"{work.attempt + 1} tries"
    return f"the run did not finish in {tries}; at last it was {state.value.lower()}"
