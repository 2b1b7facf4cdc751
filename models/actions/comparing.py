"""The cycles of an alliance side by side: what each aimed at, with whom, how, what came of it, what it taught."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.actions import pictures
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Cycle, Lesson, PhaseRun, Round
from models.method.cycles import CarryOver
from models.method.phases import Phase
from models.method.pictures import Differences, Picture, differences
from models.method.rounds import OVER, RoundKind


@dataclass(frozen=True, slots=True)
class Walked:
    """One cycle in a line; ``joined`` and ``left`` are partners by key, seen from the cycle before."""

    number: int
    starts_at: str
    phases: tuple[str, ...]
    solution: str
    verdict: str | None
    attainment: float | None
    partners: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aimed:
    """An objective of one cycle; ``changed`` says that the cycle before had another road."""

    cycle: int
    key: str
    title: str
    baseline: float | None
    target: float | None
    target_on: date | None
    value: float | None
    unit: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson of a cycle; ``rests_on`` are the cycles that rest on it."""

    cycle: int
    id: int
    text: str
    rests_on: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every cycle of an alliance, and what changed from each to the next (R33-R35)."""

    alliance: str
    cycles: tuple[Walked, ...]
    objectives: tuple[Aimed, ...]
    lessons: tuple[Learned, ...]


def compare(slug: str) -> Comparison:
    """Return the cycles of an alliance side by side; :class:`NotFound` when there is none of this slug."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        cycles = queries.rows(session, Cycle, order="number", alliance_id=alliance.id)
        seen = {cycle.number: pictures.draw(session, alliance, cycle) for cycle in cycles}
        changed = {number: differences(seen.get(number - 1, picture), picture) for number, picture in seen.items()}
        return Comparison(
            alliance=slug,
            cycles=tuple(_walked(session, alliance, c, seen[c.number], changed[c.number]) for c in cycles),
            objectives=tuple(
                Aimed(
                    n,
                    o.key,
                    o.title,
                    o.baseline,
                    o.target,
                    o.target_on,
                    o.value,
                    o.unit,
                    o.key in changed[n].objectives,
                )
                for n, picture in seen.items()
                for o in picture.objectives
            ),
            lessons=_lessons(session, alliance, cycles),
        )


def _walked(session: Session, alliance: Alliance, cycle: Cycle, picture: Picture, changed: Differences) -> Walked:
    here: dict[str, Any] = {"alliance_id": alliance.id, "cycle": cycle.number}
    last = queries.last(session, Round, order="number", **here, kind=RoundKind.DECIDING, state=OVER)
    runs = queries.rows(session, PhaseRun, **here)
    return Walked(
        number=cycle.number,
        starts_at=cycle.starts_at,
        phases=tuple(Phase(run.phase).value for run in runs),
        solution=picture.solution,
        verdict=last.verdict if last else None,
        attainment=last.attainment if last else None,
        partners=picture.partners,
        joined=changed.joined,
        left=changed.left,
    )


def _lessons(session: Session, alliance: Alliance, cycles: Sequence[Cycle]) -> tuple[Learned, ...]:
    rests = {c.number: CarryOver.model_validate(c.carry_over).lessons for c in cycles if c.carry_over}
    return tuple(
        Learned(row.cycle, row.id, row.text, tuple(number for number, ids in rests.items() if row.id in ids))
        for row in queries.rows(session, Lesson, alliance_id=alliance.id)
    )
