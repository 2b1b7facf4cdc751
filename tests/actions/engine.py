"""An engine for tests: it claims, walks and takes up what was left lying, with the same phase flows as the real one."""

import asyncio
from datetime import timedelta

from flows.catch_up import PHASE_FLOWS
from models.actions import dispatch
from models.method.phases import Phase

LEASE = timedelta(seconds=45)


class Engine:
    """Walks phase runs on one loop of its own; close it at the end."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()

    def close(self) -> None:
        """Give the loop and its threads back."""
        self._runner.close()

    def walk(self, alliance: str, phase: Phase, cycle: int, through: int) -> str:
        """Do one phase run and return what it said."""
        return self._runner.run(self._one(alliance, phase, cycle, through))

    def drain(self, limit: int = 5000) -> int:
        """Do all work that waits or whose lease is over; return how many runs that took."""
        done = 0
        while done < limit:
            over = [dispatch.retry(work, wait=timedelta(0), lease=LEASE) for work in dispatch.expired()]
            mine = [work for work in over if work is not None] + dispatch.claim(lease=LEASE, limit=200)
            if not mine:
                return done
            self._runner.run(self._all(mine))
            done += len(mine)
        raise AssertionError(f"work does not end: {limit} runs and still something waits")

    async def _one(self, alliance: str, phase: Phase, cycle: int, through: int) -> str:
        return str(await PHASE_FLOWS[phase].fn(alliance, cycle, through))

    async def _all(self, works: list[dispatch.Claim]) -> None:
        for work in works:
            await self._one(work.alliance, work.phase, work.cycle, work.through)
