"""``samenspel alliance archive | restore | remove``: out of sight, back in sight, or gone."""

from dataclasses import asdict
from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done
from samenspel.cli.confirm import DryRun, Yes, confirm
from samenspel.cli.language import tr
from samenspel.cli.options import By, Slug, actor


def archive(slug: Slug, /, *, by: By) -> Done:
    """Put an alliance that has ended out of the lists; everything in it stays and can be read.

    Example: samenspel alliance archive onderwijs --by hz
    """
    from models.actions import removal

    new = removal.archive(slug, by=actor(by))
    said = "{alliance} is archived." if new else "{alliance} was archived already."
    return Done(said, {"alliance": slug, "archived": True, "by": by}, f"samenspel alliance restore {slug} --by {by}")


def restore(slug: Slug, /, *, by: By) -> Done:
    """Bring an archived alliance back into the lists.

    Example: samenspel alliance restore onderwijs --by hz
    """
    from models.actions import removal

    was_archived = removal.restore(slug, by=actor(by))
    said = "{alliance} is back in the lists." if was_archived else "{alliance} was not archived."
    return Done(said, {"alliance": slug, "archived": False, "by": by}, f"samenspel status {slug}")


def remove(
    slug: Slug,
    /,
    *,
    by: Annotated[str, Parameter(name="--by", help="Your staff code: who does this.")],
    dry_run: DryRun = False,
    yes: Yes = False,
) -> Done:
    """Delete an alliance with everything in it; only while no letter went to a partner, or of an invented example.

    It cannot be taken back: `samenspel alliance export` first, to be able to add it again.

    Example: samenspel alliance remove onderwijs --dry-run --by hz
    """
    from models.actions import removal

    actor(by)
    would = removal.remove(slug, dry_run=True)
    changed = {**asdict(would), "removed": not dry_run, "by": by}
    what = tr("{events} events, {letters} letters, {files} files, {contacts} contacts, {organisations} organisations")
    counts = what.format(**asdict(would))
    if dry_run:
        return Done("{alliance} would be removed: {counts}.", changed, words={"counts": counts})
    question = tr("Remove {alliance} for good: {counts}?").format(alliance=slug, counts=counts)
    confirm(question, yes=yes)
    removal.remove(slug)
    return Done("{alliance} is removed: {counts}.", changed, words={"counts": counts})
