"""``samenspel fault``: faults of existing systems that an alliance met."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done, Listing
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.rows import FaultLine

app = noun("fault", "Record and list system faults.")


@app.command
def add(
    slug: Slug,
    text: Annotated[str, Parameter(help="What is wrong; at least 10 characters, no names of persons.")],
    /,
    *,
    system: Annotated[str, Parameter(help="The system it is a fault of.")],
    by: By,
) -> Done:
    """Record a fault of an existing system.

    Example: samenspel fault add onderwijs "Bevoegdheden gelden per sector." --system bevoegdheidsstelsel --by hz
    """
    from models.actions import cycles

    number = cycles.add_fault(slug, text, system, by=actor(by))
    changed = {"alliance": slug, "fault": number, "system": system, "text": text, "by": by}
    return Done("System fault {fault} is recorded.", changed, f"samenspel fault list {slug}")


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[FaultLine]:
    """List the system faults that an alliance met.

    Example: samenspel fault list onderwijs
    """
    from models.actions import lists_learning

    columns = ("id", "cycle", "system", "state", "description", "recorded_by")
    empty = "No system faults are recorded in {alliance} yet."
    return Listing(lists_learning.faults(slug), columns, empty, words={"alliance": slug})
