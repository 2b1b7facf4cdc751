"""A Prefect server that may be killed, engines that begin at once, and how many of them shall die."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deployments.prefect_env import client_environment, full_environment
from deployments.server import start_server, wait_until_ready
from models.db.session import Database
from samenspel.settings import Settings
from tests.live.conftest import PrefectServer, free_port
from tests.live.waiting import until

# So that a campaign that goes wrong shows what differs.
pytest.register_assert_rewrite("tests.kill.campaign")

#: Everything that takes minutes in life takes tenths of a second here.
QUICK = {
    "SAMENSPEL_LEASE_SECONDS": "2.5",
    "SAMENSPEL_BACKOFF_SECONDS": json.dumps([0.2] * 40),
    "SAMENSPEL_SWEEP_SECONDS": "0.3",
    "SAMENSPEL_POLL_SECONDS": "0.05",
}

TOP = Path(__file__).parents[2]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a longer campaign be asked for: ``pytest tests/kill --kills 500 --seed 7``."""
    parser.addoption("--kills", type=int, default=26, help="kills of the engine on each database")
    parser.addoption("--post-kills", type=int, default=100, help="kills of an engine that posts, on each database")
    parser.addoption("--seed", type=int, default=None, help="seed of the moments at which they happen")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often the engine is killed on each database."""
    return int(request.config.getoption("--kills", default=26))


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    """The moments of the kills; the seed stands in the output of a test that fails."""
    given = request.config.getoption("--seed", default=None)
    seed = random.SystemRandom().randrange(10**6) if given is None else int(given)
    sys.stdout.write(f"seed {seed}\n")
    return random.Random(seed)  # noqa: S311 -- chance, not secrecy


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """Give a Prefect server of these tests' own."""
    chosen = Settings(home=tmp_path_factory.mktemp("killed"), port=free_port())
    started = PrefectServer(chosen, start_server(chosen))
    try:
        wait_until_ready(chosen, started.child)
        yield started
    finally:
        started.child.stop()


@dataclass
class Engines:
    """Starts and kills engines on one application database."""

    stand_by: subprocess.Popen[bytes]
    environment: dict[str, str]
    log: Path
    living: list[int] = field(default_factory=list)

    def start(self, crash_at: str = "") -> int:
        """Start an engine at once, which ends itself with SIGKILL at ``crash_at``; return its process id."""
        assert self.stand_by.stdin is not None
        assert self.stand_by.stdout is not None
        order = {"environment": self.environment | {"SAMENSPEL_CRASH_AT": crash_at}, "log": str(self.log)}
        self.stand_by.stdin.write(json.dumps(order).encode() + b"\n")
        self.stand_by.stdin.flush()
        pid = int(self.stand_by.stdout.readline())
        self.living.append(pid)
        return pid

    def freeze(self, pid: int) -> None:
        """Stop an engine in the middle of what it does, so that somebody can count."""
        os.kill(pid, signal.SIGSTOP)

    def thaw(self, pid: int) -> None:
        """Let a frozen engine go on."""
        os.kill(pid, signal.SIGCONT)

    def kill(self, pid: int) -> None:
        """End an engine as a power cut would."""
        os.kill(pid, signal.SIGKILL)
        self.wait_for_end(pid)

    def wait_for_end(self, pid: int, seconds: float = 60.0) -> None:
        """Return when the engine is gone."""
        until(lambda: not _lives(pid), f"the end of engine {pid}", seconds)
        self.living.remove(pid)

    def kill_all(self) -> None:
        """End every engine that still lives."""
        for pid in list(self.living):
            self.kill(pid)


@pytest.fixture
def engines(server: PrefectServer, home: Path, db: Database) -> Iterator[Engines]:
    """Give engines that work on the server and on the application database of the test."""
    client = full_environment(client_environment(server.settings))
    stand_by = subprocess.Popen(
        [sys.executable, "-m", "tests.kill.stand_by"],
        env=client | QUICK | {"PYTHONPATH": str(TOP)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=TOP,
    )
    assert stand_by.stdin is not None
    assert stand_by.stdout is not None
    assert stand_by.stdout.readline() == b"5\n"
    # Letters and files go to the test's own directory; Prefect's password is in the environment already.
    (home / "secrets.env").write_bytes((server.home / "secrets.env").read_bytes())
    ours = {"SAMENSPEL_HOME": str(home), "SAMENSPEL_PORT": str(server.settings.port), "SAMENSPEL_DATABASE_URL": db.url}
    there = Engines(stand_by, ours, home / "engine.log")
    try:
        yield there
    finally:
        there.kill_all()
        stand_by.stdin.close()
        stand_by.wait(10)
        stand_by.stdout.close()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
