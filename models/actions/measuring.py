"""Measuring: a figure, a word or a judgement of an indicator, on the day or of the period it holds for (R57, R86)."""

from dataclasses import dataclass
from datetime import date

from models.actions import doubts, evidence_tasks, figures, framework, looked_at, thanks
from models.actions.frame import Act, act
from models.db.tables import Indicator, Measurement
from models.method.errors import BadInput
from models.method.evaluation.snapshot import Judgement, Sample
from models.method.events import EventType
from models.method.evidence import EvidenceTaskKind
from models.method.measuring import Spoken, Taken, faults, taken
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
    judged = judgement.model_dump() if judgement else {}
    return say(slug, indicator, Spoken(on=on, since=since, value=value, source=source, **parts, **judged), by=by)


def say(slug: str, indicator: str, said: Spoken, *, by: str) -> Recorded:
    """Record what somebody says was measured; :class:`BadInput` says everything for which it cannot be taken.

    What the figure is doubtful for (it cannot be, it overlaps another) is recorded with it and asked about.
    """
    with act(slug, by=by) as a:
        a.check_open()
        row = of_key(a, indicator)
        wrong = faults(looked_at.indicator_of(row, (), {}), said, today=local_day(a.now), strict=True)
        if wrong:
            raise BadInput(joined("\n", dict.fromkeys(fault.text for fault in wrong)))
        figure = record(a, row, taken(looked_at.indicator_of(row, (), {}), said))
        found = doubts.review(a, row)
        about = tuple(doubt.text for doubt in found if doubt.measurement in (None, figure.id))
        return Recorded(figure.id, figure.value, figure.raw, about)


def record(a: Act, row: Indicator, said: Taken, *, imported: bool = False) -> Measurement:
    """Record a measurement within an action, and ask for that figure no more; what we judge by is locked before."""
    framework.lock(a, "the first measurement")
    figure = Measurement(
        indicator_id=row.id,
        since=said.since,
        on=said.on,
        value=said.value,
        raw=said.raw,
        sample=said.sample.model_dump(mode="json", exclude_none=True) if said.sample else None,
        judgement=said.judgement.model_dump(mode="json") if said.judgement else None,
        imported=imported,
        source=said.source,
        recorded_by=a.by,
        recorded_at=a.now,
    )
    a.session.add(figure)
    a.session.flush()
    current = figures.open_round(a.session, a.alliance)
    if current is not None and said.on >= local_day(current.opened_at):
        thanks.settle_figure(a, current.number, row.key)
    evidence_tasks.settle(a, EvidenceTaskKind.COLLECT_VALUE, row.key)
    a.record(EventType.MEASUREMENT_RECORDED, row.key, value=said.value, on=said.on.isoformat())
    return figure


def of_key(a: Act, key: str) -> Indicator:
    """Return an indicator of the alliance; :class:`BadInput` names those there are."""
    known = {row.key: row for row in figures.indicators(a.session, a.alliance)}
    if key not in known:
        raise BadInput(
            "there is no indicator {key!r}; allowed: {known}", key=key, known=", ".join(known) or Said("none")
        )
    return known[key]
