"""Recommendations: to whom, who of ours sees to it, and what comes of it; they outlive the alliance (R61, R62)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.actions.frame import Act, act
from models.actions.stakeholders import of as stakeholder_of
from models.db import queries
from models.db.session import database
from models.db.tables import Recommendation, Staff
from models.method import actors
from models.method.errors import BadInput, NotFound
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.recommendations import WITH_REASON, RecommendationState, check_state
from models.method.working_days import local_day

#: What somebody still has to answer or to do.
UNSETTLED = frozenset(
    {RecommendationState.OPEN, RecommendationState.ACCEPTED, RecommendationState.PARTLY_ACCEPTED},
)


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """A recommendation and what came of it; ``to`` is an organisation, or ``None`` for the foundation."""

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
            raise BadInput(f"a recommendation cannot be due on {due_on}, which is before today")
        code = _owner(a, owner)
        key = f"r{queries.count(a.session, Recommendation, alliance_id=a.alliance.id) + 1}"
        a.session.add(
            Recommendation(
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
        )
        a.session.flush()
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
        raise BadInput(f"{code!r} is no member of staff; known: {', '.join(known)}")
    return code


def answer(slug: str, key: str, state: RecommendationState, *, by: str, reason: str = "") -> None:
    """Record what is done with a recommendation, also after the alliance has ended; a no needs its reason."""
    with act(slug, by=by) as a:
        rows = {row.key: row for row in queries.rows(a.session, Recommendation, alliance_id=a.alliance.id)}
        if key not in rows:
            raise NotFound(f"there is no recommendation {key!r} in {slug}; known: {', '.join(rows) or 'none yet'}")
        row = rows[key]
        check_state(row.state, state)
        said = check_text(reason, f"the reason for {state}") if reason or state in WITH_REASON else ""
        row.state, row.response, row.answered_by, row.answered_at = state, said, by, a.now
        a.record(EventType.RECOMMENDATION_ANSWERED, key, state=state)


def recommendations(slug: str, *, unsettled: bool = False) -> list[RecommendationLine]:
    """Return the recommendations of an alliance, in order; ``unsettled`` leaves out what was rejected or done."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        states = UNSETTLED if unsettled else frozenset(RecommendationState)
        rows = queries.rows(session, Recommendation, alliance_id=alliance.id, state=states)
        known = queries.organisations(session, {row.to_id for row in rows if row.to_id})
        return [
            RecommendationLine(
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
