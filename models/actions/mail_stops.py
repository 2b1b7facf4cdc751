"""Stopping letters, of one alliance or all of them, and letting them go again: by people, or by what goes wrong."""

from dataclasses import dataclass
from datetime import datetime

from models.actions.rehearsal import acting
from models.db import mail_queries
from models.db.session import Session, database
from models.db.tables import MailStop
from models.method import actors
from models.method.errors import NotAllowed
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.mail import StopKind
from samenspel import clock


@dataclass(frozen=True, slots=True)
class StopLine:
    """A stop that is in force; ``alliance`` is empty when it stops all mail."""

    alliance: str | None
    kind: StopKind
    reason: str
    by: str
    since: datetime
    probe_at: datetime | None


def stop(slug: str | None, *, by: str, reason: str, dry_run: bool = False) -> None:
    """Let no letter of an alliance leave, or with ``None`` no letter at all, until it is lifted.

    A letter that is being handed over at this moment still leaves; everything else waits, and nothing is lost.
    """
    why = check_text(reason, "the reason for stopping letters")
    if slug is None:
        with database().write() as session:
            _set(session, None, StopKind.PEOPLE, why, by=by)
            if dry_run:
                session.rollback()
        return
    with acting(slug, by=by, dry_run=dry_run) as a:
        _set(a.session, a.alliance.id, StopKind.PEOPLE, why, by=by, slug=slug)
        a.record(EventType.LETTERS_PAUSED)


def _set(
    session: Session, alliance_id: int | None, kind: StopKind, reason: str, *, by: str, slug: str | None = None
) -> None:
    mail_queries.lock_stops(session)
    for known in mail_queries.stops_of(session, alliance_id, kind):
        if slug is not None:
            raise NotAllowed("the letters of {slug} are stopped already, by {by}", slug=slug, by=known.by)
        raise NotAllowed("all letters are stopped already, by {by}", by=known.by)
    session.add(MailStop(alliance_id=alliance_id, kind=kind, reason=reason, by=by, since=clock.now()))


def lift(slug: str | None, *, by: str, dry_run: bool = False) -> None:
    """Let the letters of an alliance go again; with ``None`` lift what stops all letters, whatever its cause."""
    if slug is None:
        with database().write() as session:
            if not _lift(session, None, by=by):
                raise NotAllowed("nothing stops all letters; see: samenspel letter stops")
            if dry_run:
                session.rollback()
        return
    with acting(slug, by=by, dry_run=dry_run) as a:
        if not _lift(a.session, a.alliance.id, by=by):
            raise NotAllowed(
                "the letters of {slug} are not stopped by themselves; see: samenspel letter stops", slug=slug
            )
        a.record(EventType.LETTERS_RESUMED)


def _lift(session: Session, alliance_id: int | None, *kinds: StopKind, by: str) -> bool:
    found = mail_queries.stops_of(session, alliance_id, *kinds)
    for one in found:
        one.lifted_at, one.lifted_by = clock.now(), by
    return bool(found)


def stops() -> list[StopLine]:
    """Return what stops letters now, oldest first."""
    with database().read() as session:
        return [
            StopLine(slug, one.kind, one.reason, one.by, one.since, one.probe_at)
            for one, slug in mail_queries.open_stops(session)
        ]


def stop_all_mail(kind: StopKind, reason: str, probe_at: datetime) -> bool:
    """Let no letter leave for as long as the mail server does not take ours; say whether that is news."""
    with database().write() as session:
        mail_queries.lock_stops(session)
        if mail_queries.stops_of(session, None, kind):
            return False
        stop = MailStop(kind=kind, reason=reason, by=actors.CLOCK, since=clock.now(), probe_at=probe_at)
        session.add(stop)
        return True


def take_probe(again_at: datetime) -> StopKind | None:
    """Take on to try whether the cause of a stop is gone, if that is due; nobody else does until ``again_at``."""
    now = clock.now()
    # Nearly always nothing is stopped, and to see that nobody has to wait for a turn at writing.
    if not any(one.probe_at is not None and one.probe_at <= now for one in stops()):
        return None
    with database().write() as session:
        mail_queries.lock_stops(session)
        for one in mail_queries.stops_of(session, None):
            if one.probe_at is not None and one.probe_at <= now:
                one.probe_at = again_at
                return one.kind
        return None


def lift_by_clock(kind: StopKind) -> bool:
    """Let letters go again because a cause of this kind is gone; say whether that is news."""
    with database().write() as session:
        mail_queries.lock_stops(session)
        return _lift(session, None, kind, by=actors.CLOCK)
