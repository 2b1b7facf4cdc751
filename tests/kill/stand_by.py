"""Engines that begin at once: one process imports everything and forks an engine for each line it reads.

Without it a campaign of many kills would be spent on importing Prefect.
"""

import importlib
import json
import os
import signal
import sys
import traceback

from deployments import engine
from deployments.processes import imported
from samenspel import crash

#: What an engine imports when it begins, so that it is there already.
IMPORTED = [
    imported(module)
    for module in (
        "deployments.engine_loops",
        "flows.catch_up",
        "flows.decide",
        "flows.evaluation_round",
        "flows.remind_partners",
    )
]


def be_an_engine(environment: dict[str, str], log: str) -> None:
    """Become an engine with this environment; never returns."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((nothing, 0), (output, 1), (output, 2)):
            os.dup2(source, target)
        os.environ.update(environment)
        # It read the environment when it was imported.
        importlib.reload(crash)
        engine.main([])
        code = 0
    except BaseException:  # noqa: BLE001 -- a fork must never go on as its parent
        traceback.print_exc()
    finally:
        os._exit(code)


def main() -> None:
    """Fork an engine for each line of JSON, and answer with its process id, until there are no more lines."""
    # Whoever was killed is gone at once and leaves no zombie.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write(f"{len(IMPORTED)}\n")
    sys.stdout.flush()
    # Read without a buffer, which a fork would share.
    while line := os.read(0, 65536):
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            be_an_engine(order["environment"], order["log"])
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
