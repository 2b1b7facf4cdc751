"""Reminders by chance: 500 lives of questions, answers and jumping clocks (``--reminding 10000`` for a night)."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from models.actions import alliances
from models.db import session as db_session
from models.method.phases import Phase
from samenspel import clock
from tests import databases, factories
from tests.actions.letters_due import the_rest_sent
from tests.conftest import START
from tests.reminding import SLUGS, Reminding


@pytest.fixture
def beginning(home: Path, sqlite_template: Path) -> Iterator[Path]:
    """Two alliances in phase 5 that know the same four people, in a file to copy from."""
    memory = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        database = databases.copy_sqlite(sqlite_template, Path(place))
        db_session.use(database)
        with clock.using(clock.SetClock(START)):
            factories.brought_to(Phase.EVALUATE, SLUGS[0])
            same = factories.described(SLUGS[0])
            alliances.add(same.model_copy(update={"slug": SLUGS[1], "name": "Alliantie zorg"}), by=factories.HZ)
            factories.drain()
            the_rest_sent()
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        db_session.use(None)
        yield Path(database.url.removeprefix("sqlite:///")).rename(Path(place) / "beginning.db")


def test_whatever_happens_reminders_stay_polite(beginning: Path, request: pytest.FixtureRequest) -> None:
    class Here(Reminding):
        pass

    Here.beginning = beginning
    lives = settings(
        max_examples=int(request.config.getoption("--reminding")),
        stateful_step_count=10,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Here, settings=lives)
