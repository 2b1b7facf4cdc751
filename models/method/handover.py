"""The three ways in which impact is secured (R63-R65)."""

from enum import StrEnum

from models.method.phases import Ending


class Route(StrEnum):
    """Where the solution goes."""

    OWN_ORGANISATION = "own_organisation"
    EXISTING_ORGANISATION = "existing_organisation"
    STOP = "stop"


#: How an alliance that leaves through phase 6 has ended, per route.
ENDING: dict[Route, Ending] = {
    Route.OWN_ORGANISATION: Ending.SECURED,
    Route.EXISTING_ORGANISATION: Ending.SECURED,
    Route.STOP: Ending.STOPPED,
}

#: The secured impact is looked at again after so many months.
AFTER_CARE_MONTHS: tuple[int, ...] = (6, 12, 24)


def needs_items(route: Route) -> bool:
    """Say whether something must change hands on this route; when stopping there may be nothing left to hand over."""
    return route is not Route.STOP
