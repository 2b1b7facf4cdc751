"""How a promise ends that is not kept in full: closed at any time, transferred when the impact is secured."""

from datetime import timedelta

import pytest

from models.actions import commitments, handover, lists_parties, settling, timers
from models.actions.overview import overview
from models.db.tables import Commitment, Letter
from models.method.commitments import ContributionKind, Unit
from models.method.errors import BadInput, NotAllowed, NotFound, StatusNotAllowed
from models.method.handover import Route
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

REASON = "De hogeschool neemt de uren over."


def with_an_open_promise(phase: Phase = Phase.SECURE_IMPACT) -> tuple[str, str]:
    slug = factories.brought_to(phase)
    key = commitments.promise(
        slug,
        f"{slug}-bedrijf",
        ContributionKind.SKILL,
        "Begeleiding van zij-instromers",
        40,
        Unit.HOURS,
        by=HZ,
        starts_on=START.date(),
    )
    commitments.confirm(slug, key, by=HZ)
    return slug, key


def test_the_last_gate_waits_for_who_promised_something_that_is_still_open() -> None:
    slug, key = with_an_open_promise()
    assert overview(slug).waits_for[1:4] == ("handover", f"commitment:{key}", "agreement:foundation")
    (owed,) = [one for one in overview(slug).owed if one.kind == "commitment"]
    assert (owed.subject, owed.who) == (key, ("Bedrijf Voorbeeld",))
    handover.set_route(slug, Route.STOP, by=HZ)
    assert overview(slug).waits_for == ("deliverable:impact_secured", "sharing")


def test_a_closed_commitment_is_chased_no_more_and_who_promised_it_is_told(at_start: SetClock) -> None:
    slug, key = with_an_open_promise(Phase.IMPLEMENT)
    factories.drain()
    with seen.noting(slug) as happened:
        settling.close(slug, key, by=HZ, reason="De pilot is klaar met minder uren.")
        settling.close(slug, key, by=HZ, reason="De pilot is klaar met minder uren.")
    assert happened == [("request.stopped", key), ("commitment.ended", key)]
    row = seen.row(Commitment, slug, key=key)
    assert (row.status, row.until_cycle, row.reason) == ("ended", 1, "De pilot is klaar met minder uren.")
    (letter,) = seen.rows(Letter, slug, kind="commitment_ended")
    assert letter.context == {
        "alliance": "Alliantie onderwijs",
        "contribution": "Begeleiding van zij-instromers",
        "receiver": None,
    }
    at_start.move_to(START + timedelta(days=60))
    timers.fire_due()
    factories.drain()
    assert [one for one in seen.asked(slug, subject=key) if one[2] == "open"] == []


def test_a_transferred_commitment_says_who_took_it_over() -> None:
    slug, key = with_an_open_promise()
    with seen.noting(slug) as happened:
        settling.transfer(slug, key, f"{slug}-fonds", by=HZ, reason=REASON)
        settling.transfer(slug, key, f"{slug}-fonds", by=HZ, reason=REASON)
    assert happened == [("commitment.transferred", key)]
    line = lists_parties.commitment(slug, key)
    assert (line.status, line.transferred_to, line.until_cycle, line.reason) == (
        "transferred",
        f"{slug}-fonds",
        1,
        REASON,
    )
    (letter,) = seen.rows(Letter, slug, kind="commitment_ended")
    assert letter.context["receiver"] == "Fonds Voorbeeld"
    assert f"commitment:{key}" not in overview(slug).waits_for


def test_closing_the_last_open_promise_lets_the_alliance_end() -> None:
    slug, key = with_an_open_promise()
    factories.secured(slug)
    assert lists_parties.commitment(slug, key).status == "ended"
    assert overview(slug).ending == "secured"


def test_what_came_in_of_a_commitment_that_was_transferred_stays_as_it_was_recorded() -> None:
    slug, key = with_an_open_promise()
    commitments.deliver(slug, key, 10, by=HZ, on=START.date())
    (part,) = lists_parties.deliveries(slug, key)
    settling.transfer(slug, key, f"{slug}-fonds", by=HZ, reason=REASON)
    assert (
        seen.refused(StatusNotAllowed, lambda: commitments.take_back(slug, part.id, by=HZ, reason=REASON))
        == f"{key} is transferred, so what came in of it stays as it was recorded"
    )


def test_nothing_is_settled_against_the_rules() -> None:
    slug, key = with_an_open_promise()
    assert (
        seen.refused(BadInput, lambda: settling.transfer(slug, key, f"{slug}-bedrijf", by=HZ, reason=REASON))
        == f"{key} is a commitment of onderwijs-bedrijf already; name who takes it over"
    )
    assert (
        seen.refused(BadInput, lambda: settling.close(slug, key, by=HZ, reason="klaar"))
        == "the reason for closing needs at least 10 characters; this has 5"
    )
    assert seen.refused(NotFound, lambda: settling.close(slug, "c9", by=HZ, reason=REASON)).startswith(
        "there is no commitment 'c9'"
    )
    assert (
        seen.refused(StatusNotAllowed, lambda: settling.close(slug, "c1", by=HZ, reason=REASON))
        == "a commitment that is fulfilled cannot become ended; allowed: nothing further"
    )


def test_before_phase_six_a_commitment_is_closed_and_not_transferred() -> None:
    slug, key = with_an_open_promise(Phase.IMPLEMENT)
    assert (
        seen.refused(NotAllowed, lambda: settling.transfer(slug, key, f"{slug}-fonds", by=HZ, reason=REASON))
        == "a commitment is transferred in phase secure_impact; onderwijs is in implement, where it can be closed"
    )


def test_nothing_is_settled_once_the_alliance_has_ended() -> None:
    slug, key = with_an_open_promise()
    factories.secured(slug)
    said = "alliance onderwijs has ended (secured); nothing can change in it"
    assert seen.refused(NotAllowed, lambda: settling.close(slug, key, by=HZ, reason=REASON)) == said
    assert seen.refused(NotAllowed, lambda: settling.transfer(slug, key, "x", by=HZ, reason=REASON)) == said
