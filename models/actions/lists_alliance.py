"""What an alliance is, the cycles it walked, its gate and its deliverables, to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.actions.gate_facts import composition, facts
from models.actions.lists_parties import SeatLine, seats
from models.db import queries
from models.db.session import database
from models.db.tables import Cadence, Cycle, Deliverable, File, PhaseRun
from models.method.deliverables import DeliverableType, deliverable_type, of_phase
from models.method.errors import NotAllowed, NotFound
from models.method.gates import remarks, waits_for
from models.method.phases import LEAD, Phase
from models.method.rounds import RoundPurpose


@dataclass(frozen=True, slots=True)
class AllianceView:
    """What an alliance is about, what was agreed, and who sits in its bodies."""

    slug: str
    name: str
    status: str
    ending: str | None
    illustrative: bool
    language: str
    task: str
    description: str
    urgency: str
    mission: str
    story: str
    facilitator: str
    threshold: float
    rrule: str | None
    timezone: str | None
    added_at: datetime
    ended_at: datetime | None
    archived_at: datetime | None
    bodies: tuple[SeatLine, ...]


@dataclass(frozen=True, slots=True)
class WaitLine:
    """One thing a gate waits for, with the booklet's Dutch term."""

    waits_for: str
    label: str


@dataclass(frozen=True, slots=True)
class GateView:
    """The gate of the open phase: what it waits for, what people should see, and whether somebody holds it."""

    alliance: str
    cycle: int
    phase: str
    label: str
    lead: str
    held_by: str | None
    held_reason: str | None
    go_by: str | None
    waits_for: tuple[WaitLine, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A walk through the ring."""

    number: int
    starts_at: str
    phases: tuple[str, ...]
    from_decision: int | None
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase as it was walked, and what was left open when it was passed."""

    phase: str
    label: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str | None
    reason: str | None
    missing: tuple[str, ...]
    conditions: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CycleView:
    """One cycle with its phases, and what it took over from the one before."""

    alliance: str
    number: int
    starts_at: str
    solution: str
    from_decision: int | None
    carry_over: dict[str, object] | None
    opened_at: datetime
    closed_at: datetime | None
    phases: tuple[PhaseLine, ...]


@dataclass(frozen=True, slots=True)
class DeliverableView:
    """A deliverable of the live cycle; its content is kept under ``sha256``."""

    alliance: str
    cycle: int
    code: str
    label: str
    phase: str
    status: str
    sha256: str | None
    name: str | None
    media_type: str | None
    size: int | None
    drafted_by_rule: bool
    submitted_by: str | None
    submitted_at: datetime | None
    accepted_foundation: str | None
    accepted_partners: str | None
    settled_at: datetime | None
    reason: str | None


def alliance(slug: str) -> AllianceView:
    """Return what an alliance is; :class:`NotFound` when there is none of this slug."""
    with database().read() as session:
        row = queries.find_alliance(session, slug)
        cadence = queries.first(session, Cadence, alliance_id=row.id, purpose=RoundPurpose.IMPACT)
        return AllianceView(
            slug=row.slug,
            name=row.name,
            status=row.status,
            ending=row.ending,
            illustrative=row.illustrative,
            language=row.language,
            task=row.task_title,
            description=row.task_description,
            urgency=row.task_urgency,
            mission=row.mission,
            story=row.story,
            facilitator=row.facilitator,
            threshold=row.threshold,
            rrule=cadence.rrule if cadence else None,
            timezone=cadence.timezone if cadence else None,
            added_at=row.added_at,
            ended_at=row.ended_at,
            archived_at=row.archived_at,
            bodies=seats(session, row),
        )


def gate(slug: str) -> GateView:
    """Return how the gate of the open phase stands; :class:`NotAllowed` when the alliance has ended."""
    with database().read() as session:
        row = queries.find_alliance(session, slug)
        run = queries.open_phase(session, row)
        if run is None:
            raise NotAllowed("alliance {slug} has ended ({ending}); it has no gate", slug=slug, ending=row.ending)
        return GateView(
            alliance=slug,
            cycle=run.cycle,
            phase=run.phase,
            label=run.phase.label,
            lead=LEAD[run.phase],
            held_by=run.held_by,
            held_reason=run.held_reason,
            go_by=run.go_by,
            waits_for=tuple(WaitLine(str(w), w.label) for w in waits_for(facts(session, row, run))),
            remarks=remarks(run.phase, composition(session, row)),
        )


def cycles(slug: str) -> list[CycleLine]:
    """Return the cycles of an alliance, in order (R28, R31)."""
    with database().read() as session:
        row = queries.find_alliance(session, slug)
        walked = queries.rows(session, PhaseRun, alliance_id=row.id)
        return [
            CycleLine(
                number=c.number,
                starts_at=c.starts_at,
                phases=tuple(run.phase.value for run in walked if run.cycle == c.number),
                from_decision=c.from_decision,
                opened_at=c.opened_at,
                closed_at=c.closed_at,
            )
            for c in queries.rows(session, Cycle, order="number", alliance_id=row.id)
        ]


def cycle(slug: str, number: int | None = None) -> CycleView:
    """Return one cycle of an alliance, the last without a ``number``; :class:`NotFound` says how many there are."""
    with database().read() as session:
        row = queries.find_alliance(session, slug)
        known = queries.rows(session, Cycle, order="number", alliance_id=row.id)
        found = next((c for c in known if c.number == (len(known) if number is None else number)), None)
        if found is None:
            raise NotFound(
                "{slug} has no cycle {number}; allowed: 1 to {last}", slug=slug, number=number, last=len(known)
            )
        walked = queries.rows(session, PhaseRun, alliance_id=row.id, cycle=found.number)
        return CycleView(
            alliance=slug,
            number=found.number,
            starts_at=found.starts_at,
            solution=found.solution,
            from_decision=found.from_decision,
            carry_over=found.carry_over,
            opened_at=found.opened_at,
            closed_at=found.closed_at,
            phases=tuple(_phase(run) for run in walked),
        )


def _phase(run: PhaseRun) -> PhaseLine:
    return PhaseLine(
        phase=run.phase,
        label=run.phase.label,
        opened_at=run.opened_at,
        closed_at=run.closed_at,
        outcome=run.outcome,
        reason=run.reason,
        missing=tuple(run.missing or ()),
        conditions=tuple(run.conditions or ()),
        remarks=tuple(run.remarks or ()),
    )


def deliverable(slug: str, code: str) -> DeliverableView:
    """Return a deliverable of the live cycle; :class:`NotFound` names all codes."""
    kind = deliverable_type(code)
    (found,) = _deliverables(slug, [kind])
    return found


def deliverables(slug: str, phase: Phase) -> list[DeliverableView]:
    """Return what a phase delivers in the live cycle."""
    return _deliverables(slug, of_phase(phase))


def _deliverables(slug: str, kinds: Sequence[DeliverableType]) -> list[DeliverableView]:
    with database().read() as session:
        row = queries.find_alliance(session, slug)
        live = queries.last(session, Cycle, order="number", alliance_id=row.id)
        cycle = live.number if live else 0
        there = {one.code: one for one in queries.rows(session, Deliverable, alliance_id=row.id, cycle=cycle)}
        hashes = {one.sha256 for one in there.values() if one.sha256}
        files = {one.sha256: one for one in queries.rows(session, File, order="sha256", sha256=hashes)}
        return [_deliverable(slug, kind, there[kind.code], files) for kind in kinds]


def _deliverable(slug: str, kind: DeliverableType, found: Deliverable, files: Mapping[str, File]) -> DeliverableView:
    file = files.get(found.sha256) if found.sha256 else None
    return DeliverableView(
        alliance=slug,
        cycle=found.cycle,
        code=found.code,
        label=kind.label,
        phase=kind.phase,
        status=found.status,
        sha256=found.sha256,
        name=file.name if file else None,
        media_type=file.media_type if file else None,
        size=file.size if file else None,
        drafted_by_rule=found.drafted_by_rule,
        submitted_by=found.submitted_by,
        submitted_at=found.submitted_at,
        accepted_foundation=found.accepted_foundation,
        accepted_partners=found.accepted_partners,
        settled_at=found.settled_at,
        reason=found.reason,
    )
