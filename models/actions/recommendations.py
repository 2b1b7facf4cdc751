"""Recommendations: to whom, who of ours sees to it, and what comes of it; they outlive the alliance (R61, R62)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.actions.due_days import set_day
from models.actions.frame import Act, act
from models.actions.stakeholders import of as stakeholder_of
from models.actions.upcoming import shown
from models.db import queries
from models.db.session import database
from models.db.tables import Recommendation, Staff, Timer
from models.method import actors
from models.method.errors import BadInput, NotFound
from models.method.events import EventType
from models.method.labels import label
from models.method.lessons import check_text
from models.method.letters import PointDue
from models.method.matters import Matter
from models.method.recommendations import UNSETTLED, WITH_REASON, RecommendationState, check_state, next_reminder
from models.method.requests import TimerKind
from models.method.said import Said
from models.method.working_days import local_day


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """A recommendation and what came of it; ``to`` is an organisation, or ``None`` for the foundation."""

    alliance: str
    key: str
    cycle: int
    text: str
    to: str | None
    owner: str
    due_on: date | None
    state: str
    response: str
    recorded_by: str
    recorded_at: datetime
    answered_by: str | None
    answered_at: datetime | None


def add(
    slug: str, text: str, *, by: str, to: str | None = None, owner: str | None = None, due_on: date | None = None
) -> str:
    """Record a recommendation of the live cycle and return its key (``r1``, ``r2`` ...).

    It goes to organisation ``to``, or to the foundation; ``owner`` of the staff sees to it, or whoever records it.
    """
    with act(slug, by=by) as a:
        cycle = a.run.cycle
        if due_on is not None and due_on < local_day(a.now):
            raise BadInput("a recommendation cannot be due on {day}, which is before today", day=due_on)
        code = _owner(a, owner)
        key = f"r{queries.count(a.session, Recommendation, alliance_id=a.alliance.id) + 1}"
        row = Recommendation(
            alliance_id=a.alliance.id,
            cycle=cycle,
            key=key,
            text=check_text(text, "a recommendation"),
            to_id=stakeholder_of(a, to).organisation_id if to else None,
            owner=code,
            due_on=due_on,
            recorded_by=by,
            recorded_at=a.now,
        )
        a.session.add(row)
        a.session.flush()
        _set_day(a, row)
        a.record(
            EventType.RECOMMENDATION_RECORDED,
            key,
            organisation=to,
            owner=code,
            due=due_on.isoformat() if due_on else None,
        )
        return key


def _owner(a: Act, owner: str | None) -> str:
    code = owner or actors.staff_code(a.by) or a.alliance.facilitator
    known = [member.code for member in queries.rows(a.session, Staff, order="code")]
    if code not in known:
        raise BadInput("{code!r} is no member of staff; known: {known}", code=code, known=", ".join(known))
    return code


def answer(slug: str, key: str, state: RecommendationState, *, by: str, reason: str = "") -> None:
    """Record what is done with a recommendation, also after the alliance has ended; a no needs its reason."""
    with act(slug, by=by) as a:
        rows = {row.key: row for row in queries.rows(a.session, Recommendation, alliance_id=a.alliance.id)}
        if key not in rows:
            raise NotFound(
                "there is no recommendation {key!r} in {slug}; known: {known}",
                key=key,
                slug=slug,
                known=", ".join(rows) or Said("none yet"),
            )
        row = rows[key]
        check_state(row.state, state)
        said = check_text(reason, Said("the reason for {state}", state=state)) if reason or state in WITH_REASON else ""
        before, row.state = row.state, state
        row.response, row.answered_by, row.answered_at = said, by, a.now
        if state not in UNSETTLED:
            a.cancel(kind=TimerKind.RECOMMENDATION_DUE, subject=key)
        elif before not in UNSETTLED:
            _set_day(a, row)
        a.record(EventType.RECOMMENDATION_ANSWERED, key, state=state)


def _set_day(a: Act, row: Recommendation) -> None:
    """Let whoever sees to a recommendation be told on its day; without one, or after the last time, nobody is."""
    day = None if row.due_on is None else next_reminder(row.due_on, after=local_day(a.now) - timedelta(days=1))
    if day is not None:
        set_day(a, TimerKind.RECOMMENDATION_DUE, row.key, day)


def remind(a: Act, timer: Timer) -> None:
    """Tell whoever of ours sees to a recommendation that its day has come, three times in all, four weeks apart."""
    missing = Said("recommendation {key!r}", key=timer.subject)
    row = queries.one(a.session, Recommendation, missing, alliance_id=a.alliance.id, key=timer.subject)
    if row.state not in UNSETTLED or row.due_on is None:
        return
    what = f"{label(Matter.RECOMMENDATION, a.alliance.language)} {row.key}"
    letter = PointDue(alliance=a.alliance.name, what=what, text=row.text, due=row.due_on)
    a.write(letter, staff=row.owner)
    following = next_reminder(row.due_on, after=local_day(a.now))
    if following is not None:
        set_day(a, TimerKind.RECOMMENDATION_DUE, row.key, following)


def recommendations(
    slug: str | None = None, *, unsettled: bool = False, owner: str | None = None
) -> list[RecommendationLine]:
    """Return the recommendations of an alliance, or of all that are not archived, in order.

    ``unsettled`` leaves out what was rejected or done; ``owner`` is the staff code of who sees to them.
    """
    with database().read() as session:
        slugs = {alliance.id: alliance.slug for alliance in shown(session, slug)}
        states = UNSETTLED if unsettled else frozenset(RecommendationState)
        found = queries.rows(session, Recommendation, alliance_id=set(slugs), state=states)
        rows = sorted(
            (row for row in found if owner in {None, row.owner}), key=lambda row: (slugs[row.alliance_id], row.id)
        )
        known = queries.organisations(session, {row.to_id for row in rows if row.to_id})
        return [
            RecommendationLine(
                alliance=slugs[row.alliance_id],
                key=row.key,
                cycle=row.cycle,
                text=row.text,
                to=known[row.to_id].key if row.to_id else None,
                owner=row.owner,
                due_on=row.due_on,
                state=row.state,
                response=row.response,
                recorded_by=row.recorded_by,
                recorded_at=row.recorded_at,
                answered_by=row.answered_by,
                answered_at=row.answered_at,
            )
            for row in rows
        ]
