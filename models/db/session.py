"""Sessions on the application database: reading ones never wait, writing ones take their turn at once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

__all__ = ["Database", "Session", "database", "use"]

from samenspel.settings import settings


class Database:
    """One application database, SQLite or PostgreSQL, reached by its URL."""

    def __init__(self, url: str) -> None:
        self.url = url
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if not self.is_sqlite and parsed.drivername == "postgresql":
            self.url = parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)

    @cached_property
    def engine(self) -> Engine:
        """The pool of connections, made at first use; its errors never show values, which may be personal."""
        if not self.is_sqlite:
            return create_engine(self.url, pool_pre_ping=True, pool_size=5, max_overflow=20, hide_parameters=True)
        engine = create_engine(self.url, connect_args={"check_same_thread": False, "timeout": 30}, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session that changes things; it commits at the end and rolls back when something is raised.

        On SQLite it begins IMMEDIATE: it waits for its turn instead of failing in the middle.
        """
        with (
            self.engine.connect().execution_options(samenspel_begin="IMMEDIATE") as connection,
            Session(connection, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that only looks; it sees one consistent state and holds nobody up."""
        with Session(self.engine, autoflush=False) as session:
            yield session
            session.rollback()

    def close(self) -> None:
        """Give every connection back."""
        if "engine" in self.__dict__:
            self.engine.dispose()
            del self.__dict__["engine"]


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not open transactions of its own; ours are opened in _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("samenspel_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


_database: Database | None = None


def database() -> Database:
    """Return the application database of this process."""
    global _database
    if _database is None:
        current = settings()
        if current.database_url is None:
            current.base.mkdir(parents=True, exist_ok=True, mode=0o700)
            _touch_private(current.base / "samenspel.db")
        _database = Database(current.application_url)
    return _database


def use(database: Database | None) -> None:
    """Let this process work on another database, or on the one of the settings again when ``None``."""
    global _database
    _database = database


def _touch_private(path: os.PathLike[str]) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
