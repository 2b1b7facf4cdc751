"""The look at a letter at the last moment: whether it is still wanted, what it says now, and to whom (G4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.actions import gathering
from models.actions.fault_letters import waits_for_owner
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Contact, Cycle, Letter, LetterItem, Organisation, Request, Staff
from models.method.errors import BadInput, NotFound
from models.method.letters import ASK_OWNER, OUTLIVE_CYCLE, Asking, HandedOver, letter_from
from models.method.letters import Letter as LetterContent
from models.method.mail import EmailStatus
from models.method.requests import LetterState, RequestState
from models.method.working_days import local_day

#: Why nobody is written to who cannot be, or does not want it.
_SILENT: Mapping[EmailStatus, str] = {
    EmailStatus.UNREACHABLE: "its recipient cannot be reached",
    EmailStatus.OPTED_OUT: "its recipient asked not to be written to",
    EmailStatus.COMPLAINED: "its recipient complained about letters",
}


@dataclass(frozen=True, slots=True)
class Note:
    """What is said by another channel than mail: that there is a letter, and no more."""

    title: str
    body: str


#: What an older version queued may not fit any more; it stops itself, not its neighbours.
DOES_NOT_FIT = "its content does not fit this version"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter goes to; ``contact`` is the key of the person whose own address it is."""

    name: str
    address: str
    language: str
    contact: str | None

    @property
    def domain(self) -> str:
        """The receiving domain, without the person."""
        return self.address.rpartition("@")[2].lower()


def why_not(session: Session, letter: Letter) -> str | None:
    """Return why a letter should not leave any more, whatever it says; ``None`` when it may."""
    if _of_closed_cycle(session, letter):
        return "its cycle was closed before it left"
    if letter.contact_id is not None and not letter.to_mailbox:
        contact = queries.one(session, Contact, "contact", id=letter.contact_id)
        return _SILENT.get(contact.email_status)
    return None


def _of_closed_cycle(session: Session, letter: Letter) -> bool:
    if letter.kind in OUTLIVE_CYCLE:
        return False
    # Closing a cycle puts aside what is queued; a letter that was on its way then, and came back, is caught here.
    last = queries.last(session, Cycle, order="number", alliance_id=letter.alliance_id)
    if last is None or last.number > letter.cycle:
        return True
    return last.closed_at is not None and letter.written_at < last.closed_at


def content_of(session: Session, letter: Letter) -> LetterContent | None:
    """Return what a letter says now, without what was settled; ``None`` when nothing it asks is open any more."""
    items = queries.rows(session, LetterItem, letter_id=letter.id)
    context: dict[str, Any] = dict(letter.context)
    if letter.kind in ASK_OWNER and not waits_for_owner(session, context["fault"]):
        return None
    if letter.kind == HandedOver.kind:
        context["items"] = _unanswered(session, context["items"])
        if not context["items"]:
            return None
    if items:
        wanted = {item.request_id for item in items}
        due = {r.id: r.due_at for r in queries.rows(session, Request, id=wanted, state=RequestState.OPEN)}
        if not due:
            return None
        # The day by which it is asked may have been moved since the letter was written.
        context["items"] = [
            {**item, "due": local_day(at) if (at := due[item["request"]]) else None}
            for item in context["items"]
            if item["request"] in due
        ]
    return letter_from(letter.kind, context)


def _unanswered(session: Session, handed: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return what was handed over and nobody answered meanwhile."""
    asked = {one["request"] for one in handed} - {None}
    waiting = {row.id for row in queries.rows(session, Request, id=asked, state=RequestState.UNANSWERED)} | {None}
    return [one for one in handed if one["request"] in waiting]


def content_with_joined(session: Session, letter: Letter) -> LetterContent | Note | None:
    """Return what a letter says now together with those that leave in it; what is not wanted any more is put aside."""
    if letter.channel is not None:
        return Note(title=letter.context["title"], body=letter.context["body"])
    said = [content_of(session, letter)]
    for other in gathering.joined(session, letter):
        reason = why_not(session, other)
        try:
            content = content_of(session, other) if reason is None else None
        except BadInput:
            _take_out(other, LetterState.HELD, DOES_NOT_FIT)
            continue
        if content is None:
            _take_out(other, LetterState.SUPERSEDED, reason or "everything it asks was settled before it left")
        said.append(content)
    left = [one for one in said if one is not None]
    if len(left) < 2:
        return left[0] if left else None
    return gathering.as_one([one for one in left if isinstance(one, Asking)])


def _take_out(other: Letter, state: LetterState, reason: str) -> None:
    other.state, other.reason = state, reason
    other.joined_to, other.owner, other.lease_until = None, None, None


def addressee(session: Session, letter: Letter, alliance: Alliance) -> Recipient:
    """Return whom a letter is written to: a person, the mailbox of an organisation, or a member of staff."""
    if letter.contact_id is None:
        member = queries.one(session, Staff, "member of staff", code=letter.staff)
        return Recipient(member.name, member.email, alliance.language, None)
    contact = queries.one(session, Contact, "contact", id=letter.contact_id)
    if not letter.to_mailbox:
        return Recipient(contact.name, contact.email, contact.language, contact.key)
    organisation = queries.one(session, Organisation, "organisation", id=contact.organisation_id)
    if organisation.mailbox is None:
        raise NotFound("{organisation} has no mailbox of its own", organisation=organisation.key)
    return Recipient(organisation.name, organisation.mailbox, contact.language, None)


def recipient_of(session: Session, letter: Letter, alliance: Alliance) -> tuple[str, str, str]:
    """Return name, address and language of whom a letter is written to."""
    to = addressee(session, letter, alliance)
    return to.name, to.address, to.language
