"""How a decision is shown: the proposal and why, the evidence, what each answer changes, and the rounds before."""

from collections.abc import Callable, Mapping
from typing import Any

from models.method.decisions import GoBackTo
from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.decision_lines import FIGURES, Changed, change, figure, link, option
from samenspel.cli.rows import DecisionView


def sheet(record: DecisionView) -> Sheet[DecisionView]:
    """Return a decision as people read it; a part without lines is not shown."""
    held: Mapping[str, Any] = record.evidence or {}
    asked = ("id", "alliance", "kind", "subject", "cycle", "round", "state", "verdict", "because", "attainment")
    proposed = ("explanation", "failure", "advice", "proposed", "proposed_back", "stop_offered")
    answered = ("asked_at", "due_at", "outcome", "go_back_to", "reason", "decided_by", "decided_at", "via")
    rounds = ("round", "cycle", "closed_at", "verdict", "attainment", "outcome", "go_back_to")
    parts: dict[str, Listing[Any]] = {
        "options": Listing([option(one) for one in record.options], ("outcome", "leads_to")),
        "what each option changes": Listing([change(one) for one in record.changes], ("outcome", "effect", "about")),
        "chain": Listing([link(one) for one in held.get("chain", ())], ("link", "state", "score")),
        "evidence": Listing([figure(one) for one in held.get("indicators", ())], FIGURES),
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
