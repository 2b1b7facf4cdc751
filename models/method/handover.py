"""The three ways in which impact is secured, what changes hands, and what is found of it later (R63-R65, R98)."""

from collections.abc import Iterable
from enum import StrEnum

from models.method.errors import BadInput, NotAllowed, PhaseNotAllowed
from models.method.lessons import check_text
from models.method.phases import BACK_FROM, Ending, Phase, Side


class Route(StrEnum):
    """Where the solution goes."""

    OWN_ORGANISATION = "own_organisation"
    EXISTING_ORGANISATION = "existing_organisation"
    STOP = "stop"


class HandoverKind(StrEnum):
    """What changes hands."""

    OWNERSHIP = "ownership"
    MONEY = "money"
    PEOPLE = "people"
    DATA = "data"
    CONTRACTS = "contracts"
    KNOWLEDGE = "knowledge"
    SUPPORT = "support"
    OPEN_COMMITMENTS = "open_commitments"


class Finding(StrEnum):
    """What after-care finds of an impact that was secured."""

    HOLDS = "holds"
    WEAKENED = "weakened"
    LOST = "lost"


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


def must_agree(route: Route | None) -> tuple[Side, ...]:
    """Return the sides that have to say that the impact is secured (R98); when stopping, nothing was secured."""
    return () if route is Route.STOP else tuple(Side)


def kinds_left(prepared: Iterable[HandoverKind]) -> tuple[HandoverKind, ...]:
    """Return the kinds of thing that change hands for which nothing was ``prepared`` yet: a checklist, no duty."""
    there = set(prepared)
    return tuple(kind for kind in HandoverKind if kind not in there)


#: Only an impact that did not hold is a reason to walk part of the process again.
MAY_REOPEN: frozenset[Finding] = frozenset({Finding.WEAKENED, Finding.LOST})

#: Opening again begins where a new cycle may begin after an evaluation (R31).
REOPENS_AT: frozenset[Phase] = BACK_FROM[Phase.EVALUATE]


def check_reopening(finding: Finding, at: Phase, lesson: str) -> None:
    """Raise what is wrong with opening an alliance again at a phase; like going back it rests on a lesson (R32)."""
    if finding not in MAY_REOPEN:
        allowed = ", ".join(one for one in Finding if one in MAY_REOPEN)
        raise NotAllowed(
            "an alliance of which the impact {finding} is not opened again; allowed: {allowed}",
            finding=finding,
            allowed=allowed,
        )
    if at not in REOPENS_AT:
        allowed = ", ".join(phase for phase in Phase if phase in REOPENS_AT)
        raise PhaseNotAllowed("an alliance is not opened again at {at}; allowed: {allowed}", at=at, allowed=allowed)
    if not lesson.strip():
        raise BadInput("opening again rests on at least one lesson learned: fill in the lesson")
    check_text(lesson, "a lesson")
