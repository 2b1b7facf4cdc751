"""``samenspel letter review``: a person's look at letters before they leave (F39)."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Listing, Text
from samenspel.cli.letter_kinds import told
from samenspel.cli.rows import WaitingLine


def review(
    slug: Annotated[str | None, Parameter(help="One alliance; all if left out.")] = None,
    /,
    *,
    html: Annotated[Path | None, Parameter(help="Write every letter as a page in this folder.")] = None,
    text: Annotated[bool, Parameter(help="Print the letters instead of listing them.")] = False,
) -> Listing[WaitingLine] | Text:
    """List the letters that wait until somebody has looked at them, the one whose answer is due first on top.

    Example: samenspel letter review onderwijs
    """
    from models.actions import letter_review
    from models.method.working_days import local_day

    waiting: Sequence[WaitingLine] = letter_review.waiting(slug)
    if html is not None:
        waiting = [replace(line, file=str(_page(line, html))) for line in waiting]
    if text:
        return Text("\n".join(map(_text, waiting)), {"letters": tuple(line.id for line in waiting)})
    first = waiting[0] if waiting else None
    return Listing(
        waiting,
        ("alliance", "id", "kind", "to", "why", "since", "due", "file"),
        "No letter waits for a review.",
        computed={
            "kind": lambda line: told(line.kind),
            "since": lambda line: local_day(line.since),
            "due": lambda line: line.due and local_day(line.due),
        },
        then=f"samenspel letter show {first.alliance} {first.id}" if first else "",
    )


def _page(line: "WaitingLine", folder: Path) -> Path:
    from models.db.files import put_down
    from samenspel.cli.letter_pages import written

    file = folder / f"{line.alliance}-{line.id}.html"
    put_down(file, written(line.alliance, line.id).html.encode())
    return file


def _text(line: "WaitingLine") -> str:
    from samenspel.cli.letter_pages import written

    letter = written(line.alliance, line.id)
    head = f"=== {line.alliance} {line.id} {line.kind} {line.to}"
    return f"{head}\n{letter.subject}\n\n{letter.text}"
