"""Whoever gives something is thanked, once per action; whoever was left alone is not (R104)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from models.actions import (
    commitments,
    deliverables,
    figures,
    handover,
    measuring,
    plans,
    reconfirming,
    requests,
    rounds,
    timers,
)
from models.db import queries
from models.db.session import database
from models.db.tables import Commitment, Contact, Letter
from models.method.commitments import ContributionKind, Unit
from models.method.cycles import CarryCommitments, CarryOver
from models.method.handover import Route
from models.method.mail import EmailStatus
from models.method.phases import Phase, Side
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

TODAY = date(2026, 3, 2)
GEMEENTE, FONDS = "onderwijs-gemeente-1", "onderwijs-fonds-1"


def thanked(slug: str, do: Callable[[], object]) -> list[tuple[str, str]]:
    """Do something and return who was thanked for what by that."""
    before = len(seen.rows(Letter, slug, kind="thanks"))
    do()
    who = [one for _, one, _ in seen.letters(slug, kind="thanks")]
    what = [x.context["contribution"] for x in seen.rows(Letter, slug, kind="thanks")]
    return list(zip(who, what, strict=True))[before:]


def in_(language: str) -> None:
    """Let the contact of the municipality read another language."""
    with database().write() as session:
        queries.one(session, Contact, "contact", key=GEMEENTE).language = language


def test_who_gives_the_last_figure_of_a_round_is_thanked_once_for_all() -> None:
    slug = factories.brought_to(Phase.EVALUATE)

    def measure(indicator: str, value: float) -> None:
        measuring.measure(slug, indicator, value, by=HZ, on=TODAY)

    assert thanked(slug, lambda: measure("vacatures", 60)) == []
    assert thanked(slug, lambda: measure("vacatures", 55)) == []
    assert thanked(slug, lambda: measure("instroom", 260)) == [(GEMEENTE, "de cijfers voor evaluatieronde 1")]
    assert thanked(slug, lambda: measure("instroom", 290)) == []


def test_a_figure_that_nobody_was_asked_for_is_nobody_thanked_for() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    for request in requests.requests(slug):
        if request.kind == "measurement":
            requests.withdraw(slug, request.id, by=HZ, reason="De stichting meet dit zelf.")
    assert thanked(slug, lambda: factories.measured(slug, 0.9)) == []


def test_who_is_asked_for_one_more_figure_of_a_round_is_not_thanked_again() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    rounds.open_round(slug, by=HZ)
    measuring.measure(slug, "vacatures", 60, by=HZ, on=TODAY)
    factories.drain()
    assert thanked(slug, lambda: measuring.measure(slug, "instroom", 260, by=HZ, on=TODAY)) == [
        (GEMEENTE, "de cijfers voor evaluatieronde 1")
    ]
    figures.take_back(slug, 1, by=HZ, reason="Dit was de stand van vorig jaar.")
    factories.drain()
    assert seen.asked(slug, kind="measurement", state="open") == [("measurement", "1:vacatures", "open")]
    assert thanked(slug, lambda: measuring.measure(slug, "vacatures", 55, by=HZ, on=TODAY)) == []


def test_a_deliverable_that_is_accepted_thanks_who_was_asked_for_it_in_their_language() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    in_("en")
    deliverables.submit(slug, "proof_of_value", by=HZ, content=b"Zo werkt het.")
    assert thanked(slug, lambda: deliverables.accept(slug, "proof_of_value", Side.FOUNDATION, by=HZ)) == []
    assert thanked(slug, lambda: deliverables.accept(slug, "proof_of_value", Side.PARTNERS, by=HZ)) == [
        (GEMEENTE, "Proof of Value")
    ]
    assert thanked(slug, lambda: deliverables.accept(slug, "proof_of_value", Side.PARTNERS, by=HZ)) == []


def test_a_deliverable_that_nobody_was_asked_for_by_letter_thanks_nobody() -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    assert thanked(slug, lambda: factories.deliver_all(slug, Phase.CO_CREATE)) == []


def test_who_only_got_their_question_taken_back_is_not_thanked() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    asked = next(x for x in requests.requests(slug) if x.subject == "proof_of_value")
    requests.withdraw(slug, asked.id, by=HZ, reason="De stichting schrijft het zelf.")
    deliverables.submit(slug, "proof_of_value", by=HZ, content=b"Zo werkt het.")

    def accept() -> None:
        for side in Side:
            deliverables.accept(slug, "proof_of_value", side, by=HZ)

    assert thanked(slug, accept) == []


def test_a_receiver_who_accepts_what_is_handed_over_is_thanked_once() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    handover.set_route(slug, Route.EXISTING_ORGANISATION, by=HZ, receiver="onderwijs-fonds")
    handover.add(slug, "De leergang en het netwerk", "onderwijs-fonds", by=HZ)
    factories.drain()
    assert thanked(slug, lambda: handover.accept(slug, "h1", by=HZ)) == [(FONDS, "De leergang en het netwerk")]
    assert thanked(slug, lambda: handover.accept(slug, "h1", by=HZ)) == []


def test_who_is_asked_in_a_next_cycle_and_stands_by_a_promise_is_thanked_again() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    promise = ("onderwijs-fonds", ContributionKind.TIME, "Uren voor later", 40, Unit.HOURS)
    key = commitments.promise(slug, *promise, by=HZ, starts_on=TODAY)
    commitments.confirm(slug, key, by=HZ)
    factories.measured(slug, 0.4)
    plans.plan(slug, CarryOver(), by=HZ, commitments=CarryCommitments.ASK_AGAIN)
    factories.went_back(slug)
    assert seen.row(Commitment, slug, key=key).status == "promised"
    assert thanked(slug, lambda: commitments.confirm(slug, key, by=HZ)) == [(FONDS, "Uren voor later")]


def test_who_says_after_half_a_year_that_a_promise_stands_is_thanked_when_asked(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    assert thanked(slug, lambda: reconfirming.reconfirm(slug, "c1", by=HZ)) == []
    at_start.move_to(START + timedelta(days=190))
    timers.fire_due()
    assert thanked(slug, lambda: reconfirming.reconfirm(slug, "c1", by=HZ)) == [
        (GEMEENTE, "Een bijdrage aan de alliantie")
    ]
    assert thanked(slug, lambda: reconfirming.reconfirm(slug, "c1", by=HZ)) == []


def test_who_wants_no_mail_from_us_is_left_in_peace() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    with database().write() as session:
        queries.one(session, Contact, "contact", key=GEMEENTE).email_status = EmailStatus.OPTED_OUT
    assert thanked(slug, lambda: factories.measured(slug, 0.9)) == []
