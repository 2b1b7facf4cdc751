"""``samenspel letter find``, ``problems`` and ``tries``: what was sent, with what result, and what did not arrive."""

import sys
from typing import Annotated

from cyclopts import Parameter

from models.method.posting import Result
from models.method.requests import LetterState
from samenspel.cli.answers import Listing
from samenspel.cli.language import placeholders
from samenspel.cli.letter_kinds import told
from samenspel.cli.letter_open import Id
from samenspel.cli.options import Day, Slug
from samenspel.cli.rows import LetterLine, ProblemLine, TryLine


def find(
    words: Annotated[tuple[str, ...], Parameter(help="Words that all stand in its subject or text.")] = (),
    /,
    *,
    to: Annotated[str | None, Parameter(help="To this organisation, contact or member of staff, by key.")] = None,
    state: Annotated[LetterState | None, Parameter(help="Those in this state instead of those that left.")] = None,
    kind: Annotated[str | None, Parameter(help="Only letters of this kind.")] = None,
    since: Annotated[Day | None, Parameter(help="Only from this day on, written as 2026-12-31.")] = None,
    until: Annotated[Day | None, Parameter(help="Only up to and including this day.")] = None,
) -> Listing[LetterLine]:
    """Find every letter that was ever sent, over all alliances, newest first: to whom, in which language, what came.

    Example: samenspel letter find uitnodiging --to gemeente --since 2026-11-01
    """
    from models.actions import letter_search

    found = letter_search.find(words, to=to, state=state, kind=kind, since=since, until=until)
    return Listing(
        found,
        ("alliance", "id", "kind", "to", "language", "subject", "state", "code", "sent_at", "joined_to"),
        "No such letter was sent.",
        computed={"kind": lambda line: told(line.kind)},
        then=f"samenspel letter show {found[0].alliance} {found[0].id}" if found else "",
    )


def problems(
    slug: Annotated[str | None, Parameter(help="One alliance; all if left out.")] = None, /
) -> Listing[ProblemLine]:
    """List the letters that failed, are held, came back or should have left, with what to do and the command for it.

    Example: samenspel letter problems onderwijs
    """
    from models.actions import letter_problems

    return Listing(
        letter_problems.problems(slug),
        ("alliance", "id", "kind", "to", "state", "since", "code", "reason", "advice", "next"),
        "No letter failed, is held, came back or is late.",
        computed={
            "kind": lambda line: told(line.kind),
            "next": lambda line: placeholders(line.next) if sys.stdout.isatty() else line.next,
        },
    )


def tries(slug: Slug, number: Id, /) -> Listing[TryLine]:
    """List every try to send a letter, with what the other side answered.

    Example: samenspel letter tries onderwijs 1
    """
    from models.actions import letter_tries

    named: dict[str | None, str] = {result.value: result for result in Result}
    return Listing(
        letter_tries.tries(slug, number),
        ("n", "started_at", "ended_at", "outcome", "domain", "code", "enhanced_code", "reply"),
        "Nobody tried to send letter {letter} yet.",
        computed={"outcome": lambda line: named.get(line.outcome, line.outcome)},
        words={"letter": number},
    )
