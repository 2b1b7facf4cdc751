"""Equal system faults of several alliances, brought to their owner as one."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done, Listing
from samenspel.cli.options import By, actor
from samenspel.cli.rows import BundleLine


def bundle(
    key: Annotated[str, Parameter(help="A short key for the bundle: lower-case letters, digits, hyphens.")],
    /,
    *faults: Annotated[str, Parameter(help="The faults, each as ALLIANCE/NUMBER.")],
    by: By,
    title: Annotated[str, Parameter(help="What they have in common; needed for a new bundle.")] = "",
) -> Done:
    """Bundle equal system faults of two alliances or more, or add to a bundle; they are given back in one letter.

    Example: samenspel fault bundle bevoegdheden onderwijs/1 zorg/2 --title "Bevoegdheden gelden per sector." --by hz
    """
    from models.actions import faults as actions

    there = actions.bundle(key, faults, title=title, by=actor(by))
    alliance, _, number = there[0].partition("/")
    changed = {"bundle": key, "faults": there, "by": by}
    after = f"samenspel fault return {alliance} {number} --to ORGANISATION --by {by}"
    return Done("Bundle {bundle} holds {faults}.", changed, after)


def bundles() -> Listing[BundleLine]:
    """List the bundles of equal system faults; three alliances or more make one file for their owner.

    Example: samenspel fault bundles
    """
    from models.actions import lists_faults

    columns = ("key", "title", "alliances", "affected", "one_file", "states", "faults")
    return Listing(lists_faults.bundles(), columns, "There are no bundles yet.")
