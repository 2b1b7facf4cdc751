"""The beginning and the end of a phase run, as the engine keeps books of it."""

from contextlib import suppress

from models.actions.frame import act
from models.db import queries
from models.db.session import database
from models.db.tables import Dispatch
from models.method import actors
from models.method.errors import NotFound, PhaseMovedOn
from models.method.phases import AllianceStatus, Here, Phase


def begin(alliance: str, cycle: int, phase: Phase) -> Here:
    """Return the place of a run, with the last event it can see; :class:`PhaseMovedOn` when it comes too late."""
    with database().read() as session:
        row = queries.find_alliance(session, alliance)
        run = queries.open_phase(session, row)
        books = queries.one(session, Dispatch, "dispatch row", alliance_id=row.id)
        if row.status is AllianceStatus.PAUSED:
            raise PhaseMovedOn("{slug} rests", slug=alliance)
        if run is None:
            raise PhaseMovedOn("{slug} has ended", slug=alliance)
        if (run.cycle, run.phase) != (cycle, phase):
            raise PhaseMovedOn(
                "{slug} moved on to {phase} of cycle {cycle}", slug=alliance, phase=run.phase, cycle=run.cycle
            )
        return Here(alliance, cycle, phase, seen=row.last_seq, attempt=books.attempt)


def finish(here: Here, through: int) -> None:
    """Book that everything up to the last event the run saw is dealt with, and give the lease back.

    Events written during the run have a higher number and stay work. The lease is cleared only by the try that holds
    it: a run that was given up on and comes back later must not free somebody else's.
    """
    with act(here.alliance, by=actors.flow(here.phase)) as a:
        books = a.dispatch
        books.done_seq = max(books.done_seq, here.seen)
        if (books.through, books.attempt) == (through, here.attempt):
            _release(books)


def finish_moved_on(alliance: str, through: int) -> None:
    """Book that a run came too late: what happened before the open phase began is no work any more.

    Of an alliance that was removed meanwhile there is nothing left to book.
    """
    with suppress(NotFound), act(alliance, by=actors.CLOCK) as a:
        books, run = a.dispatch, a.open_phase
        if run is not None and a.alliance.status is AllianceStatus.RUNNING:
            books.done_seq = max(books.done_seq, min(through, run.opened_seq - 1))
        if books.through == through:
            _release(books)


def _release(books: Dispatch) -> None:
    books.lease_until = None
    books.not_before = None
    books.attempt = 0
