"""Measuring: a figure, a word or a judgement of an indicator, on the day or of the period it holds for (R57, R86)."""

from dataclasses import dataclass
from datetime import date

from models.actions import doubts, evidence_tasks, figures, framework, looked_at, thanks
from models.actions.frame import Act, act
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Indicator, Measurement, Staff, Stakeholder
from models.method.errors import BadInput
from models.method.evaluation.indicator import assess
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.snapshot import Judgement, Sample
from models.method.events import EventType
from models.method.evidence import EvidenceTaskKind, task_for
from models.method.measuring import Spoken, Taken, faults, rated, taken
from models.method.said import Said, joined
from models.method.working_days import local_day


@dataclass(frozen=True, slots=True)
class Recorded:
    """A measurement that was recorded, by its number, and what is doubtful about it."""

    number: int
    value: float | None
    raw: str
    doubts: tuple[Said, ...]


def measure(
    slug: str,
    indicator: str,
    value: float | str | None,
    *,
    by: str,
    on: date,
    since: date | None = None,
    source: str = "",
    sample: Sample | None = None,
    judgement: Judgement | None = None,
) -> Recorded:
    """Record what was measured, in the indicator's own unit, on the day it holds for; see :func:`say`."""
    parts = sample.model_dump(include={"k", "n", "population", "sd", "se"}) if sample else {}
    judged = judgement.model_dump(include={"level", "evidence"}) if judgement else {}
    return say(slug, indicator, Spoken(on=on, since=since, value=value, source=source, **parts, **judged), by=by)


def say(slug: str, indicator: str, said: Spoken, *, by: str) -> Recorded:
    """Record what somebody says was measured; :class:`BadInput` says everything for which it cannot be taken.

    What the figure is doubtful for (it cannot be, it overlaps another) is recorded with it and asked about.
    """
    with act(slug, by=by) as a:
        a.check_open()
        row = of_key(a, indicator)
        known = raters(a.session, a.alliance) if said.rater else ()
        wrong = faults(looked_at.indicator_of(row, (), {}), said, today=local_day(a.now), strict=True, raters=known)
        if wrong:
            raise BadInput(joined("\n", dict.fromkeys(fault.text for fault in wrong)))
        figure = record(a, row, taken(looked_at.indicator_of(row, (), {}), said))
        found = doubts.review(a, row)
        about = tuple(doubt.text for doubt in found if doubt.measurement in (None, figure.id))
        return Recorded(figure.id, figure.value, figure.raw, about)


def record(a: Act, row: Indicator, said: Taken, *, imported: bool = False) -> Measurement:
    """Record a measurement within an action, and ask for that figure no more; what we judge by is locked before."""
    framework.lock(a, "the first measurement")
    said = rated(said, a.by)
    figure = Measurement(
        indicator_id=row.id,
        since=said.since,
        on=said.on,
        value=said.value,
        raw=said.raw,
        sample=said.sample.model_dump(mode="json", exclude_none=True) if said.sample else None,
        judgement=said.judgement.model_dump(mode="json", include={"level", "evidence"}) if said.judgement else None,
        rater=said.rater or None,
        imported=imported,
        source=said.source,
        recorded_by=a.by,
        recorded_at=a.now,
    )
    a.session.add(figure)
    a.session.flush()
    current = figures.open_round(a.session, a.alliance)
    if current is not None and not figures.missing(a.session, a.alliance, current, [row]):
        thanks.settle_figure(a, current.number, row.key)
    if not _to_be_collected(a, row):
        evidence_tasks.settle(a, EvidenceTaskKind.COLLECT_VALUE, row.key)
    a.record(EventType.MEASUREMENT_RECORDED, row.key, value=said.value, on=said.on.isoformat())
    return figure


def _to_be_collected(a: Act, row: Indicator) -> bool:
    """Say whether an evaluation of today would ask for a figure of the indicator, or for better evidence."""
    now = looked_at.indicator_now(a.session, a.alliance, row, a.cycle)
    reason = assess(now, local_day(a.now), Parameters(threshold=a.alliance.threshold)).reason
    return task_for(reason) is EvidenceTaskKind.COLLECT_VALUE


def raters(session: Session, alliance: Alliance) -> tuple[str, ...]:
    """Return who may be named as the rater of a judgement: organisations of the alliance, then staff."""
    parties = {row.organisation_id for row in queries.rows(session, Stakeholder, alliance_id=alliance.id)}
    organisations = sorted(one.key for one in queries.organisations(session, parties).values())
    return (*organisations, *(one.code for one in queries.rows(session, Staff, order="code")))


def of_key(a: Act, key: str) -> Indicator:
    """Return an indicator of the alliance; :class:`BadInput` names those there are."""
    known = {row.key: row for row in figures.indicators(a.session, a.alliance)}
    if key not in known:
        raise BadInput(
            "there is no indicator {key!r}; allowed: {known}", key=key, known=", ".join(known) or Said("none")
        )
    return known[key]
