"""What came of a life: the cycles that were walked, how it ended, and what it took."""

from dataclasses import dataclass
from datetime import datetime

from models.actions import letterbox, lists_alliance, lists_lessons, lists_parties, lists_rounds
from models.actions.overview import overview
from models.method.requests import LetterState
from models.method.rounds import RoundKind
from samenspel import clock


@dataclass(frozen=True, slots=True)
class CycleOutcome:
    """A cycle as it was walked; ``verdict`` is that of its last deciding round, with the share of the road covered."""

    number: int
    phases: tuple[str, ...]
    verdict: str | None
    attainment: float | None


@dataclass(frozen=True, slots=True)
class LifeOutcome:
    """A whole life; ``began`` and ``until`` are moments of the simulated clock, ``seconds`` passed on the wall.

    ``server`` and ``home`` say where to look when they were kept, else they are ``None``.
    """

    alliance: str
    cycles: tuple[CycleOutcome, ...]
    ended: str | None
    began: datetime
    until: datetime
    partners: tuple[str, ...]
    lessons: tuple[str, ...]
    letters: int
    events: int
    runs: int
    seconds: float
    server: str | None
    home: str | None


def outcome(slug: str, *, runs: int, seconds: float, server: str | None, home: str | None) -> LifeOutcome:
    """Return what came of the life of an alliance, up to now."""
    now = overview(slug)
    return LifeOutcome(
        alliance=slug,
        cycles=_cycles(slug),
        ended=now.ending,
        began=lists_alliance.alliance(slug).added_at,
        until=clock.now(),
        partners=tuple(one.organisation for one in lists_parties.stakeholders(slug) if one.status == "committed"),
        lessons=tuple(one.text for one in lists_lessons.lessons(slug)),
        letters=sum(1 for one in letterbox.letters(slug) if one.state is LetterState.SENT),
        events=now.last_seq,
        runs=runs,
        seconds=round(seconds, 1),
        server=server,
        home=home,
    )


def _cycles(slug: str) -> tuple[CycleOutcome, ...]:
    deciding = {one.cycle: one for one in lists_rounds.rounds(slug) if one.kind == RoundKind.DECIDING and one.verdict}
    return tuple(
        CycleOutcome(
            number=one.number,
            phases=one.phases,
            verdict=deciding[one.number].verdict if one.number in deciding else None,
            attainment=deciding[one.number].attainment if one.number in deciding else None,
        )
        for one in lists_alliance.cycles(slug)
    )
