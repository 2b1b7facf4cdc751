"""When the next step of a ladder falls: in working time, each once and in order, however late anybody looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.method.ladders import Anchor, Ladder, Rung, To
from models.method.working_days import Calendar, local_day, morning

#: So many letters about one request in so many days, and no more (R25).
MOST_LETTERS = 5
WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Chase:
    """An open request as its ladder sees it.

    ``step`` is the last one that was taken, 0 the asking, and ``since`` when its letter left; ``due_on`` is the last
    day on which an answer is in time.
    """

    ladder: Ladder
    asked_on: date
    due_on: date | None
    step: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A step to take: its number in the ladder, and when it falls."""

    n: int
    rung: Rung
    at: datetime


def next_step(chase: Chase, calendar: Calendar, *, now: datetime) -> Step | None:
    """Return the step that comes next, and ``None`` behind the last one.

    Of several that are due only the last counts: what nobody sent in time is not made up for one by one. A step that is
    counted from the one before it waits for that to be taken, so that an outage shortens no wait; it holds up none that
    is counted from the due day.
    """
    to_come: list[Step] = []
    for n, rung in enumerate(chase.ladder[chase.step :], start=chase.step + 1):
        at = _moment(chase, rung, calendar)
        if at is not None and (rung.anchor is Anchor.DUE or not to_come):
            to_come.append(Step(n, rung, at))
    overdue = [step for step in to_come if step.at <= now]
    if overdue:
        return overdue[-1]
    return min(to_come, key=lambda step: (step.at, -step.n), default=None)


def _moment(chase: Chase, rung: Rung, calendar: Calendar) -> datetime | None:
    if rung.anchor is Anchor.STEP:
        return morning(_later(local_day(chase.since), rung, calendar), calendar.send_at)
    if chase.due_on is None:
        return None
    day = _day(rung, chase.due_on, calendar)
    if day <= chase.asked_on:
        # A reminder whose day had passed when the request was asked was never meant; yet a person takes over.
        if rung.to is not To.STAFF:
            return None
        day = calendar.add(max(chase.due_on, chase.asked_on), 1)
    return morning(day, calendar.send_at)


def _day(rung: Rung, due_on: date, calendar: Calendar) -> date:
    if rung.days > 0:
        return _later(due_on, rung, calendar)
    if rung.to is To.STAFF and rung.days == 0:
        # The due day itself is still in time.
        return calendar.add(due_on, 1)
    # A reminder that falls on a day off comes before it, so that there is time left.
    return _earlier(due_on, rung, calendar)


def _later(day: date, rung: Rung, calendar: Calendar) -> date:
    return calendar.add(day, rung.days) if rung.working else calendar.add(day + timedelta(days=rung.days), 0)


def _earlier(day: date, rung: Rung, calendar: Calendar) -> date:
    if not rung.working:
        return calendar.on_or_before(day + timedelta(days=rung.days))
    for _ in range(-rung.days):
        day = calendar.on_or_before(day - timedelta(days=1))
    return calendar.on_or_before(day)


def room_from(written: Sequence[datetime], now: datetime) -> datetime:
    """Return from when one more letter about a request is not one too many: ``now``, or when the oldest has aged."""
    recent = sorted(at for at in written if at > now - WINDOW)
    return now if len(recent) < MOST_LETTERS else recent[-MOST_LETTERS] + WINDOW
