"""The example alliances, each with a life behind it up to this day, lived without a server by the same phase flows."""

import asyncio
from datetime import date, timedelta
from typing import Any, TypeVar

from deployments.demo.life import StoryStuck, live, to_do
from deployments.demo.scripts import EXAMPLES, WRITTEN, Example, definition_of
from flows.catch_up import PHASE_FLOWS
from models.actions import alliances
from models.method import actors
from models.method.definition_parts import Part
from samenspel import clock
from samenspel.clock import SetClock
from samenspel.settings import Settings

P = TypeVar("P", bound=Part)

#: Work that makes work has an end.
MOST_RUNS = 50


class WithoutServer:
    """A stage on which phase flows are plain functions, one after the other."""

    async def settle(self, slug: str) -> None:
        """Walk the open phase until nothing that happened still waits."""
        for _ in range(MOST_RUNS):
            work = to_do(slug)
            if work is None:
                return
            await PHASE_FLOWS[work.phase].fn(slug, work.cycle, work.through)
        raise StoryStuck(
            "the work on {slug} does not end: {runs} runs, and still something waits", slug=slug, runs=MOST_RUNS
        )


def load(chosen: Settings) -> list[str]:
    """Add the examples that are not there yet, each with its life up to now; return which were added."""
    there = {one.slug for one in alliances.names()}
    missing = [one for one in EXAMPLES if one.script.slug not in there]
    for example in missing:
        asyncio.run(_live(example, chosen))
    return [one.script.slug for one in missing]


async def _live(example: Example, chosen: Settings) -> None:
    now = clock.now()
    begun = WRITTEN + timedelta(weeks=(now - WRITTEN).days // 7 - example.weeks)
    definition = dated(definition_of(example.script), begun - WRITTEN)
    hands = SetClock(begun)
    with clock.using(hands):
        alliances.add(definition, by=actors.staff(definition.facilitator))
        await live(example.script, definition, WithoutServer(), hands, chosen, until=now)


def dated(part: P, later: timedelta) -> P:
    """Return a part of a description with every date so much later; quiet days belong to the calendar and stay."""
    fields = {name: getattr(part, name) for name in type(part).model_fields if name != "quiet_days"}
    return part.model_copy(update={name: _later(value, later) for name, value in fields.items()})


def _later(value: Any, by: timedelta) -> Any:
    if isinstance(value, Part):
        return dated(value, by)
    if isinstance(value, tuple):
        return tuple(_later(one, by) for one in value)
    return value + by if isinstance(value, date) else value
