"""``samenspel recommendation``: what an alliance recommends, and what comes of it."""

from typing import Annotated

from cyclopts import Parameter

from models.method.recommendations import RecommendationState
from samenspel.cli.answers import Done, Listing
from samenspel.cli.options import By, Day, Slug, actor, noun
from samenspel.cli.rows import RecommendationLine

app = noun("recommendation", "Record recommendations and what comes of them.")


@app.command
def add(
    slug: Slug,
    text: Annotated[str, Parameter(help="What should be done; at least 10 characters, no names of persons.")],
    /,
    *,
    by: By,
    to: Annotated[str | None, Parameter(help="The organisation it is for, by its key; else the foundation.")] = None,
    owner: Annotated[str | None, Parameter(help="Staff code of who sees to it; you if left out.")] = None,
    due: Day | None = None,
) -> Done:
    """Record a recommendation of this cycle: to whom, who sees to it, and by when.

    Example: samenspel recommendation add onderwijs "Maak deeltijd aantrekkelijker." --to gemeente --by hz
    """
    from models.actions import recommendations

    key = recommendations.add(slug, text, by=actor(by), to=to, owner=owner, due_on=due)
    changed = {
        "alliance": slug,
        "recommendation": key,
        "to": to,
        "owner": owner or by,
        "due": due,
        "state": RecommendationState.OPEN,
        "by": by,
    }
    after = f"samenspel recommendation answer {slug} {key} accepted --by {by}"
    return Done("Recommendation {recommendation} is recorded.", changed, after)


@app.command(name="list")
def list_(
    slug: Annotated[str | None, Parameter(help="One alliance; all of them if left out.")] = None,
    /,
    *,
    unsettled: Annotated[
        bool, Parameter(name=["--unsettled", "--open"], help="Leave out what was rejected or done.")
    ] = False,
    owner: Annotated[str | None, Parameter(help="Only what this member of staff sees to, by staff code.")] = None,
) -> Listing[RecommendationLine]:
    """List what is recommended, to whom, and what came of it; without "to" it is for the foundation.

    Example: samenspel recommendation list onderwijs --unsettled
    """
    from models.actions import recommendations

    columns = ("key", "cycle", "to", "owner", "due_on", "state", "text", "response")
    empty = "Nothing is recommended in {alliance} yet." if slug else "Nothing is recommended yet."
    if unsettled or owner:
        empty = "No open recommendations in {alliance}." if slug else "No such recommendations."
    return Listing(
        recommendations.recommendations(slug, unsettled=unsettled, owner=owner),
        columns if slug else ("alliance", *columns),
        empty,
        words={"alliance": slug},
    )


@app.command
def answer(
    slug: Slug,
    key: Annotated[str, Parameter(help="The recommendation: r1, r2 ...")],
    state: Annotated[RecommendationState, Parameter(help="What is done with it.")],
    /,
    *,
    by: By,
    reason: Annotated[str, Parameter(help="Why; needed for rejected and partly-accepted, no names of persons.")] = "",
) -> Done:
    """Record what is done with a recommendation, also after the alliance has ended; a no needs its reason.

    Example: samenspel recommendation answer onderwijs r1 accepted --by hz
    """
    from models.actions import recommendations

    recommendations.answer(slug, key, state, by=actor(by), reason=reason)
    changed = {"alliance": slug, "recommendation": key, "state": state, "reason": reason, "by": by}
    return Done("Recommendation {recommendation} is {state}.", changed, f"samenspel recommendation list {slug}")
