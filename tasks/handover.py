"""Securing the impact."""

from models.actions import handover
from models.method.phases import Here
from tasks.step import step


@step
def ask_for_route(here: Here) -> bool:
    """Put to people by which route the impact is secured, once; say whether it was asked now."""
    return handover.ask_for_route(here)


@step
def ask_receivers(here: Here) -> int:
    """Ask receivers to accept their hand-over items; return how many requests went out."""
    return handover.ask_receivers(here)
