"""How a request that nobody answers is followed up: friendly, at most a few times, then by a person (R24, R25)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from models.method.working_days import add_working_days, local_day, morning


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: so many working days after the step before; the last goes to a person of ours."""

    after_working_days: int
    to_person: bool = False


#: Reminded after 3 and another 5 working days; after another 3 it goes back to the facilitator.
UNANSWERED: tuple[Rung, ...] = (Rung(3), Rung(5), Rung(3, to_person=True))


def next_step(
    ladder: tuple[Rung, ...], step: int, *, since: datetime, quiet_days: Collection[date] = ()
) -> datetime | None:
    """Return when step ``step`` (from 1) falls, counted from the moment ``since``; ``None`` behind the last rung."""
    if step > len(ladder):
        return None
    day = add_working_days(local_day(since), ladder[step - 1].after_working_days, quiet_days)
    return morning(day)
