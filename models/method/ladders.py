"""The ladder by which a request is followed up: friendly, at most a few times, then by a person (R24, R25)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.method.definition_types import found
from models.method.requests import RequestKind
from models.method.said import Said, visible


class To(StrEnum):
    """Who hears of a step: the contact who was asked, their organisation's shared mailbox, or a person of ours."""

    CONTACT = "contact"
    MAILBOX = "mailbox"
    STAFF = "staff"


class Anchor(StrEnum):
    """What the days of a step are counted from: the step before it (the asking is the first), or the due day."""

    STEP = "step"
    DUE = "due"


class LadderName(StrEnum):
    """What a ladder can be chosen for: every kind of request, or all that have none of their own.

    Some have a day by which they are due, for others we only hope.
    """

    UNANSWERED = "unanswered"
    DEADLINE = "deadline"
    INVITATION = "invitation"
    COMMITMENT = "commitment"
    DELIVERY = "delivery"
    MEASUREMENT = "measurement"
    DELIVERABLE = "deliverable"
    HANDOVER = "handover"
    RE_CONFIRMATION = "re_confirmation"
    SIGNATURE = "signature"
    FAULT = "fault"
    ROUND = "round"


#: More steps than this are rude, and so is a step after so many days that nobody remembers.
MOST_STEPS = 8
MOST_DAYS = 365

#: A person of ours, and a mailbox that many read, are written to in these words of a step.
_VERBS: dict[To, str] = {To.CONTACT: "", To.MAILBOX: "escalate ", To.STAFF: "hand over "}

#: The whole numbers from 1 to :data:`MOST_DAYS`.
_N = "[1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-5]"

_RUNG = re.compile(
    r"(?P<verb>hand over |escalate )?"
    rf"(after (?P<after>{_N}) (?P<work>working )?days?"
    rf"|(?P<off>{_N}) (?P<due_work>working )?days? (?P<side>before|after) due"
    r"|at due)"
)

#: The same for editors, which know no names in a pattern, and look for it anywhere in a text unless told otherwise.
RUNG_PATTERN = r"^\s*" + re.sub(r"\?P<\w+>", "", _RUNG.pattern).replace(" ", r"\s+") + r"\s*$"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder; ``days`` before the due day are negative."""

    days: int
    working: bool = False
    anchor: Anchor = Anchor.STEP
    to: To = To.CONTACT

    def __str__(self) -> str:
        """Return the step in the words in which it is chosen."""
        unit = ("working " if self.working else "") + ("day" if abs(self.days) == 1 else "days")
        if self.anchor is Anchor.STEP:
            when = f"after {self.days} {unit}"
        elif self.days == 0:
            when = "at due"
        else:
            when = f"{abs(self.days)} {unit} {'before' if self.days < 0 else 'after'} due"
        return _VERBS[self.to] + when


Ladder = tuple[Rung, ...]


def rung(text: str) -> Rung:
    """Return the step that ``text`` says, such as ``after 3 working days`` or ``hand over at due``.

    Raises :class:`ValueError` with a sentence for anything else.
    """
    said = _RUNG.fullmatch(" ".join(text.split()))
    if said is None:
        raise ValueError(
            Said(
                '{found} is no step; allowed: "after N days", "N days before due", "N days after due", each also in '
                '"working days", or "at due"; "hand over" or "escalate" may stand before it; N is 1 to {most}',
                found=found(visible(text)),
                most=MOST_DAYS,
            )
        )
    days = int(said["after"] or said["off"] or 0)
    to = next(who for who, verb in _VERBS.items() if verb == (said["verb"] or ""))
    if said["after"]:
        return Rung(days, bool(said["work"]), Anchor.STEP, to)
    return Rung(-days if said["side"] == "before" else days, bool(said["due_work"]), Anchor.DUE, to)


def ladder(texts: Iterable[str]) -> Ladder:
    """Return the ladder of these steps. It ends with a person, and with nobody else's step behind that.

    Raises :class:`ValueError` with a sentence for a ladder that nobody could climb.
    """
    steps = tuple(rung(text) for text in texts)
    if not 1 <= len(steps) <= MOST_STEPS:
        raise ValueError(
            Said("a ladder of {count} steps is not allowed; allowed: 1 to {most}", count=len(steps), most=MOST_STEPS)
        )
    if [n for n, one in enumerate(steps, start=1) if one.to is To.STAFF] != [len(steps)]:
        raise ValueError(Said('a ladder ends with one "hand over", the step at which a person of ours takes over'))
    due = [one.days for one in steps if one.anchor is Anchor.DUE]
    if due != sorted(due):
        raise ValueError(Said("steps that are counted from the due day stand in the order of their days"))
    return steps


#: Which ladder a kind of request has unless one of its own was chosen.
FAMILY: dict[RequestKind, LadderName] = {
    RequestKind.INVITATION: LadderName.UNANSWERED,
    RequestKind.COMMITMENT: LadderName.UNANSWERED,
    RequestKind.RE_CONFIRMATION: LadderName.UNANSWERED,
    RequestKind.SIGNATURE: LadderName.UNANSWERED,
    RequestKind.DELIVERY: LadderName.DEADLINE,
    RequestKind.MEASUREMENT: LadderName.DEADLINE,
    RequestKind.DELIVERABLE: LadderName.DEADLINE,
    RequestKind.HANDOVER: LadderName.DEADLINE,
    RequestKind.ROUND: LadderName.DEADLINE,
    RequestKind.FAULT: LadderName.FAULT,
}

#: What the method proposes; the owner of a system is waited for much longer.
DEFAULTS: dict[LadderName, Ladder] = {
    LadderName.UNANSWERED: ladder(("after 3 working days", "after 5 working days", "hand over after 3 working days")),
    LadderName.DEADLINE: ladder(("7 days before due", "3 days before due", "hand over at due")),
    LadderName.FAULT: ladder(("after 30 days", "after 60 days", "after 90 days", "hand over after 28 days")),
}


def names_of(name: LadderName) -> tuple[LadderName, ...]:
    """Return under which names a ladder is looked for: its own, then that of its family."""
    return tuple(dict.fromkeys((name, *(family for kind, family in FAMILY.items() if kind.value == name.value))))


def ladder_of(kind: RequestKind, own: Iterable[str] | None, *chosen: Mapping[LadderName, tuple[str, ...]]) -> Ladder:
    """Return the ladder of a request: its ``own``, else the first that was ``chosen`` for its kind or its family.

    The choices of the alliance come first, then those of the foundation, then what the method proposes. A choice for
    the kind goes before one for the family only within the same choices.
    """
    if own is not None:
        return ladder(own)
    names = names_of(LadderName(kind.value))
    for choices in chosen:
        for name in names:
            if name in choices:
                return ladder(choices[name])
    return next(DEFAULTS[name] for name in names if name in DEFAULTS)
