"""How a request that nobody answers is followed up: friendly, at most a few times, then by a person (R24, R25)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from models.method.choices import MORNING, AllianceSettings
from models.method.working_days import add_working_days, local_day, morning


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: so many working days after the step before; the last goes to a person of ours."""

    after_working_days: int
    to_person: bool = False


def unanswered(settings: AllianceSettings) -> tuple[Rung, ...]:
    """Return the ladder of a request that nobody answers: the reminders an alliance chose, then a person of ours."""
    return (*(Rung(days) for days in settings.reminder_days), Rung(settings.hand_back_days, to_person=True))


def next_step(
    ladder: tuple[Rung, ...],
    step: int,
    *,
    since: datetime,
    quiet_days: Collection[date] = (),
    send_at: time = MORNING,
) -> datetime | None:
    """Return when step ``step`` (from 1) falls, counted from the moment ``since``; ``None`` behind the last rung."""
    if step > len(ladder):
        return None
    day = add_working_days(local_day(since), ladder[step - 1].after_working_days, quiet_days)
    return morning(day, send_at)
