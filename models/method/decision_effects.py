"""What each answer to an evaluation would change, before anybody decides (R31-R35, R57)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.method.cycles import Carry, CarryCommitments, CarryOver
from models.method.decisions import Outcome
from models.method.evaluation.results import Link, LinkState
from models.method.evaluation.words import Verdict


class Effect(StrEnum):
    """What an answer does with what it is about."""

    KEEPS = "keeps"
    REOPENS = "reopens"
    REPLACES = "replaces"
    ASKS_AGAIN = "asks_again"
    ENDS = "ends"
    MEASURES_ON = "measures_on"
    FINDS_OUT = "finds_out"
    LEAVES_UNPROVEN = "leaves_unproven"


@dataclass(frozen=True, slots=True)
class Change:
    """What an answer changes; ``about`` are deliverables, commitments, links or indicators by code, or a day."""

    outcome: Outcome
    effect: Effect
    about: tuple[str, ...]


_OF_DELIVERABLES: dict[Carry, Effect] = {
    Carry.KEEP: Effect.KEEPS,
    Carry.REOPEN: Effect.REOPENS,
    Carry.REPLACE: Effect.REPLACES,
}

_OF_COMMITMENTS: dict[CarryCommitments, Effect] = {
    CarryCommitments.KEEP: Effect.KEEPS,
    CarryCommitments.ASK_AGAIN: Effect.ASKS_AGAIN,
    CarryCommitments.END: Effect.ENDS,
}


def of_going_back(plan: CarryOver, promised: Mapping[str, str]) -> tuple[Change, ...]:
    """Return what a next cycle keeps, opens again, replaces, asks for again and ends.

    ``promised`` are the open commitments by key, each with the organisation that made it.
    """
    about: dict[Effect, list[str]] = {effect: [] for effect in Effect}
    for code, carry in plan.deliverables.items():
        about[_OF_DELIVERABLES[carry]].append(code)
    for key, organisation in promised.items():
        about[_OF_COMMITMENTS[plan.fate_of(key, organisation)]].append(key)
    return _said(Outcome.GO_BACK, about)


def of_measuring_again(next_on: date | None, find: Iterable[str]) -> tuple[Change, ...]:
    """Return from which day the next round makes sense, and what is to be found out for it."""
    days = [next_on.isoformat()] if next_on else []
    return _said(Outcome.MEASURE_AGAIN, {Effect.MEASURES_ON: days, Effect.FINDS_OUT: list(find)})


def of_securing(chain: Iterable[Link], verdicts: Mapping[str, Verdict]) -> tuple[Change, ...]:
    """Return what securing anyway leaves unproven: links that do not hold, indicators short or open."""
    links = [link.name.value for link in chain if link.state is not LinkState.OK]
    short = [key for key, verdict in verdicts.items() if verdict is not Verdict.SUFFICIENT]
    return _said(Outcome.SECURE_ANYWAY, {Effect.LEAVES_UNPROVEN: [*links, *short]})


def of_stopping(promised: Iterable[str]) -> tuple[Change, ...]:
    """Return what ends when the alliance stops: the commitments that are open."""
    return _said(Outcome.STOP, {Effect.ENDS: list(promised)})


def _said(outcome: Outcome, about: Mapping[Effect, Sequence[str]]) -> tuple[Change, ...]:
    return tuple(Change(outcome, effect, tuple(about[effect])) for effect in Effect if about.get(effect))
