"""Gates pass by themselves when everything is there; people hold them, pass with something open, or stop."""

import pytest

from models.actions import deliverables, gates, handover, need
from models.actions.overview import overview
from models.method.errors import BadInput, ConditionsNotMet, NotAllowed, PhaseMovedOn
from models.method.phases import Here, Phase
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

REASON = "De partners beginnen alvast."


def test_gate_one_waits_for_go_however_complete_everything_is() -> None:
    slug = factories.added()
    factories.deliver_all(slug, Phase.EXPLORE)
    need.score_need(slug, {"urgentie": 5, "kracht": 5}, by=HZ)
    factories.drain()
    assert gates.ask_gate(Here(slug, 1, Phase.EXPLORE)) == ("go",)
    assert seen.refused(ConditionsNotMet, lambda: gates.pass_gate(slug, by=HZ)) == (
        "the gate of explore waits for go; deliverables and lessons can be left open with --with-missing and a reason"
    )
    assert (
        seen.refused(
            ConditionsNotMet, lambda: gates.pass_gate(slug, by=HZ, with_missing=True, reason="Het moet nu door.")
        )
        == "the gate of explore waits for go"
    )
    need.go(slug, by=HZ)
    factories.drain()
    assert factories.place(slug) == (1, "form_alliance")


def test_the_gates_of_two_to_four_pass_by_themselves_with_the_last_acceptance() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    walked = [seen.phase_row(slug, phase) for phase in ("explore", "form_alliance", "co_create", "implement")]
    assert [(p.outcome, p.missing, p.conditions) for p in walked] == [("passed", [], [])] * 4
    # Two of the four sectors have no organisation that commits for the long term; nothing else is remarked on.
    assert [p.remarks for p in walked] == [[], [], [], []]


def test_a_gate_asked_by_a_run_that_comes_too_late_does_nothing() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    with seen.noting(slug) as happened:
        said = seen.refused(PhaseMovedOn, lambda: gates.ask_gate(Here(slug, 1, Phase.EXPLORE)))
    assert (said, happened) == ("onderwijs moved on to form_alliance of cycle 1", [])


def test_a_pass_with_something_missing_needs_a_reason_and_lists_it_for_ever() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    deliverables.waive(slug, "toc_sketch", by=HZ, reason="De schets volgt in fase 3.")
    missing = "deliverable:parties_connected, deliverable:cooperation_agreement"

    assert seen.refused(ConditionsNotMet, lambda: gates.pass_gate(slug, by=HZ)) == (
        f"the gate of form_alliance waits for {missing}; "
        "deliverables and lessons can be left open with --with-missing and a reason"
    )
    assert (
        seen.refused(BadInput, lambda: gates.pass_gate(slug, by=HZ, with_missing=True))
        == "the reason for passing with something open needs at least 10 characters; this has 0"
    )
    with seen.noting(slug) as happened:
        opened = gates.pass_gate(slug, by=HZ, with_missing=True, reason=REASON, conditions=("overeenkomst voor mei",))
    assert opened is Phase.CO_CREATE
    assert happened == [("phase.closed", "form_alliance"), ("phase.opened", "co_create")]

    deliverables.submit(slug, "parties_connected", by=HZ, content=b"Alsnog.")
    factories.designed(slug)
    row = seen.phase_row(slug, "form_alliance")
    assert (row.outcome, row.reason) == ("passed_with_conditions", REASON)
    assert row.missing == ["parties_connected", "cooperation_agreement"]
    assert row.conditions == ["overeenkomst voor mei"]
    assert row.remarks == ["mission", "story"]


def test_a_held_gate_stays_shut_until_it_is_released() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    with seen.noting(slug) as happened:
        gates.hold(slug, by=HZ, reason="De sponsorgroep wil eerst praten.")
    assert happened == [("gate.held", "form_alliance")]
    factories.formed(slug)
    assert factories.place(slug) == (1, "form_alliance")
    assert gates.ask_gate(Here(slug, 1, Phase.FORM_ALLIANCE)) == ("held",)
    assert (
        seen.refused(ConditionsNotMet, lambda: gates.pass_gate(slug, by=HZ, with_missing=True, reason=REASON))
        == "the gate of form_alliance waits for held"
    )
    with seen.noting(slug) as happened:
        gates.release(slug, by=HZ)
    assert happened == [("gate.released", "form_alliance")]
    factories.drain()
    assert factories.place(slug) == (1, "co_create")
    assert seen.refused(NotAllowed, lambda: gates.release(slug, by=HZ)) == "the gate of co_create is not held"
    assert (
        seen.refused(BadInput, lambda: gates.hold(slug, by=HZ, reason="wacht"))
        == "the reason for holding needs at least 10 characters; this has 5"
    )


@pytest.mark.parametrize("phase", list(Phase))
def test_stopping_goes_out_through_phase_six_from_every_phase(phase: Phase) -> None:
    slug = factories.brought_to(phase)
    gates.stop(slug, by=HZ, reason="Het geld is op en de partners ook.")
    factories.drain()
    assert factories.place(slug) == (1, "secure_impact")
    assert seen.status_of(slug, "impact_secured") == "waived"
    if phase is not Phase.SECURE_IMPACT:
        left = seen.phase_row(slug, phase)
        assert (left.outcome, left.reason) == ("stopped", "Het geld is op en de partners ook.")
    handover.share(slug, by=HZ)
    factories.drain()
    assert factories.place(slug) is None
    assert overview(slug).ending == "stopped"
    assert [r for r in seen.asked(slug) if r[2] == "open"] == []


def test_stopping_twice_is_stopping_once() -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    gates.stop(slug, by=HZ, reason="Het geld is op en de partners ook.")
    with seen.noting(slug) as happened:
        gates.stop(slug, by=HZ, reason="Het geld is op en de partners ook.")
    assert happened == []


def test_stopping_in_phase_six_takes_back_what_was_asked_for_the_deliverable_it_waives() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    assert seen.asked(slug, kind="deliverable", state="open") == [("deliverable", "impact_secured", "open")]
    gates.stop(slug, by=HZ, reason="Het geld is op en de partners ook.")
    assert seen.asked(slug, kind="deliverable", state="open") == []


def test_the_lead_moves_to_the_partners_at_the_gate_of_co_creation_and_back_with_the_loop() -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    with seen.noting(slug) as happened:
        factories.designed(slug)
    assert [e for e in happened if e[0] == "lead.moved"] == [("lead.moved", "partners")]
    factories.carried_out(slug)
    factories.measured(slug, 0.4)
    with seen.noting(slug) as happened:
        factories.went_back(slug)
    assert [e for e in happened if e[0] == "lead.moved"] == [("lead.moved", "foundation")]


def test_the_end_of_a_phase_withdraws_what_was_asked_for_it_alone() -> None:
    slug = factories.added()
    invited = [("invitation", f"onderwijs-{who}") for who in ("gemeente", "ouders", "bedrijf", "fonds")]
    assert seen.asked(slug) == [(*request, "open") for request in invited]
    factories.explored(slug)
    assert seen.asked(slug) == [(*request, "withdrawn") for request in invited]
    assert {state for kind, _, _, state in seen.timers(slug) if kind == "request_step"} == {"cancelled"}
