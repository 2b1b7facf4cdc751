"""Many alliances live three years, without Prefect: the same flows, rules and database, and people with a seed."""

import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from models.actions import alliances, timers
from models.actions.overview import overview
from models.db import session as db_session
from models.db.tables import Cycle, PhaseRun
from samenspel.clock import SetClock
from tests import databases, factories
from tests.actions import seen
from tests.actions.engine import Engine
from tests.actions.invariants import Watch
from tests.actions.letters_due import all_left
from tests.actions.world import World
from tests.factories import HZ

WEEKS = 156

#: How a history ends, by how many alliances it is about; the seed makes it the same every time.
OUTCOMES: dict[int, dict[str, dict[str, int]]] = {
    40: {
        "endings": {"no_go": 11, "secured": 19, "stopped": 10},
        "cycles": {"1": 23, "2": 10, "3": 4, "4": 2, "5": 1},
        "phases left": {"no_go": 11, "passed": 202, "passed_with_conditions": 16, "stopped": 10, "went_back": 28},
    },
    200: {
        "endings": {"no_go": 38, "running": 7, "secured": 83, "stopped": 72},
        "cycles": {"1": 133, "2": 40, "3": 16, "4": 8, "5": 1, "6": 2},
        "phases left": {"no_go": 38, "passed": 1014, "passed_with_conditions": 54, "stopped": 70, "went_back": 110},
    },
}


@pytest.fixture
def in_memory(home: Path, sqlite_template: Path) -> Iterator[None]:
    """A database in a folder in memory, where there is one."""
    memory = Path("/dev/shm")  # noqa: S108 -- only a faster place for a folder of a unique name
    path = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    home.mkdir(parents=True, exist_ok=True)
    database = databases.copy_sqlite(sqlite_template, path)
    db_session.use(database)
    yield
    db_session.use(None)
    database.close()
    shutil.rmtree(path)


@pytest.mark.usefixtures("in_memory")
def test_many_alliances_live_three_years_and_everything_that_must_hold_holds(
    at_start: SetClock, capsys: pytest.CaptureFixture[str]
) -> None:
    many = 200 if settings.get_current_profile_name() == "long" else 40
    slugs = [f"a{n:03d}" for n in range(many)]
    began = time.perf_counter()
    runs = _three_years(slugs, at_start)
    took = time.perf_counter() - began

    for slug in slugs:
        Watch(slug).look()
    with capsys.disabled():
        print(f"\n{many} alliances, {WEEKS} weeks, {runs} phase runs: {took:.1f} s")  # noqa: T201 -- a figure to read
    assert _outcomes(slugs) == OUTCOMES[many]


def _three_years(slugs: list[str], hands: SetClock) -> int:
    world, engine, runs = World(7), Engine(), 0
    resting: dict[str, int] = {}
    for week in range(WEEKS):
        for n, slug in enumerate(slugs):
            if n % 52 == week:
                alliances.add(factories.described(slug), by=HZ)
        runs += engine.drain()
        for name in alliances.names():
            if name.status == "ended":
                continue
            if name.status == "paused":
                resting[name.slug] = resting.get(name.slug, 0) + 1
                if resting[name.slug] % 8 == 0:
                    alliances.resume(name.slug, by=HZ)
            elif world.happens(0.25):
                world.act(name.slug)
        runs += engine.drain()
        all_left()
        hands.move_to(hands.now() + timedelta(weeks=1))
        timers.fire_due(limit=10_000)
    runs += engine.drain()
    engine.close()
    return runs


def _outcomes(slugs: list[str]) -> dict[str, dict[str, int]]:
    left = [run.outcome for slug in slugs for run in seen.rows(PhaseRun, slug)]
    return {
        "endings": Counter(str(overview(slug).ending or overview(slug).status) for slug in slugs),
        "cycles": Counter(str(len(seen.rows(Cycle, slug))) for slug in slugs),
        "phases left": Counter(str(outcome) for outcome in left if outcome),
    }
