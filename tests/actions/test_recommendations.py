"""What an alliance recommends is recorded, answered, and outlives the alliance."""

from datetime import date, timedelta

import pytest

from models.actions import need, recommendations, timers
from models.actions.agenda import open_matters
from models.db import files
from models.db.tables import Deliverable, Event, Letter
from models.method.errors import BadInput, NotAllowed, NotFound, StatusNotAllowed
from models.method.phases import Phase
from models.method.recommendations import RecommendationState as R
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

TEXT = "Maak deeltijdwerk aantrekkelijker."


def test_a_recommendation_names_whom_it_is_for_who_sees_to_it_and_by_when() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        first = recommendations.add(slug, TEXT, by=HZ)
        second = recommendations.add(
            slug, f"  {TEXT} ", by=HZ, to="onderwijs-gemeente", owner="hz", due_on=date(2026, 3, 2)
        )
    assert (first, second) == ("r1", "r2")
    assert happened == [("recommendation.recorded", "r1"), ("recommendation.recorded", "r2")]
    assert seen.rows(Event, slug)[-1].details == {
        "organisation": "onderwijs-gemeente",
        "owner": "hz",
        "due": "2026-03-02",
    }
    lines = recommendations.recommendations(slug)
    assert [(x.key, x.cycle, x.text, x.to, x.owner, x.due_on, x.state) for x in lines] == [
        ("r1", 1, TEXT, None, "hz", None, "open"),
        ("r2", 1, TEXT, "onderwijs-gemeente", "hz", date(2026, 3, 2), "open"),
    ]


def test_whoever_records_it_without_being_of_the_staff_leaves_it_to_the_facilitator() -> None:
    slug = factories.added()
    recommendations.add(slug, TEXT, by="person:onderwijs-fonds-1")
    assert recommendations.recommendations(slug)[0].owner == "hz"


def test_it_is_answered_step_by_step_and_a_no_needs_its_reason() -> None:
    slug = factories.added()
    recommendations.add(slug, TEXT, by=HZ)
    assert (
        seen.refused(BadInput, lambda: recommendations.answer(slug, "r1", R.REJECTED, by=HZ))
        == "the reason for rejected needs at least 10 characters; this has 0"
    )
    with seen.noting(slug) as happened:
        recommendations.answer(slug, "r1", R.REJECTED, by=HZ, reason="Daar is geen geld voor.")
        recommendations.answer(slug, "r1", R.ACCEPTED, by=HZ)
        recommendations.answer(slug, "r1", R.DONE, by=HZ, reason="Ingevoerd per september.")
    assert happened == [("recommendation.answered", "r1")] * 3
    assert [e.details for e in seen.rows(Event, slug)[-3:]] == [
        {"state": "rejected"},
        {"state": "accepted"},
        {"state": "done"},
    ]
    (line,) = recommendations.recommendations(slug)
    assert (line.state, line.response, line.answered_by) == ("done", "Ingevoerd per september.", HZ)
    assert (
        seen.refused(StatusNotAllowed, lambda: recommendations.answer(slug, "r1", R.ACCEPTED, by=HZ))
        == "a recommendation that is done cannot become accepted; allowed: nothing further"
    )


def test_only_what_is_not_rejected_or_done_is_open() -> None:
    slug = factories.added()
    for _ in range(4):
        recommendations.add(slug, TEXT, by=HZ)
    recommendations.answer(slug, "r1", R.REJECTED, by=HZ, reason="Daar is geen geld voor.")
    recommendations.answer(slug, "r2", R.PARTLY_ACCEPTED, by=HZ, reason="Alleen voor starters.")
    recommendations.answer(slug, "r3", R.ACCEPTED, by=HZ)
    recommendations.answer(slug, "r3", R.DONE, by=HZ)
    assert [x.key for x in recommendations.recommendations(slug, unsettled=True)] == ["r2", "r4"]


def test_recommendations_outlive_the_alliance() -> None:
    slug = factories.added()
    recommendations.add(slug, TEXT, by=HZ)
    need.no_go(slug, by=HZ, reason="Een ander doet dit al.")
    recommendations.answer(slug, "r1", R.ACCEPTED, by=HZ)
    assert recommendations.recommendations(slug)[0].state == "accepted"
    assert (
        seen.refused(NotAllowed, lambda: recommendations.add(slug, TEXT, by=HZ))
        == "alliance onderwijs has ended (no_go); nothing can change in it"
    )


def test_what_cannot_be_recorded_is_refused_and_nothing_is_kept() -> None:
    slug = factories.added()
    before = len(seen.rows(Event, slug))

    def add(text: str = TEXT, *, to: str | None = None, owner: str | None = None, due_on: date | None = None) -> object:
        return recommendations.add(slug, text, by=HZ, to=to, owner=owner, due_on=due_on)

    assert seen.refused(BadInput, lambda: add("kort")) == "a recommendation needs at least 10 characters; this has 4"
    assert seen.refused(BadInput, lambda: add(owner="xx")) == "'xx' is no member of staff; known: hz"
    assert seen.refused(NotFound, lambda: add(to="rijk")) == (
        "'rijk' is no stakeholder of onderwijs; known: onderwijs-bedrijf, onderwijs-fonds, onderwijs-gemeente, "
        "onderwijs-ouders"
    )
    assert (
        seen.refused(BadInput, lambda: add(due_on=date(2026, 3, 1)))
        == "a recommendation cannot be due on 2026-03-01, which is before today"
    )
    assert (
        seen.refused(NotFound, lambda: recommendations.answer(slug, "r1", R.ACCEPTED, by=HZ))
        == "there is no recommendation 'r1' in onderwijs; known: none yet"
    )
    assert (recommendations.recommendations(slug), len(seen.rows(Event, slug))) == ([], before)


def _told_after(slug: str) -> list[int]:
    return [(x.written_at - START).days for x in seen.rows(Letter, slug, kind="point_due", staff="hz")]


def _at(hands: SetClock, *days: int) -> None:
    for day in days:
        hands.move_to(START + timedelta(days=day))
        timers.fire_due()


def test_whoever_sees_to_it_is_told_on_its_day_and_twice_more_while_it_is_open(at_start: SetClock) -> None:
    slug = factories.added()
    recommendations.add(slug, TEXT, by=HZ, due_on=date(2026, 3, 9))
    recommendations.add(slug, TEXT, by=HZ)
    _at(at_start, 6, 7)
    assert seen.row(Letter, slug, kind="point_due").context == {
        "alliance": "Alliantie onderwijs",
        "what": "aanbeveling r1",
        "text": TEXT,
        "due": "2026-03-09",
    }
    (line,) = (one for one in open_matters() if one.what == "recommendation")
    assert (line.about, line.who, line.next) == (
        "r1",
        ("hz",),
        "samenspel recommendation list onderwijs --unsettled",
    )
    recommendations.answer(slug, "r1", R.ACCEPTED, by=HZ)
    _at(at_start, 36, 64, 99, 200)
    assert _told_after(slug) == [7, 36, 64]


def test_what_is_settled_is_not_told_of_and_reconsidered_it_is_again(at_start: SetClock) -> None:
    slug = factories.added()
    recommendations.add(slug, TEXT, by=HZ, due_on=date(2026, 3, 9))
    recommendations.answer(slug, "r1", R.REJECTED, by=HZ, reason="Daar is geen geld voor.")
    _at(at_start, 8)
    assert (_told_after(slug), [one for one in open_matters() if one.what == "recommendation"]) == ([], [])
    recommendations.answer(slug, "r1", R.ACCEPTED, by=HZ)
    _at(at_start, 36)
    recommendations.answer(slug, "r1", R.DONE, by=HZ)
    _at(at_start, 64)
    assert _told_after(slug) == [36]


def test_reminders_outlive_the_alliance(at_start: SetClock) -> None:
    slug = factories.added()
    recommendations.add(slug, TEXT, by=HZ, due_on=date(2026, 3, 9))
    need.no_go(slug, by=HZ, reason="Een ander doet dit al.")
    _at(at_start, 8)
    assert _told_after(slug) == [8]


def test_recommendations_of_all_alliances_are_listed_by_whoever_sees_to_them() -> None:
    for slug in ("zorg", "onderwijs"):
        factories.added(slug)
        recommendations.add(slug, TEXT, by=HZ)
    recommendations.answer("zorg", "r1", R.REJECTED, by=HZ, reason="Daar is geen geld voor.")
    assert [(x.alliance, x.key) for x in recommendations.recommendations()] == [("onderwijs", "r1"), ("zorg", "r1")]
    assert [x.alliance for x in recommendations.recommendations(unsettled=True, owner="hz")] == ["onderwijs"]
    assert recommendations.recommendations(owner="tb") == []


def test_they_are_the_draft_of_their_deliverable_in_phase_five() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    assert seen.status_of(slug, "recommendations") == "missing"
    recommendations.add(slug, TEXT, by=HZ, to="onderwijs-gemeente", due_on=date(2026, 9, 1))
    factories.drain()
    sha256 = seen.row(Deliverable, slug, code="recommendations").sha256
    assert sha256 is not None
    assert files.content(sha256).decode().splitlines()[-1] == (
        f"| {TEXT} | Gemeente Voorbeeld | 1 september 2026 | open |"
    )
