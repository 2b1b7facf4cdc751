"""Recurring evaluations as Prefect schedules, one per alliance and purpose; while a schedule exists, it leads."""

import logging
from collections.abc import Iterable, Sequence
from itertools import chain

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import DeploymentSchedule
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule, RRuleSchedule
from prefect.exceptions import ObjectAlreadyExists

from deployments.registry import Deployed, schedule
from models.actions import cadence, rounds
from models.actions.alliances import names
from models.actions.cadence import Recurrence
from models.method import actors
from models.method.recurrence import ANCHOR, CRON, INTERVAL
from models.method.rounds import RoundPurpose
from tasks.step import Incident, in_thread

logger = logging.getLogger("samenspel.cadences")

#: What Prefect puts before a rule that does not say where it begins to count. The copy leaves it out, so that a
#: rule that nobody touched stays as it was written.
ANCHORED = f"DTSTART:{ANCHOR:%Y%m%dT%H%M%S}\n"


def schedule_slug(alliance: str, purpose: RoundPurpose) -> str:
    """Return the slug of a new schedule: the alliance and what its rounds are about."""
    return f"{alliance}-{purpose}"


def _slugs(alliance: str) -> set[str]:
    """Return every slug that a schedule of an alliance may have."""
    return {_former_slug(alliance), *(schedule_slug(alliance, purpose) for purpose in RoundPurpose)}


def _former_slug(alliance: str) -> str:
    """Return the slug from the days in which there were rounds on the impact only; it stays with who has it."""
    return f"{alliance}-evaluation"


def _found(one: Recurrence, schedules: Sequence[DeploymentSchedule]) -> DeploymentSchedule | None:
    """Return the schedule of a cadence: the one that was copied, else the one with its slug."""
    slugs = [schedule_slug(one.alliance, one.purpose)]
    if one.purpose is RoundPurpose.IMPACT:
        slugs.append(_former_slug(one.alliance))
    copied = (there for there in schedules if str(there.id) == one.schedule_id)
    named = (there for slug in slugs for there in schedules if there.slug == slug)
    return next(chain(copied, named), None)


async def sync(client: PrefectClient, deployment: Deployed) -> int:
    """Make the schedules that were never made, copy what people changed; return how many cadences there are.

    A schedule that was made and is gone was deleted by somebody: its cadence is off and stays off. Only when the whole
    deployment is new, because Prefect's database was lost, are the copies used to make the schedules again. What was
    changed by a command or a file is told to Prefect first.
    """
    schedules = await client.read_deployment_schedules(deployment.id)
    all_cadences = await in_thread(cadence.recurrences)
    for one in all_cadences:
        there = _found(one, schedules)
        if one.changed is not None:
            await _tell(client, deployment, one, there)
        elif there is not None:
            if one.ended and there.active:
                parameters = there.parameters or _parameters(one)
                await client.update_deployment_schedule(deployment.id, there.id, active=False, parameters=parameters)
            await _copy(one, await _mended(client, deployment, one, there))
        elif one.deleted or one.ended:
            continue
        elif one.schedule_id is None or _lost(one, deployment):
            await _create(client, deployment, one)
        else:
            await in_thread(cadence.note_deleted, one.alliance, one.purpose)
    await _clear(client, deployment, schedules)
    return len(all_cadences)


async def _tell(client: PrefectClient, deployment: Deployed, one: Recurrence, there: DeploymentSchedule | None) -> None:
    """Bring Prefect's schedule in line with a cadence that was changed here."""
    if one.deleted or one.ended:
        if there is not None:
            await client.delete_deployment_schedule(deployment.id, there.id)
        await in_thread(cadence.note_deleted, one.alliance, one.purpose, told=one.changed)
    elif there is None:
        await _create(client, deployment, one)
    else:
        wanted = RRuleSchedule(rrule=one.rrule, timezone=one.timezone)
        await client.update_deployment_schedule(
            deployment.id,
            there.id,
            active=one.active,
            schedule=wanted,
            parameters=there.parameters or _parameters(one),
        )
        await _copy(one, await _as_it_is(client, deployment, there))


async def _mended(
    client: PrefectClient, deployment: Deployed, one: Recurrence, there: DeploymentSchedule
) -> DeploymentSchedule:
    """Return a schedule with its parameters: Prefect forgets them when somebody pauses it or edits it without them.

    What people chose, the rule and whether it is active, is not written again.
    """
    if there.parameters:
        return there
    await client.update_deployment_schedule(deployment.id, there.id, parameters=_parameters(one))
    return await _as_it_is(client, deployment, there)


async def _as_it_is(client: PrefectClient, deployment: Deployed, there: DeploymentSchedule) -> DeploymentSchedule:
    """Return a schedule as Prefect has it by now; one that somebody deletes meanwhile is seen at the next look."""
    schedules = await client.read_deployment_schedules(deployment.id)
    return next((one for one in schedules if one.id == there.id), there)


def _parameters(one: Recurrence) -> dict[str, str]:
    """Return what the runs of a schedule are told."""
    return {"alliance": one.alliance, "purpose": one.purpose.value}


async def _clear(client: PrefectClient, deployment: Deployed, schedules: list[DeploymentSchedule]) -> None:
    """Take away the schedules of alliances that were removed; they were read before, so none of them is new."""
    alliances = {one.slug for one in await in_thread(names)}
    for there in schedules:
        alliance = (there.parameters or {}).get("alliance")
        if isinstance(alliance, str) and alliance not in alliances and there.slug in _slugs(alliance):
            await client.delete_deployment_schedule(deployment.id, there.id)


def _lost(one: Recurrence, deployment: Deployed) -> bool:
    """Say whether the schedule is gone because Prefect's database was: the deployment is younger than the schedule."""
    return one.updated is not None and deployment.since is not None and deployment.since > one.updated


async def open_missed(recurrences: Iterable[Recurrence]) -> int:
    """Open the rounds whose moment passed while nobody was there; return how many."""
    opened = 0
    for one in recurrences:
        try:
            occurrence = await in_thread(cadence.missed_occurrence, one.alliance, one.purpose)
        except Incident as problem:
            # A rule that cannot be read holds up none of the others; the incident stands in the log.
            logger.error("the cadence of %s for %s cannot be read: %s", one.alliance, one.purpose, problem)
            continue
        if occurrence is not None:
            number = await in_thread(
                rounds.open_round, one.alliance, by=actors.CLOCK, occurrence=occurrence, purpose=one.purpose
            )
            opened += number is not None
    return opened


async def _create(client: PrefectClient, deployment: Deployed, one: Recurrence) -> None:
    wanted = schedule(
        schedule_slug(one.alliance, one.purpose),
        one.rrule,
        timezone=one.timezone,
        active=one.active,
        **_parameters(one),
    )
    try:
        made = await client.create_deployment_schedules(deployment.id, [wanted])
    except ObjectAlreadyExists:
        # Another engine was faster; the next look copies what it made.
        return
    for there in made:
        await _copy(one, there)


async def _copy(one: Recurrence, there: DeploymentSchedule) -> None:
    rule = there.schedule
    match rule:
        case RRuleSchedule():
            text, zone = rule.rrule.removeprefix(ANCHORED), rule.timezone
        case CronSchedule():
            text, zone = f"{CRON}{rule.cron}", rule.timezone
        case IntervalSchedule():
            text, zone = f"{INTERVAL}{int(rule.interval.total_seconds())}", rule.timezone
        case _:
            return
    same = (one.rrule, one.timezone, one.active, one.updated) == (text, zone, there.active, there.updated)
    if not same or one.schedule_id != str(there.id) or one.changed is not None:
        await in_thread(
            cadence.note_schedule,
            one.alliance,
            one.purpose,
            schedule_id=str(there.id),
            rrule=text,
            timezone=zone or "UTC",
            active=there.active,
            updated=there.updated,
            told=one.changed,
        )
