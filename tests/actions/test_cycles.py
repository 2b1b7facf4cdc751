"""Going back opens the next cycle with what is carried over, and leaves the old one as it was."""

from datetime import timedelta
from typing import Any

import pytest

from models.actions import commitments, decisions, faults, lessons, post
from models.actions.overview import open_decisions
from models.db import queries
from models.db.session import database
from models.db.tables import Commitment, Cycle, Decision, Deliverable, Lesson, Letter, Round, SystemFault
from models.method.commitments import ContributionKind, Unit
from models.method.cycles import CarryCommitments, carry_over
from models.method.decisions import GoBackTo
from models.method.errors import BadInput
from models.method.phases import Phase
from models.method.posting import Outcome, Result
from models.method.working_days import local_day
from samenspel import clock
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")


def content(slug: str, cycle: int) -> list[dict[str, Any]]:
    """Return every column of the deliverables of a cycle."""
    rows = seen.rows(Deliverable, slug, cycle=cycle)
    return [{column.name: getattr(row, column.name) for column in row.__table__.columns} for row in rows]


def fallen_short() -> str:
    """Return an alliance with an open decision, a half-finished phase 5 and a promise nobody confirmed yet."""
    slug = factories.brought_to(Phase.EVALUATE)
    commitments.promise(
        slug,
        f"{slug}-bedrijf",
        ContributionKind.KNOWLEDGE,
        "Kennis van de regio",
        10,
        Unit.HOURS,
        by=HZ,
        starts_on=local_day(clock.now()),
    )
    factories.measured(slug, 0.4)
    return slug


def test_the_old_cycle_keeps_every_row_as_it_was() -> None:
    slug = fallen_short()
    before = content(slug, 1)
    factories.went_back(slug)
    assert content(slug, 1) == before
    factories.deliver_all(slug, Phase.CO_CREATE)
    factories.drain()
    assert content(slug, 1) == before
    assert [(c.number, c.starts_at.value, c.closed_at is None) for c in seen.rows(Cycle, slug)] == [
        (1, "explore", False),
        (2, "co_create", True),
    ]


def test_what_was_delivered_is_kept_reopened_or_replaced_by_the_phase_and_by_what_failed() -> None:
    slug = fallen_short()
    kept = seen.row(Deliverable, slug, cycle=1, code="cooperation_agreement")
    factories.went_back(slug)
    rows = {row.code: row for row in seen.rows(Deliverable, slug, cycle=2)}
    assert {code: row.status.value for code, row in rows.items() if row.status != "missing"} == {
        "need_framework": "accepted",
        "situation_analysis": "accepted",
        "stakeholder_overview": "accepted",
        "parties_connected": "accepted",
        "cooperation_agreement": "accepted",
        "toc_sketch": "accepted",
        "resource_overview": "draft",
        "toc_framework": "draft",
    }
    again = rows["cooperation_agreement"]
    assert (again.sha256, again.carried_from, again.accepted_partners) == (kept.sha256, kept.id, HZ)
    assert (rows["toc_framework"].accepted_partners, rows["toc_framework"].sha256 is None) == (None, False)
    # It was carried out as agreed and yielded nothing: the design is made anew.
    for code in ("solution_design", "action_plan", "proof_of_value"):
        assert (rows[code].sha256, rows[code].carried_from) == (None, None)


def test_timers_decisions_rounds_and_letters_of_the_old_cycle_end_with_it() -> None:
    slug = fallen_short()
    (asked,) = open_decisions(slug)
    decisions.answer(str(asked.id), factories.an_answer(), via="CLI")
    assert {state for _, _, _, state in seen.timers(slug, cycle=1)} == {"cancelled"}
    assert seen.timers(slug, cycle=2) == [("gate_due", "co_create", 1, "waiting")]
    assert [request for request in seen.asked(slug, cycle=1) if request[2] == "open"] == []
    # Who gave something is thanked for it, whatever comes after.
    assert {kind for kind, _, _ in seen.letters(slug, cycle=1, state="queued")} == {"thanks"}
    assert {state for kind, _, state in seen.letters(slug, cycle=1) if kind != "thanks"} == {"superseded"}
    assert seen.letters(slug, cycle=2) == [
        ("phase_opened", "hz", "queued"),
        ("phase_opened", "onderwijs-fonds-1", "queued"),
        ("phase_opened", "onderwijs-gemeente-1", "queued"),
        ("round_results", "onderwijs-gemeente-1", "queued"),
    ]
    assert open_decisions(slug) == []


def test_a_letter_of_the_old_cycle_that_failed_on_its_way_does_not_leave_in_the_new_one(at_start: SetClock) -> None:
    slug = fallen_short()
    claimed = post.claim_letter("engine", lease=timedelta(seconds=30))
    assert claimed is not None
    at_start.move_to(at_start.now() + timedelta(seconds=1))
    (asked,) = open_decisions(slug)
    decisions.answer(str(asked.id), factories.an_answer(), via="CLI")
    post.mark_outcome(claimed, Outcome(Result.RELAY_AWAY))
    at_start.move_to(at_start.now() + timedelta(minutes=2))
    while (letter := post.claim_letter("engine", lease=timedelta(seconds=30))) is not None:
        assert letter.id != claimed.id
    (row,) = seen.rows(Letter, slug, id=claimed.id)
    assert (row.state.value, row.reason) == ("superseded", "its cycle was closed before it left")


def test_an_open_round_ends_with_its_phase() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    decisions.answer(f"new:{slug}", factories.an_answer(), via="CLI")
    factories.drain()
    assert [(r.state.value, r.verdict) for r in seen.rows(Round, slug)] == [("cancelled", None)]
    assert seen.asked(slug, kind="measurement", state="open") == []
    assert factories.place(slug) == (2, "co_create")


@pytest.mark.parametrize(
    ("fate", "statuses"),
    [
        (CarryCommitments.KEEP, ["fulfilled", "fulfilled", "promised", "confirmed"]),
        (CarryCommitments.ASK_AGAIN, ["fulfilled", "fulfilled", "promised", "promised"]),
        (CarryCommitments.END, ["fulfilled", "fulfilled", "ended", "ended"]),
    ],
)
def test_commitments_are_kept_asked_again_or_ended_and_never_lost(fate: CarryCommitments, statuses: list[str]) -> None:
    slug = fallen_short()
    key = commitments.promise(
        slug,
        f"{slug}-fonds",
        ContributionKind.CAPITAL,
        "Geld voor het tweede jaar",
        100,
        Unit.CENTS,
        by=HZ,
        starts_on=local_day(clock.now()),
    )
    commitments.confirm(slug, key, by=HZ)
    (asked,) = open_decisions(slug)
    plan = carry_over(Phase.CO_CREATE).model_copy(update={"commitments": fate})
    with database().write() as session:
        row = queries.one(session, Decision, "decision", id=asked.id)
        row.carry_over = plan.model_dump(mode="json")
    factories.went_back(slug)

    assert [c.status.value for c in seen.rows(Commitment, slug)] == statuses
    promised = [c.key for c in seen.rows(Commitment, slug) if c.status == "promised"]
    assert [subject for _, subject, _ in seen.asked(slug, kind="commitment", cycle=2)] == promised


def test_lessons_and_faults_belong_to_the_cycle_and_say_enough() -> None:
    slug = fallen_short()
    lessons.add_lesson(slug, "  Begin met de scholen. ", by=HZ, recommendation=" Bel ze. ")
    faults.add_fault(slug, "De bekostiging loopt per jaar.", "Bekostiging", by=HZ)
    factories.went_back(slug)
    with seen.noting(slug) as happened:
        number = lessons.add_lesson(slug, "Een tweede les hierover.", by=HZ)
    assert happened == [("lesson.recorded", str(number))]
    assert [(x.text, x.cycle, x.recommendation) for x in seen.rows(Lesson, slug)] == [
        ("Begin met de scholen.", 1, "Bel ze."),
        ("Begin met de scholen die het tekort het hardst voelen.", 1, ""),
        ("Een tweede les hierover.", 2, ""),
    ]
    assert [(x.system, x.cycle) for x in seen.rows(SystemFault, slug)] == [("Bekostiging", 1)]
    assert (
        seen.refused(BadInput, lambda: lessons.add_lesson(slug, " les ", by=HZ))
        == "a lesson needs at least 10 characters; this has 3"
    )
    assert (
        seen.refused(BadInput, lambda: faults.add_fault(slug, "fout", "x", by=HZ))
        == "the description of a system fault needs at least 10 characters; this has 4"
    )


def test_cycles_are_numbered_without_a_gap() -> None:
    slug = fallen_short()
    for cycle in (2, 3):
        assert factories.went_back(slug, GoBackTo.IMPLEMENT) == cycle
        factories.carried_out(slug)
        factories.measured(slug, 0.4)
    assert [c.number for c in seen.rows(Cycle, slug)] == [1, 2, 3]
