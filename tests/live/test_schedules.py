"""Recurring evaluations are Prefect's schedules: people edit them there, and no start of ours undoes that."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterDeploymentId
from prefect.client.schemas.objects import DeploymentSchedule, FlowRun
from prefect.client.schemas.schedules import RRuleSchedule
from prefect.flows import load_flow_from_entrypoint

from deployments import cadences, registry
from deployments.engine_loops import ensure
from deployments.registry import SPECS, Deployed, Spec
from models.actions import alliances, cadence, describe
from models.actions.cadence import Recurrence
from models.actions.overview import log_of
from models.actions.removal import remove
from models.actions.revise import revise
from models.method.edits import saying
from models.method.rounds import RoundPurpose
from tests import factories
from tests.live.conftest import PrefectServer
from tests.live.engine import LIVE, settings_for
from tests.live.waiting import eventually

pytestmark = [*LIVE, pytest.mark.usefixtures("sqlite_db")]

QUARTERLY = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0"
MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=15;BYHOUR=10;BYMINUTE=0;BYSECOND=0"

#: What Prefect puts before every rule that says nothing about where it begins to count.
ANCHORED = "DTSTART:20200101T000000\n"


class Rounds:
    """The deployment of evaluation rounds on the session's server, as each start of an engine finds it."""

    def __init__(self, client: PrefectClient, server: PrefectServer, home: Path) -> None:
        self.client = client
        self._settings = settings_for(server, home)
        self.deployment: Deployed

    async def start(self) -> None:
        """Do what every start of an engine does, and its first sweep."""
        self.deployment = (await ensure(self.client, self._settings))["evaluation-round"]
        await cadences.sync(self.client, self.deployment)

    async def schedules(self, alliance: str) -> list[DeploymentSchedule]:
        """Return the schedules of an alliance, by slug."""
        every = await self.client.read_deployment_schedules(self.deployment.id)
        ours = [one for one in every if (one.parameters or {}).get("alliance") == alliance]
        return sorted(ours, key=lambda one: one.slug or "")

    async def upcoming(self, alliance: str, purpose: str = "impact") -> list[FlowRun]:
        """Return the runs that are planned for an alliance and a purpose."""
        ours = FlowRunFilter(deployment_id=FlowRunFilterDeploymentId(any_=[self.deployment.id]))
        runs = await self.client.read_flow_runs(flow_run_filter=ours, limit=200)
        return [run for run in runs if run.parameters == {"alliance": alliance, "purpose": purpose}]

    async def of_former(self, alliance: str) -> list[FlowRun]:
        """Return the runs that are planned by a schedule that says no purpose."""
        ours = FlowRunFilter(deployment_id=FlowRunFilterDeploymentId(any_=[self.deployment.id]))
        runs = await self.client.read_flow_runs(flow_run_filter=ours, limit=200)
        return [run for run in runs if run.parameters == {"alliance": alliance}]


@asynccontextmanager
async def rounds(server: PrefectServer, home: Path, alliance: str, **more: Any) -> AsyncIterator[Rounds]:
    """Add an alliance that is evaluated each quarter, and start for the first time."""
    definition = factories.described(alliance, evaluation={"rrule": QUARTERLY, **more})
    await asyncio.to_thread(alliances.add, definition, by=factories.HZ)
    async with get_client() as client:
        opened = Rounds(client, server, home)
        await opened.start()
        yield opened


def copy_of(alliance: str, purpose: RoundPurpose = RoundPurpose.IMPACT) -> Recurrence:
    """Return our copy of the schedule."""
    (one,) = [c for c in cadence.recurrences() if (c.alliance, c.purpose) == (alliance, purpose)]
    return one


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_every_deployment_leads_to_an_async_flow(spec: Spec) -> None:
    flow: Any = load_flow_from_entrypoint(spec.entrypoint, use_placeholder_flow=False)
    assert (flow.isasync, flow.fn.__module__ + "." + flow.fn.__name__) == (True, spec.entrypoint)


async def test_a_cadence_becomes_a_schedule_and_the_schedule_becomes_runs(
    prefect_server: PrefectServer, home: Path
) -> None:
    async with rounds(prefect_server, home, "ritme") as there:
        (schedule,) = await there.schedules("ritme")
        run = await eventually(lambda: _first(there.upcoming("ritme")), "a planned run")
    assert isinstance(schedule.schedule, RRuleSchedule)
    assert (schedule.schedule.rrule, schedule.schedule.timezone) == (ANCHORED + QUARTERLY, "Europe/Amsterdam")
    assert (run.state_name, run.parameters) == ("Scheduled", {"alliance": "ritme", "purpose": "impact"})
    assert schedule.slug == "ritme-impact"
    copy = copy_of("ritme")
    assert (copy.schedule_id, copy.rrule) == (str(schedule.id), QUARTERLY)
    assert _cadence_events("ritme") == []


async def test_what_people_change_in_a_schedule_survives_every_start_and_is_copied(
    prefect_server: PrefectServer, home: Path
) -> None:
    async with rounds(prefect_server, home, "bewerkt") as there:
        (made,) = await there.schedules("bewerkt")
        rule = RRuleSchedule(rrule=MONTHLY, timezone="Europe/Brussels")
        await there.client.update_deployment_schedule(there.deployment.id, made.id, active=False, schedule=rule)
        await there.start()
        (mended,) = await there.schedules("bewerkt")
        await there.start()
        assert await there.schedules("bewerkt") == [mended]
    # Prefect forgets the parameters of a schedule that is changed without them; they come back, the change stays.
    assert (mended.id, mended.active, mended.schedule) == (
        made.id,
        False,
        rule.model_copy(update={"rrule": ANCHORED + MONTHLY}),
    )
    assert mended.parameters == made.parameters == {"alliance": "bewerkt", "purpose": "impact"}
    copy = copy_of("bewerkt")
    assert (copy.rrule, copy.timezone, copy.active) == (MONTHLY, "Europe/Brussels", False)
    assert _cadence_events("bewerkt") == ["edited"]


async def test_each_purpose_has_a_schedule_and_one_that_is_paused_stays_paused(
    prefect_server: PrefectServer, home: Path
) -> None:
    people = {"collaboration": {"rrule": MONTHLY}}
    async with rounds(prefect_server, home, "tweevoud", **people) as there:
        made = await there.schedules("tweevoud")
        assert [one.slug for one in made] == ["tweevoud-collaboration", "tweevoud-impact"]
        await eventually(lambda: _first(there.upcoming("tweevoud", "collaboration")), "a planned run")
        await there.client.update_deployment_schedule(there.deployment.id, made[0].id, active=False)
        await there.start()
        paused = await there.schedules("tweevoud")
        await there.start()
        assert await there.schedules("tweevoud") == paused
        assert await there.upcoming("tweevoud", "collaboration") == []
        await eventually(lambda: _first(there.upcoming("tweevoud")), "a planned run of the other")
        await there.client.update_deployment_schedule(
            there.deployment.id, made[0].id, active=True, parameters=made[0].parameters
        )
        await eventually(lambda: _first(there.upcoming("tweevoud", "collaboration")), "a planned run again")
    assert [(one.slug, one.active) for one in paused] == [("tweevoud-collaboration", False), ("tweevoud-impact", True)]
    assert (copy_of("tweevoud", RoundPurpose.COLLABORATION).active, copy_of("tweevoud").active) == (False, True)
    assert _cadence_events("tweevoud") == ["edited"]


async def test_a_schedule_from_before_there_were_purposes_goes_on_as_it_is(
    prefect_server: PrefectServer, home: Path
) -> None:
    async with rounds(prefect_server, home, "oudgediende") as there:
        (made,) = await there.schedules("oudgediende")
        await there.client.delete_deployment_schedule(there.deployment.id, made.id)
        former = registry.schedule("oudgediende-evaluation", QUARTERLY, alliance="oudgediende")
        await there.client.create_deployment_schedules(there.deployment.id, [former])
        (kept,) = await there.schedules("oudgediende")
        await there.start()
        await there.start()
        assert await there.schedules("oudgediende") == [kept]
        run = await eventually(lambda: _first(there.of_former("oudgediende")), "a planned run")
        assert copy_of("oudgediende").schedule_id == str(kept.id)
        await _revise("oudgediende", rrule=MONTHLY)
        await there.start()
        (told,) = await there.schedules("oudgediende")
        await asyncio.to_thread(remove, "oudgediende")
        await there.start()
        assert await there.schedules("oudgediende") == []
    assert run.parameters == {"alliance": "oudgediende"}
    assert (told.id, told.slug, told.parameters) == (kept.id, "oudgediende-evaluation", {"alliance": "oudgediende"})
    assert isinstance(told.schedule, RRuleSchedule)
    assert told.schedule.rrule == ANCHORED + MONTHLY


async def test_a_schedule_that_people_delete_stays_deleted_and_that_is_recorded(
    prefect_server: PrefectServer, home: Path
) -> None:
    async with rounds(prefect_server, home, "gewist") as there:
        (made,) = await there.schedules("gewist")
        await there.client.delete_deployment_schedule(there.deployment.id, made.id)
        await there.start()
        await there.start()
        assert await there.schedules("gewist") == []
    copy = copy_of("gewist")
    assert (copy.deleted, copy.active) == (True, False)
    assert _cadence_events("gewist") == ["deleted"]


async def test_what_a_command_changes_is_told_to_prefect_once_and_not_overwritten_by_the_copy(
    prefect_server: PrefectServer, home: Path
) -> None:
    async with rounds(prefect_server, home, "hersteld") as there:
        (made,) = await there.schedules("hersteld")
        await _revise("hersteld", rrule=MONTHLY, timezone="Europe/Brussels")
        await there.start()
        (told,) = await there.schedules("hersteld")
        await there.start()
        assert await there.schedules("hersteld") == [told]
    assert isinstance(told.schedule, RRuleSchedule)
    assert (told.id, told.schedule.rrule, told.schedule.timezone) == (made.id, ANCHORED + MONTHLY, "Europe/Brussels")
    copy = copy_of("hersteld")
    assert (copy.rrule, copy.timezone, copy.changed) == (MONTHLY, "Europe/Brussels", None)


async def test_a_cadence_that_is_switched_off_and_on_here_goes_and_comes_in_prefect(
    prefect_server: PrefectServer, home: Path
) -> None:
    async with rounds(prefect_server, home, "wisselend") as there:
        await _revise("wisselend", rrule=None)
        await there.start()
        assert await there.schedules("wisselend") == []
        assert copy_of("wisselend").deleted is True
        start = datetime(2027, 3, 1, 10, 30)  # noqa: DTZ001 -- local time of the zone beside it
        await _revise("wisselend", rrule=MONTHLY, timezone="UTC", starts=start)
        await there.start()
        (again,) = await there.schedules("wisselend")
    assert isinstance(again.schedule, RRuleSchedule)
    assert (again.schedule.rrule, again.active) == (f"DTSTART:20270301T103000\nRRULE:{MONTHLY}", True)
    assert (copy_of("wisselend").deleted, copy_of("wisselend").changed) == (False, None)


async def test_with_an_alliance_goes_its_schedule(prefect_server: PrefectServer, home: Path) -> None:
    async with rounds(prefect_server, home, "weg") as there:
        await asyncio.to_thread(remove, "weg")
        await there.start()
        assert await there.schedules("weg") == []


async def _revise(alliance: str, **cadence_: Any) -> None:
    wanted = describe.described(alliance).evaluation.model_copy(update=cadence_)
    await asyncio.to_thread(lambda: revise(alliance, saying("evaluation", wanted), by=factories.HZ))


async def test_when_prefect_lost_its_deployment_the_schedule_is_made_again_as_people_left_it(
    prefect_server: PrefectServer, home: Path
) -> None:
    async with rounds(prefect_server, home, "verloren") as there:
        (made,) = await there.schedules("verloren")
        rule = RRuleSchedule(rrule=MONTHLY, timezone="Europe/Amsterdam")
        await there.client.update_deployment_schedule(there.deployment.id, made.id, schedule=rule)
        await there.start()
        await there.client.delete_deployment(there.deployment.id)
        await there.start()
        (again,) = await there.schedules("verloren")
    assert isinstance(again.schedule, RRuleSchedule)
    assert (again.schedule.rrule, again.active) == (ANCHORED + MONTHLY, True)


async def test_a_second_start_changes_no_deployment(prefect_server: PrefectServer, home: Path) -> None:
    chosen = settings_for(prefect_server, home)
    async with get_client() as client:
        first = await ensure(client, chosen)
        before = [(await client.read_deployment(one.id)).updated for one in first.values()]
        second = await ensure(client, chosen)
        after = [(await client.read_deployment(one.id)).updated for one in second.values()]
    assert [one.id for one in second.values()] == [one.id for one in first.values()]
    assert [one.since for one in second.values()] == [one.since for one in first.values()]
    assert after == before


async def test_a_schedule_of_a_deployment_that_people_remove_is_not_made_again(
    prefect_server: PrefectServer, home: Path
) -> None:
    chosen = settings_for(prefect_server, home)
    async with get_client() as client:
        reminders = (await ensure(client, chosen))["remind-partners"].id
        (made,) = await client.read_deployment_schedules(reminders)
        await client.delete_deployment_schedule(reminders, made.id)
        await ensure(client, chosen)
        left = await client.read_deployment_schedules(reminders)
        # A deployment that is gone altogether is new again, with the schedule it is born with.
        await client.delete_deployment(reminders)
        new = (await ensure(client, chosen))["remind-partners"].id
        born_with = await client.read_deployment_schedules(new)
    assert left == []
    assert [one.slug for one in born_with] == ["working-days"]


async def _first(reading: Any) -> FlowRun | None:
    runs: list[FlowRun] = await reading
    return runs[0] if runs else None


def _cadence_events(alliance: str) -> list[str]:
    return [e.subject for e in log_of(alliance) if e.type == "cadence.changed"]
