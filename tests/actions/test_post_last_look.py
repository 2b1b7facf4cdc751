"""What happened until the last moment counts: nobody is written to who answered, left, sleeps or must not be."""

from datetime import UTC, datetime, timedelta

import pytest

from models.actions import mail_stops, post, stakeholders
from models.db import queries
from models.db.session import database
from models.db.tables import Contact, Letter, Organisation
from models.method.letters import OpenItems
from models.method.mail import EmailStatus
from models.method.parties import StakeholderStatus
from models.method.posting import Outcome, Result, wait_after
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import (
    LEASE,
    answered,
    claim,
    how,
    open_requests,
    reminder,
    sent,
    the_rest_sent,
    tries,
)
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (EmailStatus.UNREACHABLE, "its recipient cannot be reached"),
        (EmailStatus.OPTED_OUT, "its recipient asked not to be written to"),
        (EmailStatus.COMPLAINED, "its recipient complained about letters"),
    ],
)
def test_nobody_is_written_to_who_cannot_be_or_does_not_want_it(status: EmailStatus, reason: str) -> None:
    slug = factories.added()
    first = claim()
    with database().write() as session:
        queries.one(session, Contact, "contact", key=f"{slug}-gemeente-1").email_status = status
    assert claim().address == f"ouders.{factories.PLANTED_ADDRESS}"
    assert how(slug, first.id + 1) == ("superseded", reason)


def test_a_letter_to_the_mailbox_of_an_organisation_goes_there_whatever_the_person_can_be_told() -> None:
    slug = factories.added()
    with database().write() as session:
        queries.one(session, Letter, "letter", id=2).to_mailbox = True
        queries.one(session, Letter, "letter", id=3).to_mailbox = True
        queries.one(session, Contact, "contact", key=f"{slug}-gemeente-1").email_status = EmailStatus.UNREACHABLE
        organisation = queries.one(session, Organisation, "organisation", key=f"{slug}-gemeente")
        organisation.mailbox = "info@gemeente.example.org"
    claim()
    claimed = claim()
    assert (claimed.id, claimed.name, claimed.address, claimed.contact) == (
        2,
        "Gemeente Voorbeeld",
        "info@gemeente.example.org",
        None,
    )
    assert claim().id == 4
    assert how(slug, 3) == ("held", "onderwijs-ouders has no mailbox of its own")


def test_what_happens_between_claiming_and_handing_over_still_counts() -> None:
    slug = factories.added()
    first, second, third = claim(), claim(), claim()
    stakeholders.move(slug, "onderwijs-gemeente", StakeholderStatus.INTERESTED, by=HZ)
    with database().write() as session:
        queries.one(session, Contact, "contact", key=f"{slug}-ouders-1").email_status = EmailStatus.OPTED_OUT
    assert [post.mark_data(one) for one in (first, second, third)] == [True, False, False]
    assert [how(slug, one.id)[0] for one in (first, second, third)] == ["sending", "queued", "queued"]
    assert claim().address == f"bedrijf.{factories.PLANTED_ADDRESS}"
    assert [how(slug, one.id)[0] for one in (second, third)] == ["superseded", "superseded"]
    mail_stops.stop(None, by=HZ, reason="Verkeerde bijlage in de brieven.")
    assert post.claim_letter("engine-a", lease=LEASE) is None


def test_a_stop_catches_what_was_claimed_and_not_yet_handed_over() -> None:
    slug = factories.added()
    claimed = claim()
    mail_stops.stop(slug, by=HZ, reason="Verkeerde bijlage in de brieven.")
    assert post.mark_data(claimed) is False
    assert tries(claimed.id) == [(1, "aborted")]
    assert post.claim_letter("engine-a", lease=LEASE) is None
    mail_stops.lift(slug, by=HZ)
    assert claim().id == claimed.id


def test_nobody_is_chased_at_night_or_on_a_day_off(at_start: SetClock) -> None:
    slug = factories.added()
    the_rest_sent()
    (asked,) = open_requests(slug, "gemeente", 1, at_start.now())
    friday_evening = datetime(2026, 3, 6, 19, 30, tzinfo=UTC)
    number = reminder(slug, "gemeente", asked, at=friday_evening)
    at_start.move_to(friday_evening)
    assert post.claim_letter("engine-a", lease=LEASE) is None
    row = seen.row(Letter, slug, id=number)
    assert (row.state.value, row.not_before) == ("queued", datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
    at_start.move_to(row.not_before)
    assert claim().id == number


def test_letters_that_ask_for_the_first_time_leave_at_any_hour(at_start: SetClock) -> None:
    factories.added()
    at_start.move_to(datetime(2026, 3, 7, 23, 0, tzinfo=UTC))
    the_rest_sent()
    assert {row.state.value for row in seen.everywhere(Letter)} == {"sent"}


def test_one_person_gets_one_letter_and_the_others_have_left_in_it(at_start: SetClock) -> None:
    slug = factories.added()
    the_rest_sent()
    asked = open_requests(slug, "gemeente", 4, at_start.now())
    first = reminder(slug, "gemeente", asked[0], at=at_start.now())
    second = reminder(slug, "gemeente", asked[1], at=at_start.now())
    answered_one = reminder(slug, "gemeente", asked[2], at=at_start.now())
    elsewhere = reminder(slug, "fonds", asked[3], at=at_start.now())
    answered(asked[2])
    claimed = claim()
    assert (claimed.id, type(claimed.content)) == (first, OpenItems)
    assert [how(slug, one)[0] for one in (first, second, answered_one)] == ["sending", "sending", "superseded"]
    assert claim().id == elsewhere
    assert post.claim_letter("engine-b", lease=LEASE) is None
    assert sent(claimed) is True
    assert [how(slug, one) for one in (first, second)] == [
        ("sent", None),
        ("sent", f"left together with letter {first}"),
    ]
    assert seen.row(Letter, slug, id=second).sent_at == at_start.now()


def test_letters_that_surely_did_not_leave_as_one_are_free_again(at_start: SetClock) -> None:
    slug = factories.added()
    the_rest_sent()
    asked = open_requests(slug, "gemeente", 2, at_start.now())
    numbers = [reminder(slug, "gemeente", one, at=at_start.now()) for one in asked]
    claimed = claim()
    assert post.mark_outcome(claimed, Outcome(Result.TEMPORARY, 451)) == "queued"
    rows = [seen.row(Letter, slug, id=one) for one in numbers]
    assert [(row.state.value, row.joined_to, row.not_before - at_start.now()) for row in rows] == [
        ("queued", None, wait_after(claimed.id, 1))
    ] * 2
    at_start.move_to(rows[0].not_before)
    assert (claim().id, [how(slug, one)[0] for one in numbers]) == (claimed.id, ["sending", "sending"])
    # An engine that died before it handed them over did not send them either.
    at_start.move_to(at_start.now() + LEASE)
    answered(asked[0])
    assert (claim().id, how(slug, numbers[0])[0]) == (numbers[1], "superseded")


def test_letters_that_may_have_left_as_one_stay_one_and_are_kept_each_for_itself(at_start: SetClock) -> None:
    slug = factories.added()
    the_rest_sent()
    asked = open_requests(slug, "gemeente", 3, at_start.now())
    numbers = [reminder(slug, "gemeente", one, at=at_start.now()) for one in asked[:2]]
    first = claim()
    assert post.mark_data(first) is True
    assert post.mark_outcome(first, Outcome(Result.UNCERTAIN)) == "queued"
    at_start.move_to(at_start.now() + timedelta(minutes=2))
    newer = reminder(slug, "gemeente", asked[2], at=at_start.now())
    again = claim()
    assert (again.id, again.content) == (first.id, first.content)
    assert post.mark_data(again) is True
    assert post.mark_outcome(again, Outcome(Result.UNCERTAIN)) == "held"
    assert [how(slug, one) for one in numbers] == [
        ("held", "nobody knows whether it left"),
        ("held", f"it may have left together with letter {first.id}"),
    ]
    assert claim().id == newer
