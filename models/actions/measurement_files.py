"""Files of figures: what one asks for, and taking one in, all of it or nothing (R57, R86)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.actions import doubts, figures, looked_at, measuring
from models.actions.rehearsal import acting
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Indicator, Measurement
from models.method.errors import NotAllowed
from models.method.evaluation.snapshot import IndicatorSnapshot, Judgement, Sample
from models.method.measurement_files import Asked, FileRow
from models.method.measuring import Taken, rated
from models.method.said import Said


@dataclass(frozen=True, slots=True)
class RowTaken:
    """What became of a row of a file: new, the same as was recorded before, or new and doubtful, and why."""

    line: int
    state: str
    indicator: str
    since: date | None
    on: date
    value: float | None
    raw: str
    doubts: tuple[Said, ...]


def known(slug: str) -> dict[str, IndicatorSnapshot]:
    """Return the indicators of an alliance by key, without what was measured of them."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = figures.indicators(session, alliance)
        return {row.key: looked_at.indicator_of(row, (), {}) for row in rows}


def raters(slug: str) -> tuple[str, ...]:
    """Return who may be named as the rater of a judgement: organisations of the alliance, then staff."""
    with database().read() as session:
        return measuring.raters(session, queries.find_alliance(session, slug))


def asked(slug: str, *, everything: bool) -> list[Asked]:
    """Return the indicators that the open round still asks for, or ``everything``; NotAllowed when that is nothing."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = {row.key: row for row in figures.indicators(session, alliance)}
        if not rows:
            raise NotAllowed("{slug} has no indicators yet; add one with: samenspel indicator add {slug}", slug=slug)
        wanted = rows if everything else {key: rows[key] for key in _still_asked(session, alliance, rows)}
        return [_asked(session, row) for row in wanted.values()]


def take_in(slug: str, rows: Sequence[FileRow], *, by: str, dry_run: bool = False) -> list[RowTaken]:
    """Record the rows of a file that were not recorded before, and ask about what is doubtful; say so of each row.

    A 0 waits for the confirmation of a person, and what was no figure for somebody to correct it.
    """
    with acting(slug, by=by, dry_run=dry_run) as a:
        a.check_open()
        of = {row.indicator: measuring.of_key(a, row.indicator) for row in rows}
        recorded: dict[int, Measurement] = {}
        for row in rows:
            if not _known(a.session, of[row.indicator], rated(row.taken, by)):
                recorded[row.line] = measuring.record(a, of[row.indicator], row.taken, imported=True)
        touched = {row.indicator for row in rows if row.line in recorded}
        found = {key: doubts.review(a, of[key]) for key in of if key in touched}
        return [
            _outcome(
                row,
                row.line in recorded,
                tuple(
                    doubt.text
                    for doubt in found.get(row.indicator, ())
                    if row.line in recorded and doubt.measurement in (None, recorded[row.line].id)
                ),
            )
            for row in rows
        ]


def _outcome(row: FileRow, new: bool, why: tuple[Said, ...]) -> RowTaken:
    state = "doubtful" if why else "new" if new else "same"
    said = row.taken
    return RowTaken(row.line, state, row.indicator, said.since, said.on, said.value, said.raw, why)


def _known(session: Session, row: Indicator, said: Taken) -> bool:
    """Say whether exactly this was recorded before and counts; a judgement is that of its rater."""
    same = queries.rows(session, Measurement, indicator_id=row.id, on=said.on, since=said.since, withdrawn_at=None)
    return any(_as_taken(one) == said for one in same)


def _as_taken(one: Measurement) -> Taken:
    sample = Sample.model_validate(one.sample) if one.sample else None
    judgement = Judgement.model_validate(one.judgement) if one.judgement else None
    return Taken(one.on, one.since, one.value, one.raw, sample, judgement, one.source, one.rater or "")


def _still_asked(session: Session, alliance: Alliance, rows: dict[str, Indicator]) -> tuple[str, ...]:
    current = figures.open_round(session, alliance)
    if current is None:
        raise NotAllowed("no round of {slug} asks for figures now; --all takes every indicator", slug=alliance.slug)
    missing = figures.missing(session, alliance, current, rows.values())
    if not missing:
        raise NotAllowed(
            "everything was measured for round {number} of {slug}; --all takes every indicator",
            number=current.number,
            slug=alliance.slug,
        )
    return missing


def _asked(session: Session, row: Indicator) -> Asked:
    counted = queries.rows(session, Measurement, indicator_id=row.id, withdrawn_at=None)
    last = max(counted, key=lambda one: (one.on, one.id), default=None)
    of = looked_at.indicator_of(row, counted, {})
    if last is None:
        return Asked(of, row.title, row.unit)
    return Asked(of, row.title, row.unit, last.value if last.value is not None else last.raw, last.on)
