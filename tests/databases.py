"""Application databases for tests: each test gets a fresh copy of a migrated one, on SQLite and on PostgreSQL."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

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


def copy_sqlite(template: Path, folder: Path) -> Database:
    """Return a fresh SQLite database in ``folder``."""
    path = folder / "samenspel.db"
    shutil.copy(template, path)
    return Database(f"sqlite:///{path}")


@contextmanager
def postgres_database() -> Iterator[Database]:
    """Give one migrated PostgreSQL database for the session; :func:`emptied` clears it between tests."""
    name = f"samenspel_test_{uuid.uuid4().hex[:12]}"
    # What a test writes need not survive a power cut; waiting for the disk at each commit would take most of its time.
    _run(f'CREATE DATABASE "{name}"', f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    database = Database(POSTGRES.rsplit("/", 1)[0] + f"/{name}")
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
        tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
        with database.engine.begin() as connection:
            connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY")


def skip_without_postgres() -> None:
    """Skip with a line that says what is missing."""
    if not postgres_answers():
        pytest.skip("no PostgreSQL answers on loopback; set SAMENSPEL_TEST_POSTGRES to a server's URL")


def _run(*statements: str) -> None:
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
