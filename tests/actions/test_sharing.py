"""What came out of a round goes to those who gave its figures, once people have decided about it."""

from datetime import date, timedelta

import pytest

from models.actions import decisions, lists_evidence, measuring, requests, retract, rounds, sharing
from models.actions.frame import act
from models.actions.overview import open_decisions
from models.db import queries
from models.db.session import database
from models.db.tables import BodyMember, Contact, Event, Indicator, Letter, Round
from models.method.decisions import Outcome
from models.method.mail import EmailStatus
from models.method.parties import Body
from models.method.phases import Phase
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

TODAY = date(2026, 3, 2)
GEMEENTE = "onderwijs-gemeente-1"


def results(slug: str) -> list[tuple[str, int, str]]:
    """Return to whom which results went, and what they say of the round."""
    who = [one for _, one, _ in seen.letters(slug, kind="round_results")]
    said = [x.context for x in seen.rows(Letter, slug, kind="round_results")]
    return [(to, x["round"], x["verdict_label"]) for to, x in zip(who, said, strict=True)]


def shared(slug: str) -> list[tuple[str, dict[str, object]]]:
    """Return which rounds were shared."""
    return [(x.subject, x.details) for x in seen.rows(Event, slug, type="round.shared")]


def answered(slug: str, outcome: Outcome) -> int:
    """Answer the open decision and return its number."""
    (asked,) = open_decisions(slug)
    decisions.answer(str(asked.id), factories.an_answer(outcome), via="CLI")
    return asked.id


def test_a_round_with_enough_impact_is_shared_when_it_closes_once_with_each_who_gave_figures() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.9)
    assert results(slug) == [(GEMEENTE, 1, "voldoende impact")]
    assert seen.row(Letter, slug, kind="round_results").context["figures"] == [
        {"title": "Aantal vacatures", "value": 55.0, "target": 50.0},
        {"title": "Aantal instroom", "value": 290.0, "target": 300.0},
    ]
    assert shared(slug) == [("1", {"contacts": 1})]
    with act(slug, by=HZ) as a:
        sharing.share_results(a, queries.one(a.session, Round, "round", number=1))
    assert (len(results(slug)), len(shared(slug))) == (1, 1)


def test_a_round_that_only_informs_is_shared_when_it_closes() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    rounds.open_round(slug, by=HZ)
    factories.drain()
    factories.measured(slug, 0.1)
    assert results(slug) == [(GEMEENTE, 1, "onvoldoende impact")]


def test_while_people_still_decide_nothing_is_told() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    measuring.measure(slug, "vacatures", 80, by=HZ, on=TODAY)
    factories.drain()
    assert results(slug) == []
    factories.measured(slug, 0.4)
    assert ([x.verdict for x in seen.rows(Round, slug)], results(slug)) == (["insufficient"], [])


@pytest.mark.parametrize("outcome", [Outcome.GO_BACK, Outcome.SECURE_ANYWAY, Outcome.MEASURE_AGAIN, Outcome.STOP])
def test_whatever_people_decide_the_results_go_out_with_it(outcome: Outcome) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    answered(slug, outcome)
    factories.drain()
    assert results(slug) == [(GEMEENTE, 1, "onvoldoende impact")]
    assert "superseded" not in [state for _, _, state in seen.letters(slug, kind="round_results")]


def test_a_decision_that_is_taken_back_takes_the_results_with_it_until_it_is_taken_again() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    number = answered(slug, Outcome.GO_BACK)
    assert results(slug) == [(GEMEENTE, 1, "onvoldoende impact")]
    retract.retract(number, by=HZ, reason="De raad moet er nog over praten.")
    assert results(slug) == []
    answered(slug, Outcome.SECURE_ANYWAY)
    assert results(slug) == [(GEMEENTE, 1, "onvoldoende impact")]


def test_going_back_of_ones_own_accord_shares_a_shared_round_no_second_time() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.9)
    assert len(results(slug)) == 1
    decisions.answer(f"new:{slug}", factories.an_answer(), via="CLI")
    assert len(results(slug)) == 1


def test_who_gave_no_figure_hears_nothing() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    for request in requests.requests(slug):
        if request.kind == "measurement":
            requests.withdraw(slug, request.id, by=HZ, reason="De stichting meet dit zelf.")
    factories.measured(slug, 0.9)
    assert (results(slug), shared(slug)) == ([], [])


def test_who_gets_no_mail_from_us_hears_nothing_and_who_took_over_does() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    with database().write() as session:
        contact = queries.one(session, Contact, "contact", key=GEMEENTE)
        contact.email_status = EmailStatus.OPTED_OUT
        contact.successor_id = queries.one(session, Contact, "contact", key="onderwijs-ouders-1").id
    factories.measured(slug, 0.9)
    assert results(slug) == [("onderwijs-ouders-1", 1, "voldoende impact")]


def test_the_verdict_is_told_in_the_language_of_the_reader() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    with database().write() as session:
        queries.one(session, Contact, "contact", key=GEMEENTE).language = "en"
    factories.measured(slug, 0.9)
    assert results(slug) == [(GEMEENTE, 1, "enough impact")]


def test_a_plan_to_go_back_before_there_is_a_verdict_shares_nothing() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    measuring.measure(slug, "vacatures", 80, by=HZ, on=TODAY)
    decisions.answer(f"new:{slug}", factories.an_answer(), via="CLI")
    assert (results(slug), shared(slug)) == ([], [])


def guarding(slug: str, key: str) -> None:
    """Make an indicator a guard against harm, before anything is measured."""
    with database().write() as session:
        alliance = queries.find_alliance(session, slug)
        queries.one(session, Indicator, "indicator", alliance_id=alliance.id, key=key).guard = True


@pytest.mark.parametrize("phase", [Phase.IMPLEMENT, Phase.EVALUATE])
def test_of_harm_the_sponsor_group_hears_at_once_and_the_facilitator_has_a_task(phase: Phase) -> None:
    slug = factories.brought_to(phase)
    guarding(slug, "vacatures")
    if phase is Phase.IMPLEMENT:
        rounds.open_round(slug, by=HZ)
        factories.drain()
    factories.measured(slug, 0.1)
    assert [to for _, to, _ in seen.letters(slug, kind="guard_breached")] == ["onderwijs-fonds-1"]
    assert seen.row(Letter, slug, kind="guard_breached").context == {
        "alliance": "Alliantie onderwijs",
        "round": 1,
        "figures": [{"title": "Aantal vacatures", "value": 95.0, "target": 50.0}],
    }
    (task,) = [one for one in lists_evidence.tasks(slug) if one.kind == "stop_harm"]
    assert (task.subject, task.owner, task.due_on) == ("vacatures", "hz", TODAY + timedelta(days=7))


def test_where_no_guard_was_breached_nobody_is_warned() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    guarding(slug, "vacatures")
    factories.measured(slug, 0.9)
    assert seen.letters(slug, kind="guard_breached") == []


def test_where_the_sponsor_group_has_no_contact_the_task_is_all_there_is() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    guarding(slug, "vacatures")
    with database().write() as session:
        for seat in queries.rows(session, BodyMember, body=Body.SPONSOR_GROUP):
            seat.contact_id = None
    factories.measured(slug, 0.1)
    assert seen.letters(slug, kind="guard_breached") == []
    assert [one.subject for one in lists_evidence.tasks(slug) if one.kind == "stop_harm"] == ["vacatures"]
