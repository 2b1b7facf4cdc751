"""A contribution is promised, confirmed, delivered or withdrawn; whoever promised is asked, reminded and thanked."""

from datetime import date

import pytest

from models.actions import commitments
from models.db.tables import Commitment, Letter, Need, Stakeholder
from models.method.commitments import ContributionKind, Unit
from models.method.errors import BadInput, NotFound, StatusNotAllowed
from models.method.phases import Here, Phase
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

FONDS = "onderwijs-fonds"
TODAY = date(2026, 3, 2)


def promised(slug: str, *, quantity: int = 100_000, description: str = "Geld voor het eerste jaar") -> str:
    """Let the fund promise money."""
    return commitments.promise(
        slug, FONDS, ContributionKind.CAPITAL, description, quantity, Unit.CENTS, by=HZ, starts_on=TODAY
    )


def test_a_promise_is_kept_under_its_own_key() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    with seen.noting(slug) as happened:
        assert [promised(slug), promised(slug, quantity=1)] == ["c1", "c2"]
    assert happened == [("commitment.promised", "c1"), ("commitment.promised", "c2")]
    rows = seen.rows(Commitment, slug)
    assert [(c.key, c.quantity, c.status.value, c.from_cycle, c.until_cycle) for c in rows] == [
        ("c1", 100_000, "promised", 1, None),
        ("c2", 1, "promised", 1, None),
    ]


def test_fifty_million_euros_fit() -> None:
    slug = factories.added(needs=[_need(50_000_000)])
    key = promised(slug, quantity=5_000_000_000)
    commitments.confirm(slug, key, by=HZ)
    assert commitments.deliver(slug, key, 5_000_000_000, by=HZ, on=TODAY) == "fulfilled"
    assert seen.row(Commitment, slug).quantity == 5_000_000_000
    assert seen.row(Need, slug).quantity == 5_000_000_000


def test_all_promises_of_one_organisation_are_asked_for_in_one_letter_and_once() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    promised(slug)
    promised(slug, description="Een netwerk van scholen")
    here = Here(slug, 1, Phase.FORM_ALLIANCE)
    with seen.noting(slug) as happened:
        assert (commitments.ask(here), commitments.ask(here)) == (2, 0)
    assert happened == [("request.asked", "c1"), ("request.asked", "c2")]
    (letter,) = seen.rows(Letter, slug, kind="commitment_asked")
    assert [item["text"] for item in letter.context["items"]] == [
        "Geld voor het eerste jaar",
        "Een netwerk van scholen",
    ]


def test_confirming_makes_a_partner_stops_what_was_asked_and_thanks_once() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    key = promised(slug)
    factories.drain()
    with seen.noting(slug) as happened:
        commitments.confirm(slug, key, by="person:onderwijs-fonds-1")
        commitments.confirm(slug, key, by=HZ)
    assert happened == [
        ("request.stopped", "c1"),
        ("commitment.confirmed", "c1"),
        ("stakeholder.moved", FONDS),
    ]
    row = seen.row(Commitment, slug)
    assert (row.status.value, row.confirmed_by) == ("confirmed", "person:onderwijs-fonds-1")
    assert seen.asked(slug, kind="commitment") == [("commitment", "c1", "answered")]
    assert seen.letters(slug, kind="thanks") == [("thanks", "onderwijs-fonds-1", "queued")]
    assert [s.status.value for s in seen.rows(Stakeholder, slug)].count("committed") == 1


def test_deliveries_add_up_until_the_commitment_is_fulfilled() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    assert seen.asked(slug, kind="delivery") == [("delivery", "c1", "open"), ("delivery", "c2", "open")]
    with seen.noting(slug) as happened:
        assert commitments.deliver(slug, "c1", 50, by=HZ, on=TODAY) == "confirmed"
        assert commitments.deliver(slug, "c1", 30, by=HZ, on=TODAY, evidence="urenlijst") == "fulfilled"
        assert commitments.deliver(slug, "c1", 5, by=HZ, on=TODAY) == "fulfilled"
    assert happened == [("request.stopped", "c1")] + [("commitment.delivered", "c1")] * 3
    assert seen.asked(slug, kind="delivery") == [("delivery", "c1", "answered"), ("delivery", "c2", "open")]


def test_what_starts_later_is_not_asked_for_yet() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    key = commitments.promise(
        slug, FONDS, ContributionKind.CAPITAL, "Het tweede jaar", 1, Unit.CENTS, by=HZ, starts_on=date(2027, 1, 1)
    )
    commitments.confirm(slug, key, by=HZ)
    assert commitments.ask_for_deliveries(Here(slug, 1, Phase.IMPLEMENT)) == 0


def test_withdrawing_needs_a_reason_and_stops_what_was_asked() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    key = promised(slug)
    factories.drain()
    assert (
        seen.refused(BadInput, lambda: commitments.withdraw(slug, key, by=HZ, reason="op"))
        == "the reason for withdrawing needs at least 10 characters; this has 2"
    )
    with seen.noting(slug) as happened:
        commitments.withdraw(slug, key, by=HZ, reason="Het fonds is gestopt.")
    assert happened == [("request.stopped", "c1"), ("commitment.withdrawn", "c1")]
    row = seen.row(Commitment, slug)
    assert (row.status.value, row.reason, row.until_cycle) == ("withdrawn", "Het fonds is gestopt.", 1)
    assert seen.asked(slug, kind="commitment") == [("commitment", "c1", "withdrawn")]
    assert (
        seen.refused(StatusNotAllowed, lambda: commitments.withdraw(slug, key, by=HZ, reason="Het fonds is gestopt."))
        == "a commitment that is withdrawn cannot become withdrawn; allowed: nothing further"
    )


def test_what_cannot_be_promised_or_delivered_is_refused_with_the_bounds() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    key = promised(slug)
    assert seen.refused(BadInput, lambda: promised(slug, quantity=0)) == (
        "a promise of 0 cents is nothing; allowed: more than 0"
    )
    assert (
        seen.refused(BadInput, lambda: promised(slug, description="geld"))
        == "the description of a promise needs at least 10 characters; this has 4"
    )
    assert (
        seen.refused(BadInput, lambda: commitments.deliver(slug, key, -1, by=HZ, on=TODAY))
        == "a delivery of -1 is nothing; allowed: more than 0"
    )
    assert (
        seen.refused(StatusNotAllowed, lambda: commitments.deliver(slug, key, 1, by=HZ, on=TODAY))
        == "a commitment that is promised cannot become fulfilled; allowed: confirmed, withdrawn, ended, transferred"
    )
    assert seen.refused(NotFound, lambda: commitments.confirm(slug, "c9", by=HZ)) == "there is no commitment 'c9'"
    assert len(seen.rows(Commitment, slug)) == 1


def test_a_promise_cannot_end_before_it_starts_nor_answer_an_unknown_need() -> None:
    slug = factories.added()

    def promise(*, ends_on: date | None = None, need: str | None = None) -> str:
        return commitments.promise(
            slug,
            FONDS,
            ContributionKind.TIME,
            "Begeleiding",
            1,
            Unit.HOURS,
            by=HZ,
            starts_on=TODAY,
            ends_on=ends_on,
            need=need,
        )

    assert (
        seen.refused(BadInput, lambda: promise(ends_on=date(2026, 3, 1)))
        == "a promise cannot end on 2026-03-01 before it starts on 2026-03-02"
    )
    assert seen.refused(NotFound, lambda: promise(need="geld")) == "there is no need 'geld'"


def _need(euros: int) -> dict[str, object]:
    return {"key": "geld", "kind": "capital", "description": "Startgeld", "quantity": euros, "unit": "euro"}
