"""A deliverable is submitted, returned, accepted by both sides for exactly this content, or waived."""

import pytest

from models.actions import deliverables, drafts, stakeholders
from models.db import files
from models.db.tables import Deliverable
from models.method.errors import BadInput, NotAllowed, NotFound, StatusNotAllowed
from models.method.parties import StakeholderStatus
from models.method.phases import Here, Phase, Side
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")


def test_in_phase_one_the_foundation_accepts_alone() -> None:
    slug = factories.added()
    deliverables.submit(slug, "situation_analysis", by=HZ, content=b"De situatie.")

    assert (
        seen.refused(NotAllowed, lambda: deliverables.accept(slug, "situation_analysis", Side.PARTNERS, by=HZ))
        == "situation_analysis is accepted by the foundation alone: in phase explore there are no partners yet"
    )
    with seen.noting(slug) as happened:
        assert deliverables.accept(slug, "situation_analysis", Side.FOUNDATION, by=HZ) == "accepted"
    assert happened == [
        ("deliverable.accepted_by_side", "situation_analysis"),
        ("deliverable.accepted", "situation_analysis"),
    ]


@pytest.mark.parametrize("order", [(Side.FOUNDATION, Side.PARTNERS), (Side.PARTNERS, Side.FOUNDATION)])
def test_from_phase_two_on_both_sides_accept_in_either_order(order: tuple[Side, Side]) -> None:
    slug = factories.added()
    deliverables.submit(slug, "solution_design", by=HZ, content=b"Een ontwerp.")

    assert deliverables.accept(slug, "solution_design", order[0], by="person:a") == "submitted"
    assert deliverables.accept(slug, "solution_design", order[1], by="person:b") == "accepted"
    row = seen.row(Deliverable, slug, code="solution_design")
    assert {row.accepted_foundation, row.accepted_partners} == {"person:a", "person:b"}


def test_accepting_twice_is_accepting_once() -> None:
    slug = factories.added()
    deliverables.submit(slug, "solution_design", by=HZ, content=b"Een ontwerp.")
    deliverables.accept(slug, "solution_design", Side.FOUNDATION, by=HZ)

    with seen.noting(slug) as happened:
        assert deliverables.accept(slug, "solution_design", Side.FOUNDATION, by="staff:other") == "submitted"
    assert happened == []
    deliverables.accept(slug, "solution_design", Side.PARTNERS, by=HZ)
    with seen.noting(slug) as happened:
        assert deliverables.accept(slug, "solution_design", Side.PARTNERS, by=HZ) == "accepted"
    assert happened == []
    assert seen.row(Deliverable, slug, code="solution_design").accepted_foundation == HZ


def test_acceptance_falls_away_when_the_content_changes_and_stays_when_it_does_not() -> None:
    slug = factories.added()
    first = deliverables.submit(slug, "situation_analysis", by=HZ, content=b"Eerste.")
    deliverables.accept(slug, "situation_analysis", Side.FOUNDATION, by=HZ)

    with seen.noting(slug) as happened:
        assert deliverables.submit(slug, "situation_analysis", by=HZ, content=b"Eerste.") == first
    assert (happened, seen.status_of(slug, "situation_analysis")) == ([], "accepted")

    with seen.noting(slug) as happened:
        second = deliverables.submit(slug, "situation_analysis", by="person:a", content=b"Tweede.")
    assert happened == [("deliverable.submitted", "situation_analysis")]
    row = seen.row(Deliverable, slug, code="situation_analysis")
    assert (row.status.value, row.sha256, row.submitted_by) == ("submitted", second, "person:a")
    assert (row.accepted_foundation, row.accepted_partners, row.settled_at) == (None, None, None)
    assert (files.content(first), files.content(second)) == (b"Eerste.", b"Tweede.")
    assert first == "aee17ee7ac0b59650513ebc76505db5ab551e3d338041f152eab3fa7f25d0180"


def test_one_side_accepted_the_old_content_so_both_are_asked_again() -> None:
    slug = factories.added()
    deliverables.submit(slug, "toc_sketch", by=HZ, content=b"Eerste.")
    deliverables.accept(slug, "toc_sketch", Side.FOUNDATION, by=HZ)
    deliverables.submit(slug, "toc_sketch", by=HZ, content=b"Tweede.")

    assert deliverables.accept(slug, "toc_sketch", Side.PARTNERS, by=HZ) == "submitted"
    assert deliverables.accept(slug, "toc_sketch", Side.FOUNDATION, by=HZ) == "accepted"


def test_returning_needs_a_reason_and_takes_back_what_was_accepted() -> None:
    slug = factories.added()
    deliverables.submit(slug, "toc_sketch", by=HZ, content=b"Eerste.")
    deliverables.accept(slug, "toc_sketch", Side.FOUNDATION, by=HZ)

    assert (
        seen.refused(BadInput, lambda: deliverables.return_(slug, "toc_sketch", by=HZ, reason="nee"))
        == "the reason for returning needs at least 10 characters; this has 3"
    )
    with seen.noting(slug) as happened:
        deliverables.return_(slug, "toc_sketch", by=HZ, reason="De aannames ontbreken.")
    assert happened == [("deliverable.returned", "toc_sketch")]
    row = seen.row(Deliverable, slug, code="toc_sketch")
    assert (row.status.value, row.reason, row.accepted_foundation) == ("returned", "De aannames ontbreken.", None)
    assert (
        seen.refused(StatusNotAllowed, lambda: deliverables.accept(slug, "toc_sketch", Side.FOUNDATION, by=HZ))
        == "a deliverable that is returned cannot become accepted; allowed: submitted, waived"
    )
    deliverables.submit(slug, "toc_sketch", by=HZ)
    assert (seen.status_of(slug, "toc_sketch"), seen.row(Deliverable, slug, code="toc_sketch").reason) == (
        "submitted",
        None,
    )


def test_waiving_keeps_the_reason_and_is_done_once() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        deliverables.waive(slug, "toc_sketch", by=HZ, reason="De schets volgt in fase 3.")
    assert happened == [("deliverable.waived", "toc_sketch")]
    row = seen.row(Deliverable, slug, code="toc_sketch")
    assert (row.status.value, row.reason) == ("waived", "De schets volgt in fase 3.")
    assert (
        seen.refused(
            StatusNotAllowed, lambda: deliverables.waive(slug, "toc_sketch", by=HZ, reason="De schets volgt in fase 3.")
        )
        == "a deliverable that is waived cannot become waived; allowed: submitted"
    )


def test_what_cannot_be_submitted_is_refused_with_the_bounds() -> None:
    slug = factories.added()
    assert (
        seen.refused(BadInput, lambda: deliverables.submit(slug, "toc_sketch", by=HZ))
        == "toc_sketch has no content yet: give a file"
    )
    assert (
        seen.refused(BadInput, lambda: deliverables.submit(slug, "toc_sketch", by=HZ, content=b""))
        == "the file of toc_sketch has 0 bytes; allowed: 1 to 52428800"
    )
    assert seen.refused(NotFound, lambda: deliverables.submit(slug, "toc", by=HZ, content=b"x")).startswith(
        "there is no deliverable 'toc'; allowed: need_framework, situation_analysis, stakeholder_overview,"
    )
    assert (
        seen.refused(StatusNotAllowed, lambda: deliverables.accept(slug, "toc_sketch", Side.PARTNERS, by=HZ))
        == "a deliverable that is missing cannot become accepted; allowed: draft, submitted, waived"
    )


def test_a_draft_by_rule_is_kept_up_to_date_until_a_person_takes_it_over() -> None:
    slug = factories.added()
    here = Here(slug, 1, Phase.EXPLORE)
    row = seen.row(Deliverable, slug, code="stakeholder_overview")
    assert (row.status.value, row.drafted_by_rule) == ("draft", True)
    assert drafts.write_draft(here, "stakeholder_overview") is False

    stakeholders.move(slug, f"{slug}-fonds", StakeholderStatus.INTERESTED, by=HZ)
    with seen.noting(slug) as happened:
        assert drafts.write_draft(here, "stakeholder_overview") is True
    assert happened == [("deliverable.drafted", "stakeholder_overview")]

    deliverables.submit(slug, "stakeholder_overview", by=HZ, content=b"Van een mens.")
    stakeholders.move(slug, f"{slug}-fonds", StakeholderStatus.COMMITTED, by=HZ)
    assert drafts.write_draft(here, "stakeholder_overview") is False
    assert seen.row(Deliverable, slug, code="stakeholder_overview").drafted_by_rule is False
