"""What every test can have: a data directory, a database of each kind, and a clock that it moves itself."""

import gc
import tempfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings as chance

from models.db import session as db_session
from models.db.session import Database
from samenspel import clock, settings
from tests import databases

# Most of what is made while tests are found and run stays; looking among it for garbage takes a seventh of the time.
gc.set_threshold(50_000, 20, 100)

# How long an example takes says more about what else the machine does than about the rule it tries.
chance.register_profile("untimed", deadline=None)
chance.load_profile("untimed")

#: A working Monday at noon in Amsterdam, outside every holiday.
START = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let chance look longer for a file that breaks the reader: ``tests/test_file_fuzzing.py --examples 5000``."""
    parser.addoption("--reminding", type=int, default=500, help="lives by chance of reminders")
    parser.addoption("--examples", type=int, default=300, help="odd files that the reader of an alliance's file meets")
    parser.addoption("--both", action="store_true", help="everything about the database on PostgreSQL too, not a part")
    parser.addoption("--engine-faults", action="store_true", help="break the engine on purpose, and see a test fail")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs a database on both kinds, where it is about what they do differently; of the rest a quarter."""
    if "db" in metafunc.fixturenames:
        kinds = ["sqlite", "postgres"] if _is_for_both(metafunc) else ["sqlite"]
        metafunc.parametrize("db", kinds, indirect=True)


def _is_for_both(metafunc: pytest.Metafunc) -> bool:
    if metafunc.config.getoption("--both"):
        return True
    if {mark.name for mark in metafunc.definition.iter_markers()} & {"both", "live", "kill"}:
        return True
    # The same quarter each time, spread over all files.
    return zlib.crc32(f"{metafunc.module.__name__}.{metafunc.function.__name__}".encode()) % 4 == 0


def pytest_collection_finish() -> None:
    """Pass over what was imported when looking for garbage."""
    gc.freeze()


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data directory of the test's own, in memory where there is a place for that."""
    memory = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None, prefix="samenspel-test-") as place:
        yield from _home(Path(place) / "var", monkeypatch)


def _home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SAMENSPEL_HOME", str(folder))
    monkeypatch.setenv("SAMENSPEL_LANGUAGE", "en")
    settings.reload()
    yield folder
    monkeypatch.delenv("SAMENSPEL_HOME")
    settings.reload()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A migrated SQLite database to copy from."""
    with databases.sqlite_template(tmp_path_factory.mktemp("template")) as path:
        yield path


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[Database]:
    """A migrated PostgreSQL database, used by one test after the other."""
    databases.skip_without_postgres()
    with databases.postgres_database() as database:
        yield database


@pytest.fixture
def db(request: pytest.FixtureRequest, home: Path) -> Iterator[Database]:
    """A fresh application database, once of each kind; this process works on it."""
    home.mkdir(parents=True, exist_ok=True)
    if request.param == "sqlite":
        database = databases.copy_sqlite(request.getfixturevalue("sqlite_template"), home)
        with _used(database):
            yield database
        return
    with databases.emptied(request.getfixturevalue("postgres_database")) as database, _used(database):
        yield database


@pytest.fixture
def sqlite_db(home: Path, sqlite_template: Path) -> Iterator[Database]:
    """A fresh SQLite database, for tests to which the kind makes no difference."""
    home.mkdir(parents=True, exist_ok=True)
    with _used(databases.copy_sqlite(sqlite_template, home)) as database:
        yield database


@pytest.fixture
def at_start() -> Iterator[clock.SetClock]:
    """A clock that stands at ``START`` until the test moves it."""
    hands = clock.SetClock(START)
    with clock.using(hands):
        yield hands


class _used:  # noqa: N801 -- used as a function
    """Let this process work on a database for a while."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Database:
        db_session.use(self._database)
        return self._database

    def __exit__(self, *_exception: object) -> None:
        db_session.use(None)
        self._database.close()
