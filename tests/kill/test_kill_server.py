"""The Prefect server is killed under runs; what happens meanwhile is not lost, and is applied once."""

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.kill import campaign
from tests.kill.campaign import InFlight
from tests.kill.conftest import Engines
from tests.live.conftest import PrefectServer
from tests.live.waiting import until

pytestmark = [pytest.mark.live, pytest.mark.kill]

#: So many kills of the engine go on one of the server, which takes far longer to start.
ENGINE_KILLS_PER_SERVER_KILL = 13


def test_whatever_happens_is_applied_once_however_often_the_server_is_killed(
    server: PrefectServer, engines: Engines, home: Path, kills: int, dice: random.Random
) -> None:
    slugs = campaign.prepare()
    planned = campaign.happenings(slugs)
    rounds = max(1, kills // ENGINE_KILLS_PER_SERVER_KILL)
    share = len(planned) // rounds
    hit: list[InFlight] = []
    began = time.monotonic()
    engines.start()
    for number in range(rounds):
        part = planned[number * share : (number + 1) * share if number + 1 < rounds else None]
        for one in part[: share // 2]:
            one.deliver_twice()
        hit.append(_kill_in_flight(server, slugs, dice))
        # People go on with their work while Prefect is away.
        for one in part[share // 2 :]:
            one.deliver_twice()
        server.restart()
    until(campaign.all_done, "the end of all work", 60)
    sys.stdout.write(f"{campaign.told(hit)} in {time.monotonic() - began:.0f} s\n")
    campaign.check(slugs, planned, home)
    assert [moment.leases > 0 and moment.runs > 0 for moment in hit] == [True] * rounds


def _kill_in_flight(server: PrefectServer, slugs: list[str], dice: random.Random) -> InFlight:
    """Kill the server at some moment of a run; return what that hits."""
    since, later = datetime.now(UTC), dice.randrange(6)
    pid = server.child.pid
    assert pid is not None
    found: list[InFlight] = []

    def look() -> bool:
        nonlocal later
        if campaign.all_done():
            campaign.stir(dice.choice(slugs))
        # It stands still while we count, so that what is counted is what the kill hits.
        os.kill(pid, signal.SIGSTOP)
        moment = campaign.in_flight(server.database, since)
        later -= bool(moment.leases and moment.runs)
        if later < 0:
            found.append(moment)
            return True
        os.kill(pid, signal.SIGCONT)
        return False

    until(look, "a run under way", 60)
    server.kill()
    return found[0]
