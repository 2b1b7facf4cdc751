"""Letters and reminders when several things happen at once, or in an order that nobody planned."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy.event import listen, remove

from models.actions import (
    announcements,
    bounces,
    decisions,
    letter_review,
    letterbox,
    mail_stops,
    post,
    reminders,
    removal,
    requests,
    retract,
    stakeholders,
    timers,
)
from models.actions.frame import act
from models.actions.revise import revise
from models.db import queries
from models.db.session import database
from models.db.tables import Contact, Event, Letter, Organisation, Request
from models.method import actors
from models.method.bounces import CameBack, Form, Report
from models.method.decisions import GoBackTo
from models.method.definition import AllianceDefinition
from models.method.errors import NotAllowed
from models.method.letters import Asking, ReConfirmationAsked
from models.method.mail import Audience
from models.method.parties import StakeholderStatus
from models.method.phases import Phase
from models.method.posting import Outcome, Result
from models.method.requests import LetterState, RequestKind
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import claim, how, open_requests, the_rest_sent
from tests.actions.test_chasing import ask, at, steps, watch
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

WHY = "Zo is het afgesproken."


@pytest.fixture
def slug() -> str:
    """An alliance whose own invitations are answered, so that only what a test asks is chased."""
    named = factories.added()
    for who in ("gemeente", "ouders", "bedrijf", "fonds"):
        stakeholders.move(named, f"{named}-{who}", StakeholderStatus.INTERESTED, by=HZ)
    the_rest_sent()
    return named


def test_a_day_that_is_moved_away_after_its_first_reminder_was_passed_over_loses_no_step(
    slug: str, at_start: SetClock
) -> None:
    number = ask(RequestKind.DELIVERABLE, due=date(2026, 3, 9), subject="d1")
    requests.move_due(slug, number, date(2026, 4, 15), by=HZ)
    watch(at_start, at(3), days=50)
    assert steps("d1") == [1, 2]
    assert seen.row(Request, slug, id=number).state == "unanswered"


def test_an_alliance_of_which_letters_may_have_left_is_not_removed(at_start: SetClock) -> None:
    named = factories.added(illustrative=False)
    claimed = claim()
    while claimed.contact is None:
        post.mark_outcome(claimed, Outcome(Result.POLICY))
        claimed = claim()
    assert post.mark_data(claimed)
    post.mark_outcome(claimed, Outcome(Result.UNCERTAIN))
    assert seen.refused(NotAllowed, lambda: removal.remove(named)) == (
        "1 letters of alliance onderwijs went to partners, so it stays; when it has ended it can be archived"
    )


def test_stopping_the_letters_of_an_alliance_is_care_and_no_work_in_the_new_cycle() -> None:
    named = factories.brought_to(Phase.EVALUATE)
    the_rest_sent()
    decisions.answer(f"new:{named}", factories.an_answer(go_back_to=GoBackTo.CO_CREATE), via="CLI")
    mail_stops.stop(named, by=HZ, reason=WHY)
    decided = seen.row(Event, named, type="decision.answered")
    assert retract.retract(int(decided.subject), by=HZ, reason=WHY) is Phase.EVALUATE


def test_a_first_letter_that_is_held_and_released_is_still_looked_at_by_somebody() -> None:
    named = factories.added(settings={"review_letters": True})
    draft = seen.rows(Letter, named, state=LetterState.DRAFT)[0].id
    letterbox.hold(named, draft, by=HZ, reason=WHY)
    letterbox.release(named, draft, by=HZ)
    assert (how(named, draft)[0], seen.row(Letter, named, id=draft).reviewed_by) in {("queued", HZ), ("draft", None)}


def test_the_day_counts_as_many_letters_in_review_as_the_review_shows() -> None:
    named = factories.added(settings={"review_letters": True})
    for line in requests.requests(named):
        requests.withdraw(named, line.id, by=HZ, reason=WHY)
    assert letter_review.waiting() == []
    assert reminders.day().in_review == 0


def test_what_staff_write_as_the_reason_for_taking_a_request_back_is_no_event(slug: str) -> None:
    number = ask()
    requests.withdraw(slug, number, by=HZ, reason="Jan de Vries is ernstig ziek.")
    assert [e.details for e in seen.rows(Event, slug) if "Jan de Vries" in str(e.details)] == []


def test_mail_that_comes_back_from_an_old_address_says_nothing_of_the_new_one(at_start: SetClock) -> None:
    named = factories.added()
    the_rest_sent()
    letter = seen.rows(Letter, named, kind="invitation")[0]
    with database().read() as session:
        key = queries.one(session, Contact, "contact", id=letter.contact_id).key

    def moved(now: AllianceDefinition) -> AllianceDefinition:
        people = tuple(
            one.model_copy(update={"email": "nieuw@example.org"}) if one.key == key else one for one in now.contacts
        )
        return now.model_copy(update={"contacts": people})

    at_start.move_to(at(3, 9))
    revise(named, moved, by=HZ)
    at_start.move_to(at(4, 9))
    came = CameBack("a" * 64, form=Form.DELIVERY, letter=letter.id, reports=(Report("failed", "5.1.1", ""),))
    assert bounces.ingest(came).contact_off is None


def test_no_reminder_to_tell_something_leaves_after_it_was_told(at_start: SetClock) -> None:
    named = factories.brought_to(Phase.IMPLEMENT)
    the_rest_sent()
    key = announcements.plan(named, Audience.OUTSIDE, "Eerste school", "Wij zijn begonnen.", on=date(2026, 3, 4), by=HZ)
    at_start.move_to(at(4, 9))
    timers.fire_due()
    announcements.change(named, key, by=HZ, title="Eerste twee scholen")
    announcements.told(named, key, by=HZ)
    (row,) = seen.rows(Letter, named, kind="announcement_due")
    assert row.state == "superseded"


def test_a_letter_that_waits_says_the_day_that_holds_when_it_leaves(slug: str, at_start: SetClock) -> None:
    number = ask(RequestKind.DELIVERABLE, due=date(2026, 3, 20), subject="d1")
    requests.move_due(slug, number, date(2026, 4, 15), by=HZ)
    content = claim().content
    assert isinstance(content, Asking)
    assert [one.due for one in content.items] == [date(2026, 4, 15)]


def test_many_letters_to_one_server_wait_a_different_time_and_are_not_all_looked_at_every_minute(
    at_start: SetClock,
) -> None:
    factories.added()
    pace = post.Pace(per_minute=60, per_domain=1)
    while post.claim_letter("engine-a", lease=timedelta(hours=1), pace=pace) is not None:
        pass
    waits = sorted(row.not_before for row in seen.rows(Letter, "onderwijs", state=LetterState.QUEUED))
    assert len(waits) >= 3
    assert [later - sooner for sooner, later in pairwise(waits)] == [timedelta(minutes=1)] * (len(waits) - 1)


def test_a_list_of_requests_takes_as_many_questions_to_the_database_however_long_it_is() -> None:
    named = factories.added()

    def asked() -> int:
        noted: list[str] = []

        def note(*call: object) -> None:
            noted.append(str(call[2]))

        listen(database().engine, "before_cursor_execute", note)
        requests.requests(named, everything=True)
        remove(database().engine, "before_cursor_execute", note)
        return len(noted)

    few = asked()
    open_requests(named, "fonds", 20, at(2, 9))
    assert asked() == few


def test_a_look_ahead_shows_a_letter_to_a_mailbox_as_one_of_its_own(slug: str, at_start: SetClock) -> None:
    with database().write() as session:
        queries.one(session, Organisation, "organisation", key="onderwijs-fonds").mailbox = "info@example.org"
    escalates = ask(subject="c1")
    ask(subject="c2")
    requests.choose_ladder(slug, escalates, ("escalate after 3 working days", "hand over after 3 days"), by=HZ)
    the_rest_sent()
    at_start.move_to(at(5, 9))
    assert [one.content.kind for one in reminders.rehearse()] == ["reminder", "escalation"]


def test_a_person_is_handed_what_a_mailbox_that_does_not_exist_could_not_be_told(slug: str, at_start: SetClock) -> None:
    number = ask()
    requests.choose_ladder(slug, number, ("escalate after 1 working day", "hand over after 1 working day"), by=HZ)
    watch(at_start, at(3), days=14)
    assert seen.row(Request, slug, id=number).state == "unanswered"


def test_a_letter_goes_to_the_address_that_holds_when_it_is_handed_over() -> None:
    named = factories.added()
    claimed = claim()
    while claimed.contact is None:
        claimed = claim()
    with database().write() as session:
        queries.one(session, Contact, "contact", key=claimed.contact).email = "nieuw@example.org"
    assert not post.mark_data(claimed)
    again = claim()
    assert (again.id, again.address) == (claimed.id, "nieuw@example.org")
    assert how(named, again.id) == ("sending", None)


def test_a_promise_that_was_asked_after_in_a_cycle_that_is_taken_back_is_not_waited_for() -> None:
    named = factories.brought_to(Phase.EVALUATE)
    the_rest_sent()
    decisions.answer(f"new:{named}", factories.an_answer(go_back_to=GoBackTo.CO_CREATE), via="CLI")
    with act(named, by=actors.CLOCK) as a:
        contact = queries.one(a.session, Contact, "contact", key=f"{named}-fonds-1")
        a.ask(
            RequestKind.RE_CONFIRMATION, "c2", contact, "Iets",
            letter=lambda items: ReConfirmationAsked(alliance="Alliantie onderwijs", items=items),
        )  # fmt: skip
    decided = seen.row(Event, named, type="decision.answered")
    retract.retract(int(decided.subject), by=HZ, reason=WHY)
    assert seen.rows(Request, named, cycle=2) == []
