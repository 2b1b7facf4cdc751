"""Names and addresses of people stay in our database: none of them is in Prefect's, nor in a log."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from prefect.client.orchestration import get_client

from models.actions import alliances, commitments, dispatch, need
from models.actions.overview import open_decisions
from models.db.session import Database
from models.method.commitments import ContributionKind, Unit
from models.method.phases import Phase
from models.method.working_days import local_day
from samenspel import clock
from tests import factories
from tests.live.conftest import PrefectServer
from tests.live.engine import LIVE, ended, engine_child, settings_for, settled

pytestmark = LIVE

#: What must not be found: a name, its parts, and every address, which all end like this.
PLANTED = (factories.PLANTED_NAME, "Zwaantje", "Plantinga", "canary.example.org")


async def test_no_name_or_address_of_a_person_is_in_prefect_or_in_a_log(
    prefect_server: PrefectServer, home: Path, sqlite_db: Database
) -> None:
    await asyncio.to_thread(factories.brought_to, Phase.EVALUATE, "geheim")
    chosen = settings_for(prefect_server, home, backoff_seconds=(0.0,))
    with engine_child(chosen):
        await asyncio.to_thread(_let_much_happen)
        await settled("geheim", "nieuw-geheim")
        # A step that breaks over something that has a person in it.
        await asyncio.to_thread(_break_with_a_name, home / "samenspel.db")
        await asyncio.to_thread(alliances.add, factories.described("lek"), by=factories.HZ)
        async with get_client() as client:
            (broken,) = await ended(client, "lek", 1)
            await asyncio.to_thread(_mend, home / "samenspel.db")
            await asyncio.to_thread(_let_the_lease_end, "lek")
            await settled("lek")
            (mended,) = await ended(client, "lek", 1)
    assert (broken.state_name, broken.run_count) == ("Failed", 1)
    assert (mended.state_name, mended.run_count) == ("Completed", 2)
    stored = _everything_in(prefect_server.database)
    logs = _logs(chosen.base) + _logs(prefect_server.home)
    # What could leak was there: letters went to these people, and Prefect knows the alliances and the incident.
    assert factories.PLANTED_NAME in _everything_in(home / "samenspel.db")
    assert [word in stored for word in ("geheim", "lek", "alliance-geheim", "incident ")] == [True] * 4
    assert "IntegrityError" in logs
    assert [word for word in PLANTED if word in stored] == []
    assert [word for word in PLANTED if word in logs] == []


def _let_much_happen() -> None:
    alliances.add(factories.described("nieuw-geheim"), by=factories.HZ)
    need.score_need("nieuw-geheim", {"urgentie": 5, "kracht": 4}, by=factories.HZ)
    key = commitments.promise(
        "nieuw-geheim",
        "nieuw-geheim-fonds",
        ContributionKind.TIME,
        "Een dag in de week",
        80,
        Unit.HOURS,
        by=f"person:{factories.PLANTED_ADDRESS}",
        starts_on=local_day(clock.now()),
    )
    commitments.confirm("nieuw-geheim", key, by="person:nieuw-geheim-fonds-1")
    factories.measured("geheim", 0.4)
    assert len(open_decisions("geheim")) == 1


def _break_with_a_name(file: Path) -> None:
    text = f"{factories.PLANTED_NAME} <{factories.PLANTED_ADDRESS}> is in the way"
    trigger = f"CREATE TRIGGER leak BEFORE INSERT ON request BEGIN SELECT RAISE(ABORT, '{text}'); END"
    with closing(sqlite3.connect(file, timeout=20)) as connection:
        connection.execute(trigger)


def _mend(file: Path) -> None:
    with closing(sqlite3.connect(file, timeout=20)) as connection:
        connection.execute("DROP TRIGGER leak")


def _let_the_lease_end(slug: str) -> None:
    """Let the lease of an alliance be over now, and of no other; only then is its run tried again."""
    with clock.using(clock.SetClock(clock.now() + timedelta(days=1))):
        (held,) = [work for work in dispatch.expired() if work.alliance == slug]
    assert dispatch.extend(held, lease=timedelta(0))


def _everything_in(file: Path) -> str:
    """Return every value of every table, and whatever else the files hold: freed pages, the write-ahead log."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        values = "\n".join(connection.iterdump())
    raw = [path.read_bytes() for path in file.parent.glob(f"{file.name}*")]
    return values + b"\n".join(raw).decode("latin-1")


def _logs(home: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (home / "logs").glob("*.log"))
