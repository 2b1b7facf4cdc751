"""How a decision is shown: the proposal and why, the evidence, what each answer changes, and the rounds before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.method.decisions import GoBackTo, Outcome
from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.output import by_eye
from samenspel.cli.rows import DecisionView


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


def sheet(record: DecisionView) -> Sheet[DecisionView]:
    """Return a decision as people read it; a part without lines is not shown."""
    held: Mapping[str, Any] = record.evidence or {}
    asked = ("id", "alliance", "kind", "subject", "cycle", "round", "state", "verdict", "because", "attainment")
    proposed = ("explanation", "failure", "advice", "proposed", "proposed_back", "stop_offered")
    answered = ("asked_at", "due_at", "outcome", "go_back_to", "reason", "decided_by", "decided_at", "via")
    rounds = ("round", "cycle", "closed_at", "verdict", "attainment", "outcome", "go_back_to")
    parts: dict[str, Listing[Any]] = {
        "options": Listing([_option(one) for one in record.options], ("outcome", "leads_to")),
        "what each option changes": Listing([_change(one) for one in record.changes], ("outcome", "effect", "about")),
        "chain": Listing([_link(one) for one in held.get("chain", ())], ("link", "state", "score")),
        "evidence": Listing([_figure(one) for one in held.get("indicators", ())], FIGURES),
        "changed since the round opened": Listing([Changed(one) for one in _said(held, "changes") or ()], ("change",)),
        "rounds": Listing(record.history, rounds),
    }
    back = "" if record.proposed_back == GoBackTo.NOT_APPLICABLE else f" --go-back-to {_typed(record.proposed_back)}"
    after = f"samenspel decision answer {record.id} --outcome {_typed(record.proposed)}{back} --reason TEXT --by STAFF"
    then = after if record.state == "open" else ""
    return Sheet(record, asked + proposed + answered, parts, then=then, computed=COMPUTED)


def _typed(code: str) -> str:
    """Return a code as it is typed."""
    return code.replace("_", "-")


def _option(outcome: str) -> Option:
    from models.method.labels import consequence
    from samenspel.cli.language import lang

    return Option(Outcome(outcome), consequence(Outcome(outcome), lang()))


def _change(one: Any) -> ChangeLine:
    """Return a change with deliverables and links by their names on a terminal, and by their codes in a pipe."""
    from models.method import labels
    from models.method.deliverables import DELIVERABLES
    from models.method.evaluation.results import LinkName
    from models.method.rounds import RoundPurpose
    from samenspel.cli.language import lang

    names = {code: labels.deliverable(code, lang()) for code in DELIVERABLES}
    names |= {link.value: labels.label(link, lang()) for link in (*LinkName, RoundPurpose.COLLABORATION)}
    return ChangeLine(one.outcome, one.effect, tuple(by_eye(names.get(code, code), code) for code in one.about))


def _link(one: Mapping[str, Any]) -> LinkLine:
    from models.method.evaluation.results import LinkName, LinkState

    return LinkLine(LinkName(one["name"]), LinkState(one["state"]), (one.get("together") or {}).get("score"))


def _figure(one: Mapping[str, Any]) -> Figure:
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


def _because(record: DecisionView) -> Any:
    from models.method.evaluation.words import Reason

    why = (record.evidence or {}).get("reason")
    return Reason(str(why)) if why else None


def _explanation(record: DecisionView) -> Any:
    return _said(record.evidence or {}, "sentence")


def _said(held: Mapping[str, Any], name: str) -> Any:
    """Return what the evidence says in the language of the reader."""
    from samenspel.cli.language import lang

    return (held.get(name) or {}).get(lang())


def _diagnosed(name: str) -> Callable[[DecisionView], Any]:
    def of(record: DecisionView) -> Any:
        from models.method.evaluation.results import Advice, Failure

        said: Any = (record.evidence or {}).get("diagnosis")
        return {"failure": Failure, "advice": Advice}[name](said[name]) if said else None

    return of


def _stop_offered(record: DecisionView) -> Any:
    from models.method.loops import StopOffered

    why = (record.evidence or {}).get("stop_offered")
    return StopOffered(str(why)) if why else None


#: What is read from the evidence.
COMPUTED: Mapping[str, Callable[[DecisionView], Any]] = {
    "because": _because,
    "explanation": _explanation,
    "failure": _diagnosed("failure"),
    "advice": _diagnosed("advice"),
    "stop_offered": _stop_offered,
}
