"""The figures of a report: what was measured, what that means, where it comes from and how it was calculated."""

from models.actions.report_lines import Report, ReportedIndicator, SourceLine
from models.method.evaluation.engine import NO_NODE
from models.method.evaluation.results import Interval
from models.method.evaluation.samples import figure_of
from models.method.evaluation.values import measured_by
from models.method.evaluation.words import Reason
from models.method.indicators import Measure
from models.method.labels import label
from notifications.reports.document import Section, table
from notifications.reports.words import say
from notifications.reports.writing import Writing


def figures(report: Report, how: Writing) -> Section:
    """Show each figure with its road, what was due and what the rules say of it."""
    language = how.language
    keys = ("indicator", "road", "value", "expected_now", "attainment", "ratio", "weight", "verdict_is", "why")
    rows = [_figure(report, one, how) for one in report.indicators]
    return Section(
        say("indicators", language), tables=(table((say(key, language) for key in keys), rows, (2, 3, 4, 5, 6)),)
    )


def _figure(report: Report, one: ReportedIndicator, how: Writing) -> tuple[str, ...]:
    seen, result, language = one.seen, one.result, how.language
    marks = "; ".join(label(mark, language) for mark in result.marks) if result else ""
    why = label(result.reason, language) if result else "–"
    return (
        one.title + (f" ({say('critical', language)})" if seen.critical else ""),
        f"{how.figure(seen.baseline)} → {how.figure(seen.target)} {one.unit}".rstrip(),
        last_value(report, one, how),
        how.rough(result.expected_value) if result else "–",
        how.share(result.attainment) if result else "–",
        how.share(result.ratio) if result else "–",
        how.figure(seen.weight),
        label(result.verdict, language) if result else "–",
        f"{why}; {marks}" if marks else why,
    )


def last_value(report: Report, one: ReportedIndicator, how: Writing) -> str:
    """Return where a figure stands and for which day, in words where it is no figure."""
    counted = measured_by(one.seen, report.on)
    if not counted:
        return "–"
    last = counted[-1]
    value = one.result.value if one.result else figure_of(last)
    said = last.raw if one.seen.measure in (Measure.NOMINAL, Measure.ORDINAL) and last.raw else how.figure(value)
    return f"{said} ({how.day(last.on)})"


def results(report: Report, how: Writing) -> Section:
    """Show what the figures of each outcome say together."""
    language = how.language
    if report.result is None:
        return Section(say("results", language))
    texts = {node.key: node.text for node in report.theory_of_change.nodes}
    rows = [
        (
            texts.get(one.node, one.node) if one.node != NO_NODE else say("no_node", language),
            how.share(one.together.score),
            f"{how.share(one.together.bounds[0])} – {how.share(one.together.bounds[1])}"
            if one.together.bounds
            else "–",
            how.share(one.together.coverage),
            label(one.together.verdict, language),
            label(one.together.reason, language),
        )
        for one in report.result.outcomes
    ]
    keys = ("node", "score", "bounds", "known", "verdict_is", "why")
    return Section(say("results", language), tables=(table((say(key, language) for key in keys), rows, (1, 2, 3)),))


def _between(bounds: Interval | None, how: Writing) -> str:
    return f"{how.share(bounds[0])} – {how.share(bounds[1])}" if bounds else "–"


def calculations(report: Report, how: Writing) -> Section:
    """Show how each verdict was calculated, to be redone with pencil and paper."""
    language = how.language
    rows = [(one.title, _in_words(one.arithmetic, language)) for one in report.indicators if one.arithmetic]
    head = (say("indicator", language), say("calculation", language))
    return Section(say("arithmetic", language), tables=(table(head, rows),))


def _in_words(arithmetic: str, language: str) -> str:
    """Return a calculation in which the code of a reason is told in words."""
    reasons = {reason.value: label(reason, language) for reason in Reason}
    return "; ".join(reasons.get(step, step) for step in arithmetic.split("; "))


def _found(line: SourceLine, how: Writing) -> str:
    if line.judgement is not None:
        return say("judgement", how.language, level=line.judgement.level, evidence=line.judgement.evidence)
    return line.raw if line.value is None else how.figure(line.value)


def evidence(report: Report, how: Writing) -> Section:
    """Show where each figure comes from, and for which day it holds."""
    language, titles = how.language, {one.key: one.title for one in report.indicators}
    rows = [
        (
            titles.get(line.indicator, line.indicator),
            _found(line, how),
            f"{how.day(line.since)} – {how.day(line.on)}" if line.since else how.day(line.on),
            "; ".join(filter(None, (line.rater, line.source))) or "–",
            line.recorded_by,
        )
        for line in report.evidence
    ]
    head = [say(key, language) for key in ("indicator", "value", "day", "source", "by")]
    return Section(say("evidence", language), tables=(table(head, rows, (1,)),))
