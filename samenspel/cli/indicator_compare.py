"""``samenspel indicator compare-with``: what an indicator did elsewhere, where the alliance was not at work."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done
from samenspel.cli.indicator_view import line
from samenspel.cli.options import By, Number, Slug, actor


def compare_with(
    slug: Slug,
    key: Annotated[str, Parameter(help="The indicator, by its key.")],
    /,
    *,
    series: Annotated[str, Parameter(help="Of whom the other figures are, and who says so.")],
    by: By,
    then: Annotated[Number | None, Parameter(help="Their figure on the day of the baseline.")] = None,
    now: Annotated[Number | None, Parameter(help="Their figure on the day of our last one.")] = None,
    population_mean: Annotated[
        Number | None,
        Parameter(
            help="The mean of all, when ours were picked for being extreme; not beside a series picked the same way."
        ),
    ] = None,
    rho: Annotated[
        Number | None, Parameter(help="How strongly one year resembles the next, 0 to 1; 0.6 if left out.")
    ] = None,
    rival: Annotated[
        tuple[str, ...], Parameter(help="What else may have brought the change about; may be given more often.")
    ] = (),
) -> Done:
    """Record what an indicator is compared with, and see what that leaves of its change; the former is replaced.

    Example: samenspel indicator compare-with onderwijs vacatures --series "CBS, heel Nederland" --then 210 --now 204
    --rival "Het nieuwe salaris." --by hz
    """
    from models.actions import background

    given = background.Elsewhere(then, now, population_mean, rho)
    shown = line(background.compare(slug, key, series, given, rivals=rival, by=actor(by)))
    changed = {
        "alliance": slug,
        "indicator": key,
        "series": series,
        "net": shown.net,
        "share": shown.share,
        "contribution": shown.contribution,
        "by": by,
    }
    after = f"samenspel indicator show {slug} {key}"
    if shown.net is None:
        return Done("{indicator} is compared with: {series}.", changed, after)
    return Done("{indicator} is compared with: {series}. Of its change {net} is left.", changed, after)
