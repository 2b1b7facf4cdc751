"""Somebody else takes a place: the former is asked nothing more, and the successor is asked anew."""

from datetime import timedelta

import pytest

from models.actions import post
from models.actions.address_book import Asked, asked_of, people
from models.actions.describe import described
from models.actions.revise import Edit, revise
from models.db.tables import Contact, Stakeholder
from models.method.definition_parts import Member
from models.method.edits import adding, changing, removing, seating
from models.method.parties import Body
from models.method.phases import Phase
from models.method.requests import RequestKind
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

FONDS, FORMER, SUCCESSOR = "onderwijs-fonds", "onderwijs-fonds-1", "noor"


def joining(slug: str) -> None:
    """Let a second person of the fund be known."""
    person = described(slug).contacts[-1].model_copy(update={"key": SUCCESSOR, "email": "noor@fonds.example"})
    revise(slug, adding("contacts", person), by=HZ)


def succeeding() -> Edit:
    """Let the second person take over from the first."""
    return changing("contacts", FORMER, lambda one: one.model_copy(update={"successor": SUCCESSOR}))


def seats(slug: str, body: Body) -> list[tuple[str | None, str | None, bool]]:
    """Return organisation, contact and chair of every seat."""
    return [(one.organisation, one.contact, one.chair) for one in getattr(described(slug).bodies, body)]


def test_a_successor_is_invited_anew_and_what_was_asked_of_the_former_is_withdrawn() -> None:
    slug = factories.added()
    joining(slug)
    assert asked_of(slug, FORMER) == [Asked(RequestKind.INVITATION, FONDS)]
    with seen.noting(slug) as happened:
        revise(slug, succeeding(), by=HZ)
    assert happened == [
        ("request.stopped", FONDS),
        ("description.changed", f"contacts:{FORMER}"),
        ("description.changed", f"stakeholders:{FONDS}"),
        ("body.changed", "sponsor_group"),
        ("body.changed", "sponsor_group"),
    ]
    assert seen.asked(slug, subject=FONDS) == [("invitation", FONDS, "withdrawn")]
    assert [one.status.value for one in seen.rows(Stakeholder, slug)] == ["approached"] * 3 + ["identified"]
    factories.drain()
    assert seen.asked(slug, subject=FONDS) == [("invitation", FONDS, "withdrawn"), ("invitation", FONDS, "open")]
    assert (asked_of(slug, FORMER), asked_of(slug, SUCCESSOR)) == ([], [Asked(RequestKind.INVITATION, FONDS)])
    assert seats(slug, Body.SPONSOR_GROUP) == [(FONDS, SUCCESSOR, True)]


def test_a_letter_to_the_former_that_did_not_leave_yet_is_put_aside() -> None:
    slug = factories.added()
    joining(slug)
    revise(slug, succeeding(), by=HZ)
    factories.drain()
    while post.claim_letter("engine", lease=timedelta(minutes=10)) is not None:
        pass
    invitations = seen.letters(slug, kind="invitation")
    assert [(who, state) for _, who, state in invitations if who in {FORMER, SUCCESSOR}] == [
        (FORMER, "superseded"),
        (SUCCESSOR, "sending"),
    ]


def test_succeeding_twice_changes_nothing() -> None:
    slug = factories.added()
    joining(slug)
    revise(slug, succeeding(), by=HZ)
    with seen.noting(slug) as happened:
        assert revise(slug, succeeding(), by=HZ) == ()
    assert happened == []


def test_a_successor_of_the_chair_is_asked_for_what_the_project_team_owes() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    revise(slug, seating(Body.PROJECT_TEAM, FONDS, chair=True), by=HZ)
    factories.drain()
    owed = [
        Asked(RequestKind.DELIVERABLE, "implemented_solution"),
        Asked(RequestKind.DELIVERABLE, "proof_of_value"),
    ]
    mine = [one for one in asked_of(slug, FORMER) if one.kind is RequestKind.DELIVERABLE]
    assert mine == owed
    joining(slug)
    revise(slug, succeeding(), by=HZ)
    factories.drain()
    assert asked_of(slug, FORMER) == []
    assert [one for one in asked_of(slug, SUCCESSOR) if one.kind is RequestKind.DELIVERABLE] == owed


def test_a_chair_that_leaves_is_asked_no_more_and_nobody_is_asked_instead() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    gemeente = "onderwijs-gemeente"
    (seat,) = seats(slug, Body.PROJECT_TEAM)
    assert seat == (gemeente, f"{gemeente}-1", True)
    revise(slug, removing("bodies.project_team", f"{gemeente} {gemeente}-1"), by=HZ)
    factories.drain()
    assert seats(slug, Body.PROJECT_TEAM) == []
    assert [state for kind, _, state in seen.asked(slug, kind="deliverable")] == ["withdrawn", "withdrawn"]


def test_a_member_of_staff_has_a_seat_and_gives_it_back() -> None:
    slug = factories.added()
    revise(slug, adding("bodies.project_team", Member(staff="hz")), by=HZ)
    assert [one.staff for one in described(slug).bodies.project_team] == [None, "hz"]
    with seen.noting(slug) as happened:
        revise(slug, removing("bodies.project_team", "hz"), by=HZ)
    assert happened == [("body.changed", "project_team")]
    assert [one.staff for one in described(slug).bodies.project_team] == [None]


def test_the_address_book_holds_the_people_of_every_alliance() -> None:
    factories.added()
    factories.added("zorg")
    assert [(one.key, one.organisation) for one in people()] == [
        (f"{slug}-{who}-1", f"{slug}-{who}")
        for slug in ("onderwijs", "zorg")
        for who in ("bedrijf", "fonds", "gemeente", "ouders")
    ]
    assert asked_of("onderwijs", "zorg-fonds-1") == []


def test_nothing_of_a_succession_is_kept_when_it_is_only_looked_at() -> None:
    slug = factories.added()
    joining(slug)
    with seen.noting(slug) as happened:
        looked = revise(slug, succeeding(), by=HZ, dry_run=True)
    assert [(one.section, one.kind.value) for one in looked] == [
        ("contacts", "changed"),
        ("stakeholders", "changed"),
        ("bodies.sponsor_group", "removed"),
        ("bodies.sponsor_group", "added"),
    ]
    assert happened == []
    assert [one.successor_id for one in seen.everywhere(Contact, key=FORMER)] == [None]
    assert seen.asked(slug, subject=FONDS) == [("invitation", FONDS, "open")]
