"""At the end everyone who contributed hears how it ended, what they brought, and what was learned."""

from typing import Any

import pytest

from models.actions import commitments, gates, handover, lessons, need, settling, stakeholders
from models.db.tables import Letter
from models.method.commitments import ContributionKind, Unit
from models.method.parties import StakeholderStatus
from models.method.phases import Phase
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

LESSON = "Begin met de scholen die het tekort het hardst voelen."


def promised(slug: str, who: str, quantity: int) -> str:
    text = "Begeleiding van zij-instromers"
    kind, unit = ContributionKind.SKILL, Unit.HOURS
    return commitments.promise(slug, f"{slug}-{who}", kind, text, quantity, unit, by=HZ, starts_on=START.date())


def farewells(slug: str) -> dict[str, dict[str, Any]]:
    """Return what each contact was told at the end."""
    to = [who for _, who, _ in seen.letters(slug, kind="alliance_ended")]
    return dict(zip(to, (row.context for row in seen.rows(Letter, slug, kind="alliance_ended")), strict=True))


def test_who_contributed_is_thanked_for_what_came_in_and_released_from_the_rest() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    key = promised(slug, "bedrijf", 40)
    commitments.confirm(slug, key, by=HZ)
    commitments.deliver(slug, key, 30, by=HZ, on=START.date())
    settling.transfer(slug, key, f"{slug}-gemeente", by=HZ, reason="De gemeente neemt de uren over.")
    lessons.add_lesson(slug, LESSON, by=HZ)
    factories.secured(slug)
    told = farewells(slug)
    assert list(told) == ["onderwijs-gemeente-1", "onderwijs-bedrijf-1", "onderwijs-fonds-1"]
    assert told["onderwijs-bedrijf-1"] == {
        "alliance": "Alliantie onderwijs",
        "ending_label": "geborgd",
        "receiver": "Gemeente Voorbeeld",
        "brought": ["kunde: 30 uur (Begeleiding van zij-instromers)"],
        "released": ["kunde: 10 uur (Begeleiding van zij-instromers)"],
        "insights": [LESSON],
    }
    assert told["onderwijs-fonds-1"]["brought"] == ["kapitaal: € 25.000,00 (Een bijdrage aan de alliantie)"]
    assert told["onderwijs-fonds-1"]["released"] == []


def test_an_alliance_that_stops_ends_what_is_still_open_and_says_so() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    gates.stop(slug, by=HZ, reason="De financiering is weggevallen.")
    with seen.noting(slug) as happened:
        handover.share(slug, by=HZ)
        factories.drain()
    assert [one for one in happened if one[0] == "commitment.ended"] == [
        ("commitment.ended", "c1"),
        ("commitment.ended", "c2"),
    ]
    told = farewells(slug)["onderwijs-gemeente-1"]
    assert (told["ending_label"], told["receiver"], told["brought"]) == ("gestopt", None, [])
    assert told["released"] == ["tijd: 80 uur (Een bijdrage aan de alliantie)"]


def test_a_partner_who_left_is_thanked_and_one_who_took_its_only_promise_back_is_not() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    stakeholders.move(slug, f"{slug}-gemeente", StakeholderStatus.LEFT, by=HZ, reason="Een andere koers gekozen.")
    commitments.withdraw(slug, promised(slug, "ouders", 10), by=HZ, reason="Er zijn geen vrijwilligers.")
    promised(slug, "bedrijf", 10)
    gates.stop(slug, by=HZ, reason="De financiering is weggevallen.")
    handover.share(slug, by=HZ)
    factories.drain()
    assert list(farewells(slug)) == ["onderwijs-gemeente-1", "onderwijs-bedrijf-1", "onderwijs-fonds-1"]


def test_without_an_alliance_there_are_no_insights_and_nobody_to_thank() -> None:
    slug = factories.added()
    lessons.add_lesson(slug, LESSON, by=HZ)
    promised(slug, "fonds", 10)
    need.no_go(slug, by=HZ, reason="De bestaande aanpak volstaat.")
    (told,) = farewells(slug).values()
    assert (told["ending_label"], told["insights"]) == ("geen alliantie nodig", [])
    assert told["released"] == ["kunde: 10 uur (Begeleiding van zij-instromers)"]
