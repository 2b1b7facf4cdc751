"""The letters of the method, one class each: the fields are exactly what the letter's templates may say."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from models.method.errors import BadInput
from models.method.letter_base import Asking, Group, Item, Letter
from models.method.letters_asking import (
    AskedTheme,
    CommitmentAsked,
    DeliverableAsked,
    DeliveryAsked,
    Escalation,
    HandoverAsked,
    Invitation,
    MeasurementAsked,
    OpenItems,
    ReConfirmationAsked,
    Reminder,
    RoundInvitation,
    SignatureAsked,
    Statement,
)
from models.method.letters_faults import (
    FaultFollowedUp,
    FaultRatingAsked,
    FaultReturned,
    FaultSilent,
    Found,
)
from models.method.letters_staff import (
    AfterCare,
    AnnouncementDue,
    DecisionOpen,
    DispatchParked,
    GateDue,
    Handed,
    HandedOver,
    PointDue,
)
from models.method.letters_telling import (
    AllianceEnded,
    Announcement,
    CommitmentEnded,
    Figure,
    GuardBreached,
    PhaseOpened,
    ReflectionResults,
    RoundResults,
    Thanks,
    ThemeFigure,
)

#: Whoever uses a letter finds it here, in whichever file it stands.
__all__ = [
    "ASK_OWNER",
    "LETTERS",
    "OUTLIVE_CYCLE",
    "AfterCare",
    "AllianceEnded",
    "Announcement",
    "AnnouncementDue",
    "AskedTheme",
    "Asking",
    "CommitmentAsked",
    "CommitmentEnded",
    "DecisionOpen",
    "DeliverableAsked",
    "DeliveryAsked",
    "DispatchParked",
    "Escalation",
    "FaultFollowedUp",
    "FaultRatingAsked",
    "FaultReturned",
    "FaultSilent",
    "Figure",
    "Found",
    "GateDue",
    "Group",
    "GuardBreached",
    "Handed",
    "HandedOver",
    "HandoverAsked",
    "Invitation",
    "Item",
    "Letter",
    "MeasurementAsked",
    "OpenItems",
    "PhaseOpened",
    "PointDue",
    "ReConfirmationAsked",
    "ReflectionResults",
    "Reminder",
    "RoundInvitation",
    "RoundResults",
    "SignatureAsked",
    "Statement",
    "Thanks",
    "ThemeFigure",
    "letter_from",
]

#: Every letter there is, by its kind; the kind is also the name of its folder of templates.
LETTERS: dict[str, type[Letter]] = {
    letter.kind: letter
    for letter in (
        Invitation,
        CommitmentAsked,
        ReConfirmationAsked,
        SignatureAsked,
        MeasurementAsked,
        DeliverableAsked,
        DeliveryAsked,
        HandoverAsked,
        RoundInvitation,
        Reminder,
        Escalation,
        OpenItems,
        HandedOver,
        DecisionOpen,
        GateDue,
        PhaseOpened,
        Thanks,
        RoundResults,
        GuardBreached,
        ReflectionResults,
        Announcement,
        AnnouncementDue,
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
