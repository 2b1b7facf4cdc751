"""Nobody is asked in vain: not too early, not after leaving or stopping, and again for what is still owed."""

from datetime import timedelta

import pytest

from models.actions import (
    commitments,
    decisions,
    deliverables,
    gates,
    handover,
    measuring,
    post,
    rounds,
    stakeholders,
    timers,
)
from models.actions.overview import open_decisions, overview
from models.actions.revise import revise
from models.db.session import database
from models.db.tables import Letter
from models.method.commitments import ContributionKind, Unit
from models.method.edits import seating
from models.method.errors import NotAllowed
from models.method.parties import Body, StakeholderStatus
from models.method.phases import Phase
from models.method.working_days import local_day
from samenspel import clock
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

FONDS, GEMEENTE = "onderwijs-fonds", "onderwijs-gemeente"


def promised(slug: str, *, starts_in: int, quantity: int = 80) -> str:
    """Promise hours that begin so many days from now, confirm them, and return the commitment's key."""
    starts_on = local_day(clock.now()) + timedelta(days=starts_in)
    key = commitments.promise(
        slug, FONDS, ContributionKind.TIME, "Uren van een adviseur", quantity, Unit.HOURS, by=HZ, starts_on=starts_on
    )
    commitments.confirm(slug, key, by=HZ)
    factories.drain()
    return key


def deliveries(slug: str, key: str) -> list[str]:
    """Return the states of the requests for a delivery report on one commitment."""
    return [state for _, subject, state in seen.asked(slug, kind="delivery") if subject == key]


def test_a_contribution_that_begins_later_is_asked_about_when_it_begins(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    key = promised(slug, starts_in=30)
    assert deliveries(slug, key) == []
    at_start.move_to(at_start.now() + timedelta(days=31))
    timers.fire_due()
    factories.drain()
    assert deliveries(slug, key) == ["open"]


def test_after_a_part_the_rest_is_asked_for_once_and_not_at_once(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    key = promised(slug, starts_in=0)
    commitments.deliver(slug, key, 1, by=HZ, on=local_day(clock.now()))
    factories.drain()
    assert deliveries(slug, key) == ["answered"]
    at_start.move_to(at_start.now() + timedelta(days=29))
    timers.fire_due()
    factories.drain()
    assert deliveries(slug, key) == ["answered", "open"]
    commitments.deliver(slug, key, 79, by=HZ, on=local_day(clock.now()))
    at_start.move_to(at_start.now() + timedelta(days=60))
    timers.fire_due()
    factories.drain()
    assert deliveries(slug, key) == ["answered", "answered"]


def test_who_left_is_asked_nothing_more() -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    for organisation in (FONDS, GEMEENTE):
        stakeholders.move(slug, organisation, StakeholderStatus.LEFT, by=HZ, reason="Geen ruimte meer hiervoor.")
    factories.designed(slug)
    assert overview(slug).phase == "implement"
    assert overview(slug).requests == ()


def test_stopping_ends_every_request_for_a_contribution() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    promised(slug, starts_in=0)
    gates.stop(slug, by=HZ, reason="De opgave is door anderen opgelost.")
    factories.drain()
    assert overview(slug).requests == ()


def test_nobody_is_asked_to_sign_once_the_alliance_stops() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    promised(slug, starts_in=0)
    deliverables.submit(slug, "cooperation_agreement", by=HZ, content=b"Samen voor de klas.")
    factories.drain()
    assert seen.asked(slug, kind="signature") == [("signature", "cooperation_agreement", "open")]
    gates.stop(slug, by=HZ, reason="De opgave is door anderen opgelost.")
    assert seen.asked(slug, kind="signature") == [("signature", "cooperation_agreement", "withdrawn")]


def test_stopping_in_the_last_phase_does_not_wait_for_what_nobody_takes_over() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    handover.add(slug, "De leergang en het netwerk", GEMEENTE, by=HZ)
    factories.drain()
    gates.stop(slug, by=HZ, reason="Geen partij kan dit overnemen.")
    handover.share(slug, by=HZ)
    factories.drain()
    assert (overview(slug).ending, overview(slug).requests) == ("stopped", ())


def test_no_round_opens_while_people_still_have_to_decide() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    assert rounds.open_round(slug, by="clock", occurrence=clock.now()) is None
    (asked,) = open_decisions(slug)
    decisions.answer(str(asked.id), factories.an_answer(), via="CLI")
    assert open_decisions(slug) == []


def test_a_new_chair_is_asked_instead_of_the_former() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    assert [r.of for r in overview(slug).requests if r.kind == "deliverable"] == ["Gemeente Voorbeeld"] * 2
    revise(slug, seating(Body.PROJECT_TEAM, FONDS, chair=True), by=HZ)
    factories.drain()
    assert [r.of for r in overview(slug).requests if r.kind == "deliverable"] == ["Fonds Voorbeeld"] * 2


def test_a_letter_that_does_not_fit_this_version_stops_itself_and_none_of_the_others() -> None:
    slug = factories.added()
    with database().write() as session:
        oldest = session.get_one(Letter, 1)
        oldest.context = {**oldest.context, "unknown": 1}
    taken = []
    while (claimed := post.claim_letter("engine", lease=timedelta(minutes=10))) is not None:
        taken.append(claimed.id)
    assert taken == [letter.id for letter in seen.rows(Letter, slug) if letter.id != 1]
    assert seen.row(Letter, slug, id=1).state == "held"


def test_an_alliance_that_has_ended_changes_no_more() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    factories.secured(slug)
    today = local_day(clock.now())
    with seen.noting(slug) as happened:
        for change in (
            lambda: commitments.deliver(slug, "c1", 1, by=HZ, on=today),
            lambda: measuring.measure(slug, "vacatures", 1.0, by=HZ, on=today),
            lambda: stakeholders.move(slug, FONDS, StakeholderStatus.LEFT, by=HZ, reason="Het werk is klaar."),
            lambda: revise(slug, seating(Body.PROJECT_TEAM, FONDS, chair=True), by=HZ),
        ):
            assert (
                seen.refused(NotAllowed, change) == "alliance onderwijs has ended (secured); nothing can change in it"
            )
    assert happened == []
