"""The lines of a decision: its options and what they change, the links of the chain, the figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.method.decisions import Outcome
from samenspel.cli.output import by_eye


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be given now, and what it leads to."""

    outcome: Outcome
    leads_to: str


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator as it stood when the question was asked; what older evaluations did not say is ``None``."""

    key: str
    title: str
    baseline: float | None
    target: float | None
    value: float | None
    measured_on: Any
    attainment: float | None
    expected: float | None
    score: float | None
    verdict: Any
    why: Any
    marks: Any
    arithmetic: str


#: Every field of a figure; on a terminal those that nothing says are left out.
FIGURES = (
    *("key", "title", "baseline", "target", "value", "measured_on", "attainment", "expected", "score"),
    *("verdict", "why", "marks", "arithmetic"),
)


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link of the results chain: whether it holds, and its score."""

    link: Any
    state: Any
    score: float | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What an answer would change."""

    outcome: Outcome
    effect: Any
    about: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of what is judged by, made while the round was open."""

    change: str


def option(outcome: str) -> Option:
    """Return an answer with what it leads to, in the language of the reader."""
    from models.method.labels import consequence
    from samenspel.cli.language import lang

    return Option(Outcome(outcome), consequence(Outcome(outcome), lang()))


def change(one: Any) -> ChangeLine:
    """Return a change with deliverables and links by their names on a terminal, and by their codes in a pipe."""
    from models.method import labels
    from models.method.deliverables import DELIVERABLES
    from models.method.evaluation.results import LinkName
    from models.method.rounds import RoundPurpose
    from samenspel.cli.language import lang

    names = {code: labels.deliverable(code, lang()) for code in DELIVERABLES}
    names |= {link.value: labels.label(link, lang()) for link in (*LinkName, RoundPurpose.COLLABORATION)}
    return ChangeLine(one.outcome, one.effect, tuple(by_eye(names.get(code, code), code) for code in one.about))


def link(one: Mapping[str, Any]) -> LinkLine:
    """Return a link of the chain as the evidence has it."""
    from models.method.evaluation.results import LinkName, LinkState

    return LinkLine(LinkName(one["name"]), LinkState(one["state"]), (one.get("together") or {}).get("score"))


def figure(one: Mapping[str, Any]) -> Figure:
    """Return an indicator as the evidence has it."""
    from datetime import date

    from models.method.evaluation.words import Mark, Reason, Verdict

    return Figure(
        key=one["key"],
        title=one["title"],
        baseline=one.get("baseline"),
        target=one.get("target"),
        value=one.get("value"),
        attainment=one.get("attainment"),
        expected=one.get("expected"),
        score=one.get("score"),
        measured_on=date.fromisoformat(one["measured_on"]) if one.get("measured_on") else None,
        verdict=Verdict(one["verdict"]) if one.get("verdict") else None,
        why=Reason(one["reason"]) if one.get("reason") else None,
        marks=tuple(map(Mark, one.get("marks", ()))),
        arithmetic=one.get("arithmetic", ""),
    )
