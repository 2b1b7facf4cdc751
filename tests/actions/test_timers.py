"""What a clock does: reminders up to a person, dates that say so and move nothing, after-care that outlives the end."""

from datetime import UTC, datetime, timedelta

import pytest

from models.actions import timers
from models.actions.overview import open_decisions
from models.db import queries
from models.db.session import database
from models.db.tables import Letter, LetterItem, Timer
from models.method.phases import Phase
from models.method.requests import TimerKind
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import the_rest_sent

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("db", "at_start")]

FONDS = "onderwijs-fonds"


def reminders(slug: str) -> int:
    """Return how many reminders were written."""
    return len(seen.letters(slug, kind="reminder"))


def test_the_ladder_goes_up_to_a_person_and_ends_there(at_start: SetClock) -> None:
    slug = factories.added()
    the_rest_sent()
    (step,) = seen.rows(Timer, slug, kind="request_step", subject="4")
    # Asked on Monday 2 March at noon: three working days later at nine in the morning, in Amsterdam.
    assert step.due_at == datetime(2026, 3, 5, 8, 0, tzinfo=UTC)

    moments = []
    for _ in range(3):
        (step,) = [t for t in seen.rows(Timer, slug, kind="request_step", subject="4") if t.state == "waiting"]
        moments.append(step.due_at)
        at_start.move_to(step.due_at)
        timers.fire_due()
        the_rest_sent()
    assert moments == [
        datetime(2026, 3, 5, 8, 0, tzinfo=UTC),
        datetime(2026, 3, 12, 8, 0, tzinfo=UTC),
        datetime(2026, 3, 17, 8, 0, tzinfo=UTC),
    ]
    assert seen.asked(slug, subject=FONDS) == [("invitation", FONDS, "unanswered")]
    assert reminders(slug) == 8
    assert seen.letters(slug, kind="handed_over") == [("handed_over", "hz", "sent")]
    at_start.move_to(at_start.now() + timedelta(days=30))
    with seen.noting(slug) as happened:
        assert timers.fire_due() == 0
    assert happened == []


def test_a_timer_fires_once_however_often_it_is_fired(at_start: SetClock) -> None:
    slug = factories.added()
    the_rest_sent()
    at_start.move_to(at_start.now() + timedelta(days=4))
    (step,) = seen.rows(Timer, slug, kind="request_step", subject="4")
    with seen.noting(slug) as happened:
        assert (timers.fire(slug, step.id), timers.fire(slug, step.id)) == (True, False)
    assert happened == [("request.reminded", FONDS)]
    with database().read() as session:
        assert queries.count(session, LetterItem, request_id=4) == 2


def test_a_timer_does_not_fire_before_its_moment(at_start: SetClock) -> None:
    slug = factories.added()
    (step,) = seen.rows(Timer, slug, kind="request_step", subject="4")
    at_start.move_to(step.due_at - timedelta(seconds=1))
    assert (timers.fire(slug, step.id), timers.fire(slug, 999)) == (False, False)
    at_start.move_to(step.due_at)
    assert timers.fire(slug, step.id) is True


def test_reminders_missed_in_an_outage_become_one(at_start: SetClock) -> None:
    slug = factories.added()
    the_rest_sent()
    at_start.move_to(at_start.now() + timedelta(days=60))
    timers.fire_due()
    timers.fire_due()
    assert reminders(slug) == 4


def test_a_date_that_is_due_tells_staff_and_moves_no_phase(at_start: SetClock) -> None:
    slug = factories.added()
    at_start.move_to(at_start.now() + timedelta(days=84))
    with seen.noting(slug) as happened:
        timers.fire_due()
        factories.drain()
    assert ("gate.due", "explore") in happened
    assert factories.place(slug) == (1, "explore")
    (letter,) = seen.rows(Letter, slug, kind="gate_due")
    assert letter.context["missing"] == [
        "afwegingskader voor noodzaak opzetten alliantie",
        "situatieanalyse",
        "overzicht van het stakeholdersveld",
        "go of no-go",
    ]


def test_an_open_decision_is_brought_up_once_more_when_it_is_due(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    before = len(seen.letters(slug, kind="decision_open"))
    at_start.move_to(at_start.now() + timedelta(days=14))
    timers.fire_due()
    timers.fire_due()
    assert len(seen.letters(slug, kind="decision_open")) == before + 1
    assert len(open_decisions(slug)) == 1


def test_secured_impact_is_looked_at_again_after_six_twelve_and_twenty_four_months(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    factories.secured(slug)
    due = [t.due_at for t in seen.rows(Timer, slug, kind="after_care")]
    assert due == [
        datetime(2026, 9, 2, 11, 0, tzinfo=UTC),
        datetime(2027, 3, 2, 11, 0, tzinfo=UTC),
        datetime(2028, 3, 2, 11, 0, tzinfo=UTC),
    ]
    at_start.move_to(due[2])
    with seen.noting(slug) as happened:
        assert timers.fire_due() == 3
    assert happened == [("after_care.due", "secured")] * 3
    assert factories.place(slug) is None


def test_one_timer_that_cannot_be_fired_holds_up_none_of_the_others(
    at_start: SetClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    slug = factories.added()
    factories.added("zorg")
    the_rest_sent()

    def breaks(*_: object) -> None:
        raise RuntimeError("zwaantje@example.org")

    # Nobody is reminded on the day that the gate is due, which is Whit Monday.
    at_start.move_to(at_start.now() + timedelta(days=85))
    monkeypatch.setitem(timers.FIRES, TimerKind.GATE_DUE, breaks)
    assert timers.fire_due() == 8
    assert [record.getMessage() for record in caplog.records] == [
        f"timer {seen.row(Timer, name, kind='gate_due').id} of {name} cannot be fired: RuntimeError"
        for name in (slug, "zorg")
    ]
    assert seen.timers(slug, kind="gate_due") == [("gate_due", "explore", 1, "waiting")]
