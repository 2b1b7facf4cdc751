"""Securing the impact."""

from models.actions import handover
from models.method.phases import Here
from tasks.step import step


@step
def ask_receivers(here: Here) -> int:
    """Ask receivers to accept their hand-over items; return how many requests went out."""
    return handover.ask_receivers(here)
