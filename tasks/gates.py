"""What a phase owes, and its gate."""

from models.actions import gates, need, partner_work
from models.method.phases import Here
from tasks.step import step


@step
def weigh_need(here: Here) -> str:
    """Say what the need framework proposes: go, no-go, or not scored yet."""
    said = need.weigh_need(here)
    return "not scored yet" if said.go is None else "go" if said.go else "no-go"


@step
def ask_for_deliverables(here: Here) -> int:
    """Ask the partners, once they lead, for what the phase still owes; return how many requests went out."""
    return partner_work.ask_for_deliverables(here)


@step
def ask_gate(here: Here) -> tuple[str, ...]:
    """Pass the gate if nothing is waited for; return what is."""
    return gates.ask_gate(here)
