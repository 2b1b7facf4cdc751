"""What was found out about a theory of change: which assumptions hold, what was carried out as agreed (R29, R58)."""

from dataclasses import dataclass
from datetime import date

from models.actions import evidence_tasks, framework
from models.actions.frame import Act, act
from models.db import lesson_queries, queries
from models.db.session import database
from models.db.tables import Cycle, TocLink, TocNode
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.events import EventType
from models.method.evidence import EvidenceTaskKind, about
from models.method.framework import layer_of
from models.method.indicators import Evidence, Layer, Level
from models.method.lesson_names import check_nameless
from models.method.lessons import check_text
from models.method.working_days import local_day

#: An activity that was carried out wholly as agreed; 0 is not at all.
WHOLLY = 4


@dataclass(frozen=True, slots=True)
class NodeLine:
    """Something that is done or comes about; ``fidelity`` is how far it was done as agreed in this cycle, 0 to 4."""

    key: str
    level: Level
    text: str
    due: date | None
    fidelity: int | None
    learns_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One thing leading to another, what must be true for that, what that is about, and what is known of it."""

    source: str
    target: str
    assumption: str
    layer: Layer
    evidence: Evidence
    note: str
    tested_on: date | None


@dataclass(frozen=True, slots=True)
class TheoryView:
    """A theory of change with what was found out; ``version`` is the one that is locked, 0 when none is."""

    alliance: str
    version: int
    nodes: tuple[NodeLine, ...]
    links: tuple[LinkLine, ...]


def theory(slug: str) -> TheoryView:
    """Return the theory of change of an alliance with what was found out about it in its last cycle."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        last = queries.last(session, Cycle, order="number", alliance_id=alliance.id)
        cycle = last.number if last else 0
        nodes = queries.rows(session, TocNode, alliance_id=alliance.id)
        levels = {node.key: node.level for node in nodes}
        return TheoryView(
            alliance=slug,
            version=framework.current(session, alliance),
            nodes=tuple(_node(row, cycle) for row in nodes),
            links=tuple(_link(row, levels) for row in queries.rows(session, TocLink, alliance_id=alliance.id)),
        )


def _node(row: TocNode, cycle: int) -> NodeLine:
    fidelity = row.fidelity if row.fidelity_cycle == cycle else None
    return NodeLine(row.key, row.level, row.text, row.due_on, fidelity, tuple(row.learns_from))


def _link(row: TocLink, levels: dict[str, Level]) -> LinkLine:
    layer = row.layer or layer_of(levels.get(row.target))
    return LinkLine(row.source, row.target, row.assumption, layer, row.evidence, row.evidence_note, row.tested_on)


def judge(slug: str, source: str, target: str, evidence: Evidence, *, note: str, by: str) -> None:
    """Record what the evidence says of the assumption between two nodes, and what shows that.

    What figures are judged by does not change with it, so that it asks for no new version. Raises :class:`BadInput`
    when the note says too little or names somebody, :class:`NotAllowed` where there is no assumption to judge.
    """
    with act(slug, by=by) as a:
        a.check_open()
        row = queries.first(a.session, TocLink, alliance_id=a.alliance.id, source=source, target=target)
        if row is None:
            raise NotFound(
                "nothing says that {source} leads to {target} in {slug}; see: samenspel toc show {slug}",
                source=source,
                target=target,
                slug=slug,
            )
        if not row.assumption:
            raise NotAllowed(
                "nothing is assumed between {source} and {target}; say what has to be true with: "
                "samenspel toc link {slug} {source} {target} --assumption TEXT",
                source=source,
                target=target,
                slug=slug,
            )
        row.evidence, row.evidence_note = evidence, _note(a, note)
        row.tested_on = None if evidence is Evidence.UNTESTED else local_day(a.now)
        a.session.flush()
        subject = about(source, target)
        a.record(EventType.ASSUMPTION_JUDGED, subject, evidence=evidence)
        if evidence is not Evidence.UNTESTED:
            evidence_tasks.settle(a, EvidenceTaskKind.TEST_ASSUMPTION, subject)


def done(slug: str, activity: str, fidelity: int, *, by: str, note: str = "") -> None:
    """Record how far an activity was carried out as agreed in this cycle: 0, not at all, to 4, wholly.

    Raises :class:`BadInput` for another figure, :class:`NotAllowed` for a node that is no activity.
    """
    if not 0 <= fidelity <= WHOLLY:
        raise BadInput(
            "{fidelity} is no judgement of an activity; allowed: 0 to {wholly}", fidelity=fidelity, wholly=WHOLLY
        )
    with act(slug, by=by) as a:
        a.check_open()
        row = queries.first(a.session, TocNode, alliance_id=a.alliance.id, key=activity)
        if row is None:
            raise NotFound(
                "there is no activity {key!r} in {slug}; see: samenspel toc show {slug}", key=activity, slug=slug
            )
        if row.level is not Level.ACTIVITY:
            raise NotAllowed(
                "{key!r} is no activity ({level}); what comes about is measured by an indicator",
                key=activity,
                level=row.level,
            )
        row.fidelity, row.fidelity_cycle, row.fidelity_by = fidelity, a.cycle, by
        a.session.flush()
        said = {"note": _note(a, note)} if note else {}
        a.record(EventType.ACTIVITY_JUDGED, activity, score=fidelity, **said)


def _note(a: Act, note: str) -> str:
    said = check_text(note, "a note")
    check_nameless([said], lesson_queries.names(a.session))
    return said
