"""How an alliance stands, at a glance: what the command line, the artifacts and later the board show."""

from dataclasses import dataclass
from datetime import datetime

from models.actions import lists_evidence
from models.actions.gate_facts import composition, facts
from models.actions.history import EventLine, last_events, log_of
from models.actions.lists_evidence import EvidenceLine
from models.actions.owing import OwedLine, asked, owed
from models.actions.promises import PromiseLine, promises
from models.actions.upcoming import DateLine, next_dates, shown
from models.db import letter_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance, Commitment, Cycle, Decision, Deliverable, Dispatch, PhaseRun, Timer
from models.method.decisions import DecisionState, options
from models.method.deliverables import DELIVERABLES
from models.method.gates import remarks, waits_for
from models.method.phases import LEAD
from models.method.requests import TimerKind
from models.method.working_days import local_day
from samenspel import clock

#: The log belongs to how an alliance stands, and can be read from here as well.
__all__ = [
    "DecisionLine",
    "DeliverableLine",
    "EventLine",
    "Overview",
    "RequestLine",
    "log_of",
    "marks",
    "open_decisions",
    "overview",
    "portfolio",
]

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
    """A question that waits for people; ``subject`` is the phase, the fault ... where its kind has several."""

    id: int
    alliance: str
    kind: str
    subject: str
    verdict: str | None
    attainment: float | None
    proposed: str
    proposed_back: str
    due_at: datetime
    version: int
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """An alliance as it stands now; ``phase`` is ``None`` once it has ended, ``to_review`` counts letters."""

    slug: str
    name: str
    status: str
    ending: str | None
    illustrative: bool
    archived_at: datetime | None
    cycle: int
    cycles: int
    phase: str | None
    phase_label: str | None
    lead: str | None
    days_in_phase: int | None
    gate_due_at: datetime | None
    waits_for: tuple[str, ...]
    waits_labels: tuple[str, ...]
    owed: tuple[OwedLine, ...]
    remarks: tuple[str, ...]
    deliverables: tuple[DeliverableLine, ...]
    commitments: dict[str, int]
    promises: tuple[PromiseLine, ...]
    lights: dict[str, int]
    requests: tuple[RequestLine, ...]
    decisions: tuple[DecisionLine, ...]
    evidence: tuple[EvidenceLine, ...]
    next_dates: tuple[DateLine, ...]
    events: tuple[EventLine, ...]
    last_seq: int
    parked_reason: str | None
    to_review: int


def overview(slug: str, language: str = "nl") -> Overview:
    """Return how the alliance stands, its last events told in ``language``; :class:`NotFound` names the known slugs."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        run = queries.open_phase(session, alliance)
        cycles = queries.rows(session, Cycle, order="number", alliance_id=alliance.id)
        commitments: dict[str, int] = {}
        for commitment in queries.rows(session, Commitment, alliance_id=alliance.id):
            commitments[commitment.status] = commitments.get(commitment.status, 0) + 1
        waiting = waits_for(facts(session, alliance, run)) if run else ()
        promised = promises(session, alliance)
        books = queries.first(session, Dispatch, alliance_id=alliance.id)
        return Overview(
            slug=slug,
            name=alliance.name,
            status=alliance.status,
            ending=alliance.ending,
            illustrative=alliance.illustrative,
            archived_at=alliance.archived_at,
            cycle=cycles[-1].number if cycles else 0,
            cycles=len(cycles),
            phase=run.phase if run else None,
            phase_label=run.phase.label if run else None,
            lead=LEAD[run.phase] if run else None,
            days_in_phase=(clock.now() - run.opened_at).days if run else None,
            gate_due_at=_gate_due_at(session, alliance, run) if run else None,
            waits_for=tuple(str(w) for w in waiting),
            waits_labels=tuple(w.label for w in waiting),
            owed=owed(session, alliance, run, waiting) if run else (),
            remarks=remarks(run.phase, composition(session, alliance)) if run else (),
            deliverables=_deliverables(session, alliance, cycles[-1].number if cycles else 0),
            commitments=commitments,
            promises=promised.lines,
            lights=promised.lights,
            requests=_requests(session, alliance),
            decisions=tuple(_decisions(session, alliance)),
            evidence=tuple(lists_evidence.of_alliance(session, alliance)),
            next_dates=next_dates(session, alliance, NEXT_DATES),
            events=last_events(session, alliance, LAST_EVENTS, language),
            last_seq=alliance.last_seq,
            parked_reason=books.parked_reason if books else None,
            to_review=letter_queries.count_drafts(session, alliance.id)[0],
        )


def marks() -> dict[str, str]:
    """Return, per alliance, a mark that changes whenever its overview may: with an event, a status, or a new day."""
    today = local_day(clock.now())
    with database().read() as session:
        return {a.slug: f"{a.uid}:{a.last_seq}:{a.status}:{today}" for a in shown(session)}


def portfolio(language: str = "nl", *, archived: bool = False) -> list[Overview]:
    """Return how every alliance stands, by slug; those that are ``archived`` only when asked for."""
    with database().read() as session:
        wanted = queries.rows(session, Alliance, order="slug") if archived else shown(session)
        slugs = [alliance.slug for alliance in wanted]
    return [overview(slug, language) for slug in slugs]


def open_decisions(slug: str | None = None) -> list[DecisionLine]:
    """Return every question that waits for people, oldest first."""
    with database().read() as session:
        lines = [line for alliance in shown(session, slug) for line in _decisions(session, alliance)]
    return sorted(lines, key=lambda line: line.id)


def _deliverables(session: Session, alliance: Alliance, cycle: int) -> tuple[DeliverableLine, ...]:
    rows = {d.code: d for d in queries.rows(session, Deliverable, alliance_id=alliance.id, cycle=cycle)}
    return tuple(
        DeliverableLine(code, kind.label, kind.phase, rows[code].status, rows[code].sha256, rows[code].reason)
        for code, kind in DELIVERABLES.items()
        if code in rows
    )


def _requests(session: Session, alliance: Alliance) -> tuple[RequestLine, ...]:
    return tuple(RequestLine(r.kind, r.subject, of, r.asked_at, r.due_at) for r, of in asked(session, alliance))


def _decisions(session: Session, alliance: Alliance) -> list[DecisionLine]:
    run = queries.open_phase(session, alliance)
    return [
        DecisionLine(
            id=d.id,
            alliance=alliance.slug,
            kind=d.kind,
            subject=d.subject,
            verdict=d.verdict,
            attainment=d.attainment,
            proposed=d.proposed,
            proposed_back=d.proposed_back,
            due_at=d.due_at,
            version=d.version,
            options=options(d.kind, run.phase if run else None),
        )
        for d in queries.rows(session, Decision, alliance_id=alliance.id, state=DecisionState.OPEN)
    ]


def _gate_due_at(session: Session, alliance: Alliance, run: PhaseRun) -> datetime | None:
    timer = queries.last(
        session, Timer, order="n", alliance_id=alliance.id, cycle=run.cycle, kind=TimerKind.GATE_DUE, subject=run.phase
    )
    return timer.due_at if timer else None
