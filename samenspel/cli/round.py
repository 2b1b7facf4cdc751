"""``samenspel round``: the evaluation rounds that say whether there is impact."""

from typing import Annotated

from cyclopts import Parameter

from models.method.errors import NotAllowed
from models.method.said import Said
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.rows import RoundLine, RoundView

app = noun("round", "Open, list and show evaluation rounds.")


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[RoundLine]:
    """List the evaluation rounds of an alliance with their verdicts.

    Example: samenspel round list onderwijs
    """
    from models.actions import lists_rounds

    columns = ("number", "cycle", "phase", "kind", "state", "opened_at", "due_at", "verdict", "attainment", "reasons")
    empty = "{alliance} has no evaluation round yet."
    return Listing(lists_rounds.rounds(slug), columns, empty, words={"alliance": slug})


@app.command
def show(
    slug: Slug, number: Annotated[int | None, Parameter(help="Which round; the last if left out.")] = None, /
) -> Sheet[RoundView]:
    """Show a round: its verdict, and how that follows from the figures of the indicators.

    Example: samenspel round show onderwijs 1
    """
    from models.actions import lists_rounds

    record = lists_rounds.one_round(slug, number)
    told = ("alliance", "number", "cycle", "phase", "kind", "state", "opened_at", "due_at", "closed_at")
    figures = ("key", "value", "measured_on", "arithmetic", "attainment", "weight", "score", "adds", "critical")
    after = f"samenspel measure add {slug} INDICATOR VALUE --by STAFF" if record.state == "open" else ""
    return Sheet(
        record,
        (*told, "verdict", "attainment", "reasons"),
        {"indicators": Listing(record.indicators, figures)},
        then=after,
    )


@app.command(name="open")
def open_(slug: Slug, /, *, by: By) -> Done:
    """Open the next round now, in phase 4 or 5; there is one round at a time.

    Example: samenspel round open onderwijs --by hz
    """
    from models.actions import overview, rounds

    number = rounds.open_round(slug, by=actor(by))
    if number is None:
        seen = overview.overview(slug)
        raise NotAllowed(
            "no round was opened: {slug} is {status} in phase {phase}; a round needs a running "
            "alliance in phase implement or evaluate, without an open round",
            slug=slug,
            status=seen.status,
            phase=seen.phase or Said("none"),
        )
    changed = {"alliance": slug, "round": number, "by": by}
    after = f"samenspel measure add {slug} INDICATOR VALUE --by {by}"
    return Done("Round {round} of {alliance} is open.", changed, after)
