"""Giving a system fault back to its owner, and recording what comes of it."""

from typing import Annotated, Literal

from cyclopts import Parameter

from models.method.faults import Adoption, FaultAnswer, FaultState
from samenspel.cli.answers import Done, Text
from samenspel.cli.confirm import DryRun
from samenspel.cli.ids import Id
from samenspel.cli.options import By, Day, Slug, actor

#: What an owner can be heard to answer; a silence is recorded by the clock.
Heard = Literal["accepted", "partly", "refused"]


def return_(
    slug: Slug,
    number: Id,
    /,
    *,
    to: Annotated[str, Parameter(help="The organisation that owns the system, by its key.")],
    by: By,
    contact: Annotated[str | None, Parameter(help="Whom to write to there, by key; else who is spoken to.")] = None,
    ask: Annotated[str, Parameter(help="What is asked of the owner, unless that was recorded.")] = "",
    dry_run: DryRun = False,
) -> Done | Text:
    """Give a system fault back to its owner by letter, with all that are bundled with it; --dry-run shows the letter.

    Example: samenspel fault return onderwijs 1 --to gemeente --ask "Laat bevoegdheden gelden voor elke sector." --by hz
    """
    from models.actions import fault_returns

    done = fault_returns.return_(slug, number, to=to, by=actor(by), contact=contact, ask=ask, dry_run=dry_run)
    changed = {
        "alliance": slug,
        "fault": number,
        "faults": done.faults,
        "to": done.organisation,
        "contact": done.contact,
        "alliances": done.letter.alliances,
        "due": done.due,
        "state": FaultState.RETURNED,
        "by": by,
    }
    if dry_run:
        from notifications.render import render

        written = render(done.letter, language=done.language, recipient_name=done.name)
        return Text(f"{to}\n\n{written.subject}\n\n{written.text}", {**changed, "dry_run": True})
    said = (
        "System fault {fault} is given back to {to}; an answer is asked by {due}."
        if len(done.faults) == 1
        else "System faults {faults} are given back to {to} in one letter; an answer is asked by {due}."
    )
    return Done(said, changed, f"samenspel fault answer {slug} {number} ANSWER --by {by}")


def received(slug: Slug, number: Id, /, *, by: By) -> Done:
    """Record that the owner has received a system fault; it is still asked for its answer.

    Example: samenspel fault received onderwijs 1 --by hz
    """
    from models.actions import fault_returns

    fresh = fault_returns.received(slug, number, by=actor(by))
    changed = {"alliance": slug, "fault": number, "faults": fresh, "received": True, "by": by}
    after = f"samenspel fault answer {slug} {number} ANSWER --by {by}"
    return Done("System fault {fault} has been received by its owner.", changed, after)


def answer(
    slug: Slug,
    number: Id,
    answer: Annotated[Heard, Parameter(help="What the owner says.")],
    /,
    *,
    by: By,
    reason: Annotated[str, Parameter(help="Why; needed for partly and refused, no names of persons.")] = "",
    action: Annotated[str, Parameter(help="What the owner will do.")] = "",
    due: Annotated[Day | None, Parameter(help="By when, written as 2026-12-31.")] = None,
) -> Done:
    """Record what the owner answers; it counts for every fault given back with it, and can be corrected.

    Example: samenspel fault answer onderwijs 1 accepted --action "De wet wordt aangepast." --due 2027-09-01 --by hz
    """
    from models.actions import fault_returns

    said = FaultAnswer(answer)
    faults = fault_returns.answer(slug, number, said, by=actor(by), reason=reason, action=action, due=due)
    changed = {
        "alliance": slug,
        "fault": number,
        "faults": faults,
        "answer": said,
        "reason": reason,
        "action": action,
        "due": due,
        "by": by,
    }
    return Done("The answer to system fault {fault} is: {answer}.", changed, f"samenspel fault show {slug} {number}")


def rate(
    slug: Slug,
    number: Id,
    adoption: Annotated[Adoption, Parameter(help="How much of what was asked has been done.")],
    /,
    *,
    by: By,
    comment: Annotated[str, Parameter(help="What shows it; no names of persons.")] = "",
) -> Done:
    """Rate how much of what was asked the owner has done, once a year; complete closes the fault.

    Example: samenspel fault rate onderwijs 1 moderate --by hz
    """
    from models.actions import fault_returns

    year = fault_returns.rate(slug, number, adoption, by=actor(by), comment=comment)
    closed = adoption is Adoption.COMPLETE
    changed = {
        "alliance": slug,
        "fault": number,
        "year": year,
        "adoption": adoption,
        "comment": comment,
        "state": FaultState.CLOSED if closed else FaultState.ANSWERED,
        "by": by,
    }
    said = "What was done about system fault {fault} in year {year} is rated: {adoption}."
    return Done(said, changed, f"samenspel fault show {slug} {number}")
