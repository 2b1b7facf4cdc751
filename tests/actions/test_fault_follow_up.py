"""The clock asks an owner again after 30, 90 and 180 days, records a silence, and asks us what was done each year."""

from datetime import timedelta
from typing import Any

import pytest

from models.actions import alliances, fault_returns, faults, lists_faults, post, reach, retract, timers
from models.actions.agenda import open_matters
from models.db.tables import Decision, Event, Letter
from models.method.faults import Adoption, FaultAnswer
from models.method.mail import EmailStatus
from models.method.phases import Phase
from models.method.working_days import local_day
from samenspel.clock import SetClock
from tests import factories
from tests.actions import returning, seen
from tests.actions.letters_due import open_requests, reminder
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


def lived(hands: SetClock, days: int) -> None:
    """Let so many days pass, the clock firing whatever is due each day at noon."""
    for _ in range(days):
        hands.move_to(hands.now() + timedelta(days=1))
        timers.fire_due()


def written(slug: str = "onderwijs", **which: Any) -> list[tuple[str, int]]:
    """Return the kind of every letter, and after how many days it was written."""
    return [(x.kind, (local_day(x.written_at) - local_day(START)).days) for x in seen.rows(Letter, slug, **which)]


def jumped(hands: SetClock, *days: int) -> None:
    """Let the clock fire whatever is due on these days after the start, and on no other."""
    for day in days:
        hands.move_to(START + timedelta(days=day))
        timers.fire_due()


def test_an_owner_that_never_answers_is_asked_three_times_and_then_counted_as_silent(at_start: SetClock) -> None:
    number = returning.returned()
    with seen.noting("onderwijs") as happened:
        lived(at_start, 215)
    about = [one for one in happened if one[0].startswith("fault.")]
    assert about == [("fault.followed_up", str(number))] * 3 + [("fault.answered", str(number))]
    # The days 90, 180 and 208 fall in a weekend, when people are left in peace.
    assert written(kind={"fault_returned", "fault_followed_up", "fault_silent"}) == [
        ("fault_returned", 0),
        ("fault_followed_up", 30),
        ("fault_followed_up", 91),
        ("fault_followed_up", 182),
        ("fault_silent", 210),
    ]
    (line,) = lists_faults.fault("onderwijs", number).returns
    assert (line.answer, line.answered_at) == ("silence", START + timedelta(days=210))
    assert seen.letters("onderwijs", kind="fault_silent") == [("fault_silent", "hz", "queued")]
    assert [one for one in seen.timers("onderwijs", kind=faults.OF_FAULT) if one[3] == "waiting"] == []


def test_only_the_last_letter_says_that_it_is_the_last_and_a_receipt_is_acknowledged(at_start: SetClock) -> None:
    number = returning.returned()
    jumped(at_start, 31)
    fault_returns.received("onderwijs", number, by=HZ)
    jumped(at_start, 92, 183)
    told = [x.context for x in seen.rows(Letter, "onderwijs", kind="fault_followed_up")]
    assert [(one["last"], one["received"], one["due"]) for one in told] == [
        (False, False, "2026-04-30"),
        (False, True, "2026-06-30"),
        (True, True, "2026-09-29"),
    ]


def test_an_answer_that_comes_late_takes_the_place_of_the_silence(at_start: SetClock) -> None:
    number = returning.returned()
    jumped(at_start, 215)
    assert lists_faults.fault("onderwijs", number).returns[0].answer == "silence"
    fault_returns.answer("onderwijs", number, FaultAnswer.PARTLY, by=HZ, reason="Alleen voor starters.")
    assert lists_faults.fault("onderwijs", number).returns[0].answer == "partly"


def test_after_an_outage_an_owner_is_asked_once(at_start: SetClock) -> None:
    returning.returned()
    jumped(at_start, 100)
    timers.fire_due()
    assert written(kind="fault_followed_up") == [("fault_followed_up", 100)]
    jumped(at_start, 183)
    assert written(kind="fault_followed_up") == [("fault_followed_up", 100), ("fault_followed_up", 183)]


def test_nobody_is_asked_after_the_answer(at_start: SetClock) -> None:
    number = returning.returned()
    jumped(at_start, 31)
    fault_returns.answer("onderwijs", number, FaultAnswer.REFUSED, by=HZ, reason="Daar is geen geld voor.")
    jumped(at_start, 92, 183, 215, 600)
    assert written(kind={"fault_followed_up", "fault_silent", "fault_rating_asked"}) == [("fault_followed_up", 31)]


def test_whoever_took_over_from_the_contact_is_asked(at_start: SetClock) -> None:
    document = factories.described().model_dump(by_alias=True)
    heir = {**document["contacts"][0], "key": "onderwijs-gemeente-2", "email": "opvolger@canary.example.org"}
    former = {**document["contacts"][0], "successor": "onderwijs-gemeente-2"}
    factories.added(contacts=[former, heir, *document["contacts"][1:]])
    number = returning.recorded()
    fault_returns.return_("onderwijs", number, to="onderwijs-gemeente", by=HZ, contact="onderwijs-gemeente-1")
    jumped(at_start, 31)
    assert seen.letters("onderwijs", kind="fault_followed_up") == [
        ("fault_followed_up", "onderwijs-gemeente-2", "queued")
    ]


def test_an_owner_that_cannot_be_written_to_is_handed_to_a_person_and_is_not_counted_as_silent(
    at_start: SetClock,
) -> None:
    number = returning.returned()
    jumped(at_start, 31)
    reach.set_status("onderwijs-gemeente-1", EmailStatus.OPTED_OUT, by=HZ, reason="Vroeg geen brieven meer te krijgen.")
    jumped(at_start, 92, 183, 215)
    assert written(kind="fault_followed_up") == [("fault_followed_up", 31)]
    (handed,) = seen.rows(Letter, "onderwijs", kind="handed_over")[-1].context["items"]
    assert (handed["asked"], handed["command"]) == (
        returning.ASK,
        f"samenspel fault show onderwijs {number}",
    )
    stopped = seen.rows(Event, "onderwijs", type="request.stopped", subject=str(number))
    assert [one.details for one in stopped] == [
        {"kind": "fault", "reason": "unanswered", "because": "opted_out", "to": "hz"}
    ]
    view = lists_faults.fault("onderwijs", number)
    assert (view.state, view.returns[0].answer, written(kind="fault_silent")) == ("returned", None, [])
    assert [one.about for one in open_matters() if one.what == "fault_unanswered"] == [str(number)]


def test_each_alliance_of_a_bundle_hears_that_its_owner_cannot_be_written_to(at_start: SetClock) -> None:
    numbers = returning.bundled("onderwijs", "zorg")
    fault_returns.return_("zorg", numbers["zorg"], to="zorg-gemeente", by=HZ)
    reach.set_status("zorg-gemeente-1", EmailStatus.OPTED_OUT, by=HZ, reason="Vroeg geen brieven meer te krijgen.")
    jumped(at_start, 31, 215)
    commands = {
        slug: seen.rows(Letter, slug, kind="handed_over")[-1].context["items"][0]["command"] for slug in numbers
    }
    assert commands == {slug: f"samenspel fault show {slug} {number}" for slug, number in numbers.items()}
    assert [lists_faults.fault(slug, n).returns[0].answer for slug, n in numbers.items()] == [None, None]


def test_an_owner_is_reminded_in_working_time_only_and_not_on_the_day_of_another_reminder(at_start: SetClock) -> None:
    returning.returned()
    _sent()
    # The engine comes back on a Saturday; the next working day is Monday.
    saturday, monday = START + timedelta(days=40), START + timedelta(days=42)
    jumped(at_start, 40)
    assert ("fault_followed_up", "queued") in _sent()
    asked = open_requests("onderwijs", "gemeente", 1, START)
    reminder("onderwijs", "gemeente", *asked, at=saturday)
    at_start.move_to(monday)
    chased = [state for kind, state in _sent() if kind in {"fault_followed_up", "reminder"}]
    assert sorted(chased) == ["queued", "sent"]
    at_start.move_to(monday + timedelta(days=1))
    assert {state for kind, state in _sent() if kind in {"fault_followed_up", "reminder"}} == {"sent"}


def test_asking_outlives_the_cycle_and_the_letters_of_a_closed_cycle_still_leave(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    number = returning.recorded()
    fault_returns.return_(slug, number, to="onderwijs-gemeente", by=HZ)
    factories.measured(slug, 0.4)
    assert factories.went_back(slug) == 2
    left = _sent()
    assert ("fault_returned", "sent") in left
    jumped(at_start, 31)
    assert [(x.kind, x.cycle) for x in seen.rows(Letter, slug, kind="fault_followed_up")] == [("fault_followed_up", 2)]


def test_asking_goes_on_when_the_cycle_it_went_on_in_is_taken_back(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    number = returning.recorded()
    fault_returns.return_(slug, number, to="onderwijs-gemeente", by=HZ)
    factories.measured(slug, 0.4)
    at_start.move_to(START + timedelta(days=29))
    factories.went_back(slug)
    jumped(at_start, 31)
    decision = seen.row(Decision, slug, state="answered")
    retract.retract(decision.id, by=HZ, reason="Eerst de raad van toezicht.")
    assert factories.place(slug) == (1, "evaluate")
    jumped(at_start, 92)
    assert written(kind="fault_followed_up") == [("fault_followed_up", 31), ("fault_followed_up", 92)]


def test_asking_outlives_the_alliance(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    number = returning.recorded()
    fault_returns.return_(slug, number, to="onderwijs-gemeente", by=HZ)
    factories.secured(slug)
    assert ("fault_returned", "sent") in _sent()
    jumped(at_start, 31)
    assert ("fault_followed_up", "sent") in _sent()


def _sent() -> list[tuple[str, str]]:
    while (claimed := post.claim_letter("engine", lease=timedelta(minutes=2))) is not None:
        post.mark_sent(claimed, subject="x", text="x")
    return [(x.kind, x.state.value) for x in seen.rows(Letter, "onderwijs")]


def test_while_an_alliance_rests_its_owners_are_left_in_peace(at_start: SetClock) -> None:
    returning.returned()
    alliances.pause("onderwijs", by=HZ, reason="Eerst de raad van toezicht.")
    jumped(at_start, 31, 92)
    assert written(kind="fault_followed_up") == []
    alliances.resume("onderwijs", by=HZ)
    timers.fire_due()
    assert written(kind="fault_followed_up") == [("fault_followed_up", 92)]


def test_a_bundle_is_asked_after_in_one_letter_and_its_silence_is_recorded_everywhere(at_start: SetClock) -> None:
    numbers = returning.bundled("onderwijs", "zorg")
    fault_returns.return_("zorg", numbers["zorg"], to="zorg-gemeente", by=HZ)
    jumped(at_start, 31)
    assert [written(slug, kind="fault_followed_up") for slug in numbers] == [[], [("fault_followed_up", 31)]]
    assert seen.row(Letter, "zorg", kind="fault_followed_up").context["alliances"] == 2
    jumped(at_start, 215)
    assert [lists_faults.fault(slug, n).returns[0].answer for slug, n in numbers.items()] == ["silence", "silence"]
    answered, asked = seen.rows(Event, "onderwijs")[-2:]
    assert answered.details == {"answer": "silence", "organisation": "zorg-gemeente"}
    # What to do about it is put to people.
    assert (asked.type.value, asked.details) == ("decision.opened", {"proposed": "follow_up"})


def _asked_to_rate() -> list[int]:
    return [day for _, day in written(kind="fault_rating_asked")]


def test_what_was_accepted_is_rated_four_times_a_year_apart(at_start: SetClock) -> None:
    number = returning.returned()
    fault_returns.answer("onderwijs", number, FaultAnswer.ACCEPTED, by=HZ)
    jumped(at_start, 364, 367, 740, 1100, 1465, 2000)
    assert _asked_to_rate() == [367, 740, 1100, 1465]
    assert [one.about for one in open_matters() if one.what == "fault_rating"] == [str(number)]
    fault_returns.rate("onderwijs", number, Adoption.HIGH, by=HZ)
    assert [one.about for one in open_matters() if one.what == "fault_rating"] == []


def test_what_is_done_or_closed_is_not_rated_any_more(at_start: SetClock) -> None:
    first, second = returning.returned("onderwijs"), returning.returned("zorg")
    for slug, number in (("onderwijs", first), ("zorg", second)):
        fault_returns.answer(slug, number, FaultAnswer.ACCEPTED, by=HZ)
    fault_returns.rate("onderwijs", first, Adoption.COMPLETE, by=HZ)
    faults.close("zorg", second, by=HZ)
    jumped(at_start, 367, 740)
    assert (_asked_to_rate(), written("zorg", kind="fault_rating_asked")) == ([], [])
    assert [one for one in open_matters() if one.what == "fault_rating"] == []


def test_no_person_is_named_in_what_happened(at_start: SetClock) -> None:
    number = returning.returned()
    jumped(at_start, 31, 92, 183, 215)
    told = str([(e.subject, e.details, e.actor) for e in seen.rows(Event, "onderwijs")])
    assert (factories.PLANTED_NAME in told, factories.PLANTED_ADDRESS in told) == (False, False)
    assert factories.PLANTED_NAME not in str(lists_faults.fault("onderwijs", number))
