"""``samenspel bounces``: mail that came back, taken in from where it arrives, and what came of it."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from models.method.bounces import BounceNote
from models.method.errors import BadInput
from models.method.mail import BounceKind
from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.options import noun
from samenspel.cli.rows import BounceLine

app = noun("bounces", "Take in mail that came back, and list what came of it.")


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """One mail that came back; ``contact_off`` is who is written to no more because of it."""

    source: str
    kind: BounceKind
    status: str | None
    alliance: str | None
    letter: int | None
    contact_off: str | None
    note: BounceNote
    again: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """How many mails were taken in, how many of each kind are new, and all of them one by one."""

    mails: int
    again: int
    hard: int
    soft: int
    policy: int
    complaint: int
    auto_reply: int
    unknown: int
    contacts_off: tuple[str, ...]
    lines: tuple[ReturnedLine, ...]


@app.command
def ingest(
    files: Annotated[
        tuple[Path, ...],
        Parameter(help="A mail, an mbox file, or a folder of mails; one mail from standard input if left out."),
    ] = (),
    /,
) -> Sheet[Taken]:
    """Take in mail that came back: letters that did not arrive, complaints; the same mail counts once.

    What cannot be believed or understood is listed and changes nothing, and nothing is ever answered.

    Example: samenspel bounces ingest terug.eml
    """
    from notifications import bounces
    from samenspel.mail_files import mails
    from samenspel.settings import settings

    # Of a larger mail no more is read than shows that it is too large.
    chosen, most = settings(), bounces.LARGEST + 1
    lines = []
    for source, raw in mails(files, most=most) if files else _standard_input(most):
        found = bounces.ingest(chosen, raw)
        lines.append(
            ReturnedLine(
                source,
                found.kind,
                found.status,
                found.alliance,
                found.letter,
                found.contact_off,
                found.note,
                found.again,
            )
        )
    return _sheet(lines)


def _standard_input(most: int) -> Iterator[tuple[str, bytes]]:
    if sys.stdin is None or sys.stdin.isatty():
        raise BadInput("no mail comes in on standard input; name a file or a folder")
    yield "-", sys.stdin.buffer.read(most)


def _sheet(lines: Sequence[ReturnedLine]) -> Sheet[Taken]:
    new = [one for one in lines if not one.again]
    counted = {kind.value: sum(1 for one in new if one.kind is kind) for kind in BounceKind}
    off = tuple(dict.fromkeys(one.contact_off for one in new if one.contact_off))
    record = Taken(len(lines), len(lines) - len(new), **counted, contacts_off=off, lines=tuple(lines))
    about = ("alliance", "letter", "kind", "status", "contact_off")
    parts = {
        "letters that came back": Listing([one for one in new if one.letter is not None], about),
        "to read yourself": Listing([one for one in new if one.kind is BounceKind.UNKNOWN], ("source", "note")),
    }
    shown = ("mails", "again", "hard", "soft", "policy", "complaint", "auto_reply", "unknown", "contacts_off")
    return Sheet(record, shown, parts, "samenspel open" if new else "")


@app.command(name="list")
def list_(
    *,
    days: Annotated[int, Parameter(help="How many days to look back; 30 if left out.")] = 30,
    kind: Annotated[BounceKind | None, Parameter(help="Only mail of this kind.")] = None,
) -> Listing[BounceLine]:
    """List the mail that came back, the latest first, and what came of it.

    Example: samenspel bounces list --days 90
    """
    from models.actions import bounces

    columns = ("received_at", "kind", "status", "alliance", "letter", "organisation", "note")
    empty = "Nothing came back in the last {days} days."
    return Listing(bounces.list_(_days(days), kind), columns, empty, words={"days": days})


def _days(days: int) -> int:
    if not 1 <= days <= 3650:
        raise BadInput("{days} days is not a time to look back; allowed: 1 to 3650", days=days)
    return days
