"""The engine: dispatch loop, warm worker, sweep and post office in one process; any number of them may run.

``python -m deployments.engine`` is the process that ``samenspel up`` starts.
"""

import asyncio
import logging
import os
import sys

from deployments.prefect_env import apply_client_environment
from deployments.processes import imported, run_until_told
from models.db import migrate
from models.db.session import database
from samenspel.settings import Settings, settings


async def run(stop: asyncio.Event, chosen: Settings) -> None:
    """Run the engine until told to stop: the worker ends first, so that nothing is taken that cannot be finished."""
    # Prefect reads its environment when it is imported, so that has to wait until the environment is set.
    await imported("deployments.engine_loops").run(stop, chosen)


def main(argv: list[str]) -> None:
    """Be an engine until told to stop."""
    os.umask(0o077)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    chosen = settings()
    try:
        migrate.check(database())
    except migrate.SchemaProblem as problem:
        raise SystemExit(f"The engine cannot start: {problem}") from None
    apply_client_environment(chosen)
    run_until_told(lambda stop: run(stop, chosen), argv)


if __name__ == "__main__":
    main(sys.argv[1:])
