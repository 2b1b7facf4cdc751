"""What an evaluation looks at: figures, promises, activities, assumptions and answers, as they are known (R57)."""

from collections.abc import Sequence
from datetime import date

from models.actions import collaboration, framework
from models.db import queries
from models.db.session import Session
from models.db.tables import (
    Alliance,
    Commitment,
    Comparison,
    Cycle,
    Delivery,
    Indicator,
    Measurement,
    PhaseRun,
    Round,
    TocLink,
    TocNode,
)
from models.method import framework as rules
from models.method.commitments import GONE, CommitmentStatus
from models.method.evaluation import snapshot as seen
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.samples import figure_of, interval_of
from models.method.indicators import Accumulation, Level
from models.method.phases import Phase
from models.method.rounds import OF_IMPACT, OVER
from models.method.working_days import local_day

#: What was agreed and may be looked at, whether it came or not; what never was firm is no promise that was broken.
AGREED: frozenset[CommitmentStatus] = frozenset(
    {CommitmentStatus.CONFIRMED, CommitmentStatus.FULFILLED, CommitmentStatus.WITHDRAWN, CommitmentStatus.TRANSFERRED}
)


def snapshot(session: Session, alliance: Alliance, current: Round, *, on: date) -> seen.Snapshot:
    """Return everything that ``current`` looks at, on the day ``on``."""
    levels = {node.key: node.level for node in _nodes(session, alliance)}
    asked = collaboration.scale_of(session, alliance, current) if current.purpose.asks_people else None
    version = framework.current(session, alliance)
    return seen.Snapshot(
        alliance=alliance.slug,
        cycle=current.cycle,
        round=current.number,
        on=on,
        framework=version,
        framework_at_opening=version if current.framework is None else current.framework,
        parameters=Parameters(threshold=alliance.threshold),
        outcomes=tuple(sorted(key for key, level in levels.items() if level is Level.OUTCOME)),
        indicators=_indicators(session, alliance, current, levels),
        promises=_promises(session, alliance, current),
        activities=_activities(session, alliance, current.cycle),
        assumptions=_assumptions(session, alliance, levels),
        backgrounds=_backgrounds(session, alliance),
        collaboration=asked or collaboration.latest_scale(session, alliance, current.cycle),
    )


def _nodes(session: Session, alliance: Alliance) -> list[TocNode]:
    return list(queries.rows(session, TocNode, alliance_id=alliance.id))


def _indicators(
    session: Session, alliance: Alliance, current: Round, levels: dict[str, Level]
) -> tuple[seen.IndicatorSnapshot, ...]:
    counts = _since(session, alliance, current.cycle)
    measured: dict[int, list[Measurement]] = {}
    for of, figure in queries.measurements(session, alliance):
        if counts(of, figure):
            measured.setdefault(of.id, []).append(figure)
    rows = queries.rows(session, Indicator, alliance_id=alliance.id)
    return tuple(indicator_of(row, measured.get(row.id, []), levels) for row in rows)


class _Since:
    """Which figures say something about this cycle: dated in it, and not what an earlier cycle was judged by.

    What happened in periods is added up over the whole road and is not asked for this.
    """

    def __init__(self, day: date, seen_before: int) -> None:
        self.day, self.seen_before = day, seen_before

    def __call__(self, of: Indicator, figure: Measurement) -> bool:
        in_periods = of.accumulation is Accumulation.FLOW
        return in_periods or (figure.on >= self.day and figure.id > self.seen_before)


def _since(session: Session, alliance: Alliance, number: int) -> _Since:
    cycle = queries.one(session, Cycle, "cycle", alliance_id=alliance.id, number=number)
    earlier = [
        one.last_measurement or 0
        for one in queries.rows(session, Round, alliance_id=alliance.id, state=OVER, purpose=OF_IMPACT)
        if one.cycle < number
    ]
    return _Since(local_day(cycle.opened_at), max(earlier, default=0))


def indicator_now(session: Session, alliance: Alliance, row: Indicator, cycle: int) -> seen.IndicatorSnapshot:
    """Return an indicator as an evaluation of this cycle would look at it now."""
    counts = _since(session, alliance, cycle)
    figures = queries.rows(session, Measurement, indicator_id=row.id, withdrawn_at=None)
    return indicator_of(row, [figure for figure in figures if counts(row, figure)], {})


def indicator_of(row: Indicator, figures: Sequence[Measurement], levels: dict[str, Level]) -> seen.IndicatorSnapshot:
    """Return an indicator with these figures as an evaluation looks at it; ``levels`` are those of the nodes by key."""
    return seen.IndicatorSnapshot(
        key=row.key,
        node=row.node,
        level=levels.get(row.node or "", Level.OUTCOME),
        measure=row.measure,
        direction=row.direction,
        direction_confirmed=row.direction_confirmed,
        accumulation=row.accumulation,
        weight=row.weight,
        critical=row.critical,
        guard=row.guard,
        baseline=row.baseline_value,
        baseline_on=row.baseline_on,
        baseline_interval=_around_baseline(row),
        target=row.target_value,
        target_on=row.target_on,
        trajectory=row.trajectory,
        milestones=tuple(seen.MilestonePoint(on=m["date"], value=m["value"]) for m in row.milestones),
        lowest=row.lowest,
        highest=row.highest,
        tolerance=row.tolerance,
        steps=tuple(row.steps),
        measurements=tuple(_measured(figure) for figure in _corrected(row, figures) if figure.judgement is None),
        judgements=_judgements(figures),
    )


def _corrected(row: Indicator, figures: Sequence[Measurement]) -> Sequence[Measurement]:
    """Return the figures that count: of what comes in periods, the last that was recorded of each period."""
    if row.accumulation is not Accumulation.FLOW:
        return figures
    last = {(figure.since, figure.on): figure for figure in sorted(figures, key=lambda one: one.id)}
    return [figure for figure in figures if last[figure.since, figure.on] is figure]


def _judgements(figures: Sequence[Measurement]) -> tuple[seen.Judgement, ...]:
    """Return what each rater says, the last of it: who judges twice is still one rater."""
    by_day = sorted(figures, key=lambda one: (one.on, one.id))
    last = {one.rater: (one.id, one.judgement) for one in by_day if one.judgement is not None}
    return tuple(
        seen.Judgement(number=number, level=said["level"], evidence=said["evidence"]) for number, said in last.values()
    )


def _around_baseline(row: Indicator) -> tuple[float, float] | None:
    """Return how sure the baseline is, where a sample stands behind it."""
    if row.baseline_sample is None or row.baseline_on is None:
        return None
    sampled = seen.Measured(
        on=row.baseline_on, value=row.baseline_value, sample=seen.Sample.model_validate(row.baseline_sample)
    )
    figure = figure_of(sampled)
    return None if figure is None else interval_of(sampled, figure, Parameters().confidence)


def _measured(figure: Measurement) -> seen.Measured:
    return seen.Measured(
        number=figure.id,
        on=figure.on,
        since=figure.since,
        value=figure.value,
        raw=figure.raw,
        sample=seen.Sample.model_validate(figure.sample) if figure.sample else None,
        imported=figure.imported,
        zero_confirmed=figure.zero_confirmed_by is not None,
    )


def _promises(session: Session, alliance: Alliance, current: Round) -> tuple[seen.Promise, ...]:
    """Return what was agreed for this cycle; without a last day it is due once everything is carried out.

    Of what nobody recorded any delivery it is not known what came, unless the promise was taken back.
    """
    evaluated = queries.first(session, PhaseRun, alliance_id=alliance.id, cycle=current.cycle, phase=Phase.EVALUATE)
    carried_out = local_day(evaluated.opened_at) if evaluated else None
    rows = [
        row
        for row in queries.rows(session, Commitment, alliance_id=alliance.id, status=AGREED)
        if row.confirmed_at is not None and (row.until_cycle is None or row.until_cycle >= current.cycle)
    ]
    came: dict[int, int] = {}
    for part in queries.rows(session, Delivery, commitment_id={row.id for row in rows}, withdrawn_at=None):
        came[part.commitment_id] = came.get(part.commitment_id, 0) + part.quantity
    return tuple(
        seen.Promise(
            key=row.key,
            promised=row.quantity,
            delivered=came.get(row.id, 0 if row.status in GONE else None),
            unit=row.unit,
            due=row.ends_on or carried_out,
            critical=row.critical,
        )
        for row in rows
        if row.ends_on or carried_out
    )


def _activities(session: Session, alliance: Alliance, cycle: int) -> tuple[seen.Activity, ...]:
    return tuple(
        seen.Activity(key=node.key, due=node.due_on, fidelity=node.fidelity if node.fidelity_cycle == cycle else None)
        for node in _nodes(session, alliance)
        if node.level is Level.ACTIVITY
    )


def _assumptions(session: Session, alliance: Alliance, levels: dict[str, Level]) -> tuple[seen.Assumption, ...]:
    return tuple(
        seen.Assumption(
            source=link.source,
            target=link.target,
            layer=link.layer or rules.layer_of(levels.get(link.target)),
            evidence=link.evidence,
        )
        for link in queries.rows(session, TocLink, alliance_id=alliance.id)
        if link.assumption
    )


def _backgrounds(session: Session, alliance: Alliance) -> tuple[seen.Background, ...]:
    return tuple(background_of(row) for row in queries.rows(session, Comparison, alliance_id=alliance.id))


def background_of(row: Comparison) -> seen.Background:
    """Return what an indicator is compared with as an evaluation looks at it."""
    return seen.Background(
        indicator=row.indicator,
        then=row.then,
        now=row.now,
        population_mean=row.population_mean,
        resemblance=row.rho,
        series=row.series,
        rivals=tuple(row.rivals),
    )
