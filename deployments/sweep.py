"""Once a minute: whatever is due and was not picked up, with or without Prefect."""

import logging
from collections.abc import Mapping
from uuid import uuid4

from prefect.client.orchestration import PrefectClient

from deployments import cadences
from deployments.artifact_text import moment
from deployments.artifacts import Artifacts
from deployments.dispatcher import Dispatcher
from deployments.registry import Deployed
from models.actions import cadence, swept, timers
from models.method.drafts import table
from samenspel import clock
from tasks.step import in_thread

logger = logging.getLogger("samenspel.sweep")

#: The event that tells Prefect's automation that the sweep is alive.
SWEPT = "samenspel.swept"


async def clocks() -> int:
    """Fire due moments and open missed rounds; needs no Prefect. Return how many things were done.

    That it ran is remembered at the end, so that somebody notices when it no longer does.
    """
    fired = await in_thread(timers.fire_due)
    done = fired + await cadences.open_missed(await in_thread(cadence.recurrences))
    await in_thread(swept.note)
    return done


class Sweep:
    """Looks after what stands in Prefect; nothing depends on a notification arriving."""

    def __init__(
        self,
        client: PrefectClient,
        deployments: Mapping[str, Deployed],
        dispatcher: Dispatcher,
        artifacts: Artifacts,
        engine: str,
    ) -> None:
        self._client = client
        self._deployments = deployments
        self._dispatcher = dispatcher
        self._artifacts = artifacts
        self._engine = engine
        self._last_work = ""

    async def once(self) -> None:
        """Settle leases that are over, keep schedules and copies alike, and tell Prefect that we were here."""
        settled = await self._dispatcher.look_after()
        recurring = await cadences.sync(self._client, self._deployments["evaluation-round"])
        event = {
            "id": str(uuid4()),
            "occurred": clock.WallClock().now().isoformat(),
            "event": SWEPT,
            "resource": {"prefect.resource.id": "samenspel.sweep", "prefect.resource.name": "sweep"},
            "related": [],
            "payload": {"leases_settled": settled, "cadences": recurring},
        }
        await self._client.request("POST", "/events", json=[event])
        if settled:
            self._last_work = f"{moment(clock.WallClock().now())}: {settled}"
        rows = [
            ("Motor", self._engine),
            ("Evaluatieritmes", str(recurring)),
            ("Laatst opgevangen werk", self._last_work or "nog niets nodig"),
        ]
        await self._artifacts.write(
            "sweep", f"# Controleronde\n\n{table(('Wat', ''), rows)}\n", "Wat de controleronde deed"
        )
