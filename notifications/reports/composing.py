"""From the report on an evaluation to the document that people take to a meeting (R59)."""

from collections.abc import Callable, Iterator

from models.actions.report_lines import Report
from models.method.charts import chain as chains
from models.method.charts import road as roads
from models.method.charts import theory as theories
from models.method.evaluation.results import STATE_OF, LinkName, Result
from models.method.indicators import Layer
from models.method.labels import label, word
from models.method.working_days import local_day
from notifications.reports import pictures, theory_picture
from notifications.reports.document import Document, Section, table
from notifications.reports.figures_part import calculations, evidence, figures, results
from notifications.reports.pictures import Picture
from notifications.reports.words import say
from notifications.reports.writing import Writing, plain, writing

Part = Callable[[Report, Writing], Section]


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


def verdict(report: Report, how: Writing) -> Section:
    """Say what the rules propose and why."""
    row, language, texts = report.round, how.language, list[str]()
    if report.result is not None:
        texts.append(report.explained[language])
        texts.append(_weighed(report.result, how))
    elif row is not None and row.attainment is not None:
        texts.append(say("reached_only", language, score=how.share(row.attainment)))
    if row is not None and row.verdict is not None:
        texts.append(say("threshold", language, threshold=how.share(report.threshold)))
    if row is not None and row.next_on is not None:
        texts.append(say("next_on", language, day=how.day(row.next_on)))
    return Section(say("verdict", language), tuple(texts))


def _weighed(result: Result, how: Writing) -> str:
    whole, language = result.solution, how.language
    why = label(result.reason, language)
    reached = "–" if whole.score is None else how.share(whole.score)
    if whole.interval is None or whole.interval[0] == whole.interval[1]:
        return f"{say('reached_only', language, score=reached)} ({why})"
    low, high = (how.share(end) for end in whole.interval)
    return f"{say('reached', language, score=reached, low=low, high=high)} ({why})"


def chain(report: Report, how: Writing) -> Section:
    """Show where the results chain holds and where it breaks."""
    language, result = how.language, report.result
    if result is None:
        return Section(say("chain", language))
    diagnosis = result.diagnosis
    root = ""
    if isinstance(diagnosis.root, Layer):
        root = say("refuted_assumption", language, layer=label(diagnosis.root, language))
    drawn = pictures.chain(chains.draw(result.chain, diagnosis.root), root=root, writing=how)
    todo = "; ".join(label(one, language) for one in diagnosis.actions)
    texts = (say("beside", language, actions=todo),) if todo else ()
    return Section(say("chain", language), texts, (drawn,))


def drawings(report: Report, how: Writing) -> Section:
    """Show the road of every figure that can be drawn."""
    drawn: list[Picture] = []
    for one in report.indicators:
        chart = roads.draw(one.seen, report.on, confidence=report.confidence, former=one.former)
        if chart is not None:
            drawn.append(pictures.road(chart, title=one.title, unit=one.unit, on=report.on, writing=how))
    return Section(say("pictures", how.language), drawings=tuple(drawn))


def theory(report: Report, how: Writing) -> Section:
    """Show what was thought to lead to what."""
    chart = theories.draw(report.theory_of_change)
    drawn = (theory_picture.draw(chart, how),) if chart is not None else ()
    return Section(say("theory", how.language), drawings=drawn)


def collaboration(report: Report, how: Writing) -> Section:
    """Say how the partners work together; of a group that is too small nothing is shown."""
    language = how.language
    scale = report.result.collaboration if report.result else None
    if scale is None or report.result is None:
        return Section(say("collaboration", language))
    counted = {"answered": scale.answered, "invited": scale.invited}
    said = (
        say("answered_only", language, **counted)
        if scale.mean is None
        else say("answered", language, mean=how.share(scale.mean), **counted)
    )
    groups = [
        (word("Sector", name, language), say("withheld", language) if mean is None else how.share(mean))
        for name, mean in (scale.groups or {}).items()
    ]
    health = f"{label(report.result.health, language)} ({label(scale.reason, language)})"
    head = (say("group", language), say("mean", language))
    return Section(say("collaboration", language), (f"{health}. {said}",), tables=(table(head, groups, (1,)),))


def contribution(report: Report, how: Writing) -> Section:
    """Say how much of each change is left after what happened elsewhere."""
    language, rows = how.language, []
    for one in report.indicators:
        line = one.contribution
        if line is None:
            continue
        left = line.contributed
        rows.append(
            (
                one.title,
                line.series,
                f"{how.figure(line.then)} → {how.figure(line.now)}",
                ", ".join(line.rivals) or "–",
                say("gain", language, gross=how.figure(left.gross), net=how.figure(left.net)) if left else "–",
                label(left.contribution, language) if left else "–",
            )
        )
    head = [say(key, language) for key in ("indicator", "series", "elsewhere", "rivals", "net", "contribution_is")]
    return Section(say("contribution", language), tables=(table(head, rows),))


def framework(report: Report, how: Writing) -> Section:
    """Say by which version was judged, and what differs from the one that the round was opened with."""
    language, before, after = how.language, report.framework_at_opening, report.framework
    if not report.versions:
        return Section(say("framework", language))
    said = say("judged_by" if before == after else "opened_with", language, before=before, after=after)
    texts = [said] if report.round is not None else []
    texts += [say("changed_since", language), *map(plain, report.changes)] if report.changes else []
    rows = [(str(one.number), how.day(local_day(one.made_at)), one.made_by, one.reason) for one in report.versions]
    head = [say(key, language) for key in ("version", "made", "by", "reason")]
    return Section(say("framework", language), tuple(texts), tables=(table(head, rows),))


def tasks(report: Report, how: Writing) -> Section:
    """Say what is still to be found out."""
    language, titles = how.language, {one.key: one.title for one in report.indicators}
    links = {link.value: label(link, language) for link in LinkName}
    rows = [
        (label(one.kind, language), (titles | links).get(one.subject, one.subject), one.owner, how.day(one.due_on))
        for one in report.tasks
    ]
    head = [say(key, language) for key in ("task", "about", "owner", "due")]
    return Section(say("tasks", language), tables=(table(head, rows),))


def tasks_without_owner(report: Report, how: Writing) -> Section:
    """Say what is still to be found out, and not whose task it is."""
    whole = tasks(report, how)
    rows = [(kind, about, due) for kind, about, _, due in whole.tables[0].rows]
    head = whole.tables[0].head
    return Section(whole.title, tables=(table((head[0], head[1], head[3]), rows),))


def decision(report: Report, how: Writing) -> Section:
    """Say what people decided, or until when they may."""
    row, language = report.decision, how.language
    if row is None:
        return Section(say("decision", language))
    if row.outcome is None or row.decided_at is None:
        said = say(
            "undecided",
            language,
            outcome=_outcome(row.proposed, row.proposed_back, language),
            day=how.day(local_day(row.due_at)),
        )
    else:
        said = say(
            "decided",
            language,
            outcome=_outcome(row.outcome, row.go_back_to or "", language),
            day=how.day(local_day(row.decided_at)),
            by=row.decided_by or "–",
            reason=plain(row.reason or ""),
        )
    return Section(say("decision", language), (said,))


def _outcome(outcome: str, back: str, language: str) -> str:
    said = word("Outcome", outcome, language)
    return f"{said} ({word('GoBackTo', back, language)})" if outcome == "go_back" and back else said


def history(report: Report, how: Writing) -> Section:
    """Say what every round so far came to."""
    language = how.language
    rows = [
        (
            str(one.number),
            str(one.cycle),
            label(one.kind, language),
            how.day(local_day(one.closed_at)) if one.closed_at else "–",
            label(one.verdict, language) if one.verdict else "–",
            how.share(one.attainment),
        )
        for one in report.history
    ]
    head = [say(key, language) for key in ("number", "cycle", "kind", "closed", "verdict_is", "score")]
    return Section(say("history", language), tables=(table(head, rows, (5,)),))


#: What a report says, in this order.
EVERYTHING: tuple[Part, ...] = (
    *(verdict, chain, results, figures, drawings, calculations, evidence, collaboration, contribution),
    *(theory, framework, tasks, decision, history),
)

#: What of it holds no text that somebody wrote freely.
FACTS: tuple[Part, ...] = (verdict, chain, figures, drawings, collaboration, tasks_without_owner, history)
