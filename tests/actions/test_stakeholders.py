"""Stakeholders are invited once, move on in the talks, and are left in peace once they answered."""

from datetime import timedelta

import pytest

from models.actions import address_book, stakeholders, timers
from models.actions.revise import revise
from models.db.tables import Letter, Request, Stakeholder
from models.method import definition_parts as parts
from models.method.edits import Edit, adding, all_of
from models.method.errors import BadInput, NotFound, StatusNotAllowed
from models.method.parties import Sector, StakeholderStatus
from models.method.phases import Here, Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import the_rest_sent
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

FONDS = "onderwijs-fonds"


def new_stakeholder(key: str, *, name: str = "Kenniscentrum Voorbeeld", influence: int = 3, interest: int = 3) -> Edit:
    """Add a knowledge institute with its weight in the task."""
    return all_of(
        adding("organisations", parts.Organisation(key=key, name=name, sector=Sector.KNOWLEDGE)),
        adding("stakeholders", parts.Stakeholder(organisation=key, influence=influence, interest=interest)),
    )


def test_everybody_nobody_spoke_to_is_invited_once() -> None:
    slug = factories.added()
    assert {s.status.value for s in seen.rows(Stakeholder, slug)} == {"approached"}
    assert [(kind, who) for kind, who, _ in seen.letters(slug, kind="invitation")] == [
        ("invitation", "onderwijs-gemeente-1"),
        ("invitation", "onderwijs-ouders-1"),
        ("invitation", "onderwijs-bedrijf-1"),
        ("invitation", "onderwijs-fonds-1"),
    ]
    with seen.noting(slug) as happened:
        assert stakeholders.invite(Here(slug, 1, Phase.EXPLORE)) == 0
    assert happened == []


def test_a_stakeholder_without_a_contact_is_invited_by_nobody() -> None:
    slug = factories.added()
    revise(slug, new_stakeholder("cbs"), by=HZ)
    factories.drain()
    assert [s.status.value for s in seen.rows(Stakeholder, slug)] == ["approached"] * 4 + ["identified"]


def test_an_answer_stops_the_invitation_and_its_reminders_at_once(at_start: SetClock) -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        stakeholders.move(slug, FONDS, StakeholderStatus.INTERESTED, by="person:onderwijs-fonds-1")
        stakeholders.move(slug, FONDS, StakeholderStatus.INTERESTED, by="person:onderwijs-fonds-1")
    assert happened == [("request.stopped", FONDS), ("stakeholder.moved", FONDS)]
    assert seen.asked(slug, subject=FONDS) == [("invitation", FONDS, "answered")]

    the_rest_sent()
    at_start.move_to(at_start.now() + timedelta(days=4))
    timers.fire_due()
    assert [who for _, who, _ in seen.letters(slug, kind="reminder")] == [
        "onderwijs-gemeente-1",
        "onderwijs-ouders-1",
        "onderwijs-bedrijf-1",
    ]


def test_a_no_needs_a_reason_and_withdraws_everything_asked_of_that_contact() -> None:
    slug = factories.added()
    assert (
        seen.refused(BadInput, lambda: stakeholders.move(slug, FONDS, StakeholderStatus.DECLINED, by=HZ))
        == "the reason why a stakeholder declined needs at least 10 characters; this has 0"
    )
    stakeholders.move(slug, FONDS, StakeholderStatus.DECLINED, by=HZ, reason="Het past niet bij de doelen.")
    (row,) = [s for s in seen.rows(Stakeholder, slug) if s.reason]
    assert (row.status.value, row.reason) == ("declined", "Het past niet bij de doelen.")
    assert [state for _, _, state in seen.asked(slug, contact_id=row.contact_id)] == ["answered"]
    assert seen.asked(slug, state="open", contact_id=row.contact_id) == []

    stakeholders.move(slug, FONDS, StakeholderStatus.IN_CONVERSATION, by=HZ)
    (row,) = [s for s in seen.rows(Stakeholder, slug) if s.contact_id == row.contact_id]
    assert (row.status.value, row.reason) == ("in_conversation", None)


def test_when_an_organisation_leaves_nobody_there_is_asked_any_more_and_the_next_in_line_is_asked_once() -> None:
    small = factories.described().model_dump(by_alias=True, mode="json")
    (gemeente, *_), team = small["contacts"], small["bodies"]["project_team"]
    chair = {**gemeente, "key": "onderwijs-gemeente-2", "email": "voorzitter@canary.example.org"}
    seats = [{**team[0], "contact": chair["key"]}, {"organisation": FONDS, "contact": f"{FONDS}-1"}]
    slug = factories.brought_to(
        Phase.IMPLEMENT,
        contacts=[*small["contacts"], chair],
        bodies={**small["bodies"], "project_team": seats},
    )
    assert seen.asked(slug, kind="deliverable") == [
        ("deliverable", "implemented_solution", "open"),
        ("deliverable", "proof_of_value", "open"),
    ]
    stakeholders.move(slug, "onderwijs-gemeente", StakeholderStatus.LEFT, by=HZ, reason="Geen ruimte meer hiervoor.")
    for _ in range(2):
        factories.drain()
    assert [kind.value for kind, *_ in address_book.asked_of(slug, chair["key"])] == []
    assert seen.asked(slug, kind="deliverable") == [
        ("deliverable", "implemented_solution", "withdrawn"),
        ("deliverable", "proof_of_value", "withdrawn"),
        ("deliverable", "implemented_solution", "open"),
        ("deliverable", "proof_of_value", "open"),
    ]
    assert {one.contact_id for one in seen.rows(Request, slug, kind="deliverable", state="open")} == {
        one.contact_id for one in seen.rows(Stakeholder, slug) if one.id == 4
    }


def test_a_step_the_talks_do_not_allow_is_refused_with_the_steps_they_do() -> None:
    slug = factories.added()
    stakeholders.move(slug, FONDS, StakeholderStatus.COMMITTED, by=HZ)
    assert (
        seen.refused(StatusNotAllowed, lambda: stakeholders.move(slug, FONDS, StakeholderStatus.INTERESTED, by=HZ))
        == "a stakeholder who is committed cannot become interested; allowed: left"
    )
    assert seen.refused(
        NotFound, lambda: stakeholders.move(slug, "fonds", StakeholderStatus.INTERESTED, by=HZ)
    ).startswith("'fonds' is no stakeholder of onderwijs; known: onderwijs-bedrijf, ")


def test_a_new_stakeholder_joins_with_what_the_address_book_knows() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        revise(slug, new_stakeholder("cbs", influence=5, interest=1), by=HZ)
    assert happened == [("stakeholder.added", "cbs")]
    row = seen.rows(Stakeholder, slug)[-1]
    assert (row.influence, row.interest, row.contact_id, row.status.value) == (5, 1, None, "identified")

    assert (
        seen.refused(BadInput, lambda: revise(slug, new_stakeholder("cbs"), by=HZ))
        == '"cbs" stands under organisations already; change it, or choose another key'
    )
    zorg = factories.added("zorg")
    assert (
        seen.refused(BadInput, lambda: revise(zorg, new_stakeholder("cbs", name="Een ander"), by=HZ))
        == "organisation 'cbs' is already known as 'Kenniscentrum Voorbeeld' (knowledge); use another key"
    )


def test_an_invitation_names_the_task_and_who_invites_and_until_when_an_answer_is_in_time() -> None:
    slug = factories.added()
    letter = seen.rows(Letter, slug, kind="invitation")[0]
    assert letter.context == {
        "alliance": "Alliantie onderwijs",
        "task": "Lerarentekort",
        "sender": "De Maatschappelijke Alliantie",
        "items": [
            {
                "request": 1,
                "text": "een gesprek over uw kijk op deze opgave en uw mogelijke rol",
                "due": "2026-03-16",
                "kind": "invitation",
            }
        ],
    }
