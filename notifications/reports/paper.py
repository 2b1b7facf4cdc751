"""A report as a PDF that can be read aloud (PDF/UA-1), set by typst from data that is never taken for markup."""

import json
from dataclasses import asdict
from pathlib import Path

from notifications.reports.document import Document

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def paper(document: Document) -> bytes:
    """Return the pages as PDF; the template reads nothing but the document it is given."""
    # Setting pages takes a fifth of a second to load, which nothing else needs.
    import typst

    given = {"document": json.dumps(asdict(document))}
    made = typst.compile(
        str(TEMPLATE), root=str(TEMPLATE.parent), sys_inputs=given, pdf_standards="ua-1", ignore_system_fonts=True
    )
    return made if isinstance(made, bytes) else b"".join(made or ())
