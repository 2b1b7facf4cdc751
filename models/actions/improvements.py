"""The improvement plan of the collaboration: who does better what, by when, for as long as it is open (R61, R87)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.actions.due_days import set_day
from models.actions.frame import Act, act
from models.actions.stakeholders import of as stakeholder_of
from models.db import queries
from models.db.session import database
from models.db.tables import Improvement, Timer
from models.method.errors import BadInput, NotFound
from models.method.events import EventType
from models.method.improvements import UNSETTLED, ImprovementState, check_state
from models.method.labels import label
from models.method.lessons import check_text
from models.method.letters import PointDue
from models.method.matters import Matter
from models.method.requests import TimerKind
from models.method.said import Said
from models.method.working_days import local_day


@dataclass(frozen=True, slots=True)
class ImprovementLine:
    """A point of the plan; ``owner`` is an organisation, or ``None`` when the foundation sees to it."""

    key: str
    cycle: int
    text: str
    owner: str | None
    due_on: date
    state: str
    result: str
    recorded_by: str
    recorded_at: datetime
    moved_by: str | None
    moved_at: datetime | None


def add(slug: str, text: str, *, due_on: date, by: str, owner: str | None = None) -> str:
    """Take a point into the plan and return its key (``i1``, ``i2`` ...); without ``owner`` the foundation does it.

    It stays in the plan, also in a next cycle, until it is done or dropped.
    """
    with act(slug, by=by) as a:
        _check_day(a, due_on)
        row = _new(a, check_text(text, "a point of the plan"), due_on=due_on, state=ImprovementState.OPEN)
        row.owner_id = stakeholder_of(a, owner).organisation_id if owner else None
        a.session.add(row)
        a.session.flush()
        _set_day(a, row)
        a.record(EventType.IMPROVEMENT_RECORDED, row.key, organisation=owner, due=due_on.isoformat())
        return row.key


def propose(a: Act, text: str, *, due_on: date, once: str) -> str | None:
    """Propose a point for the plan inside an action, and return its key; what was proposed as ``once`` is not again.

    It becomes part of the plan when a person adopts it.
    """
    row = _new(a, text, due_on=due_on, state=ImprovementState.PROPOSED)
    if not a.record(EventType.IMPROVEMENT_PROPOSED, row.key, key=once, due=due_on.isoformat()):
        return None
    a.session.add(row)
    a.session.flush()
    return row.key


def adopt(slug: str, key: str, *, by: str, owner: str | None = None, due_on: date | None = None) -> date:
    """Take a proposed point into the plan, with who sees to it and by when; return its day.

    Without ``owner`` the foundation does it, without ``due_on`` it keeps the day that was proposed.
    """
    with act(slug, by=by) as a:
        row = _of(a, key)
        check_state(row.state, ImprovementState.OPEN)
        day = due_on or max(row.due_on, local_day(a.now))
        _check_day(a, day)
        row.due_on = day
        row.owner_id = stakeholder_of(a, owner).organisation_id if owner else None
        row.state, row.moved_by, row.moved_at = ImprovementState.OPEN, by, a.now
        a.session.flush()
        _set_day(a, row)
        a.record(EventType.IMPROVEMENT_RECORDED, key, organisation=owner, due=row.due_on.isoformat())
        return row.due_on


def _check_day(a: Act, due_on: date) -> None:
    if due_on < local_day(a.now):
        raise BadInput("a point of the plan cannot be due on {day}, which is before today", day=due_on)


def _new(a: Act, text: str, *, due_on: date, state: ImprovementState) -> Improvement:
    return Improvement(
        alliance_id=a.alliance.id,
        cycle=a.run.cycle,
        key=f"i{queries.count(a.session, Improvement, alliance_id=a.alliance.id) + 1}",
        text=text,
        due_on=due_on,
        state=state,
        recorded_by=a.by,
        recorded_at=a.now,
    )


def move(slug: str, key: str, state: ImprovementState, *, by: str, result: str = "") -> None:
    """Record that a point is done, dropped, or open again; what is dropped needs its reason."""
    with act(slug, by=by) as a:
        row = _of(a, key)
        if row.state is state:
            return
        check_state(row.state, state)
        dropped = state is ImprovementState.DROPPED
        row.result = check_text(result, "the reason for dropping a point") if dropped else result.strip()
        row.state, row.moved_by, row.moved_at = state, by, a.now
        a.cancel(kind=TimerKind.IMPROVEMENT_DUE, subject=key)
        if state is ImprovementState.OPEN:
            _set_day(a, row)
        a.record(EventType.IMPROVEMENT_MOVED, key, state=state)


def _of(a: Act, key: str) -> Improvement:
    rows = {row.key: row for row in queries.rows(a.session, Improvement, alliance_id=a.alliance.id)}
    if key not in rows:
        raise NotFound(
            "there is no point {key!r} in the plan of {alliance}; known: {known}",
            key=key,
            alliance=a.alliance.slug,
            known=", ".join(rows) or Said("none yet"),
        )
    return rows[key]


def _set_day(a: Act, row: Improvement) -> None:
    if row.due_on >= local_day(a.now):
        set_day(a, TimerKind.IMPROVEMENT_DUE, row.key, row.due_on)


def remind(a: Act, timer: Timer) -> None:
    """Tell the facilitator, once, that a point of the plan has come to its day and is still open."""
    row = queries.one(
        a.session, Improvement, Said("point {key!r}", key=timer.subject), alliance_id=a.alliance.id, key=timer.subject
    )
    if row.state is ImprovementState.OPEN:
        what = f"{label(Matter.IMPROVEMENT, a.alliance.language)} {row.key}"
        letter = PointDue(alliance=a.alliance.name, what=what, text=row.text, due=row.due_on)
        a.write(letter, staff=a.alliance.facilitator)


def improvements(slug: str, *, unsettled: bool = False) -> list[ImprovementLine]:
    """Return the plan of an alliance over all its cycles; ``unsettled`` leaves out what is done or dropped."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        states = set(UNSETTLED) if unsettled else set(ImprovementState)
        rows = queries.rows(session, Improvement, alliance_id=alliance.id, state=states)
        known = queries.organisations(session, {row.owner_id for row in rows if row.owner_id})
        return [
            ImprovementLine(
                key=row.key,
                cycle=row.cycle,
                text=row.text,
                owner=known[row.owner_id].key if row.owner_id else None,
                due_on=row.due_on,
                state=row.state,
                result=row.result,
                recorded_by=row.recorded_by,
                recorded_at=row.recorded_at,
                moved_by=row.moved_by,
                moved_at=row.moved_at,
            )
            for row in rows
        ]
