"""What becomes of mail: how an address does, why nothing leaves, and what comes back."""

from enum import StrEnum


class EmailStatus(StrEnum):
    """Whether a contact can be written to, and if not, whose wish that is."""

    OK = "ok"
    UNREACHABLE = "unreachable"
    OPTED_OUT = "opted_out"
    COMPLAINED = "complained"


class AttemptPhase(StrEnum):
    """How far a try to send a letter came: from ``data`` on the other side may have it."""

    CLAIMED = "claimed"
    DATA = "data"


class StopKind(StrEnum):
    """Why no letters leave: people said so, our login is refused, or the other side's certificate is not right."""

    PEOPLE = "people"
    LOGIN = "login"
    CERTIFICATE = "certificate"


class BounceKind(StrEnum):
    """What came back."""

    HARD = "hard"
    SOFT = "soft"
    POLICY = "policy"
    COMPLAINT = "complaint"
    AUTO_REPLY = "auto_reply"
    UNKNOWN = "unknown"


class Audience(StrEnum):
    """Whom a communication moment is for: the partners, or the world outside (R92)."""

    INSIDE = "inside"
    OUTSIDE = "outside"


class AnnouncementState(StrEnum):
    """How far a communication moment is."""

    PLANNED = "planned"
    TOLD = "told"
    CANCELLED = "cancelled"
