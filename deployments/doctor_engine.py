"""Is the application database usable, and does the engine keep up with what stands in it?"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from deployments.doctor_findings import Check, Seen, ago, of_skew, ok, problem, some, warning
from deployments.doctor_home import sqlite_file
from models.actions import swept
from models.db import engine_queries, mail_queries, migrate, queries
from models.db.session import Database, Session
from models.db.tables import Alliance, Dispatch, Event, Letter
from models.method.phases import AllianceStatus
from models.method.requests import LetterState
from models.method.said import Said
from samenspel import clock
from samenspel.settings import Settings

#: What is not picked up within this time, or three sweeps, nobody is looking after.
LATE = timedelta(minutes=10)

#: Seconds that a database may take to answer.
PATIENCE_SECONDS = 4

_START = "start with: samenspel up"
_MIGRATE = "is SAMENSPEL_DATABASE_URL right? else start with: samenspel up, which migrates"
_ENGINE = "is the engine up? its log is logs/engine.log in the data directory"

#: How letters leave, by mail mode.
_LEAVING = {
    "file": "letters do not leave this machine: they are files in {outbox}; "
    "{queued} queued, {failed} failed, {held} held",
    "allowlist": "letters leave for those on the allowlist, all others are files in {outbox}; "
    "{queued} queued, {failed} failed, {held} held",
    "live": "letters leave for everybody; {queued} queued, {failed} failed, {held} held",
}


def database(chosen: Settings) -> Seen:
    """Say whether the application database answers and has the schema of this version; make none by looking."""
    file = sqlite_file(chosen.application_url)
    if file is not None and not (file.exists() and file.stat().st_size):
        return problem("there is no application database in {place}", _START, place=file.parent)
    try:
        with _opened(chosen) as there:
            migrate.check(there)
    except migrate.SchemaProblem as wrong:
        return problem(wrong.said, _MIGRATE)
    return ok("{kind}, schema {schema}", kind="PostgreSQL" if file is None else "SQLite", schema=migrate.newest())


def database_clock(chosen: Settings) -> Seen:
    """Say whether the database goes by the same time as this machine."""
    if sqlite_file(chosen.application_url) is not None:
        return ok("SQLite goes by the clock of this machine")
    with reading(chosen) as session:
        theirs = session.connection().exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return of_skew((theirs - clock.WallClock().now()).total_seconds(), "the database")


def parked(chosen: Settings) -> Seen:
    """Say whether an alliance was set aside because its runs kept failing."""
    with reading(chosen) as session:
        slugs = {alliance.id: alliance.slug for alliance in queries.rows(session, Alliance)}
        books = queries.rows(session, Dispatch, order="alliance_id")
        aside = [slugs[row.alliance_id] for row in books if row.parked_reason is not None]
    if aside:
        todo = "read why: samenspel status {first}; then: samenspel alliance resume {first} --by STAFF"
        return problem("set aside: {names}", todo, names=some(aside), first=aside[0])
    return ok("none of {count} alliances is set aside", count=len(slugs))


def dispatch(chosen: Settings) -> Seen:
    """Say whether somebody takes up what happens in alliances, and settles what was taken up and never done."""
    before = _long_ago(chosen)
    with reading(chosen) as session:
        over = [slug for _, slug in engine_queries.expired_leases(session, before, 200)]
        ids = engine_queries.waiting_alliances(session, clock.now(), 200)
        books = queries.rows(session, Dispatch, order="alliance_id", alliance_id=ids)
        lying = [row.alliance_id for row in books if _last_event(session, row) < before]
        waiting = [alliance.slug for alliance in queries.rows(session, Alliance, id=lying)]
    if waiting:
        return problem("work that nobody takes up: {names}", _ENGINE, names=some(waiting))
    if over:
        return problem("taken up and never settled: {names}", _ENGINE, names=some(over))
    return ok("no work is left lying")


def _last_event(session: Session, row: Dispatch) -> datetime:
    # Not the oldest one: an alliance that was just taken up again has old events, and the engine a moment to act.
    return queries.one(session, Event, "event", alliance_id=row.alliance_id, seq=row.wake_seq).at


def last_sweep(chosen: Settings) -> Seen:
    """Say when the sweep last ran, of whichever engine, with or without Prefect."""
    with reading(chosen) as session:
        last = swept.last_in(session)
    if last is None:
        return warning("the sweep never ran here", _START)
    told = ago((clock.now() - last).total_seconds())
    if last < _long_ago(chosen):
        return warning("the last sweep was {ago}", _ENGINE, ago=told)
    return ok("the last one was {ago}", ago=told)


def timers(chosen: Settings) -> Seen:
    """Say whether due moments are dealt with when they come."""
    with reading(chosen) as session:
        late = [slug for _, slug in engine_queries.due_timers(session, _long_ago(chosen), 200)]
    if late:
        seen = "due moments that were not dealt with: {count}, of {names}"
        return problem(seen, _ENGINE, count=len(late), names=some(sorted(set(late))))
    return ok("every due moment was dealt with")


def letters(chosen: Settings) -> Seen:
    """Say how letters leave, and whether they do."""
    before = _long_ago(chosen)
    with reading(chosen) as session:
        resting = {a.id for a in queries.rows(session, Alliance, status=AllianceStatus.PAUSED)}
        # A letter that is stopped is late as well, and no fault of the engine.
        stopped = {stop.alliance_id for stop, _ in mail_queries.open_stops(session)}
        there = queries.rows(session, Letter, state=[LetterState.QUEUED, LetterState.SENDING])
        late = [
            letter
            for letter in there
            if (letter.lease_until or letter.not_before) < before
            and not {letter.alliance_id, None} & stopped
            and letter.alliance_id not in resting
        ]
        failed, held = (queries.count(session, Letter, state=s) for s in (LetterState.FAILED, LetterState.HELD))
    counts = {"queued": len(there), "failed": failed, "held": held}
    seen = Said(_LEAVING[chosen.mail_mode], outbox=chosen.base / "outbox", **counts)
    if late:
        return problem("{letters}; that should have left by now: {late}", _ENGINE, letters=seen, late=len(late))
    return warning(seen, "see which: samenspel letter problems") if failed else ok(seen)


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
def reading(chosen: Settings) -> Iterator[Session]:
    """Open a session that only looks, on a database that is closed again afterwards."""
    with _opened(chosen) as there, there.read() as session:
        yield session


CHECKS = (
    Check("database", database),
    Check("database-clock", database_clock, needs=("database",)),
    Check("parked", parked, needs=("database",)),
    Check("dispatch", dispatch, needs=("database", "worker")),
    Check("last-sweep", last_sweep, needs=("database",)),
    Check("timers", timers, needs=("database",)),
    Check("letters", letters, needs=("database",)),
)
