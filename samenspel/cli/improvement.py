"""``samenspel improvement``: what the partners will do better together, by whom and by when."""

from typing import Annotated

from cyclopts import Parameter

from models.method.improvements import ImprovementState
from samenspel.cli.answers import Done, Listing
from samenspel.cli.options import By, Day, Reason, Slug, actor, noun
from samenspel.cli.rows import ImprovementLine

app = noun("improvement", "Plan how the collaboration gets better: who does what, and by when.")

Key = Annotated[str, Parameter(help="The point of the plan: i1, i2 ...")]


@app.command
def add(
    slug: Slug,
    text: Annotated[str, Parameter(help="What gets better; at least 10 characters, no names of persons.")],
    /,
    *,
    due: Day,
    by: By,
    owner: Annotated[str | None, Parameter(help="The organisation that does it, by key; else the foundation.")] = None,
) -> Done:
    """Take a point into the improvement plan; it stays there, also in a next cycle, until it is done or dropped.

    Example: samenspel improvement add onderwijs "Elke maand samen de cijfers lezen." --due 2027-03-01 --by hz
    """
    from models.actions import improvements

    key = improvements.add(slug, text, due_on=due, by=actor(by), owner=owner)
    changed = {
        "alliance": slug,
        "improvement": key,
        "owner": owner,
        "due": due,
        "state": ImprovementState.OPEN,
        "by": by,
    }
    after = f"samenspel improvement done {slug} {key} --by {by}"
    return Done("{improvement} is in the improvement plan of {alliance}.", changed, after)


@app.command(name="list")
def list_(
    slug: Slug,
    /,
    *,
    open_: Annotated[bool, Parameter(name="--open", help="Leave out what is done or dropped.")] = False,
) -> Listing[ImprovementLine]:
    """List the improvement plan of an alliance, over all its cycles; without an owner the foundation sees to it.

    Example: samenspel improvement list onderwijs --open
    """
    from models.actions import improvements

    return Listing(
        improvements.improvements(slug, unsettled=open_),
        ("key", "cycle", "owner", "due_on", "state", "text", "result"),
        "Nothing is left open in the plan of {alliance}." if open_ else "{alliance} has no improvement plan yet.",
        words={"alliance": slug},
    )


@app.command
def adopt(
    slug: Slug,
    key: Key,
    /,
    *,
    by: By,
    owner: Annotated[str | None, Parameter(help="The organisation that does it, by key; else the foundation.")] = None,
    due: Day | None = None,
) -> Done:
    """Take a point into the plan that was proposed after the answers on the collaboration, with an owner and a day.

    Example: samenspel improvement adopt onderwijs i1 --owner onderwijs-fonds --due 2027-03-01 --by hz
    """
    from models.actions import improvements

    day = improvements.adopt(slug, key, by=actor(by), owner=owner, due_on=due)
    state = ImprovementState.OPEN
    changed = {"alliance": slug, "improvement": key, "owner": owner, "due": day, "state": state, "by": by}
    after = f"samenspel improvement done {slug} {key} --by {by}"
    return Done("{improvement} is in the improvement plan of {alliance}.", changed, after)


@app.command
def done(slug: Slug, key: Key, /, *, by: By, result: Annotated[str, Parameter(help="What came of it.")] = "") -> Done:
    """Record that a point of the improvement plan is done.

    Example: samenspel improvement done onderwijs i1 --result "Vijf keer gehouden." --by hz
    """
    return _moved(slug, key, ImprovementState.DONE, by=by, result=result)


@app.command
def drop(slug: Slug, key: Key, /, *, by: By, reason: Reason) -> Done:
    """Drop a point of the improvement plan, with the reason.

    Example: samenspel improvement drop onderwijs i1 --reason "De scholen doen dit nu zelf." --by hz
    """
    return _moved(slug, key, ImprovementState.DROPPED, by=by, result=reason)


@app.command
def reopen(slug: Slug, key: Key, /, *, by: By) -> Done:
    """Open a point of the improvement plan again that was done or dropped too early.

    Example: samenspel improvement reopen onderwijs i1 --by hz
    """
    return _moved(slug, key, ImprovementState.OPEN, by=by)


def _moved(slug: str, key: str, state: ImprovementState, *, by: str, result: str = "") -> Done:
    from models.actions import improvements

    improvements.move(slug, key, state, by=actor(by), result=result)
    changed = {"alliance": slug, "improvement": key, "state": state, "result": result, "by": by}
    after = f"samenspel improvement list {slug} --open"
    return Done("{improvement} of the improvement plan is {state}.", changed, after)
