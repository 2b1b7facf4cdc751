"""``samenspel letter pause``, ``resume`` and ``stops``: no letters for a while, of one alliance or at all (F39)."""

from typing import Annotated

from cyclopts import Parameter

from models.method.errors import BadInput
from samenspel.cli.answers import Done, Listing
from samenspel.cli.confirm import DryRun
from samenspel.cli.options import By, Reason, actor
from samenspel.cli.rows import StopLine

One = Annotated[str | None, Parameter(help="The alliance, by its short name; none with --all.")]
All = Annotated[bool, Parameter(name="--all", help="All letters of all alliances, also to staff.")]


def pause(slug: One = None, /, *, by: By, reason: Reason, all_: All = False, dry_run: DryRun = False) -> Done:
    """Let no letter of an alliance leave, or none at all, until that is resumed; what waits is kept, nothing is lost.

    Example: samenspel letter pause onderwijs --reason "Eerst overleg met de wethouder." --by hz
    """
    from models.actions import mail_stops

    _check_one(slug, all_=all_)
    mail_stops.stop(slug, by=actor(by), reason=reason, dry_run=dry_run)
    changed = {"alliance": slug, "paused": True, "by": by, "dry_run": dry_run}
    if dry_run:
        if slug is None:
            return Done("No letter would leave; nothing was changed.", changed)
        return Done("No letter of {alliance} would leave; nothing was changed.", changed)
    named = f"samenspel letter resume {slug} --by {by}" if slug else f"samenspel letter resume --all --by {by}"
    if slug is None:
        return Done("No letter leaves any more.", changed, named)
    return Done("No letter of {alliance} leaves any more.", changed, named)


def resume(slug: One = None, /, *, by: By, all_: All = False, dry_run: DryRun = False) -> Done:
    """Let letters leave again, of an alliance or of all; those that waited leave at once, as far as still needed.

    Example: samenspel letter resume onderwijs --by hz
    """
    from models.actions import mail_stops

    _check_one(slug, all_=all_)
    mail_stops.lift(slug, by=actor(by), dry_run=dry_run)
    changed = {"alliance": slug, "paused": False, "by": by, "dry_run": dry_run}
    if dry_run:
        return Done("Letters would leave again; nothing was changed.", changed)
    if slug is None:
        return Done("Letters leave again.", changed, "samenspel letter stops")
    return Done("Letters of {alliance} leave again.", changed, f"samenspel letter list {slug}")


def stops() -> Listing[StopLine]:
    """List what keeps letters from leaving now: what people paused, and what the mail server does not take.

    Example: samenspel letter stops
    """
    from models.actions import mail_stops

    return Listing(
        mail_stops.stops(),
        ("alliance", "kind", "since", "by", "reason", "probe_at"),
        "Nothing keeps letters from leaving.",
        computed={"by": lambda line: line.by.removeprefix("staff:")},
    )


def _check_one(slug: str | None, *, all_: bool) -> None:
    if (slug is None) is not all_:
        raise BadInput("name one alliance, or give --all for all letters")
