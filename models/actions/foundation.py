"""What the foundation chose for all its alliances: ladders, and the days on which nobody is written to."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.actions import chasing
from models.actions.frame import Act
from models.db import chasing_queries, queries
from models.db.session import Session, database
from models.db.tables import Foundation
from models.method.choices import AllianceSettings, FoundationSettings
from models.method.errors import BadInput
from models.method.ladders import DEFAULTS, LadderName, ladder, names_of
from models.method.said import joined


@dataclass(frozen=True, slots=True)
class LadderLine:
    """A ladder as it is for what nobody chose one for: its steps in words, and who chose them.

    ``chosen_by`` is ``alliance``, ``foundation``, or ``method`` for what is ordinary.
    """

    name: LadderName
    steps: tuple[str, ...]
    chosen_by: str


@dataclass(frozen=True, slots=True)
class FoundationView:
    """The days off of the foundation; quiet days that have passed are shown too."""

    good_friday_off: bool
    liberation_day_off: bool
    quiet_days: tuple[date, ...]


def chosen() -> FoundationSettings:
    """Return what the foundation chose."""
    with database().read() as session:
        return _settings(session)


def days_off() -> FoundationView:
    """Return on which days nobody is written to, beside weekends, public holidays and the days of each alliance."""
    now = chosen()
    return FoundationView(now.good_friday_off, now.liberation_day_off, tuple(sorted(now.quiet_days)))


def choose_days_off(
    *,
    good_friday_off: bool | None = None,
    liberation_day_off: bool | None = None,
    quiet: Iterable[date] = (),
    working: Iterable[date] = (),
    dry_run: bool = False,
) -> FoundationView:
    """Choose days off; ``None`` leaves a choice as it is. Reminders that are due on such a day wait for the next."""
    with _changing(dry_run=dry_run) as (session, choices):
        if good_friday_off is not None:
            choices["good_friday_off"] = good_friday_off
        if liberation_day_off is not None:
            choices["liberation_day_off"] = liberation_day_off
        before = frozenset(date.fromisoformat(day) for day in choices.get("quiet_days", ()))
        choices["quiet_days"] = sorted(day.isoformat() for day in (before | frozenset(quiet)) - frozenset(working))
        _put(session, choices)
        now = FoundationSettings.model_validate(choices)
    return FoundationView(now.good_friday_off, now.liberation_day_off, tuple(sorted(now.quiet_days)))


def ladders(slug: str | None = None) -> list[LadderLine]:
    """Return every ladder as it holds for an alliance, or for one that chose none, with who chose it."""
    with database().read() as session:
        levels: list[tuple[str, Mapping[LadderName, tuple[str, ...]]]] = [("foundation", _settings(session).ladders)]
        if slug is not None:
            own = AllianceSettings.model_validate(queries.find_alliance(session, slug).settings)
            levels.insert(0, ("alliance", own.ladders))
        return [_line(name, levels) for name in LadderName]


def choose_ladder(name: LadderName, steps: Iterable[str], *, by: str, dry_run: bool = False) -> LadderLine:
    """Choose a ladder for every alliance that chooses none; without ``steps`` it is the ordinary one again.

    What is asked already follows it from its next step on. :class:`BadInput` says what a step may be.
    """
    words = in_words(steps)
    with _changing(dry_run=dry_run) as (session, choices):
        known = dict(choices.get("ladders", {}))
        known.pop(name, None)
        choices["ladders"] = {**known, str(name): list(words)} if words else known
        _put(session, choices)
        _follow(session, by=by)
        return _line(name, [("foundation", FoundationSettings.model_validate(choices).ladders)])


def _follow(session: Session, *, by: str) -> None:
    """Let what is asked follow the ladders as they are now, in every alliance."""
    for slug in chasing_queries.with_open_requests(session):
        alliance, run = queries.lock_alliance(session, slug)
        a = Act(session, alliance, by, run)
        chasing.move_all(a)
        a.letters.close()


def in_words(steps: Iterable[str]) -> tuple[str, ...]:
    """Return the steps of a ladder as they are kept; :class:`BadInput` says what a step may be."""
    given = tuple(steps)
    if not given:
        return ()
    try:
        return tuple(str(rung) for rung in ladder(given))
    except ValueError as wrong:
        raise BadInput(joined("", wrong.args)) from None


def _line(name: LadderName, levels: Iterable[tuple[str, Mapping[LadderName, tuple[str, ...]]]]) -> LadderLine:
    names = names_of(name)
    for who, choices in levels:
        for one in names:
            if one in choices:
                return LadderLine(name, choices[one], who)
    steps = next(DEFAULTS[one] for one in names if one in DEFAULTS)
    return LadderLine(name, tuple(str(rung) for rung in steps), "method")


def _settings(session: Session) -> FoundationSettings:
    row = queries.first(session, Foundation, id=1)
    return FoundationSettings.model_validate(row.settings) if row is not None else FoundationSettings()


@contextmanager
def _changing(*, dry_run: bool) -> Iterator[tuple[Session, dict[str, Any]]]:
    with database().write() as session:
        row = queries.first(session, Foundation, id=1)
        yield session, dict(row.settings) if row is not None else {}
        if dry_run:
            session.rollback()


def _put(session: Session, choices: dict[str, Any]) -> None:
    session.merge(Foundation(id=1, settings=choices))
    session.flush()
