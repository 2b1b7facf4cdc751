"""What an indicator did elsewhere meanwhile, so that its change is not all put down to the alliance (R29)."""

from dataclasses import dataclass
from datetime import date

from models.actions import looked_at, measuring
from models.actions.frame import act
from models.db import lesson_queries, queries
from models.db.session import Session, database
from models.db.tables import Comparison, Indicator, Measurement
from models.method.errors import BadInput
from models.method.evaluation.contribution import Contributed, left_of_change
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.values import current
from models.method.events import EventType
from models.method.lesson_names import check_nameless
from models.method.lessons import check_text
from models.method.working_days import local_day
from samenspel import clock


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Figures to compare with, in the unit of the indicator; ``rho`` is how strongly one year resembles the next."""

    then: float | None = None
    now: float | None = None
    population_mean: float | None = None
    rho: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What an indicator is compared with, and what that leaves of its change: figures in the unit of the indicator."""

    series: str
    then: float | None
    now: float | None
    population_mean: float | None
    rho: float | None
    rivals: tuple[str, ...]
    contributed: Contributed | None


def compare(slug: str, key: str, series: str, given: Elsewhere, *, rivals: tuple[str, ...], by: str) -> Compared:
    """Record what an indicator is compared with, in place of what was recorded before, and return what that leaves.

    ``series`` says of whom the ``given`` figures are; ``rivals`` are other explanations of the change. Raises
    :class:`BadInput` where half of something is given, or somebody is named.
    """
    _check(given)
    with act(slug, by=by) as a:
        a.check_open()
        indicator = measuring.of_key(a, key)
        texts = [check_text(series, "the series"), *(check_text(one, "another explanation") for one in rivals)]
        check_nameless(texts, lesson_queries.names(a.session))
        row = queries.first(a.session, Comparison, alliance_id=a.alliance.id, indicator=key)
        if row is None:
            row = Comparison(alliance_id=a.alliance.id, indicator=key)
            a.session.add(row)
        row.series, *row.rivals = texts
        row.then, row.now, row.population_mean, row.rho = given.then, given.now, given.population_mean, given.rho
        row.recorded_by, row.recorded_at = by, a.now
        a.session.flush()
        a.record(EventType.COMPARISON_RECORDED, key)
        return _compared(a.session, indicator, row, local_day(a.now))


def compared(slug: str, key: str) -> Compared | None:
    """Return what an indicator is compared with and what that leaves of its change up to today, if anything is."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        row = queries.first(session, Comparison, alliance_id=alliance.id, indicator=key)
        indicator = queries.first(session, Indicator, alliance_id=alliance.id, key=key)
        if row is None or indicator is None:
            return None
        return _compared(session, indicator, row, local_day(clock.now()))


def _compared(session: Session, indicator: Indicator, row: Comparison, today: date) -> Compared:
    figures = queries.rows(session, Measurement, indicator_id=indicator.id, withdrawn_at=None)
    seen = looked_at.indicator_of(indicator, figures, {})
    value = current(seen, today, Parameters()).value
    return Compared(
        series=row.series,
        then=row.then,
        now=row.now,
        population_mean=row.population_mean,
        rho=row.rho,
        rivals=tuple(row.rivals),
        contributed=None if value is None else left_of_change(seen, value, looked_at.background_of(row)),
    )


def _check(given: Elsewhere) -> None:
    if (given.then is None) is not (given.now is None):
        raise BadInput("half of the series says nothing; give both --then and --now, or neither")
    if given.rho is not None and given.population_mean is None:
        raise BadInput("--rho is about figures that were picked for being extreme; give --population-mean as well")
    if given.rho is not None and not 0 <= given.rho <= 1:
        raise BadInput("{rho} is no resemblance between years; allowed: 0 to 1", rho=given.rho)
