"""Application databases for tests: each test gets a fresh copy of a migrated one, on SQLite and on PostgreSQL."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, delete, event, exists, literal, select, union_all

from models.db import migrate
from models.db.session import Database
from models.db.tables import Base

#: Where PostgreSQL is looked for; the server on loopback when one answers.
POSTGRES = os.environ.get("SAMENSPEL_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


def postgres_answers() -> bool:
    """Say whether a PostgreSQL server can be used."""
    try:
        with psycopg.connect(POSTGRES, connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


@contextmanager
def sqlite_template(folder: Path) -> Iterator[Path]:
    """Give a migrated SQLite database to copy from."""
    path = folder / "template.db"
    database = Database(f"sqlite:///{path}")
    migrate.upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    yield path


#: Engines on SQLite that nobody uses at this moment.
_IDLE: list[Engine] = []


class Copied(Database):
    """A copy on SQLite; its engine has worked on other copies and need not put every statement into SQL again."""

    @cached_property
    def engine(self) -> Engine:
        """An engine that was idle, or a new one."""
        engine = _IDLE.pop() if _IDLE else Database(self.url).engine
        event.listen(engine, "do_connect", self._connect_here)
        return engine

    def close(self) -> None:
        """Give every connection back, and the engine to whoever comes next."""
        if "engine" in self.__dict__:
            engine = self.engine
            super().close()
            event.remove(engine, "do_connect", self._connect_here)
            _IDLE.append(engine)

    def _connect_here(self, _dialect: object, _record: object, arguments: list[Any], _named: object) -> None:
        arguments[0] = self.url.removeprefix("sqlite:///")


def copy_sqlite(template: Path, folder: Path) -> Database:
    """Return a fresh SQLite database in ``folder``."""
    path = folder / "samenspel.db"
    shutil.copy(template, path)
    return Copied(f"sqlite:///{path}")


class Kept(Database):
    """A database that keeps its engine, for the same reason."""

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


@contextmanager
def postgres_database() -> Iterator[Database]:
    """Give one migrated PostgreSQL database for the session; :func:`emptied` clears it between tests."""
    name = f"samenspel_test_{uuid.uuid4().hex[:12]}"
    # What a test writes need not survive a power cut; waiting for the disk at each commit would take most of its time.
    _run(f'CREATE DATABASE "{name}"', f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    database = Kept(POSTGRES.rsplit("/", 1)[0] + f"/{name}")
    try:
        migrate.upgrade(database)
        yield database
    finally:
        database.close()
        _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def emptied(database: Database) -> Iterator[Database]:
    """Give the database with every table empty, and empty it again afterwards."""
    try:
        yield database
    finally:
        database.close()
        # TRUNCATE would make new files for every table and wait for the disk with each, twenty times as long.
        tables = {table.name: table for table in Base.metadata.sorted_tables}
        held = filled(database)
        with database.engine.begin() as connection:
            for name in reversed(held):
                connection.execute(delete(tables[name]))
            connection.exec_driver_sql(
                "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, start_value, false)"
                " FROM pg_sequences WHERE last_value IS NOT NULL"
            )


def filled(database: Database) -> list[str]:
    """Return the names of the tables that hold something, each after those it points to."""
    tables = Base.metadata.sorted_tables
    looks = [
        select(literal(place).label("place")).where(exists(select(literal(1)).select_from(table)))
        for place, table in enumerate(tables)
    ]
    with database.engine.connect() as connection:
        return [tables[place].name for place in connection.scalars(union_all(*looks).order_by("place"))]


def skip_without_postgres() -> None:
    """Skip with a line that says what is missing."""
    if not postgres_answers():
        pytest.skip("no PostgreSQL answers on loopback; set SAMENSPEL_TEST_POSTGRES to a server's URL")


def _run(*statements: str) -> None:
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
