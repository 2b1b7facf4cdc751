"""Talks with stakeholders."""

from models.actions import drafts, stakeholders
from models.method.phases import Here
from tasks.step import step


@step
def invite_stakeholders(here: Here) -> int:
    """Invite every stakeholder nobody spoke to yet; return how many."""
    return stakeholders.invite(here)


@step
def map_stakeholders(here: Here) -> bool:
    """Keep the draft of the stakeholder overview up to date."""
    return drafts.write_draft(here, "stakeholder_overview")


@step
def list_parties(here: Here) -> bool:
    """Keep the draft of the list of connected parties up to date."""
    return drafts.write_draft(here, "parties_connected")
