"""What a report says of before and after: versions, what is to be found out, the decision, every round."""

from models.actions.report_lines import Report
from models.method.evaluation.results import LinkName
from models.method.labels import label, word
from models.method.working_days import local_day
from notifications.reports.document import Section, table
from notifications.reports.words import say
from notifications.reports.writing import Writing, plain


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
