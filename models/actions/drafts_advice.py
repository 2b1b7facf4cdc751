"""What follows from an evaluation, gathered for the first drafts of the recommendations and the plan (R60, R61)."""

from collections.abc import Iterator

from models.actions import collaboration
from models.actions.drafts_evaluation import last, said
from models.actions.frame import Act
from models.db import queries
from models.db.tables import EvidenceTask, Improvement, Recommendation
from models.method import drafts_advice
from models.method.drafts import Point
from models.method.evidence import EvidenceTaskState
from models.method.improvements import ImprovementState
from models.method.recommendations import UNSETTLED

#: Points of the plan that a draft shows: what was dropped is not part of it any more.
IN_PLAN = frozenset({ImprovementState.OPEN, ImprovementState.DONE})


def recommendations(a: Act) -> str | None:
    """Draft what is recommended, what the evaluation proposes and what is still to be found out; ``None`` for none."""
    rows = [
        row
        for row in queries.rows(a.session, Recommendation, alliance_id=a.alliance.id)
        if row.cycle == a.run.cycle or row.state in UNSETTLED
    ]
    known = queries.organisations(a.session, {row.to_id for row in rows if row.to_id})
    points = [Point(r.text, known[r.to_id].name if r.to_id else None, r.due_on, r.state) for r in rows]
    found = last(a)
    told = said(a, found[1]) if found else None
    if not points and told is None:
        return None
    return drafts_advice.recommendations(a.alliance.name, points, told, list(_to_find(a)), a.alliance.language)


def collaboration_plan(a: Act) -> str | None:
    """Draft what the partners said of working together and what gets better; ``None`` while there is neither."""
    rows = [
        row
        for row in queries.rows(a.session, Improvement, alliance_id=a.alliance.id, state=IN_PLAN)
        if row.cycle == a.run.cycle or row.state is ImprovementState.OPEN
    ]
    known = queries.organisations(a.session, {row.owner_id for row in rows if row.owner_id})
    points = [Point(r.text, known[r.owner_id].name if r.owner_id else None, r.due_on, r.state) for r in rows]
    told = collaboration.outcome(a.session, a.alliance, a.run.cycle)
    heard = drafts_advice.Heard(told.answered, told.asked, told.verdict, told.themes) if told else None
    if not points and heard is None:
        return None
    return drafts_advice.collaboration_plan(a.alliance.name, points, heard, a.alliance.language)


def _to_find(a: Act) -> Iterator[drafts_advice.ToFind]:
    rows = queries.rows(
        a.session, EvidenceTask, order="due_on", alliance_id=a.alliance.id, state=EvidenceTaskState.OPEN
    )
    for row in rows:
        yield drafts_advice.ToFind(row.kind, row.subject, row.owner, row.due_on)
