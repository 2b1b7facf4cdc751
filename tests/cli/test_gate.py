"""What a gate waits for leads to the command with which people go on."""

import pytest

from models.method.phases import Phase
from tests import factories
from tests.cli.conftest import Cli

HELD = ("gate", "hold", "onderwijs", "--reason", "Eerst de raad van toezicht.", "--by", "hz")
SUBMITTED = ("deliverable", "submit", "onderwijs", "stakeholder_overview", "--by", "hz")


def _next(cli: Cli) -> str:
    return cli("gate", "show", "onderwijs").err.removeprefix("Next: samenspel ").rstrip("\n")


def test_what_is_not_there_yet_is_handed_in(cli: Cli, onderwijs: str) -> None:
    assert _next(cli) == "deliverable submit onderwijs need_framework --file FILE --by STAFF"


def test_a_draft_is_read_before_it_is_handed_in_and_then_waits_for_who_accepts_it(cli: Cli, onderwijs: str) -> None:
    for code in ("need_framework", "situation_analysis"):
        cli("deliverable", "waive", onderwijs, code, "--reason", "Daar doen wij het zonder.", "--by", "hz")
    assert _next(cli) == "deliverable show onderwijs stakeholder_overview"
    cli(*SUBMITTED)
    assert _next(cli) == "open onderwijs"
    cli("deliverable", "accept", onderwijs, "stakeholder_overview", "--side", "foundation", "--by", "hz")
    assert _next(cli) == "framework show onderwijs"


@pytest.mark.parametrize(
    ("phase", "command"),
    [(Phase.EVALUATE, "evaluation show onderwijs"), (Phase.SECURE_IMPACT, "handover list onderwijs")],
)
def test_beside_deliverables_each_phase_has_its_own(cli: Cli, phase: Phase, command: str) -> None:
    factories.brought_to(phase)
    factories.deliver_all("onderwijs", phase)
    assert _next(cli) == command


def test_status_leads_to_the_gate_when_nobody_was_asked_anything(cli: Cli, onderwijs: str) -> None:
    assert cli("status", onderwijs).err == "Next: samenspel open onderwijs\n"
    for number in ("1", "2", "3", "4"):
        cli("request", "answer", onderwijs, number, "--by", "hz")
    assert cli("status", onderwijs).err == "Next: samenspel gate show onderwijs\n"
