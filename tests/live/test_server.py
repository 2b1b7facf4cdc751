"""The Prefect server as we start it: closed to strangers, silent to the outside, and never left behind."""

import asyncio
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from deployments.prefect_env import client_environment, credentials
from deployments.processes import Child, port_is_free
from deployments.server import PortTaken, ServerNotReady, start_server, wait_until_ready
from samenspel.settings import Settings
from tests.live.conftest import PrefectServer, free_port
from tests.live.waiting import until

pytestmark = pytest.mark.live


def test_without_the_password_the_api_answers_nothing(prefect_server: PrefectServer) -> None:
    url = f"{prefect_server.api_url}/admin/version"
    assert httpx.get(url).status_code == 401
    assert httpx.get(url, auth=("samenspel", "guess")).status_code == 401
    assert httpx.get(url, auth=prefect_server.auth).status_code == 200


def test_with_the_password_alone_nothing_can_be_changed(prefect_server: PrefectServer) -> None:
    answer = httpx.post(f"{prefect_server.api_url}/flows/", json={"name": "forged"}, auth=prefect_server.auth)
    assert answer.status_code == 403


def test_with_password_and_token_a_flow_can_be_made(prefect_server: PrefectServer) -> None:
    with _client(prefect_server) as client:
        assert client.post("/flows/", json={"name": "made-by-hand"}).status_code == 201


def test_the_server_tells_nobody_and_shows_no_advertisements(prefect_server: PrefectServer) -> None:
    answer = httpx.get(f"{prefect_server.api_url}/admin/settings", auth=prefect_server.auth).json()
    assert answer["server"]["analytics_enabled"] is False
    assert answer["server"]["ui"]["show_promotional_content"] is False
    assert answer["server"]["api"]["cors_allowed_origins"] == prefect_server.url


def test_other_origins_are_not_allowed_in_browsers(prefect_server: PrefectServer) -> None:
    answer = httpx.get(f"{prefect_server.api_url}/health", headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_only_the_owner_can_read_what_the_server_writes(prefect_server: PrefectServer) -> None:
    interface = prefect_server.home / "prefect" / "ui"  # the same for everybody, and part of Prefect
    modes = {path: mode for path, mode in prefect_server.modes.items() if not path.is_relative_to(interface)}
    assert {stat.S_IMODE(mode) for mode in modes.values() if stat.S_ISREG(mode)} == {0o600}
    assert {stat.S_IMODE(mode) for mode in modes.values() if stat.S_ISDIR(mode)} == {0o700}
    assert prefect_server.database in modes


def test_the_password_is_made_once_and_stays_out_of_the_log(prefect_server: PrefectServer) -> None:
    assert credentials(prefect_server.home) == ":".join(prefect_server.auth)
    assert len(prefect_server.auth[1]) == 32
    assert prefect_server.auth[1] not in prefect_server.child.log_file.read_text(encoding="utf-8")


async def test_twenty_runs_made_at_once_are_twenty_runs(prefect_server: PrefectServer) -> None:
    with _client(prefect_server) as client:
        flow = client.post("/flows/", json={"name": "made-at-once"}).json()["id"]
        headers, auth = client.headers, client.auth
    async with httpx.AsyncClient(base_url=prefect_server.api_url, headers=headers, auth=auth, timeout=60) as many:
        # Without the retries of Prefect's own client, so that a database that is locked shows as 503.
        answers = await asyncio.gather(
            *(many.post("/flow_runs/", json={"flow_id": flow, "name": f"run {n}"}) for n in range(20))
        )
    assert [answer.status_code for answer in answers] == [201] * 20
    assert len({answer.json()["id"] for answer in answers}) == 20


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as said:
            start_server(Settings(home=tmp_path, port=port))
    assert str(said.value) == (
        f"Port {port} on 127.0.0.1 is taken by another program; stop that, or choose another with SAMENSPEL_PORT."
    )


def test_another_prefect_server_on_the_port_is_not_taken_for_ours(
    prefect_server: PrefectServer, tmp_path: Path
) -> None:
    stranger = Settings(home=tmp_path, port=prefect_server.settings.port)
    still_starting = _child(tmp_path, "import sys; sys.stdin.read()")
    still_starting.start()
    with pytest.raises(PortTaken):
        wait_until_ready(stranger, still_starting, timeout=30)
    assert not still_starting.running()


def test_a_server_that_ends_during_its_start_is_noticed_at_once(tmp_path: Path) -> None:
    short = _child(tmp_path, "raise SystemExit(3)")
    short.start()
    with pytest.raises(ServerNotReady) as said:
        wait_until_ready(Settings(home=tmp_path, port=free_port()), short)
    assert str(said.value) == (
        f"The Prefect server ended during its start (exit code 3); see {tmp_path / 'child.log'}."
    )


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    silent = _child(tmp_path, "import sys; sys.stdin.read()")
    silent.start()
    chosen = Settings(home=tmp_path, port=free_port())
    with pytest.raises(ServerNotReady) as said:
        wait_until_ready(chosen, silent, timeout=1)
    assert not silent.running()
    assert str(said.value) == (
        f"The Prefect server did not answer at {chosen.api_url} within 1 seconds; its log is {tmp_path / 'child.log'}."
    )


@pytest.mark.kill
def test_the_server_ends_when_its_parent_is_killed(prefect_server: PrefectServer, tmp_path: Path) -> None:
    # A database that is there already makes the start three times as fast.
    (tmp_path / "prefect").mkdir()
    shutil.copy(prefect_server.database, tmp_path / "prefect" / "prefect.db")
    chosen = Settings(home=tmp_path, port=free_port())
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(tmp_path), str(chosen.port)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    with parent.stdout:
        assert parent.stdout.readline() == "ready\n"
        assert not port_is_free("127.0.0.1", chosen.port)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    until(lambda: port_is_free("127.0.0.1", chosen.port), "the end of the server")


def test_a_stop_is_clean(prefect_server: PrefectServer) -> None:
    assert prefect_server.child.stop() == 0
    prefect_server.restart()
    assert httpx.get(f"{prefect_server.api_url}/admin/version", auth=prefect_server.auth).status_code == 200


def test_clients_start_no_server_of_their_own(prefect_server: PrefectServer) -> None:
    environment = client_environment(prefect_server.settings)
    assert environment.pop("PREFECT_API_AUTH_STRING") == ":".join(prefect_server.auth)
    assert environment == {
        "PREFECT_HOME": str(prefect_server.home / "prefect"),
        "PREFECT_API_URL": prefect_server.api_url,
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


_PARENT = """
import sys, threading
from pathlib import Path
from deployments.server import start_server, wait_until_ready
from samenspel.settings import Settings
chosen = Settings(home=Path(sys.argv[1]), port=int(sys.argv[2]))
wait_until_ready(chosen, start_server(chosen))
print("ready", flush=True)
threading.Event().wait()
"""


def _child(folder: Path, program: str) -> Child:
    return Child("child", [sys.executable, "-c", program], env=dict(os.environ), log_file=folder / "child.log")


@contextmanager
def _client(server: PrefectServer) -> Iterator[httpx.Client]:
    """Give a client that may change things: with the password and the token against forged requests."""
    me = str(uuid.uuid4())
    with httpx.Client(base_url=server.api_url, auth=server.auth, timeout=60) as client:
        token = client.get("/csrf-token", params={"client": me}).json()["token"]
        client.headers.update({"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": me})
        yield client
