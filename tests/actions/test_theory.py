"""What is found out about a theory of change, and what that answers of what was still to be found out."""

import pytest

from models.actions import evidence_tasks, theory
from models.actions.frame import act
from models.actions.revise import revise
from models.db.tables import EvidenceTask, FrameworkVersion, TocNode
from models.method.definition_impact import Baseline, Indicator
from models.method.edits import changing
from models.method.evidence import EvidenceTaskKind, EvidenceTaskState, NewTask
from models.method.indicators import Accumulation, Evidence
from models.method.phases import Phase
from models.method.working_days import local_day
from samenspel import clock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

LINKED = {
    "nodes": [
        {"key": "werving", "level": "activity", "text": "Werven en opleiden"},
        {"key": "opgeleid", "level": "output", "text": "Opgeleide leraren"},
        {"key": "leraren", "level": "outcome", "text": "Meer leraren"},
    ],
    "links": [
        {"from": "werving", "to": "opgeleid", "assumption": "Wie begint, maakt het af."},
        {"from": "opgeleid", "to": "leraren", "assumption": "Wie is opgeleid, blijft."},
    ],
}


def _wanted(slug: str, kind: EvidenceTaskKind, subject: str) -> None:
    with act(slug, by="clock") as a:
        evidence_tasks.add(a, NewTask(kind, subject, local_day(a.now)))


def _open(slug: str) -> list[tuple[str, str]]:
    return [(row.kind, row.subject) for row in seen.rows(EvidenceTask, slug, state=EvidenceTaskState.OPEN)]


def test_a_judged_assumption_is_tested_and_asks_for_no_new_version() -> None:
    slug = factories.brought_to(Phase.EVALUATE, theory_of_change=LINKED)
    _wanted(slug, EvidenceTaskKind.TEST_ASSUMPTION, "opgeleid -> leraren")
    with seen.noting(slug) as happened:
        theory.judge(slug, "opgeleid", "leraren", Evidence.UNTESTED, note="Nog niemand keek ernaar.", by=HZ)
    assert happened == [("assumption.judged", "opgeleid -> leraren")]
    with seen.noting(slug) as happened:
        theory.judge(slug, "opgeleid", "leraren", Evidence.MIXED, note="De helft is gebleven.", by=HZ)
    assert happened == [("assumption.judged", "opgeleid -> leraren"), ("evidence.settled", "opgeleid -> leraren")]
    assert _open(slug) == []
    assert [row.number for row in seen.rows(FrameworkVersion, slug)] == [1]
    (delivery, mechanism) = theory.theory(slug).links
    assert (delivery.layer, delivery.evidence, delivery.tested_on) == ("delivery", "untested", None)
    assert (mechanism.layer, mechanism.evidence, mechanism.note, mechanism.tested_on) == (
        "mechanism",
        "mixed",
        "De helft is gebleven.",
        local_day(clock.now()),
    )


def test_how_far_an_activity_was_carried_out_holds_for_the_cycle_in_which_it_was_judged() -> None:
    slug = factories.brought_to(Phase.EVALUATE, theory_of_change=LINKED)
    theory.done(slug, "werving", 3, by=HZ)
    assert [one.fidelity for one in theory.theory(slug).nodes] == [3, None, None]
    factories.measured(slug, 0.2)
    factories.went_back(slug)
    assert [one.fidelity for one in theory.theory(slug).nodes] == [None, None, None]
    (kept, *_) = seen.rows(TocNode, slug)
    assert (kept.fidelity, kept.fidelity_cycle, kept.fidelity_by) == (3, 1, HZ)


def test_a_change_of_an_indicator_answers_what_was_asked_about_it_and_nothing_else() -> None:
    slug = factories.added()
    asked = [
        (EvidenceTaskKind.SET_BASELINE, "vacatures"),
        (EvidenceTaskKind.SET_BASELINE, "instroom"),
        (EvidenceTaskKind.SET_TARGET, "vacatures"),
        (EvidenceTaskKind.SETTLE_ACCUMULATION, "vacatures"),
        (EvidenceTaskKind.SET_WEIGHTS, "outcomes"),
    ]
    for kind, subject in asked:
        _wanted(slug, kind, subject)

    def known(one: Indicator) -> Indicator:
        baseline = Baseline(value=110, date=one.baseline.date)
        return one.model_copy(update={"baseline": baseline, "accumulation": Accumulation.CUMULATIVE})

    revise(slug, changing("indicators", "vacatures", known), by=HZ)
    assert _open(slug) == [asked[1], asked[2], asked[4]]
    revise(slug, changing("indicators", "instroom", lambda one: one.model_copy(update={"weight": 0.2})), by=HZ)
    assert _open(slug) == [asked[1], asked[2]]
    # Taking a figure away answers nothing.
    revise(slug, changing("indicators", "instroom", lambda one: one.model_copy(update={"baseline": Baseline()})), by=HZ)
    assert _open(slug) == [asked[1], asked[2]]
