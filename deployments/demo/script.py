"""What a script of an alliance's life says: who brings what, what is measured, what is changed; and at what pace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from models.method.collaboration_questions import Theme
from models.method.commitments import ContributionKind, Unit
from models.method.decisions import GoBackTo
from models.method.definition_parts import Contact, Organisation, Stakeholder
from models.method.phases import Phase
from models.method.requests import RequestKind

#: So long after a phase began its deliverables are ready.
WORK: dict[Phase, timedelta] = {
    Phase.EXPLORE: timedelta(days=35),
    Phase.FORM_ALLIANCE: timedelta(days=42),
    Phase.CO_CREATE: timedelta(days=56),
    Phase.IMPLEMENT: timedelta(days=147),
    Phase.EVALUATE: timedelta(days=21),
    Phase.SECURE_IMPACT: timedelta(days=28),
}

#: So long people take to answer what they are asked by letter; a deliverable is ready when the work on it is.
ANSWER: dict[RequestKind, timedelta] = {
    RequestKind.INVITATION: timedelta(days=6),
    RequestKind.COMMITMENT: timedelta(days=7),
    RequestKind.DELIVERY: timedelta(days=14),
    RequestKind.MEASUREMENT: timedelta(days=9),
    RequestKind.ROUND: timedelta(days=7),
    RequestKind.HANDOVER: timedelta(days=14),
}

#: In these whoever is slow takes twice as long, and is reminded.
SLOW_IN = frozenset({RequestKind.INVITATION, RequestKind.COMMITMENT})

#: What the foundation does of its own accord, so long after the phase began or the question was asked.
SCORED = timedelta(days=28)
PROMISED = timedelta(days=14)
#: What came of the questions on the collaboration is talked over, and shared the week after.
TALKED_OVER = timedelta(days=5)
#: A first letter to somebody is looked at the same morning.
REVIEWED = timedelta(hours=2)
AGREED = timedelta(days=21)
LOOKED = timedelta(days=77)
DECIDED = timedelta(days=14)
ROUTED = timedelta(days=7)

#: A deliverable that was sent back is handed in again so much later.
AGAIN = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Pledge:
    """What an organisation promises in the cycle named: as much as a need asks for, or what is written here.

    It comes in ``parts`` equal parts. ``quantity`` counts cents, hours or pieces.
    """

    organisation: str
    need: str | None = None
    kind: ContributionKind = ContributionKind.TIME
    text: str = ""
    quantity: int = 0
    unit: Unit = Unit.HOURS
    parts: int = 3
    cycle: int = 1


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A partner who joins when part of the process is walked again (R34)."""

    organisation: Organisation
    contact: Contact
    stakeholder: Stakeholder
    reason: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What is decided when the impact falls short: where to, why, what was learned, and what changes (R31-R35)."""

    to: GoBackTo
    reason: str
    lesson: str
    targets: Mapping[str, float] = field(default_factory=dict)
    newcomer: Newcomer | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """One cycle: figures on the way and in the deciding round, a system fault met, and what comes of a shortfall.

    ``returned`` are deliverables that are sent back once, with the reason, and ``mood`` is what the partners say of
    themes of the collaboration that do not go well, from 1 to 5. Without a ``turn`` the decision stays open.
    """

    figures: Mapping[str, float | str] = field(default_factory=dict)
    halfway: Mapping[str, float | str] = field(default_factory=dict)
    returned: Mapping[str, str] = field(default_factory=dict)
    mood: Mapping[Theme, int] = field(default_factory=dict)
    fault: tuple[str, str] | None = None
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A life: what the people of one alliance say and bring, cycle by cycle, until it is handed over."""

    slug: str
    scores: Mapping[str, int]
    mission: str
    pledges: tuple[Pledge, ...]
    walks: tuple[Walk, ...]
    slow: frozenset[str] = frozenset()
    receiver: str = ""
    handed_over: tuple[str, ...] = ()
