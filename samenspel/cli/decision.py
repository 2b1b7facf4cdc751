"""``samenspel decision``: the questions that wait for people, and what they decided."""

import re
from typing import Annotated

from cyclopts import Parameter
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from models.method.decisions import DecisionAnswer, GoBackTo, Outcome
from models.method.errors import BadInput
from models.method.said import Said, joined
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.confirm import DryRun, Yes, confirm
from samenspel.cli.decision_view import sheet
from samenspel.cli.options import By, Reason, actor, noun
from samenspel.cli.output import filled
from samenspel.cli.rows import DecisionView

app = noun("decision", "List, show, answer and take back what people decide.")

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

    columns = (
        "id",
        "alliance",
        "kind",
        "subject",
        "cycle",
        "verdict",
        "attainment",
        "proposed",
        "proposed_back",
        "due_at",
    )
    answered = ("state", "outcome", "decided_by", "decided_at", "via") if all_ else ()
    rows = lists_impact.decisions(slug, answered=all_)
    return Listing(rows, columns + answered, "Nothing waits for a decision.")


@app.command
def show(number: Annotated[str, Parameter(help="The number of the decision.")], /) -> Sheet[DecisionView]:
    """Show a decision: what is proposed and why, what each answer would change, and what was decided.

    Example: samenspel decision show 1
    """
    from models.actions import lists_impact

    if not _NUMBER.fullmatch(number):
        raise BadInput("{typed!r} is no number of a decision; see: samenspel decision list", typed=number)
    return sheet(lists_impact.decision(int(number)))


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
        raise BadInput(
            "decision {decision!r} is unknown; allowed: its number, or {by_hand}SLUG",
            decision=decision,
            by_hand=decisions.BY_HAND,
        )
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
        "Decision {decision}: {outcome}. {alliance} is in phase {number}, {phase}, of cycle {cycle}."
        if done.phase
        else "Decision {decision}: {outcome}. {alliance} has ended.",
        changed,
        f"samenspel status {done.alliance}",
        words={"number": done.phase.number if done.phase else None},
    )


@app.command
def retract(
    number: Annotated[str, Parameter(help="The number of the decision.")],
    /,
    *,
    by: By,
    reason: Reason,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> Done:
    """Take back that the alliance went back, while no letter has left; the question is open again.

    Example: samenspel decision retract 1 --reason "Op de verkeerde fase gedrukt." --by hz --yes
    """
    from models.actions import retract as taking_back

    if not _NUMBER.fullmatch(number):
        raise BadInput("{typed!r} is no number of a decision; see: samenspel decision list", typed=number)
    phase = taking_back.retract(int(number), by=actor(by), reason=reason, dry_run=True)
    changed = {"decision": int(number), "phase": phase, "by": by, "dry_run": dry_run}
    if dry_run:
        return Done("Decision {decision} would be open again, in {phase}.", changed)
    confirm(filled("Take back decision {decision}?", changed), yes=yes)
    taking_back.retract(int(number), by=actor(by), reason=reason)
    return Done("Decision {decision} is open again, in {phase}.", changed, f"samenspel decision show {number}")


def _answer(outcome: Outcome, go_back_to: GoBackTo, reason: str, by: str, lesson: str) -> DecisionAnswer:
    try:
        return DecisionAnswer(outcome=outcome, go_back_to=go_back_to, reason=reason, decided_by=by, lesson=lesson)
    except ValidationError as problem:
        raise BadInput(joined("; ", map(_told, problem.errors()))) from None


def _told(one: ErrorDetails) -> Said:
    return Said("{place}: {problem}", place=".".join(map(str, one["loc"])), problem=Said(one["msg"]))
