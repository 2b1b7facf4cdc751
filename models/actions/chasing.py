"""Following up what was asked: each step of a ladder once, in working time, and at the end a person (R24, R25)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from models.actions.correspondence import MakeLetter
from models.db import chasing_queries, queries
from models.db.session import Session
from models.db.tables import Contact, Letter, Organisation, Request, Stakeholder, Timer
from models.method import letters
from models.method.events import EventType
from models.method.labels import label
from models.method.ladder_steps import Chase, Step, next_step, room_from
from models.method.ladders import DEFAULTS, Anchor, Ladder, LadderName, To
from models.method.letters import Item
from models.method.mail import EmailStatus
from models.method.requests import LetterState, RequestState, StopReason, TimerKind, TimerState
from models.method.working_days import local_day, morning

if TYPE_CHECKING:
    from models.actions.frame import Act

#: Letters of which we know that they left, or that a person did not want them to.
OUT = frozenset({LetterState.SENT, LetterState.SUPERSEDED})

#: Why nobody is chased who cannot be written to.
SILENT: Mapping[EmailStatus, StopReason] = {
    EmailStatus.UNREACHABLE: StopReason.UNREACHABLE,
    EmailStatus.OPTED_OUT: StopReason.OPTED_OUT,
    EmailStatus.COMPLAINED: StopReason.COMPLAINED,
}


def set_out(a: "Act", request: Request) -> None:
    """Set the timer of the first step behind the asking."""
    _set_next(a, request, since=a.now)


def move(a: "Act", request: Request) -> None:
    """Set the timer of an open request anew, after its due day or its ladder changed.

    Steps that were taken stay taken, and none that is still to come is lost.
    """
    step = next_step(_chase(a, request, request.stepped_at or request.asked_at), a.calendar, now=a.now)
    waiting = timer(a.session, request)
    if step is None:
        give_up(a, request, StopReason.NO_ANSWER)
    elif waiting is not None:
        waiting.n, waiting.due_at = step.n, step.at
    else:
        _set_next(a, request, since=request.stepped_at or request.asked_at)


def move_all(a: "Act") -> None:
    """Set the timers of all open requests anew, after a ladder was chosen for many."""
    for request in queries.rows(a.session, Request, alliance_id=a.alliance.id, state=RequestState.OPEN):
        move(a, request)


def take(a: "Act", due: Timer, request: Request, contact: Contact, written: Sequence[Letter]) -> bool:
    """Take the step of an open request that is due, or set its timer to when it is; say whether one was taken.

    ``written`` are the letters about it, oldest first. Nobody is reminded of what they did not get: while the last
    letter has not left, the next step waits, and where a person kept all of them from leaving it asks anew.
    """
    last = written[-1] if written else None
    stepped = request.stepped_at or request.asked_at
    since = max(stepped, last.sent_at or stepped) if last is not None else stepped
    step = next_step(_chase(a, request, since), a.calendar, now=a.now)
    if step is None:
        # Its ladder became shorter than what was taken of it.
        give_up(a, request, StopReason.NO_ANSWER)
        return True
    # It may have been set for another step; a number that it keeps is not free for the timer of that one.
    due.n = step.n
    later = _later(a, step, request, written, last)
    if later is not None:
        due.state, due.due_at = TimerState.WAITING, later
        return False
    if step.rung.to is To.STAFF:
        late = step.rung.anchor is Anchor.DUE
        give_up(a, request, StopReason.DEADLINE_PASSED if late else StopReason.NO_ANSWER)
        return True
    if not was_received(a.session, written):
        _ask_anew(a, request, contact, step, written)
        return True
    if step.rung.to is To.MAILBOX and not _has_mailbox(a, contact):
        # There is no mailbox to write to, so the step is passed over.
        _step(a, request, step)
        return False
    _remind(a, request, contact, step)
    return True


def _has_mailbox(a: "Act", contact: Contact) -> bool:
    return queries.one(a.session, Organisation, "organisation", id=contact.organisation_id).mailbox is not None


def _step(a: "Act", request: Request, step: Step) -> None:
    request.step, request.stepped_at = step.n, a.now
    _set_next(a, request, since=a.now)


def _later(a: "Act", step: Step, request: Request, written: Sequence[Letter], last: Letter | None) -> datetime | None:
    """Return when the step should be looked at again, or ``None`` when now is right."""
    if step.at > a.now:
        return step.at
    if step.rung.to is To.STAFF and step.rung.anchor is Anchor.DUE:
        return None
    tomorrow = morning(a.calendar.add(local_day(a.now), 1), a.calendar.send_at)
    if last is not None and last.state not in OUT:
        return tomorrow
    if step.rung.to is To.STAFF:
        return None
    if local_day(request.stepped_at or request.asked_at) >= local_day(a.now):
        return tomorrow
    soonest = a.calendar.next_moment(room_from([one.sent_at or one.written_at for one in written], a.now))
    return soonest if soonest > a.now else None


def was_received(session: Session, written: Sequence[Letter]) -> bool:
    """Say whether a letter about a request has left, or may have, or it was asked without any."""
    return not written or any(one.sent_at for one in written) or chasing_queries.may_have_left(session, written)


def first_words(written: Sequence[Letter]) -> MakeLetter:
    """Return the letter that asked for the first time, to be written once more."""
    asking = letters.letter_from(written[0].kind, {**written[0].context, "items": []})
    return lambda items: asking.model_copy(update={"items": items})


def _ask_anew(a: "Act", request: Request, contact: Contact, step: Step, written: Sequence[Letter]) -> None:
    a.letters.add_item(contact, request, step=step.n, letter=first_words(written))
    _step(a, request, step)
    a.record(EventType.REQUEST_ASKED, request.subject, kind=str(request.kind), contact=contact.key, request=request.id)


def _remind(a: "Act", request: Request, contact: Contact, step: Step) -> None:
    to_mailbox = step.rung.to is To.MAILBOX
    name = a.alliance.name

    def letter(items: tuple[Item, ...]) -> letters.Letter:
        if to_mailbox:
            return letters.Escalation(alliance=name, items=items)
        return letters.Reminder(alliance=name, items=items)

    a.letters.add_item(contact, request, step=step.n, letter=letter, to_mailbox=to_mailbox)
    _step(a, request, step)
    a.record(EventType.REQUEST_REMINDED, request.subject, kind=str(request.kind), step=step.n)


def give_up(a: "Act", request: Request, reason: StopReason) -> None:
    """End the chase of a request without an answer, and hand it to a person of ours, as a task and by letter."""
    contact = queries.one(a.session, Contact, "contact", id=request.contact_id)
    organisation = queries.one(a.session, Organisation, "organisation", id=contact.organisation_id)
    who = manager(a, organisation)
    request.state, request.stopped_at, request.stopped_reason = RequestState.UNANSWERED, a.now, reason
    request.handed_to = who
    a.cancel(kind=TimerKind.REQUEST_STEP, subject=str(request.id))
    state, because = str(request.state), str(reason)
    a.record(EventType.REQUEST_STOPPED, request.subject, kind=str(request.kind), reason=state, because=because, to=who)
    handed = letters.Handed(
        request=request.id,
        organisation=organisation.name,
        asked=request.text,
        reason_label=label(reason, a.alliance.language),
        command=f"samenspel request show {a.alliance.slug} {request.id}",
    )
    a.letters.hand_over(handed, staff=who)


def manager(a: "Act", organisation: Organisation) -> str:
    """Return who of ours keeps in touch with an organisation: its relationship manager, else the facilitator."""
    row = queries.first(a.session, Stakeholder, alliance_id=a.alliance.id, organisation_id=organisation.id)
    return (row.relationship_manager if row is not None else None) or a.alliance.facilitator


def _set_next(a: "Act", request: Request, *, since: datetime) -> None:
    step = next_step(_chase(a, request, since), a.calendar, now=a.now)
    if step is not None:
        # A step that is due already waits a day: nobody gets two letters about the same on one day.
        soonest = morning(a.calendar.add(local_day(a.now), 1), a.calendar.send_at)
        at = step.at if step.rung.to is To.STAFF else max(step.at, soonest)
        a.session.add(
            Timer(
                alliance_id=request.alliance_id,
                cycle=request.cycle,
                kind=TimerKind.REQUEST_STEP,
                subject=str(request.id),
                n=step.n,
                due_at=at,
                state=TimerState.WAITING,
            )
        )


def ladder(a: "Act", request: Request) -> Ladder:
    """Return the ladder of a request: its own, else that of its alliance, of the foundation, or the ordinary one."""
    found = a.ladder(request.kind, request.ladder)
    if request.due_at is None and any(rung.anchor is Anchor.DUE for rung in found):
        return DEFAULTS[LadderName.UNANSWERED]
    return found


def _chase(a: "Act", request: Request, since: datetime) -> Chase:
    return Chase(
        ladder=ladder(a, request),
        asked_on=local_day(request.asked_at),
        due_on=local_day(request.due_at) if request.due_at else None,
        step=request.step,
        since=since,
    )


def timer(session: Session, request: Request) -> Timer | None:
    """Return the timer of the next step of a request, if there is one to come."""
    return queries.first(
        session,
        Timer,
        alliance_id=request.alliance_id,
        kind=TimerKind.REQUEST_STEP,
        subject=str(request.id),
        state=TimerState.WAITING,
    )
