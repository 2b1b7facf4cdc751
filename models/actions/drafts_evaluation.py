"""What an evaluation found, gathered for the first drafts of its results and of the tested theory (R58, R59)."""

from collections.abc import Iterator

from models.actions.frame import Act
from models.actions.kept_rounds import judged, kept
from models.db import queries
from models.db.tables import Indicator, Round, TocLink, TocNode
from models.method import drafts_results, drafts_theory
from models.method.drafts_page import Said
from models.method.evaluation.arithmetic import written_out
from models.method.evaluation.explained import explained
from models.method.evaluation.results import Result
from models.method.evaluation.snapshot import Snapshot
from models.method.rounds import OF_IMPACT, OVER
from models.method.working_days import local_day


def results_overview(a: Act) -> str | None:
    """Draft what the last round of this cycle found; ``None`` while there is none."""
    found = last(a)
    if found is None:
        return None
    seen, result = found
    titles = {row.key: row.title for row in _indicators(a)}
    of = {one.key: one for one in seen.indicators}
    roads = [
        drafts_results.Road(
            titles.get(one.key, one.key),
            of[one.key].baseline,
            of[one.key].target,
            one,
            written_out(of[one.key], one, seen.parameters, seen.on),
        )
        for one in result.indicators
    ]
    return drafts_results.results_overview(
        a.alliance.name, roads, said(a, result), list(_history(a)), a.alliance.language
    )


def tested_toc(a: Act) -> str | None:
    """Draft what was seen of the theory of change; ``None`` until a round of this cycle looked at it."""
    found = last(a)
    nodes = queries.rows(a.session, TocNode, alliance_id=a.alliance.id)
    if found is None or not nodes:
        return None
    seen, result = found
    titles = {row.key: row.title for row in _indicators(a)}
    verdicts = {one.key: one.verdict for one in result.indicators}
    steps = [
        drafts_theory.Step(
            node.level,
            node.text,
            tuple((titles.get(i.key, i.key), verdicts[i.key]) for i in seen.indicators if i.node == node.key),
            node.fidelity if node.fidelity_cycle == a.cycle else None,
        )
        for node in nodes
    ]
    text = {node.key: node.text for node in nodes}
    arrows = [
        drafts_theory.Arrow(text[link.source], text[link.target], link.assumption, link.evidence, link.evidence_note)
        for link in queries.rows(a.session, TocLink, alliance_id=a.alliance.id)
        if link.assumption
    ]
    return drafts_theory.theory_tested(a.alliance.name, steps, arrows, said(a, result), a.alliance.language)


def last(a: Act) -> tuple[Snapshot, Result] | None:
    """Return what the last round of this cycle that judged the impact looked at and said."""
    row = queries.last(
        a.session, Round, order="number", alliance_id=a.alliance.id, cycle=a.run.cycle, state=OVER, purpose=OF_IMPACT
    )
    result = judged(row) if row is not None else None
    return (kept(row, a.alliance), result) if row is not None and result is not None else None


def said(a: Act, result: Result) -> Said:
    """Return what an evaluation said, explained in the language of the alliance."""
    nodes = {row.key: row.text for row in queries.rows(a.session, TocNode, alliance_id=a.alliance.id)}
    return Said(result.verdict, explained(result, a.alliance.language, nodes), result.chain)


def _indicators(a: Act) -> list[Indicator]:
    return list(queries.rows(a.session, Indicator, alliance_id=a.alliance.id))


def _history(a: Act) -> Iterator[drafts_results.Past]:
    rows = queries.rows(a.session, Round, order="number", alliance_id=a.alliance.id, state=OVER, purpose=OF_IMPACT)
    for row in rows:
        yield drafts_results.Past(
            row.number, row.cycle, local_day(row.closed_at) if row.closed_at else None, row.verdict, row.attainment
        )
