"""An alliance goes back while a run of the old phase is under way: the old run ends "moved on", the new one works."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from models.actions import alliances, decisions, gates
from models.actions.overview import open_decisions
from models.db.session import Database
from models.method.decisions import GoBackTo
from models.method.phases import Here, Phase
from tests import factories
from tests.live.conftest import PrefectServer
from tests.live.engine import LIVE, ended, engine, message_of, settings_for, settled

pytestmark = LIVE

#: The phases that one may go back to.
BACK = [to for to in GoBackTo if to.phase is not None]


def _named(stem: str, db: Database) -> str:
    """Return a slug that no test on the other database has, because they share the Prefect server."""
    return f"{stem.replace('_', '-')}-{'lite' if db.is_sqlite else 'groot'}"


class Hanging:
    """Holds up the gate of phase 5 in each run, until it is told to go on."""

    def __init__(self, ask: Callable[[Here], tuple[str, ...]], *slugs: str) -> None:
        self._ask = ask
        self.reached = {slug: threading.Event() for slug in slugs}
        self.go_on = {slug: threading.Event() for slug in slugs}

    def __call__(self, here: Here) -> tuple[str, ...]:
        if here.phase is Phase.EVALUATE and here.alliance in self.reached:
            self.reached[here.alliance].set()
            self.go_on[here.alliance].wait(60)
        return self._ask(here)


def _fallen_short(slug: str) -> None:
    """Bring an alliance to an open decision."""
    factories.brought_to(Phase.EVALUATE, slug)
    factories.measured(slug, 0.4)


def _stir(slug: str, story: str = "Wij doen dit samen met de ouders.") -> None:
    """Let something happen that asks for a run of phase 5."""
    alliances.agree_on(slug, by=factories.HZ, story=story)


def _go_back(slug: str, to: GoBackTo) -> int:
    (asked,) = open_decisions(slug)
    return decisions.answer(str(asked.id), factories.an_answer(go_back_to=to), via="CLI").cycle


async def test_the_old_run_ends_moved_on_and_the_new_phase_is_worked_on(
    prefect_server: PrefectServer, home: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = {_named(f"terug-{to}", db): to for to in BACK}
    await asyncio.to_thread(lambda: [_fallen_short(slug) for slug in going])
    hanging = Hanging(gates.ask_gate, *going)
    monkeypatch.setattr(gates, "ask_gate", hanging)
    async with engine(settings_for(prefect_server, home)) as client:
        for slug, to in going.items():
            await asyncio.to_thread(_stir, slug)
            assert await asyncio.to_thread(hanging.reached[slug].wait, 60)
            assert await asyncio.to_thread(_go_back, slug, to) == 2
            hanging.go_on[slug].set()
            await settled(slug)
            old, new = await ended(client, slug, 2)
            assert (old.state_name, message_of(old)) == ("Completed", f"moved on: {slug} moved on to {to} of cycle 2")
            assert (new.state_name, new.name) == ("Completed", f"{slug} · {to.phase.number} {to.phase.label} · cycle 2")
            assert factories.place(slug) == (2, to.value)


async def test_twice_in_a_row_leaves_every_old_run_behind(
    prefect_server: PrefectServer, home: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = _named("tweemaal", db)
    chosen = settings_for(prefect_server, home)
    await asyncio.to_thread(_fallen_short, slug)
    moved = []
    for cycle in (2, 3):
        with monkeypatch.context() as held_up:
            hanging = Hanging(gates.ask_gate, slug)
            held_up.setattr(gates, "ask_gate", hanging)
            async with engine(chosen) as client:
                await asyncio.to_thread(_stir, slug, f"Wij doen dit samen, voor de {cycle}e keer.")
                assert await asyncio.to_thread(hanging.reached[slug].wait, 60)
                assert await asyncio.to_thread(_go_back, slug, GoBackTo.IMPLEMENT) == cycle
                hanging.go_on[slug].set()
                await settled(slug)
                old, _ = (await ended(client, slug, 2 * (cycle - 1)))[-2:]
                moved.append(message_of(old))
        if cycle == 2:
            await asyncio.to_thread(_short_again, slug)
    assert moved == [f"moved on: {slug} moved on to implement of cycle {cycle}" for cycle in (2, 3)]
    assert factories.place(slug) == (3, "implement")


def _short_again(slug: str) -> None:
    factories.carried_out(slug)
    factories.measured(slug, 0.4)
