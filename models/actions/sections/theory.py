"""The need framework, the theory of change, and the indicators with what was measured."""

from collections.abc import Sequence

from models.actions.frame import Act
from models.actions.sections.section import Section
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Criterion, Indicator, Measurement, Round, TocLink, TocNode
from models.method import definition_parts as parts
from models.method.errors import NotAllowed
from models.method.events import EventType
from models.method.phases import Phase
from models.method.rounds import RoundState
from models.method.said import Said


def check_framework_open(a: Act) -> None:
    """Raise NotAllowed once the need framework has answered its question."""
    run = a.open_phase
    if run is not None and (run.phase is not Phase.EXPLORE or run.go_by is not None):
        raise NotAllowed(
            "the need framework of {slug} was answered; it can change in phase 1, until go or no-go",
            slug=a.alliance.slug,
        )


def check_no_round(a: Act) -> None:
    """Raise NotAllowed while a round looks at the indicators: it would measure with two yardsticks."""
    current = queries.first(a.session, Round, alliance_id=a.alliance.id, state=RoundState.OPEN)
    if current is not None:
        raise NotAllowed(
            "round {number} of {slug} is open; change what it measures when it is closed",
            number=current.number,
            slug=a.alliance.slug,
        )


def _criteria_now(session: Session, alliance: Alliance) -> tuple[parts.Criterion, ...]:
    rows = queries.rows(session, Criterion, alliance_id=alliance.id)
    return tuple(parts.Criterion(key=row.key, text=row.text, weight=row.weight) for row in rows)


def _put_criterion(a: Act, _before: parts.Criterion | None, after: parts.Criterion) -> None:
    check_framework_open(a)
    row = queries.first(a.session, Criterion, alliance_id=a.alliance.id, key=after.key)
    if row is None:
        row = Criterion(alliance_id=a.alliance.id, key=after.key)
        a.session.add(row)
    row.text, row.weight = after.text, after.weight


def _drop_criterion(a: Act, before: parts.Criterion) -> None:
    check_framework_open(a)
    a.session.delete(queries.one(a.session, Criterion, "criterion", alliance_id=a.alliance.id, key=before.key))


def _nodes_now(session: Session, alliance: Alliance) -> tuple[parts.Node, ...]:
    return tuple(
        parts.Node(key=row.key, level=row.level, text=row.text, learns_from=tuple(row.learns_from))
        for row in queries.rows(session, TocNode, alliance_id=alliance.id)
    )


def _put_node(a: Act, _before: parts.Node | None, after: parts.Node) -> None:
    row = queries.first(a.session, TocNode, alliance_id=a.alliance.id, key=after.key)
    if row is None:
        row = TocNode(alliance_id=a.alliance.id, key=after.key)
        a.session.add(row)
    row.level, row.text, row.learns_from = after.level, after.text, list(after.learns_from)


def _drop_node(a: Act, before: parts.Node) -> None:
    a.session.delete(queries.one(a.session, TocNode, "node", alliance_id=a.alliance.id, key=before.key))


def _links_now(session: Session, alliance: Alliance) -> tuple[parts.Link, ...]:
    return tuple(
        parts.Link.model_validate({"from": row.source, "to": row.target, "assumption": row.assumption})
        for row in queries.rows(session, TocLink, alliance_id=alliance.id)
    )


def _put_link(a: Act, _before: parts.Link | None, after: parts.Link) -> None:
    ends = {"source": after.from_, "target": after.to}
    row = queries.first(a.session, TocLink, alliance_id=a.alliance.id, **ends)
    if row is None:
        row = TocLink(alliance_id=a.alliance.id, **ends)
        a.session.add(row)
    row.assumption = after.assumption


def _drop_link(a: Act, before: parts.Link) -> None:
    ends = {"source": before.from_, "target": before.to}
    a.session.delete(queries.one(a.session, TocLink, "link", alliance_id=a.alliance.id, **ends))


def _indicators_now(session: Session, alliance: Alliance) -> tuple[parts.Indicator, ...]:
    measured: dict[int, list[Measurement]] = {}
    for row, figure in queries.measurements(session, alliance):
        measured.setdefault(row.id, []).append(figure)
    rows = queries.rows(session, Indicator, alliance_id=alliance.id)
    return tuple(_indicator_part(row, measured.get(row.id, ())) for row in rows)


def _indicator_part(row: Indicator, measured: Sequence[Measurement]) -> parts.Indicator:
    # A figure that was measured again on the same day takes the place of the former.
    last = {figure.on: figure for figure in measured}
    return parts.Indicator(
        key=row.key,
        node=row.node,
        title=row.title,
        measure=row.measure,
        unit=row.unit,
        direction=row.direction,
        accumulation=row.accumulation,
        weight=row.weight,
        critical=row.critical,
        guard=row.guard,
        baseline=parts.Point(value=row.baseline_value, date=row.baseline_on),
        target=parts.Point(value=row.target_value, date=row.target_on),
        milestones=tuple(parts.Milestone.model_validate(one) for one in row.milestones),
        measurements=tuple(
            parts.Measured(date=one.on, value=one.value, source=one.source) for _, one in sorted(last.items())
        ),
    )


def _put_indicator(a: Act, before: parts.Indicator | None, after: parts.Indicator) -> None:
    unmeasured = {"measurements": ()}
    if before is None or before.model_copy(update=unmeasured) != after.model_copy(update=unmeasured):
        check_no_round(a)
    row = queries.first(a.session, Indicator, alliance_id=a.alliance.id, key=after.key)
    if row is None:
        row = Indicator(alliance_id=a.alliance.id, key=after.key)
        a.session.add(row)
    row.node, row.title, row.measure, row.unit = after.node, after.title, after.measure, after.unit
    row.direction, row.accumulation, row.weight = after.direction, after.accumulation, after.weight
    row.critical, row.guard = after.critical, after.guard
    row.baseline_value, row.baseline_on = after.baseline.value, after.baseline.date
    row.target_value, row.target_on = after.target.value, after.target.date
    row.milestones = [one.model_dump(mode="json") for one in after.milestones]
    a.session.flush()
    _measure(a, row, before.measurements if before else (), after.measurements)


def _measure(a: Act, row: Indicator, before: tuple[parts.Measured, ...], after: tuple[parts.Measured, ...]) -> None:
    known = {figure.date: figure for figure in before}
    gone = sorted(known.keys() - {figure.date for figure in after})
    if gone:
        days = ", ".join(str(day) for day in gone)
        raise NotAllowed(
            "indicator {key!r} was measured on {days}; a figure is taken back with: samenspel measure withdraw",
            key=row.key,
            days=days,
        )
    for figure in after:
        if known.get(figure.date) == figure:
            continue
        taken = {"on": figure.date, "value": figure.value, "source": figure.source}
        a.session.add(Measurement(indicator_id=row.id, recorded_by=a.by, recorded_at=a.now, **taken))
        if a.open_phase is not None:
            a.record(EventType.MEASUREMENT_RECORDED, row.key, value=figure.value, on=figure.date.isoformat())


def _drop_indicator(a: Act, before: parts.Indicator) -> None:
    check_no_round(a)
    row = queries.one(
        a.session, Indicator, Said("indicator {key!r}", key=before.key), alliance_id=a.alliance.id, key=before.key
    )
    if queries.count(a.session, Measurement, indicator_id=row.id):
        raise NotAllowed("indicator {key!r} was measured, so it stays; with weight 0 it no longer counts", key=row.key)
    a.session.delete(row)


CRITERIA = Section(_criteria_now, _put_criterion, _drop_criterion)
NODES = Section(_nodes_now, _put_node, _drop_node)
LINKS = Section(_links_now, _put_link, _drop_link)
INDICATORS = Section(_indicators_now, _put_indicator, _drop_indicator)
