"""``samenspel indicator``: the figures that show whether there is impact (R53)."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from models.method.indicators import Accumulation, Direction, Measure
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.changes import ChangeLine, done, with_consent
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.indicator_compare import compare_with
from samenspel.cli.indicator_confirm import confirm_direction
from samenspel.cli.indicator_road import (
    From,
    Highest,
    Lowest,
    Milestones,
    Since,
    Steps,
    To,
    Tolerance,
    Typed,
    Until,
    Way,
)
from samenspel.cli.indicator_view import COMPARED, IndicatorRow, IndicatorView, row, view
from samenspel.cli.options import By, Number, Slug, Why, actor, noun
from samenspel.cli.parts import changed, knowing, part, something, taking

if TYPE_CHECKING:
    from models.method.definition_impact import Indicator

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
    """Show one indicator with its milestones, every figure that was measured, and what it is compared with.

    Example: samenspel indicator show onderwijs vacatures
    """
    from models.actions import background
    from models.actions.describe import described
    from models.method.edits import check_known

    definition = described(slug)
    check_known(definition, "indicators", key)
    (one,) = (one for one in definition.indicators if one.key == key)
    record = view(slug, one, definition.indicator_shares.get(key), background.compared(slug, key))
    shown = ("alliance", "key", "title", "node", "measure", "unit", "direction", "accumulation", "weight", "share")
    road = ("critical", "guard", "baseline", "baseline_date", "target", "target_date", "trajectory")
    limits = ("lowest", "highest", "tolerance", "steps")
    parts: dict[str, Listing[Any]] = {
        "milestones": Listing(record.milestones, ("date", "value")),
        "measurements": Listing(record.measurements, ("date", "since", "value", "text", "source")),
        "compared": Listing(record.compared, COMPARED),
    }
    return Sheet(record, shown + road + limits, parts)


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
    by: By,
    baseline: From = None,
    target: To = None,
    baseline_date: Since = None,
    target_date: Until = None,
    lowest: Lowest = None,
    highest: Highest = None,
    tolerance: Tolerance = None,
    trajectory: Way = None,
    step: Steps = (),
    milestone: Milestones = (),
    node: Node = None,
    unit: Unit = None,
    weight: Weight = None,
    critical: Critical = None,
    guard: Guard = None,
    reason: Why = "",
) -> Done:
    """Add a figure that shows whether there is impact; --reason says why, once what is judged by is locked.

    Example: samenspel indicator add onderwijs uitval "Leraren die stoppen" --measure percentage --direction decrease
    --accumulation level --baseline 12 --target 8 --by hz
    """
    from models.actions.revise import revise
    from models.method.definition_impact import Indicator
    from models.method.edits import adding, all_of

    typed = Typed(baseline, baseline_date, target, target_date, lowest, highest, tolerance, trajectory, step, milestone)
    values = {
        "key": key,
        "title": title,
        "measure": measure,
        "direction": direction,
        "accumulation": accumulation,
        "node": node,
        "unit": unit,
        "weight": weight,
        "critical": critical,
        "guard": guard,
        **typed.over(),
    }
    known = knowing("theory_of_change.nodes", *filter(None, [node]))
    edit = all_of(known, adding("indicators", part(Indicator, values)))
    found = revise(slug, edit, by=actor(by), reason=reason)
    told = {"alliance": slug, "indicator": key, "baseline": baseline, "target": target, "by": by}
    whole = baseline is not None and target is not None
    road = "{alliance} measures {indicator}, from {baseline} to {target}."
    said = road if whole else "{alliance} measures {indicator}."
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
    baseline: From = None,
    baseline_date: Since = None,
    target: To = None,
    target_date: Until = None,
    lowest: Lowest = None,
    highest: Highest = None,
    tolerance: Tolerance = None,
    trajectory: Way = None,
    step: Steps = (),
    milestone: Milestones = (),
    node: Node = None,
    unit: Unit = None,
    weight: Weight = None,
    critical: Critical = None,
    guard: Guard = None,
    reason: Why = "",
) -> Done:
    """Change an indicator; --reason says why, once what is judged by is locked, and --node "" takes the node away.

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
    road = Typed(baseline, baseline_date, target, target_date, lowest, highest, tolerance, trajectory, step, milestone)
    something(**values, **asdict(road))

    def edited(one: "Indicator") -> "Indicator":
        return changed(one, {**values, **road.over(one)})

    known = knowing("theory_of_change.nodes", *filter(None, [node]))
    found = revise(slug, all_of(known, changing("indicators", key, edited)), by=actor(by), reason=reason)
    told = {"alliance": slug, "indicator": key, "by": by}
    return done(found, "{what}.", told, f"samenspel indicator show {slug} {key}")


@app.command
def remove(
    slug: Slug, key: Key, /, *, by: By, reason: Why = "", dry_run: DryRun = False, yes: Yes = False
) -> Done | Listing[ChangeLine]:
    """Remove an indicator that was never measured; any other no longer counts with weight 0.

    Example: samenspel indicator remove onderwijs uitval --by hz
    """
    return with_consent(
        taking("indicators", key),
        "Remove indicator {indicator} from {alliance}?",
        "{alliance} does not measure {indicator} any more.",
        {"alliance": slug, "indicator": key, "by": by},
        f"samenspel indicator list {slug}",
        reason=reason,
        dry_run=dry_run,
        yes=yes,
    )


app.command(confirm_direction, name="confirm-direction")
app.command(compare_with, name="compare-with")
