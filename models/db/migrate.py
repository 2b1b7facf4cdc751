"""Bring the application database to the schema this version needs, all at once or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from models.db.session import Database
from models.method.errors import Refusal

#: Any number, the same for every engine that migrates, so that two of them take turns on PostgreSQL.
_LOCK = 736_150_401


class SchemaProblem(Refusal):
    """The database cannot be used by this version; the message says why and what to do."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


@cache
def _scripts() -> ScriptDirectory:
    # Reading the migrations takes longer than most commands do, and they stay what they are.
    return ScriptDirectory.from_config(_config())


def newest() -> str:
    """Return the revision this version needs."""
    return _scripts().get_current_head() or ""


def present(database: Database) -> str | None:
    """Return the revision the database has, or ``None`` when it is empty; :class:`SchemaProblem` without a database."""
    try:
        with database.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"version_table": "schema_version"})
            return context.get_current_revision()
    except OperationalError as problem:
        raise SchemaProblem(
            "the application database does not answer ({why})", why=type(problem.orig).__name__
        ) from None


def upgrade(database: Database) -> bool:
    """Migrate in one transaction; say whether there was anything to do. A crash in the middle leaves the old schema."""
    before = present(database)
    if before == newest():
        return False
    _check_known(before)
    with (
        database.engine.connect().execution_options(samenspel_begin="IMMEDIATE") as connection,
        _without_cascades(database, connection),
        connection.begin(),
    ):
        if not database.is_sqlite:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        command.upgrade(_config(connection), "head")
        if database.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise SchemaProblem("the migration would leave rows that point nowhere; nothing was changed")
    return True


@contextmanager
def _without_cascades(database: Database, connection: Connection) -> Iterator[None]:
    # SQLite changes a table by making it anew, and dropping the old one would take every row that points to it along.
    # The pragma has no effect inside a transaction, so it stands before.
    raw = connection.connection.driver_connection if database.is_sqlite else None
    if raw is not None:
        raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        if raw is not None:
            raw.execute("PRAGMA foreign_keys=ON")


def check(database: Database) -> None:
    """Raise :class:`SchemaProblem` unless the database has exactly the schema of this version."""
    there = present(database)
    if there is None:
        raise SchemaProblem("the application database is empty; start with: samenspel up")
    if there == newest():
        return
    _check_known(there)
    raise SchemaProblem("the application database has the old schema {schema}; start with: samenspel up", schema=there)


def _check_known(revision: str | None) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if revision is not None and revision not in known:
        raise SchemaProblem(
            "the application database was made by a newer version (schema {schema}); update samenspel", schema=revision
        )
