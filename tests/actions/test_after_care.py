"""A secured impact is looked at again; where it did not hold the alliance may begin again in a new cycle."""

from datetime import UTC, datetime

import pytest

from models.actions import after_care, removal, timers
from models.actions.after_care import AfterCareLine, Found
from models.actions.agenda import open_matters
from models.actions.cadence import note_schedule
from models.actions.overview import overview
from models.db.tables import Alliance, Cadence, Cycle, Event, Lesson, Letter
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.handover import Finding
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

TEXT = "De leergang draait nog, met minder deelnemers."
LESSON = "De gemeente had geen budget na het eerste jaar."
HALF_A_YEAR = datetime(2026, 9, 2, 11, 0, tzinfo=UTC)


def secured() -> str:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    factories.secured(slug)
    return slug


def asked(at_start: SetClock, *, at: datetime = HALF_A_YEAR) -> str:
    slug = secured()
    at_start.move_to(at)
    timers.fire_due()
    return slug


def test_when_its_moment_comes_the_facilitator_is_asked_once_and_it_waits_for_an_answer(at_start: SetClock) -> None:
    slug = asked(at_start)
    assert seen.letters(slug, kind="after_care") == [("after_care", "hz", "queued")]
    assert seen.row(Letter, slug, kind="after_care").context == {
        "alliance": "Alliantie onderwijs",
        "months": 6,
        "receiver": "Gemeente Voorbeeld",
    }
    (line,) = open_matters(slug)
    assert (line.what, line.about, line.who, line.since, line.due) == ("after_care", "1", ("hz",), HALF_A_YEAR, None)
    assert line.next == "samenspel after-care record onderwijs --finding FINDING --text TEXT --by STAFF"
    assert after_care.record(slug, Finding.HOLDS, TEXT, by=HZ) == Found(1, None)
    assert open_matters(slug) == []
    assert overview(slug).status == "ended"


def test_the_list_tells_what_is_planned_what_was_asked_and_what_was_found(at_start: SetClock) -> None:
    slug = asked(at_start)
    after_care.record(slug, Finding.WEAKENED, TEXT, by=HZ)
    assert after_care.after_care(slug)[:2] == [
        AfterCareLine(
            cycle=1,
            n=1,
            due_at=HALF_A_YEAR,
            asked_at=HALF_A_YEAR,
            finding=Finding.WEAKENED,
            text=TEXT,
            found_by=HZ,
            found_at=HALF_A_YEAR,
            reopened_cycle=None,
        ),
        AfterCareLine(1, 2, datetime(2027, 3, 2, 11, 0, tzinfo=UTC), None, None, "", None, None, None),
    ]


def test_after_an_outage_the_last_look_is_answered_and_an_earlier_one_can_be(at_start: SetClock) -> None:
    slug = asked(at_start, at=datetime(2027, 3, 3, 11, 0, tzinfo=UTC))
    assert [line.about for line in open_matters(slug)] == ["2"]
    assert after_care.record(slug, Finding.HOLDS, TEXT, by=HZ) == Found(2, None)
    assert open_matters(slug) == []
    assert after_care.record(slug, Finding.HOLDS, TEXT, by=HZ, n=1) == Found(1, None)
    assert (
        seen.refused(NotAllowed, lambda: after_care.record(slug, Finding.LOST, TEXT, by=HZ, n=1))
        == "after-care 1 of onderwijs was answered already, on 2027-03-03: holds"
    )


def test_an_impact_that_was_lost_opens_the_alliance_again_in_a_new_cycle(at_start: SetClock) -> None:
    slug = asked(at_start)
    with seen.noting(slug) as happened:
        found = after_care.record(slug, Finding.LOST, TEXT, by=HZ, reopen_at=Phase.CO_CREATE, lesson=LESSON)
    assert found == Found(1, 2)
    (lesson,) = seen.rows(Lesson, slug, text=LESSON)
    assert happened == [
        ("after_care.found", "1"),
        ("alliance.reopened", ""),
        ("phase.opened", "co_create"),
        ("lead.moved", "foundation"),
        ("lesson.recorded", str(lesson.id)),
        ("cycle.opened", "2"),
    ]
    now = overview(slug)
    assert (now.status, now.ending, now.cycle, now.phase) == ("running", None, 2, "co_create")
    told = seen.row(Event, slug, type="alliance.reopened").details
    assert told == {"ending": "secured", "ended_at": START.isoformat(), "archived": False}
    assert seen.timers(slug, kind="after_care") == [
        ("after_care", "secured", 1, "fired"),
        ("after_care", "secured", 2, "cancelled"),
        ("after_care", "secured", 3, "cancelled"),
    ]
    carried = {
        code: seen.status_of(slug, code, cycle=2)
        for code in ("toc_sketch", "solution_design", "proof_of_value", "impact_secured")
    }
    assert carried == {
        "toc_sketch": "accepted",
        "solution_design": "draft",
        "proof_of_value": "missing",
        "impact_secured": "missing",
    }
    opened = seen.row(Cycle, slug, number=2)
    assert (opened.from_decision, opened.starts_at, (opened.carry_over or {})["lessons"]) == (
        None,
        "co_create",
        [lesson.id],
    )
    told_to = [to for _, to, state in seen.letters(slug, kind="phase_opened", cycle=2) if state == "queued"]
    assert told_to == ["hz", "onderwijs-fonds-1", "onderwijs-gemeente-1"]


def test_an_alliance_that_opened_again_walks_on_and_can_be_secured_again(at_start: SetClock) -> None:
    slug = asked(at_start)
    after_care.record(slug, Finding.WEAKENED, TEXT, by=HZ, reopen_at=Phase.IMPLEMENT, lesson=LESSON)
    assert factories.drain() == 1
    assert factories.place(slug) == (2, "implement")
    factories.carried_out(slug)
    factories.evaluated(slug)
    factories.secured(slug)
    assert (overview(slug).ending, overview(slug).cycles) == ("secured", 2)
    assert [(line.cycle, line.n, line.reopened_cycle) for line in after_care.after_care(slug)] == [
        (1, 1, 2),
        (2, 1, None),
        (2, 2, None),
        (2, 3, None),
    ]


def test_an_alliance_comes_out_of_the_archive_as_it_opens_again(at_start: SetClock) -> None:
    slug = asked(at_start)
    removal.archive(slug, by=HZ)
    after_care.record(slug, Finding.LOST, TEXT, by=HZ, reopen_at=Phase.EXPLORE, lesson=LESSON)
    (row,) = seen.everywhere(Alliance)
    assert (row.status, row.archived_at, row.ended_at) == ("running", None, None)
    assert seen.row(Event, slug, type="alliance.reopened").details["archived"] is True


def test_its_evaluations_go_on_when_it_was_the_end_that_stopped_them(at_start: SetClock) -> None:
    slug = asked(at_start)
    _switched_off(slug, at_start)
    after_care.record(slug, Finding.LOST, TEXT, by=HZ, reopen_at=Phase.CO_CREATE, lesson=LESSON)
    (cadence,) = seen.rows(Cadence, slug, order="alliance_id")
    assert (cadence.active, cadence.deleted_at, cadence.changed_at) == (True, None, HALF_A_YEAR)


def test_its_evaluations_stay_off_when_people_had_switched_them_off(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    _switched_off(slug, at_start)
    factories.secured(slug)
    at_start.move_to(HALF_A_YEAR)
    timers.fire_due()
    after_care.record(slug, Finding.LOST, TEXT, by=HZ, reopen_at=Phase.CO_CREATE, lesson=LESSON)
    assert [row.active for row in seen.rows(Cadence, slug, order="alliance_id")] == [False]


def _switched_off(slug: str, at_start: SetClock) -> None:
    (row,) = seen.rows(Cadence, slug, order="alliance_id")
    note_schedule(
        slug,
        row.purpose,
        schedule_id="een-schema",
        rrule=row.rrule,
        timezone=row.timezone,
        active=False,
        updated=at_start.now(),
    )


def test_there_is_nothing_to_record_before_it_was_asked_and_nothing_that_was_not(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    assert (
        seen.refused(NotAllowed, lambda: after_care.record(slug, Finding.HOLDS, TEXT, by=HZ))
        == "after-care follows the end of an alliance; onderwijs is running"
    )
    factories.secured(slug)
    assert (
        seen.refused(NotAllowed, lambda: after_care.record(slug, Finding.HOLDS, TEXT, by=HZ))
        == "after-care of onderwijs was not asked yet; see: samenspel after-care list onderwijs"
    )
    at_start.move_to(HALF_A_YEAR)
    timers.fire_due()
    assert (
        seen.refused(NotFound, lambda: after_care.record(slug, Finding.HOLDS, TEXT, by=HZ, n=3))
        == "after-care 3 of onderwijs was not asked; asked: 1"
    )


def test_what_is_refused_leaves_nothing_behind(at_start: SetClock) -> None:
    slug = asked(at_start)
    with seen.noting(slug) as happened:
        for finding, at, lesson, error in (
            (Finding.HOLDS, Phase.CO_CREATE, LESSON, NotAllowed),
            (Finding.LOST, Phase.CO_CREATE, "", BadInput),
        ):
            with pytest.raises(error):
                after_care.record(slug, finding, TEXT, by=HZ, reopen_at=at, lesson=lesson)
        assert (
            seen.refused(BadInput, lambda: after_care.record(slug, Finding.HOLDS, "goed", by=HZ))
            == "what after-care found needs at least 10 characters; this has 4"
        )
    assert happened == []
    assert [line.finding for line in after_care.after_care(slug)] == [None, None, None]
