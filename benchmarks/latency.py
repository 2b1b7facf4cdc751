"""How long it takes from an event that is committed to the phase flow Running, beside a stock automation and ``serve``.

python -m benchmarks.latency [--runs 30] [--on sqlite postgres]
"""

import argparse
import os
import random
import socket
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psycopg

from deployments.prefect_env import client_environment, credentials, full_environment
from deployments.processes import Child
from deployments.server import start_server, wait_until_ready
from models.actions import alliances, need
from models.actions.overview import log_of
from models.db import migrate
from models.db.session import Database, use
from samenspel import clock
from samenspel.settings import Settings
from tests import factories

#: The PostgreSQL server; the databases made on it are dropped afterwards.
POSTGRES = os.environ.get("SAMENSPEL_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")

BY = "staff:hz"

T = TypeVar("T")


@dataclass(frozen=True)
class Figures:
    """Seconds from event to Running, one per event."""

    seconds: list[float]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """The one that 95 in 100 do not exceed."""
        return statistics.quantiles(self.seconds, n=20, method="inclusive")[-1]


def main(arguments: list[str]) -> None:
    """Measure what was asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=30, help="events per variant")
    parser.add_argument("--on", nargs="+", default=["sqlite", "postgres"], choices=["sqlite", "postgres"])
    asked = parser.parse_args(arguments)
    print("| databases | variant | events | median | p95 | slowest |")
    print("|---|---|---|---|---|---|")
    for kind in asked.on:
        with _place(kind) as chosen:
            ours, stock = measure(chosen, asked.runs)
        for name, figures in (("Samenspel", ours), ("automation + `serve`", stock)):
            slowest = max(figures.seconds)
            row = f"{len(figures.seconds)} | {figures.median:.2f} s | {figures.p95:.2f} s | {slowest:.2f} s"
            print(f"| {kind} | {name} | {row} |")
        print(f"| {kind} | **times faster** | | **{stock.median / ours.median:.1f}** | {stock.p95 / ours.p95:.1f} | |")
        sys.stdout.flush()


def measure(chosen: Settings, runs: int) -> tuple[Figures, Figures]:
    """Measure our engine, then the stock way, on the same server and databases."""
    database = Database(chosen.application_url)
    migrate.upgrade(database)
    use(database)
    server = start_server(chosen)
    try:
        wait_until_ready(chosen, server)
        with prefect(chosen) as api:
            alliances.add(factories.described("gemeten"), by=BY)
            with _child(chosen, "engine", "deployments.engine"):
                _until(lambda: _found(api, "gemeten"), "the first run")
                ours = Figures([_one(api, "gemeten", n, _nothing) for n in range(runs)])
            with _child(chosen, "serve", "benchmarks.served"):
                _until(lambda: _automation(api), "the automation")
                stock = Figures([_one(api, "gemeten", n, _emit) for n in range(runs)])
    finally:
        server.stop()
        use(None)
        database.close()
    return ours, stock


def _one(api: httpx.Client, slug: str, n: int, announce: Callable[[httpx.Client, str, int], None]) -> float:
    """Let one thing happen and return the seconds from its own moment to the Running of its run."""
    # At any moment of whatever looks now and then.
    time.sleep(random.uniform(0.0, 1.0))  # noqa: S311 -- chance, not secrecy
    need.score_need(slug, {"urgentie": n % 6}, by=BY)
    scored = [event for event in log_of(slug) if event.type == "need.scored"][-1]
    announce(api, slug, scored.seq)
    run = _until(lambda: _found(api, slug, scored.seq), f"the run through event {scored.seq}")
    _until(lambda: _ended(api, run["id"]), "the end of the run")
    return (datetime.fromisoformat(run["start_time"]) - scored.at).total_seconds()


def _nothing(api: httpx.Client, slug: str, seq: int) -> None:
    """Announce nothing: the engine sees the event by itself."""


def _emit(api: httpx.Client, slug: str, seq: int) -> None:
    """Tell Prefect about the event, which the automation waits for, in the fastest way there is."""
    event = {
        "id": str(uuid.uuid4()),
        "occurred": clock.now().isoformat(),
        "event": "benchmark.scored",
        "resource": {"prefect.resource.id": f"benchmark.{slug}"},
        "payload": {"alliance": slug, "cycle": 1, "through": seq},
    }
    api.post("/events", json=[event]).raise_for_status()


def _found(api: httpx.Client, slug: str, through: int = 0) -> dict[str, Any] | None:
    """Return the newest run of the phase through this event or a later one, once it has begun."""
    asked = {"sort": "START_TIME_DESC", "limit": 5, "flows": {"name": {"any_": ["explore"]}}}
    answer = api.post("/flow_runs/filter", json=asked)
    answer.raise_for_status()
    runs: list[dict[str, Any]] = answer.json()
    begun = (run for run in runs if run["start_time"] and run["parameters"]["alliance"] == slug)
    return next((run for run in begun if run["parameters"]["through"] >= through), None)


def _ended(api: httpx.Client, run: str) -> bool:
    state = api.get(f"/flow_runs/{run}").raise_for_status().json()["state_type"]
    if state in {"FAILED", "CRASHED"}:
        raise RuntimeError(f"run {run} ended {state}; what is measured does not work")
    return bool(state == "COMPLETED")


def _automation(api: httpx.Client) -> bool:
    answer = api.post("/automations/filter", json={}).raise_for_status().json()
    return any(one["name"] == "behind-an-automation" for one in answer)


@contextmanager
def prefect(chosen: Settings) -> Iterator[httpx.Client]:
    """Give a client that may change things in Prefect."""
    user, _, password = credentials(chosen.base).partition(":")
    me = str(uuid.uuid4())
    with httpx.Client(base_url=chosen.api_url, auth=(user, password), timeout=30) as client:
        token = client.get("/csrf-token", params={"client": me}).raise_for_status().json()["token"]
        client.headers.update({"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": me})
        yield client


@contextmanager
def _child(chosen: Settings, name: str, module: str) -> Iterator[Child]:
    environment = {
        "SAMENSPEL_HOME": str(chosen.base),
        "SAMENSPEL_PORT": str(chosen.port),
        "SAMENSPEL_DATABASE_URL": chosen.application_url,
    }
    child = Child(
        name,
        [sys.executable, "-m", module],
        env=full_environment(client_environment(chosen) | environment),
        log_file=chosen.base / "logs" / f"{name}.log",
    )
    child.start()
    try:
        yield child
    finally:
        child.stop()


@contextmanager
def _place(kind: str) -> Iterator[Settings]:
    """Give a data directory, a free port and fresh databases of this kind for both the application and Prefect."""
    with tempfile.TemporaryDirectory(prefix="samenspel-latency-") as folder:
        home = Path(folder)
        if kind == "sqlite":
            yield Settings(home=home, port=_free_port())
            return
        names = [f"samenspel_latency_{part}_{os.getpid()}" for part in ("app", "prefect")]
        base = POSTGRES.rsplit("/", 1)[0]
        with psycopg.connect(POSTGRES, autocommit=True) as postgres:
            try:
                for name in names:
                    postgres.execute(f'CREATE DATABASE "{name}"'.encode())
                yield Settings(
                    home=home,
                    port=_free_port(),
                    database_url=f"{base}/{names[0]}",
                    prefect_database_url=f"{base.replace('postgresql://', 'postgresql+asyncpg://')}/{names[1]}",
                )
            finally:
                for name in names:
                    postgres.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def _until(look: Callable[[], T | None], what: str, seconds: float = 90.0) -> T:
    """Return the first answer of ``look`` that says something."""
    end = time.monotonic() + seconds
    while not (answer := look()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come within {seconds:.0f} seconds")
        # Seldom enough to take no noticeable part of the machine.
        time.sleep(0.1)
    return answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main(sys.argv[1:])
