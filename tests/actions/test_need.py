"""The need framework is scored and weighed, and answered with go or no-go."""

import pytest

from models.actions import need
from models.db.tables import Criterion, Letter
from models.method.errors import BadInput, ConditionsNotMet, NotAllowed
from models.method.needs import Weighing
from models.method.phases import Here, Phase
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

REASON = "Andere partijen doen dit al."


def test_scores_are_weighed_once_everything_is_scored() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        assert need.score_need(slug, {"urgentie": 5}, by=HZ) == Weighing(None, None, ("kracht",))
        assert need.score_need(slug, {"kracht": 4}, by=HZ) == Weighing(0.92, True, ())
    assert happened == [("need.scored", "urgentie"), ("need.scored", "kracht")]
    assert [(c.key, c.score, c.scored_by) for c in seen.rows(Criterion, slug)] == [
        ("urgentie", 5, HZ),
        ("kracht", 4, HZ),
    ]


def test_each_outcome_is_put_to_the_facilitator_once() -> None:
    slug = factories.added()
    here = Here(slug, 1, Phase.EXPLORE)
    need.score_need(slug, {"urgentie": 1, "kracht": 1}, by=HZ)
    with seen.noting(slug) as happened:
        assert need.weigh_need(here) == Weighing(0.2, False, ())
        assert need.weigh_need(here) == Weighing(0.2, False, ())
    assert happened == [("need.weighed", "explore")]

    need.score_need(slug, {"urgentie": 5, "kracht": 5}, by=HZ)
    need.weigh_need(here)
    questions = [letter.context["question"] for letter in seen.rows(Letter, slug, kind="decision_open")]
    assert questions == [
        "go of no-go (no-go voorgesteld, 20%)",
        "go of no-go (go voorgesteld, 100%)",
    ]


def test_what_cannot_be_scored_is_refused_and_leaves_no_score() -> None:
    slug = factories.added()
    assert (
        seen.refused(BadInput, lambda: need.score_need(slug, {"urgentie": 3, "kosten": 3}, by=HZ))
        == "there is no criterion 'kosten'; allowed: urgentie, kracht"
    )
    assert (
        seen.refused(BadInput, lambda: need.score_need(slug, {"urgentie": 3, "kracht": 6}, by=HZ))
        == "criterion kracht cannot be scored 6; allowed: 0 to 5"
    )
    assert [c.score for c in seen.rows(Criterion, slug)] == [None, None]


def test_go_needs_a_scored_framework_and_a_reason_to_go_against_it() -> None:
    slug = factories.added()
    assert (
        seen.refused(ConditionsNotMet, lambda: need.go(slug, by=HZ))
        == "the need framework is not scored yet: urgentie, kracht"
    )
    need.score_need(slug, {"urgentie": 1, "kracht": 1}, by=HZ)
    assert (
        seen.refused(BadInput, lambda: need.go(slug, by=HZ))
        == "going against the need framework needs at least 10 characters; this has 0"
    )
    with seen.noting(slug) as happened:
        need.go(slug, by=HZ, reason="De gemeenten vragen erom.")
    assert happened == [("gate.went", "explore")]
    row = seen.phase_row(slug, "explore")
    assert (row.go_by, row.reason) == (HZ, "De gemeenten vragen erom.")


def test_saying_go_twice_is_saying_it_once() -> None:
    slug = factories.added()
    need.score_need(slug, {"urgentie": 5, "kracht": 5}, by=HZ)
    need.go(slug, by=HZ)
    with seen.noting(slug) as happened:
        need.go(slug, by="staff:other")
    assert (happened, seen.phase_row(slug, "explore").go_by) == ([], HZ)


def test_no_go_ends_the_alliance_in_phase_one() -> None:
    slug = factories.added()
    assert (
        seen.refused(BadInput, lambda: need.no_go(slug, by=HZ, reason="nee"))
        == "the reason for no-go needs at least 10 characters; this has 3"
    )
    with seen.noting(slug) as happened:
        need.no_go(slug, by=HZ, reason=REASON)
    stopped = [("request.stopped", f"onderwijs-{who}") for who in ("gemeente", "ouders", "bedrijf", "fonds")]
    assert happened == [*stopped, ("phase.closed", "explore"), ("alliance.ended", "no_go")]
    assert (factories.place(slug), factories.drain()) == (None, 0)
    assert {state for _, _, _, state in seen.timers(slug)} == {"cancelled"}
    row = seen.phase_row(slug, "explore")
    assert (row.outcome, row.reason) == ("no_go", REASON)
    assert (
        seen.refused(NotAllowed, lambda: need.no_go(slug, by=HZ, reason=REASON))
        == "alliance onderwijs has ended (no_go); nothing can change in it"
    )


def test_the_need_is_weighed_in_phase_one_only() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    assert (
        seen.refused(NotAllowed, lambda: need.go(slug, by=HZ))
        == "go is said in phase explore; onderwijs is in form_alliance"
    )
    assert (
        seen.refused(NotAllowed, lambda: need.no_go(slug, by=HZ, reason=REASON))
        == "no-go is said in phase explore; onderwijs is in form_alliance"
    )
    assert (
        seen.refused(NotAllowed, lambda: need.score_need(slug, {"urgentie": 1}, by=HZ))
        == "the need is weighed in phase explore; onderwijs is in form_alliance"
    )
