"""The questions of the engine: work nobody is on, leases that are over, letters to send."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from models.db.tables import Alliance, Dispatch, Letter, PhaseRun, Timer
from models.method.phases import AllianceStatus
from models.method.requests import TimerState


def _waits(now: datetime) -> Any:
    return and_(
        Alliance.status == AllianceStatus.RUNNING,
        Dispatch.done_seq < Dispatch.wake_seq,
        Dispatch.parked_reason.is_(None),
        Dispatch.lease_until.is_(None),
        or_(Dispatch.not_before.is_(None), Dispatch.not_before <= now),
    )


def waiting_alliances(session: Session, now: datetime, limit: int) -> list[int]:
    """Return the alliances with work that nobody is on, the one with the least to do first."""
    query = (
        select(Dispatch.alliance_id)
        .join(Alliance, Alliance.id == Dispatch.alliance_id)
        .where(_waits(now))
        .order_by(Dispatch.wake_seq - Dispatch.done_seq, Dispatch.alliance_id)
        .limit(limit)
    )
    return list(session.scalars(query))


def lock_waiting(session: Session, ids: list[int], now: datetime) -> Sequence[tuple[Dispatch, Alliance, PhaseRun]]:
    """Lock those of the alliances that still wait, passing over what another engine is locking; with the open phase."""
    query = (
        select(Dispatch, Alliance, PhaseRun)
        .join(Alliance, Alliance.id == Dispatch.alliance_id)
        .join(PhaseRun, and_(PhaseRun.alliance_id == Alliance.id, PhaseRun.closed_at.is_(None)))
        .where(Dispatch.alliance_id.in_(ids), _waits(now))
        .with_for_update(of=Dispatch, skip_locked=True)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def expired_leases(session: Session, now: datetime, limit: int) -> Sequence[tuple[Dispatch, str]]:
    """Return dispatch rows whose lease is over, with the alliance's slug."""
    query = (
        select(Dispatch, Alliance.slug)
        .join(Alliance, Alliance.id == Dispatch.alliance_id)
        .where(Dispatch.lease_until <= now, Dispatch.parked_reason.is_(None))
        .order_by(Dispatch.lease_until)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def change_dispatch(session: Session, slug: str, *, through: int, attempt: int, to: dict[str, Any]) -> bool:
    """Change a dispatch row if it still stands where the caller saw it; say whether it did."""
    of = select(Alliance.id).where(Alliance.slug == slug).scalar_subquery()
    changed = session.execute(
        update(Dispatch)
        .where(
            Dispatch.alliance_id == of,
            Dispatch.through == through,
            Dispatch.attempt == attempt,
            Dispatch.lease_until.is_not(None),
        )
        .values(**to)
        .execution_options(synchronize_session=False)
        .returning(Dispatch.alliance_id)
    )
    return changed.first() is not None


def lock_dispatch(session: Session, alliance_id: int) -> Dispatch:
    """Return an alliance's dispatch row, locked, so that books and leases cannot change between look and write."""
    return session.scalars(select(Dispatch).where(Dispatch.alliance_id == alliance_id).with_for_update()).one()


def due_timers(session: Session, now: datetime, limit: int) -> Sequence[tuple[int, str]]:
    """Return id and alliance slug of timers whose moment has come, earliest first; a resting alliance keeps its own."""
    query = (
        select(Timer.id, Alliance.slug)
        .join(Alliance, Alliance.id == Timer.alliance_id)
        .where(Timer.state == TimerState.WAITING, Timer.due_at <= now, Alliance.status != AllianceStatus.PAUSED)
        .order_by(Timer.due_at, Timer.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def lock_letter(session: Session, number: int) -> Letter:
    """Return a letter, locked and as it is now, so that it does not leave between look and write."""
    query = select(Letter).where(Letter.id == number).with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one()


def lock_letters(session: Session, alliance_id: int, cycle: int) -> None:
    """Lock the letters of a cycle and look at them anew, so that none leaves between look and write."""
    query = select(Letter).where(Letter.alliance_id == alliance_id, Letter.cycle == cycle).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).all()
