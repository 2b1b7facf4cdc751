"""After the end: is the secured impact still there, and if not, does the alliance begin again (R31, R32, R63, R89)?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.actions import cadence
from models.actions.carrying import carry_deliverables
from models.actions.frame import Act, act
from models.actions.lessons import record_lesson
from models.actions.phases import open_cycle, open_phase
from models.db import queries
from models.db.session import database
from models.db.tables import AfterCare, Cycle, Organisation, Securing, Timer
from models.method import letters
from models.method.cycles import carry_over
from models.method.errors import NotAllowed, NotFound
from models.method.events import EventType
from models.method.handover import AFTER_CARE_MONTHS, Finding, check_reopening
from models.method.lessons import check_text
from models.method.phases import AllianceStatus, Phase
from models.method.requests import TimerKind, TimerState
from models.method.working_days import local_day


@dataclass(frozen=True, slots=True)
class Found:
    """What was recorded: the how manieth look it was, and the cycle that it opened, if it did."""

    n: int
    cycle: int | None


@dataclass(frozen=True, slots=True)
class AfterCareLine:
    """A look at a secured impact: when it is due, and what was found once it was."""

    cycle: int
    n: int
    due_at: datetime
    asked_at: datetime | None
    finding: Finding | None
    text: str
    found_by: str | None
    found_at: datetime | None
    reopened_cycle: int | None


def ask(a: Act, timer: Timer) -> None:
    """Ask the facilitator whether the impact still holds; called once, when the moment of it comes."""
    a.session.add(AfterCare(alliance_id=a.alliance.id, cycle=timer.cycle, n=timer.n, asked_at=a.now))
    a.session.flush()
    a.record(EventType.AFTER_CARE_DUE, timer.subject, n=timer.n)
    securing = queries.first(a.session, Securing, alliance_id=a.alliance.id, cycle=timer.cycle)
    receiver = queries.first(a.session, Organisation, id=securing.receiver_id) if securing else None
    letter = letters.AfterCare(
        alliance=a.alliance.name,
        months=AFTER_CARE_MONTHS[timer.n - 1],
        receiver=receiver.name if receiver else None,
    )
    a.write(letter, staff=a.alliance.facilitator)


def record(
    slug: str,
    finding: Finding,
    text: str,
    *,
    by: str,
    n: int | None = None,
    reopen_at: Phase | None = None,
    lesson: str = "",
) -> Found:
    """Record what was found of a secured impact, and open the alliance again at a phase when that is decided.

    Without ``n`` it answers what was asked last. Opening again needs a ``lesson``, and an impact that did not hold.
    """
    with act(slug, by=by) as a:
        row = _asked(a, n)
        if reopen_at is not None:
            check_reopening(finding, reopen_at, lesson)
        row.finding, row.text = finding, check_text(text, "what after-care found")
        row.found_by, row.found_at = by, a.now
        a.record(EventType.AFTER_CARE_FOUND, str(row.n), finding=finding)
        if reopen_at is not None:
            row.reopened_cycle = _reopen(a, reopen_at, lesson)
        return Found(row.n, row.reopened_cycle)


def _asked(a: Act, n: int | None) -> AfterCare:
    """Return the look that is answered; say why there is none to answer."""
    slug = a.alliance.slug
    if a.alliance.status is not AllianceStatus.ENDED:
        raise NotAllowed(
            "after-care follows the end of an alliance; {slug} is {status}", slug=slug, status=a.alliance.status
        )
    of_cycle: dict[str, Any] = {"alliance_id": a.alliance.id, "cycle": a.cycle}
    rows = {row.n: row for row in queries.rows(a.session, AfterCare, order="n", **of_cycle)}
    if not rows:
        raise NotAllowed("after-care of {slug} was not asked yet; see: samenspel after-care list {slug}", slug=slug)
    row = rows.get(max(rows) if n is None else n)
    if row is None:
        known = ", ".join(map(str, rows))
        raise NotFound("after-care {n} of {slug} was not asked; asked: {known}", n=n, slug=slug, known=known)
    if row.found_at is not None:
        raise NotAllowed(
            "after-care {n} of {slug} was answered already, on {day}: {finding}",
            n=row.n,
            slug=slug,
            day=local_day(row.found_at),
            finding=row.finding,
        )
    return row


def _reopen(a: Act, at: Phase, lesson: str) -> int:
    """Open the next cycle of an alliance that had ended; return its number. What ended it stays in the event."""
    old = queries.one(a.session, Cycle, "last cycle", alliance_id=a.alliance.id, number=a.cycle)
    a.cancel(kind=TimerKind.AFTER_CARE)
    alliance, ended_at = a.alliance, a.alliance.ended_at
    a.record(
        EventType.ALLIANCE_REOPENED,
        ending=alliance.ending,
        ended_at=ended_at.isoformat() if ended_at else None,
        archived=alliance.archived_at is not None,
    )
    alliance.status, alliance.ending, alliance.ended_at = AllianceStatus.RUNNING, None, None
    alliance.archived_at = None
    number, plan = old.number + 1, carry_over(at)
    cycle = open_cycle(a, number, at, solution=old.solution)
    carry_deliverables(a, old.number, plan)
    open_phase(a, at, cycle=number, after=Phase.SECURE_IMPACT)
    plan = plan.model_copy(update={"lessons": (record_lesson(a, lesson),)})
    cycle.carry_over = plan.model_dump(mode="json")
    a.record(EventType.CYCLE_OPENED, str(number), starts_at=at)
    cadence.take_up(a)
    return number


def after_care(slug: str) -> list[AfterCareLine]:
    """Return every look at the secured impact of an alliance, in order: planned, asked and answered."""
    with database().read() as session:
        of: dict[str, Any] = {"alliance_id": queries.find_alliance(session, slug).id}
        asked = {(row.cycle, row.n): row for row in queries.rows(session, AfterCare, **of)}
        timers = queries.rows(session, Timer, order="due_at", **of, kind=TimerKind.AFTER_CARE)
        return [
            _line(timer, asked.get((timer.cycle, timer.n)))
            for timer in timers
            if timer.state is not TimerState.CANCELLED
        ]


def _line(timer: Timer, row: AfterCare | None) -> AfterCareLine:
    if row is None:
        return AfterCareLine(timer.cycle, timer.n, timer.due_at, None, None, "", None, None, None)
    return AfterCareLine(
        cycle=row.cycle,
        n=row.n,
        due_at=timer.due_at,
        asked_at=row.asked_at,
        finding=row.finding,
        text=row.text,
        found_by=row.found_by,
        found_at=row.found_at,
        reopened_cycle=row.reopened_cycle,
    )
