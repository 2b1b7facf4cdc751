"""Doubts about what was measured: each is a task of ours until a person settled it (R57, R86)."""

from datetime import timedelta

from models.actions import evidence_tasks, looked_at
from models.actions.frame import Act
from models.db import queries
from models.db.session import Session
from models.db.tables import EvidenceTask, Indicator, Measurement
from models.method.doubts import Doubt, doubts
from models.method.evidence import TASK_FOR, EvidenceTaskKind, EvidenceTaskState, NewTask, due_days
from models.method.working_days import local_day

#: What is asked about a doubt of a measurement.
ASKED: tuple[EvidenceTaskKind, ...] = (
    EvidenceTaskKind.CONFIRM_ZERO,
    EvidenceTaskKind.CORRECT_VALUE,
    EvidenceTaskKind.SETTLE_DIRECTION,
)


def of_indicator(session: Session, row: Indicator) -> tuple[Doubt, ...]:
    """Return what is doubtful about an indicator and everything that was measured of it."""
    counted = queries.rows(session, Measurement, indicator_id=row.id, withdrawn_at=None)
    return doubts(looked_at.indicator_of(row, counted, {}))


def review(a: Act, row: Indicator) -> tuple[Doubt, ...]:
    """Open a task for what is doubtful about an indicator now, settle those whose doubt is gone, return the doubts.

    Of several measurements with the same doubt the first is asked about, and the next when that is settled.
    """
    found = of_indicator(a.session, row)
    for kind in ASKED:
        of_kind = [doubt.measurement for doubt in found if TASK_FOR[doubt.why] is kind]
        if not of_kind or _asks_about_another(a, kind, row.key, of_kind):
            evidence_tasks.settle(a, kind, row.key)
        if of_kind:
            due_on = local_day(a.now) + timedelta(days=due_days(kind))
            evidence_tasks.add(a, NewTask(kind, row.key, due_on, of_kind[0]), measurement=of_kind[0])
    return found


def _asks_about_another(a: Act, kind: EvidenceTaskKind, key: str, doubtful: list[int | None]) -> bool:
    """Say whether the open task of this kind is about a measurement that is in doubt no more."""
    task = queries.first(
        a.session, EvidenceTask, alliance_id=a.alliance.id, kind=kind, subject=key, state=EvidenceTaskState.OPEN
    )
    return task is not None and task.measurement_id not in {None, *doubtful}
