"""``samenspel announcement``: what an alliance tells its partners and the world, and when."""

from typing import Annotated

from cyclopts import Parameter

from models.method.mail import AnnouncementState, Audience
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.confirm import DryRun, Yes, confirm
from samenspel.cli.options import By, Day, Reason, Slug, actor, noun
from samenspel.cli.output import filled
from samenspel.cli.parts import something
from samenspel.cli.rows import AnnouncementLine

app = noun("announcement", "Plan what the alliance tells its partners and the world, and tell it.")

Key = Annotated[str, Parameter(help="The communication moment: a1, a2 ...")]


@app.command
def plan(
    slug: Slug,
    audience: Annotated[Audience, Parameter(help="Whom it is for: partners get a letter, for outside we remind.")],
    title: Annotated[str, Parameter(help="What it is about, on one line.")],
    /,
    *,
    text: Annotated[str, Parameter(help="What is told; at least 10 characters.")],
    on: Day,
    by: By,
) -> Done:
    """Plan a communication moment: partners get a letter on its day, and whoever leads is reminded to tell the world.

    Example: samenspel announcement plan onderwijs inside "Open dag" --text "Kom allen kijken." --on 2027-03-01 --by hz
    """
    from models.actions import announcements

    key = announcements.plan(slug, audience, title, text, on=on, by=actor(by))
    changed = {
        "alliance": slug,
        "announcement": key,
        "audience": audience,
        "title": title,
        "on": on,
        "state": AnnouncementState.PLANNED,
        "by": by,
    }
    return Done("{announcement} is planned for {on}.", changed, f"samenspel announcement list {slug}")


@app.command(name="list")
def list_(
    slug: Slug, /, *, planned: Annotated[bool, Parameter(help="Leave out what was told or cancelled.")] = False
) -> Listing[AnnouncementLine]:
    """List the communication moments of an alliance, by their day.

    Example: samenspel announcement list onderwijs --planned
    """
    from models.actions import announcements

    return Listing(
        announcements.announcements(slug, planned=planned),
        ("key", "on", "audience", "state", "title", "told_at", "told_by", "reason"),
        "Nothing is planned to be told in {alliance}." if planned else "{alliance} has no communication moments yet.",
        words={"alliance": slug},
    )


@app.command
def show(slug: Slug, key: Key, /) -> Sheet[AnnouncementLine]:
    """Show one communication moment with its text.

    Example: samenspel announcement show onderwijs a1
    """
    from models.actions import announcements

    told = ("key", "cycle", "on", "audience", "state", "title", "text", "reason", "planned_by", "told_by", "told_at")
    return Sheet(announcements.announcement(slug, key), told)


@app.command
def change(
    slug: Slug,
    key: Key,
    /,
    *,
    by: By,
    title: Annotated[str | None, Parameter(help="What it is about, on one line.")] = None,
    text: Annotated[str | None, Parameter(help="What is told; at least 10 characters.")] = None,
    on: Day | None = None,
) -> Done:
    """Change the title, the text or the day of a communication moment that is still planned.

    Example: samenspel announcement change onderwijs a1 --on 2027-04-01 --by hz
    """
    from models.actions import announcements

    something(title=title, text=text, on=on)
    parts = announcements.change(slug, key, by=actor(by), title=title, text=text, on=on)
    changed = {"alliance": slug, "announcement": key, "changed": parts, "by": by}
    return Done("{announcement} is up to date.", changed, f"samenspel announcement show {slug} {key}")


@app.command
def cancel(slug: Slug, key: Key, /, *, by: By, reason: Reason) -> Done:
    """Cancel a communication moment that was not told yet.

    Example: samenspel announcement cancel onderwijs a1 --reason "De open dag gaat niet door." --by hz
    """
    from models.actions import announcements

    announcements.cancel(slug, key, by=actor(by), reason=reason)
    state = AnnouncementState.CANCELLED
    changed = {"alliance": slug, "announcement": key, "state": state, "reason": reason, "by": by}
    return Done("{announcement} is cancelled.", changed, f"samenspel announcement list {slug}")


@app.command
def tell(slug: Slug, key: Key, /, *, by: By, dry_run: DryRun = False, yes: Yes = False) -> Done:
    """Write to the partners and the team now, without waiting for the day that was planned.

    Example: samenspel announcement tell onderwijs a1 --yes --by hz
    """
    from models.actions import announcements

    who = actor(by)
    to = announcements.tell(slug, key, by=who, dry_run=True)
    changed = {
        "alliance": slug,
        "announcement": key,
        "contacts": to.partners,
        "staff": to.staff,
        "state": AnnouncementState.TOLD,
        "by": by,
        "dry_run": dry_run,
    }
    if dry_run:
        said = "{announcement} would go to partners ({contacts}) and staff ({staff}); nothing was changed."
        return Done(said, changed)
    confirm(filled("Write to partners ({contacts}) and staff ({staff})?", changed), yes=yes)
    announcements.tell(slug, key, by=who)
    said = "{announcement} goes to partners ({contacts}) and staff ({staff})."
    return Done(said, changed, f"samenspel letter list {slug}")


@app.command
def told(slug: Slug, key: Key, /, *, by: By) -> Done:
    """Record that it was told, outside the alliance or in person; no letter goes out.

    Example: samenspel announcement told onderwijs a1 --by hz
    """
    from models.actions import announcements

    announcements.told(slug, key, by=actor(by))
    changed = {"alliance": slug, "announcement": key, "state": AnnouncementState.TOLD, "by": by}
    return Done("{announcement} was told.", changed, f"samenspel announcement list {slug}")
