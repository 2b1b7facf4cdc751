"""A letter's way out: one per person, claimed once, guarded at the last moment, every try kept."""

from datetime import UTC, datetime, timedelta

import pytest

from models.actions import post, stakeholders
from models.db import mail_queries, queries
from models.db.session import database
from models.db.tables import Attempt, Letter
from models.method.letters import Announcement, Invitation, PhaseOpened, Thanks
from models.method.parties import StakeholderStatus
from models.method.posting import Outcome, Result, wait_after
from models.method.requests import LetterState
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
    spoil,
    the_rest_sent,
    told,
    tries,
)
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


def test_letters_leave_in_the_order_they_were_written_each_once() -> None:
    slug = factories.added()
    first = claim()
    assert (type(first.content), first.name, first.address, first.language) == (
        PhaseOpened,
        "Hanna Zomer",
        "hz@example.org",
        "nl",
    )
    second = claim("engine-b")
    assert isinstance(second.content, Invitation)
    assert (second.name, second.address) == (
        factories.PLANTED_NAME,
        f"gemeente.{factories.PLANTED_ADDRESS}",
    )
    assert post.mark_sent(first, subject="Verkennen", text="De tekst.") is True
    row = seen.row(Letter, slug, id=first.id)
    assert (row.state.value, row.subject, row.text, row.owner, row.lease_until) == (
        "sent",
        "Verkennen",
        "De tekst.",
        None,
        None,
    )
    assert (tries(first.id), tries(second.id)) == ([(1, "sent")], [(1, None)])


def test_keys_name_alliance_recipient_kind_and_day_and_count_on() -> None:
    slug = factories.added()
    factories.explored(slug)
    keys = [letter.key for letter in seen.rows(Letter, slug, kind="phase_opened")]
    assert keys == ["onderwijs:staff-hz:phase_opened:2026-03-02:1", "onderwijs:staff-hz:phase_opened:2026-03-02:2"]


def test_a_letter_whose_every_item_is_settled_is_put_aside_and_says_why() -> None:
    slug = factories.added()
    claim()
    stakeholders.move(slug, "onderwijs-gemeente", StakeholderStatus.INTERESTED, by=HZ)
    assert claim().address == f"ouders.{factories.PLANTED_ADDRESS}"
    row = seen.rows(Letter, slug, kind="invitation")[0]
    assert (row.state.value, row.reason) == ("superseded", "everything it asks was settled before it left")


def test_a_settled_item_is_taken_out_of_a_letter_that_asks_for_more(at_start: SetClock) -> None:
    slug = factories.added()
    the_rest_sent()
    first, second = open_requests(slug, "gemeente", 2, at_start.now())
    number = reminder(slug, "gemeente", first, second, at=at_start.now())
    answered(first)
    claimed = claim()
    assert [item.request for item in claimed.content.items] == [second]  # type: ignore[union-attr]
    assert len(seen.row(Letter, slug, id=number).context["items"]) == 2


def test_a_letter_that_an_engine_left_before_it_was_handed_over_is_taken_over(at_start: SetClock) -> None:
    slug = factories.added()
    mine = claim("engine-a")
    at_start.move_to(at_start.now() + LEASE)
    theirs = claim("engine-b")
    assert (theirs.id, theirs.attempt, tries(mine.id)) == (mine.id, 2, [(1, "aborted"), (2, None)])
    assert post.mark_data(mine) is False
    assert sent(mine) is False
    assert post.mark_outcome(mine, Outcome(Result.RELAY_AWAY)) is None
    assert post.mark_unwritable(mine, "UndefinedError") is None
    assert seen.row(Letter, slug, id=mine.id).owner == "engine-b"
    assert post.mark_data(theirs) is True
    assert sent(theirs) is True
    assert tries(mine.id) == [(1, "aborted"), (2, "sent")]


def test_a_letter_over_which_an_engine_died_while_handing_over_is_sent_once_more_and_then_kept(
    at_start: SetClock,
) -> None:
    slug = factories.added()
    first = claim()
    assert post.mark_data(first) is True
    the_rest_sent()
    # Even with a lease that is shorter it waits for two minutes.
    with database().write() as session:
        queries.one(session, Letter, "letter", id=first.id).lease_until = at_start.now()
    assert post.claim_letter("engine-b", lease=LEASE) is None
    row = seen.row(Letter, slug, id=first.id)
    assert (row.state.value, row.reason) == ("queued", "nobody knows whether it left")
    assert row.not_before == at_start.now() + timedelta(minutes=2)
    at_start.move_to(row.not_before)
    second = claim("engine-b")
    assert (second.id, second.key, second.content) == (first.id, first.key, first.content)
    assert post.mark_data(second) is True
    at_start.move_to(at_start.now() + LEASE)
    assert post.claim_letter("engine-c", lease=LEASE) is None
    assert how(slug, first.id) == ("held", "nobody knows whether it left")
    assert tries(first.id) == [(1, "uncertain"), (2, "uncertain")]


def test_what_may_leave_only_once_is_kept_at_the_first_doubt(at_start: SetClock) -> None:
    slug = factories.added()
    the_rest_sent()
    news = Announcement(alliance="Alliantie onderwijs", title="Opening", text="De school gaat open.")
    with database().write() as session:
        session.add(told(session, slug, "fonds", news, at=at_start.now()))
    claimed = claim()
    assert post.mark_data(claimed) is True
    assert post.mark_outcome(claimed, Outcome(Result.UNCERTAIN)) == "held"


def test_a_letter_that_cannot_leave_is_tried_again_ever_later_and_given_up_after_five_days(at_start: SetClock) -> None:
    slug = factories.added()
    first = claim()
    the_rest_sent()
    waited, began = [], at_start.now()
    while (state := post.mark_outcome(first, Outcome(Result.RELAY_AWAY, reply="ConnectionRefusedError"))) == "queued":
        row = seen.row(Letter, slug, id=first.id)
        waited.append(row.not_before - at_start.now())
        at_start.move_to(row.not_before)
        first = claim()
    assert waited == [wait_after(first.id, tries) for tries in range(1, len(waited) + 1)]
    assert (state, first.attempt, (at_start.now() - began).days) == ("failed", 12, 5)
    assert how(slug, first.id)[1] == ("given up after 12 tries: it cannot be handed over now (ConnectionRefusedError)")
    assert tries(first.id) == [*((n, "relay_away") for n in range(1, 12)), (12, "given_up")]


def test_a_letter_let_go_after_it_was_given_up_has_all_its_tries_again(at_start: SetClock) -> None:
    slug = factories.added()
    first = claim()
    the_rest_sent()
    with database().write() as session:
        (attempt,) = queries.rows(session, Attempt, letter_id=first.id)
        attempt.ended_at, attempt.outcome = at_start.now(), "given_up"
        queries.one(session, Letter, "letter", id=first.id).state = LetterState.QUEUED
    at_start.move_to(at_start.now() + timedelta(days=6))
    assert post.mark_outcome(claim(), Outcome(Result.TEMPORARY, 451)) == "queued"
    assert seen.row(Letter, slug, id=first.id).not_before == at_start.now() + wait_after(first.id, 1)


@pytest.mark.parametrize(
    ("outcome", "state", "reason"),
    [
        (Outcome(Result.TEMPORARY, 451, "4.3.0"), "queued", "the other side asks to try again later (451 4.3.0)"),
        (Outcome(Result.NO_SUCH_ADDRESS, 550, "5.1.1", "who?"), "failed", "the address does not exist (550 5.1.1)"),
        (Outcome(Result.POLICY, 554), "held", "the other side refuses it (554)"),
        (Outcome(Result.CERTIFICATE), "held", "the mail server's certificate is not right"),
        (Outcome(Result.LOGIN_REFUSED, 535), "queued", "the mail server refuses our login (535)"),
        (Outcome(Result.UNCERTAIN), "queued", "nobody knows whether it left"),
    ],
)
def test_every_outcome_leads_somewhere_and_its_answer_is_kept(outcome: Outcome, state: str, reason: str) -> None:
    slug = factories.added()
    claimed = claim()
    assert post.mark_outcome(claimed, outcome) == state
    row = seen.row(Letter, slug, id=claimed.id)
    assert (row.state.value, row.reason, row.owner, row.lease_until) == (state, reason, None, None)
    (attempt,) = seen.everywhere(Attempt, letter_id=claimed.id)
    assert (attempt.outcome, attempt.smtp_code, attempt.enhanced_code, attempt.reply, attempt.domain) == (
        outcome.result,
        outcome.code,
        outcome.enhanced,
        outcome.reply,
        "example.org",
    )


def test_a_refused_login_does_not_count_as_a_try_of_the_letter(at_start: SetClock) -> None:
    slug = factories.added()
    for _ in range(3):
        claimed = claim()
        assert post.mark_outcome(claimed, Outcome(Result.LOGIN_REFUSED, 535)) == "queued"
    post.mark_outcome(claim(), Outcome(Result.TEMPORARY, 452))
    assert seen.row(Letter, slug, id=claimed.id).not_before == at_start.now() + wait_after(claimed.id, 1, 452)


def test_a_letter_that_cannot_be_written_is_kept_at_once() -> None:
    slug = factories.added()
    first = claim()
    assert post.mark_unwritable(first, "UndefinedError") == "held"
    assert how(slug, first.id) == ("held", "it cannot be written: UndefinedError")
    assert tries(first.id) == [(1, "unreadable")]


def test_one_letter_of_a_hundred_that_cannot_be_read_stops_nobody_and_is_kept_after_three_tries(
    at_start: SetClock,
) -> None:
    slug = factories.added()
    the_rest_sent()
    with database().write() as session:
        alliance = queries.find_alliance(session, slug)
        for number in range(100):
            letter = Thanks(alliance=alliance.name, contribution=f"Bijdrage {number}")
            session.add(told(session, slug, "fonds", letter, at=at_start.now(), n=number))
    bad = 60
    spoil(bad)
    for _ in range(3):
        the_rest_sent()
        at_start.move_to(at_start.now() + timedelta(minutes=1))
    with database().read() as session:
        found = session.connection().exec_driver_sql("SELECT id, state, reason FROM letter WHERE state != 'sent'")
        assert [tuple(row) for row in found] == [(bad, "held", "it cannot be read: JSONDecodeError")]
    assert tries(bad) == [(1, "unreadable"), (2, "unreadable"), (3, "unreadable")]


def test_a_database_in_trouble_is_no_fault_of_the_letter() -> None:
    slug = factories.added()
    with database().write() as session:
        session.connection().exec_driver_sql("ALTER TABLE letter_item RENAME TO gone")
    with pytest.raises(mail_queries.DatabaseTrouble):
        claim()
    with database().write() as session:
        session.connection().exec_driver_sql("ALTER TABLE gone RENAME TO letter_item")
    assert (how(slug, 1), tries(1)) == (("queued", None), [])


def test_a_letter_that_cannot_be_read_does_not_keep_others_to_the_same_person(at_start: SetClock) -> None:
    slug = factories.added()
    the_rest_sent()
    asked = open_requests(slug, "gemeente", 2, at_start.now())
    good, bad = (reminder(slug, "gemeente", one, at=at_start.now()) for one in asked)
    spoil(bad)
    assert (claim().id, tries(good)) == (good, [(1, None)])


def test_what_an_older_version_queued_and_does_not_fit_is_kept_for_a_person() -> None:
    slug = factories.added()
    with database().write() as session:
        queries.one(session, Letter, "letter", id=1).context = {"what": "ever"}
        queries.one(session, Letter, "letter", id=2).kind = "carrier_pigeon"
    assert claim().id == 3
    assert [how(slug, number) for number in (1, 2)] == [("held", "its content does not fit this version")] * 2


def test_no_more_letters_leave_in_a_minute_than_was_agreed(at_start: SetClock) -> None:
    slug = factories.added()
    pace = post.Pace(per_minute=3, per_domain=2)
    taken = []
    while (claimed := post.claim_letter("engine-a", lease=LEASE, pace=pace)) is not None:
        assert post.mark_data(claimed) is True
        sent(claimed)
        taken.append(claimed.address.rpartition("@")[2])
        at_start.move_to(at_start.now() + timedelta(seconds=1))
    # One to our own domain, two to that of the others; the third of these waits, and then the minute is full.
    assert taken == ["example.org", "canary.example.org", "canary.example.org"]
    waiting = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    assert [row.not_before for row in seen.rows(Letter, slug, state="queued")] == [waiting, waiting]
    at_start.move_to(waiting + timedelta(seconds=60))
    assert post.claim_letter("engine-a", lease=LEASE, pace=pace) is None
    moved = waiting + timedelta(seconds=61)
    assert [row.not_before for row in seen.rows(Letter, slug, state="queued")] == [moved, moved]
    at_start.move_to(moved)
    assert post.claim_letter("engine-a", lease=LEASE, pace=pace) is not None


def test_nobody_is_written_to_while_nothing_is_due() -> None:
    factories.added()
    for _ in range(5):
        sent(claim())
    assert post.claim_letter("engine", lease=LEASE) is None
