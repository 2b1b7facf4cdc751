"""What happens to an alliance becomes a run of its phase in Prefect, once, under a name that people recognise."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import PrefectClient
from prefect.states import Cancelling, Scheduled

from deployments import warm_worker
from models.actions import alliances, deliverables, gates, need
from models.actions.overview import log_of, overview
from models.db import queries
from models.db.session import Database, database
from models.db.tables import Letter
from models.method.deliverables import of_phase
from models.method.phases import Here, Phase, Side
from samenspel import clock
from samenspel.settings import Settings
from tests import factories
from tests.live.conftest import PrefectServer
from tests.live.engine import (
    LIVE,
    became,
    ended,
    engine,
    engine_child,
    message_of,
    ready,
    runs_of,
    settings_for,
    settled,
)
from tests.live.waiting import eventually

pytestmark = LIVE

#: What a second phase in which nothing was done yet waits for.
FORM_WAITS_FOR = "waits for deliverable:parties_connected, deliverable:cooperation_agreement, deliverable:toc_sketch"


@pytest.fixture
def still() -> Iterator[clock.SetClock]:
    """A clock by which no lease ends before the test says so, however busy the machine is."""
    hands = clock.SetClock(clock.now())
    with clock.using(hands):
        yield hands


async def test_accepting_the_last_deliverable_brings_a_run_of_the_next_phase(
    prefect_server: PrefectServer, home: Path, db: Database
) -> None:
    slug = await asyncio.to_thread(_all_but_the_last_acceptance, f"volgende-fase-{db.engine.name}")
    async with engine(settings_for(prefect_server, home)) as client:
        await asyncio.to_thread(deliverables.accept, slug, "stakeholder_overview", Side.FOUNDATION, by=factories.HZ)
        first, second = await ended(client, slug, 2)
        await settled(slug)
    assert first.name == f"{slug} · 1 Verkennen · cycle 1"
    assert sorted(first.tags) == [f"alliance:{slug}", "cycle:1", "phase:explore", "samenspel"]
    assert (first.state_name, message_of(first)) == ("Completed", "gate passed")
    assert second.name == f"{slug} · 2 Alliantie vormen · cycle 1"
    assert sorted(second.tags) == [f"alliance:{slug}", "cycle:1", "phase:form_alliance", "samenspel"]
    assert (second.state_name, message_of(second)) == ("Completed", FORM_WAITS_FOR)


async def test_two_engines_at_once_do_every_piece_of_work_once(
    prefect_server: PrefectServer, home: Path, sqlite_db: Database
) -> None:
    slugs = [f"twee-motoren-{n}" for n in range(6)]
    chosen = settings_for(prefect_server, home)
    beside = settings_for(prefect_server, home / "beside", work_pool=chosen.work_pool)
    with engine_child(chosen, "first") as first, engine_child(beside, "second") as second:
        await ready(chosen, first)
        await ready(beside, second)
        await asyncio.to_thread(lambda: [alliances.add(factories.described(s), by=factories.HZ) for s in slugs])
        await settled(*slugs)
        await asyncio.to_thread(lambda: [need.score_need(s, {"urgentie": 4}, by=factories.HZ) for s in slugs])
        await settled(*slugs)
    async with engine(chosen) as client:
        runs = [await ended(client, slug, 2) for slug in slugs]
    assert [[(run.state_name, run.run_count) for run in pair] for pair in runs] == [[("Completed", 1)] * 2] * 6
    logs = [log_of(slug) for slug in slugs]
    assert [[e.seq for e in log] for log in logs] == [list(range(1, len(log) + 1)) for log in logs]
    assert [[e.type for e in log].count("stakeholder.invited") for log in logs] == [4] * 6


async def test_a_run_that_is_started_again_after_its_end_changes_nothing(
    prefect_server: PrefectServer, home: Path, sqlite_db: Database
) -> None:
    async with engine(settings_for(prefect_server, home)) as client:
        await asyncio.to_thread(alliances.add, factories.described("opnieuw"), by=factories.HZ)
        (run,) = await ended(client, "opnieuw", 1)
        before = log_of("opnieuw")
        await client.set_flow_run_state(run.id, Scheduled(), force=True)
        # Something that happens wakes the worker, which then finds both.
        await asyncio.to_thread(need.score_need, "opnieuw", {"urgentie": 5}, by=factories.HZ)
        again, following = await ended(client, "opnieuw", 2)
    assert (again.state_name, again.run_count, following.state_name) == ("Completed", 2, "Completed")
    assert [e.type for e in log_of("opnieuw")[len(before) :]] == ["need.scored"]


async def test_more_runs_than_there_is_room_for_follow_each_other_at_once(
    prefect_server: PrefectServer, home: Path, sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    slugs = [f"in-de-rij-{n}" for n in range(5)]
    # Neither a look of the worker's own nor a lease that ends may help those that found no room.
    monkeypatch.setattr(warm_worker, "POLL_SECONDS", 600.0)
    chosen = settings_for(prefect_server, home, parallel_runs=2, lease_seconds=600.0)
    async with engine(chosen) as client:
        await asyncio.to_thread(lambda: [alliances.add(factories.described(s), by=factories.HZ) for s in slugs])
        runs = [(await ended(client, slug, 1))[0] for slug in slugs]
    assert [(run.state_name, run.run_count) for run in runs] == [("Completed", 1)] * 5


async def test_when_many_alliances_wait_one_run_takes_many(
    prefect_server: PrefectServer, home: Path, sqlite_db: Database
) -> None:
    slugs = [f"menigte-{n}" for n in range(5)]
    await asyncio.to_thread(lambda: [alliances.add(factories.described(s), by=factories.HZ) for s in slugs])
    async with engine(settings_for(prefect_server, home, crowd=2)) as client:
        await settled(*slugs)
        runs = [await runs_of(client, slug) for slug in slugs]
    # Two by two, until no more than two wait; the one that is left has a run of its own.
    assert [len(own) for own in runs] == [0, 0, 0, 0, 1]


async def test_a_run_that_fails_every_time_parks_its_alliance_and_holds_up_no_other(
    prefect_server: PrefectServer,
    home: Path,
    sqlite_db: Database,
    still: clock.SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gates, "ask_gate", _for_one(gates.ask_gate, "pechvogel", _go_wrong))
    chosen = settings_for(prefect_server, home, backoff_seconds=(0.0, 0.0))
    async with engine(chosen) as client:
        await asyncio.to_thread(alliances.add, factories.described("pechvogel"), by=factories.HZ)
        await asyncio.to_thread(alliances.add, factories.described("buurman"), by=factories.HZ)
        for tries in (1, 2, 3):
            await _failed(client, "pechvogel", tries)
            _let_leases_end(still, chosen)
        await became(lambda: overview("pechvogel").parked_reason is not None, "the parking")
        await settled("buurman")
        (failed,) = await ended(client, "pechvogel", 1)
        (went_well,) = await ended(client, "buurman", 1)
    assert overview("pechvogel").parked_reason == "the run did not finish in 3 tries; at last it was failed"
    # One piece of work has one run with all its tries in it, so that its history reads as one.
    assert (failed.state_name, failed.run_count) == ("Failed", 3)
    assert (went_well.state_name, went_well.run_count) == ("Completed", 1)
    assert _staff_letters("pechvogel") == ["phase_opened", "dispatch_parked"]


async def test_a_parked_alliance_that_is_resumed_goes_on(
    prefect_server: PrefectServer,
    home: Path,
    sqlite_db: Database,
    still: clock.SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = settings_for(prefect_server, home, backoff_seconds=())
    async with engine(chosen) as client:
        with monkeypatch.context() as broken:
            broken.setattr(gates, "ask_gate", _for_one(gates.ask_gate, "hervat", _go_wrong))
            await asyncio.to_thread(alliances.add, factories.described("hervat"), by=factories.HZ)
            await _failed(client, "hervat", 1)
            _let_leases_end(still, chosen)
            await became(lambda: overview("hervat").parked_reason is not None, "the parking")
        await asyncio.to_thread(alliances.resume, "hervat", by=factories.HZ)
        await settled("hervat")
        tried, went_well = await ended(client, "hervat", 2)
    assert (tried.state_name, went_well.state_name) == ("Failed", "Completed")
    assert overview("hervat").parked_reason is None


async def test_a_run_that_a_person_cancels_parks_its_alliance(
    prefect_server: PrefectServer,
    home: Path,
    sqlite_db: Database,
    still: clock.SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hangs, go_on = threading.Event(), threading.Event()

    def hang() -> None:
        hangs.set()
        go_on.wait(60)

    monkeypatch.setattr(gates, "ask_gate", _for_one(gates.ask_gate, "gestopt", hang))
    chosen = settings_for(prefect_server, home)
    async with engine(chosen) as client:
        await asyncio.to_thread(alliances.add, factories.described("gestopt"), by=factories.HZ)
        assert await asyncio.to_thread(hangs.wait, 60)
        (run,) = await runs_of(client, "gestopt")
        await client.set_flow_run_state(run.id, Cancelling())
        await eventually(lambda: _is(client.read_flow_run(run.id), "Cancelled"), "the cancellation")
        go_on.set()
        _let_leases_end(still, chosen)
        await became(lambda: overview("gestopt").parked_reason is not None, "the parking")
    assert overview("gestopt").parked_reason == "a person cancelled the run"


async def _failed(client: PrefectClient, slug: str, tries: int) -> None:
    """Return as soon as the only run of an alliance has failed so many times."""

    async def look() -> bool | None:
        states = [(run.state_name, run.run_count) for run in await runs_of(client, slug)]
        return states == [("Failed", tries)] or None

    await eventually(look, f"failure {tries} of {slug}")


def _let_leases_end(still: clock.SetClock, chosen: Settings) -> None:
    still.move_to(still.now() + timedelta(seconds=chosen.lease_seconds + 1))


def _all_but_the_last_acceptance(slug: str) -> str:
    factories.added(slug)
    need.score_need(slug, {"urgentie": 5, "kracht": 4}, by=factories.HZ)
    need.go(slug, by=factories.HZ)
    for kind in of_phase(Phase.EXPLORE):
        deliverables.submit(slug, kind.code, by=factories.HZ, content=kind.label.encode())
        if kind.code != "stakeholder_overview":
            deliverables.accept(slug, kind.code, Side.FOUNDATION, by=factories.HZ)
    factories.drain()
    return slug


def _for_one(
    action: Callable[[Here], tuple[str, ...]], slug: str, before: Callable[[], None]
) -> Callable[[Here], tuple[str, ...]]:
    """Return the action with something before it, for one alliance only."""

    def changed(here: Here) -> tuple[str, ...]:
        if here.alliance == slug:
            before()
        return action(here)

    return changed


def _go_wrong() -> None:
    raise OSError("the disk is full")


async def _is(reading: Any, state: str) -> bool | None:
    return (await reading).state_name == state or None


def _staff_letters(slug: str) -> list[str]:
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        return [row.kind for row in queries.rows(session, Letter, alliance_id=alliance.id, staff="hz")]
