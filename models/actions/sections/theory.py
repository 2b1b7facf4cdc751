"""The need framework and the theory of change."""

from models.actions.frame import Act
from models.actions.sections.section import Section
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Criterion, TocLink, TocNode
from models.method.definition_impact import Link, Node
from models.method.definition_parts import Criterion as CriterionPart
from models.method.errors import NotAllowed
from models.method.indicators import Evidence
from models.method.phases import Phase
from models.method.working_days import local_day


def check_framework_open(a: Act) -> None:
    """Raise NotAllowed once the need framework has answered its question."""
    run = a.open_phase
    if run is not None and (run.phase is not Phase.EXPLORE or run.go_by is not None):
        raise NotAllowed(
            "the need framework of {slug} was answered; it can change in phase 1, until go or no-go",
            slug=a.alliance.slug,
        )


def _criteria_now(session: Session, alliance: Alliance) -> tuple[CriterionPart, ...]:
    rows = queries.rows(session, Criterion, alliance_id=alliance.id)
    return tuple(CriterionPart(key=row.key, text=row.text, weight=row.weight) for row in rows)


def _put_criterion(a: Act, _before: CriterionPart | None, after: CriterionPart) -> None:
    check_framework_open(a)
    row = queries.first(a.session, Criterion, alliance_id=a.alliance.id, key=after.key)
    if row is None:
        row = Criterion(alliance_id=a.alliance.id, key=after.key)
        a.session.add(row)
    row.text, row.weight = after.text, after.weight


def _drop_criterion(a: Act, before: CriterionPart) -> None:
    check_framework_open(a)
    a.session.delete(queries.one(a.session, Criterion, "criterion", alliance_id=a.alliance.id, key=before.key))


def _nodes_now(session: Session, alliance: Alliance) -> tuple[Node, ...]:
    return tuple(
        Node(key=row.key, level=row.level, text=row.text, due=row.due_on, learns_from=tuple(row.learns_from))
        for row in queries.rows(session, TocNode, alliance_id=alliance.id)
    )


def _put_node(a: Act, _before: Node | None, after: Node) -> None:
    row = queries.first(a.session, TocNode, alliance_id=a.alliance.id, key=after.key)
    if row is None:
        row = TocNode(alliance_id=a.alliance.id, key=after.key)
        a.session.add(row)
    row.level, row.text, row.due_on, row.learns_from = after.level, after.text, after.due, list(after.learns_from)


def _drop_node(a: Act, before: Node) -> None:
    a.session.delete(queries.one(a.session, TocNode, "node", alliance_id=a.alliance.id, key=before.key))


def _links_now(session: Session, alliance: Alliance) -> tuple[Link, ...]:
    return tuple(
        Link.model_validate(
            {
                "from": row.source,
                "to": row.target,
                "assumption": row.assumption,
                "layer": row.layer,
                "evidence": row.evidence,
            }
        )
        for row in queries.rows(session, TocLink, alliance_id=alliance.id)
    )


def _put_link(a: Act, _before: Link | None, after: Link) -> None:
    ends = {"source": after.from_, "target": after.to}
    row = queries.first(a.session, TocLink, alliance_id=a.alliance.id, **ends)
    if row is None:
        row = TocLink(alliance_id=a.alliance.id, **ends, evidence=Evidence.UNTESTED)
        a.session.add(row)
    row.assumption, row.layer = after.assumption, after.layer
    if row.evidence is not after.evidence:
        # What was noted is about the former judgement.
        tested = after.evidence is not Evidence.UNTESTED
        row.evidence, row.evidence_note, row.tested_on = after.evidence, "", local_day(a.now) if tested else None


def _drop_link(a: Act, before: Link) -> None:
    ends = {"source": before.from_, "target": before.to}
    a.session.delete(queries.one(a.session, TocLink, "link", alliance_id=a.alliance.id, **ends))


CRITERIA = Section(_criteria_now, _put_criterion, _drop_criterion)
NODES = Section(_nodes_now, _put_node, _drop_node)
LINKS = Section(_links_now, _put_link, _drop_link)
