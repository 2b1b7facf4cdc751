"""What waits for somebody now, over all alliances: people look here first in the morning."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.actions.gate_facts import facts
from models.actions.owing import asked, owed, sides_to_accept
from models.actions.unsettled import unsettled
from models.actions.upcoming import shown
from models.db import lesson_queries, letter_queries, queries
from models.db.session import Session, database
from models.db.tables import (
    AfterCare,
    Alliance,
    Announcement,
    Cycle,
    Decision,
    Deliverable,
    Dispatch,
    Event,
    Letter,
    PhaseRun,
    Request,
)
from models.method import actors
from models.method.decisions import DecisionState
from models.method.deliverables import DeliverableStatus
from models.method.events import EventType
from models.method.evidence import EvidenceTaskKind
from models.method.gates import Wait, waits_for
from models.method.mail import AnnouncementState, Audience
from models.method.matters import Matter, urgency
from models.method.phases import LEAD, AllianceStatus, Side
from models.method.requests import LetterState, RequestKind, RequestState
from models.method.working_days import local_day, morning
from samenspel import clock

#: Letters that do not leave by themselves, and what they wait for.
LETTERS: dict[LetterState, Matter] = {
    LetterState.FAILED: Matter.LETTER_FAILED,
    LetterState.BOUNCED: Matter.LETTER_BOUNCED,
    LetterState.HELD: Matter.LETTER_HELD,
}


@dataclass(frozen=True, slots=True)
class OpenLine:
    """Something that waits for somebody; ``next`` is the command to look at it or to do it.

    ``what`` is a matter, the kind of a request, or what must be found out; ``about`` is the phase, deliverable, number
    or key it is about; ``who`` are organisations by name, ``foundation``, ``partners`` or a staff code.
    """

    alliance: str
    what: Matter | RequestKind | EvidenceTaskKind
    about: str
    who: tuple[str, ...]
    since: datetime
    due: datetime | None
    next: str


def open_matters(slug: str | None = None) -> list[OpenLine]:
    """Return everything that waits for somebody, in one alliance or in all that are not archived, most urgent first."""
    now = clock.now()
    with database().read() as session:
        lines = [line for alliance in shown(session, slug) for line in _of(session, alliance)]
    return sorted(lines, key=lambda one: (urgency(one.what, since=one.since, due=one.due, now=now), one.alliance))


def _of(session: Session, alliance: Alliance) -> Iterator[OpenLine]:
    yield from _engine(session, alliance)
    yield from _decisions(session, alliance)
    yield from _after_care(session, alliance)
    run = queries.open_phase(session, alliance)
    if run is not None:
        yield from _gate(session, alliance, run)
        yield from _acceptances(session, alliance, run)
        yield from _lessons(session, alliance, run)
        yield from _announcements(session, alliance, run)
    for request, organisation in asked(session, alliance):
        command = f"samenspel request list {alliance.slug}"
        yield OpenLine(
            alliance.slug, request.kind, request.subject, (organisation,), request.asked_at, request.due_at, command
        )
    yield from _taken_over(session, alliance)
    for line in unsettled(session, alliance):
        yield OpenLine(alliance.slug, line.what, line.about, (line.who,), line.since, line.due, line.next)


def _engine(session: Session, alliance: Alliance) -> Iterator[OpenLine]:
    """Yield what the engine gave up: the work on an alliance, and letters that did not leave or wait for a review."""
    slug, facilitator = alliance.slug, (alliance.facilitator,)
    books = queries.first(session, Dispatch, alliance_id=alliance.id)
    if books is not None and books.parked_reason is not None:
        since = books.parked_at or alliance.added_at
        command = f"samenspel alliance resume {slug} --by STAFF"
        yield OpenLine(slug, Matter.PARKED, books.phase or "", facilitator, since, None, command)
    for letter in queries.rows(session, Letter, alliance_id=alliance.id, state=set(LETTERS)):
        what, since = LETTERS[letter.state], letter.bounced_at or letter.written_at
        yield OpenLine(slug, what, letter.kind, facilitator, since, None, f"samenspel letter problems {slug}")
    drafts, first = letter_queries.count_drafts(session, alliance.id)
    if first is not None:
        command = f"samenspel letter review {slug}"
        yield OpenLine(slug, Matter.LETTER_REVIEW, str(drafts), facilitator, first, None, command)


def _taken_over(session: Session, alliance: Alliance) -> Iterator[OpenLine]:
    """Yield what nobody answered, and a person of ours follows up by other means."""
    for row in queries.rows(session, Request, alliance_id=alliance.id, state=RequestState.UNANSWERED):
        who, since = row.handed_to or alliance.facilitator, row.stopped_at or row.asked_at
        command = f"samenspel request list {alliance.slug}"
        yield OpenLine(alliance.slug, Matter.TAKEN_OVER, row.subject, (who,), since, None, command)


def _decisions(session: Session, alliance: Alliance) -> Iterator[OpenLine]:
    for row in queries.rows(session, Decision, alliance_id=alliance.id, state=DecisionState.OPEN):
        command = f"samenspel decision show {row.id}"
        yield OpenLine(
            alliance.slug, Matter.DECISION, str(row.id), (alliance.facilitator,), row.asked_at, row.due_at, command
        )


def _after_care(session: Session, alliance: Alliance) -> Iterator[OpenLine]:
    """Yield the last look at a secured impact that was asked for; what it finds answers those before it."""
    if alliance.status is not AllianceStatus.ENDED:
        return
    cycles = queries.count(session, Cycle, alliance_id=alliance.id)
    row = queries.last(session, AfterCare, alliance_id=alliance.id, cycle=cycles)
    if row is None or row.found_at is not None:
        return
    command = f"samenspel after-care record {alliance.slug} --finding FINDING --text TEXT --by STAFF"
    yield OpenLine(alliance.slug, Matter.AFTER_CARE, str(row.n), (alliance.facilitator,), row.asked_at, None, command)


def _gate(session: Session, alliance: Alliance, run: PhaseRun) -> Iterator[OpenLine]:
    slug = alliance.slug
    waiting = owed(session, alliance, run, waits_for(facts(session, alliance, run)))
    if run.held_by is not None:
        holder = actors.staff_code(run.held_by) or alliance.facilitator
        since = _last(session, alliance, EventType.GATE_HELD, run) or run.opened_at
        yield OpenLine(
            slug, Matter.GATE_HELD, run.phase, (holder,), since, None, f"samenspel gate release {slug} --by STAFF"
        )
    if [one.kind for one in waiting] == [Wait.GO]:
        settled = queries.rows(session, Deliverable, alliance_id=alliance.id, cycle=run.cycle)
        since = max((row.settled_at for row in settled if row.settled_at), default=run.opened_at)
        yield OpenLine(slug, Matter.GO, run.phase, waiting[0].who, since, None, f"samenspel gate go {slug} --by STAFF")
    due = _last(session, alliance, EventType.GATE_DUE, run)
    if due is not None:
        who = tuple(dict.fromkeys(name for one in waiting for name in one.who))
        yield OpenLine(slug, Matter.GATE_DUE, run.phase, who, due, due, f"samenspel gate show {slug}")


def _acceptances(session: Session, alliance: Alliance, run: PhaseRun) -> Iterator[OpenLine]:
    for row in queries.rows(
        session, Deliverable, alliance_id=alliance.id, cycle=run.cycle, status=DeliverableStatus.SUBMITTED
    ):
        sides = sides_to_accept(row, run)
        since = row.submitted_at or run.opened_at
        command = f"samenspel deliverable accept {alliance.slug} {row.code} --side {sides[0]} --by STAFF"
        yield OpenLine(alliance.slug, Matter.ACCEPTANCE, row.code, sides, since, None, command)


def _lessons(session: Session, alliance: Alliance, run: PhaseRun) -> Iterator[OpenLine]:
    for use in lesson_queries.unanswered(session, run):
        about, command = (
            str(use.lesson_id),
            f"samenspel lesson answer {alliance.slug} {use.lesson_id} ANSWER --by STAFF",
        )
        yield OpenLine(alliance.slug, Matter.LESSON, about, (alliance.facilitator,), use.pushed_at, None, command)


def _announcements(session: Session, alliance: Alliance, run: PhaseRun) -> Iterator[OpenLine]:
    """Yield what whoever leads tells the world by now (R92, R97); the partners are told by letter."""
    who = Side.PARTNERS if LEAD[run.phase] is Side.PARTNERS else alliance.facilitator
    outside: dict[str, Any] = {"audience": Audience.OUTSIDE, "state": AnnouncementState.PLANNED}
    for row in queries.rows(session, Announcement, alliance_id=alliance.id, **outside):
        if row.on <= local_day(clock.now()):
            command = f"samenspel announcement told {alliance.slug} {row.key} --by STAFF"
            yield OpenLine(
                alliance.slug, Matter.ANNOUNCEMENT, row.key, (who,), row.planned_at, morning(row.on), command
            )


def _last(session: Session, alliance: Alliance, kind: EventType, run: PhaseRun) -> datetime | None:
    """Return when something last happened in the open phase."""
    event = queries.last(session, Event, order="seq", alliance_id=alliance.id, type=kind)
    return event.at if event is not None and event.seq >= run.opened_seq else None
