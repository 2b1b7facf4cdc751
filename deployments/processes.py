"""Start and stop our own child processes, so that none outlives its parent and none is cut off in mid-sentence."""

import asyncio
import gc
import importlib
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from types import FrameType, ModuleType

#: Given to a child that must end when its parent does; see :func:`when_parent_ends`.
WITH_PARENT = "--with-parent"

#: A log that has grown beyond this many bytes is put aside at the next start; one older part is kept.
LOG_BYTES = 10_000_000

#: Seconds that a child whose parent is gone gets to end by itself.
ORPHAN_SECONDS = 15.0


class Child:
    """A process of ours that runs beside this one, with its own log file, and ends when this one ends."""

    def __init__(self, name: str, argv: Sequence[str], *, env: Mapping[str, str], log_file: Path) -> None:
        self.name = name
        self.log_file = log_file
        self._argv = [*argv, WITH_PARENT]
        self._env = dict(env)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process; what it prints goes to the log file, readable by the owner only."""
        self.log_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.log_file.exists() and self.log_file.stat().st_size > LOG_BYTES:
            self.log_file.replace(self.log_file.with_suffix(".1.log"))
        log = os.open(self.log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            # Its own session keeps Ctrl-C in the terminal away from the child: the parent decides who stops first.
            # The pipe on standard input is never written to; it closes when this process ends, however it ends.
            self._process = subprocess.Popen(  # noqa: S603 -- the command is ours, nothing in it comes from outside
                self._argv,
                env=self._env,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                umask=0o077,
            )
        finally:
            os.close(log)

    @property
    def pid(self) -> int | None:
        """The number of the process, None before it was started."""
        return None if self._process is None else self._process.pid

    def exit_code(self) -> int | None:
        """Return how the process ended (negative: by that signal), None while it runs or was never started."""
        return None if self._process is None else self._process.poll()

    def running(self) -> bool:
        """Tell whether the process was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def ended_within(self, seconds: float) -> bool:
        """Wait for the process to end, at most so long; tell whether it has ended."""
        if self._process is None:
            return True
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        self._close_pipe()
        return True

    def stop(self, grace: float = 15.0) -> int | None:
        """End the process: SIGTERM, and SIGKILL if it is still there after ``grace`` seconds; return its exit code."""
        if self._process is None:
            return None
        if self._process.poll() is None:
            self._process.terminate()
            if not self.ended_within(grace):
                self.kill()
        self._close_pipe()
        return self._process.wait()

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._close_pipe()

    def last_words(self, lines: int = 5) -> str:
        """Return the last lines of the log, for a message about a child that did not make it."""
        if not self.log_file.exists():
            return ""
        return "\n".join(self.log_file.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def _close_pipe(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()


def port_is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen on this address now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do: a port whose last connections are just closing counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def when_parent_ends(stop: Callable[[], None]) -> None:
    """Call ``stop`` once the parent has ended or closed our standard input; end the process if that does not help.

    A process that was killed cannot say goodbye, but the system closes its pipes.
    """

    def wait_for_the_end() -> None:
        # Read from the descriptor: the lock of the buffered stream would be in the way when the process ends.
        while os.read(0, 4096):
            pass
        stop()
        # A timer of its own, because whoever should stop may hang.
        last_resort = threading.Timer(ORPHAN_SECONDS, os._exit, args=(1,))
        last_resort.daemon = True
        last_resort.start()

    threading.Thread(target=wait_for_the_end, name="parent-watch", daemon=True).start()


def imported(module: str) -> ModuleType:
    """Import a module that brings Prefect with it, without looking for garbage among the objects that it makes.

    There are hundreds of thousands of them and all stay, so they are passed over from then on as well.
    """
    gc.disable()
    try:
        return importlib.import_module(module)
    finally:
        gc.freeze()
        gc.enable()


def run_until_told(main: Callable[[asyncio.Event], Coroutine[None, None, None]], argv: Sequence[str]) -> None:
    """Run an asynchronous program until SIGTERM, Ctrl-C or, for a child, the end of the parent sets its event.

    The program runs in a thread of its own: Prefect takes over SIGTERM during a flow run that it finds in the main
    thread, and then breaks off whatever the event loop is doing.
    """
    stop = asyncio.Event()
    loop_ready = threading.Event()
    loops: list[asyncio.AbstractEventLoop] = []
    failures: list[BaseException] = []

    def tell() -> None:
        if loops and not loops[0].is_closed():
            loops[0].call_soon_threadsafe(stop.set)

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        tell()

    async def program() -> None:
        loops.append(asyncio.get_running_loop())
        loop_ready.set()
        await main(stop)

    def in_thread() -> None:
        try:
            asyncio.run(program())
        except BaseException as error:  # noqa: BLE001 -- handed to the main thread, which raises it
            failures.append(error)
        finally:
            loop_ready.set()

    thread = threading.Thread(target=in_thread, name="program")
    thread.start()
    loop_ready.wait()
    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    if WITH_PARENT in argv:
        when_parent_ends(tell)
    thread.join()
    if failures:
        raise failures[0]
