"""The letters about system faults: to the owner of the system, and to staff when the owner stays silent."""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from models.method.letter_base import Letter


class Found(BaseModel):
    """A system fault as an alliance met it, and what shows that it is one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    evidence: str


class AboutFault(Letter):
    """A letter about a system fault; it is not written for one cycle, and is not sent once the fault waits no more.

    ``fault`` is its number, which is our reference.
    """

    outlives_cycle: ClassVar[bool] = True
    fault: int
    system: str


class FaultReturned(AboutFault):
    """Give a system fault back to the owner of the system, with what shows it and what is asked (R88).

    Equal faults of several alliances are one letter; ``affected`` is how many people they touch, as far as known.
    """

    kind: ClassVar[str] = "fault_returned"
    sender: str
    found: tuple[Found, ...]
    mechanism: str
    workaround: str
    scale_label: str
    alliances: int
    affected: int | None
    ask: str
    due: date


class FaultFollowedUp(AboutFault):
    """Ask the owner of a system once more for its answer to a fault that was returned to it (R25, R88)."""

    kind: ClassVar[str] = "fault_followed_up"
    chases: ClassVar[bool] = True
    text: str
    ask: str
    alliances: int
    returned_on: date
    received: bool
    last: bool
    due: date


class FaultSilent(AboutFault):
    """Tell the facilitator that the owner of a system never answered."""

    kind: ClassVar[str] = "fault_silent"
    organisation: str
    returned_on: date


class FaultRatingAsked(AboutFault):
    """Ask the facilitator how much of what an owner accepted has been done, once a year (R88)."""

    kind: ClassVar[str] = "fault_rating_asked"
    organisation: str
    ask: str
    answered_on: date
