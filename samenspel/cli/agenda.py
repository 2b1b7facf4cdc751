"""``samenspel open`` and ``samenspel upcoming``: what waits for somebody now, and which dates come next."""

import sys
from typing import Annotated

from cyclopts import Parameter

from models.method import labels
from models.method.deliverables import DELIVERABLES
from models.method.matters import Matter
from models.method.requests import RequestKind
from samenspel.cli.answers import Listing
from samenspel.cli.language import lang, placeholders
from samenspel.cli.letter_kinds import told
from samenspel.cli.output import by_eye
from samenspel.cli.rows import DateLine, OpenLine

#: Matters that are about a kind of letter.
_OF_LETTERS = frozenset({Matter.LETTER_FAILED, Matter.LETTER_BOUNCED, Matter.LETTER_HELD})


def open_(slug: Annotated[str | None, Parameter(help="One alliance; all if left out.")] = None, /) -> Listing[OpenLine]:
    """List what waits for somebody now, most urgent first, with the command to look at it or to do it.

    Example: samenspel open onderwijs
    """
    from models.actions import agenda
    from models.method.working_days import local_day

    return Listing(
        agenda.open_matters(slug),
        ("alliance", "what", "who", "since", "due", "next"),
        "Nothing waits for anybody.",
        computed={
            "what": _what,
            "since": lambda line: local_day(line.since),
            "due": lambda line: line.due and local_day(line.due),
            "next": lambda line: placeholders(line.next) if sys.stdout.isatty() else line.next,
        },
    )


def _what(line: "OpenLine") -> tuple[str, ...]:
    if line.what is RequestKind.INVITATION:
        return (line.what,)  # It is about the organisation that was asked.
    about = line.about
    if line.what in _OF_LETTERS:
        about = told(about)
    elif about in DELIVERABLES:
        about = str(by_eye(labels.deliverable(about, lang()), about))
    return (line.what, about) if about else (line.what,)


def upcoming(
    slug: Annotated[str | None, Parameter(help="One alliance; all if left out.")] = None,
    /,
    *,
    days: Annotated[int, Parameter(help="How many days to look ahead; 30 if left out.")] = 30,
) -> Listing[DateLine]:
    """List the dates that come next: reminders, gates, rounds, decisions, and when it is evaluated again.

    Example: samenspel upcoming onderwijs --days 90
    """
    from models.actions import upcoming

    return Listing(
        upcoming.upcoming(slug, days=days),
        ("at", "alliance", "what", "of"),
        "Nothing is planned in the next {days} days.",
        words={"days": days},
    )
