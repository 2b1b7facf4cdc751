"""Give Prefect's SQLite database transactions that wait for their turn instead of failing.

Prefect opens its transactions DEFERRED. One that reads first and writes later then fails at once when somebody else
has written in between, whatever the busy time-out: the API answers 503 and clients back off for seconds. A transaction
that is IMMEDIATE from the start waits in the queue.

A cursor whose statement failed is closed at once. The driver leaves it to the garbage collector, which then, on the
thread of the event loop, waits for whoever uses the connection at that moment: a transaction that waits for the write
lock, whose holder waits for the event loop. The whole server stood still until SQLite gave up, after a minute.
"""

import inspect
import sqlite3
from collections.abc import Callable
from typing import Any, ParamSpec, Self, TypeVar

from prefect.server.database.configurations import AioSqliteConfiguration
from prefect.server.database.dependencies import MODELS_DEPENDENCIES
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

P = ParamSpec("P")
T = TypeVar("T")


class InternalsMoved(ImportError):
    """Prefect no longer opens its transactions the way this module knows."""


def _for_writing(begin: Callable[P, T]) -> Callable[P, T]:
    def begin_for_writing(*args: P.args, **kwargs: P.kwargs) -> T:
        kwargs["with_for_update"] = True
        return begin(*args, **kwargs)

    return begin_for_writing


class TidyCursor(sqlite3.Cursor):
    """A cursor that lets go of its connection as soon as its statement fails."""

    def execute(self, *args: Any) -> Self:
        """Execute one statement."""
        try:
            return super().execute(*args)
        except sqlite3.Error:
            self.close()
            raise

    def executemany(self, *args: Any) -> Self:
        """Execute one statement for each set of values."""
        try:
            return super().executemany(*args)
        except sqlite3.Error:
            self.close()
            raise


class TidyConnection(sqlite3.Connection):
    """A connection to SQLite with such cursors."""

    def cursor(self, factory: Any = TidyCursor) -> Any:
        """Return a new cursor."""
        return super().cursor(factory)


class ImmediateSqlite(AioSqliteConfiguration):
    """Prefect's SQLite configuration, in which every transaction takes the write lock when it begins."""

    begin_transaction = _for_writing(AioSqliteConfiguration.begin_transaction)

    async def engine(self) -> AsyncEngine:
        """Return the engine of this event loop, whose connections are tidy."""
        engine = await super().engine()
        if not event.contains(engine.sync_engine, "do_connect", _connect_tidily):
            event.listen(engine.sync_engine, "do_connect", _connect_tidily)
        return engine


def _connect_tidily(_dialect: object, _record: object, _arguments: list[Any], named: dict[str, Any]) -> None:
    named["factory"] = TidyConnection


def install(connection_url: str) -> None:
    """Have Prefect's server use immediate transactions; to be called before the server's application is made.

    Raises :class:`InternalsMoved` when this Prefect cannot be given them.
    """
    if "with_for_update" not in inspect.signature(AioSqliteConfiguration.begin_transaction).parameters:
        raise InternalsMoved("AioSqliteConfiguration.begin_transaction takes no with_for_update")
    if "database_config" not in MODELS_DEPENDENCIES:
        raise InternalsMoved("MODELS_DEPENDENCIES has no database_config")
    MODELS_DEPENDENCIES["database_config"] = ImmediateSqlite(connection_url=connection_url)
