"""What was measured, as a list to read: figures, words and judgements, and what is doubtful about them (R57, R86)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.actions import doubts, figures
from models.db import queries
from models.db.session import database
from models.db.tables import Indicator, Measurement
from models.method.definition_types import did_you_mean
from models.method.errors import NotFound
from models.method.said import Said


@dataclass(frozen=True, slots=True)
class MeasurementLine:
    """A measurement of an indicator, for a day or for the period from ``since``; ``raw`` is what is no figure.

    ``sample`` and ``judgement`` say their parts by name, as ``k=11 n=20``; a judgement is that of its ``rater``.
    ``imported`` came out of a file; a 0 of those is confirmed by ``zero_confirmed_by``. ``doubts`` are codes. ``round``
    is the closed round that looked at it, ``withdrawn_at`` takes it back.
    """

    id: int
    indicator: str
    since: date | None
    on: date
    value: float | None
    raw: str
    unit: str
    sample: str
    judgement: str
    rater: str | None
    source: str
    imported: bool
    zero_confirmed_by: str | None
    doubts: tuple[str, ...]
    recorded_by: str
    recorded_at: datetime
    round: int | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None


def measurements(slug: str, indicator: str | None = None) -> list[MeasurementLine]:
    """Return everything measured in an alliance, of one indicator or of all, also what was taken back, by day."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        known = {i.key: i for i in figures.indicators(session, alliance)}
        if indicator is not None and indicator not in known:
            raise NotFound(
                "there is no indicator {key!r} in {slug}{near}; known: {known}",
                key=indicator,
                slug=slug,
                near=did_you_mean(indicator, known),
                known=", ".join(known) or Said("none"),
            )
        of = {i.id: i for i in known.values() if indicator in {None, i.key}}
        seen = figures.looked_at(session, alliance)
        doubted: dict[int | None, list[str]] = {}
        for row in of.values():
            for doubt in doubts.of_indicator(session, row):
                doubted.setdefault(doubt.measurement, []).append(doubt.why)
        return [
            _line(of[m.indicator_id], m, tuple(doubted.get(m.id, ())), seen.get(m.id))
            for m in sorted(queries.rows(session, Measurement, indicator_id=set(of)), key=lambda m: (m.on, m.id))
        ]


def _line(of: Indicator, one: Measurement, why: tuple[str, ...], round_: int | None) -> MeasurementLine:
    return MeasurementLine(
        id=one.id,
        indicator=of.key,
        since=one.since,
        on=one.on,
        value=one.value,
        raw=one.raw,
        unit=of.unit,
        sample=_parts({**one.sample} if one.sample else {}),
        judgement=_parts({**one.judgement} if one.judgement else {}),
        rater=one.rater,
        source=one.source,
        imported=one.imported,
        zero_confirmed_by=one.zero_confirmed_by,
        doubts=why,
        recorded_by=one.recorded_by,
        recorded_at=one.recorded_at,
        round=round_,
        withdrawn_at=one.withdrawn_at,
        withdrawn_by=one.withdrawn_by,
    )


def _parts(said: dict[str, float]) -> str:
    return " ".join(
        f"{name}={said[name]:g}" for name in ("k", "n", "population", "sd", "se", "level", "evidence") if name in said
    )
