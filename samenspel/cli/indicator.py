"""``samenspel indicator``: the figures that show whether there is impact (R53)."""

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from models.method.errors import BadInput
from models.method.indicators import Accumulation, Direction, Measure
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.changes import ChangeLine, done, with_consent
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.indicator_view import IndicatorRow, IndicatorView, row, view
from samenspel.cli.options import By, Day, Number, Slug, actor, noun
from samenspel.cli.parts import changed, knowing, part, something, taking

if TYPE_CHECKING:
    from models.method.definition_parts import Indicator, Point

app = noun("indicator", "Show and change the figures that show the impact.")

Key = Annotated[str, Parameter(help="The indicator, by its key.")]
Kind = Annotated[Measure, Parameter(help="What kind of figure it gives.")]
Better = Annotated[Direction, Parameter(help="Which way is better.")]
Belongs = Annotated[Accumulation, Parameter(help="How figures over time belong together.")]
Node = Annotated[str | None, Parameter(help="What it shows of the theory of change, by the key of the node.")]
Unit = Annotated[str | None, Parameter(help="What is counted.")]
Weight = Annotated[Number | None, Parameter(help="How much it counts, compared with the others; 1 if left out.")]
Critical = Annotated[
    bool | None, Parameter(negative="--no-critical", help="No verdict is enough impact while this one falls short.")
]

_FIGURE = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
Guard = Annotated[bool | None, Parameter(negative="--no-guard", help="It only must not get worse.")]


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[IndicatorRow]:
    """List the indicators of an alliance with their road and their last figure.

    Example: samenspel indicator list onderwijs
    """
    from models.actions.describe import described

    definition = described(slug)
    shares = definition.indicator_shares
    rows = [row(one, shares.get(one.key)) for one in definition.indicators]
    columns = ("key", "node", "baseline", "target", "value", "measured_on", "unit", "weight", "critical", "title")
    return Listing(rows, columns, "{alliance} has no indicators yet.", words={"alliance": slug})


@app.command
def show(slug: Slug, key: Key, /) -> Sheet[IndicatorView]:
    """Show one indicator with its milestones and every figure that was measured.

    Example: samenspel indicator show onderwijs vacatures
    """
    from models.actions.describe import described
    from models.method.edits import check_known

    definition = described(slug)
    check_known(definition, "indicators", key)
    (one,) = (one for one in definition.indicators if one.key == key)
    record = view(slug, one, definition.indicator_shares.get(key))
    shown = ("alliance", "key", "title", "node", "measure", "unit", "direction", "accumulation", "weight", "share")
    road = ("critical", "guard", "baseline", "baseline_date", "target", "target_date")
    parts = {
        "milestones": Listing(record.milestones, ("date", "value")),
        "measurements": Listing(record.measurements, ("date", "value", "source")),
    }
    return Sheet(record, shown + road, parts)


@app.command
def add(
    slug: Slug,
    key: Annotated[str, Parameter(help="A short key for it: lower-case letters, digits, hyphens.")],
    title: Annotated[str, Parameter(help="What the figure says.")],
    /,
    *,
    measure: Kind,
    direction: Better,
    accumulation: Belongs,
    baseline: Number,
    target: Number,
    by: By,
    baseline_date: Day | None = None,
    target_date: Day | None = None,
    node: Node = None,
    unit: Unit = None,
    weight: Weight = None,
    critical: Critical = None,
    guard: Guard = None,
) -> Done:
    """Add a figure that shows whether there is impact, while no evaluation round is open.

    Example: samenspel indicator add onderwijs uitval "Leraren die stoppen" --measure percentage --direction decrease
    --accumulation level --baseline 12 --target 8 --by hz
    """
    from models.actions.revise import revise
    from models.method.definition_parts import Indicator
    from models.method.edits import adding, all_of

    values = {
        "key": key,
        "title": title,
        "measure": measure,
        "direction": direction,
        "accumulation": accumulation,
        "baseline": _point(baseline, baseline_date),
        "target": _point(target, target_date),
        "node": node,
        "unit": unit,
        "weight": weight,
        "critical": critical,
        "guard": guard,
    }
    known = knowing("theory_of_change.nodes", *filter(None, [node]))
    found = revise(slug, all_of(known, adding("indicators", part(Indicator, values))), by=actor(by))
    told = {"alliance": slug, "indicator": key, "baseline": baseline, "target": target, "by": by}
    said = "{alliance} measures {indicator}, from {baseline} to {target}."
    return done(found, said, told, f"samenspel measure add {slug} {key} VALUE --by {by}")


@app.command
def change(
    slug: Slug,
    key: Key,
    /,
    *,
    by: By,
    title: Annotated[str | None, Parameter(help="What the figure says.")] = None,
    measure: Kind | None = None,
    direction: Better | None = None,
    accumulation: Belongs | None = None,
    baseline: Number | None = None,
    baseline_date: Day | None = None,
    target: Number | None = None,
    target_date: Day | None = None,
    milestone: Annotated[
        tuple[str, ...],
        Parameter(help="Where it should stand on the way, as 2026-12-31=75; takes the place of the former ones."),
    ] = (),
    node: Node = None,
    unit: Unit = None,
    weight: Weight = None,
    critical: Critical = None,
    guard: Guard = None,
) -> Done:
    """Change an indicator, while no evaluation round is open; --node "" takes the node away.

    Example: samenspel indicator change onderwijs vacatures --weight 0.5 --target 60 --by hz
    """
    from models.actions.revise import revise
    from models.method.edits import all_of, changing

    values = {
        "title": title,
        "measure": measure,
        "direction": direction,
        "accumulation": accumulation,
        "node": node,
        "unit": unit,
        "weight": weight,
        "critical": critical,
        "guard": guard,
    }
    points = {"baseline": baseline, "baseline_date": baseline_date, "target": target, "target_date": target_date}
    something(**values, **points, milestone=milestone)
    milestones = tuple(_milestone(one) for one in milestone) or None

    def edited(one: "Indicator") -> "Indicator":
        road = {
            "baseline": _changed_point(one.baseline, baseline, baseline_date),
            "target": _changed_point(one.target, target, target_date),
            "milestones": milestones,
        }
        return changed(one, {**values, **road})

    known = knowing("theory_of_change.nodes", *filter(None, [node]))
    found = revise(slug, all_of(known, changing("indicators", key, edited)), by=actor(by))
    told = {"alliance": slug, "indicator": key, "by": by}
    return done(found, "{what}.", told, f"samenspel indicator show {slug} {key}")


@app.command
def remove(slug: Slug, key: Key, /, *, by: By, dry_run: DryRun = False, yes: Yes = False) -> Done | Listing[ChangeLine]:
    """Remove an indicator that was never measured; any other no longer counts with weight 0.

    Example: samenspel indicator remove onderwijs uitval --by hz
    """
    return with_consent(
        taking("indicators", key),
        "Remove indicator {indicator} from {alliance}?",
        "{alliance} does not measure {indicator} any more.",
        {"alliance": slug, "indicator": key, "by": by},
        f"samenspel indicator list {slug}",
        dry_run=dry_run,
        yes=yes,
    )


def _point(value: float, on: date | None) -> dict[str, Any]:
    return {"value": value, "date": on}


def _changed_point(before: "Point", value: float | None, on: date | None) -> dict[str, Any]:
    return _point(before.value if value is None else value, on or before.date)


def _milestone(typed: str) -> dict[str, Any]:
    on, _, value = typed.partition("=")
    if not _FIGURE.fullmatch(value):
        raise BadInput("{typed!r} is no milestone; write a day and a figure as 2026-12-31=75", typed=typed)
    return {"date": on, "value": float(value)}
