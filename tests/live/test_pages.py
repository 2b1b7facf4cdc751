"""What operations read in Prefect: the pages, written when something changed, and the feed, with everything once."""

import asyncio
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.orchestration import PrefectClient, get_client

from deployments.artifacts import Artifacts
from deployments.engine_loops import ensure
from deployments.mirror import mirror
from models.actions import need
from models.actions.overview import log_of, open_decisions
from models.db import queries
from models.db.session import database
from models.db.tables import Cursor
from models.method.phases import Phase
from tests import factories
from tests.live.conftest import PrefectServer
from tests.live.engine import LIVE, settings_for
from tests.live.waiting import eventually

pytestmark = [*LIVE, pytest.mark.usefixtures("sqlite_db")]


async def test_the_pages_are_written_when_something_changed_and_not_otherwise(
    prefect_server: PrefectServer, home: Path
) -> None:
    await asyncio.to_thread(factories.added, "bladzijde")
    chosen = settings_for(prefect_server, home)
    async with get_client() as client:
        form = (await ensure(client, chosen))["decide"].id
        pages = Artifacts(client, form, chosen)
        await pages.refresh()
        assert await pages.refresh() == 0
        assert len(await _versions(client, "alliance-bladzijde")) == 1
        await asyncio.to_thread(need.score_need, "bladzijde", {"urgentie": 5}, by=factories.HZ)
        # The alliance's own page only: the lines of the portfolio stay the same.
        assert (await pages.refresh(), await pages.refresh()) == (1, 0)
        # An engine that starts anew finds them as they should be.
        assert await Artifacts(client, form, chosen).refresh() == 0
        assert len(await _versions(client, "alliance-bladzijde")) == 2


async def test_an_open_decision_stands_on_its_page_with_a_link_to_the_form(
    prefect_server: PrefectServer, home: Path
) -> None:
    await asyncio.to_thread(factories.brought_to, Phase.EVALUATE, "met-besluit")
    await asyncio.to_thread(factories.measured, "met-besluit", 0.4)
    (asked,) = open_decisions("met-besluit")
    chosen = settings_for(prefect_server, home)
    async with get_client() as client:
        form: UUID = (await ensure(client, chosen))["decide"].id
        await Artifacts(client, form, chosen).refresh()
        newest = (await _versions(client, "open-decisions"))[-1]
        portfolio = (await _versions(client, "portfolio"))[-1]
        evaluated = (await _versions(client, "evaluation-met-besluit"))[-1]
        own = (await _versions(client, "alliance-met-besluit"))[-1]
    assert evaluated.startswith("# Evaluatie Alliantie met-besluit\n")
    assert f"[De laatste evaluatie]({chosen.ui_url}/v2/artifacts/key/evaluation-met-besluit)" in own
    link = f"{chosen.ui_url}/v2/deployments/deployment/{form}/run?parameters=%7B%22decision%22%3A%20%22{asked.id}%22%7D"
    answers = "`go_back` → co_create | `go_back`, `secure_anyway`, `measure_again`, `stop` |"
    line = f"| [{asked.id} beantwoorden]({link}) | met-besluit | evaluatie (onvoldoende impact) | 40% | {answers}"
    assert line in newest
    assert f"[Alliantie met-besluit]({chosen.ui_url}/v2/artifacts/key/alliance-met-besluit)" in portfolio


async def test_events_stand_in_the_feed_once_although_they_were_shown_twice(
    prefect_server: PrefectServer, home: Path
) -> None:
    await asyncio.to_thread(factories.added, "tweemaal")
    happened = [f"samenspel.{e.type}" for e in log_of("tweemaal")]
    async with get_client() as client:
        assert await mirror(client) == len(happened)
        assert await mirror(client) == 0
        # As after a crash between showing and remembering.
        await asyncio.to_thread(_forget_the_cursor)
        assert await mirror(client) == len(happened)
        await asyncio.to_thread(need.score_need, "tweemaal", {"urgentie": 5}, by=factories.HZ)
        assert await mirror(client) == 1
        # The last one stands behind all others, so that these have had their second chance when it is there.
        shown = await eventually(lambda: _feed_with(client, "tweemaal", "samenspel.need.scored"), "the last event")
    assert sorted(shown) == sorted([*happened, "samenspel.need.scored"])


async def _versions(client: PrefectClient, key: str) -> list[str]:
    """Return what was written under a key, the oldest first."""
    asked = {"artifacts": {"key": {"any_": [key]}}, "sort": "CREATED_DESC", "limit": 200}
    found = (await client.request("POST", "/artifacts/filter", json=asked)).json()
    return [str(page["data"]) for page in reversed(found)]


async def _feed_with(client: PrefectClient, alliance: str, last: str) -> list[str] | None:
    """Return the kinds of events in the feed about an alliance, as soon as ``last`` is among them."""
    about = {"resource": {"id": [f"samenspel.alliance.{alliance}"]}}
    found = await client.request("POST", "/events/filter", json={"filter": about, "limit": 50})
    kinds = [str(event["event"]) for event in found.json()["events"]]
    return kinds if last in kinds else None


def _forget_the_cursor() -> None:
    with database().write() as session:
        session.delete(queries.one(session, Cursor, "cursor", name="prefect-feed"))
