"""The letters that ask something of partners, and those that remind of it."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from models.method.letter_base import Asking, Group, Letter


class Invitation(Asking):
    """Invite a stakeholder to talk about the task, or to join the alliance (R40, R44, R67)."""

    kind: ClassVar[str] = "invitation"
    task: str
    sender: str


class CommitmentAsked(Asking):
    """Ask to confirm what was promised, one item per commitment (R24, R25, R70)."""

    kind: ClassVar[str] = "commitment_asked"
    joins: ClassVar[bool] = True


class ReConfirmationAsked(Asking):
    """Ask whether an organisation still stands by what it promised half a year ago (R25)."""

    kind: ClassVar[str] = "re_confirmation_asked"
    joins: ClassVar[bool] = True


class SignatureAsked(Asking):
    """Ask a partner to sign the cooperation agreement (R70)."""

    kind: ClassVar[str] = "signature_asked"
    joins: ClassVar[bool] = True


class MeasurementAsked(Asking):
    """Ask for the figures of an evaluation round, one item per indicator (R57, R86)."""

    kind: ClassVar[str] = "measurement_asked"
    joins: ClassVar[bool] = True
    round: int


class DeliverableAsked(Asking):
    """Ask the partners for deliverables once they lead (R90, R97)."""

    kind: ClassVar[str] = "deliverable_asked"
    joins: ClassVar[bool] = True
    phase_label: str


class DeliveryAsked(Asking):
    """Ask what was delivered of the confirmed contributions (R93)."""

    kind: ClassVar[str] = "delivery_asked"
    joins: ClassVar[bool] = True


class HandoverAsked(Asking):
    """Ask the receiver to accept what is handed over (R64, R98)."""

    kind: ClassVar[str] = "handover_asked"
    joins: ClassVar[bool] = True


class Statement(BaseModel):
    """A question in the language of who is asked, with the number under which it is answered."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: int
    text: str


class AskedTheme(BaseModel):
    """The statements of one theme of the collaboration."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    theme_label: str
    statements: tuple[Statement, ...]


class RoundInvitation(Asking):
    """Ask how the partners work together: statements from 1 to 5 per theme, and open questions (R84, R87).

    No figure of fewer than ``least`` organisations is shown to anybody.
    """

    kind: ClassVar[str] = "round_invitation"
    round: int
    least: int
    themes: tuple[AskedTheme, ...]
    open_questions: tuple[Statement, ...]


class Reminder(Asking):
    """Remind, in a friendly way, of everything one person still has open in an alliance (R25)."""

    kind: ClassVar[str] = "reminder"
    chases: ClassVar[bool] = True
    joins: ClassVar[bool] = True


class Escalation(Asking):
    """Ask the organisation itself, at its shared mailbox, when its contact answered no reminder (R25)."""

    kind: ClassVar[str] = "escalation"
    reviewed: ClassVar[bool] = True
    chases: ClassVar[bool] = True


class OpenItems(Letter):
    """Say in one letter what several would have asked of one person, by alliance and most urgent first.

    ``alliance`` names all of them; it is a ``reminder`` when nothing in it is asked for the first time.
    """

    kind: ClassVar[str] = "open_items"
    chases: ClassVar[bool] = True
    groups: tuple[Group, ...]
    reminder: bool
