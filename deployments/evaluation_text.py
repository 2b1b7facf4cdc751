"""What operations read in Prefect about an evaluation: organisations and figures, nothing that was written freely."""

from models.actions import evaluation_report
from notifications.reports import composing, markdown


def page(slug: str) -> str | None:
    """Return the page about the last round that is over, with its pictures; ``None`` when there is none yet."""
    report = evaluation_report.last_report(slug)
    return None if report is None else markdown.markdown(composing.compose_facts(report, "nl"))
