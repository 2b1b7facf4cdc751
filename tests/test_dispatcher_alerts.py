"""When an alliance is set aside staff are told at once, and only by whoever did it."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from prefect.client.schemas.objects import StateType

from deployments.dispatcher import Dispatcher
from models.actions import alliances, dispatch
from models.actions.dispatch import Claim
from models.actions.overview import overview
from models.db.session import Database
from notifications import channels
from samenspel.clock import SetClock
from samenspel.settings import Settings
from tests import factories, messenger
from tests.conftest import START

pytestmark = messenger.QUIET

RUN = UUID(int=7)
LEASE = timedelta(seconds=45)


class Prefect:
    """Knows one run, which ended in some state."""

    def __init__(self, state: StateType) -> None:
        self._state = state

    async def read_flow_run(self, number: UUID) -> Any:
        """Return the run."""
        assert number == RUN
        return SimpleNamespace(id=RUN, state=SimpleNamespace(type=self._state), deployment_id=None)


async def _nobody() -> int:
    return 0


async def _nothing() -> Mapping[str, Any]:
    return {}


@pytest.fixture
def told() -> list[tuple[str, str, str]]:
    """What staff were told."""
    return messenger.hired()


@pytest.fixture
def work(sqlite_db: Database, at_start: SetClock) -> Claim:
    """Work of one alliance that was taken up by a run of Prefect, and never settled."""
    alliances.add(factories.described("pechvogel"), by=factories.HZ)
    (work,) = dispatch.claim(lease=LEASE, limit=1)
    dispatch.note_run(work, str(RUN))
    at_start.move_to(START + LEASE)
    return work


def look_after(home: Path, state: StateType) -> int:
    """Settle the leases that are over, while the run is in this state; return how many there were."""
    chosen = Settings(home=home, language="nl", staff_channels=("chat",), backoff_seconds=())
    if not channels.names(chosen):
        channels.add(chosen, "chat", messenger.TAKES)
    client: Any = Prefect(state)
    return asyncio.run(Dispatcher(client, {}, chosen, _nobody, _nothing).look_after())


@pytest.mark.parametrize("state", [StateType.CANCELLED, StateType.FAILED, StateType.CRASHED])
def test_staff_are_told_at_once_that_an_alliance_is_set_aside(
    work: Claim, home: Path, state: StateType, told: list[tuple[str, str, str]]
) -> None:
    assert look_after(home, state) == 1
    assert overview("pechvogel").parked_reason is not None
    assert told == [
        (
            "hz",
            "Samenspel: pechvogel staat stil",
            "Er wordt niet verder aan pechvogel gewerkt. Lees waarom: samenspel status pechvogel. "
            "Daarna: samenspel alliance resume pechvogel --by STAFF",
        )
    ]
    assert look_after(home, state) == 0
    assert len(told) == 1


def test_nobody_is_told_by_whoever_came_second(
    work: Claim, home: Path, told: list[tuple[str, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    expired = dispatch.expired()
    dispatch.park(work, "another engine was first")
    monkeypatch.setattr(dispatch, "expired", lambda: expired)
    assert look_after(home, StateType.CANCELLED) == 1
    assert told == []
