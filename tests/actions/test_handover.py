"""Securing the impact: a route, items that the receiver accepts, and insights that are shared."""

import pytest

from models.actions import handover
from models.actions.overview import overview
from models.db.tables import HandoverItem, Securing
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.handover import Route
from models.method.phases import Here, Phase
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

GEMEENTE = "onderwijs-gemeente"


def test_the_last_gate_waits_for_the_deliverable_the_items_and_the_sharing() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    assert overview(slug).waits_for == ("deliverable:impact_secured", "handover", "sharing")
    handover.add(slug, "De leergang en het netwerk", GEMEENTE, by=HZ)
    assert overview(slug).waits_for == ("deliverable:impact_secured", "handover:h1", "handover", "sharing")
    handover.set_route(slug, Route.EXISTING_ORGANISATION, by=HZ, receiver=GEMEENTE)
    assert overview(slug).waits_for == ("deliverable:impact_secured", "handover:h1", "sharing")
    handover.accept(slug, "h1", by="person:onderwijs-gemeente-1")
    handover.share(slug, by=HZ)
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
    assert happened == [("handover.added", "route")]
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
