"""From the report on an evaluation to the document that people take to a meeting (R59)."""

from collections.abc import Callable, Iterator

from models.actions.report_lines import Report
from models.method.evaluation.results import STATE_OF
from models.method.labels import label
from models.method.working_days import local_day
from notifications.reports.course_part import decision, framework, history, tasks, tasks_without_owner
from notifications.reports.document import Document, Section
from notifications.reports.figures_part import calculations, evidence, figures, results
from notifications.reports.influence_part import collaboration, contribution
from notifications.reports.verdict_part import chain, drawings, theory, verdict
from notifications.reports.words import say
from notifications.reports.writing import Writing, plain, writing

Part = Callable[[Report, Writing], Section]


#: What a report says, in this order.
EVERYTHING: tuple[Part, ...] = (
    *(verdict, chain, results, figures, drawings, calculations, evidence, collaboration, contribution),
    *(theory, framework, tasks, decision, history),
)

#: What of it holds no text that somebody wrote freely.
FACTS: tuple[Part, ...] = (verdict, chain, figures, drawings, collaboration, tasks_without_owner, history)


def compose(report: Report, language: str) -> Document:
    """Return the whole report in a language."""
    return _composed(report, writing(language), EVERYTHING)


def compose_facts(report: Report, language: str) -> Document:
    """Return the report without anything that somebody wrote freely, and without who did what."""
    return _composed(report, writing(language), FACTS)


def _composed(report: Report, how: Writing, parts: tuple[Part, ...]) -> Document:
    row, language = report.round, how.language
    verdict = row.verdict if row else None
    made = (part(report, how) for part in parts)
    numbered = say("round", language, round=row.number, cycle=row.cycle) if row else ""
    return Document(
        language=language,
        title=plain(f"{say('report', language)} {report.name}"),
        subtitle=" · ".join(part for part in (numbered, how.day(report.on)) if part),
        verdict=label(verdict, language) if verdict else "",
        state=STATE_OF[verdict].value if verdict else "",
        sections=tuple(section for section in made if section.says_something),
        footer=_footer(report, language),
        page=say("page", language),
        of=say("of", language),
        notes=tuple(_notes(report, how)),
    )


def _notes(report: Report, how: Writing) -> Iterator[str]:
    row, running, language = report.round, report.open_round, how.language
    if report.illustrative:
        yield say("illustrative", language) + "."
    if row is None or row.verdict is None:
        yield say("none_closed" if not report.history else "no_verdict", language)
    if row is not None and row.older_engine and row.engine_version:
        yield say("older_engine", language, version=row.engine_version)
    if running is not None:
        yield say("open_round", language, round=running.number, day=how.day(local_day(running.due_at)))


def _footer(report: Report, language: str) -> str:
    row = report.round
    if row is None or row.snapshot_sha256 is None:
        return say("footer_open", language, slug=report.alliance)
    given = {"sha256": row.snapshot_sha256, "engine": row.engine_version, "round": row.number}
    return say("footer", language, slug=report.alliance, **given)
