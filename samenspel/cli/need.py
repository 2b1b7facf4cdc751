"""``samenspel need``: the framework that says whether an alliance is needed."""

import re
from typing import Annotated

from cyclopts import Parameter

from models.method.errors import BadInput
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.options import By, Slug, actor, noun

app = noun("need", "Score and show the framework that says whether an alliance is needed.")

_TYPED = re.compile(r"([^=]+)=([0-9]{1,3})")


@app.command
def score(
    slug: Slug, /, *scores: Annotated[str, Parameter(help="Criteria and scores, as urgentie=4; 0 to 5.")], by: By
) -> Done:
    """Score criteria of the need framework, 0 (does not hold at all) to 5 (holds fully).

    Example: samenspel need score onderwijs urgentie=4 draagvlak=3 --by hz
    """
    from models.actions import need

    typed = _read(scores)
    said = need.score_need(slug, typed, by=actor(by))
    changed = {"alliance": slug, "scores": typed, "share": said.share, "go": said.go, "unscored": said.unscored}
    if said.share is None:
        left = ", ".join(said.unscored)
        return Done(f"Not scored yet: {left}.", {**changed, "by": by}, f"samenspel need show {slug}")
    proposal = "go" if said.go else "no-go"
    return Done(
        f"The need framework of {slug} says {said.share:.0%}: {proposal}.",
        {**changed, "by": by},
        f"samenspel gate {proposal} {slug} --by {by}" + ("" if said.go else " --reason TEXT"),
    )


def _read(scores: tuple[str, ...]) -> dict[str, int]:
    typed: dict[str, int] = {}
    for one in scores:
        found = _TYPED.fullmatch(one)
        if found is None:
            raise BadInput(f"{one!r} is no score; write it as urgentie=4, allowed: 0 to 5")
        if found[1] in typed:
            raise BadInput(f"criterion {found[1]} is scored twice")
        typed[found[1]] = int(found[2])
    if not typed:
        raise BadInput("nothing is scored; write criteria and scores as urgentie=4")
    return typed


@app.command
def show(slug: Slug, /) -> Sheet:
    """Show the need framework with its scores and what it says.

    Example: samenspel need show onderwijs
    """
    from models.actions import lists_impact

    record = lists_impact.need(slug)
    criteria = Listing(record.criteria, ("key", "weight", "score", "scored_by", "text"))
    return Sheet(record, ("alliance", "threshold", "share", "go", "unscored"), {"criteria": criteria})
