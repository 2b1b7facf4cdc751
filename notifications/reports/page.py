"""A report as one page of HTML that needs nothing from elsewhere, for a screen and for a printer."""

from notifications.reports.document import Document
from notifications.reports.pictures import PICTURES, inline


def page(document: Document) -> str:
    """Return the page; every text of the report is escaped, and no script, font or picture is fetched."""
    return PICTURES.get_template("report.html").render(document=document, inline=inline) + "\n"
