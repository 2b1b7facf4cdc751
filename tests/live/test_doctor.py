"""The doctor at a real server with a real engine: nothing is wrong, and what people do in Prefect is seen."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.schemas.actions import WorkPoolUpdate

from deployments import doctor_prefect
from deployments.doctor import every_check, examine
from deployments.doctor_findings import Finding
from deployments.registry import schedule
from samenspel.settings import Settings
from tests import factories
from tests.live.conftest import PrefectServer
from tests.live.engine import LIVE, engine, settings_for, settled
from tests.live.waiting import eventually

pytestmark = [*LIVE, pytest.mark.usefixtures("sqlite_db")]


async def looked(chosen: Settings) -> dict[str, Finding]:
    """Return what each check found."""
    # More than a person would wait, because the tests share the machine.
    return {found.check: found for found in await asyncio.to_thread(examine, chosen, seconds=20.0)}


def not_ok(found: dict[str, Finding]) -> list[Finding]:
    """Return what is not fine, apart from the disk of the machine."""
    return [one for one in found.values() if one.state != "ok" and one.check != "disk"]


async def healthy(chosen: Settings) -> dict[str, Finding] | None:
    """Return what was found as soon as the engine has shown up everywhere; the sweep's event takes some seconds."""
    found = await looked(chosen)
    return None if not_ok(found) else found


@pytest.fixture
def installed(prefect_server: PrefectServer, home: Path) -> Settings:
    """The settings of an installation in which every file is as we make it."""
    chosen = settings_for(prefect_server, home)
    (home / "samenspel.db").chmod(0o600)
    return chosen


async def test_nothing_is_wrong_with_a_healthy_installation(installed: Settings) -> None:
    await asyncio.to_thread(factories.added, "gezond")
    async with engine(installed):
        await settled("gezond")
        found = await eventually(lambda: healthy(installed), "a healthy installation")
    assert list(found) == [check.name for check in every_check()]
    assert found["worker"].seen.startswith("1 at work, last heard of ")
    assert found["deployments"].seen == "all 10 are there"
    assert found["parked"].seen == "none of 1 alliances is set aside"


async def test_what_people_do_in_prefect_is_seen(installed: Settings) -> None:
    async with engine(installed) as client:
        await eventually(lambda: healthy(installed), "a healthy installation")
        await client.update_work_pool(installed.work_pool, WorkPoolUpdate(is_paused=True))
        paused = await looked(installed)
        await client.update_work_pool(installed.work_pool, WorkPoolUpdate(is_paused=False))
        await client.delete_deployment((await client.read_deployment_by_name("decide/decide")).id)
        removed = await looked(installed)
    assert [(one.check, one.state.value) for one in not_ok(paused)] == [
        ("work-pool", "problem"),
        *((check, "skipped") for check in ("worker", "late-runs", "sweep", "dispatch")),
    ]
    assert removed["deployments"].seen == "not there: decide"
    assert removed["schedules"].seen == "because of: deployments"


async def test_only_a_schedule_that_comes_soon_needs_planned_runs_and_has_them(
    installed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_prefect, "YOUNG", timedelta(0))
    async with engine(installed) as client:
        await eventually(lambda: healthy(installed), "a healthy installation")
        rounds = (await client.read_deployment_by_name("evaluation-round/evaluation-round")).id
        over = schedule("doctor-over", "DTSTART:20200101T090000\nRRULE:FREQ=DAILY;COUNT=3", alliance="gezond")
        far = schedule("doctor-far", "DTSTART:20900101T090000\nRRULE:FREQ=YEARLY", alliance="gezond")
        daily = schedule("doctor-daily", "FREQ=DAILY;BYHOUR=9", alliance="gezond")
        made = {str(one.id): one.slug for one in await client.create_deployment_schedules(rounds, [over, far, daily])}
        # What was added to a deployment is planned within a minute; a deployment that was changed, within seconds.
        await client.resume_deployment(rounds)
        try:
            await eventually(lambda: healthy(installed), "planned runs of the new schedule")
            planned = await asyncio.to_thread(doctor_prefect.planned, installed, set(made))
        finally:
            for one in made:
                await client.delete_deployment_schedule(rounds, UUID(one))
    assert {made[one] for one in planned} == {"doctor-daily"}
