"""What an evaluation delivers, gathered for its first drafts: results, tested theory, advice, plan (R58-R61)."""

from collections.abc import Iterator

from models.actions import collaboration
from models.actions.frame import Act
from models.actions.kept_rounds import judged, kept
from models.db import queries
from models.db.tables import EvidenceTask, Improvement, Indicator, Recommendation, Round, TocLink, TocNode
from models.method import drafts_evaluation as drafts
from models.method.drafts import Point
from models.method.evaluation.arithmetic import written_out
from models.method.evaluation.explained import explained
from models.method.evaluation.results import Result
from models.method.evaluation.snapshot import Snapshot
from models.method.evidence import EvidenceTaskState
from models.method.improvements import ImprovementState
from models.method.recommendations import UNSETTLED
from models.method.rounds import OF_IMPACT, OVER
from models.method.working_days import local_day

#: Points of the plan that a draft shows: what was dropped is not part of it any more.
IN_PLAN = frozenset({ImprovementState.OPEN, ImprovementState.DONE})


def results_overview(a: Act) -> str | None:
    """Draft what the last round of this cycle found; ``None`` while there is none."""
    found = _last(a)
    if found is None:
        return None
    seen, result = found
    titles = {row.key: row.title for row in _indicators(a)}
    of = {one.key: one for one in seen.indicators}
    roads = [
        drafts.Road(
            titles.get(one.key, one.key),
            of[one.key].baseline,
            of[one.key].target,
            one,
            written_out(of[one.key], one, seen.parameters),
        )
        for one in result.indicators
    ]
    return drafts.results_overview(a.alliance.name, roads, _said(a, result), list(_history(a)), _language(a))


def tested_toc(a: Act) -> str | None:
    """Draft what was seen of the theory of change; ``None`` until a round of this cycle looked at it."""
    found = _last(a)
    nodes = queries.rows(a.session, TocNode, alliance_id=a.alliance.id)
    if found is None or not nodes:
        return None
    seen, result = found
    titles = {row.key: row.title for row in _indicators(a)}
    verdicts = {one.key: one.verdict for one in result.indicators}
    steps = [
        drafts.Step(
            node.level,
            node.text,
            tuple((titles.get(i.key, i.key), verdicts[i.key]) for i in seen.indicators if i.node == node.key),
            node.fidelity if node.fidelity_cycle == a.cycle else None,
        )
        for node in nodes
    ]
    text = {node.key: node.text for node in nodes}
    arrows = [
        drafts.Arrow(text[link.source], text[link.target], link.assumption, link.evidence, link.evidence_note)
        for link in queries.rows(a.session, TocLink, alliance_id=a.alliance.id)
        if link.assumption
    ]
    return drafts.theory_tested(a.alliance.name, steps, arrows, _said(a, result), _language(a))


def recommendations(a: Act) -> str | None:
    """Draft what is recommended, what the evaluation proposes and what is still to be found out; ``None`` for none."""
    rows = [
        row
        for row in queries.rows(a.session, Recommendation, alliance_id=a.alliance.id)
        if row.cycle == a.run.cycle or row.state in UNSETTLED
    ]
    known = queries.organisations(a.session, {row.to_id for row in rows if row.to_id})
    points = [Point(r.text, known[r.to_id].name if r.to_id else None, r.due_on, r.state) for r in rows]
    found = _last(a)
    said = _said(a, found[1]) if found else None
    if not points and said is None:
        return None
    return drafts.recommendations(a.alliance.name, points, said, list(_to_find(a)), _language(a))


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
    heard = drafts.Heard(told.answered, told.asked, told.verdict, told.themes) if told else None
    if not points and heard is None:
        return None
    return drafts.collaboration_plan(a.alliance.name, points, heard, _language(a))


def _language(a: Act) -> str:
    return a.alliance.language


def _last(a: Act) -> tuple[Snapshot, Result] | None:
    """Return what the last round of this cycle that judged the impact looked at and said."""
    row = queries.last(
        a.session, Round, order="number", alliance_id=a.alliance.id, cycle=a.run.cycle, state=OVER, purpose=OF_IMPACT
    )
    result = judged(row) if row is not None else None
    return (kept(row, a.alliance), result) if row is not None and result is not None else None


def _said(a: Act, result: Result) -> drafts.Said:
    nodes = {row.key: row.text for row in queries.rows(a.session, TocNode, alliance_id=a.alliance.id)}
    return drafts.Said(result.verdict, explained(result, _language(a), nodes), result.chain)


def _indicators(a: Act) -> list[Indicator]:
    return list(queries.rows(a.session, Indicator, alliance_id=a.alliance.id))


def _history(a: Act) -> Iterator[drafts.Past]:
    rows = queries.rows(a.session, Round, order="number", alliance_id=a.alliance.id, state=OVER, purpose=OF_IMPACT)
    for row in rows:
        yield drafts.Past(
            row.number, row.cycle, local_day(row.closed_at) if row.closed_at else None, row.verdict, row.attainment
        )


def _to_find(a: Act) -> Iterator[drafts.ToFind]:
    rows = queries.rows(
        a.session, EvidenceTask, order="due_on", alliance_id=a.alliance.id, state=EvidenceTaskState.OPEN
    )
    for row in rows:
        yield drafts.ToFind(row.kind, row.subject, row.owner, row.due_on)
