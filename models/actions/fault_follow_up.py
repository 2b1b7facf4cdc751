"""What the clock does about system faults: ask their owner again, record a silence, ask for a rating (R88)."""

from datetime import timedelta

from models.actions.due_days import set_day
from models.actions.fault_letters import addressee, follow_up_letter
from models.actions.fault_returns import answered, given
from models.actions.frame import Act
from models.db import queries
from models.db.tables import FaultReturn, Organisation, SystemFault, Timer
from models.method.events import EventType
from models.method.faults import ADOPTED, ANSWER_DAYS, FaultAnswer, FaultState, next_follow_up, next_rating
from models.method.letters import FaultRatingAsked, FaultSilent
from models.method.requests import RequestKind, TimerKind
from models.method.said import Said
from models.method.working_days import local_day


def ask_again(a: Act, timer: Timer) -> None:
    """Ask the owner of a system after a fault that it has not answered; after the last time nobody asks any more."""
    fault = _fault(a, timer)
    if fault.state is not FaultState.RETURNED:
        return
    row, today = given(a, fault), local_day(a.now)
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
    answered(a, fault, FaultAnswer.SILENCE)
    letter = FaultSilent(
        alliance=a.alliance.name,
        fault=fault.id,
        system=fault.system,
        organisation=_name(a, row),
        returned_on=local_day(row.returned_at),
    )
    a.write(letter, staff=a.alliance.facilitator)


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
