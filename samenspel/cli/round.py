"""``samenspel round``: the rounds that say whether there is impact, and how the partners work together."""

from collections.abc import Callable
from typing import Annotated, Any

from cyclopts import Parameter

from models.method.errors import NotAllowed
from models.method.said import Said
from samenspel.cli import round_file, round_people
from samenspel.cli import round_states as states
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.ids import identity
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.rows import RoundLine, RoundView

app = noun("round", "Prepare, open, answer, close and share rounds on impact and collaboration.")


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[RoundLine]:
    """List the evaluation rounds of an alliance with their verdicts.

    Example: samenspel round list onderwijs
    """
    from models.actions import lists_rounds

    columns = (
        "number",
        "cycle",
        "phase",
        "purpose",
        "kind",
        "state",
        "opened_at",
        "due_at",
        "verdict",
        "attainment",
        "reason",
    )
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
    figures = ("key", "value", "measured_on", "arithmetic", "verdict", "reason", "weight", "critical", "marks")
    seen = record.reflection
    return Sheet(
        record,
        (
            *("alliance", "number", "cycle", "phase", "purpose", "kind", "state", "opened_at", "due_at", "closed_at"),
            *("response", "mean", "verdict", "attainment", "reason"),
        ),
        {
            "indicators": Listing(record.indicators, figures),
            "themes": round_people.themes(seen),
            "groups": round_people.groups(seen),
            "texts": round_people.texts(seen),
        },
        _next(slug, record),
        {
            "response": lambda _: round_people.response(seen) if seen is not None else None,
            "mean": lambda _: seen.mean if seen is not None else None,
            **{name: _of_impact(name) for name in ("verdict", "attainment", "reason")},
        },
    )


def _of_impact(name: str) -> Callable[[RoundView], Any]:
    """Return a field that says something of the impact, and nothing of a round on the collaboration alone."""
    return lambda record: getattr(record, name) if record.purpose.asks_figures else None


def _next(slug: str, record: RoundView) -> str:
    """Return what comes next: figures while they are asked for, else what a person does with the round."""
    if record.state == "open" and record.purpose.asks_figures:
        return f"samenspel measure add {slug} INDICATOR VALUE --by STAFF"
    return round_people.next_step(slug, record.number, record.state) if record.reflection is not None else ""


@app.command(name="open")
def open_(
    slug: Slug,
    number: Annotated[
        int | None, Parameter(converter=identity, help="An approved round; one on the impact if left out.")
    ] = None,
    /,
    *,
    by: By,
) -> Done:
    """Open an approved round before its day, or the next one on the impact; in phase 4 or 5, one at a time.

    Example: samenspel round open onderwijs --by hz
    """
    from models.actions import overview, round_states, rounds

    if number is not None:
        round_states.open_now(slug, number, by=actor(by))
        changed = {"alliance": slug, "round": number, "by": by}
        return Done("Round {round} of {alliance} is open.", changed, f"samenspel round show {slug} {number}")
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


for _verb in (states.prepare, states.approve, states.review, states.publish, states.cancel, states.reopen):
    app.command(_verb)
for _person in (round_people.respondents, round_people.questions, round_people.ask, round_people.drop):
    app.command(_person)
app.command(round_people.answer)
app.command(round_people.decline)
app.command(round_file.template)
app.command(round_file.import_, name="import")
