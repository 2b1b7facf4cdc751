"""Everything that ``samenspel up`` starts: server and engine, kept up until told to stop, then ended in order."""

import fcntl
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from deployments.loops import READY_FILE
from deployments.plain_asking import plain_client
from deployments.processes import Child
from deployments.server import start_server, wait_until_ready
from deployments.watch import SweepWatch
from models.method.errors import Refusal
from models.method.said import Said
from samenspel.settings import Settings

READY_SECONDS = 90.0

#: A process that ends by itself is started again, at most so often in so many seconds.
RESTARTS, RESTART_SECONDS = 5, 300.0


class CannotStart(Refusal):
    """Something is in the way; the message says what, and what to do."""


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the data directory for this process; :class:`CannotStart` when another one has it, or it cannot be used."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(home / "up.lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as problem:
        raise CannotStart(
            "The data directory {home} cannot be used ({why}); choose another with SAMENSPEL_HOME.",
            home=home,
            why=problem.strerror,
        ) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart("samenspel already runs on {home}; stop it there with Ctrl-C first.", home=home) from None
        yield
    finally:
        os.close(handle)


def start_engine(chosen: Settings) -> Child:
    """Start an engine and return its process."""
    engine = Child(
        "engine",
        [sys.executable, "-m", "deployments.engine"],
        env={**os.environ, "SAMENSPEL_HOME": str(chosen.base)},
        log_file=chosen.base / "logs" / "engine.log",
    )
    engine.start()
    return engine


def wait_for_engine(chosen: Settings, engine: Child) -> str:
    """Wait until the engine has made everything it needs; return the id of the deployment ``decide``."""
    until = time.monotonic() + READY_SECONDS
    ready = chosen.base / READY_FILE
    while not (ready.exists() and ready.read_text() == str(engine.pid)):
        if engine.ended_within(0.1) or time.monotonic() > until:
            raise CannotStart("The engine did not become ready; its log is {log}.", log=engine.log_file)
    with plain_client(chosen, seconds=10.0) as client:
        return str(client.get("/deployments/name/decide/decide").raise_for_status().json()["id"])


class Running:
    """The processes that are up, and how to make each anew."""

    def __init__(self, chosen: Settings, say: Callable[[str], None]) -> None:
        self._chosen = chosen
        self._say = say
        self._children: dict[str, Child] = {}
        self._makers: dict[str, Callable[[], Child]] = {"server": self._server, "engine": self._engine}
        self._restarts: deque[float] = deque(maxlen=RESTARTS)
        self._stop = threading.Event()

    def begin(self) -> None:
        """Let the server begin its start, while something else is done; :meth:`start` then waits for it."""
        self._children["server"] = start_server(self._chosen)

    def start(self, name: str) -> Child:
        """Start ``server`` or ``engine`` and return it, ready."""
        self._children[name] = self._makers[name]()
        return self._children[name]

    def _server(self) -> Child:
        server = self._children.get("server")
        if server is None or not server.running():
            server = start_server(self._chosen)
            self._children["server"] = server
        wait_until_ready(self._chosen, server)
        return server

    def _engine(self) -> Child:
        return start_engine(self._chosen)

    @contextmanager
    def until_told(self) -> Iterator[None]:
        """Take Ctrl-C and SIGTERM as the wish to stop, and end every process on the way out, engine before server."""

        def tell(_number: int, _frame: FrameType | None) -> None:
            if self._stop.is_set():
                return
            self._stop.set()
            raise KeyboardInterrupt

        before = {number: signal.signal(number, tell) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            self._stop.set()
            for name in ("engine", "server"):
                if name in self._children:
                    self._children[name].stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def watch(self) -> None:
        """Look after the processes until told to stop; one that ends by itself is started again.

        In a thread of its own somebody listens whether the sweep still runs, for an engine can hang as well.
        """
        listener = SweepWatch(self._chosen, self._say)
        threading.Thread(target=listener.until, args=(self._stop,), name="sweep watch", daemon=True).start()
        while True:
            for name, child in list(self._children.items()):
                if child.ended_within(0.5):
                    self._again(name, child)

    def _again(self, name: str, child: Child) -> None:
        now = time.monotonic()
        if len(self._restarts) == RESTARTS and now - self._restarts[0] < RESTART_SECONDS:
            raise CannotStart("The {name} ends again and again; its log is {log}.", name=name, log=child.log_file)
        self._restarts.append(now)
        ended = "The {name} ended (exit code {code}) and is started again."
        self._say(Said(ended, name=name, code=child.exit_code()))
        self.start(name)
