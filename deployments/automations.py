"""Automations that tell staff; nothing else hangs on them. Ours carry a name of their own, unknown ones are pruned."""

from datetime import timedelta

from prefect.client.orchestration import PrefectClient
from prefect.events import AutomationCore, EventTrigger, Posture, ResourceSpecification
from prefect.events.actions import DoNothing

from deployments.registry import OURS
from deployments.sweep import SWEPT

#: Every automation of ours has a name that begins like this.
PREFIX = f"{OURS}: "

AUTOMATIONS: tuple[AutomationCore, ...] = (
    AutomationCore(
        name=f"{PREFIX}a run failed",
        description="A run of ours ended Failed or Crashed. It is tried again by itself.",
        trigger=EventTrigger(
            expect={"prefect.flow-run.Failed", "prefect.flow-run.Crashed"},
            match_related=ResourceSpecification(
                {"prefect.resource.role": "tag", "prefect.resource.id": f"prefect.tag.{OURS}"}
            ),
            posture=Posture.Reactive,
            threshold=1,
            within=timedelta(0),
        ),
        actions=[DoNothing()],
    ),
    AutomationCore(
        name=f"{PREFIX}the sweep is silent",
        description="No sweep for ten minutes: reminders and deadlines stand still. Staff are told by their channels, "
        "by samenspel up itself; a notification may be added here.",
        trigger=EventTrigger(
            after={SWEPT},
            expect={SWEPT},
            match=ResourceSpecification({"prefect.resource.id": "samenspel.sweep"}),
            posture=Posture.Proactive,
            threshold=1,
            within=timedelta(minutes=10),
        ),
        actions=[DoNothing()],
    ),
)


async def ensure_automations(client: PrefectClient) -> None:
    """Make our automations, change those that differ, remove those of ours that are no longer known."""
    wanted = {one.name: one for one in AUTOMATIONS}
    there = {one.name: one for one in await client.read_automations() if one.name.startswith(PREFIX)}
    for name, one in there.items():
        if name not in wanted:
            await client.delete_automation(one.id)
    for name, core in wanted.items():
        known = there.get(name)
        if known is None:
            await client.create_automation(core)
        elif (known.description, known.trigger) != (core.description, core.trigger):
            # Whether it is on, and what it does, staff may have chosen.
            keep = core.model_copy(update={"enabled": known.enabled, "actions": known.actions})
            await client.update_automation(known.id, keep)
