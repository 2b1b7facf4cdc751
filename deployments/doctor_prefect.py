"""Is everything of ours in Prefect, does somebody carry its runs, and do its schedules make any?"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx
from prefect.server.schemas.schedules import SCHEDULE_TYPES
from pydantic import TypeAdapter

from deployments.doctor_asking import PAGE, Refused, find, read
from deployments.doctor_findings import Check, Seen, ago, ok, problem, some, warning
from deployments.registry import OURS, SPECS
from deployments.sweep import SWEPT
from models.method.said import Said
from samenspel import clock
from samenspel.settings import Settings

#: A run that is due and a sweep that is awaited may be so late.
LATE = timedelta(minutes=10)

#: Prefect plans each schedule about a hundred days ahead; what comes well within that must have a run.
AHEAD = timedelta(days=95)

#: Prefect looks once a minute for schedules without runs, so one that was changed a moment ago may have none yet.
YOUNG = timedelta(minutes=2)

_RULE: TypeAdapter[SCHEDULE_TYPES] = TypeAdapter(SCHEDULE_TYPES)

_START = "start the engine: samenspel up"


def work_pool(chosen: Settings) -> Seen:
    """Say whether the work pool is there and open."""
    try:
        pool = read(chosen, f"/work_pools/{quote(chosen.work_pool, safe='')}")
    except Refused as refused:
        if refused.status != httpx.codes.NOT_FOUND:
            raise
        return problem("there is no work pool {pool}", _START, pool=chosen.work_pool)
    if pool["is_paused"]:
        todo = "resume it on Prefect's page"
        return problem("the work pool {pool} is paused: no run begins", todo, pool=chosen.work_pool)
    return ok("{pool}", pool=chosen.work_pool)


def worker(chosen: Settings) -> Seen:
    """Say whether a worker of the pool was heard of lately."""
    workers = find(chosen, f"/work_pools/{quote(chosen.work_pool, safe='')}/workers/filter", {"limit": PAGE})
    online = [one for one in workers if one["status"] == "ONLINE"]
    if online:
        return ok("{count} at work, last heard of {ago}", count=len(online), ago=_ago(_last(online)))
    if workers:
        return problem("no worker; the last one was heard of {ago}", _START, ago=_ago(_last(workers)))
    return problem("there never was a worker", _START)


def _last(workers: list[Mapping[str, Any]]) -> datetime:
    return max(_moment(one["last_heartbeat_time"]) for one in workers)


def deployments(chosen: Settings) -> Seen:
    """Say whether every deployment of this version is there, and leads to our work pool."""
    there = {str(one["name"]): one for one in _ours(chosen)}
    missing = [spec.name for spec in SPECS if spec.name not in there]
    if missing:
        return problem("not there: {names}", "start the engine: samenspel up, which makes them", names=some(missing))
    elsewhere = [spec.name for spec in SPECS if there[spec.name]["work_pool_name"] != chosen.work_pool]
    if elsewhere:
        seen = "lead to another work pool than {pool}: {names}"
        return problem(seen, _START, pool=chosen.work_pool, names=some(elsewhere))
    paused = [spec.name for spec in SPECS if there[spec.name]["paused"]]
    if paused:
        todo = "resume them on Prefect's page"
        return warning("paused, so that their schedules rest: {names}", todo, names=some(paused))
    return ok("all {count} are there", count=len(SPECS))


def schedules(chosen: Settings) -> Seen:
    """Say whether Prefect really plans runs: every active schedule has its next one.

    A server whose libraries do not fit looks healthy and plans nothing, so what is asked for is the run itself.
    """
    active = {
        str(schedule["id"]): (f"{one['name']}/{schedule['slug'] or schedule['id']}", schedule)
        for one in _ours(chosen)
        for schedule in one["schedules"]
        if schedule["active"] and not one["paused"]
    }
    silent = set(active)
    while silent and (with_runs := planned(chosen, silent)):
        silent -= with_runs
    wrong = sorted(name for name, schedule in (active[one] for one in silent) if _is_due_soon(schedule))
    if wrong:
        todo = "are all versions as requirements.lock names them? the server's log is logs/prefect-server.log"
        return problem("no run is planned by: {names}", todo, names=some(wrong))
    counts = {"active": len(active), "planned": len(active) - len(silent), "idle": len(silent)}
    if silent:
        return ok("{active} active schedules: {planned} have planned runs, {idle} need none yet", **counts)
    return ok("{active} active schedules: {planned} have planned runs", **counts)


def planned(chosen: Settings, of: set[str]) -> set[str]:
    """Return which of these schedules have the runs that come first; none when none has a run."""
    question = {
        "flow_runs": {
            "created_by": {"id_": sorted(of)},
            "state": {"type": {"any_": ["SCHEDULED"]}},
            "next_scheduled_start_time": {"after_": clock.WallClock().now().isoformat()},
        },
        "sort": "NEXT_SCHEDULED_START_TIME_ASC",
        "limit": PAGE,
    }
    return {str(run["created_by"]["id"]) for run in find(chosen, "/flow_runs/filter", question)} & of


def _is_due_soon(schedule: Mapping[str, Any]) -> bool:
    now = clock.WallClock().now()
    if _moment(schedule["updated"]) > now - YOUNG:
        return False
    # In Prefect's own reading: it may be a cron line, may have ended, or may come once a year.
    rule = _RULE.validate_python(schedule["schedule"])
    return bool(asyncio.run(rule.get_dates(n=1, start=now, end=now + AHEAD)))


def late_runs(chosen: Settings) -> Seen:
    """Say whether runs begin when they are due."""
    question = {
        "flow_runs": {
            "state": {"type": {"any_": ["SCHEDULED"]}},
            "next_scheduled_start_time": {"before_": (clock.WallClock().now() - LATE).isoformat()},
        },
        "work_pools": {"name": {"any_": [chosen.work_pool]}},
        "limit": PAGE,
    }
    late = len(find(chosen, "/flow_runs/filter", question))
    if late:
        many = Said("{late} or more", late=late) if late == PAGE else late
        todo = "see {url}/v2/runs?state=Late"
        return problem("runs that should have begun by now: {many}", todo, many=many, url=chosen.ui_url)
    return ok("every run began when it was due")


def sweep(chosen: Settings) -> Seen:
    """Say whether the engine's sweep was here lately; it leaves an event each time."""
    question = {"filter": {"event": {"name": [SWEPT]}, "order": "DESC"}, "limit": 1}
    events = find(chosen, "/events/filter", question)["events"]
    if not events:
        return problem("there was no sweep in the last days", _START)
    last = _moment(events[0]["occurred"])
    if clock.WallClock().now() - last > max(LATE, timedelta(seconds=3 * chosen.sweep_seconds)):
        return problem("the last sweep was {ago}", "is the engine up? its log is logs/engine.log", ago=_ago(last))
    return ok("the last one was {ago}", ago=_ago(last))


def _ours(chosen: Settings) -> list[Mapping[str, Any]]:
    question = {"deployments": {"tags": {"all_": [OURS]}}, "limit": PAGE}
    found: list[Mapping[str, Any]] = find(chosen, "/deployments/filter", question)
    return found


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _ago(then: datetime) -> Said:
    return ago((clock.WallClock().now() - then).total_seconds())


CHECKS = (
    Check("work-pool", work_pool, needs=("login",)),
    Check("worker", worker, needs=("work-pool",)),
    Check("deployments", deployments, needs=("login",)),
    Check("schedules", schedules, needs=("deployments",)),
    Check("late-runs", late_runs, needs=("worker",)),
    Check("sweep", sweep, needs=("worker",)),
)
