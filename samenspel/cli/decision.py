"""``samenspel decision``: what people decide when a round did not show enough impact."""

import re
from typing import Annotated

from cyclopts import Parameter
from pydantic import ValidationError

from models.method.decisions import DecisionAnswer, GoBackTo, Outcome
from models.method.errors import BadInput
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.options import By, Reason, actor, noun
from samenspel.cli.rows import DecisionView

app = noun("decision", "List, show and answer what people have to decide.")

_NUMBER = re.compile(r"[0-9]{1,9}")


@app.command(name="list")
def list_(
    slug: Annotated[str | None, Parameter(help="One alliance; all of them if left out.")] = None,
    /,
    *,
    all_: Annotated[bool, Parameter(name="--all", help="Also those that are answered or no longer asked.")] = False,
) -> Listing[DecisionView]:
    """List the questions that wait for people, oldest first.

    Example: samenspel decision list
    """
    from models.actions import lists_impact

    columns = ("id", "alliance", "cycle", "verdict", "attainment", "proposed", "proposed_back", "due_at")
    answered = ("state", "outcome", "decided_by", "decided_at", "via") if all_ else ()
    rows = lists_impact.decisions(slug, answered=all_)
    return Listing(rows, columns + answered, "Nothing waits for a decision.")


@app.command
def show(number: Annotated[str, Parameter(help="The number of the decision.")], /) -> Sheet[DecisionView]:
    """Show a decision: what was proposed and, once answered, what was decided, by whom, when and why.

    Example: samenspel decision show 1
    """
    from models.actions import lists_impact

    if not _NUMBER.fullmatch(number):
        raise BadInput(f"{number!r} is no number of a decision; see: samenspel decision list")
    record = lists_impact.decision(int(number))
    asked = ("id", "alliance", "cycle", "round", "state", "verdict", "attainment", "proposed", "proposed_back")
    answered = ("asked_at", "due_at", "outcome", "go_back_to", "reason", "decided_by", "decided_at", "via")
    after = f"samenspel decision answer {number} --outcome {record.proposed.replace('_', '-')} --reason TEXT --by STAFF"
    return Sheet(record, asked + answered, then=after if record.state == "open" else "")


@app.command
def answer(
    decision: Annotated[str, Parameter(help="Its number, or new:SLUG for a decision that nobody asked for.")],
    /,
    *,
    outcome: Annotated[Outcome, Parameter(help="What was decided.")],
    reason: Reason,
    by: By,
    go_back_to: Annotated[
        GoBackTo, Parameter(help="The phase a new cycle starts at; needed for go-back.")
    ] = GoBackTo.NOT_APPLICABLE,
    lesson: Annotated[str, Parameter(help="What was learned; needed for go-back with none recorded.")] = "",
) -> Done:
    """Record what the sponsor group decided; the first answer counts.

    Example: samenspel decision answer 1 --outcome go-back --go-back-to co-create --reason "Te weinig scholen." --by hz
    """
    from models.actions import decisions

    slug = decision.removeprefix(decisions.BY_HAND)
    if not (_NUMBER.fullmatch(decision) or (decision.startswith(decisions.BY_HAND) and slug)):
        raise BadInput(f"decision {decision!r} is unknown; allowed: its number, or {decisions.BY_HAND}SLUG")
    actor(by)
    given = _answer(outcome, go_back_to, reason, by, lesson)
    done = decisions.answer(decision, given, via="CLI")
    changed = {
        "alliance": done.alliance,
        "decision": done.decision,
        "outcome": done.outcome,
        "go_back_to": go_back_to,
        "cycle": done.cycle,
        "phase": done.phase,
        "by": by,
    }
    return Done(
        "Decision {decision}: {outcome}. {alliance} is in phase {number}, {phase}, of cycle {cycle}.",
        changed,
        f"samenspel status {done.alliance}",
        words={"number": done.phase.number},
    )


def _answer(outcome: Outcome, go_back_to: GoBackTo, reason: str, by: str, lesson: str) -> DecisionAnswer:
    try:
        return DecisionAnswer(outcome=outcome, go_back_to=go_back_to, reason=reason, decided_by=by, lesson=lesson)
    except ValidationError as problem:
        told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in problem.errors())
        raise BadInput(told) from None
