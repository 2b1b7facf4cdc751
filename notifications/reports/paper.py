"""A report as a PDF that can be read aloud (PDF/UA-1), set by typst from data that is never taken for markup."""

import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from notifications.reports.document import Document

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def paper(document: Document) -> bytes:
    """Return the pages as PDF; the template reads nothing but the document it is given.

    The fonts that typst carries are used. A sign that they do not have is taken from the fonts of the machine, and
    where those have none either it is shown as a box, and the PDF no longer claims to be fit for reading aloud.
    """
    # Setting pages takes a fifth of a second to load, which nothing else needs.
    import typst

    with suppress(typst.TypstError):
        return _set(document, own_fonts=True, aloud=True)
    with suppress(typst.TypstError):
        return _set(document, own_fonts=False, aloud=True)
    return _set(document, own_fonts=False, aloud=False)


def _set(document: Document, *, own_fonts: bool, aloud: bool) -> bytes:
    import typst

    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        sys_inputs={"document": json.dumps(asdict(document))},
        pdf_standards="ua-1" if aloud else [],
        ignore_system_fonts=own_fonts,
    )
