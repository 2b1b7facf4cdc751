"""What a sweep over the ladders of open requests costs, and whether that follows what is due or what exists.

python -m benchmarks.sweep [--on sqlite postgres] [--alliances 10000]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from models.actions import reminders, timers
from models.db import engine_queries, migrate
from models.db.session import Database, database, use
from models.db.tables import (
    Alliance,
    Contact,
    Cycle,
    Dispatch,
    Letter,
    LetterItem,
    Organisation,
    PhaseRun,
    Request,
    Staff,
    Timer,
)
from models.method.letters import Item, MeasurementAsked
from models.method.parties import BasisKind, Sector
from models.method.phases import Phase
from models.method.requests import LetterState, RequestKind, TimerKind, TimerState
from samenspel import clock

#: The PostgreSQL server; the databases made on it are dropped afterwards.
POSTGRES = os.environ.get("SAMENSPEL_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")

#: A working Monday at noon in Amsterdam; what is due fell due at nine, and the rest a month later.
NOW = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
ASKED = NOW - timedelta(days=20)
DUE, LATER = NOW - timedelta(hours=3), NOW + timedelta(days=30)

REQUESTS_EACH = 10

#: Alliances and due steps of each point: first other numbers of what exists, then other numbers of what is due.
SHARES = ((0.1, 3000), (0.3, 3000), (1.0, 3000), (1.0, 1000), (1.0, 300))

#: So many are also fired one by one, which is what a sweep would do without taking many at a time.
ONE_BY_ONE = 300


def main(arguments: list[str]) -> None:
    """Measure every point on every database and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--on", nargs="+", default=["sqlite", "postgres"], choices=["sqlite", "postgres"])
    parser.add_argument("--alliances", type=int, default=10_000)
    parser.add_argument("--point", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.point:
        print(*_measured(asked.point[0], one_by_one=asked.point[1] == "one"))
        return
    print("| database | open requests | due | seconds | ms per due step | MB |")
    print("|---|---|---|---|---|---|")
    for kind in asked.on:
        for share, due in SHARES:
            _point(kind, int(asked.alliances * share), due, "many")
        _point(kind, asked.alliances, ONE_BY_ONE, "one")


def _point(kind: str, alliances: int, due: int, how: str) -> None:
    with _seeded(kind, alliances, due) as url:
        command = [sys.executable, "-m", "benchmarks.sweep", "--point", url, how]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    taken, seconds, megabytes = int(said[0]), float(said[1]), float(said[2])
    assert taken == due, f"{taken} steps taken, {due} were due"
    named = kind if how == "many" else f"{kind}, one by one"
    each = seconds / due * 1000
    print(
        f"| {named} | {alliances * REQUESTS_EACH:,} | {due:,} | {seconds:.2f} | {each:.2f} | {megabytes:.0f} |",
        flush=True,
    )


def _measured(url: str, *, one_by_one: bool) -> tuple[int, float, float]:
    """Return the steps taken, the seconds that took, and the memory of this process in MB."""
    use(Database(url))
    with clock.using(clock.SetClock(NOW)):
        began = time.perf_counter()
        if one_by_one:
            with database().read() as session:
                waiting = engine_queries.due_timers(session, NOW, ONE_BY_ONE)
            taken = sum(timers.fire(slug, timer) for timer, slug in waiting)
        else:
            taken = reminders.take_due()
        seconds = time.perf_counter() - began
    return taken, seconds, _most_memory()


def _most_memory() -> float:
    """Return the most memory this process had, in MB; what it was started from does not count."""
    said = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in said.splitlines() if line.startswith("VmHWM"))) / 1024


@contextmanager
def _seeded(kind: str, alliances: int, due: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, _empty(kind, Path(folder)) as url:
        target = Database(url)
        migrate.upgrade(target)
        _seed(target, alliances, due)
        target.close()
        yield url


@contextmanager
def _empty(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'samenspel.db'}"
        return
    name = f"samenspel_bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield POSTGRES.rsplit("/", 1)[0] + f"/{name}"
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def _seed(target: Database, alliances: int, due: int) -> None:
    """Fill a database with alliances that each asked ten figures of one contact, spread evenly over what is due."""
    numbers = range(1, alliances + 1)
    every = range(1, alliances * REQUESTS_EACH + 1)
    chosen = {1 + i * len(every) // due for i in range(due)}
    rows: tuple[tuple[Any, list[dict[str, Any]]], ...] = (
        (Staff, [{"code": "hz", "name": "H", "email": "hz@example.org", "role": ""}]),
        (Organisation, [{"id": n, "key": f"o{n}", "name": f"O {n}", "sector": Sector.OTHER} for n in numbers]),
        (Contact, [_contact(n) for n in numbers]),
        (Alliance, [_alliance(n) for n in numbers]),
        (Cycle, [{"alliance_id": n, "number": 1, "starts_at": Phase.EXPLORE, "opened_at": ASKED} for n in numbers]),
        (PhaseRun, [_phase(n) for n in numbers]),
        (Dispatch, [{"alliance_id": n} for n in numbers]),
        (Request, [_request(n) for n in every]),
        (Timer, [_timer(n, DUE if n in chosen else LATER) for n in every]),
        (Letter, [_letter(n) for n in numbers]),
        (LetterItem, [{"letter_id": _of(n), "request_id": n, "step": 0} for n in every]),
    )
    with target.write() as session:
        for table, values in rows:
            session.bulk_insert_mappings(table, values)
    with target.engine.connect() as connection:
        if not target.is_sqlite:
            # Rows that brought their own numbers have not moved the counters on.
            for table in (Letter, LetterItem, Timer, Request):
                name = table.__tablename__
                last = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"  # noqa: S608 -- ours
                connection.exec_driver_sql(last)
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _of(request: int) -> int:
    return 1 + (request - 1) // REQUESTS_EACH


def _contact(n: int) -> dict[str, Any]:
    basis = {"basis": BasisKind.CONSENT, "basis_source": "gesprek"}
    return {"id": n, "key": f"c{n}", "organisation_id": n, "name": f"N {n}", "email": f"c{n}@example.org", **basis}


def _alliance(n: int) -> dict[str, Any]:
    named = {"id": n, "uid": f"u{n}", "slug": f"a{n}", "name": f"Alliantie {n}", "task_title": "T"}
    return {**named, "facilitator": "hz", "threshold": 0.8, "need_threshold": 0.6, "added_at": ASKED, "last_seq": 20}


def _phase(n: int) -> dict[str, Any]:
    return {"alliance_id": n, "cycle": 1, "phase": Phase.EVALUATE, "opened_at": ASKED, "opened_seq": 1}


def _request(n: int) -> dict[str, Any]:
    kind = {"kind": RequestKind.COMMITMENT, "subject": f"c{n}", "text": f"Bijdrage {n}"}
    asked = {"asked_at": ASKED, "stepped_at": ASKED, "due_at": LATER, "step": 0}
    return {"id": n, "alliance_id": _of(n), "cycle": 1, "contact_id": _of(n), **kind, **asked}


def _timer(n: int, at: datetime) -> dict[str, Any]:
    of = {"alliance_id": _of(n), "cycle": 1, "kind": TimerKind.REQUEST_STEP, "subject": str(n), "n": 1}
    return {**of, "due_at": at, "state": TimerState.WAITING}


def _letter(n: int) -> dict[str, Any]:
    items = (Item(request=None, text="Bijdrage", due=None),)
    letter = MeasurementAsked(alliance=f"Alliantie {n}", round=1, items=items)
    sent = {"state": LetterState.SENT, "written_at": ASKED, "not_before": ASKED, "sent_at": ASKED, "attempts": 1}
    of = {"id": n, "alliance_id": n, "cycle": 1, "key": f"k{n}", "kind": letter.kind, "contact_id": n}
    return {**of, **sent, "context": letter.model_dump(mode="json")}


if __name__ == "__main__":
    main(sys.argv[1:])
