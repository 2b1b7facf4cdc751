"""A day by which something is asked counts until it is over in Amsterdam, also where the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.actions import requests, timers
from models.actions.frame import act
from models.db import queries
from models.db.tables import Contact, Letter, Request
from models.method import actors
from models.method.letters import DeliverableAsked, Item
from models.method.letters import Letter as LetterContent
from models.method.requests import RequestKind
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import the_rest_sent
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


def asked(due_at: datetime) -> tuple[str, int]:
    """Ask the fund for something by a moment; return its alliance and the number of the request."""
    slug = factories.added()

    def letter(items: tuple[Item, ...]) -> LetterContent:
        return DeliverableAsked(alliance="Alliantie onderwijs", phase_label="Verkennen", items=items)

    with act(slug, by=actors.CLOCK) as a:
        contact = queries.one(a.session, Contact, "contact", key=f"{slug}-fonds-1")
        a.ask(RequestKind.DELIVERABLE, "solution_design", contact, "een ontwerp", letter=letter, due_at=due_at)
    the_rest_sent()
    return slug, seen.row(Request, slug, subject="solution_design").id


def utc(text: str) -> datetime:
    """Return a moment that is written in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("due_at", "day", "taken_over"),
    [
        ("2026-03-26 22:59", date(2026, 3, 26), "2026-03-27 08:00"),
        ("2026-03-26 23:01", date(2026, 3, 27), "2026-03-30 07:00"),
        # On Sunday 29 March and 25 October the clocks change; what is due on a Sunday is still in time on it.
        ("2026-03-29 21:59", date(2026, 3, 29), "2026-03-30 07:00"),
        ("2026-03-29 22:01", date(2026, 3, 30), "2026-03-31 07:00"),
        ("2026-10-24 22:01", date(2026, 10, 25), "2026-10-26 08:00"),
        ("2026-10-25 23:01", date(2026, 10, 26), "2026-10-27 08:00"),
    ],
)
def test_a_last_day_is_named_in_the_letter_and_counts_until_midnight_in_amsterdam(
    due_at: str, day: date, taken_over: str, at_start: SetClock
) -> None:
    at_start.move_to(utc(due_at) - timedelta(days=20))
    slug, number = asked(utc(due_at))
    letter = seen.row(Letter, slug, kind="deliverable_asked")
    assert [item["due"] for item in letter.context["items"]] == [day.isoformat()]
    at_start.move_to(utc(taken_over) - timedelta(seconds=1))
    timers.fire_due()
    assert requests.request(slug, number).request.state == "open"
    at_start.move_to(utc(taken_over))
    timers.fire_due()
    line = requests.request(slug, number).request
    assert (line.state, line.stopped_reason, line.stopped_at) == ("unanswered", "deadline_passed", utc(taken_over))


def test_a_last_day_that_is_moved_to_today_counts_until_today_is_over(at_start: SetClock) -> None:
    slug, number = asked(utc("2026-03-26 16:00"))
    at_start.move_to(utc("2026-03-24 21:00"))
    requests.move_due(slug, number, date(2026, 3, 24), by=HZ)
    at_start.move_to(utc("2026-03-24 22:59"))
    timers.fire_due()
    assert requests.request(slug, number).request.state == "open"
    at_start.move_to(utc("2026-03-25 08:00"))
    timers.fire_due()
    assert requests.request(slug, number).request.state == "unanswered"
