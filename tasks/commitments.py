"""Collecting what partners bring, and following it up."""

from models.actions import commitments, drafts, partner_work
from models.method.phases import Here
from tasks.step import step


@step
def ask_for_commitments(here: Here) -> int:
    """Ask organisations to confirm what they promised; return how many requests went out."""
    return commitments.ask(here)


@step
def draw_up_agreement(here: Here) -> bool:
    """Keep the draft of the cooperation agreement up to date with what is confirmed."""
    return drafts.write_draft(here, "cooperation_agreement")


@step
def ask_for_signatures(here: Here) -> int:
    """Ask every partner to sign the agreement that was submitted; return how many requests went out."""
    return partner_work.ask_for_signatures(here)


@step
def compare_needs(here: Here) -> bool:
    """Keep the draft of what is needed, promised and lacking up to date."""
    return drafts.write_draft(here, "resource_overview")


@step
def ask_for_deliveries(here: Here) -> int:
    """Ask for a report on contributions that have begun; return how many requests went out."""
    return commitments.ask_for_deliveries(here)
