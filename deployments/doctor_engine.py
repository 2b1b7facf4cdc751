"""Is the application database usable, and does the engine keep up with what stands in it?"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from deployments.doctor_findings import Check, Seen, of_skew, ok, problem, some, warning
from deployments.doctor_home import sqlite_file
from models.db import engine_queries, migrate, queries
from models.db.session import Database, Session
from models.db.tables import Alliance, Dispatch, Event, Letter
from models.method.phases import AllianceStatus
from models.method.requests import LetterState
from samenspel import clock
from samenspel.settings import Settings

#: What is not picked up within this time, or three sweeps, nobody is looking after.
LATE = timedelta(minutes=10)

#: Seconds that a database may take to answer.
PATIENCE_SECONDS = 4

_START = "start with: samenspel up"
_ENGINE = "is the engine up? its log is logs/engine.log in the data directory"

#: How letters leave, by mail mode.
_LEAVING = {"file": "letters do not leave this machine: they are files in {outbox}"}


def database(chosen: Settings) -> Seen:
    """Say whether the application database answers and has the schema of this version; make none by looking."""
    file = sqlite_file(chosen.application_url)
    if file is not None and not (file.exists() and file.stat().st_size):
        return problem(f"there is no application database in {file.parent}", _START)
    try:
        with _opened(chosen) as there:
            migrate.check(there)
    except migrate.SchemaProblem as wrong:
        return problem(str(wrong), f"is SAMENSPEL_DATABASE_URL right? else {_START}, which migrates")
    return ok(f"{'PostgreSQL' if file is None else 'SQLite'}, schema {migrate.newest()}")


def database_clock(chosen: Settings) -> Seen:
    """Say whether the database goes by the same time as this machine."""
    if sqlite_file(chosen.application_url) is not None:
        return ok("SQLite goes by the clock of this machine")
    with _reading(chosen) as session:
        theirs = session.connection().exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return of_skew((theirs - clock.WallClock().now()).total_seconds(), "the database")


def parked(chosen: Settings) -> Seen:
    """Say whether an alliance was set aside because its runs kept failing."""
    with _reading(chosen) as session:
        slugs = {alliance.id: alliance.slug for alliance in queries.rows(session, Alliance)}
        books = queries.rows(session, Dispatch, order="alliance_id")
        aside = [slugs[row.alliance_id] for row in books if row.parked_reason is not None]
    if aside:
        todo = f"read why: samenspel status {aside[0]}; then: samenspel alliance resume {aside[0]} --by STAFF"
        return problem(f"set aside: {some(aside)}", todo)
    return ok(f"none of {len(slugs)} alliances is set aside")


def dispatch(chosen: Settings) -> Seen:
    """Say whether somebody takes up what happens in alliances, and settles what was taken up and never done."""
    before = _long_ago(chosen)
    with _reading(chosen) as session:
        over = [slug for _, slug in engine_queries.expired_leases(session, before, 200)]
        ids = engine_queries.waiting_alliances(session, clock.now(), 200)
        books = queries.rows(session, Dispatch, order="alliance_id", alliance_id=ids)
        lying = [row.alliance_id for row in books if _last_event(session, row) < before]
        waiting = [alliance.slug for alliance in queries.rows(session, Alliance, id=lying)]
    if waiting:
        return problem(f"work that nobody takes up: {some(waiting)}", _ENGINE)
    return problem(f"taken up and never settled: {some(over)}", _ENGINE) if over else ok("no work is left lying")


def _last_event(session: Session, row: Dispatch) -> datetime:
    # Not the oldest one: an alliance that was just taken up again has old events, and the engine a moment to act.
    return queries.one(session, Event, "event", alliance_id=row.alliance_id, seq=row.wake_seq).at


def timers(chosen: Settings) -> Seen:
    """Say whether due moments are dealt with when they come."""
    with _reading(chosen) as session:
        late = [slug for _, slug in engine_queries.due_timers(session, _long_ago(chosen), 200)]
    if late:
        return problem(f"due moments that were not dealt with: {len(late)}, of {some(sorted(set(late)))}", _ENGINE)
    return ok("every due moment was dealt with")


def letters(chosen: Settings) -> Seen:
    """Say how letters leave, and whether they do."""
    before = _long_ago(chosen)
    with _reading(chosen) as session:
        resting = {a.id for a in queries.rows(session, Alliance, status=AllianceStatus.PAUSED)}
        there = queries.rows(session, Letter, state=[LetterState.QUEUED, LetterState.SENDING])
        late = [
            letter
            for letter in there
            if (letter.lease_until or letter.not_before) < before and letter.alliance_id not in resting
        ]
        failed, held = (queries.count(session, Letter, state=s) for s in (LetterState.FAILED, LetterState.HELD))
    how = _LEAVING.get(chosen.mail_mode, "letters leave by {mode}")
    how = how.format(outbox=chosen.base / "outbox", mode=chosen.mail_mode)
    seen = f"{how}; {len(there)} queued, {failed} failed, {held} held"
    if late:
        return problem(f"{seen}; that should have left by now: {len(late)}", _ENGINE)
    return warning(seen, "see which failed: samenspel letter list SLUG") if failed else ok(seen)


def _long_ago(chosen: Settings) -> datetime:
    return clock.now() - max(LATE, timedelta(seconds=3 * chosen.sweep_seconds))


@contextmanager
def _opened(chosen: Settings) -> Iterator[Database]:
    # Of its own and not the one of this process, which would make a file where there is none.
    url = chosen.application_url
    if sqlite_file(url) is None and "connect_timeout=" not in url:
        url += f"{'&' if '?' in url else '?'}connect_timeout={PATIENCE_SECONDS}"
    there = Database(url)
    try:
        yield there
    finally:
        there.close()


@contextmanager
def _reading(chosen: Settings) -> Iterator[Session]:
    with _opened(chosen) as there, there.read() as session:
        yield session


CHECKS = (
    Check("database", database),
    Check("database-clock", database_clock, needs=("database",)),
    Check("parked", parked, needs=("database",)),
    Check("dispatch", dispatch, needs=("database", "worker")),
    Check("timers", timers, needs=("database",)),
    Check("letters", letters, needs=("database",)),
)
