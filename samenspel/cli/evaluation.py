"""``samenspel evaluation``: the rounds that say whether there is impact."""

from models.method.errors import NotAllowed
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.options import By, Slug, actor, noun

app = noun("evaluation", "Open and show evaluation rounds.")


@app.command
def show(slug: Slug, /) -> Sheet:
    """Show the rounds of an alliance with their verdicts, and the last figure of every indicator.

    Example: samenspel evaluation show onderwijs
    """
    from models.actions import lists_impact

    record = lists_impact.evaluation(slug)
    columns = ("number", "cycle", "phase", "kind", "state", "opened_at", "due_at", "verdict", "attainment", "reasons")
    figures = ("key", "baseline", "target", "value", "measured_on", "unit", "weight", "critical", "title")
    parts = {"rounds": Listing(record.rounds, columns), "indicators": Listing(record.indicators, figures)}
    return Sheet(record, ("alliance", "threshold"), parts)


@app.command(name="open")
def open_(slug: Slug, /, *, by: By) -> Done:
    """Open the next round now, in phase 4 or 5; there is one round at a time.

    Example: samenspel evaluation open onderwijs --by hz
    """
    from models.actions import overview, rounds

    number = rounds.open_round(slug, by=actor(by))
    if number is None:
        seen = overview.overview(slug)
        raise NotAllowed(
            f"no round was opened: {slug} is {seen.status} in phase {seen.phase or 'none'}; a round needs a running "
            "alliance in phase implement or evaluate, without an open round"
        )
    changed = {"alliance": slug, "round": number, "by": by}
    after = f"samenspel measure add {slug} INDICATOR VALUE --by {by}"
    return Done(f"Round {number} of {slug} is open.", changed, after)
