"""The description of an alliance changes all at once or not at all, and never what has become history."""

from datetime import timedelta
from typing import Any

import pytest

from models.actions import alliances, commitments, need, stakeholders
from models.actions.describe import described
from models.actions.revise import Edit, revise
from models.db.tables import Cadence, Contact, Event, Measurement, Organisation, Staff, Stakeholder, Team, Timer
from models.method.commitments import ContributionKind, Unit
from models.method.definition import AllianceDefinition
from models.method.definition_impact import Measured
from models.method.definition_parts import Organisation as OrganisationPart
from models.method.edits import adding, all_of, changing, removing, saying
from models.method.errors import BadInput, NotAllowed
from models.method.parties import Sector, StakeholderStatus
from models.method.phases import Phase
from models.method.working_days import local_day
from samenspel import clock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")


def _weighing(weight: float) -> Edit:
    return changing("indicators", "vacatures", lambda one: one.model_copy(update={"weight": weight}))


def test_every_change_leaves_an_event_that_says_what_was_and_what_is() -> None:
    slug = factories.added()
    edit = all_of(_weighing(0.5), saying("mission", "Elk kind een leraar."), removing("needs", "uren"))
    with seen.noting(slug) as happened:
        revise(slug, edit, by=HZ)
    assert happened == [
        ("mission.agreed", "explore"),
        ("description.changed", "needs:uren"),
        ("description.changed", "indicators:vacatures"),
    ]
    last = seen.rows(Event, slug)[-1]
    assert (last.actor, last.details) == (HZ, {"change": "changed", "fields": ["weight: 0.6 -> 0.5"]})


def test_of_persons_only_the_field_that_changed_is_recorded() -> None:
    slug = factories.added()
    moved = changing("contacts", f"{slug}-fonds-1", lambda one: one.model_copy(update={"email": "nieuw@fonds.example"}))
    revise(slug, moved, by=HZ)
    last = seen.rows(Event, slug)[-1]
    assert (last.subject, last.details) == (f"contacts:{slug}-fonds-1", {"change": "changed", "fields": ["email"]})


def test_a_rehearsal_refuses_and_tells_the_same_and_keeps_nothing() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        told = revise(slug, _weighing(0.5), by=HZ, dry_run=True)
    assert [(one.section, one.key) for one in told] == [("indicators", "vacatures")]
    assert (happened, described(slug).indicators[0].weight) == ([], 0.6)


def test_a_change_that_somebody_else_made_meanwhile_is_looked_at_again() -> None:
    slug = factories.added()
    told = revise(slug, _weighing(0.5), by=HZ, dry_run=True)
    revise(slug, _weighing(0.7), by=HZ)
    assert (
        seen.refused(NotAllowed, lambda: revise(slug, _weighing(0.5), by=HZ, expected=told))
        == "onderwijs was changed by somebody else meanwhile; look at the changes again"
    )


def test_everything_that_cannot_be_is_said_at_once_and_nothing_is_written() -> None:
    slug = factories.added()
    promised_for_a_need(slug)

    def without_fund_and_need(now: AllianceDefinition) -> AllianceDefinition:
        gone = f"{slug}-fonds"
        return now.model_copy(
            update={
                "needs": (),
                "organisations": tuple(o for o in now.organisations if o.key != gone),
                "contacts": tuple(c for c in now.contacts if c.organisation != gone),
                "stakeholders": tuple(s for s in now.stakeholders if s.organisation != gone),
                "bodies": now.bodies.model_copy(update={"sponsor_group": ()}),
            }
        )

    with seen.noting(slug) as happened:
        said = seen.refused(NotAllowed, lambda: revise(slug, without_fund_and_need, by=HZ))
    assert said.splitlines() == [
        "need 'uren' is what commitments were made for; it stays",
        "organisation 'onderwijs-fonds' is approached and made commitments; it stays in the description: record how it "
        "ends with: samenspel stakeholder status onderwijs onderwijs-fonds STATUS",
        "contact 'onderwijs-fonds-1' was written to by onderwijs; name a successor instead",
    ]
    assert happened == []
    assert [need.key for need in described(slug).needs] == ["uren"]


def promised_for_a_need(slug: str) -> None:
    today = local_day(clock.now())
    commitments.promise(
        *(slug, f"{slug}-fonds", ContributionKind.TIME, "Een bijdrage aan uren", 40, Unit.HOURS),
        by=HZ,
        starts_on=today,
        need="uren",
    )


def test_what_would_not_hold_together_is_refused_with_its_place() -> None:
    slug = factories.added()
    assert seen.refused(
        BadInput, lambda: revise(slug, removing("theory_of_change.nodes", "leraren"), by=HZ)
    ).splitlines() == [
        'indicators.0.node: "leraren" is not described under theory_of_change.nodes; describe it there first',
    ]
    assert (
        seen.refused(BadInput, lambda: revise(slug, saying("slug", "zorg"), by=HZ))
        == "this describes 'zorg', not 'onderwijs'; a slug is kept for good"
    )


def test_a_new_organisation_is_a_stakeholder_to_be_invited() -> None:
    slug = factories.added()
    part = OrganisationPart(key="cbs", name="Kenniscentrum Voorbeeld", sector=Sector.KNOWLEDGE)
    with seen.noting(slug) as happened:
        revise(slug, adding("organisations", part), by=HZ)
    assert happened == [("stakeholder.added", "cbs")]
    row = seen.rows(Stakeholder, slug)[-1]
    assert (row.influence, row.interest, row.contact_id, row.status.value) == (3, 3, None, "identified")
    other = OrganisationPart(key="cbs", name="Een ander", sector=Sector.KNOWLEDGE)
    zorg = factories.added("zorg")
    assert (
        seen.refused(BadInput, lambda: revise(zorg, adding("organisations", other), by=HZ))
        == "organisation 'cbs' is already known as 'Kenniscentrum Voorbeeld' (knowledge); use another key"
    )
    revise(zorg, adding("organisations", part), by=HZ)
    gone = all_of(removing("stakeholders", "cbs"), removing("organisations", "cbs"))
    revise(slug, gone, by=HZ)
    assert [one.key for one in described(zorg).organisations][-1] == "cbs"
    revise(zorg, gone, by=HZ)
    assert seen.everywhere(Organisation, key="cbs") == []


def test_the_need_framework_is_closed_once_it_was_answered() -> None:
    slug = factories.added()
    edit = changing("need_framework.criteria", "kracht", lambda one: one.model_copy(update={"weight": 0.1}))
    revise(slug, edit, by=HZ)
    need.score_need(slug, {"urgentie": 5, "kracht": 4}, by=HZ)
    need.go(slug, by=HZ)
    closed = "the need framework of onderwijs was answered; it can change in phase 1, until go or no-go"
    assert (
        seen.refused(NotAllowed, lambda: revise(slug, removing("need_framework.criteria", "kracht"), by=HZ)) == closed
    )


def test_what_figures_are_judged_by_changes_with_a_reason_once_it_is_locked() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    locked = (
        "version 1 of the theory of change and its indicators is locked in onderwijs since 2026-03-02; "
        "say why it changes with --reason"
    )
    assert seen.refused(NotAllowed, lambda: revise(slug, _weighing(0.5), by=HZ)) == locked
    lower = saying("evaluation", described(slug).evaluation.model_copy(update={"threshold": 0.5}))
    assert seen.refused(NotAllowed, lambda: revise(slug, lower, by=HZ, dry_run=True)) == locked
    assert seen.refused(BadInput, lambda: revise(slug, lower, by=HZ, reason="zomaar")) == (
        "the reason for changing what is locked needs at least 10 characters; this has 6"
    )
    assert described(slug).evaluation.threshold == 0.8
    with seen.noting(slug) as happened:
        revise(slug, lower, by=HZ, reason="De lat lag te hoog voor een pilot.")
    assert happened == [("framework.changed", "2"), ("cadence.changed", "edited")]
    assert described(slug).evaluation.threshold == 0.5
    quiet = saying("mission", "Ieder kind een leraar.")
    assert [one.section for one in revise(slug, quiet, by=HZ)] == ["mission"]


def _measuring(*figures: Measured) -> Edit:
    return changing("indicators", "vacatures", lambda one: one.model_copy(update={"measurements": figures}))


def test_a_file_adds_and_corrects_figures_and_takes_none_back() -> None:
    slug = factories.added()
    today = local_day(clock.now())
    with seen.noting(slug) as happened:
        revise(slug, _measuring(Measured(date=today, value=80, source="telling")), by=HZ)
        revise(slug, _measuring(Measured(date=today, value=79, source="telling")), by=HZ)
    recorded, changed = ("measurement.recorded", "vacatures"), ("description.changed", "indicators:vacatures")
    assert happened == [recorded, ("framework.locked", "1"), changed, recorded, changed]
    assert [one.value for one in described(slug).indicators[0].measurements] == [79]
    assert [row.value for row in seen.everywhere(Measurement)] == [80, 79]
    assert (
        seen.refused(NotAllowed, lambda: revise(slug, _measuring(), by=HZ))
        == f"indicator 'vacatures' was measured on {today}; a figure is taken back with: samenspel measure withdraw"
    )
    assert (
        seen.refused(NotAllowed, lambda: revise(slug, removing("indicators", "vacatures"), by=HZ))
        == "indicator 'vacatures' was measured, so it stays; with weight 0 it no longer counts"
    )
    revise(slug, removing("indicators", "instroom"), by=HZ, reason="Instroom meten wij niet meer.")
    assert [one.key for one in described(slug).indicators] == ["vacatures"]


@pytest.mark.parametrize(
    ("change", "rule", "deleted", "told"),
    [
        ({"rrule": "FREQ=WEEKLY", "timezone": "UTC"}, "FREQ=WEEKLY;BYHOUR=9", False, False),
        ({"rrule": None}, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0", True, True),
    ],
)
def test_another_cadence_is_kept_until_prefect_knows_of_it(
    change: dict[str, Any], rule: str, deleted: bool, told: bool
) -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        edit = saying("evaluation", described(slug).evaluation.model_copy(update=change))
        revise(slug, edit, by=HZ)
        assert revise(slug, edit, by=HZ) == ()
    assert happened == [("cadence.changed", "edited")]
    row = seen.rows(Cadence, slug, order="alliance_id")[0]
    assert (row.rrule, row.deleted_at is not None, row.active) == (rule, deleted, not deleted)
    # Prefect has no schedule of it yet, so only switching it off is news to tell.
    assert (row.changed_at is not None) is told


def test_a_longer_phase_moves_its_gate() -> None:
    slug = factories.added()
    before = seen.rows(Timer, slug, kind="gate_due")[0].due_at
    longer = described(slug).settings.model_copy(update={"phase_days": {Phase.EXPLORE: 100}})
    revise(slug, saying("settings", longer), by=HZ)
    assert seen.rows(Timer, slug, kind="gate_due")[0].due_at - before == timedelta(days=16)


def test_a_file_without_staff_speaks_of_people_the_foundation_knows() -> None:
    slug = factories.added()
    alliances.add(
        factories.described(
            "zorg", facilitator="tb", staff=[{"code": "tb", "name": "Tarik", "email": "tb@example.org", "role": ""}]
        ),
        by=HZ,
    )

    def nobody_described(now: AllianceDefinition) -> AllianceDefinition:
        return now.model_copy(update={"staff": (), "facilitator": "tb"})

    revise(slug, nobody_described, by=HZ)
    assert [(one.code, one.name) for one in described(slug).staff] == [("hz", "Hanna Zomer"), ("tb", "Tarik")]
    assert (
        seen.refused(BadInput, lambda: revise(slug, all_of(saying("staff", ()), saying("facilitator", "xx")), by=HZ))
        == "staff: xx is nobody the foundation knows; describe them under staff"
    )
    revise(slug, all_of(saying("facilitator", "tb"), removing("staff", "hz")), by=HZ)
    assert [one.staff for one in seen.rows(Team, slug)] == ["tb"]
    assert [one.code for one in seen.everywhere(Staff, order="code")] == ["hz", "tb"]


def test_nothing_changes_in_an_alliance_that_has_ended() -> None:
    slug = factories.added()
    need.no_go(slug, by=HZ, reason="Andere partijen doen dit al.")
    assert (
        seen.refused(NotAllowed, lambda: revise(slug, _weighing(0.5), by=HZ))
        == "alliance onderwijs has ended (no_go); nothing can change in it"
    )


def test_another_contact_is_invited_instead_and_a_stranger_leaves_the_address_book() -> None:
    slug = factories.added()
    fund = f"{slug}-fonds"
    person = described(slug).contacts[-1].model_copy(update={"key": "nieuw", "email": "nieuw@fonds.example"})
    through = changing("stakeholders", fund, lambda one: one.model_copy(update={"contact": "nieuw"}))
    revise(slug, all_of(adding("contacts", person), through), by=HZ)
    assert seen.asked(slug, subject=fund) == [("invitation", fund, "withdrawn")]
    factories.drain()
    assert seen.asked(slug, subject=fund) == [("invitation", fund, "withdrawn"), ("invitation", fund, "open")]
    stakeholders.move(slug, fund, StakeholderStatus.INTERESTED, by=HZ)
    stranger = person.model_copy(update={"key": "stagiair", "email": "stagiair@fonds.example"})
    revise(slug, adding("contacts", stranger), by=HZ)
    revise(slug, removing("contacts", "stagiair"), by=HZ)
    assert seen.everywhere(Contact, key="stagiair") == []
