"""The letters that tell our own staff what waits for them."""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from models.method.letter_base import Letter, WebAddress


class Handed(BaseModel):
    """Something that was asked of an organisation in vain; ``command`` is what to type.

    Without a ``request`` it is a system fault that was given back.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    request: int | None
    organisation: str
    asked: str
    reason_label: str
    command: str


class HandedOver(Letter):
    """Hand what was asked to a person of ours, because letters will bring no answer; what is answered is left out."""

    kind: ClassVar[str] = "handed_over"
    items: tuple[Handed, ...]


class DecisionOpen(Letter):
    """Tell staff that a question waits for people."""

    kind: ClassVar[str] = "decision_open"
    question: str
    due: date | None
    link: WebAddress | None


class GateDue(Letter):
    """Tell staff that a phase has reached its planned end, and what its gate still waits for."""

    kind: ClassVar[str] = "gate_due"
    phase_label: str
    missing: tuple[str, ...]


class AfterCare(Letter):
    """Ask staff to look again at an impact that was secured so many months ago (R63, R89)."""

    kind: ClassVar[str] = "after_care"
    months: int
    receiver: str | None


class PointDue(Letter):
    """Tell staff that something they see to, such as ``aanbeveling r2``, has come to its day and is still open."""

    kind: ClassVar[str] = "point_due"
    outlives_cycle: ClassVar[bool] = True
    what: str
    text: str
    due: date


class AnnouncementDue(Letter):
    """Tell whoever leads that something is to be told to the world outside on this day (R92, R97).

    To staff it says which ``command`` records that it was told; a partner answers by mail instead.
    """

    kind: ClassVar[str] = "announcement_due"
    title: str
    text: str
    due: date
    command: str | None


class DispatchParked(Letter):
    """Tell staff that the engine has stopped trying to work on an alliance, and why."""

    kind: ClassVar[str] = "dispatch_parked"
    reason: str
