"""What came in can be taken back: it stays to be read, no longer counts, and the rest is asked for again."""

from datetime import date, timedelta

import pytest

from models.actions import commitments, lists_parties, timers
from models.db.tables import Commitment, Event
from models.method.errors import BadInput, NotAllowed, NotFound, StatusNotAllowed
from models.method.phases import Here, Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

TODAY = date(2026, 3, 2)
WHY = "Dubbel geboekt in maart."


def delivered(slug: str, *quantities: int) -> list[int]:
    """Deliver parts of commitment ``c1``, of 80 hours, and return the numbers of the deliveries."""
    for quantity in quantities:
        commitments.deliver(slug, "c1", quantity, by=HZ, on=TODAY)
    return [line.id for line in lists_parties.deliveries(slug, "c1")]


def test_what_was_taken_back_stays_in_the_list_and_no_longer_counts() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    first, _ = delivered(slug, 30, 20)
    with seen.noting(slug) as happened:
        done = commitments.take_back(slug, first, by=HZ, reason=WHY)
    assert happened == [("delivery.withdrawn", "c1")]
    assert done == commitments.TakenBack("c1", 30, "hours", 20, "confirmed")
    lines = lists_parties.deliveries(slug)
    assert [(x.commitment, x.organisation, x.quantity, x.withdrawn_by) for x in lines] == [
        ("c1", "onderwijs-gemeente", 30, HZ),
        ("c1", "onderwijs-gemeente", 20, None),
    ]
    assert lists_parties.commitment(slug, "c1").delivered == 20
    assert seen.rows(Event, slug)[-1].details == {
        "delivery": first,
        "quantity": 30,
        "delivered": 20,
        "status": "confirmed",
        "reason": WHY,
    }


def test_a_commitment_that_was_fulfilled_by_it_is_confirmed_again_and_followed_up(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    (whole,) = delivered(slug, 80)
    assert commitments.take_back(slug, whole, by=HZ, reason=WHY).status == "confirmed"
    factories.drain()
    assert seen.timers(slug, kind="follow_up") == [("follow_up", "c1", 1, "waiting")]
    assert seen.asked(slug, kind="delivery", subject="c1") == [("delivery", "c1", "answered")]
    at_start.move_to(at_start.now() + timedelta(days=200))
    timers.fire_due()
    assert commitments.ask_for_deliveries(Here(slug, 1, Phase.IMPLEMENT)) == 1


def test_what_is_delivered_afterwards_is_counted_without_what_was_taken_back() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    (whole,) = delivered(slug, 80)
    commitments.take_back(slug, whole, by=HZ, reason=WHY)
    assert commitments.deliver(slug, "c1", 79, by=HZ, on=TODAY) == "confirmed"
    assert commitments.deliver(slug, "c1", 1, by=HZ, on=TODAY) == "fulfilled"


def test_a_commitment_that_has_enough_without_it_stays_fulfilled() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    numbers = delivered(slug, 80, 5)
    assert commitments.take_back(slug, numbers[1], by=HZ, reason=WHY).status == "fulfilled"
    assert seen.timers(slug, kind="follow_up") == []


def test_a_rehearsal_says_the_same_and_changes_nothing() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    (whole,) = delivered(slug, 80)
    with seen.noting(slug) as happened:
        done = commitments.take_back(slug, whole, by=HZ, reason=WHY, dry_run=True)
    assert (done.delivered, done.status, happened) == (0, "confirmed", [])
    assert (seen.row(Commitment, slug, key="c1").status.value, lists_parties.commitment(slug, "c1").delivered) == (
        "fulfilled",
        80,
    )
    assert seen.timers(slug, kind="follow_up") == []


def test_what_cannot_be_taken_back_is_refused_with_the_reason() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    other = factories.brought_to(Phase.IMPLEMENT, "wonen")
    (number,) = delivered(slug, 30)

    def take_back(at: str = slug, reason: str = WHY) -> object:
        return commitments.take_back(at, number, by=HZ, reason=reason)

    assert (
        seen.refused(NotFound, lambda: take_back(other))
        == f"there is no delivery {number} in wonen; see: samenspel delivery list wonen"
    )
    assert (
        seen.refused(BadInput, lambda: take_back(reason="kort"))
        == "the reason for taking a delivery back needs at least 10 characters; this has 4"
    )
    take_back()
    assert seen.refused(NotAllowed, take_back) == f"delivery {number} was taken back already, on 2026-03-02"
    assert lists_parties.deliveries(other) == []


def test_nothing_is_taken_back_from_a_commitment_that_was_withdrawn_or_in_an_alliance_that_has_ended() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    (number,) = delivered(slug, 30)
    commitments.withdraw(slug, "c1", by=HZ, reason="Het budget is vervallen.")
    assert (
        seen.refused(StatusNotAllowed, lambda: commitments.take_back(slug, number, by=HZ, reason=WHY))
        == "c1 is withdrawn, so what came in of it stays as it was recorded"
    )
    ended = factories.brought_to(Phase.SECURE_IMPACT, "wonen")
    factories.secured(ended)
    of = lists_parties.deliveries(ended)[0].id
    assert (
        seen.refused(NotAllowed, lambda: commitments.take_back(ended, of, by=HZ, reason=WHY))
        == "alliance wonen has ended (secured); nothing can change in it"
    )
