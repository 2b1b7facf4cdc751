"""``samenspel alliance``: an alliance as a whole, from its file to its end."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.alliance_end import archive, remove, restore
from samenspel.cli.alliance_files import add, export, new, update
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.options import By, Reason, Slug, actor, noun
from samenspel.cli.rows import AllianceName, AllianceView

app = noun("alliance", "Add, change, show, export, pause, archive and remove alliances.")


@app.command(name="list")
def list_(
    *, everything: Annotated[bool, Parameter(name="--all", help="Also those that were archived.")] = False
) -> Listing[AllianceName]:
    """List every alliance with its status.

    Example: samenspel alliance list
    """
    from models.actions import alliances

    columns = ("slug", "name", "status")
    return Listing(alliances.names(archived=everything), columns, "There are no alliances yet.")


@app.command
def show(slug: Slug, /) -> Sheet[AllianceView]:
    """Show what an alliance is about, what was agreed, and who sits in its bodies.

    Example: samenspel alliance show onderwijs
    """
    from models.actions import lists_alliance

    record = lists_alliance.alliance(slug)
    shown = ("slug", "name", "status", "ending", "illustrative", "facilitator", "task", "description", "urgency")
    agreed = ("mission", "story", "threshold", "rrule", "timezone", "added_at", "ended_at", "archived_at")
    seats = Listing(record.bodies, ("body", "organisation", "staff", "chair"))
    return Sheet(record, shown + agreed, {"bodies": seats})


@app.command
def pause(slug: Slug, /, *, by: By, reason: Reason) -> Done:
    """Let an alliance rest: no phase run, no reminder and no letter until it is resumed.

    Example: samenspel alliance pause onderwijs --by hz --reason "Wachten op het nieuwe kabinet."
    """
    from models.actions import alliances

    alliances.pause(slug, by=actor(by), reason=reason)
    changed = {"alliance": slug, "status": "paused", "by": by}
    return Done("{alliance} rests.", changed, f"samenspel alliance resume {slug} --by {by}")


@app.command
def resume(slug: Slug, /, *, by: By) -> Done:
    """Go on with an alliance that rests, or that the engine parked after too many tries.

    Example: samenspel alliance resume onderwijs --by hz
    """
    from models.actions import alliances

    alliances.resume(slug, by=actor(by))
    changed = {"alliance": slug, "status": "running", "by": by}
    return Done("{alliance} goes on.", changed, f"samenspel status {slug}")


@app.command
def story(
    slug: Slug,
    /,
    *,
    by: By,
    mission: Annotated[str | None, Parameter(help="The joint mission.")] = None,
    story: Annotated[str | None, Parameter(help="The joint story of the task.")] = None,
) -> Done:
    """Record the joint mission or the joint story of the task that the parties agreed on.

    Example: samenspel alliance story onderwijs --mission "Elk kind een leraar voor de klas." --by hz
    """
    from models.actions import alliances

    alliances.agree_on(slug, by=actor(by), mission=mission, story=story)
    agreed = [name for name, text in (("mission", mission), ("story", story)) if text is not None]
    changed = {"alliance": slug, "agreed": agreed, "by": by}
    return Done("{alliance} agreed on: {agreed}.", changed, f"samenspel alliance show {slug}")


# The verbs that read or write a file, and those that end an alliance here, stand beside this one.
for verb in (add, new, update, export, archive, restore, remove):
    app.command(verb)
