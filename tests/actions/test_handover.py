"""Securing the impact: a route, items that the receiver accepts, two sides that agree, and insights that are shared."""

from typing import Any

import pytest

from models.actions import handover, lists_learning
from models.actions.overview import overview
from models.db.tables import HandoverItem, Securing
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.handover import HandoverKind, Route
from models.method.phases import Here, Phase, Side
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

GEMEENTE = "onderwijs-gemeente"


def test_the_last_gate_waits_for_the_deliverable_the_items_and_the_sharing() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    agreement = ("agreement:foundation", "agreement:partners")
    assert overview(slug).waits_for == ("deliverable:impact_secured", "handover", *agreement, "sharing")
    handover.add(slug, "De leergang en het netwerk", GEMEENTE, by=HZ)
    assert overview(slug).waits_for == ("deliverable:impact_secured", "handover:h1", "handover", *agreement, "sharing")
    handover.set_route(slug, Route.EXISTING_ORGANISATION, by=HZ, receiver=GEMEENTE)
    assert overview(slug).waits_for == ("deliverable:impact_secured", "handover:h1", *agreement, "sharing")
    handover.accept(slug, "h1", by="person:onderwijs-gemeente-1")
    handover.share(slug, by=HZ)
    assert overview(slug).waits_for == ("deliverable:impact_secured", *agreement)
    handover.agree(slug, Side.PARTNERS, by=HZ)
    assert overview(slug).waits_for == ("deliverable:impact_secured", "agreement:foundation")
    handover.agree(slug, Side.FOUNDATION, by=HZ)
    assert overview(slug).waits_for == ("deliverable:impact_secured",)
    factories.deliver_all(slug, Phase.SECURE_IMPACT)
    factories.drain()
    assert (overview(slug).status, overview(slug).ending) == ("ended", "secured")


def test_the_receiver_is_asked_once_and_no_more_after_accepting() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    handover.add(slug, "De leergang en het netwerk", GEMEENTE, by=HZ)
    here = Here(slug, 1, Phase.SECURE_IMPACT)
    assert (handover.ask_receivers(here), handover.ask_receivers(here)) == (1, 0)
    assert seen.letters(slug, kind="handover_asked") == [("handover_asked", "onderwijs-gemeente-1", "queued")]
    with seen.noting(slug) as happened:
        handover.accept(slug, "h1", by=HZ)
        handover.accept(slug, "h1", by="staff:other")
    assert happened == [("request.stopped", "h1"), ("handover.accepted", "h1")]
    assert seen.row(HandoverItem, slug).accepted_by == HZ
    assert seen.asked(slug, kind="handover") == [("handover", "h1", "answered")]


def test_sharing_is_recorded_once() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    with seen.noting(slug) as happened:
        handover.share(slug, by=HZ)
        handover.share(slug, by="staff:other")
    assert happened == [("insights.shared", "")]
    assert seen.row(Securing, slug).shared_by == HZ


def test_stopping_there_may_be_nothing_left_to_hand_over() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    with seen.noting(slug) as happened:
        handover.set_route(slug, Route.STOP, by=HZ)
    assert happened == [("handover.added", "route"), ("decision.answered", "1")]
    assert overview(slug).waits_for == ("deliverable:impact_secured", "sharing")
    handover.share(slug, by=HZ)
    factories.deliver_all(slug, Phase.SECURE_IMPACT)
    factories.drain()
    assert overview(slug).ending == "stopped"


def test_securing_belongs_to_phase_six() -> None:
    slug = factories.added()
    said = "hand-over belongs to phase secure_impact; onderwijs is in explore"
    assert seen.refused(NotAllowed, lambda: handover.share(slug, by=HZ)) == said
    assert seen.refused(NotAllowed, lambda: handover.add(slug, "De leergang", GEMEENTE, by=HZ)) == said
    assert seen.refused(NotAllowed, lambda: handover.accept(slug, "h1", by=HZ)) == said
    assert seen.refused(NotAllowed, lambda: handover.set_route(slug, Route.STOP, by=HZ)) == said
    assert seen.refused(NotAllowed, lambda: handover.agree(slug, Side.PARTNERS, by=HZ)) == said


def test_what_cannot_be_handed_over_is_refused() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    assert seen.refused(NotFound, lambda: handover.accept(slug, "h9", by=HZ)) == "there is no hand-over item 'h9'"
    assert (
        seen.refused(BadInput, lambda: handover.add(slug, "iets", GEMEENTE, by=HZ))
        == "a hand-over item needs at least 10 characters; this has 4"
    )
    assert seen.refused(NotFound, lambda: handover.add(slug, "De leergang en meer", "niemand", by=HZ)).startswith(
        "'niemand' is no stakeholder of onderwijs; known: "
    )


def with_an_item(**more: Any) -> str:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    handover.set_route(slug, Route.EXISTING_ORGANISATION, by=HZ, receiver=GEMEENTE)
    handover.add(slug, "De leergang en het netwerk", GEMEENTE, by=HZ, **more)
    return slug


def test_an_item_says_what_kind_of_thing_it_is_and_where_it_can_be_seen() -> None:
    slug = with_an_item(kind=HandoverKind.CONTRACTS, evidence="Map 12, contracten.")
    handover.accept(slug, "h1", by=HZ, evidence="Getekend op 3 maart.")
    assert lists_learning.handover(slug) == lists_learning.HandoverView(
        alliance=slug,
        route="existing_organisation",
        receiver=GEMEENTE,
        agreed_foundation=None,
        agreed_partners=None,
        shared_at=None,
        shared_by=None,
        kinds_left=(
            HandoverKind.OWNERSHIP,
            HandoverKind.MONEY,
            HandoverKind.PEOPLE,
            HandoverKind.DATA,
            HandoverKind.KNOWLEDGE,
            HandoverKind.SUPPORT,
            HandoverKind.OPEN_COMMITMENTS,
        ),
        commitments_open=(),
        items=(
            lists_learning.HandoverLine(
                key="h1",
                cycle=1,
                kind=HandoverKind.CONTRACTS,
                text="De leergang en het netwerk",
                evidence="Map 12, contracten.\nGetekend op 3 maart.",
                receiver=GEMEENTE,
                accepted_at=START,
                accepted_by=HZ,
            ),
        ),
    )


def test_there_is_nothing_left_to_think_of_before_a_route_is_chosen_and_when_stopping() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    assert lists_learning.handover(slug).kinds_left == ()
    handover.set_route(slug, Route.STOP, by=HZ)
    assert lists_learning.handover(slug).kinds_left == ()


def test_an_acceptance_that_is_taken_back_is_asked_for_once_more_and_agreed_on_anew() -> None:
    slug = with_an_item()
    factories.drain()
    handover.accept(slug, "h1", by=HZ)
    for side in Side:
        handover.agree(slug, side, by=HZ)
    with seen.noting(slug) as happened:
        handover.withdraw(slug, "h1", by=HZ, reason="Het contract is nog niet getekend.")
        handover.withdraw(slug, "h1", by=HZ, reason="Het contract is nog niet getekend.")
        factories.drain()
        factories.drain()
    assert happened == [("handover.withdrawn", "h1"), ("request.asked", "h1")]
    assert overview(slug).waits_for[1:4] == ("handover:h1", "agreement:foundation", "agreement:partners")
    assert seen.asked(slug, kind="handover") == [("handover", "h1", "answered"), ("handover", "h1", "open")]
    handover.accept(slug, "h1", by=HZ)
    factories.drain()
    assert seen.asked(slug, kind="handover", state="open") == []


def test_an_item_goes_only_while_nobody_accepted_it_and_leaves_its_key_to_no_other() -> None:
    slug = with_an_item()
    factories.drain()
    handover.add(slug, "De gegevens van de pilot", GEMEENTE, by=HZ)
    handover.accept(slug, "h2", by=HZ)
    assert (
        seen.refused(NotAllowed, lambda: handover.remove(slug, "h2", by=HZ))
        == "h2 was accepted on 2026-03-02; take that back before removing it"
    )
    with seen.noting(slug) as happened:
        handover.remove(slug, "h1", by=HZ)
    assert happened == [("request.stopped", "h1"), ("handover.removed", "h1")]
    assert seen.refused(NotFound, lambda: handover.remove(slug, "h1", by=HZ)) == "there is no hand-over item 'h1'"
    assert handover.add(slug, "De website en het beeldmerk", GEMEENTE, by=HZ) == "h3"
    assert [item.key for item in lists_learning.handover(slug).items] == ["h2", "h3"]


def test_what_both_sides_agreed_on_falls_away_with_another_route_and_not_with_the_same() -> None:
    slug = with_an_item()
    with seen.noting(slug) as happened:
        for side in (Side.FOUNDATION, Side.PARTNERS, Side.PARTNERS):
            handover.agree(slug, side, by=HZ)
    assert happened == [("securing.agreed", "foundation"), ("securing.agreed", "partners")]
    with seen.noting(slug) as happened:
        handover.set_route(slug, Route.EXISTING_ORGANISATION, by=HZ, receiver=GEMEENTE)
    assert happened == []
    assert seen.row(Securing, slug).agreed_partners == HZ
    handover.set_route(slug, Route.EXISTING_ORGANISATION, by=HZ, receiver="onderwijs-fonds")
    there = seen.row(Securing, slug)
    assert (there.agreed_foundation, there.agreed_partners) == (None, None)


def test_there_is_nothing_to_agree_on_without_a_route_or_on_the_route_that_stops() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    assert (
        seen.refused(NotAllowed, lambda: handover.agree(slug, Side.PARTNERS, by=HZ))
        == "no route was chosen yet, so there is nothing to agree on"
    )
    handover.set_route(slug, Route.STOP, by=HZ)
    assert (
        seen.refused(NotAllowed, lambda: handover.agree(slug, Side.PARTNERS, by=HZ))
        == "on the route stop nothing is secured, so there is nothing to agree on"
    )
