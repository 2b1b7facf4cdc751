"""``samenspel after-care``: is a secured impact still there?"""

from typing import Annotated

from cyclopts import Parameter

from models.method.handover import Finding
from models.method.phases import Phase
from samenspel.cli.answers import Done, Listing
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.rows import AfterCareLine

app = noun("after-care", "See whether a secured impact holds, and begin again if not.")


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[AfterCareLine]:
    """List when the secured impact is looked at again, and what was found.

    Example: samenspel after-care list onderwijs
    """
    from models.actions import after_care

    columns = ("n", "cycle", "due_at", "asked_at", "finding", "found_at", "found_by", "reopened_cycle", "text")
    empty = "{alliance} has no after-care: it follows an impact that was secured."
    return Listing(after_care.after_care(slug), columns, empty, words={"alliance": slug})


@app.command
def record(
    slug: Slug,
    /,
    *,
    finding: Annotated[Finding, Parameter(help="What has become of the impact.")],
    text: Annotated[str, Parameter(help="What was seen; at least 10 characters, no names of persons.")],
    by: By,
    n: Annotated[int | None, Parameter(help="Which look it answers; the last one asked if left out.")] = None,
    reopen_at: Annotated[Phase | None, Parameter(help="Open the alliance again, in this phase.")] = None,
    lesson: Annotated[str, Parameter(help="The lesson on which opening again rests.")] = "",
) -> Done:
    """Record what was found of a secured impact; one that did not hold may open the alliance again.

    Example: samenspel after-care record onderwijs --finding holds --text "De leergang loopt door." --by hz
    """
    from models.actions import after_care

    found = after_care.record(slug, finding, text, by=actor(by), n=n, reopen_at=reopen_at, lesson=lesson)
    changed = {
        "alliance": slug,
        "n": found.n,
        "finding": finding,
        "cycle": found.cycle,
        "phase": reopen_at,
        "by": by,
    }
    if found.cycle is None:
        return Done("After-care {n} of {alliance}: {finding}.", changed, f"samenspel after-care list {slug}")
    said = "After-care {n} of {alliance}: {finding}. It is open again, in phase {phase} of cycle {cycle}."
    return Done(said, changed, f"samenspel status {slug}")
