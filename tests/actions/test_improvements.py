"""The improvement plan: points with an owner and a day, open until they are done or dropped, whatever the cycle."""

from datetime import date, timedelta

import pytest

from models.actions import improvements, timers
from models.actions.agenda import open_matters
from models.db import files
from models.db.tables import Deliverable, Event, Letter
from models.method.errors import BadInput, NotAllowed, NotFound, StatusNotAllowed
from models.method.improvements import ImprovementState
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

TEXT = "Elke maand samen de cijfers lezen."
DUE = date(2026, 4, 1)


def test_a_point_names_who_sees_to_it_and_by_when() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        first = improvements.add(slug, f" {TEXT} ", due_on=DUE, by=HZ, owner="onderwijs-fonds")
        second = improvements.add(slug, TEXT, due_on=DUE, by=HZ)
    assert (first, second) == ("i1", "i2")
    assert happened == [("improvement.recorded", "i1"), ("improvement.recorded", "i2")]
    assert seen.rows(Event, slug)[-2].details == {"organisation": "onderwijs-fonds", "due": "2026-04-01"}
    assert [(x.key, x.cycle, x.text, x.owner, x.due_on, x.state) for x in improvements.improvements(slug)] == [
        ("i1", 1, TEXT, "onderwijs-fonds", DUE, "open"),
        ("i2", 1, TEXT, None, DUE, "open"),
    ]


def test_what_cannot_be_planned_is_refused_and_nothing_is_kept() -> None:
    slug = factories.added()

    def add(text: str = TEXT, due_on: date = DUE, owner: str | None = None) -> object:
        return improvements.add(slug, text, due_on=due_on, by=HZ, owner=owner)

    assert seen.refused(BadInput, lambda: add("kort")) == "a point of the plan needs at least 10 characters; this has 4"
    assert (
        seen.refused(BadInput, lambda: add(due_on=date(2026, 3, 1)))
        == "a point of the plan cannot be due on 2026-03-01, which is before today"
    )
    assert seen.refused(NotFound, lambda: add(owner="rijk")) == (
        "'rijk' is no stakeholder of onderwijs; known: onderwijs-bedrijf, onderwijs-fonds, onderwijs-gemeente, "
        "onderwijs-ouders"
    )
    assert (improvements.improvements(slug), seen.timers(slug, kind="improvement_due")) == ([], [])


def test_a_point_is_done_dropped_with_a_reason_and_opened_again() -> None:
    slug = factories.added()
    for _ in range(2):
        improvements.add(slug, TEXT, due_on=DUE, by=HZ)
    with seen.noting(slug) as happened:
        for _ in range(2):
            improvements.move(slug, "i1", ImprovementState.DONE, by=HZ, result=" Vijf keer. ")
        improvements.move(slug, "i2", ImprovementState.DROPPED, by=HZ, result="De scholen doen dit zelf.")
        improvements.move(slug, "i1", ImprovementState.OPEN, by=HZ)
    assert happened == [("improvement.moved", "i1"), ("improvement.moved", "i2"), ("improvement.moved", "i1")]
    assert [(x.key, x.state, x.result, x.moved_by) for x in improvements.improvements(slug)] == [
        ("i1", "open", "", HZ),
        ("i2", "dropped", "De scholen doen dit zelf.", HZ),
    ]
    assert [x.key for x in improvements.improvements(slug, unsettled=True)] == ["i1"]
    assert seen.timers(slug, kind="improvement_due") == [
        ("improvement_due", "i1", 1, "cancelled"),
        ("improvement_due", "i2", 1, "cancelled"),
        ("improvement_due", "i1", 2, "waiting"),
    ]


def test_moves_that_are_not_allowed_say_what_is() -> None:
    slug = factories.added()
    improvements.add(slug, TEXT, due_on=DUE, by=HZ)

    def move(state: ImprovementState, key: str = "i1") -> None:
        improvements.move(slug, key, state, by=HZ)

    assert (
        seen.refused(BadInput, lambda: move(ImprovementState.DROPPED))
        == "the reason for dropping a point needs at least 10 characters; this has 0"
    )
    assert (
        seen.refused(NotFound, lambda: move(ImprovementState.DONE, "i7"))
        == "there is no point 'i7' in the plan of onderwijs; known: i1"
    )
    move(ImprovementState.DONE)
    assert (
        seen.refused(StatusNotAllowed, lambda: improvements.move(slug, "i1", ImprovementState.DROPPED, by=HZ))
        == "a point of the plan that is done cannot become dropped; allowed: open"
    )


def test_on_its_day_the_facilitator_is_told_once_and_it_waits_in_the_open_list(at_start: SetClock) -> None:
    slug = factories.added()
    improvements.add(slug, TEXT, due_on=DUE, by=HZ, owner="onderwijs-fonds")
    at_start.move_to(START + timedelta(days=29))
    timers.fire_due()
    assert [one.about for one in open_matters() if one.what == "improvement"] == []
    for days in (30, 31, 60):
        at_start.move_to(START + timedelta(days=days))
        timers.fire_due()
    assert seen.row(Letter, slug, kind="point_due").context == {
        "alliance": "Alliantie onderwijs",
        "what": "verbeterpunt i1",
        "text": TEXT,
        "due": "2026-04-01",
    }
    (line,) = (one for one in open_matters() if one.what == "improvement")
    assert (line.about, line.who, line.next) == (
        "i1",
        ("Fonds Voorbeeld",),
        "samenspel improvement done onderwijs i1 --by STAFF",
    )


def test_what_was_settled_before_its_day_is_not_told_of(at_start: SetClock) -> None:
    slug = factories.added()
    improvements.add(slug, TEXT, due_on=DUE, by=HZ)
    improvements.move(slug, "i1", ImprovementState.DONE, by=HZ)
    at_start.move_to(START + timedelta(days=60))
    timers.fire_due()
    assert (seen.letters(slug, kind="point_due"), [x for x in open_matters() if x.what == "improvement"]) == ([], [])


def test_an_open_point_goes_along_into_the_next_cycle(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    improvements.add(slug, TEXT, due_on=DUE, by=HZ)
    factories.measured(slug, 0.4)
    factories.went_back(slug)
    assert [(x.key, x.cycle, x.state) for x in improvements.improvements(slug)] == [("i1", 1, "open")]
    at_start.move_to(START + timedelta(days=31))
    timers.fire_due()
    assert [(x.kind, x.cycle) for x in seen.rows(Letter, slug, kind="point_due")] == [("point_due", 2)]


def test_the_plan_outlives_the_alliance_but_takes_nothing_more() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    improvements.add(slug, TEXT, due_on=DUE, by=HZ)
    factories.secured(slug)
    improvements.move(slug, "i1", ImprovementState.DONE, by=HZ)
    assert improvements.improvements(slug)[0].state == "done"
    assert (
        seen.refused(NotAllowed, lambda: improvements.add(slug, TEXT, due_on=DUE, by=HZ))
        == "alliance onderwijs has ended (secured); nothing can change in it"
    )


def test_the_plan_is_the_draft_of_its_deliverable_in_phase_five() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    assert seen.status_of(slug, "collaboration_plan") == "missing"
    for owner in ("onderwijs-fonds", None, None):
        improvements.add(slug, TEXT, due_on=DUE, by=HZ, owner=owner)
    improvements.move(slug, "i3", ImprovementState.DROPPED, by=HZ, result="De scholen doen dit zelf.")
    factories.drain()
    sha256 = seen.row(Deliverable, slug, code="collaboration_plan").sha256
    assert sha256 is not None
    assert files.content(sha256).decode().splitlines()[-2:] == [
        f"| {TEXT} | Fonds Voorbeeld | 1 april 2026 | open |",
        f"| {TEXT} | stichting | 1 april 2026 | open |",
    ]
