"""Start, harden and watch over the Prefect server, a child process; ``python -m deployments.server`` is that child."""

import os
import sys
import time
from contextlib import suppress

import httpx

from deployments.plain_asking import plain_client
from deployments.prefect_env import full_environment, prefect_home, server_environment
from deployments.processes import WITH_PARENT, Child, imported, port_is_free
from models.method.errors import Refusal
from samenspel.settings import Settings, settings

#: Seconds in which a server must answer; the first start makes the database and takes the longest.
START_SECONDS = 120.0

#: Seconds between two looks at a server that is starting.
_LOOK_SECONDS = 0.1


class ServerError(Refusal):
    """The Prefect server cannot be used."""


class PortTaken(ServerError):
    """Something else listens on the port of the Prefect server."""


class ServerNotReady(ServerError):
    """The Prefect server ended during its start, or did not answer in time."""


def start_server(chosen: Settings) -> Child:
    """Start the Prefect server of ``chosen.home`` and return its process, which may not answer yet.

    Raises :class:`PortTaken`.
    """
    if not port_is_free(chosen.host, chosen.port):
        raise _taken(chosen.host, chosen.port)
    child = Child(
        "prefect-server",
        [sys.executable, "-m", "deployments.server"],
        env=full_environment(server_environment(chosen) | _own_settings(chosen)),
        log_file=chosen.base / "logs" / "prefect-server.log",
    )
    child.start()
    return child


def wait_until_ready(chosen: Settings, child: Child, timeout: float = START_SECONDS) -> None:
    """Return as soon as the server answers; a server that does not is stopped.

    Raises :class:`PortTaken` or :class:`ServerNotReady`, with one sentence that says what to do.
    """
    try:
        _wait(chosen, child, timeout)
    except ServerError:
        child.stop()
        raise


def _wait(chosen: Settings, child: Child, timeout: float) -> None:
    until = time.monotonic() + timeout
    with plain_client(chosen, seconds=5.0) as client:
        while time.monotonic() < until:
            if child.ended_within(_LOOK_SECONDS):
                raise _ended(chosen, child)
            # The question needs the password, so that another server on this port is not taken for ours.
            with suppress(httpx.TransportError):
                answer = client.get("/admin/version")
                if answer.status_code == httpx.codes.OK:
                    return
                if answer.status_code == httpx.codes.UNAUTHORIZED:
                    raise _taken(chosen.host, chosen.port)
    raise ServerNotReady(
        "The Prefect server did not answer at {url} within {seconds} seconds; its log is {log}.",
        url=chosen.api_url,
        seconds=f"{timeout:.0f}",
        log=child.log_file,
    )


def _ended(chosen: Settings, child: Child) -> ServerError:
    if not port_is_free(chosen.host, chosen.port):
        return _taken(chosen.host, chosen.port)
    return ServerNotReady(
        "The Prefect server ended during its start (exit code {code}); see {log}.",
        code=child.exit_code(),
        log=child.log_file,
    )


def _taken(host: str, port: int) -> PortTaken:
    return PortTaken(
        "Port {port} on {host} is taken by another program; stop that, or choose another with SAMENSPEL_PORT.",
        port=port,
        host=host,
    )


def _own_settings(chosen: Settings) -> dict[str, str]:
    # The child reads the settings anew, and has to come to the same ones.
    own = {"SAMENSPEL_HOME": str(chosen.base), "SAMENSPEL_HOST": chosen.host, "SAMENSPEL_PORT": str(chosen.port)}
    if chosen.prefect_database_url is not None:
        own["SAMENSPEL_PREFECT_DATABASE_URL"] = chosen.prefect_database_url.get_secret_value()
    return own


def main(argv: list[str]) -> None:
    """Be the Prefect server, until told to stop or, as a child, until the parent ends."""
    os.umask(0o077)
    environment = full_environment(server_environment(settings()))
    prefect_home(settings()).mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.clear()
    os.environ.update(environment)
    # Prefect reads its environment when it is imported, so that has to wait until now.
    imported("deployments.server_app").serve(with_parent=WITH_PARENT in argv)


if __name__ == "__main__":
    main(sys.argv[1:])
