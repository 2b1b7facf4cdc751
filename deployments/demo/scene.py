"""What the people of an alliance see when they look up: the open phase, what waits for whom, and who they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from deployments.demo.script import Script, Walk
from models.actions import agenda, lists_alliance, requests
from models.actions.agenda import OpenLine
from models.actions.requests import AskedLine
from models.method import actors
from models.method.definition import AllianceDefinition
from models.method.matters import Matter
from models.method.phases import Phase, Side
from models.method.requests import RequestKind


@dataclass(frozen=True, slots=True)
class Todo:
    """Something somebody will do, and from when on."""

    at: datetime
    do: Callable[[], object]


class Company:
    """The members of staff of an alliance, who record what its partners say and do."""

    def __init__(self, definition: AllianceDefinition) -> None:
        colleagues = (one.code for one in definition.staff if one.code != definition.facilitator)
        self.name = definition.name
        self.facilitator = definition.facilitator
        #: Who guides the alliance and speaks for the foundation.
        self.guide = actors.staff(definition.facilitator)
        #: Who keeps in touch with the partners; the same person where there is only one.
        self.relations = actors.staff(next(colleagues, definition.facilitator))

    def recorder(self, side: str) -> str:
        """Return who records what a side says."""
        return self.guide if side == Side.FOUNDATION else self.relations


@dataclass(frozen=True, slots=True)
class Scene:
    """An alliance at one moment, as everybody in it sees it."""

    script: Script
    company: Company
    cycle: int
    phase: Phase
    since: datetime
    asked: tuple[AskedLine, ...]
    waiting: tuple[OpenLine, ...]

    @property
    def slug(self) -> str:
        """The short name of the alliance."""
        return self.script.slug

    @property
    def walk(self) -> Walk:
        """What the script says of this cycle; behind its end the last one goes on."""
        return self.script.walks[min(self.cycle, len(self.script.walks)) - 1]

    def asked_for(self, kind: RequestKind) -> tuple[AskedLine, ...]:
        """Return the open requests of one kind."""
        return tuple(one for one in self.asked if one.kind is kind)

    def waits(self, matter: Matter) -> tuple[OpenLine, ...]:
        """Return what waits for somebody of one kind."""
        return tuple(one for one in self.waiting if one.what is matter)


def look(script: Script, company: Company) -> Scene | None:
    """Return what there is to see in an alliance, ``None`` once it has ended."""
    live = lists_alliance.cycle(script.slug)
    if not live.phases or live.phases[-1].closed_at is not None:
        return None
    phase = live.phases[-1]
    return Scene(
        script=script,
        company=company,
        cycle=live.number,
        phase=Phase(phase.phase),
        since=phase.opened_at,
        asked=tuple(requests.requests(script.slug)),
        waiting=tuple(agenda.open_matters(script.slug)),
    )
