"""Engines are killed again and again while things happen twice; afterwards everything was applied once, in order."""

import random
import sys
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.actions import alliances
from tests import factories
from tests.kill import campaign
from tests.kill.campaign import Happening, InFlight
from tests.kill.conftest import Engines
from tests.live.conftest import PrefectServer
from tests.live.waiting import until

pytestmark = [pytest.mark.live, pytest.mark.kill]

#: Where an engine can be told to end itself.
POINTS = ("claimed", "created", "retried", "letter_claimed", "letter_out")


def test_whatever_happens_is_applied_once_however_often_the_engine_is_killed(
    server: PrefectServer, engines: Engines, home: Path, kills: int, dice: random.Random
) -> None:
    slugs = campaign.prepare()
    planned = campaign.happenings(slugs)
    at_random = kills - kills // 4
    points = iter(kills // 4 * POINTS)
    delivered = 0
    hit: list[InFlight] = []
    began = time.monotonic()
    engines.start()
    for number in range(at_random):
        delivered = _deliver(planned, delivered, (number + 1) / at_random)
        present = engines.living[-1]
        # By turns nobody is left, and another one is at work already.
        if number % 2:
            engines.start()
        hit.append(_kill_in_flight(engines, present, server, slugs, dice))
        if number % 3 == 2 and len(hit) < kills - (at_random - number - 1):
            hit.append(_die_at(next(points), engines, server, slugs, dice))
        if not engines.living:
            engines.start()
    until(campaign.all_done, "the end of all work", 60)
    sys.stdout.write(f"{campaign.told(hit)} in {time.monotonic() - began:.0f} s\n")
    campaign.check(slugs, planned, home)
    assert len(hit) == kills
    assert [moment.leases + moment.letters > 0 for moment in hit] == [True] * kills
    assert sum(moment.runs > 0 for moment in hit) >= at_random


def _deliver(planned: list[Happening], delivered: int, share: float) -> int:
    """Let things happen, each twice, until this share of all has; return how many have."""
    wanted = round(len(planned) * share)
    for one in planned[delivered:wanted]:
        one.deliver_twice()
    return wanted


def _kill_in_flight(
    engines: Engines, pid: int, server: PrefectServer, slugs: list[str], dice: random.Random
) -> InFlight:
    """Kill the engine at some moment at which it has a run under way; return what that hits."""
    since = datetime.now(UTC)
    later = looks = dice.randrange(25)
    found: list[InFlight] = []

    def look() -> bool:
        nonlocal later
        if campaign.all_done():
            campaign.stir(dice.choice(slugs))
        # It stands still while we count, so that what is counted is what the kill hits.
        engines.freeze(pid)
        moment = campaign.in_flight(server.database, since)
        busy = bool(moment.leases and moment.runs)
        # The looks count from the first run on, so that some engines come to the end of several runs before they die.
        later -= busy or later < looks
        if busy and later < 0:
            found.append(moment)
            return True
        engines.thaw(pid)
        return False

    until(look, "a run under way", 60)
    engines.kill(pid)
    return found[0]


def _die_at(point: str, engines: Engines, server: PrefectServer, slugs: list[str], dice: random.Random) -> InFlight:
    """Have an engine end itself at a point; return what was under way then."""
    engines.kill_all()
    if point == "retried":
        _kill_in_flight(engines, engines.start(), server, slugs, dice)
    # A new alliance brings work and letters.
    alliances.add(factories.described(f"nieuw-{uuid.uuid4().hex[:8]}"), by=factories.HZ)
    began = datetime.now(UTC)
    engines.wait_for_end(engines.start(crash_at=point))
    return campaign.in_flight(server.database, began)
