"""``samenspel letter preview``: the texts of all letters, to be read before any of them goes out."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from models.method.errors import BadInput
from samenspel.cli.answers import Done
from samenspel.cli.language import Language, lang


def preview(
    *kinds: Annotated[str, Parameter(help="Only these kinds of letter, such as `reminder`; all if left out.")],
    out: Annotated[Path, Parameter(help="The folder for the pages; it is made if it is not there.")],
    language: Annotated[Language | None, Parameter(help="Only letters in this language; both if left out.")] = None,
) -> Done:
    """Write letters with invented data as pages: subject, the letter as a mail program shows it, and its plain text.

    Example: samenspel letter preview reminder open_items --out brieven
    """
    from models.db.files import put_down
    from notifications.previews import INDEX, pages

    if out.exists() and not out.is_dir():
        raise BadInput("{path} is a file; name a folder", path=out)
    found = pages(kinds, language=language, reader=lang())
    for name, page in found.items():
        put_down(out / name, page.encode())
    return Done("Letters as pages: {files}. Begin at {file}", {"files": len(found) - 1, "file": str(out / INDEX)})
