"""The one Prefect server of a test session: ours, with its password and all, started when the first test asks."""

import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deployments.prefect_env import apply_client_environment, credentials
from deployments.processes import Child
from deployments.server import start_server, wait_until_ready
from samenspel.settings import Settings


@dataclass
class PrefectServer:
    """A running Prefect server, which a test may also kill and start again."""

    settings: Settings
    child: Child
    #: Who could do what with each file and folder when the server had just started, before any test wrote beside it.
    modes: dict[Path, int] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where a person would open it."""
        return self.settings.ui_url

    @property
    def api_url(self) -> str:
        """Where programs ask."""
        return self.settings.api_url

    @property
    def auth(self) -> tuple[str, str]:
        """User and password."""
        user, _, password = credentials(self.home).partition(":")
        return user, password

    @property
    def home(self) -> Path:
        """Our data directory, in which Prefect has its own."""
        return self.settings.base

    @property
    def database(self) -> Path:
        """The SQLite file of Prefect."""
        return self.home / "prefect" / "prefect.db"

    def kill(self) -> None:
        """Take the server away as a power cut would."""
        self.child.kill()

    def restart(self) -> None:
        """Start the server again on the same data, and wait until it answers."""
        self.child.stop()
        self.child = start_server(self.settings)
        wait_until_ready(self.settings, self.child)


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data directory of the session's Prefect server."""
    return tmp_path_factory.mktemp("prefect-home", numbered=True)


@pytest.fixture(scope="session")
def prefect_server(prefect_home: Path) -> Iterator[PrefectServer]:
    """Give the Prefect server of this session, of which this process is a client from now on."""
    before = dict(os.environ)
    chosen = Settings(home=prefect_home, port=free_port(), work_pool="tests")
    server = PrefectServer(chosen, start_server(chosen))
    try:
        wait_until_ready(chosen, server.child)
        server.modes = {path: path.stat().st_mode for path in prefect_home.rglob("*")}
        apply_client_environment(chosen)
        _reread_prefect_settings()
        yield server
    finally:
        server.child.stop()
        os.environ.clear()
        os.environ.update(before)


def free_port() -> int:
    """Return a port on which nothing listens at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _reread_prefect_settings() -> None:
    # A test that ran earlier may have imported Prefect, which reads its environment once.
    if "prefect" in sys.modules:
        from prefect.context import refresh_global_settings_context

        refresh_global_settings_context()
