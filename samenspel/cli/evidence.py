"""``samenspel evidence``: what must be found out before anything can be said, whose task it is, and until when."""

import sys
from typing import Annotated, Any

from cyclopts import Parameter

from models.method.evidence import EvidenceTaskKind, EvidenceTaskState
from models.method.rounds import RoundPurpose
from samenspel.cli.answers import Done, Listing
from samenspel.cli.language import placeholders
from samenspel.cli.options import By, Day, Slug, actor, noun
from samenspel.cli.output import by_eye
from samenspel.cli.rows import EvidenceLine

app = noun("evidence", "See what must be found out before an evaluation can say more; give it to somebody, settle it.")

Number = Annotated[int, Parameter(help="Its number in the list.")]


@app.command(name="list")
def list_(
    slug: Annotated[str | None, Parameter(help="One alliance; all if left out.")] = None,
    /,
    *,
    mine: Annotated[str | None, Parameter(help="Only what is the task of this member of staff, by code.")] = None,
    all_: Annotated[bool, Parameter(name="--all", help="Also what is done or has lapsed.")] = False,
) -> Listing[EvidenceLine]:
    """List what must be found out, by the day it is due: each doubt of an evaluation is somebody's task.

    Example: samenspel evidence list onderwijs
    """
    from models.actions import lists_evidence

    if mine is not None:
        actor(mine)
    settled = ("state", "settled_at", "settled_by") if all_ else ()
    return Listing(
        lists_evidence.tasks(slug, owner=mine, everything=all_),
        ("number", "alliance", "kind", "subject", "owner", "due_on", "round", *settled, "next"),
        "Nothing has to be found out.",
        computed={"kind": lambda line: EvidenceTaskKind(line.kind), "subject": subject, "state": _state, "next": _next},
    )


@app.command
def assign(
    slug: Slug,
    number: Number,
    staff: Annotated[str, Parameter(help="Whose task it becomes, by staff code.")],
    /,
    *,
    by: By,
    due: Day | None = None,
) -> Done:
    """Make finding something out the task of a member of staff; without a day the one it had stays.

    Example: samenspel evidence assign onderwijs 1 hz --due 2027-03-01 --by hz
    """
    from models.actions import evidence_by_hand

    day = evidence_by_hand.assign(slug, number, staff, due_on=due, by=actor(by))
    changed = {"alliance": slug, "evidence": number, "owner": staff, "due": day, "by": by}
    return Done("Number {evidence} is the task of {owner}, until {due}.", changed, f"samenspel evidence list {slug}")


@app.command
def settle(
    slug: Slug,
    number: Number,
    /,
    *,
    by: By,
    reason: Annotated[str, Parameter(help="How it was settled; at least 10 characters, no names of persons.")] = "",
) -> Done:
    """Record that something was found out, or needs not be; a next evaluation that is in doubt asks for it again.

    Example: samenspel evidence settle onderwijs 1 --reason "De school bevestigde het." --by hz
    """
    from models.actions import evidence_by_hand

    about = evidence_by_hand.settle(slug, number, by=actor(by), reason=reason)
    changed = {
        "alliance": slug,
        "evidence": number,
        "subject": about,
        "state": EvidenceTaskState.DONE,
        "reason": reason,
        "by": by,
    }
    return Done("Number {evidence}, about {subject}, is settled.", changed, f"samenspel evidence list {slug}")


def subject(line: "EvidenceLine") -> Any:
    """Return what a task is about: a link of the chain in words on a terminal, everything else as it is typed."""
    from models.method.evaluation.results import LinkName

    parts = (*LinkName, RoundPurpose.COLLABORATION)
    return by_eye(next((one for one in parts if one == line.subject), line.subject), line.subject)


def _next(line: "EvidenceLine") -> str:
    return placeholders(line.next) if sys.stdout.isatty() else line.next


def _state(line: "EvidenceLine") -> EvidenceTaskState:
    return EvidenceTaskState(line.state)
