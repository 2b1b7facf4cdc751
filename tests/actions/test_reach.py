"""Who cannot be written to is left alone everywhere at once: no reminder, no letter, and a person takes over."""

from datetime import timedelta

import pytest

from models.actions import reach, reminders, requests, timers
from models.actions.overview import log_of
from models.db import queries
from models.db.session import database
from models.db.tables import Letter, Request, Timer
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.mail import EmailStatus
from models.method.requests import LetterState
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import claim, sent, the_rest_sent
from tests.actions.the_fund import FONDS, its_letters, known_by_two, of_the_fund, status
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

WHY = "Wil telefonisch worden benaderd."


@pytest.mark.parametrize(
    ("to", "because"),
    [
        (EmailStatus.OPTED_OUT, "opted_out"),
        (EmailStatus.UNREACHABLE, "unreachable"),
        (EmailStatus.COMPLAINED, "complained"),
    ],
)
def test_in_every_alliance_what_was_asked_goes_to_a_person_and_no_letter_leaves(to: EmailStatus, because: str) -> None:
    known_by_two()
    found = reach.set_status(FONDS, to, by=HZ, reason=WHY)
    assert found == reach.Reach(FONDS, to, ("onderwijs", "zorg"), requests=2, letters=2)
    assert status() == (because, START, WHY)
    for slug in ("onderwijs", "zorg"):
        assert of_the_fund(slug) == [("unanswered", because, "hz")]
        assert its_letters(slug) == [("invitation", "superseded")]
        assert seen.letters(slug, kind="handed_over") == [("handed_over", "hz", "queued")]
        waiting = {timer.subject for timer in seen.rows(Timer, slug, kind="request_step", state="waiting")}
        assert str(seen.row(Request, slug, subject="onderwijs-fonds").id) not in waiting
    the_rest_sent()
    assert [one for slug in ("onderwijs", "zorg") for one in its_letters(slug) if one[1] == "sent"] == []


def test_the_log_tells_it_by_organisation_and_names_nobody() -> None:
    known_by_two()
    with seen.noting("zorg") as noted:
        reach.set_status(FONDS, EmailStatus.OPTED_OUT, by=HZ, reason=f"{factories.PLANTED_NAME} wil het niet.")
    assert noted == [("contact.opted_out", "onderwijs-fonds"), ("request.stopped", "onderwijs-fonds")]
    told = str([(event.subject, event.details) for event in log_of("zorg")])
    assert factories.PLANTED_NAME not in told


@pytest.mark.parametrize("steps", range(4))
def test_whoever_wishes_no_more_letters_gets_none_from_then_on(at_start: SetClock, steps: int) -> None:
    slug = factories.added()
    for _ in range(steps):
        the_rest_sent()
        at_start.move_to(at_start.now() + timedelta(days=5))
        clock_done()
    before = len([one for one in its_letters(slug) if one[1] == "sent"])
    reach.set_status(FONDS, EmailStatus.OPTED_OUT, by=HZ, reason=WHY)
    for _ in range(6):
        the_rest_sent()
        at_start.move_to(at_start.now() + timedelta(days=8))
        clock_done()
    assert len([one for one in its_letters(slug) if one[1] == "sent"]) == before
    assert of_the_fund(slug)[0][0] in {"unanswered", "lapsed"}
    assert len([one for one in seen.letters(slug) if one[1] != FONDS and one[0] == "reminder"]) > 0


def clock_done() -> None:
    """Let the clock do what is due."""
    while timers.fire_due() or reminders.take_due():
        pass


def test_a_letter_on_its_way_is_left_to_the_post_and_everything_else_stays_here() -> None:
    slug = factories.added()
    while (on_its_way := claim()).contact != FONDS:
        sent(on_its_way)
    reach.set_status(FONDS, EmailStatus.OPTED_OUT, by=HZ, reason=WHY)
    assert its_letters(slug) == [("invitation", "sending")]
    for state in (LetterState.DRAFT, LetterState.QUEUED, LetterState.HELD, LetterState.FAILED):
        reach.opt_in(FONDS, by=HZ, reason=WHY)
        with database().write() as session:
            queries.one(session, Letter, "letter", id=on_its_way.id).state = state
        reach.set_status(FONDS, EmailStatus.OPTED_OUT, by=HZ, reason=WHY)
        assert its_letters(slug) == [("invitation", "superseded")]


def test_who_can_be_written_to_again_is_asked_nothing_anew_until_somebody_does() -> None:
    slug = factories.added()
    reach.set_status(FONDS, EmailStatus.UNREACHABLE, by=HZ, reason=WHY)
    with seen.noting(slug) as noted:
        assert reach.reachable(FONDS, by=HZ, reason="Het adres is hersteld.") == reach.Reach(
            FONDS, EmailStatus.OK, (slug,), requests=0, letters=0
        )
        factories.drain()
    assert noted == [("contact.reachable", "onderwijs-fonds")]
    assert status() == ("ok", START, "Het adres is hersteld.")
    assert of_the_fund(slug) == [("unanswered", "unreachable", "hz")]
    requests.again(slug, seen.row(Request, slug, subject="onderwijs-fonds").id, by=HZ)
    assert [state for state, *_ in of_the_fund(slug)] == ["withdrawn", "open"]


def test_trying_changes_nothing() -> None:
    known_by_two()
    before = (status(), seen.everywhere(Letter), len(log_of("zorg")))
    tried = reach.set_status(FONDS, EmailStatus.OPTED_OUT, by=HZ, reason=WHY, dry_run=True)
    assert (tried.requests, tried.letters) == (2, 2)
    after = (status(), seen.everywhere(Letter), len(log_of("zorg")))
    assert [(row.id, row.state) for row in before[1]] == [(row.id, row.state) for row in after[1]]
    assert (before[0], before[2], of_the_fund("zorg")) == (after[0], after[2], [("open", None, None)])


def test_what_does_not_follow_is_refused_and_says_how_it_stands() -> None:
    factories.added()
    reach.set_status(FONDS, EmailStatus.OPTED_OUT, by=HZ, reason=WHY)
    told = [
        seen.refused(NotAllowed, lambda: reach.set_status(FONDS, EmailStatus.OPTED_OUT, by=HZ, reason=WHY)),
        seen.refused(NotAllowed, lambda: reach.set_status(FONDS, EmailStatus.UNREACHABLE, by=HZ, reason=WHY)),
        seen.refused(NotAllowed, lambda: reach.reachable(FONDS, by=HZ, reason=WHY)),
    ]
    behind = "; see: samenspel contact show onderwijs onderwijs-fonds-1"
    assert told == [
        f"contact onderwijs-fonds-1 is opted_out, and cannot become {to} by this{behind}"
        for to in ("opted_out", "unreachable", "ok")
    ]
    reach.set_status(FONDS, EmailStatus.COMPLAINED, by=HZ, reason=WHY)
    reach.opt_in(FONDS, by=HZ, reason=WHY)
    assert status()[0] == "ok"
    assert seen.refused(NotAllowed, lambda: reach.opt_in(FONDS, by=HZ, reason=WHY)) == (
        f"contact onderwijs-fonds-1 is ok, and cannot become ok by this{behind}"
    )


def test_a_contact_that_nobody_knows_and_a_reason_that_says_nothing_are_refused() -> None:
    factories.added()
    assert (
        seen.refused(NotFound, lambda: reach.set_status("niemand", EmailStatus.OPTED_OUT, by=HZ, reason=WHY))
        == "no alliance knows a contact 'niemand'; see: samenspel contact list SLUG"
    )
    assert seen.refused(BadInput, lambda: reach.opt_in(FONDS, by=HZ, reason="omdat")) == (
        "the reason for whether somebody is written to needs at least 10 characters; this has 5"
    )
