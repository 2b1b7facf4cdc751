"""Which alliance needs a phase run, and who is on it: claims are compare-and-set, so any number of engines may ask."""

from dataclasses import dataclass, replace
from datetime import timedelta

from models.actions.frame import act
from models.db import engine_queries, queries
from models.db.session import database
from models.db.tables import Dispatch
from models.method import actors
from models.method.events import EventType
from models.method.letters import DispatchParked
from models.method.phases import AllianceStatus, Phase
from samenspel import clock


@dataclass(frozen=True, slots=True)
class Claim:
    """One piece of work: bring ``alliance`` up to event ``through`` in its open phase."""

    alliance: str
    cycle: int
    phase: Phase
    through: int
    attempt: int
    run_key: str
    run_id: str | None = None


def claim(*, lease: timedelta, limit: int) -> list[Claim]:
    """Take up to ``limit`` pieces of work that nobody is on; each is ours until its lease is over."""
    now = clock.now()
    with database().read() as session:
        waiting = engine_queries.waiting_alliances(session, now, limit)
    if not waiting:
        return []
    taken = []
    with database().write() as session:
        for row, alliance, run in engine_queries.lock_waiting(session, waiting, now):
            row.through, row.lease_until, row.run_id = row.wake_seq, now + lease, None
            row.attempt, row.not_before = 0, None
            row.cycle, row.phase = run.cycle, run.phase
            row.run_key = f"{alliance.uid}:{run.cycle}:{run.phase}:{row.through}"
            taken.append(_claim(alliance.slug, row))
    return taken


def waiting(limit: int) -> int:
    """Return how many alliances have work that nobody is on, counted up to ``limit``."""
    with database().read() as session:
        return len(engine_queries.waiting_alliances(session, clock.now(), limit))


def expired(*, limit: int = 200) -> list[Claim]:
    """Return the work whose lease is over: the run ended without saying so, or never began."""
    with database().read() as session:
        return [_claim(slug, row) for row, slug in engine_queries.expired_leases(session, clock.now(), limit)]


def note_run(work: Claim, run_id: str) -> None:
    """Remember which Prefect run carries this work."""
    with database().write() as session:
        engine_queries.change_dispatch(
            session, work.alliance, through=work.through, attempt=work.attempt, to={"run_id": run_id}
        )


def extend(work: Claim, *, lease: timedelta) -> bool:
    """Give a run that has not begun yet more time; say whether it is still the one that counts."""
    with database().write() as session:
        return engine_queries.change_dispatch(
            session, work.alliance, through=work.through, attempt=work.attempt, to={"lease_until": clock.now() + lease}
        )


def retry(work: Claim, *, wait: timedelta, lease: timedelta) -> Claim | None:
    """Count another try of this work, to begin after ``wait``; ``None`` when somebody else was first."""
    begins = clock.now() + wait
    with database().write() as session:
        mine = engine_queries.change_dispatch(
            session,
            work.alliance,
            through=work.through,
            attempt=work.attempt,
            to={"attempt": work.attempt + 1, "not_before": begins, "lease_until": begins + lease},
        )
    return replace(work, attempt=work.attempt + 1) if mine else None


def release(work: Claim) -> None:
    """Give the lease back at once, for work that turned out to be done or was never started."""
    with database().write() as session:
        engine_queries.change_dispatch(
            session, work.alliance, through=work.through, attempt=work.attempt, to={"lease_until": None, "attempt": 0}
        )


def park(work: Claim, reason: str) -> bool:
    """Take an alliance out of the loop after too many tries and write to staff; say whether that was done now."""
    with act(work.alliance, by=actors.CLOCK) as a:
        books = a.dispatch
        if (books.through, books.attempt) != (work.through, work.attempt) or books.parked_reason:
            return False
        books.parked_reason, books.parked_at, books.lease_until = reason, a.now, None
        a.record(EventType.DISPATCH_PARKED, work.phase, reason=reason, attempts=work.attempt + 1)
        a.write(DispatchParked(alliance=a.alliance.name, reason=reason), staff=a.alliance.facilitator)
        return True


def is_done(work: Claim) -> bool:
    """Say whether everything up to this work's last event is dealt with."""
    with database().read() as session:
        alliance = queries.find_alliance(session, work.alliance)
        row = queries.one(session, Dispatch, "dispatch row", alliance_id=alliance.id)
        ended = alliance.status is AllianceStatus.ENDED
        return ended or row.done_seq >= work.through


def _claim(slug: str, row: Dispatch) -> Claim:
    if row.cycle is None or row.phase is None or row.run_key is None:
        raise RuntimeError(f"dispatch row of {slug} was leased without a claim")
    return Claim(slug, row.cycle, row.phase, row.through, row.attempt, row.run_key, row.run_id)
