"""What else a report says of a change: how the partners work together, and how much of it is theirs."""

from models.actions.report_lines import Report
from models.method.collaboration import PARTNER, TARGET_GROUP
from models.method.labels import label
from notifications.reports.document import Section, table
from notifications.reports.words import say
from notifications.reports.writing import Writing

#: The groups of those who answer, by what the scale calls them.
GROUPS: dict[str, str] = {PARTNER: "partners", TARGET_GROUP: "target_group"}


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
        (
            say(GROUPS[name], language) if name in GROUPS else name,
            say("withheld", language) if mean is None else how.share(mean),
        )
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
                line.series or "–",
                f"{how.figure(line.then)} → {how.figure(line.now)}",
                ", ".join(line.rivals) or "–",
                say("gain", language, gross=how.figure(left.gross), net=how.figure(left.net)) if left else "–",
                label(left.contribution, language) if left else "–",
            )
        )
    head = [say(key, language) for key in ("indicator", "series", "elsewhere", "rivals", "net", "contribution_is")]
    return Section(say("contribution", language), tables=(table(head, rows),))
