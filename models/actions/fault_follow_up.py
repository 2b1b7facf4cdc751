"""What the clock does about system faults: ask their owner again or leave it to us, and ask us what was done (R88)."""

from datetime import timedelta

from models.actions import chasing
from models.actions.due_days import set_day
from models.actions.fault_letters import addressee, follow_up_letter
from models.actions.fault_returns import answered, given
from models.actions.frame import Act
from models.db import queries
from models.db.tables import FaultReturn, Organisation, SystemFault, Timer
from models.method.events import EventType
from models.method.faults import ADOPTED, ANSWER_DAYS, FaultAnswer, FaultState, next_follow_up, next_rating
from models.method.labels import label
from models.method.letters import FaultRatingAsked, FaultSilent, Handed
from models.method.requests import RequestKind, RequestState, TimerKind
from models.method.said import Said
from models.method.working_days import local_day


def ask_again(a: Act, timer: Timer) -> None:
    """Ask the owner of a system after a fault that it has not answered; after the last time nobody asks any more."""
    fault = _fault(a, timer)
    if fault.state is not FaultState.RETURNED:
        return
    row, today = given(a, fault), local_day(a.now)
    if _left_to_us(a, fault, row):
        return
    returned_on = local_day(row.returned_at)
    following = next_follow_up(a.ladder(RequestKind.FAULT), (today - returned_on).days)
    letter = follow_up_letter(a, fault, row, last=following is None, due=today + timedelta(days=ANSWER_DAYS))
    a.write(letter, contact=addressee(a.session, row))
    if following is not None:
        set_day(a, TimerKind.FAULT_FOLLOW_UP, timer.subject, returned_on + timedelta(days=following))
    a.record(EventType.FAULT_FOLLOWED_UP, timer.subject)


def record_silence(a: Act, timer: Timer) -> None:
    """Record that the owner never answered, and tell the facilitator; silence is an outcome, and is counted."""
    fault = _fault(a, timer)
    if fault.state is not FaultState.RETURNED:
        return
    row = given(a, fault)
    if _left_to_us(a, fault, row):
        return
    answered(a, fault, FaultAnswer.SILENCE)
    letter = FaultSilent(
        alliance=a.alliance.name,
        fault=fault.id,
        system=fault.system,
        organisation=_name(a, row),
        returned_on=local_day(row.returned_at),
    )
    a.write(letter, staff=a.alliance.facilitator)


def _left_to_us(a: Act, fault: SystemFault, row: FaultReturn) -> bool:
    """Hand a fault to a person of ours when nobody may write to its owner any more; say whether that is so.

    Who was not asked was not silent: the fault waits until people record what the owner says.
    """
    reason = chasing.SILENT.get(addressee(a.session, row).email_status)
    if reason is None:
        return False
    owner = queries.one(a.session, Organisation, "owner", id=row.organisation_id)
    who, named = chasing.manager(a, owner), str(fault.id)
    a.cancel(kind={TimerKind.FAULT_FOLLOW_UP, TimerKind.FAULT_SILENT}, subject=named)
    state, because = str(RequestState.UNANSWERED), str(reason)
    a.record(EventType.REQUEST_STOPPED, named, kind=str(RequestKind.FAULT), reason=state, because=because, to=who)
    handed = Handed(
        request=None,
        organisation=owner.name,
        asked=fault.ask,
        reason_label=label(reason, a.alliance.language),
        command=f"samenspel fault show {a.alliance.slug} {fault.id}",
    )
    a.letters.hand_over(handed, staff=who)
    return True


def ask_for_rating(a: Act, timer: Timer) -> None:
    """Ask the facilitator how much of what was asked has been done; again a year later, four times in all."""
    fault = _fault(a, timer)
    row, today = given(a, fault), local_day(a.now)
    if fault.state is not FaultState.ANSWERED or row.answer not in ADOPTED or row.answered_at is None:
        return
    answered_on = local_day(row.answered_at)
    letter = FaultRatingAsked(
        alliance=a.alliance.name,
        fault=fault.id,
        system=fault.system,
        organisation=_name(a, row),
        ask=fault.ask,
        answered_on=answered_on,
    )
    a.write(letter, staff=a.alliance.facilitator)
    following = next_rating((today - answered_on).days)
    if following is not None:
        set_day(a, TimerKind.FAULT_RATING, timer.subject, answered_on + timedelta(days=following))


def _name(a: Act, row: FaultReturn) -> str:
    return queries.one(a.session, Organisation, "owner", id=row.organisation_id).name


def _fault(a: Act, timer: Timer) -> SystemFault:
    return queries.one(a.session, SystemFault, Said("system fault {fault}", fault=timer.subject), id=int(timer.subject))
