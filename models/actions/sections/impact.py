"""The indicators of an alliance, with what was measured."""

from collections.abc import Sequence
from typing import Any

from models.actions.frame import Act
from models.actions.sections.section import Section
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Indicator, Measurement
from models.method import definition_impact as parts
from models.method.errors import NotAllowed
from models.method.evaluation.snapshot import Sample
from models.method.events import EventType
from models.method.indicators import Measure, Trajectory
from models.method.said import Said


def _indicators_now(session: Session, alliance: Alliance) -> tuple[parts.Indicator, ...]:
    measured: dict[int, list[Measurement]] = {}
    for row, figure in queries.measurements(session, alliance):
        measured.setdefault(row.id, []).append(figure)
    rows = queries.rows(session, Indicator, alliance_id=alliance.id)
    return tuple(_part(row, measured.get(row.id, ())) for row in rows)


def _part(row: Indicator, measured: Sequence[Measurement]) -> parts.Indicator:
    # What was measured again for the same day or period, or judged again by the same rater, takes the former's place.
    last = {(figure.on, figure.since or figure.on, figure.rater): figure for figure in measured}.values()
    followed = Trajectory.MILESTONES if row.milestones else Trajectory.LINEAR
    return parts.Indicator(
        key=row.key,
        node=row.node,
        title=row.title,
        measure=row.measure,
        unit=row.unit,
        direction=row.direction,
        direction_confirmed=row.direction_confirmed,
        accumulation=row.accumulation,
        weight=row.weight,
        critical=row.critical,
        guard=row.guard,
        steps=tuple(row.steps),
        range=parts.Range(lowest=row.lowest, highest=row.highest),
        tolerance=row.tolerance,
        baseline=parts.Baseline(value=row.baseline_value, date=row.baseline_on, sample=_sample(row.baseline_sample)),
        target=parts.Aim(value=row.target_value, date=row.target_on),
        trajectory=None if row.trajectory is followed else row.trajectory,
        milestones=tuple(parts.Milestone.model_validate(one) for one in row.milestones),
        measurements=tuple(sorted((_measured(one, row.measure) for one in last), key=lambda one: one.place)),
    )


def _measured(row: Measurement, measure: Measure) -> parts.Measured:
    sample = _sample(row.sample)
    figure = sample.figure(measure) if sample is not None and row.value is None else row.value
    judged = {"from": row.rater, **row.judgement} if row.judgement else {}
    return parts.Measured(
        date=row.on, since=row.since, value=figure, text=row.raw, sample=sample, source=row.source, **judged
    )


def _sample(kept: dict[str, Any] | None) -> parts.Sample | None:
    if kept is None:
        return None
    return parts.Sample.model_validate({name: kept.get(name) for name in parts.Sample.model_fields})


def _kept(sample: parts.Sample | None, measure: Measure) -> dict[str, Any] | None:
    if sample is None:
        return None
    return Sample(**sample.model_dump(), scale=parts.scale(measure)).model_dump(mode="json")


def _put_indicator(a: Act, before: parts.Indicator | None, after: parts.Indicator) -> None:
    row = queries.first(a.session, Indicator, alliance_id=a.alliance.id, key=after.key)
    if row is None:
        row = Indicator(alliance_id=a.alliance.id, key=after.key)
        a.session.add(row)
    row.node, row.title, row.measure, row.unit = after.node, after.title, after.measure, after.unit
    row.direction, row.direction_confirmed = after.direction, after.direction_confirmed
    row.accumulation, row.weight = after.accumulation, after.weight
    row.critical, row.guard = after.critical, after.guard
    row.steps, row.tolerance = list(after.steps), after.tolerance
    row.lowest, row.highest = after.range.lowest, after.range.highest
    row.baseline_value, row.baseline_on = after.baseline.value, after.baseline.date
    row.baseline_sample = _kept(after.baseline.sample, after.measure)
    row.target_value, row.target_on = after.target.value, after.target.date
    row.trajectory = after.road
    row.milestones = [one.model_dump(mode="json") for one in after.milestones]
    a.session.flush()
    _measure(a, row, before.measurements if before else (), after.measurements)


def _measure(a: Act, row: Indicator, before: tuple[parts.Measured, ...], after: tuple[parts.Measured, ...]) -> None:
    known = {figure.place: figure for figure in before}
    gone = sorted({day for day, _, _ in known.keys() - {figure.place for figure in after}})
    if gone:
        days = ", ".join(str(day) for day in gone)
        raise NotAllowed(
            "indicator {key!r} was measured on {days}; a figure is taken back with: samenspel measure withdraw",
            key=row.key,
            days=days,
        )
    for figure in after:
        if known.get(figure.place) == figure:
            continue
        judged = {"level": figure.level, "evidence": figure.evidence}
        a.session.add(
            Measurement(
                indicator_id=row.id,
                since=figure.since,
                on=figure.date,
                value=figure.value,
                raw=figure.text,
                sample=_kept(figure.sample, row.measure),
                judgement=judged if figure.level is not None else None,
                rater=figure.from_,
                source=figure.source,
                recorded_by=a.by,
                recorded_at=a.now,
            )
        )
        if a.open_phase is not None:
            a.record(EventType.MEASUREMENT_RECORDED, row.key, value=figure.value, on=figure.date.isoformat())


def _drop_indicator(a: Act, before: parts.Indicator) -> None:
    row = queries.one(
        a.session, Indicator, Said("indicator {key!r}", key=before.key), alliance_id=a.alliance.id, key=before.key
    )
    if queries.count(a.session, Measurement, indicator_id=row.id):
        raise NotAllowed("indicator {key!r} was measured, so it stays; with weight 0 it no longer counts", key=row.key)
    a.session.delete(row)


INDICATORS = Section(_indicators_now, _put_indicator, _drop_indicator)
