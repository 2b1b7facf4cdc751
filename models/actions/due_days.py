"""Days on which somebody is written to: a working day, in the morning, as often as it comes up again."""

from datetime import date

from models.actions.frame import Act
from models.db import queries
from models.db.tables import Timer
from models.method.requests import TimerKind
from models.method.working_days import morning


def set_day(a: Act, kind: TimerKind, subject: str, day: date) -> None:
    """Set one more due moment for a thing, on the morning of ``day`` or of the first working day after it.

    It is numbered on from those the thing had in this cycle, so that what was settled and opened again is due again.
    """
    known = queries.count(a.session, Timer, alliance_id=a.alliance.id, cycle=a.cycle, kind=kind, subject=subject)
    a.due(kind, subject, morning(a.calendar.add(day, 0), a.settings.send_at), n=known + 1)
