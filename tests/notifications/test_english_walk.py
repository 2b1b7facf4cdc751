"""A whole life of an alliance in English: no letter of it says a word of ours in Dutch."""

import re
from datetime import timedelta

import pytest

from models.actions import (
    announcements,
    decisions,
    deliverables,
    fault_returns,
    faults,
    handover,
    improvements,
    last_look,
    need,
    recommendations,
    round_states,
    timers,
)
from models.actions.faults import FaultText
from models.actions.overview import open_decisions
from models.db import queries
from models.db.session import database
from models.db.tables import Letter
from models.method.decisions import Outcome
from models.method.faults import FaultAnswer, Scale
from models.method.handover import Route
from models.method.letters import LETTERS, letter_from
from models.method.mail import Audience
from models.method.phases import Phase
from models.method.working_days import local_day
from notifications.render import render
from samenspel.clock import SetClock
from samenspel.settings import Settings
from tests import factories
from tests.actions import reflecting
from tests.actions.letters_due import the_rest_sent
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

#: Words that stand in nearly every sentence of Dutch, and in none of English.
DUTCH = re.compile(r"\b(?:aan|bij|de|deze|dus|een|het|hoe|maar|naar|niet|nog|ook|uw|van|voor|voorgesteld|wij|wordt)\b")

#: What this life has no occasion for, and what only several letters together are.
NOT_WRITTEN = {
    "commitment_ended",
    "dispatch_parked",
    "escalation",
    "guard_breached",
    "open_items",
    "re_confirmation_asked",
}

#: What people wrote themselves, which stays as it is.
OWN = "Own words."

#: What the foundation is called, and what people wrote in the walks of other tests.
THEIRS = re.compile(
    f"{Settings().foundation}|Een bijdrage aan de alliantie|De leergang en het netwerk|Begin met de scholen[^.]*"
)


def wait(hands: SetClock, days: int) -> None:
    """Let days pass on which everything happens that is due, and every letter leaves."""
    for _ in range(days):
        hands.move_to(hands.now() + timedelta(days=1))
        timers.fire_due()
        the_rest_sent()
        factories.drain()


def lived(slug: str, hands: SetClock) -> None:
    """Let an alliance live: it is late, falls short, goes on all the same, and ends."""
    need.score_need(slug, {"urgentie": 5, "kracht": 4}, by=HZ)
    factories.drain()
    wait(hands, 30)
    hands.move_to(hands.now() + timedelta(days=100))
    wait(hands, 1)
    factories.explored(slug)
    deliverables.submit(slug, "cooperation_agreement", by=HZ, content=OWN.encode())
    factories.drain()
    factories.formed(slug)
    wait(hands, 5)
    recommendations.add(slug, OWN, by=HZ, due_on=local_day(hands.now()) + timedelta(days=1))
    improvements.add(slug, OWN, due_on=local_day(hands.now()) + timedelta(days=1), by=HZ)
    for audience in Audience:
        announcements.plan(slug, audience, OWN, OWN, on=local_day(hands.now()) + timedelta(days=1), by=HZ)
    for owner, answer in (("gemeente", FaultAnswer.REFUSED), ("fonds", FaultAnswer.ACCEPTED), ("ouders", None)):
        fault = faults.add_fault(slug, OWN, OWN, by=HZ, more=FaultText(scale=Scale.NATIONAL, ask=OWN, evidence=OWN))
        fault_returns.return_(slug, fault, to=f"{slug}-{owner}", by=HZ)
        if answer is not None:
            fault_returns.answer(slug, fault, answer, by=HZ, reason=OWN)
    wait(hands, 5)
    factories.designed(slug)
    factories.carried_out(slug)
    reflecting.all_answer(slug, number=2)
    round_states.review(slug, 2, by=HZ)
    round_states.publish(slug, 2, by=HZ)
    factories.measured(slug, 0.3)
    wait(hands, 30)
    for asked in open_decisions(slug):
        if asked.kind == "verdict":
            decisions.answer(str(asked.id), factories.an_answer(Outcome.SECURE_ANYWAY), via="CLI")
    factories.deliver_all(slug, Phase.EVALUATE)
    factories.drain()
    handover.set_route(slug, Route.EXISTING_ORGANISATION, by=HZ, receiver=f"{slug}-gemeente")
    handover.add(slug, OWN, f"{slug}-gemeente", by=HZ)
    factories.drain()
    wait(hands, 3)
    handover.accept(slug, "h1", by=HZ)
    factories.secured(slug)
    hands.move_to(hands.now() + timedelta(days=370))
    wait(hands, 1)


def test_no_letter_of_a_whole_life_in_english_has_dutch_of_ours_in_it(at_start: SetClock) -> None:
    small = factories.described().model_dump(by_alias=True, mode="json")
    contacts = [{**one, "language": "en"} for one in small["contacts"]]
    slug = factories.added(language="en", contacts=contacts, settings={"review_letters": False})
    lived(slug, at_start)
    found: dict[str, list[str]] = {}
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        for row in queries.rows(session, Letter, alliance_id=alliance.id):
            to = last_look.addressee(session, row, alliance)
            written = render(letter_from(row.kind, row.context), language=to.language, recipient_name=to.name)
            said = THEIRS.sub("", " ".join(f"{written.subject} {written.text}".split()))
            found[row.kind] = [*found.get(row.kind, []), *DUTCH.findall(said.lower())]
    assert [(kind, words) for kind, words in found.items() if words] == []
    assert set(LETTERS) - set(found) == NOT_WRITTEN
