"""``samenspel evaluation``: what shows the impact, and when it is looked at."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from models.method.errors import BadInput
from models.method.said import Said
from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.bars import bar
from samenspel.cli.language import Language, lang, percentage
from samenspel.cli.options import Slug, noun
from samenspel.cli.output import by_eye, filled, say
from samenspel.cli.rows import Report, ScheduleLine
from samenspel.cli.schedule import local_moments, schedule
from samenspel.cli.writing import check_place, write_file

if TYPE_CHECKING:
    from models.actions.report_lines import ReportedIndicator
    from models.method.evaluation.results import Link

app = noun("evaluation", "Show the impact and say when it is evaluated.")

Html = Annotated[Path | None, Parameter(name="--html", help="Also write the whole report as a page to this file.")]
Pdf = Annotated[Path | None, Parameter(name="--pdf", help="Also write the whole report as a PDF to this file.")]
InLanguage = Annotated[Language | None, Parameter(help="Language of the files; that of the answer if left out.")]
Replace = Annotated[bool, Parameter(name=["--overwrite", "--force"], help="Replace files that exist.")]


@app.command
def show(
    slug: Slug,
    /,
    *,
    round_: Annotated[int | None, Parameter(name="--round", help="Which round; the last closed if left out.")] = None,
    html: Html = None,
    pdf: Pdf = None,
    language: InLanguage = None,
    overwrite: Replace = False,
) -> Sheet[Report]:
    """Show what an evaluation said and why: verdict, figures, results chain, what is still to be found out.

    Without a closed round it shows the figures of now. Example for a meeting: `--pdf onderwijs.pdf --language en`.

    Example: samenspel evaluation show onderwijs
    """
    from models.actions import evaluation_report

    files = [path for path in (html, pdf) if path is not None]
    if len(set(files)) < len(files):
        raise BadInput("{path} cannot be a page and a PDF; name two files", path=html)
    for path in files:
        check_place(path, overwrite=overwrite)
    record = evaluation_report.report(slug, round_)
    _write(record, language or lang(), html, pdf, overwrite=overwrite)

    def tell() -> None:
        for path in files:
            say(filled("{file} is written.", {"file": str(path)}))

    parts: dict[str, Listing[Any]] = {
        "chain": _chain(record),
        "indicators": _indicators(record),
        "tasks": Listing(record.tasks, ("kind", "subject", "owner", "due_on")),
        "rounds": Listing(record.history, ("number", "cycle", "kind", "closed_at", "verdict", "attainment")),
    }
    return Sheet(record, SHOWN, parts, _next(record), COMPUTED, tell)


def _next(record: "Report") -> str:
    if record.decision is not None and record.decision.outcome is None:
        return f"samenspel decision list {record.alliance}"
    return f"samenspel round show {record.alliance}" if record.round or record.open_round else ""


def _write(record: "Report", language: Language, html: Path | None, pdf: Path | None, *, overwrite: bool) -> None:
    if html is None and pdf is None:
        return
    # Pages need Jinja and typst, which nobody waits for who only looks.
    from notifications.reports import composing, page, paper

    document = composing.compose(record, language)
    if html is not None:
        write_file(html, page.page(document), overwrite=overwrite)
    if pdf is not None:
        write_file(pdf, paper.paper(document), overwrite=overwrite)


def _of_round(name: str) -> Callable[["Report"], Any]:
    return lambda record: getattr(record.round, name) if record.round is not None else None


def _of_result(get: Callable[[Any], Any]) -> Callable[["Report"], Any]:
    return lambda record: get(record.result) if record.result is not None else None


def _note(record: "Report") -> Said | None:
    row = record.round
    if row is None:
        return Said("no round is closed yet; these are the figures of now, without a verdict")
    if row.verdict is None:
        return Said("this round is still open; these are the figures of now, without a verdict")
    if row.older_engine:
        return Said("judged by version {version} of the rules, which kept less", version=row.engine_version)
    return None


#: What stands above the tables.
SHOWN = (
    *("alliance", "note", "round", "seen_on", "verdict", "reason", "attainment", "threshold", "explained", "advice"),
    *("failure", "root", "health", "framework", "framework_at_opening", "changes", "next_on", "open_round"),
)

COMPUTED: dict[str, Callable[["Report"], Any]] = {
    "note": _note,
    "round": _of_round("number"),
    "seen_on": lambda record: record.on,
    "verdict": _of_round("verdict"),
    "reason": _of_result(lambda result: result.reason),
    "attainment": _of_round("attainment"),
    "explained": lambda record: by_eye(record.explained.get(lang()), None),
    "advice": _of_result(lambda result: result.diagnosis.advice),
    "failure": _of_result(lambda result: result.diagnosis.failure),
    "root": _of_result(lambda result: result.diagnosis.root),
    "health": _of_result(lambda result: result.health),
    "framework": lambda record: record.framework or None,
    "framework_at_opening": lambda record: (
        record.framework_at_opening if record.framework_at_opening != record.framework else None
    ),
    "next_on": _of_round("next_on"),
    "open_round": lambda record: record.open_round.number if record.open_round else None,
}


def _chain(record: "Report") -> "Listing[Link]":
    return Listing(
        record.result.chain if record.result else (),
        ("link", "state", "score"),
        computed={
            "link": lambda link: link.name,
            "score": lambda link: _barred(link.together.score if link.together else None),
        },
    )


def _indicators(record: "Report") -> "Listing[ReportedIndicator]":
    told = ("key", "value", "measured_on", "expected_value", "ratio", "verdict", "reason", "marks", "weight", "title")
    computed: dict[str, Callable[[ReportedIndicator], Any]] = {
        name: _of_indicator(name) for name in ("value", "measured_on", "expected_value", "verdict", "reason", "marks")
    }
    computed |= {"ratio": lambda one: _barred(_of_indicator("ratio")(one)), "weight": lambda one: one.seen.weight}
    return Listing(record.indicators, told, computed=computed)


def _of_indicator(name: str) -> Callable[["ReportedIndicator"], Any]:
    return lambda one: getattr(one.result, name) if one.result is not None else None


def _barred(share: float | None) -> Any:
    """Return a share as a bar with its percentage on a terminal, as it is in a pipe, and nothing as nothing."""
    return None if share is None else by_eye(f"{bar(share)} {percentage(share)}", share)


@app.command
def schedules(
    slug: Annotated[str | None, Parameter(help="One alliance; all if left out.")] = None, /
) -> Listing[ScheduleLine]:
    """List when alliances are evaluated: what the rounds are about, the rule, its zone, and the next three moments.

    The moments are those on the clocks of that zone.

    Example: samenspel evaluation schedules onderwijs
    """
    from models.actions import schedules

    return Listing(
        schedules.schedules(slug),
        ("alliance", "purpose", "rule", "starts", "timezone", "active", "next"),
        "No alliance is evaluated at fixed moments."
        if slug is None
        else "{alliance} is not evaluated at fixed moments.",
        computed={"next": _local},
        words={"alliance": slug},
    )


def _local(line: "ScheduleLine") -> tuple[str, ...]:
    """Return the next moments on the clocks of their zone, with the weekday and the offset."""
    # The zone takes longer to load than most commands need.
    from zoneinfo import ZoneInfo

    there = [moment.astimezone(ZoneInfo(line.timezone)) for moment in line.next]
    typed = tuple(f"{at:%a} {at.isoformat(' ', 'minutes')}" for at in there)
    told: tuple[str, ...] = by_eye(local_moments(line.next, line.timezone), typed)
    return told


app.command(schedule)
