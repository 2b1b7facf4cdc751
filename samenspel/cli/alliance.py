"""``samenspel alliance``: add, show, pause and resume alliances; record what the parties agreed on."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.options import By, Reason, Slug, actor, noun

app = noun("alliance", "Add, show, pause and resume alliances; agree on mission and story.")


@app.command
def add(
    file: Path, /, *, by: Annotated[str | None, Parameter(help="Your staff code; the facilitator if left out.")] = None
) -> Done:
    """Add an alliance as its file describes it; nothing is written when anything in the file is wrong.

    Example: samenspel alliance add onderwijs.yaml

    Parameters
    ----------
    file
        The YAML file that describes the alliance.
    """
    from models.actions import alliances
    from models.method import actors
    from samenspel.alliance_file import read_definition

    definition = read_definition(file)
    # Who adds may be named by the very file that is added.
    described = {member.code for member in definition.staff}
    who = by or definition.facilitator
    slug = alliances.add(definition, by=actors.staff(who) if who in described else actor(who))
    changed = {"alliance": slug, "name": definition.name, "by": who}
    return Done(f"{definition.name} is added and begins with phase 1.", changed, f"samenspel status {slug}")


@app.command(name="list")
def list_() -> Listing:
    """List every alliance with its status.

    Example: samenspel alliance list
    """
    from models.actions import alliances

    return Listing(alliances.names(), ("slug", "name", "status"), "There are no alliances yet.")


@app.command
def show(slug: Slug, /) -> Sheet:
    """Show what an alliance is about, what was agreed, and who sits in its bodies.

    Example: samenspel alliance show onderwijs
    """
    from models.actions import lists_alliance

    record = lists_alliance.alliance(slug)
    shown = ("slug", "name", "status", "ending", "illustrative", "facilitator", "task", "description", "urgency")
    agreed = ("mission", "story", "threshold", "rrule", "timezone", "added_at", "ended_at")
    seats = Listing(record.bodies, ("body", "organisation", "staff", "chair"))
    return Sheet(record, shown + agreed, {"bodies": seats})


@app.command
def pause(slug: Slug, /, *, by: By, reason: Reason) -> Done:
    """Let an alliance rest: no phase run, no reminder and no letter until it is resumed.

    Example: samenspel alliance pause onderwijs --by hz --reason "Wachten op het nieuwe kabinet."
    """
    from models.actions import alliances

    alliances.pause(slug, by=actor(by), reason=reason)
    return Done(
        f"{slug} rests.",
        {"alliance": slug, "status": "paused", "by": by},
        f"samenspel alliance resume {slug} --by {by}",
    )


@app.command
def resume(slug: Slug, /, *, by: By) -> Done:
    """Go on with an alliance that rests, or that the engine parked after too many tries.

    Example: samenspel alliance resume onderwijs --by hz
    """
    from models.actions import alliances

    alliances.resume(slug, by=actor(by))
    changed = {"alliance": slug, "status": "running", "by": by}
    return Done(f"{slug} goes on.", changed, f"samenspel status {slug}")


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
    return Done(f"{slug} agreed on its {' and '.join(agreed)}.", changed, f"samenspel alliance show {slug}")
