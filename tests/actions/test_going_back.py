"""Going back with a plan, seeing ahead what it leads to, and taking it back while no letter has left (R31-R35)."""

from datetime import timedelta
from typing import Any

import pytest

from models.actions import (
    alliances,
    commitments,
    comparing,
    decisions,
    deliverables,
    improvements,
    lesson_life,
    lessons,
    plans,
    post,
    retract,
    rounds,
    stakeholders,
)
from models.actions.lists_impact import decision as decision_view
from models.actions.overview import open_decisions, overview
from models.db.tables import (
    Commitment,
    Cycle,
    Decision,
    Deliverable,
    Event,
    Indicator,
    Lesson,
    Letter,
    PhaseRun,
    Request,
    Round,
    Stakeholder,
    Timer,
    TocNode,
)
from models.method.commitments import ContributionKind, Unit
from models.method.cycles import Carry, CarryCommitments, CarryOver, Partner, PartnerMove, Target, Wording
from models.method.decisions import GoBackTo
from models.method.errors import BadInput, NotAllowed
from models.method.lessons import LessonState
from models.method.parties import StakeholderStatus
from models.method.phases import Phase
from models.method.rounds import RoundState
from models.method.working_days import local_day
from samenspel import clock
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import the_rest_sent
from tests.actions.reflecting import answer, answers, with_partners
from tests.factories import HZ, an_answer

pytestmark = pytest.mark.usefixtures("db", "at_start")

#: Everything that the old cycle, or the alliance as a whole, is made of.
TABLES = (
    Cycle,
    PhaseRun,
    Decision,
    Round,
    Timer,
    Request,
    Letter,
    Commitment,
    Stakeholder,
    Indicator,
    TocNode,
    Deliverable,
)


def everything(slug: str) -> dict[str, list[dict[str, Any]]]:
    """Return every column of every row that going back may touch."""
    return {
        table.__tablename__: [
            {column.name: getattr(row, column.name) for column in table.__table__.columns}
            for row in seen.rows(table, slug)
        ]
        for table in TABLES
    }


def fallen_short() -> tuple[str, int]:
    """Return an alliance whose round fell short, with a promise of the fund on top, and its open decision."""
    slug = factories.brought_to(Phase.EVALUATE)
    commitments.promise(
        slug,
        f"{slug}-fonds",
        ContributionKind.CAPITAL,
        "Geld voor het tweede jaar",
        100,
        Unit.CENTS,
        by=HZ,
        starts_on=local_day(clock.now()),
    )
    factories.measured(slug, 0.4)
    (asked,) = open_decisions(slug)
    return slug, asked.id


def planned(slug: str) -> CarryOver:
    """Return a plan that changes something of everything."""
    return CarryOver(
        deliverables={"toc_sketch": Carry.REOPEN, "proof_of_value": Carry.KEEP},
        targets={"vacatures": Target(value=60)},
        nodes={"leraren": Wording(text="Elke klas een bevoegde leraar.")},
        partners={
            f"{slug}-bedrijf": Partner(move=PartnerMove.JOINS, reason="Brengt mensen uit de praktijk mee."),
            f"{slug}-fonds": Partner(move=PartnerMove.LEAVES, reason="Heeft andere prioriteiten gekregen."),
        },
        solution=Wording(text="Zij-instromers krijgen een vaste begeleider."),
    )


def test_a_plan_is_added_to_and_shown_with_the_defaults_around_it() -> None:
    slug, number = fallen_short()
    first = plans.plan(slug, CarryOver(deliverables={"toc_sketch": Carry.REOPEN}), by=HZ)
    assert (first.decision, first.back_to) == (number, Phase.CO_CREATE)
    again = plans.plan(
        slug,
        CarryOver(targets={"vacatures": Target(value=60)}),
        by=HZ,
        commitments=CarryCommitments.ASK_AGAIN,
    )
    chosen = {code: carry for code, carry in again.plan.deliverables.items() if code in {"toc_sketch", "toc_framework"}}
    assert chosen == {"toc_sketch": Carry.REOPEN, "toc_framework": Carry.REOPEN}
    assert (again.plan.commitments, again.plan.targets["vacatures"].value) == (CarryCommitments.ASK_AGAIN, 60)
    assert seen.row(Decision, slug).version == 3
    forgotten = plans.plan(slug, CarryOver(), by=HZ, afresh=True)
    assert (forgotten.plan.targets, forgotten.plan.deliverables["toc_sketch"]) == ({}, Carry.KEEP)


def test_looking_at_a_plan_changes_nothing() -> None:
    slug, _ = fallen_short()
    before = everything(slug)
    assert plans.plan(slug, CarryOver(), by=HZ).plan.lessons == ()
    assert everything(slug) == before


def test_everything_in_a_plan_that_does_not_exist_is_refused_at_once() -> None:
    slug, _ = fallen_short()
    wrong = CarryOver(
        deliverables={"toc_schets": Carry.KEEP},
        by_commitment={"c1": CarryCommitments.END},
        targets={"vacature": Target(value=1)},
        partners={"niemand": Partner(move=PartnerMove.JOINS, reason="Een goede reden.")},
        lessons=(99,),
    )
    assert seen.refused(BadInput, lambda: plans.plan(slug, wrong, by=HZ)).splitlines() == [
        "'toc_schets' is no deliverable (did you mean \"toc_sketch\"?)",
        "'c1' is no open commitment; allowed: c3",
        "'vacature' is no indicator (did you mean \"vacatures\"?)",
        f"'niemand' is no stakeholder; allowed: {slug}-bedrijf, {slug}-fonds, {slug}-gemeente, {slug}-ouders",
        "there is no lesson 99; allowed: none yet",
    ]


def test_who_is_there_cannot_join_and_who_is_not_cannot_leave() -> None:
    slug, _ = fallen_short()

    def moving(who: str, move: PartnerMove) -> CarryOver:
        return CarryOver(partners={f"{slug}-{who}": Partner(move=move, reason="Een goede reden.")})

    assert (
        seen.refused(BadInput, lambda: plans.plan(slug, moving("gemeente", PartnerMove.JOINS), by=HZ))
        == f"{slug}-gemeente is committed and cannot be one who joins"
    )
    assert (
        seen.refused(BadInput, lambda: plans.plan(slug, moving("bedrijf", PartnerMove.LEAVES), by=HZ))
        == f"{slug}-bedrijf is approached and cannot be one who leaves"
    )


def test_going_back_is_planned_only_where_one_can_go_back() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    assert (
        seen.refused(NotAllowed, lambda: plans.plan(slug, CarryOver(), by=HZ))
        == f"{slug} is in phase implement; going back is planned in: evaluate"
    )


def test_the_new_cycle_has_what_was_planned_and_the_old_one_stays_readable() -> None:
    slug, number = fallen_short()
    plans.plan(slug, planned(slug), by=HZ)
    decisions.answer(str(number), an_answer(), via="CLI")
    statuses = {row.code: row.status.value for row in seen.rows(Deliverable, slug, cycle=2)}
    assert (statuses["toc_sketch"], statuses["proof_of_value"], statuses["cooperation_agreement"]) == (
        "draft",
        "accepted",
        "accepted",
    )
    parties = {row.organisation_id: row.status.value for row in seen.rows(Stakeholder, slug)}
    assert sorted(parties.values()) == ["approached", "approached", "committed", "left"]
    (target,) = [row.target_value for row in seen.rows(Indicator, slug) if row.key == "vacatures"]
    assert target == 60
    kept = CarryOver.model_validate(seen.rows(Cycle, slug)[-1].carry_over)
    assert (kept.targets["vacatures"].before, kept.targets["vacatures"].value) == (50, 60)
    assert kept.lessons == tuple(row.id for row in seen.rows(Lesson, slug))
    told = comparing.compare(slug)
    assert [(w.number, w.solution, w.joined, w.left) for w in told.cycles] == [
        (1, "", (), ()),
        (2, "Zij-instromers krijgen een vaste begeleider.", (), (f"{slug}-fonds",)),
    ]
    assert [(o.cycle, o.key, o.target, o.changed) for o in told.objectives if o.key == "vacatures"] == [
        (1, "vacatures", 50, False),
        (2, "vacatures", 60, True),
    ]
    assert [(one.cycle, one.rests_on) for one in told.lessons] == [(1, (2,))]


def test_every_open_commitment_is_kept_asked_again_or_ended_once() -> None:
    slug, number = fallen_short()
    for who in ("bedrijf", "ouders"):
        commitments.promise(
            slug,
            f"{slug}-{who}",
            ContributionKind.TIME,
            "Uren van eigen mensen",
            10,
            Unit.HOURS,
            by=HZ,
            starts_on=local_day(clock.now()),
        )
    commitments.confirm(slug, "c4", by=HZ)
    chosen = {"c3": CarryCommitments.END, "c4": CarryCommitments.ASK_AGAIN}
    plans.plan(slug, CarryOver(by_commitment=chosen), by=HZ)
    with seen.noting(slug) as happened:
        decisions.answer(str(number), an_answer(), via="CLI")
    assert [one for one in happened if one[0].startswith("commitment.")] == [
        ("commitment.ended", "c3"),
        ("commitment.promised", "c4"),
        ("commitment.kept", "c5"),
    ]
    assert [(c.key, c.status.value) for c in seen.rows(Commitment, slug)][2:] == [
        ("c3", "ended"),
        ("c4", "promised"),
        ("c5", "promised"),
    ]


def test_a_preview_tells_what_would_happen_and_nothing_of_it_happens() -> None:
    slug, number = fallen_short()
    plans.plan(slug, planned(slug), by=HZ)
    before = everything(slug)
    said = plans.ahead(slug, by=HZ)
    assert everything(slug) == before
    assert (said.cycle, said.back_to, said.decision) == (2, Phase.CO_CREATE, number)
    assert sorted(said.letters) == [
        ("invitation", f"{slug}-bedrijf"),
        ("phase_opened", "hz"),
        ("phase_opened", f"{slug}-gemeente"),
    ]
    assert (said.invited, said.asked_again, said.commitments) == (
        (f"{slug}-bedrijf",),
        (),
        {"c1": "fulfilled", "c2": "fulfilled", "c3": "ended"},
    )
    assert {code for code, status in said.deliverables.items() if status == "draft"} == {
        "toc_sketch",
        "resource_overview",
        "toc_framework",
    }
    assert said.timers_end == len([t for t in seen.timers(slug, cycle=1) if t[3] == "waiting"])


def test_a_preview_of_another_phase_shows_that_phase() -> None:
    slug, _ = fallen_short()
    said = plans.ahead(slug, Phase.IMPLEMENT, by=HZ)
    assert (said.back_to, said.deliverables["implemented_solution"]) == (Phase.IMPLEMENT, "draft")


@pytest.mark.parametrize("to", [GoBackTo.EXPLORE, GoBackTo.FORM_ALLIANCE, GoBackTo.CO_CREATE, GoBackTo.IMPLEMENT])
def test_going_back_can_be_taken_back_and_everything_is_as_it_was(to: GoBackTo, at_start: SetClock) -> None:
    slug, number = fallen_short()
    plans.plan(slug, planned(slug), by=HZ)
    before = everything(slug)
    decisions.answer(str(number), an_answer(go_back_to=to), via="CLI")
    # The engine may have worked in the new cycle: what it did goes with it.
    factories.drain()
    at_start.move_to(at_start.now() + timedelta(minutes=10))
    assert retract.retract(number, by=HZ, reason="Op de verkeerde knop gedrukt.") is Phase.EVALUATE
    after = everything(slug)
    (asked,) = after["decision"]
    assert asked.pop("version") == before["decision"][0].pop("version") + 2
    assert (asked.pop("reason"), before["decision"][0].pop("reason")) == ("Op de verkeerde knop gedrukt.", None)
    assert after == before
    assert (overview(slug).phase, overview(slug).cycle) == ("evaluate", 1)
    assert [(e.type.value, e.subject) for e in seen.rows(Event, slug, order="seq")][-2:] == [
        ("cycle.retracted", "2"),
        ("decision.retracted", str(number)),
    ]
    # And it can be decided anew, with the same number for the cycle.
    assert decisions.answer(str(number), an_answer(), via="CLI").cycle == 2
    factories.drain()
    assert factories.place(slug) == (2, "co_create")


def test_what_the_partners_answered_is_weighed_again_after_going_back_was_taken_back() -> None:
    slug = with_partners(reflection=True)
    for who in ("gemeente", "fonds", "pabo", "school"):
        answer(slug, who, given=answers(roles=1))
    factories.measured(slug, 0.4)
    (asked,) = open_decisions(slug)
    for _ in range(2):
        decisions.answer(str(asked.id), an_answer(), via="CLI")
        assert seen.row(Round, slug, number=2).state is RoundState.CLOSED
        assert [one.state for one in improvements.improvements(slug)] == ["proposed"]
        retract.retract(asked.id, by=HZ, reason="Op de verkeerde knop gedrukt.")
        assert seen.row(Round, slug, number=2).state is RoundState.OPEN
        assert improvements.improvements(slug) == []


def test_letters_wait_until_it_is_too_late_to_take_back_and_then_leave(at_start: SetClock) -> None:
    _, number = fallen_short()
    the_rest_sent()
    decisions.answer(str(number), an_answer(), via="CLI")
    assert post.claim_letter("engine", lease=timedelta(seconds=30)) is None
    at_start.move_to(at_start.now() + timedelta(minutes=15))
    assert post.claim_letter("engine", lease=timedelta(seconds=30)) is not None
    assert (
        seen.refused(NotAllowed, lambda: retract.retract(number, by=HZ, reason="Toch maar niet doen."))
        == "a letter of cycle 2 has left; it cannot be taken back any more"
    )


def test_what_somebody_did_in_the_new_cycle_is_not_taken_back() -> None:
    slug, number = fallen_short()
    decisions.answer(str(number), an_answer(), via="CLI")
    deliverables.submit(slug, "action_plan", by=HZ, content=b"Plan")
    assert (
        seen.refused(NotAllowed, lambda: retract.retract(number, by=HZ, reason="Toch maar niet doen."))
        == "somebody has worked in cycle 2 already (deliverable.submitted); it cannot be taken back any more"
    )


def test_only_going_back_is_taken_back_and_only_once() -> None:
    slug, number = fallen_short()
    refusal = f"decision {number} opened no cycle that could be taken back"
    assert seen.refused(NotAllowed, lambda: retract.retract(number, by=HZ, reason="Toch maar niet.")) == refusal
    decisions.answer(str(number), an_answer(), via="CLI")
    retract.retract(number, by=HZ, reason="Op de verkeerde knop gedrukt.", dry_run=True)
    assert overview(slug).cycle == 2
    retract.retract(number, by=HZ, reason="Op de verkeerde knop gedrukt.")
    assert seen.refused(NotAllowed, lambda: retract.retract(number, by=HZ, reason="Toch maar niet.")) == refusal


def test_a_lesson_that_is_named_is_what_the_change_rests_on() -> None:
    slug, number = fallen_short()
    first = lessons.add_lesson(slug, "Begin met de scholen zelf.", by=HZ)
    lessons.add_lesson(slug, "Spreek ook de ouders vroeg.", by=HZ)
    plans.plan(slug, CarryOver(lessons=(first,)), by=HZ)
    decisions.answer(str(number), an_answer(lesson=""), via="CLI")
    assert CarryOver.model_validate(seen.rows(Cycle, slug)[-1].carry_over).lessons == (first,)
    assert [e.details["go_back_to"] for e in seen.rows(Event, slug, type="cycle.planned")] == ["co_create"]


def in_phase_five() -> str:
    """Return an alliance whose round is open and not measured yet."""
    slug = factories.brought_to(Phase.EVALUATE)
    factories.drain()
    return slug


def test_looking_at_a_plan_before_the_round_closes_asks_nothing() -> None:
    slug = in_phase_five()
    seen_plan = plans.plan(slug, CarryOver(), by=HZ)
    assert (seen_plan.decision, plans.ahead(slug, by=HZ).decision, open_decisions(slug)) == (None, None, [])
    factories.measured(slug, 0.4)
    assert [asked.verdict for asked in open_decisions(slug)] == ["insufficient"]


def test_a_plan_made_ahead_becomes_part_of_the_question_after_the_round() -> None:
    slug = in_phase_five()
    planned_ahead = plans.plan(slug, CarryOver(targets={"vacatures": Target(value=60)}), by=HZ)
    factories.measured(slug, 0.4)
    (row,) = seen.rows(Decision, slug)
    assert (row.id, row.verdict, row.round_id is not None) == (planned_ahead.decision, "insufficient", True)
    assert CarryOver.model_validate(row.carry_over).targets["vacatures"].value == 60
    assert seen.timers(slug, kind="decision_due") == [("decision_due", str(row.id), 1, "waiting")]


def test_what_began_in_the_new_cycle_goes_with_it_and_may_happen_again(at_start: SetClock) -> None:
    slug = in_phase_five()
    moment = at_start.now()
    number = decisions.answer(f"new:{slug}", an_answer(go_back_to=GoBackTo.IMPLEMENT), via="CLI").decision
    assert rounds.open_round(slug, by="flow:evaluation_round", occurrence=moment) == 2
    retract.retract(number, by=HZ, reason="Op de verkeerde knop gedrukt.")
    assert [(r.number, r.cycle, r.state.value) for r in seen.rows(Round, slug)] == [(1, 1, "open")]
    # Nobody had asked, so nothing is asked now.
    assert ([d.state.value for d in seen.rows(Decision, slug)], open_decisions(slug)) == (["cancelled"], [])
    factories.measured(slug, 0.4)
    (asked,) = open_decisions(slug)
    decisions.answer(str(asked.id), an_answer(go_back_to=GoBackTo.IMPLEMENT), via="CLI")
    assert rounds.open_round(slug, by="flow:evaluation_round", occurrence=moment) == 2


def test_being_careful_is_no_work_in_the_new_cycle() -> None:
    slug, number = fallen_short()
    decisions.answer(str(number), an_answer(), via="CLI")
    alliances.pause(slug, by=HZ, reason="Eerst even overleggen.")
    assert decision_view(number).retractable is True
    alliances.resume(slug, by=HZ)
    deliverables.submit(slug, "action_plan", by=HZ, content=b"Plan")
    assert decision_view(number).retractable is False


def test_an_answer_given_again_does_not_teach_the_same_twice() -> None:
    slug, number = fallen_short()
    decisions.answer(str(number), an_answer(), via="CLI")
    retract.retract(number, by=HZ, reason="Op de verkeerde knop gedrukt.")
    decisions.answer(str(number), an_answer(), via="CLI")
    assert len(seen.rows(Lesson, slug)) == 1
    assert seen.rows(Event, slug, type="decision.retracted")[0].details == {}


def test_a_rejected_lesson_carries_no_change() -> None:
    slug, number = fallen_short()
    lesson = lessons.add_lesson(slug, "Begin met de scholen zelf.", by=HZ)
    lesson_life.move(lesson, LessonState.REJECTED, by=HZ, reason="Dit bleek niet te kloppen.")
    assert (
        seen.refused(BadInput, lambda: decisions.answer(str(number), an_answer(lesson=""), via="CLI"))
        == "going back rests on at least one lesson learned: fill in the lesson"
    )
    assert (
        seen.refused(BadInput, lambda: plans.plan(slug, CarryOver(lessons=(lesson,)), by=HZ))
        == f"there is no lesson {lesson}; allowed: none yet"
    )


def test_a_plan_is_looked_at_once_more_when_it_is_carried_out() -> None:
    slug, number = fallen_short()
    plans.plan(slug, planned(slug), by=HZ)
    stakeholders.move(slug, f"{slug}-bedrijf", StakeholderStatus.COMMITTED, by=HZ)
    assert (
        seen.refused(BadInput, lambda: decisions.answer(str(number), an_answer(), via="CLI"))
        == f"{slug}-bedrijf is committed and cannot be one who joins"
    )
    assert (overview(slug).cycle, len(open_decisions(slug))) == (1, 1)


def test_a_target_that_no_road_leads_to_and_a_promise_without_its_maker_are_refused() -> None:
    slug, _ = fallen_short()
    leaves = {f"{slug}-fonds": Partner(move=PartnerMove.LEAVES, reason="Heeft andere prioriteiten.")}
    wrong = CarryOver(
        targets={"vacatures": Target(value=100), "instroom": Target(value=150)},
        partners=leaves,
        by_commitment={"c3": CarryCommitments.KEEP},
    )
    assert seen.refused(BadInput, lambda: plans.plan(slug, wrong, by=HZ)).splitlines() == [
        f"c3 was promised by {slug}-fonds, who leaves; it can only end",
        "vacatures: the target is the baseline, so there is no road to measure",
        "instroom: the target lies where a figure to increase does not go",
    ]
