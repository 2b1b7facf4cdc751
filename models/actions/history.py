"""What happened to an alliance, in order: as it was recorded, and as a sentence that a person reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Commitment, Event, HandoverItem, Stakeholder
from models.method import actors
from models.method.chronicle import sentence
from models.method.chronicle_words import Happened
from models.method.definition_types import did_you_mean
from models.method.errors import BadInput
from models.method.events import EventType
from models.method.working_days import local_day


@dataclass(frozen=True, slots=True)
class EventLine:
    """Something that happened; ``sentence`` tells it with organisations by their name, and never a person's."""

    seq: int
    at: datetime
    type: str
    subject: str
    actor: str
    cycle: int | None
    phase: str | None
    details: dict[str, Any]
    sentence: str


def log_of(
    slug: str,
    language: str = "nl",
    *,
    since: date | None = None,
    until: date | None = None,
    about: str | None = None,
    kind: str | None = None,
) -> list[EventLine]:
    """Return what happened to an alliance, in order, told in ``language``; without filters everything.

    ``since`` and ``until`` are days in Amsterdam and both count; ``about`` is a subject or what a detail names;
    ``kind`` is a type of event (``gate.held``), or a noun with all its types (``gate``).
    """
    _check_kind(kind)
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = queries.rows(session, Event, order="seq", alliance_id=alliance.id)
        wanted = (
            row
            for row in rows
            if (since is None or local_day(row.at) >= since)
            and (until is None or local_day(row.at) <= until)
            and (about is None or _is_about(row, about))
            and (kind is None or kind in {row.type, row.type.partition(".")[0]})
        )
        return _told(wanted, names(session, alliance), language)


def last_events(session: Session, alliance: Alliance, count: int, language: str) -> tuple[EventLine, ...]:
    """Return the last ``count`` events of an alliance, the oldest of them first."""
    newest = range(max(alliance.last_seq - count, 0) + 1, alliance.last_seq + 1)
    rows = queries.rows(session, Event, order="seq", alliance_id=alliance.id, seq=list(newest))
    return tuple(_told(rows, names(session, alliance), language))


def names(session: Session, alliance: Alliance) -> dict[str, str]:
    """Return organisations by their key, and by what is theirs: contacts, commitments, what is handed over to them."""
    owners: dict[str, int] = {actors.person(c.key): c.organisation_id for c in queries.contacts_of(session, alliance)}
    for promise in queries.rows(session, Commitment, alliance_id=alliance.id):
        owners[f"commitment:{promise.key}"] = promise.organisation_id
    for item in queries.rows(session, HandoverItem, alliance_id=alliance.id):
        owners[f"handover:{item.key}"] = item.receiver_id
    there = {row.organisation_id for row in queries.rows(session, Stakeholder, alliance_id=alliance.id)}
    known = queries.organisations(session, there | set(owners.values()))
    return {one.key: one.name for one in known.values()} | {key: known[owner].name for key, owner in owners.items()}


def _told(rows: Iterable[Event], known: Mapping[str, str], language: str) -> list[EventLine]:
    return [
        EventLine(
            row.seq,
            row.at,
            row.type,
            row.subject,
            row.actor,
            row.cycle,
            row.phase,
            row.details,
            sentence(Happened(row.type, row.subject, row.actor, row.phase, row.details), language, known),
        )
        for row in rows
    ]


def _is_about(row: Event, about: str) -> bool:
    # A figure's request is kept as "1:vacatures", a part of the description as "indicators:vacatures".
    return about in {row.subject, row.subject.partition(":")[2]} or about in row.details.values()


def _check_kind(kind: str | None) -> None:
    known = [*dict.fromkeys(one.partition(".")[0] for one in EventType), *EventType]
    if kind is not None and kind not in known:
        raise BadInput(
            "nothing of the type {kind!r} can happen{near}; allowed: a type as gate.held, or all of one noun as gate",
            kind=kind,
            near=did_you_mean(kind, known),
        )
