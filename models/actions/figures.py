"""The figures of evaluation rounds: which of them a round looks at, and taking one back (R57, R86)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.actions import doubts
from models.actions.frame import Act
from models.actions.rehearsal import acting
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Indicator, Measurement, Round
from models.method.errors import NotAllowed, NotFound
from models.method.evaluation.rubric import raters_needed
from models.method.events import EventType
from models.method.indicators import Accumulation
from models.method.lessons import check_text
from models.method.rounds import OF_IMPACT, OVER, RoundState, unmeasured
from models.method.working_days import local_day


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A figure that no longer counts, of which indicator and for which day; ``raw`` is what it says when no figure."""

    indicator: str
    value: float | None
    on: date
    raw: str = ""


def indicators(session: Session, alliance: Alliance) -> list[Indicator]:
    """Return the indicators of an alliance, in order."""
    return list(queries.rows(session, Indicator, alliance_id=alliance.id))


def open_round(session: Session, alliance: Alliance) -> Round | None:
    """Return the open round that judges the impact, if there is one."""
    return queries.first(session, Round, alliance_id=alliance.id, state=RoundState.OPEN, purpose=OF_IMPACT)


def missing(session: Session, alliance: Alliance, current: Round, among: Iterable[Indicator]) -> tuple[str, ...]:
    """Return the indicators ``among`` these that the open round still asks for, of what is judged until all raters did.

    What counts is dated in the round, of what happened in a period recorded in it, and no earlier round looked at it.
    """
    before = queries.last(session, Round, order="number", alliance_id=alliance.id, state=OVER, purpose=OF_IMPACT)
    seen = before.last_measurement or 0 if before else 0
    opened = local_day(current.opened_at)
    of = {row.id: row for row in among}
    givers: dict[str, set[str | None]] = {row.key: set() for row in of.values()}
    for figure in queries.rows(session, Measurement, indicator_id=set(of), withdrawn_at=None):
        row = of[figure.indicator_id]
        day = local_day(figure.recorded_at) if row.accumulation is Accumulation.FLOW else figure.on
        if figure.id > seen and day >= opened:
            givers[row.key].add(figure.rater)
    return unmeasured(givers, {row.key for row in of.values() if len(givers[row.key]) >= raters_needed(row.measure)})


def looked_at(session: Session, alliance: Alliance) -> dict[int, int]:
    """Return, per figure that a closed round looked at, the number of that round."""
    figures = queries.measurements(session, alliance)
    found: dict[int, int] = {}
    seen = 0
    for one in queries.rows(session, Round, order="number", alliance_id=alliance.id, state=OVER, purpose=OF_IMPACT):
        last = one.last_measurement or 0
        since = local_day(one.opened_at)
        frozen = _frozen(one)
        found |= {
            m.id: one.number
            for _, m in figures
            if m.id not in found and (m.id in frozen or (seen < m.id <= last and m.on >= since))
        }
        seen = max(seen, last)
    return found


def _frozen(one: Round) -> frozenset[int]:
    """Return the numbers of the figures that stand in what a round looked at, also of days before it opened."""
    indicators = (one.snapshot or {}).get("indicators", ())
    figures = (figure for row in indicators for kind in ("measurements", "judgements") for figure in row.get(kind, ()))
    # Judgements had no number once.
    return frozenset(figure.get("number", 0) for figure in figures)


def take_back(slug: str, number: int, *, by: str, reason: str, dry_run: bool = False) -> TakenBack:
    """Take back a figure that was recorded by mistake, as long as no closed round looked at it.

    It stays to be read and no longer counts; what a round has looked at is corrected with a new figure.
    """
    with acting(slug, by=by, dry_run=dry_run) as a:
        a.check_open()
        row, figure = one(a, number)
        key, round_ = row.key, looked_at(a.session, a.alliance).get(number)
        if round_ is not None:
            raise NotAllowed(
                "round {round} looked at figure {number} and is closed; record a corrected figure with: "
                "samenspel measure add {slug} {key} VALUE",
                round=round_,
                number=number,
                slug=slug,
                key=key,
            )
        why = check_text(reason, "the reason for taking a figure back")
        figure.withdrawn_at, figure.withdrawn_by = a.now, by
        a.session.flush()
        a.record(
            EventType.MEASUREMENT_WITHDRAWN,
            key,
            measurement=number,
            value=figure.value,
            on=figure.on.isoformat(),
            reason=why,
        )
        doubts.review(a, row)
        return TakenBack(key, figure.value, figure.on, figure.raw)


def one(a: Act, number: int) -> tuple[Indicator, Measurement]:
    """Return a figure of the alliance that counts, with its indicator; it may not have been taken back."""
    of = {i.id: i for i in indicators(a.session, a.alliance)}
    figure = queries.first(a.session, Measurement, id=number)
    if figure is None or figure.indicator_id not in of:
        raise NotFound(
            "there is no figure {number} in {slug}; see: samenspel measure list {slug}",
            number=number,
            slug=a.alliance.slug,
        )
    if figure.withdrawn_at is not None:
        raise NotAllowed(
            "figure {number} was taken back already, on {day}", number=number, day=local_day(figure.withdrawn_at)
        )
    return of[figure.indicator_id], figure
