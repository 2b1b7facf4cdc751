"""The scheduled flow that reminds: its run says of how much was reminded, its page of what, and who is next."""

import asyncio
from datetime import UTC, datetime

import pytest
from prefect.client.orchestration import get_client

from flows.remind_partners import remind_partners
from models.db.tables import Letter
from samenspel import clock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import the_rest_sent
from tests.conftest import START
from tests.live.conftest import PrefectServer
from tests.live.engine import LIVE

pytestmark = [*LIVE, pytest.mark.usefixtures("sqlite_db")]

#: Nine in the morning of the third working day after the invitations.
DUE = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


def _invited() -> None:
    factories.added("herinnerd")
    the_rest_sent()


async def test_the_run_reminds_everybody_once_and_shows_who_was_reminded(prefect_server: PrefectServer) -> None:
    hands = clock.SetClock(START)
    with clock.using(hands):
        await asyncio.to_thread(_invited)
        hands.move_to(DUE)
        states = [await remind_partners(return_state=True) for _ in range(2)]
    assert [state.message for state in states] == ["reminders: 4", "reminders: 0"]
    assert len(seen.rows(Letter, "herinnerd", kind="reminder")) == 4
    async with get_client() as client:
        found = await client.request(
            "POST", "/artifacts/filter", json={"artifacts": {"key": {"any_": ["reminders"]}}, "sort": "CREATED_DESC"}
        )
    page = found.json()[0]["data"]
    assert "| herinnerd | Fonds Voorbeeld | uitnodiging | herinnerd-fonds | 1 | in de wachtrij |" in page
    assert "| 12-03-2026 09:00 | herinnerd | Fonds Voorbeeld | uitnodiging |" in page
    assert "Brieven die op goedkeuring wachten: 0. Brieven die niet weg konden: 0." in page
    assert factories.PLANTED_NAME not in page
