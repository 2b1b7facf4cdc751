"""The doctor asks the Prefect server, and sees what is wrong with it; a stand-in answers what each test needs."""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from deployments import doctor_prefect, doctor_server
from deployments.doctor import examine
from deployments.doctor_findings import Check, Seen, State, Trouble, ok
from deployments.registry import SPECS
from samenspel.clock import WallClock
from samenspel.settings import Settings
from tests.prefect_stand_in import LOGIN, StandIn, stand_in

POOL = "samenspel"

#: The checks that ask the server, and the one on whose password they depend.
ASKING: tuple[Check, ...] = (Check("secrets", lambda _: ok("")), *doctor_server.CHECKS, *doctor_prefect.CHECKS)

NAMES = [check.name for check in ASKING[1:]]


@pytest.fixture
def server() -> Iterator[StandIn]:
    """A healthy Prefect server with everything of ours in it, at which an engine is at work."""
    with stand_in() as told:
        told.answers |= {
            "GET /admin/version": version("prefect"),
            f"GET /work_pools/{POOL}": {"is_paused": False},
            f"POST /work_pools/{POOL}/workers/filter": [worker("ONLINE", ago=30)],
            "POST /deployments/filter": [deployment(spec.name) for spec in SPECS],
            "POST /flow_runs/filter": [],
            "POST /events/filter": {"events": [{"occurred": moment(ago=20)}]},
        }
        yield told


@pytest.fixture
def chosen(server: StandIn, tmp_path: Path) -> Settings:
    """The settings of an installation at this server."""
    (tmp_path / "secrets.env").write_text(f"PREFECT_API_AUTH_STRING={LOGIN}\n", encoding="utf-8")
    return Settings(home=tmp_path, port=server.port)


def moment(*, ago: float) -> str:
    """Write the moment so many seconds ago as Prefect does."""
    return (WallClock().now() - timedelta(seconds=ago)).isoformat().replace("+00:00", "Z")


def worker(status: str, *, ago: float) -> dict[str, Any]:
    """Describe a worker that was heard of so many seconds ago."""
    return {"name": "een", "status": status, "last_heartbeat_time": moment(ago=ago)}


def deployment(name: str, *schedules: dict[str, Any], pool: str = POOL, paused: bool = False) -> dict[str, Any]:
    """Describe a deployment."""
    return {"name": name, "work_pool_name": pool, "paused": paused, "schedules": list(schedules)}


def schedule(slug: str, rrule: str, *, active: bool = True, changed_ago: float = 3600) -> dict[str, Any]:
    """Describe a schedule, whose id is its slug."""
    rule = {"rrule": rrule, "timezone": "Europe/Amsterdam"}
    return {"id": slug, "slug": slug, "active": active, "updated": moment(ago=changed_ago), "schedule": rule}


def told(seen: Seen) -> tuple[str, str]:
    """Return state and what was seen."""
    return seen.state.value, seen.seen


def test_at_a_healthy_server_everything_is_fine(server: StandIn, chosen: Settings) -> None:
    assert [(f.check, f.state) for f in examine(chosen, checks=ASKING)] == [(check.name, "ok") for check in ASKING]


def test_without_a_server_there_is_one_problem(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = {f.check: f for f in examine(Settings(home=tmp_path, port=port), checks=ASKING)}
    assert found["server"].seen == f"nothing answers at http://127.0.0.1:{port}/api (ConnectError)"
    assert found["server"].todo == "start it with: samenspel up"
    assert {f.check: f.state.value for f in found.values() if f.check not in {"secrets", "server"}} == dict.fromkeys(
        NAMES[1:], "skipped"
    )


def test_a_port_that_swallows_everything_is_given_up_in_time(tmp_path: Path) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        port = deaf.getsockname()[1]
        begun = time.monotonic()
        found = {f.check: f for f in examine(Settings(home=tmp_path, port=port), checks=ASKING)}
        assert time.monotonic() - begun < 8
    assert found["server"].seen == f"no answer at http://127.0.0.1:{port}/api within 2.5 s"
    assert found["worker"].state is State.SKIPPED


def test_a_server_without_its_database_and_a_stranger_are_told_apart(server: StandIn, chosen: Settings) -> None:
    server.statuses["GET /ready"] = 503
    assert told(doctor_server.server(chosen)) == ("problem", "the Prefect server does not reach its database")
    server.statuses["GET /ready"] = 404
    stranger = f"what answers at {chosen.api_url} is no Prefect server (404)"
    assert told(doctor_server.server(chosen)) == ("problem", stranger)


def test_a_server_that_is_open_to_everybody_is_a_problem(server: StandIn, chosen: Settings) -> None:
    server.login = None
    assert doctor_server.password(chosen).state is State.PROBLEM
    assert doctor_server.login(chosen).state is State.OK
    server.statuses["GET /admin/version"] = 500
    with pytest.raises(Trouble) as said:
        doctor_server.password(chosen)
    assert str(said.value) == "without a password the server answers 500, and not 401"


def test_a_server_with_another_password_is_a_problem(server: StandIn, chosen: Settings) -> None:
    server.login = "samenspel:anders"
    refused = ("problem", "the server does not take the password of secrets.env")
    assert told(doctor_server.login(chosen)) == refused
    found = examine(chosen, checks=ASKING)
    assert [f.check for f in found if f.state is State.SKIPPED] == ["server-version", *NAMES[5:]]
    assert [f for f in found if "geheim" in f.seen + f.todo or "anders" in f.seen + f.todo] == []
    server.login, server.statuses["GET /admin/version"] = LOGIN, 500
    with pytest.raises(Trouble) as said:
        doctor_server.login(chosen)
    assert str(said.value) == "Prefect answers 500 to /admin/version"


def test_a_server_of_another_version_is_a_warning(server: StandIn, chosen: Settings) -> None:
    server.answers["GET /admin/version"] = "3.0.0"
    seen = f"the server is Prefect 3.0.0, installed is {version('prefect')}"
    assert told(doctor_server.server_version(chosen)) == ("warning", seen)


@pytest.mark.parametrize(("hours", "where"), [(-1, "behind"), (1, "ahead")])
def test_a_server_with_another_time_is_a_problem(server: StandIn, chosen: Settings, hours: int, where: str) -> None:
    server.date = format_datetime(WallClock().now() + timedelta(hours=hours), usegmt=True)
    found = doctor_server.server_clock(chosen)
    assert (found.state, found.seen.split()[-1]) == (State.PROBLEM, where)


def test_a_work_pool_must_be_there_and_open(server: StandIn, chosen: Settings) -> None:
    server.answers[f"GET /work_pools/{POOL}"] = {"is_paused": True}
    assert told(doctor_prefect.work_pool(chosen)) == ("problem", "the work pool samenspel is paused: no run begins")
    del server.answers[f"GET /work_pools/{POOL}"]
    assert told(doctor_prefect.work_pool(chosen)) == ("problem", "there is no work pool samenspel")


def test_a_worker_must_have_shown_up_lately(server: StandIn, chosen: Settings) -> None:
    asked = f"POST /work_pools/{POOL}/workers/filter"
    server.answers[asked] = [worker("OFFLINE", ago=90000), worker("OFFLINE", ago=7300)]
    assert told(doctor_prefect.worker(chosen)) == ("problem", "no worker; the last one was heard of 2 hours ago")
    server.answers[asked] = [worker("OFFLINE", ago=300), worker("ONLINE", ago=130)]
    assert told(doctor_prefect.worker(chosen)) == ("ok", "1 at work, last heard of 2 minutes ago")
    server.answers[asked] = []
    assert told(doctor_prefect.worker(chosen)) == ("problem", "there never was a worker")


def test_every_deployment_must_be_there_and_lead_to_our_pool(server: StandIn, chosen: Settings) -> None:
    def there(**of_decide: Any) -> list[dict[str, Any]]:
        return [deployment(spec.name, **of_decide if spec.name == "decide" else {}) for spec in SPECS]

    server.answers["POST /deployments/filter"] = there(pool="elders")
    elsewhere = ("problem", "lead to another work pool than samenspel: decide")
    assert told(doctor_prefect.deployments(chosen)) == elsewhere
    server.answers["POST /deployments/filter"] = there(paused=True)
    assert told(doctor_prefect.deployments(chosen)) == ("warning", "paused, so that their schedules rest: decide")
    server.answers["POST /deployments/filter"] = [one for one in there() if one["name"] != "decide"]
    assert told(doctor_prefect.deployments(chosen)) == ("problem", "not there: decide")


DAILY, SOON_OVER = "FREQ=DAILY;BYHOUR=9", "DTSTART:20200101T090000\nRRULE:FREQ=DAILY;COUNT=3"


def test_a_schedule_that_plans_no_runs_is_a_problem(server: StandIn, chosen: Settings) -> None:
    server.answers["POST /deployments/filter"] = [
        deployment(
            "evaluation-round",
            schedule("plant", DAILY),
            schedule("zwijgt", DAILY),
            schedule("afgelopen", SOON_OVER),
            schedule("zojuist", DAILY, changed_ago=5),
            schedule("uit", DAILY, active=False),
        ),
        deployment("remind-partners", schedule("rust", DAILY), paused=True),
    ]

    def planned(question: Any) -> list[dict[str, Any]]:
        asked = question["flow_runs"]["created_by"]["id_"]
        return [{"created_by": {"id": "plant"}}] * 3 if "plant" in asked else []

    server.answers["POST /flow_runs/filter"] = planned
    assert told(doctor_prefect.schedules(chosen)) == ("problem", "no run is planned by: evaluation-round/zwijgt")
    server.answers["POST /deployments/filter"] = [
        deployment("evaluation-round", schedule("plant", DAILY), schedule("afgelopen", SOON_OVER))
    ]
    seen = "2 active schedules: 1 have planned runs, 1 need none yet"
    assert told(doctor_prefect.schedules(chosen)) == ("ok", seen)


def test_runs_that_are_late_are_a_problem(server: StandIn, chosen: Settings) -> None:
    server.answers["POST /flow_runs/filter"] = [{"id": "een"}]
    late = doctor_prefect.late_runs(chosen)
    assert told(late) == ("problem", "runs that should have begun by now: 1")
    assert late.todo == f"see {chosen.ui_url}/v2/runs?state=Late"
    server.answers["POST /flow_runs/filter"] = [{"id": "een"}] * 200
    assert doctor_prefect.late_runs(chosen).seen == "runs that should have begun by now: 200 or more"
    assert {question["work_pools"]["name"]["any_"][0] for what, question in server.asked if "flow_runs" in what} == {
        POOL
    }


def test_a_sweep_that_stays_away_is_a_problem(server: StandIn, chosen: Settings) -> None:
    server.answers["POST /events/filter"] = {"events": [{"occurred": moment(ago=660)}]}
    assert told(doctor_prefect.sweep(chosen)) == ("problem", "the last sweep was 11 minutes ago")
    server.answers["POST /events/filter"] = {"events": []}
    assert told(doctor_prefect.sweep(chosen)) == ("problem", "there was no sweep in the last days")
    slow = Settings(home=chosen.base, port=chosen.port, sweep_seconds=600)
    server.answers["POST /events/filter"] = {"events": [{"occurred": moment(ago=660)}]}
    assert told(doctor_prefect.sweep(slow)) == ("ok", "the last one was 11 minutes ago")
