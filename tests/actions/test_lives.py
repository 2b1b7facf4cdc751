"""Lives by chance: anything may happen in any order, twice, and too late; what must hold holds after every step."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from models.db import session as db_session
from models.db.session import Database
from models.method.phases import Phase
from samenspel import clock
from tests import databases, factories
from tests.actions.lives import SLUG, Lives
from tests.conftest import START

#: What a normal test run can afford; the profile "long" looks further.
SHORT = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


@pytest.fixture
def folder(home: Path, sqlite_template: Path) -> Iterator[Path]:
    """A folder in memory where there is one, with an alliance in each of the six phases to begin with."""
    memory = Path("/dev/shm")  # noqa: S108 -- only a faster place for a folder of a unique name
    path = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    home.mkdir(parents=True, exist_ok=True)
    try:
        for phase in Phase:
            database = databases.copy_sqlite(sqlite_template, path)
            db_session.use(database)
            with clock.using(clock.SetClock(START)):
                factories.brought_to(phase, SLUG)
            _put_aside(database, path / f"{phase}.db")
        yield path
    finally:
        db_session.use(None)
        shutil.rmtree(path)


def _put_aside(database: Database, path: Path) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    shutil.copy(database.url.removeprefix("sqlite:///"), path)


def test_whatever_happens_to_an_alliance_what_must_hold_holds(folder: Path) -> None:
    looking_far = settings.get_current_profile_name() == "long"

    class LivesHere(Lives):
        beginnings = folder

    run_state_machine_as_test(LivesHere, settings=settings.get_profile("long") if looking_far else SHORT)
