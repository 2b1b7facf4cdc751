"""How an alliance stands, at a glance: what the command line, the artifacts and later the board show."""

from dataclasses import dataclass
from datetime import datetime

from models.actions.gate_facts import composition, facts
from models.db import queries
from models.db.session import Session, database
from models.db.tables import (
    Alliance,
    Commitment,
    Contact,
    Cycle,
    Decision,
    Deliverable,
    Dispatch,
    Event,
    Request,
    Timer,
)
from models.method.decisions import DecisionState
from models.method.deliverables import DELIVERABLES
from models.method.gates import remarks, waits_for
from models.method.phases import LEAD
from models.method.requests import RequestState, TimerState
from models.method.working_days import local_day
from samenspel import clock

#: So many of the last events are shown.
LAST_EVENTS = 10

#: So many of the next dates are shown.
NEXT_DATES = 8


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """A deliverable of the live cycle."""

    code: str
    label: str
    phase: str
    status: str
    sha256: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class RequestLine:
    """Something we wait for; ``of`` is an organisation, never a person."""

    kind: str
    subject: str
    of: str
    asked_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A question that waits for people."""

    id: int
    alliance: str
    verdict: str | None
    attainment: float | None
    proposed: str
    proposed_back: str
    due_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class DateLine:
    """A moment that comes next; ``of`` is what it is about."""

    at: datetime
    what: str
    of: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """Something that happened."""

    seq: int
    at: datetime
    type: str
    subject: str
    actor: str


@dataclass(frozen=True, slots=True)
class Overview:
    """An alliance as it stands now; ``phase`` is ``None`` once it has ended."""

    slug: str
    name: str
    status: str
    ending: str | None
    illustrative: bool
    cycle: int
    cycles: int
    phase: str | None
    phase_label: str | None
    lead: str | None
    days_in_phase: int | None
    waits_for: tuple[str, ...]
    waits_labels: tuple[str, ...]
    remarks: tuple[str, ...]
    deliverables: tuple[DeliverableLine, ...]
    commitments: dict[str, int]
    requests: tuple[RequestLine, ...]
    decisions: tuple[DecisionLine, ...]
    next_dates: tuple[DateLine, ...]
    events: tuple[EventLine, ...]
    last_seq: int
    parked_reason: str | None


def overview(slug: str) -> Overview:
    """Return how the alliance stands; :class:`NotFound` when there is none of this slug."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        run = queries.open_phase(session, alliance)
        cycles = queries.rows(session, Cycle, order="number", alliance_id=alliance.id)
        commitments: dict[str, int] = {}
        for commitment in queries.rows(session, Commitment, alliance_id=alliance.id):
            commitments[commitment.status] = commitments.get(commitment.status, 0) + 1
        waiting = waits_for(facts(session, alliance, run)) if run else ()
        books = queries.first(session, Dispatch, alliance_id=alliance.id)
        return Overview(
            slug=slug,
            name=alliance.name,
            status=alliance.status,
            ending=alliance.ending,
            illustrative=alliance.illustrative,
            cycle=cycles[-1].number if cycles else 0,
            cycles=len(cycles),
            phase=run.phase if run else None,
            phase_label=run.phase.label if run else None,
            lead=LEAD[run.phase] if run else None,
            days_in_phase=(clock.now() - run.opened_at).days if run else None,
            waits_for=tuple(str(w) for w in waiting),
            waits_labels=tuple(w.label for w in waiting),
            remarks=remarks(run.phase, composition(session, alliance)) if run else (),
            deliverables=_deliverables(session, alliance, cycles[-1].number if cycles else 0),
            commitments=commitments,
            requests=_requests(session, alliance),
            decisions=tuple(_decisions(session, alliance)),
            next_dates=_next_dates(session, alliance),
            events=_events(session, alliance),
            last_seq=alliance.last_seq,
            parked_reason=books.parked_reason if books else None,
        )


def marks() -> dict[str, str]:
    """Return, per alliance, a mark that changes whenever its overview may: with an event, a status, or a new day."""
    today = local_day(clock.now())
    with database().read() as session:
        return {
            a.slug: f"{a.uid}:{a.last_seq}:{a.status}:{today}" for a in queries.rows(session, Alliance, order="slug")
        }


def portfolio() -> list[Overview]:
    """Return how every alliance stands, by slug."""
    with database().read() as session:
        slugs = [a.slug for a in queries.rows(session, Alliance, order="slug")]
    return [overview(slug) for slug in slugs]


def open_decisions(slug: str | None = None) -> list[DecisionLine]:
    """Return every question that waits for people, oldest first."""
    with database().read() as session:
        wanted = [queries.find_alliance(session, slug)] if slug else queries.rows(session, Alliance)
        lines = [line for alliance in wanted for line in _decisions(session, alliance)]
    return sorted(lines, key=lambda line: line.id)


def log_of(slug: str) -> list[EventLine]:
    """Return everything that ever happened to an alliance, in order."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = queries.rows(session, Event, order="seq", alliance_id=alliance.id)
        return [EventLine(e.seq, e.at, e.type, e.subject, e.actor) for e in rows]


def _deliverables(session: Session, alliance: Alliance, cycle: int) -> tuple[DeliverableLine, ...]:
    rows = {d.code: d for d in queries.rows(session, Deliverable, alliance_id=alliance.id, cycle=cycle)}
    return tuple(
        DeliverableLine(code, kind.label, kind.phase, rows[code].status, rows[code].sha256, rows[code].reason)
        for code, kind in DELIVERABLES.items()
        if code in rows
    )


def _requests(session: Session, alliance: Alliance) -> tuple[RequestLine, ...]:
    rows = queries.rows(session, Request, alliance_id=alliance.id, state=RequestState.OPEN)
    contacts = {c.id: c.organisation_id for c in queries.rows(session, Contact, id={r.contact_id for r in rows})}
    names = queries.organisations(session, set(contacts.values()))
    return tuple(RequestLine(r.kind, r.subject, names[contacts[r.contact_id]].name, r.asked_at, r.due_at) for r in rows)


def _decisions(session: Session, alliance: Alliance) -> list[DecisionLine]:
    return [
        DecisionLine(d.id, alliance.slug, d.verdict, d.attainment, d.proposed, d.proposed_back, d.due_at, d.version)
        for d in queries.rows(session, Decision, alliance_id=alliance.id, state=DecisionState.OPEN)
    ]


def _next_dates(session: Session, alliance: Alliance) -> tuple[DateLine, ...]:
    rows = queries.rows(session, Timer, order="due_at", alliance_id=alliance.id, state=TimerState.WAITING)
    return tuple(DateLine(t.due_at, t.kind, t.subject) for t in rows[:NEXT_DATES])


def _events(session: Session, alliance: Alliance) -> tuple[EventLine, ...]:
    since = alliance.last_seq - LAST_EVENTS
    rows = queries.rows(session, Event, order="seq", alliance_id=alliance.id)
    return tuple(EventLine(e.seq, e.at, e.type, e.subject, e.actor) for e in rows if e.seq > since)
