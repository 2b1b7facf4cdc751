"""The demo from curtain to curtain: a scratch directory, a server, one life on a simulated clock, and tidying up."""

import asyncio
import importlib
import logging
import os
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deployments.demo.life import live
from deployments.demo.outcome import LifeOutcome, outcome
from deployments.demo.script import Script
from deployments.demo.scripts import WRITTEN, definition_of
from deployments.demo.story import Story
from deployments.prefect_env import apply_client_environment
from deployments.processes import Child, run_until_told
from deployments.server import start_server, wait_until_ready
from models.actions import alliances
from models.db import migrate
from models.db import session as db_session
from models.db.session import database
from models.method import actors
from models.method.definition import AllianceDefinition
from samenspel import clock
from samenspel import settings as own_settings
from samenspel.clock import SetClock
from samenspel.settings import Settings

#: Where the server of a demo listens: on this machine alone.
HOST = "127.0.0.1"


class Performance:
    """A life that was lived, and the server on which it can still be looked at."""

    def __init__(self, what: LifeOutcome, chosen: Settings, server: Child) -> None:
        self.outcome = what
        self.settings = chosen
        self._server = server

    def stay(self) -> None:
        """Leave the server open until Ctrl-C, or until it ends by itself."""
        try:
            while not self._server.ended_within(0.5):
                pass
        except KeyboardInterrupt:
            return


@contextmanager
def performed(script: Script, *, language: str, keep: bool, say: Callable[[str], None]) -> Iterator[Performance]:
    """Live a whole life and give it, told line by line to ``say``; the server is open until the end of the context.

    With ``keep`` the scratch directory stays. Raises ``StoryStuck``, what is in the way of a server, or
    :class:`KeyboardInterrupt` when somebody stopped it; the server ends in any case.
    """
    definition = definition_of(script)
    with _as_ctrl_c(), _scratch(keep=keep) as home, _apart(home) as chosen:
        begun = time.monotonic()
        server = start_server(chosen)
        try:
            apply_client_environment(chosen)
            migrate.upgrade(database())
            # Prefect reads its environment when it is imported, so that has to wait until now; the server starts
            # meanwhile.
            importlib.import_module("deployments.demo.stage")
            wait_until_ready(chosen, server)
            what = _play(script, definition, chosen, language, say, kept=keep, begun=begun)
            yield Performance(what, chosen, server)
        finally:
            server.stop()


def _play(
    script: Script,
    definition: AllianceDefinition,
    chosen: Settings,
    language: str,
    say: Callable[[str], None],
    *,
    kept: bool,
    begun: float,
) -> LifeOutcome:
    """Live the life in a thread of its own, as an engine does; :class:`KeyboardInterrupt` when told to stop."""
    on_server = importlib.import_module("deployments.demo.stage").on_server
    lived: list[LifeOutcome] = []

    async def play() -> None:
        hands = SetClock(WRITTEN)
        with clock.using(hands):
            async with on_server(chosen) as stage:
                alliances.add(definition, by=actors.staff(definition.facilitator))
                story = Story(script.slug, language, say)
                await live(script, definition, stage, hands, chosen, after_each=story.hear)
                await stage.show()
                runs = await stage.runs(script.slug)
            lived.append(
                outcome(
                    script.slug,
                    runs=runs,
                    seconds=time.monotonic() - begun,
                    server=chosen.ui_url if kept else None,
                    home=str(chosen.base) if kept else None,
                )
            )

    async def program(stop: asyncio.Event) -> None:
        playing, told = asyncio.create_task(play()), asyncio.create_task(stop.wait())
        await asyncio.wait({playing, told}, return_when=asyncio.FIRST_COMPLETED)
        for task in (playing, told):
            task.cancel()
        await asyncio.wait({playing, told})
        if not playing.cancelled():
            playing.result()

    with _handlers_put_back():
        run_until_told(program, [])
    if not lived:
        raise KeyboardInterrupt
    return lived[0]


@contextmanager
def _scratch(*, keep: bool) -> Iterator[Path]:
    if keep:
        yield Path(tempfile.mkdtemp(prefix="samenspel-demo-"))
        return
    with tempfile.TemporaryDirectory(prefix="samenspel-demo-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def _apart(home: Path) -> Iterator[Settings]:
    """Give the settings of the demo, and let this process know no others: nothing of an installation is touched."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("SAMENSPEL_")]:
        del os.environ[name]
    os.environ |= {
        "SAMENSPEL_HOME": str(home),
        "SAMENSPEL_HOST": HOST,
        "SAMENSPEL_PORT": str(_free_port()),
        # What a run says of itself is the story; its log lines would stand between the lines of it.
        "PREFECT_LOGGING_LEVEL": "ERROR",
    }
    db_session.use(None)
    try:
        chosen = own_settings.reload()
        (home / "logs").mkdir(mode=0o700)
        logging.basicConfig(filename=home / "logs" / "demo.log", level=logging.INFO)
        yield chosen
    finally:
        database().close()
        db_session.use(None)
        os.environ.clear()
        os.environ.update(before)
        own_settings.reload()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def _as_ctrl_c() -> Iterator[None]:
    """Take SIGTERM for Ctrl-C, so that it ends the server and removes the scratch directory too."""
    with _handlers_put_back():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        yield


@contextmanager
def _handlers_put_back() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
