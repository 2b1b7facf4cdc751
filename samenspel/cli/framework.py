"""``samenspel framework``: the need framework, which says whether an alliance is needed."""

import re
from typing import Annotated

from cyclopts import Parameter

from models.method.errors import BadInput
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.rows import NeedView

app = noun("framework", "Score and show the framework that says whether an alliance is needed.")

_TYPED = re.compile(r"([^=]+)=([0-9]{1,3})")


@app.command
def score(
    slug: Slug, /, *scores: Annotated[str, Parameter(help="Criteria and scores, as urgentie=4; 0 to 5.")], by: By
) -> Done:
    """Score criteria of the need framework, 0 (does not hold at all) to 5 (holds fully).

    Example: samenspel framework score onderwijs urgentie=4 --by hz
    """
    from models.actions import need

    typed = _read(scores)
    said = need.score_need(slug, typed, by=actor(by))
    changed = {
        "alliance": slug,
        "scores": typed,
        "share": said.share,
        "go": said.go,
        "unscored": said.unscored,
        "by": by,
    }
    if said.share is None:
        return Done("Not scored yet: {unscored}.", changed, f"samenspel framework show {slug}")
    words = {"percentage": f"{said.share:.0%}"}
    if said.go:
        after = f"samenspel gate go {slug} --by {by}"
        return Done("The need framework of {alliance} says {percentage}: go.", changed, after, words)
    after = f"samenspel gate no-go {slug} --by {by} --reason TEXT"
    return Done("The need framework of {alliance} says {percentage}: no-go.", changed, after, words)


def _read(scores: tuple[str, ...]) -> dict[str, int]:
    typed: dict[str, int] = {}
    for one in scores:
        found = _TYPED.fullmatch(one)
        if found is None:
            raise BadInput("{typed!r} is no score; write it as urgentie=4, allowed: 0 to 5", typed=one)
        if found[1] in typed:
            raise BadInput("criterion {key} is scored twice", key=found[1])
        typed[found[1]] = int(found[2])
    if not typed:
        raise BadInput("nothing is scored; write criteria and scores as urgentie=4")
    return typed


@app.command
def show(slug: Slug, /) -> Sheet[NeedView]:
    """Show the need framework with its scores and what it says.

    Example: samenspel framework show onderwijs
    """
    from models.actions import lists_impact

    record = lists_impact.need(slug)
    criteria = Listing(record.criteria, ("key", "weight", "score", "scored_by", "text"))
    return Sheet(record, ("alliance", "threshold", "share", "go", "unscored"), {"criteria": criteria})
