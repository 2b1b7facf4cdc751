"""Changes to the description of an alliance: told to people, and made once somebody agreed to them."""

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from samenspel.cli.answers import Done, Listing
from samenspel.cli.confirm import confirm
from samenspel.cli.language import tr
from samenspel.cli.options import actor
from samenspel.cli.output import filled, readable, say

if TYPE_CHECKING:
    # The rules of the description take a while to load, and help needs none of them.
    from models.method.definition import AllianceDefinition
    from models.method.revision import Change

#: A longer text is told by its beginning; ``--json`` and the list of changes have it whole.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field of the description that reads differently; ``field`` is empty where the part is a single value."""

    section: str
    key: str
    change: str
    field: str
    before: Any
    after: Any


def told(changes: "Sequence[Change]") -> Listing[ChangeLine]:
    """Return changes as a list with a line for each field that came, went or reads differently."""
    rows = [
        ChangeLine(one.section, one.key, one.kind, field, _value(before), _value(after))
        for one in changes
        for field, before, after in one.differences
    ]
    columns = ("section", "key", "change", "field", "before", "after")
    return Listing(rows, columns, "Nothing changes; this is how it stands.")


def in_words(change: "Change") -> list[str]:
    """Return a change as sentences: ``indicators vacatures: weight 0.4 → 0.5``, ``needs uren: removed``."""
    name = f"{change.section} {change.key}".rstrip()
    if change.before is None or change.after is None:
        return [f"{name}: {readable(change.kind)}"]
    return [
        f"{name}: {f'{field} {_short(before)}'.lstrip()} → {_short(after)}"
        for field, before, after in change.differences
    ]


def done(
    found: "Sequence[Change]",
    said: str,
    changed: Mapping[str, Any],
    then: str = "",
    *,
    words: Mapping[str, Any] | None = None,
) -> Done:
    """Return the answer to changes that were made; ``said`` may name them as ``{what}``, JSON has each of their fields.

    ``changed`` names at least the ``alliance``. When nothing had to be changed, that is said instead.
    """
    what = "; ".join(line for one in found for line in in_words(one))
    return Done(
        said if found else "Nothing changed; {alliance} says so already.",
        {**changed, "changes": told(found).rows},
        then,
        words={**(words or {}), "what": what},
    )


def with_consent(
    edit: "Callable[[AllianceDefinition], AllianceDefinition]",
    question: str,
    said: str,
    changed: Mapping[str, Any],
    then: str = "",
    *,
    dry_run: bool,
    yes: bool,
    reason: str = "",
    beside: Sequence[ChangeLine] = (),
) -> Done | Listing[ChangeLine]:
    """Change a description once a person saw what that does and agreed, or only list what would change.

    ``changed`` names the ``alliance`` and the staff code ``by``, and fills ``question`` and ``said``; ``beside`` is
    what changes outside the description. ``reason`` is why what is judged by changes, once that is locked. What
    somebody else changes in the meantime is not overrun.
    """
    from models.actions.revise import revise

    slug, by = changed["alliance"], actor(changed["by"])
    found = revise(slug, edit, by=by, reason=reason, dry_run=True)
    if dry_run:
        seen = told(found)
        return replace(seen, rows=[*seen.rows, *(beside if found else ())])
    if found:
        lines = [line for one in found for line in in_words(one)]
        lines += [f"{one.section} {one.key}: {one.field} {one.before} → {one.after}" for one in beside]
        agreed(lines, filled(question, changed), yes=yes)
        found = revise(slug, edit, by=by, reason=reason, expected=found)
    return done(found, said, changed, then)


def agreed(lines: Iterable[str], question: str, *, yes: bool) -> None:
    """Show a person what would happen, and go on only when they say yes; nobody is shown what nobody can read.

    The lines may name persons, so they are never part of the error that says that nobody can answer.
    """
    if not yes and sys.stdin.isatty() and sys.stderr.isatty():
        for line in lines:
            say(line)
    confirm(question, yes=yes)


def _short(value: object) -> str:
    text = readable(_value(value))
    if not text:
        return tr("nothing")
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _value(value: object) -> object:
    """Return a value of the description as JSON and people know it."""
    match value:
        case Decimal():
            return float(value)
        case dt.datetime() if value.tzinfo is None:
            # A local moment stands beside the zone that it belongs to.
            return f"{value:%Y-%m-%d %H:%M}"
        case dt.time():
            return f"{value:%H:%M}"
        case _:
            return value
