"""Letters that wait for a person: listed, let go and discarded in batches, all of a batch or none of it."""

from datetime import timedelta

import pytest

from models.actions import letter_review, letterbox, post, requests
from models.actions.overview import overview
from models.db.session import database
from models.db.tables import Event, Letter
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.posting import Outcome, Result
from models.method.requests import LetterState
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import claim, sent
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

WHY = "De vraag is al mondeling gesteld."


def _reviewing(slug: str = "onderwijs") -> str:
    return factories.added(slug, settings={"review_letters": True})


def crowd(slug: str, size: int) -> str:
    """Add an alliance that invites one contact of each of ``size`` organisations."""
    organisations = [{"key": f"org-{n}", "name": f"Organisatie {n}", "sector": "citizens"} for n in range(size)]
    (first, *_) = factories.described(slug).model_dump(by_alias=True, mode="json")["contacts"]
    contacts = [
        {**first, "key": f"org-{n}-1", "organisation": f"org-{n}", "email": f"n{n}@example.org"} for n in range(size)
    ]
    return factories.added(
        slug, organisations=organisations, contacts=contacts, bodies={}, settings={"review_letters": True}
    )


def _states(slug: str) -> dict[int, str]:
    return {row.id: str(row.state) for row in seen.rows(Letter, slug) if row.contact_id is not None}


def test_the_first_letter_to_a_person_waits_and_says_to_which_organisation_and_since_when() -> None:
    slug = _reviewing()
    lines = letter_review.waiting()
    assert [(one.alliance, one.id, one.kind, one.to, one.contact, one.why, one.since) for one in lines] == [
        (slug, 2, "invitation", "onderwijs-gemeente", "onderwijs-gemeente-1", "first_contact", START),
        (slug, 3, "invitation", "onderwijs-ouders", "onderwijs-ouders-1", "first_contact", START),
        (slug, 4, "invitation", "onderwijs-bedrijf", "onderwijs-bedrijf-1", "first_contact", START),
        (slug, 5, "invitation", "onderwijs-fonds", "onderwijs-fonds-1", "first_contact", START),
    ]
    assert (lines[0].due, lines[0].file) == (seen.rows(Letter, slug)[1].not_before + timedelta(days=14), None)
    assert factories.PLANTED_NAME not in str(lines)


def test_a_letter_of_a_kind_that_escalates_says_so() -> None:
    slug = _reviewing()
    with database().write() as session:
        letter = session.get_one(Letter, 2)
        letter.kind = "escalation"
    assert [one.why.value for one in letter_review.waiting(slug)] == ["escalation", *["first_contact"] * 3]


def test_what_is_due_first_waits_on_top_and_what_is_settled_waits_for_nobody(at_start: SetClock) -> None:
    slug = _reviewing()
    at_start.move_to(START + timedelta(days=1))
    requests.move_due(slug, 4, (START + timedelta(days=2)).date(), by=HZ)
    requests.answer(slug, 1, by=HZ)
    assert [one.id for one in letter_review.waiting(slug)] == [5, 3, 4]
    assert overview(slug).to_review == 3
    assert _states(slug) == {2: "draft", 3: "draft", 4: "draft", 5: "draft"}


def test_letters_that_are_approved_may_leave_and_it_is_kept_who_let_them_go() -> None:
    slug = _reviewing()
    with seen.noting(slug) as noted:
        assert letter_review.approve(slug, (3, 2), by=HZ) == letter_review.Approved((2, 3), 2)
    assert noted == [("letter.approved", "2"), ("letter.approved", "3")]
    assert _states(slug) == {2: "queued", 3: "queued", 4: "draft", 5: "draft"}
    first = seen.rows(Letter, slug)[1]
    assert (first.reviewed_by, first.reviewed_at, first.not_before) == (HZ, START, START)


def test_a_mail_is_of_the_day_on_which_a_person_let_its_letter_go(at_start: SetClock) -> None:
    slug = _reviewing()
    at_start.move_to(START + timedelta(days=4))
    letter_review.approve(slug, (2,), by=HZ)
    told, approved = claim(), claim()
    assert [(one.id, one.dated - START) for one in (told, approved)] == [(1, timedelta()), (2, timedelta(days=4))]
    sent(told)
    post.mark_outcome(approved, Outcome(Result.POLICY, 550))
    at_start.move_to(START + timedelta(days=6))
    letterbox.release(slug, 2, by=HZ)
    released = claim()
    post.mark_outcome(released, Outcome(Result.TEMPORARY, 451))
    at_start.move_to(START + timedelta(days=7))
    again = claim()
    assert [(one.id, one.dated - START) for one in (released, again)] == [(2, timedelta(days=6))] * 2


def test_a_batch_with_one_letter_that_does_not_wait_is_refused_whole() -> None:
    slug = _reviewing()
    letter_review.approve(slug, (4,), by=HZ)
    assert seen.refused(NotAllowed, lambda: letter_review.approve(slug, (2, 3, 4), by=HZ)) == (
        "letter 4 of onderwijs is queued and does not wait for a review; none was approved"
    )
    assert seen.refused(NotFound, lambda: letter_review.approve(slug, (2, 99), by=HZ)) == (
        "there is no letter 99 in onderwijs; see: samenspel letter list onderwijs"
    )
    assert seen.refused(NotFound, lambda: letter_review.approve("zorg", (2,), by=HZ)) == (
        "there is no alliance 'zorg'; known: onderwijs"
    )
    assert _states(slug) == {2: "draft", 3: "draft", 4: "queued", 5: "draft"}


def test_all_letters_of_all_alliances_are_approved_at_once_or_those_of_one_kind() -> None:
    for slug in ("onderwijs", "zorg"):
        _reviewing(slug)
    with database().write() as session:
        session.get_one(Letter, 2).kind = "deliverable_asked"
    assert letter_review.approve_all(None, by=HZ, kind="deliverable_asked") == letter_review.Approved((2,), 1)
    assert letter_review.approve_all("zorg", by=HZ) == letter_review.Approved((7, 8, 9, 10), 4)
    assert letter_review.approve_all(None, by=HZ) == letter_review.Approved((3, 4, 5), 3)
    assert letter_review.approve_all(None, by=HZ) == letter_review.Approved((), 0)
    assert {*_states("onderwijs").values(), *_states("zorg").values()} == {"queued"}


def test_no_letters_named_means_none_and_not_all() -> None:
    slug = _reviewing()
    with seen.noting(slug) as noted:
        assert letter_review.approve(slug, (), by=HZ) == letter_review.Approved((), 0)
        assert letter_review.discard(slug, (), by=HZ, reason=WHY) == ()
        assert letter_review.approve_all(slug, by=HZ, kind="thanks") == letter_review.Approved((), 0)
    assert noted == []
    assert _states(slug) == {2: "draft", 3: "draft", 4: "draft", 5: "draft"}


def test_a_crowd_is_written_to_only_when_its_number_is_given_and_right() -> None:
    slug = crowd("wijken", 26)
    assert seen.refused(BadInput, lambda: letter_review.approve_all(slug, by=HZ)) == (
        "these letters go to 26 recipients; above 25, confirm that number with: --recipients 26"
    )
    assert seen.refused(BadInput, lambda: letter_review.approve_all(slug, by=HZ, recipients=25)) == (
        "the number of recipients is 26 and not 25; none was approved"
    )
    assert set(_states(slug).values()) == {"draft"}
    assert letter_review.approve_all(slug, by=HZ, recipients=26).recipients == 26
    assert set(_states(slug).values()) == {"queued"}


def test_twenty_five_recipients_are_no_crowd_and_letters_to_one_person_count_once() -> None:
    slug = crowd("wijken", 25)
    with database().write() as session:
        first = session.get_one(Letter, 2)
        again = {"kind": "thanks", "key": "again", "contact_id": first.contact_id, "state": LetterState.DRAFT}
        session.add(Letter(alliance_id=1, cycle=1, context={}, written_at=START, not_before=START, **again))
    assert letter_review.approve_all(slug, by=HZ).recipients == 25


def test_a_dry_run_counts_refuses_and_changes_nothing() -> None:
    slug = _reviewing()
    assert letter_review.approve(slug, (2, 3), by=HZ, dry_run=True) == letter_review.Approved((2, 3), 2)
    assert letter_review.approve_all(None, by=HZ, dry_run=True).recipients == 4
    assert letter_review.discard(slug, (2,), by=HZ, reason=WHY, dry_run=True) == ("invitation",)
    assert _states(slug) == {2: "draft", 3: "draft", 4: "draft", 5: "draft"}
    assert [event.type.value for event in seen.rows(Event, slug) if event.type.startswith("letter.")] == []
    assert letter_review.approve_all(crowd("wijken", 26), by=HZ, dry_run=True).recipients == 26
    assert seen.refused(BadInput, lambda: letter_review.approve(slug, (2,), by=HZ, recipients=2, dry_run=True)) == (
        "the number of recipients is 1 and not 2; none was approved"
    )


def test_letters_are_discarded_all_or_none() -> None:
    slug = _reviewing()
    letter_review.discard(slug, (3,), by=HZ, reason=WHY)
    assert seen.refused(NotAllowed, lambda: letter_review.discard(slug, (2, 3), by=HZ, reason=WHY)) == (
        "letter 3 of onderwijs is superseded and cannot become superseded; allowed: nothing else"
    )
    with seen.noting(slug) as noted:
        assert letter_review.discard(slug, (4, 2), by=HZ, reason=WHY) == ("invitation", "invitation")
    assert noted == [("letter.discarded", "2"), ("letter.discarded", "4")]
    assert _states(slug) == {2: "superseded", 3: "superseded", 4: "superseded", 5: "draft"}
    assert seen.rows(Letter, slug)[1].reason == WHY


def test_a_letter_that_waits_for_a_review_is_not_released_behind_its_back() -> None:
    slug = _reviewing()
    assert seen.refused(NotAllowed, lambda: letterbox.release(slug, 2, by=HZ)) == (
        "letter 2 of onderwijs waits for a review; see: samenspel letter review onderwijs"
    )
    letterbox.hold(slug, 2, by=HZ, reason="Eerst overleg met de wethouder.")
    assert letterbox.release(slug, 2, by=HZ) == "invitation"
