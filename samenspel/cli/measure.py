"""``samenspel measure``: what was measured of the indicators."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

from cyclopts import Parameter, Token

from models.method.errors import BadInput
from models.method.said import Said, joined
from samenspel.cli.answers import Done, Listing
from samenspel.cli.confirm import DryRun
from samenspel.cli.ids import Id
from samenspel.cli.measure_file import import_, template
from samenspel.cli.options import By, Day, Number, Reason, Slug, actor, noun, today
from samenspel.cli.rows import MeasurementLine

app = noun("measure", "Record, import, list and take back measured figures.")

_WHOLE = re.compile(r"[0-9]{1,12}")


def whole(_type: Any, tokens: Sequence[Token]) -> int:
    """Return the whole number that was typed; :class:`ValueError` says that it is none."""
    typed = tokens[0].value
    if not _WHOLE.fullmatch(typed):
        raise ValueError(Said("{found} is no whole number; allowed: a whole number as 12", found=repr(typed)))
    return int(typed)


def _count(help_: str) -> Any:
    return Parameter(converter=whole, help=help_)


@app.command
def add(
    slug: Slug,
    indicator: Annotated[str, Parameter(help="The indicator; `samenspel evaluation show SLUG` names all.")],
    value: Annotated[
        str | None,
        Parameter(help="The figure, as 12 or 12.5; of a scale in words the step."),
    ] = None,
    /,
    *,
    by: By,
    on: Day | None = None,
    since: Annotated[
        Day | None, Parameter(help="The first day, of what is counted in periods; --on is the last.")
    ] = None,
    k: Annotated[int | None, _count("How many of the sample; the percentage follows from it.")] = None,
    n: Annotated[int | None, _count("How many there are in the sample.")] = None,
    population: Annotated[int | None, _count("How many there are in all, if that is known.")] = None,
    mean: Annotated[Number | None, Parameter(help="The mean of the sample, in place of the figure.")] = None,
    sd: Annotated[Number | None, Parameter(help="The spread of the sample, as a standard deviation.")] = None,
    se: Annotated[Number | None, Parameter(help="The standard error of the figure.")] = None,
    level: Annotated[int | None, _count("The judgement of what cannot be counted, 0 to 4.")] = None,
    evidence: Annotated[int | None, _count("How strong the evidence for the judgement is, 1 to 4.")] = None,
    rater: Annotated[
        str, Parameter(help="Whose judgement it is: an organisation or staff, by key; yours if left out.")
    ] = "",
    source: Annotated[str, Parameter(help="Where the figure comes from.")] = "",
) -> Done:
    """Record a figure, in the indicator's own unit, for the day it holds for; today unless said otherwise.

    Example: samenspel measure add onderwijs vacatures 62 --on 2026-11-20 --source "Regiomonitor" --by hz
    """
    from models.actions import measuring
    from models.method.measuring import Spoken

    if mean is not None and value is not None:
        raise BadInput("give the figure once: as VALUE or with --mean")
    said = Spoken(
        on=on or today(),
        since=since,
        value=value if mean is None else mean,
        k=k,
        n=n,
        population=population,
        sd=sd,
        se=se,
        level=level,
        evidence=evidence,
        rater=rater,
        source=source,
    )
    done = measuring.say(slug, indicator, said, by=actor(by))
    changed = {
        "alliance": slug,
        "indicator": indicator,
        "measurement": done.number,
        "since": since,
        "on": said.on,
        "value": done.value,
        "raw": done.raw,
        "rater": rater,
        "source": source,
        "doubts": done.doubts,
        "by": by,
    }
    what = Said("level {level}", level=level) if level is not None else done.raw or done.value
    words = {"value": what, "what": joined("; ", done.doubts)}
    if done.doubts:
        text = "{indicator} is {value} on {on}. To be settled: {what}."
        return Done(text, changed, f"samenspel evidence list {slug}", words)
    return Done("{indicator} is {value} on {on}.", changed, f"samenspel evaluation show {slug}", words)


@app.command(name="list")
def list_(
    slug: Slug, indicator: Annotated[str | None, Parameter(help="One indicator; all if left out.")] = None, /
) -> Listing[MeasurementLine]:
    """List what was measured by day, also what was taken back; round is the closed round that looked at it.

    Example: samenspel measure list onderwijs vacatures
    """
    from models.actions import lists_measurements

    what = ("id", "indicator", "since", "on", "value", "raw", "unit", "sample", "judgement", "rater", "source")
    fate = ("imported", "doubts", "round", "recorded_by", "withdrawn_at", "withdrawn_by")
    return Listing(
        lists_measurements.measurements(slug, indicator),
        what + fate,
        "Nothing was measured in {alliance} yet.",
        words={"alliance": slug},
    )


@app.command
def withdraw(slug: Slug, figure: Id, /, *, by: By, reason: Reason, dry_run: DryRun = False) -> Done:
    """Take back a figure that no closed round looked at: it stays in the list and no longer counts.

    Example: samenspel measure withdraw onderwijs 7 --reason "Van de verkeerde regio." --by hz
    """
    from models.actions import figures

    done = figures.take_back(slug, figure, by=actor(by), reason=reason, dry_run=dry_run)
    changed = {
        "alliance": slug,
        "measurement": figure,
        "indicator": done.indicator,
        "value": done.value,
        "on": done.on,
        "reason": reason,
        "by": by,
        "dry_run": dry_run,
    }
    words = {"value": done.raw or done.value}
    if dry_run:
        return Done("{indicator} of {on}, {value}, would no longer count.", changed, words=words)
    after = f"samenspel measure add {slug} {done.indicator} VALUE --by {by}"
    return Done("{indicator} of {on}, {value}, no longer counts.", changed, after, words)


@app.command(name="confirm-zero")
def confirm_zero(slug: Slug, figure: Id, /, *, by: By) -> Done:
    """Confirm that a 0 out of a file was measured, and is not a cell that nobody filled in.

    Example: samenspel measure confirm-zero onderwijs 7 --by hz
    """
    from models.actions import confirming

    key = confirming.confirm_zero(slug, figure, by=actor(by))
    changed = {"alliance": slug, "measurement": figure, "indicator": key, "by": by}
    return Done("The 0 of {indicator} was measured, and counts.", changed, f"samenspel measure list {slug} {key}")


app.command(template)
app.command(import_, name="import")
