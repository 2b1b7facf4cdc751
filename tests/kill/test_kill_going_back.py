"""Engines die while an alliance goes back: the old cycle stays as it was, and the new one is worked on once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.actions import alliances, decisions
from models.actions.overview import log_of, open_decisions, overview
from models.db.tables import Cycle, Deliverable, Request, Timer
from models.method.decisions import GoBackTo
from models.method.phases import Phase
from models.method.requests import RequestState, TimerState
from tests import factories
from tests.actions import seen
from tests.kill import campaign
from tests.kill.conftest import Engines
from tests.live.conftest import PrefectServer
from tests.live.waiting import until

pytestmark = [pytest.mark.live, pytest.mark.kill]

BACK = {f"weg-{to.value.replace('_', '-')}": to for to in GoBackTo if to.phase is not None}


def _fallen_short(slug: str) -> None:
    factories.brought_to(Phase.EVALUATE, slug, settings={"retract_minutes": 0, "review_letters": False})
    factories.measured(slug, 0.4)


def _columns(slug: str, cycle: int) -> list[dict[str, object]]:
    rows = seen.rows(Deliverable, slug, cycle=cycle)
    return [{column.name: getattr(row, column.name) for column in row.__table__.columns} for row in rows]


def test_going_back_holds_when_engines_die_around_it(server: PrefectServer, engines: Engines, home: Path) -> None:
    for slug in BACK:
        _fallen_short(slug)
    kept = {slug: _columns(slug, 1) for slug in BACK}
    engines.start()
    for slug, to in BACK.items():
        # A run of phase 5 is asked for, and its engine dies with it under way; the next one finds it moved on.
        alliances.agree_on(slug, by=factories.HZ, story="Wij doen dit samen met de ouders.")
        until(lambda: campaign.in_flight(server.database, datetime.now(UTC)).runs > 0, "a run under way")
        (asked,) = open_decisions(slug)
        decisions.answer(str(asked.id), factories.an_answer(go_back_to=to), via="CLI")
        engines.kill(engines.living[0])
        engines.start("created" if to is GoBackTo.CO_CREATE else "")
        if to is GoBackTo.CO_CREATE:
            engines.wait_for_end(engines.living[-1])
            engines.start()
    until(campaign.all_done, "the end of all work", 60)
    for slug, to in BACK.items():
        assert (factories.place(slug), overview(slug).parked_reason) == ((2, to.value), None)
        assert _columns(slug, 1) == kept[slug]
        assert [cycle.number for cycle in seen.rows(Cycle, slug, order="number")] == [1, 2]
        assert [e.subject for e in log_of(slug) if e.type == "cycle.opened"] == ["1", "2"]
        assert {r.state for r in seen.rows(Request, slug, cycle=1)} & {RequestState.OPEN} == set()
        assert {t.state for t in seen.rows(Timer, slug, cycle=1)} & {TimerState.WAITING} == set()
    campaign.check_letters(home)
