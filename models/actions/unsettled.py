"""What an alliance gives back and plans to do better, as far as its day has come: it waits for somebody (R25, R88)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from models.actions.evidence_commands import next_command
from models.db import queries
from models.db.session import Session
from models.db.tables import (
    Alliance,
    EvidenceTask,
    FaultRating,
    FaultReturn,
    Improvement,
    Recommendation,
    Round,
    SystemFault,
)
from models.method.evidence import EvidenceTaskKind, EvidenceTaskState
from models.method.faults import ADOPTED, FaultState, awaits_rating
from models.method.improvements import ImprovementState
from models.method.matters import Matter
from models.method.phases import AllianceStatus, Side
from models.method.recommendations import UNSETTLED
from models.method.rounds import RoundPurpose, RoundState
from models.method.working_days import local_day, morning
from samenspel import clock

#: How a person carries on with a round.
CARRIED_ON: dict[RoundState, str] = {
    RoundState.PREPARED: "approve",
    RoundState.CLOSED: "review",
    RoundState.REVIEWED: "publish",
}


@dataclass(frozen=True, slots=True)
class UnsettledLine:
    """Something whose day has come; ``who`` is an organisation by name, ``foundation`` or a staff code."""

    what: Matter | EvidenceTaskKind
    about: str
    who: str
    since: datetime
    due: datetime | None
    next: str


def unsettled(session: Session, alliance: Alliance) -> Iterator[UnsettledLine]:
    """Yield what waits for an owner's answer, a rating, or whoever promised to do something by now."""
    today = local_day(clock.now())
    yield from _faults(session, alliance, today)
    yield from _evidence(session, alliance, today)
    for advice in queries.rows(session, Recommendation, alliance_id=alliance.id, state=UNSETTLED):
        if advice.due_on is not None and advice.due_on <= today:
            command = f"samenspel recommendation list {alliance.slug} --unsettled"
            due = morning(advice.due_on)
            yield UnsettledLine(Matter.RECOMMENDATION, advice.key, advice.owner, advice.recorded_at, due, command)
    yield from _rounds(session, alliance)
    for proposal in queries.rows(session, Improvement, alliance_id=alliance.id, state=ImprovementState.PROPOSED):
        command = f"samenspel improvement adopt {alliance.slug} {proposal.key} --by STAFF"
        since, due = proposal.recorded_at, morning(proposal.due_on)
        yield UnsettledLine(Matter.IMPROVEMENT, proposal.key, alliance.facilitator, since, due, command)
    points = queries.rows(session, Improvement, alliance_id=alliance.id, state=ImprovementState.OPEN)
    names = queries.organisations(session, {point.owner_id for point in points if point.owner_id})
    for point in points:
        if point.due_on <= today:
            who = names[point.owner_id].name if point.owner_id else Side.FOUNDATION
            command = f"samenspel improvement done {alliance.slug} {point.key} --by STAFF"
            due = morning(point.due_on)
            yield UnsettledLine(Matter.IMPROVEMENT, point.key, who, point.recorded_at, due, command)


def _evidence(session: Session, alliance: Alliance, today: date) -> Iterator[UnsettledLine]:
    """Yield what must be found out; what only has to wait comes up on its day."""
    for row in queries.rows(session, EvidenceTask, alliance_id=alliance.id, state=EvidenceTaskState.OPEN):
        if row.kind is not EvidenceTaskKind.WAIT or row.due_on <= today:
            due, command = morning(row.due_on), next_command(alliance.slug, row.kind, row.subject, row.measurement_id)
            yield UnsettledLine(row.kind, row.subject, row.owner, row.opened_at, due, command)


def _rounds(session: Session, alliance: Alliance) -> Iterator[UnsettledLine]:
    """Yield the rounds that a person carries on with: to be approved, talked over, or shared (R84, R87)."""
    if alliance.status is AllianceStatus.ENDED:
        return
    for row in queries.rows(session, Round, order="number", alliance_id=alliance.id, state=set(CARRIED_ON)):
        if row.purpose is RoundPurpose.COLLABORATION or row.state is RoundState.PREPARED:
            command = f"samenspel round {CARRIED_ON[row.state]} {alliance.slug} {row.number} --by STAFF"
            since = row.reviewed_at or row.closed_at or row.opened_at
            yield UnsettledLine(Matter.ROUND, str(row.number), alliance.facilitator, since, None, command)


def _faults(session: Session, alliance: Alliance, today: date) -> Iterator[UnsettledLine]:
    waiting = {FaultState.RETURNED, FaultState.ANSWERED}
    rows = queries.rows(session, SystemFault, alliance_id=alliance.id, state=waiting)
    ids = {row.id for row in rows}
    given = {one.fault_id: one for one in queries.rows(session, FaultReturn, order="n", fault_id=ids)}
    rated = {one.fault_id: one.rated_at for one in queries.rows(session, FaultRating, order="rated_at", fault_id=ids)}
    names = queries.organisations(session, {one.organisation_id for one in given.values()})
    for row in rows:
        last, command = given[row.id], f"samenspel fault show {alliance.slug} {row.id}"
        if row.state is FaultState.RETURNED and last.due_at <= clock.now():
            who = names[last.organisation_id].name
            yield UnsettledLine(Matter.FAULT_UNANSWERED, str(row.id), who, last.returned_at, last.due_at, command)
        if row.state is FaultState.ANSWERED and last.answer in ADOPTED and last.answered_at is not None:
            looked = local_day(rated[row.id]) if row.id in rated else None
            if awaits_rating(local_day(last.answered_at), looked, today):
                rate = f"samenspel fault rate {alliance.slug} {row.id} ADOPTION --by STAFF"
                yield UnsettledLine(
                    Matter.FAULT_RATING, str(row.id), alliance.facilitator, last.answered_at, None, rate
                )
