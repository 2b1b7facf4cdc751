"""The Prefect server as it runs in its own process; :mod:`deployments.server` sets the environment first."""

import logging
import signal
from types import FrameType

import uvicorn
from prefect.server.api.server import create_app
from prefect.settings import get_current_settings

from deployments.processes import when_parent_ends

logger = logging.getLogger("samenspel.server")


def use_immediate_transactions(connection_url: str) -> bool:
    """Give Prefect's SQLite transactions that wait for their turn, where that can be done; tell whether it was."""
    if not connection_url.startswith("sqlite"):
        return False
    try:
        # Imported here, because internals that moved must cost speed and not the start of the server.
        from deployments.immediate_sqlite import install

        install(connection_url)
    except (ImportError, AttributeError) as moved:
        logger.warning("The Prefect server runs with stock SQLite transactions, slower under load: %s", moved)
        return False
    return True


def serve(*, with_parent: bool) -> None:
    """Run Prefect's API, interface and services until told to stop, or until the parent ends."""
    prefect = get_current_settings().server
    if prefect.database.connection_url is not None:
        use_immediate_transactions(prefect.database.connection_url.get_secret_value())
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(final=True),
            host=prefect.api.host,
            port=prefect.api.port,
            timeout_keep_alive=prefect.api.keepalive_timeout,
            # Workers and the interface hold websockets open; without a limit they would hold up the end.
            timeout_graceful_shutdown=3,
            log_level="warning",
        )
    )

    def stop() -> None:
        server.should_exit = True

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop()

    # Uvicorn has its own handlers while it runs and passes the signal on to these when it is done, so that a clean
    # stop ends with exit code 0.
    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    if with_parent:
        when_parent_ends(stop)
    server.run()
    if not server.started:
        raise SystemExit(1)
