"""Living through an alliance's life: work is done, people answer, and the clock jumps to the next due moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from deployments.demo import people
from deployments.demo.scene import Company, Todo, look
from deployments.demo.script import Script
from models.actions import timers
from models.actions.overview import overview
from models.db import queries
from models.db.session import database
from models.db.tables import Dispatch, Timer
from models.method.definition import AllianceDefinition
from models.method.errors import Refusal
from models.method.phases import Phase
from models.method.requests import TimerState
from models.method.said import Said
from models.method.working_days import local_day
from notifications import postoffice
from samenspel import clock
from samenspel.clock import SetClock
from samenspel.settings import Settings

#: A life takes some seventy jumps and some batches of answers; one that takes so many goes round in circles.
MOST_MOMENTS = 500

#: Nobody does so many things at one moment.
MOST_ANSWERS = 20


class StoryStuck(Refusal):
    """The story does not go on; the message says where it stands and what it waits for."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a phase run has to deal with, up to event ``through``; it is ``taken`` while a run is on it."""

    cycle: int
    phase: Phase
    through: int
    taken: bool


class Stage(Protocol):
    """Where the phase runs of an alliance take place."""

    async def settle(self, slug: str) -> None:
        """Return once everything that happened in the alliance is dealt with; raise :class:`StoryStuck` if never."""


async def live(
    script: Script,
    definition: AllianceDefinition,
    stage: Stage,
    hands: SetClock,
    chosen: Settings,
    *,
    until: datetime | None = None,
    after_each: Callable[[], None] = lambda: None,
) -> None:
    """Live until the alliance has ended, or until the moment given; ``after_each`` is called whenever something was.

    ``hands`` is the clock by which this process lives. Raises :class:`StoryStuck`.
    """
    company = Company(definition)
    for _ in range(MOST_MOMENTS):
        await stage.settle(script.slug)
        postoffice.send_due(chosen, owner="demo", limit=1000)
        after_each()
        scene = look(script, company)
        if scene is None:
            return
        todo = people.agenda(scene)
        if _due(todo):
            _answer(script, company, todo)
            continue
        at = _next_moment(script.slug, todo)
        if until is not None and at > until:
            hands.move_to(until)
            return
        hands.move_to(at)
        _ring(script.slug)
    raise _stuck(script.slug, Said("goes round in circles"))


def _due(todo: Sequence[Todo]) -> list[Todo]:
    return [one for one in todo if one.at <= clock.now()]


def _answer(script: Script, company: Company, todo: Sequence[Todo]) -> None:
    """Let everybody do what is due for them, also what follows at once from what others do."""
    for _ in range(MOST_ANSWERS):
        for one in _due(todo):
            one.do()
        scene = look(script, company)
        todo = people.agenda(scene) if scene is not None else []
        if not _due(todo):
            return
    raise _stuck(script.slug, Said("is answered without end"))


def _next_moment(slug: str, todo: Sequence[Todo]) -> datetime:
    moments = [one.at for one in todo] + [at for _, at in _waiting(slug)]
    if not moments:
        raise _stuck(slug, Said("stands still"))
    return min(moments)


def _ring(slug: str) -> None:
    for number, at in _waiting(slug):
        if at <= clock.now():
            timers.fire(slug, number)


def _waiting(slug: str) -> list[tuple[int, datetime]]:
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = queries.rows(session, Timer, order="due_at", alliance_id=alliance.id, state=TimerState.WAITING)
        return [(row.id, row.due_at) for row in rows]


def to_do(slug: str) -> Work | None:
    """Return the work that waits in an alliance, or ``None`` when everything that happened is dealt with."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        books = queries.one(session, Dispatch, "dispatch row", alliance_id=alliance.id)
        run = queries.open_phase(session, alliance)
        if run is None or books.done_seq >= books.wake_seq:
            return None
        return Work(run.cycle, run.phase, books.wake_seq, taken=books.lease_until is not None)


def _stuck(slug: str, how: Said) -> StoryStuck:
    now = overview(slug)
    return StoryStuck(
        "the story of {slug} {how} in phase {phase} of cycle {cycle} on {day}; the gate waits for {waits_for}",
        slug=slug,
        how=how,
        phase=now.phase,
        cycle=now.cycle,
        day=local_day(clock.now()),
        waits_for=", ".join(now.waits_for) or Said("nothing"),
    )
