"""What a mail that came back means: for its letter, and for whether its recipient can be written to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from models.method.mail import BounceKind, EmailStatus


class Form(Enum):
    """What a mail is, by how it is built: a report on a delivery or a complaint, an automatic one, or another."""

    DELIVERY = "delivery"
    FEEDBACK = "feedback"
    AUTOMATIC = "automatic"
    OTHER = "other"


class BounceNote(StrEnum):
    """What was done with a mail that came back, and else why nothing was; its label is the sentence that says so."""

    LETTER_BOUNCED = "letter_bounced"
    NOT_NOW = "not_now"
    COMPLAINED = "complained"
    NOTHING_TO_DO = "nothing_to_do"
    OUR_OWN = "our_own"
    READ_IT = "read_it"
    NOT_SIGNED = "not_signed"
    ONLY_NAMED = "only_named"
    LETTER_GONE = "letter_gone"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PARTS = "too_many_parts"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of a letter at one address; what is not said is empty."""

    action: str = ""
    status: str = ""
    diagnostic: str = ""


@dataclass(frozen=True, slots=True)
class CameBack:
    """A mail as far as it can be believed: the ``letter`` it is about is proven by our signature or ``None``.

    ``problem`` says why nothing of it can be used. One that is ``ours`` is a letter of ours that came round; one that
    only ``names`` a letter of ours could be from anybody.
    """

    sha256: str
    form: Form = Form.OTHER
    letter: int | None = None
    reports: tuple[Report, ...] = ()
    feedback: str = ""
    ours: bool = False
    names: bool = False
    problem: BounceNote | None = None


#: A letter that only comes late, or arrived, was not refused, whatever code stands beside that.
_ARRIVED = frozenset({"delivered", "relayed", "expanded"})

#: Refusals that may pass, although their code begins with 5 (RFC 3463): a mailbox that is full, and the route.
_PASSES = frozenset({"5.2.2", "5.4.4"})

#: Refusals that are about what the letter says or who sends it, and not about the address: media and security.
_POLICY = ("5.6.", "5.7.")

#: Feedback that is no complaint of a person (RFC 5965 and 6591).
_NO_COMPLAINT = frozenset({"not-spam", "auth-failure", "virus", "dmarc"})

#: So many days with a refusal for now, and the address counts as one that does not work.
SOFT_DAYS = 3

_ENHANCED = re.compile(r"(?<![\w.])([245])\.(\d{1,3})\.(\d{1,3})(?![\w.]*\d)", re.ASCII)
#: A code of the older kind stands at the beginning of what a server said.
_PLAIN = re.compile(r"(?:^|[;:<>(])[ \t]*([45])\d\d(?=[ \-]|$)", re.ASCII | re.MULTILINE)

#: How gravely kinds weigh, the mildest first.
_WEIGHT = (BounceKind.UNKNOWN, BounceKind.SOFT, BounceKind.POLICY, BounceKind.HARD)


def code_of(report: Report) -> str | None:
    """Return the code by which a letter was refused, ``5.1.1``; ``5.0.0`` where only that it was refused is said.

    A status that says nothing in particular gives way to what the other server answered.
    """
    found = [match.groups() for text in (report.status, report.diagnostic) for match in _ENHANCED.finditer(text)]
    told = [".".join(groups) for groups in found]
    special = [code for code in told if not code.endswith(".0.0")]
    if special or told:
        return (special or told)[0]
    plain = _PLAIN.search(report.diagnostic)
    return f"{plain[1]}.0.0" if plain else None


def kind_of(mail: CameBack) -> tuple[BounceKind, str | None]:
    """Return what kind of mail came back, and the code that says so.

    A letter goes to one person: where several addresses are named it was sent on, and the mildest report counts.
    """
    if mail.ours:
        return BounceKind.AUTO_REPLY, None
    if mail.form is Form.FEEDBACK:
        return (BounceKind.UNKNOWN if mail.feedback in _NO_COMPLAINT else BounceKind.COMPLAINT), None
    if mail.form is Form.AUTOMATIC:
        return BounceKind.AUTO_REPLY, None
    weighed = [(_of_report(one), code_of(one)) for one in mail.reports]
    return min(weighed, key=lambda one: _WEIGHT.index(one[0]), default=(BounceKind.UNKNOWN, None))


def unusable(mail: CameBack) -> BounceNote | None:
    """Return why a mail changes nothing, whatever it says; ``None`` for one that is about a letter of ours."""
    if mail.problem is not None:
        return mail.problem
    if mail.ours:
        return BounceNote.OUR_OWN
    if mail.letter is not None:
        return None
    return BounceNote.ONLY_NAMED if mail.names else BounceNote.NOT_SIGNED


def note_of(mail: CameBack) -> BounceNote:
    """Return what is done with a mail about a letter of ours.

    A letter that is refused for now did not arrive either once nobody tries it any more (RFC 3464).
    """
    kind, _ = kind_of(mail)
    if kind is BounceKind.SOFT and all(one.action == "failed" for one in mail.reports):
        return BounceNote.LETTER_BOUNCED
    return _NOTES[kind]


_NOTES: Mapping[BounceKind, BounceNote] = {
    BounceKind.HARD: BounceNote.LETTER_BOUNCED,
    BounceKind.POLICY: BounceNote.LETTER_BOUNCED,
    BounceKind.SOFT: BounceNote.NOT_NOW,
    BounceKind.COMPLAINT: BounceNote.COMPLAINED,
    BounceKind.AUTO_REPLY: BounceNote.NOTHING_TO_DO,
    BounceKind.UNKNOWN: BounceNote.READ_IT,
}


def _of_report(report: Report) -> BounceKind:
    code = code_of(report)
    if report.action in _ARRIVED:
        return BounceKind.UNKNOWN
    if report.action == "delayed":
        return BounceKind.SOFT
    if code is None or code.startswith("2."):
        return BounceKind.UNKNOWN
    if code.startswith("4.") or code in _PASSES:
        return BounceKind.SOFT
    return BounceKind.POLICY if code.startswith(_POLICY) else BounceKind.HARD


def address_after(came_back: Iterable[tuple[BounceKind, date]]) -> EmailStatus | None:
    """Return how an address does after all that came back from it, or ``None`` when nothing speaks against it.

    One refusal for good is enough, or refusals for now on three different days; a complaint counts at once.
    """
    known = list(came_back)
    kinds = {kind for kind, _ in known}
    if BounceKind.COMPLAINT in kinds:
        return EmailStatus.COMPLAINED
    soft = {day for kind, day in known if kind is BounceKind.SOFT}
    return EmailStatus.UNREACHABLE if BounceKind.HARD in kinds or len(soft) >= SOFT_DAYS else None


#: What may become of an address: an answer of a server says nothing against what a person wished.
MAY_BECOME: Mapping[EmailStatus, frozenset[EmailStatus]] = {
    EmailStatus.OK: frozenset({EmailStatus.UNREACHABLE, EmailStatus.OPTED_OUT, EmailStatus.COMPLAINED}),
    EmailStatus.UNREACHABLE: frozenset({EmailStatus.OK, EmailStatus.OPTED_OUT, EmailStatus.COMPLAINED}),
    EmailStatus.OPTED_OUT: frozenset({EmailStatus.OK, EmailStatus.COMPLAINED}),
    EmailStatus.COMPLAINED: frozenset({EmailStatus.OK, EmailStatus.OPTED_OUT}),
}

#: What a person wished, and only the same person takes back.
WISHED = frozenset({EmailStatus.OPTED_OUT, EmailStatus.COMPLAINED})
