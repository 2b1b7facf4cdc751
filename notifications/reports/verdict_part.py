"""The verdict of a report, where the chain breaks, and the roads and the theory behind it, as drawings."""

from models.actions.report_lines import Report
from models.method.charts import chain as chains
from models.method.charts import road as roads
from models.method.charts import theory as theories
from models.method.evaluation.results import Result
from models.method.indicators import Layer
from models.method.labels import label
from notifications.reports import pictures, theory_picture
from notifications.reports.document import Section
from notifications.reports.pictures import Picture
from notifications.reports.words import say
from notifications.reports.writing import Writing


def verdict(report: Report, how: Writing) -> Section:
    """Say what the rules propose and why."""
    row, language, texts = report.round, how.language, list[str]()
    if report.result is not None:
        texts.append(report.explained[language])
        texts.append(_weighed(report.result, how))
    elif row is not None and row.attainment is not None:
        texts.append(say("reached_only", language, score=how.share(row.attainment)) + ".")
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
        return f"{say('reached_only', language, score=reached)}: {why}."
    low, high = (how.share(end) for end in whole.interval)
    return f"{say('reached', language, score=reached, low=low, high=high)}: {why}."


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
