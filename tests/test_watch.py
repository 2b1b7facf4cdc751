"""When the sweep is silent somebody says so once, and once more when it is back; nobody has to watch."""

import asyncio
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from deployments import sweep, up, watch
from deployments.processes import Child
from deployments.up import Running
from deployments.watch import SweepWatch
from models.actions import swept, timers
from models.db.session import Database
from notifications import channels
from samenspel.clock import SetClock
from samenspel.settings import Settings
from tasks.step import Incident
from tests import messenger
from tests.conftest import START

pytestmark = messenger.QUIET

SILENT = (
    "No sweep for more than 10 minutes: reminders and deadlines stand still. Look with: samenspel doctor",
    ("hz", "Samenspel: the sweep is silent"),
)
BACK = ("The sweep runs again.", ("hz", "Samenspel: the sweep runs again"))


class Ear:
    """Hears what a watch says and whom it tells, and lets its time pass look by look."""

    def __init__(self, chosen: Settings, hands: SetClock) -> None:
        self.said: list[str] = []
        self.messages = messenger.hired()
        self.watch = SweepWatch(chosen, self.said.append)
        self._hands = hands

    @property
    def told(self) -> list[tuple[str, str]]:
        """Who was told what, by its title."""
        return [(host, title) for host, title, _ in self.messages]

    def passes(self, minutes: float, *, sweeping: bool) -> None:
        """Let so many minutes pass, a look each half of them, with or without a sweep before it."""
        for _ in range(int(minutes * 2)):
            self._hands.move_to(self._hands.now() + timedelta(seconds=30))
            if sweeping:
                swept.note()
            self.watch.look()


@pytest.fixture
def chosen(sqlite_db: Database, home: Path) -> Settings:
    """The settings of an installation whose staff are told by one channel."""
    messenger.hired()
    chosen = Settings(home=home, language="en", staff_channels=("chat",))
    channels.add(chosen, "chat", messenger.TAKES)
    return chosen


@pytest.fixture
def ear(chosen: Settings, at_start: SetClock) -> Ear:
    """Somebody who hears what the watch says."""
    return Ear(chosen, at_start)


def test_while_the_sweep_runs_nobody_hears_of_it(ear: Ear) -> None:
    ear.passes(60, sweeping=True)
    assert (ear.said, ear.told) == ([], [])


def test_a_silence_is_told_once_and_so_is_its_end(ear: Ear) -> None:
    ear.passes(1, sweeping=True)
    ear.passes(10, sweeping=False)
    assert (ear.said, ear.told) == ([], [])
    ear.passes(120, sweeping=False)
    assert (ear.said, ear.told) == ([SILENT[0]], [SILENT[1]])
    ear.passes(30, sweeping=True)
    assert (ear.said, ear.told) == ([SILENT[0], BACK[0]], [SILENT[1], BACK[1]])


def test_a_second_silence_is_told_again(ear: Ear) -> None:
    for _ in range(2):
        ear.passes(1, sweeping=True)
        ear.passes(11, sweeping=False)
    assert ear.said == [SILENT[0], BACK[0], SILENT[0]]


def test_a_sweep_that_never_comes_is_a_silence(ear: Ear) -> None:
    ear.passes(11, sweeping=False)
    assert ear.said == [SILENT[0]]


def test_a_machine_that_slept_is_not_a_sweep_that_is_silent(ear: Ear, at_start: SetClock) -> None:
    ear.passes(1, sweeping=True)
    at_start.move_to(at_start.now() + timedelta(hours=9))
    ear.watch.look()
    ear.passes(9, sweeping=False)
    assert ear.said == []
    ear.passes(2, sweeping=False)
    assert ear.said == [SILENT[0]]


def test_a_sweep_that_is_slow_on_purpose_may_be_silent_for_longer(chosen: Settings, at_start: SetClock) -> None:
    ear = Ear(chosen.model_copy(update={"sweep_seconds": 300.0}), at_start)
    ear.passes(15, sweeping=False)
    assert ear.said == []
    ear.passes(1, sweeping=False)
    assert ear.said == [SILENT[0].replace("10", "15")]


def test_staff_are_told_later_when_nobody_took_it_at_first(chosen: Settings, at_start: SetClock) -> None:
    channels.add(chosen, "deaf", messenger.DEAF)
    ear = Ear(chosen.model_copy(update={"staff_channels": ("deaf",)}), at_start)
    ear.passes(11.5, sweeping=False)
    assert ear.told == [("deaf", SILENT[1][1])] * 3
    channels.remove(chosen, "deaf")
    channels.add(chosen, "deaf", messenger.TAKES)
    ear.passes(5, sweeping=False)
    assert ear.told[3:] == [SILENT[1]]
    assert ear.said == [SILENT[0]]


def test_a_database_that_does_not_answer_is_silence(
    ear: Ear, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> None:
        raise ConnectionError("postgresql://samenspel:geheim@db")

    ear.passes(1, sweeping=True)
    monkeypatch.setattr(swept, "last", away)
    ear.passes(11, sweeping=False)
    assert ear.said == [SILENT[0]]
    assert set(caplog.messages) == {"the last sweep cannot be read (ConnectionError)"}


def test_it_looks_until_told_to_stop(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, looks = threading.Event(), [1, 2, 3]

    def look(_self: SweepWatch) -> None:
        looks.pop()
        if not looks:
            stop.set()

    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.001)
    monkeypatch.setattr(SweepWatch, "look", look)
    ear.watch.until(stop)
    assert looks == []
    ear.watch.until(stop)


def test_up_listens_beside_the_processes_it_looks_after(chosen: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    listening = threading.Event()

    class Engine(Child):
        """Runs, until somebody presses Ctrl-C once somebody listens."""

        def ended_within(self, seconds: float) -> bool:
            """Say that the engine runs."""
            if listening.wait(10):
                raise KeyboardInterrupt
            return False

    monkeypatch.setattr(SweepWatch, "until", lambda _self, stop: listening.set())
    monkeypatch.setattr(up, "start_engine", lambda chosen: Engine("engine", [], env={}, log_file=chosen.base / "log"))
    running = Running(chosen, lambda text: None)
    running.start("engine")
    with pytest.raises(KeyboardInterrupt):
        running.watch()
    assert listening.is_set()


def test_the_sweep_gives_its_sign_at_the_end_of_each_run(chosen: Settings, at_start: SetClock) -> None:
    assert swept.last() is None
    asyncio.run(sweep.clocks())
    assert swept.last() == START
    at_start.move_to(START + timedelta(minutes=1))
    asyncio.run(sweep.clocks())
    assert swept.last() == START + timedelta(minutes=1)


def test_a_sweep_that_breaks_gives_none(chosen: Settings, at_start: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> int:
        raise OSError("disk full")

    monkeypatch.setattr(timers, "fire_due", broken)
    with pytest.raises(Incident):
        asyncio.run(sweep.clocks())
    assert swept.last() is None
