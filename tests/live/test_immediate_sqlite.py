"""Prefect's transactions take the write lock when they begin; if that can no longer be had, the server still starts."""

import asyncio
import gc
import logging
import sqlite3
from pathlib import Path

import pytest
from prefect.server.database.dependencies import MODELS_DEPENDENCIES
from sqlalchemy.exc import IntegrityError

from deployments.immediate_sqlite import ImmediateSqlite, install
from deployments.server_app import use_immediate_transactions
from tests.live.conftest import PrefectServer

pytestmark = pytest.mark.live


@pytest.mark.parametrize("for_update", [False, True])
async def test_nobody_else_can_write_from_the_beginning_of_a_transaction(tmp_path: Path, for_update: bool) -> None:
    file = tmp_path / "prefect.db"
    configuration = ImmediateSqlite(connection_url=f"sqlite+aiosqlite:///{file}")
    engine = await configuration.engine()
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        session = await configuration.session(engine)
        async with session, configuration.begin_transaction(session, with_for_update=for_update):
            await session.connection()
            with pytest.raises(sqlite3.OperationalError, match="database is locked"):
                other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")
    finally:
        other.close()
        await engine.dispose()


async def test_what_is_left_of_a_failed_statement_holds_up_nobody_who_waits_for_the_lock(tmp_path: Path) -> None:
    file = tmp_path / "prefect.db"
    configuration = ImmediateSqlite(connection_url=f"sqlite+aiosqlite:///{file}")
    engine = await configuration.engine()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("CREATE TABLE once (number INTEGER PRIMARY KEY)")
    waits = asyncio.Event()
    tell = asyncio.get_running_loop().call_soon_threadsafe

    async def insert() -> None:
        session = await configuration.session(engine)
        async with session, configuration.begin_transaction(session):
            connection = await session.connection()
            pooled = await connection.get_raw_connection()
            await pooled.driver_connection.set_trace_callback(lambda _statement: tell(waits.set))
            await connection.exec_driver_sql("INSERT INTO once VALUES (1)")

    try:
        await insert()
        failures = []
        try:
            await insert()
        except IntegrityError as failure:
            # It leads to every frame that it went through, and so to the cursor.
            failures.append(failure)
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM once")
        waits.clear()
        third = asyncio.create_task(insert())
        await waits.wait()
        # What is left of the second goes now, on the thread of the event loop, while the third has its connection.
        failures.clear()
        gc.collect()
        other.execute("COMMIT")
        await third
        assert other.execute("SELECT number FROM once").fetchall() == [(1,)]
    finally:
        other.close()
        await engine.dispose()


def test_the_server_is_given_this_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MODELS_DEPENDENCIES, "database_config", None)
    install("sqlite+aiosqlite:////nowhere/prefect.db")
    given = MODELS_DEPENDENCIES["database_config"]
    assert type(given) is ImmediateSqlite
    assert given.connection_url == "sqlite+aiosqlite:////nowhere/prefect.db"


def test_the_running_server_has_them(prefect_server: PrefectServer) -> None:
    assert "stock SQLite transactions" not in prefect_server.child.log_file.read_text(encoding="utf-8")


def test_internals_that_moved_cost_speed_and_not_the_start(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delitem(MODELS_DEPENDENCIES, "database_config")
    with caplog.at_level(logging.WARNING, logger="samenspel.server"):
        assert use_immediate_transactions("sqlite+aiosqlite:////nowhere/prefect.db") is False
    assert caplog.messages == [
        "The Prefect server runs with stock SQLite transactions, slower under load: "
        "MODELS_DEPENDENCIES has no database_config"
    ]


def test_postgresql_needs_none_of_this() -> None:
    assert use_immediate_transactions("postgresql+asyncpg://prefect@db/prefect") is False
