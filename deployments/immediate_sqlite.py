"""Give Prefect's SQLite database transactions that wait for their turn instead of failing.

Prefect opens its transactions DEFERRED. One that reads first and writes later then fails at once when somebody else
has written in between, whatever the busy time-out: the API answers 503 and clients back off for seconds. A transaction
that is IMMEDIATE from the start waits in the queue.
"""

import inspect
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from prefect.server.database.configurations import AioSqliteConfiguration
from prefect.server.database.dependencies import MODELS_DEPENDENCIES

P = ParamSpec("P")
T = TypeVar("T")


class InternalsMoved(ImportError):
    """Prefect no longer opens its transactions the way this module knows."""


def _for_writing(begin: Callable[P, T]) -> Callable[P, T]:
    def begin_for_writing(*args: P.args, **kwargs: P.kwargs) -> T:
        kwargs["with_for_update"] = True
        return begin(*args, **kwargs)

    return begin_for_writing


class ImmediateSqlite(AioSqliteConfiguration):
    """Prefect's SQLite configuration, in which every transaction takes the write lock when it begins."""

    begin_transaction = _for_writing(AioSqliteConfiguration.begin_transaction)


def install(connection_url: str) -> None:
    """Have Prefect's server use immediate transactions; to be called before the server's application is made.

    Raises :class:`InternalsMoved` when this Prefect cannot be given them.
    """
    if "with_for_update" not in inspect.signature(AioSqliteConfiguration.begin_transaction).parameters:
        raise InternalsMoved("AioSqliteConfiguration.begin_transaction takes no with_for_update")
    if "database_config" not in MODELS_DEPENDENCIES:
        raise InternalsMoved("MODELS_DEPENDENCIES has no database_config")
    MODELS_DEPENDENCIES["database_config"] = ImmediateSqlite(connection_url=connection_url)
