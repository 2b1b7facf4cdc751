"""``samenspel toc versions | compare``: what the impact is judged by, as it was locked and as it changed (R57)."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Listing
from samenspel.cli.changes import ChangeLine, told
from samenspel.cli.ids import identity
from samenspel.cli.options import Slug
from samenspel.cli.rows import VersionLine

Number = Parameter(converter=identity, help="A version, by its number.")


def versions(slug: Slug, /) -> Listing[VersionLine]:
    """List the versions of the theory of change with its indicators and threshold: since when, by whom and why.

    Example: samenspel toc versions onderwijs
    """
    from models.actions import lists_framework

    return Listing(
        lists_framework.versions(slug),
        ("number", "cycle", "made_at", "made_by", "reason", "changes"),
        "Nothing is locked in {alliance} yet: it can still change without a reason.",
        words={"alliance": slug},
        then=f"samenspel toc show {slug}",
    )


def compare(slug: Slug, before: Annotated[int, Number], after: Annotated[int, Number], /) -> Listing[ChangeLine]:
    """Show what one version says otherwise than another.

    Example: samenspel toc compare onderwijs 1 2
    """
    from models.actions import framework

    return told(framework.between(slug, before, after))
