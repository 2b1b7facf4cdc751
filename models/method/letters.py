"""The letters of the method, one class each: the fields are exactly what the letter's templates may say."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.method.errors import BadInput

#: A letter never carries anything but a plain web address: no script, no other scheme.
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]


class Item(BaseModel):
    """One thing that is asked, in the recipient's language; ``due`` is the last day on which an answer is in time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    request: int | None
    text: str
    due: date | None


class Letter(BaseModel):
    """What every letter has: the alliance it is about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: ClassVar[str]
    outlives_cycle: ClassVar[bool] = False
    alliance: str


class Asking(Letter):
    """A letter with items; an item that is settled before the letter leaves is taken out of it."""

    items: tuple[Item, ...]


class Invitation(Asking):
    """Invite a stakeholder to talk about the task, or to join the alliance (R40, R44, R67)."""

    kind: ClassVar[str] = "invitation"
    task: str
    sender: str


class CommitmentAsked(Asking):
    """Ask to confirm what was promised, one item per commitment (R24, R25, R70)."""

    kind: ClassVar[str] = "commitment_asked"


class MeasurementAsked(Asking):
    """Ask for the figures of an evaluation round, one item per indicator (R57, R86)."""

    kind: ClassVar[str] = "measurement_asked"
    round: int


class DeliverableAsked(Asking):
    """Ask the partners for deliverables once they lead (R90, R97)."""

    kind: ClassVar[str] = "deliverable_asked"
    phase_label: str


class DeliveryAsked(Asking):
    """Ask what was delivered of the confirmed contributions (R93)."""

    kind: ClassVar[str] = "delivery_asked"


class HandoverAsked(Asking):
    """Ask the receiver to accept what is handed over (R64, R98)."""

    kind: ClassVar[str] = "handover_asked"


class Reminder(Asking):
    """Remind, in a friendly way, of everything one person still has open."""

    kind: ClassVar[str] = "reminder"


class NoFurtherReminders(Asking):
    """Tell the facilitator that the ladder has ended without an answer."""

    kind: ClassVar[str] = "no_further_reminders"


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


class PhaseOpened(Letter):
    """Tell everyone in the alliance which phase begins, and what is delivered jointly in it (R36, R38)."""

    kind: ClassVar[str] = "phase_opened"
    phase_label: str
    cycle: int
    what: tuple[str, ...]


class Thanks(Letter):
    """Thank for a contribution (R104)."""

    kind: ClassVar[str] = "thanks"
    contribution: str


class CommitmentEnded(Letter):
    """Tell who promised something that no more is expected of it, and who took it over if anybody did (R25, R104)."""

    kind: ClassVar[str] = "commitment_ended"
    contribution: str
    receiver: str | None


class AllianceEnded(Letter):
    """Tell everyone who contributed how the alliance has ended, thank for what they brought, share what was learned.

    ``brought`` is what came in of the recipient's organisation, ``released`` what it promised and need not bring any
    more (R63, R65, R104).
    """

    kind: ClassVar[str] = "alliance_ended"
    ending_label: str
    receiver: str | None
    brought: tuple[str, ...]
    released: tuple[str, ...]
    insights: tuple[str, ...]


class AfterCare(Letter):
    """Ask staff to look again at an impact that was secured so many months ago (R63, R89)."""

    kind: ClassVar[str] = "after_care"
    months: int
    receiver: str | None


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


class PointDue(Letter):
    """Tell staff that something they see to, such as ``aanbeveling r2``, has come to its day and is still open."""

    kind: ClassVar[str] = "point_due"
    outlives_cycle: ClassVar[bool] = True
    what: str
    text: str
    due: date


class DispatchParked(Letter):
    """Tell staff that the engine has stopped trying to work on an alliance, and why."""

    kind: ClassVar[str] = "dispatch_parked"
    reason: str


#: Every letter there is, by its kind; the kind is also the name of its folder of templates.
LETTERS: dict[str, type[Letter]] = {
    letter.kind: letter
    for letter in (
        Invitation,
        CommitmentAsked,
        MeasurementAsked,
        DeliverableAsked,
        DeliveryAsked,
        HandoverAsked,
        Reminder,
        NoFurtherReminders,
        DecisionOpen,
        GateDue,
        PhaseOpened,
        Thanks,
        CommitmentEnded,
        AllianceEnded,
        AfterCare,
        FaultReturned,
        FaultFollowedUp,
        FaultSilent,
        FaultRatingAsked,
        PointDue,
        DispatchParked,
    )
}

#: Letters that are written for no cycle in particular: closing one leaves them as they are.
OUTLIVE_CYCLE: frozenset[str] = frozenset(kind for kind, letter in LETTERS.items() if letter.outlives_cycle)

#: Letters that an owner's answer makes needless, as long as they have not left.
ASK_OWNER: frozenset[str] = frozenset({FaultReturned.kind, FaultFollowedUp.kind})


def letter_from(kind: str, context: Mapping[str, Any]) -> Letter:
    """Build the letter of ``kind`` from its stored fields.

    Raises :class:`BadInput` for an unknown kind and for fields that are not exactly those of the letter. The message
    names the fields and not what is in them, because a letter may hold personal data.
    """
    if kind not in LETTERS:
        raise BadInput("there is no letter {kind!r}; allowed: {known}", kind=kind, known=", ".join(LETTERS))
    try:
        return LETTERS[kind].model_validate(context)
    except ValidationError as problem:
        places = (".".join(str(part) for part in error["loc"]) + f" ({error['type']})" for error in problem.errors())
        # The cause is left out on purpose: pydantic's text repeats the values.
        raise BadInput("letter {kind} cannot be made: {places}", kind=kind, places=", ".join(places)) from None
