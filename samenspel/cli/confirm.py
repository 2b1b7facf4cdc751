"""Asking before something is mailed, moved or deleted: on a terminal by a question, in a script by ``--yes``."""

import sys
from typing import Annotated

from cyclopts import Parameter

from models.method.errors import BadInput, MethodError
from samenspel.cli.language import tr

DryRun = Annotated[bool, Parameter(name="--dry-run", help="Show what would happen and change nothing.")]
Yes = Annotated[bool, Parameter(name=["--yes", "-y"], help="Do it without asking; needed where nobody can answer.")]

#: What counts as yes, in both languages.
_YES = frozenset({"y", "yes", "j", "ja"})


class NotConfirmed(BadInput):
    """Nobody is there to say yes; nothing was changed."""


class Declined(MethodError):
    """Somebody said no; nothing was changed."""


def confirm(question: str, *, yes: bool) -> None:
    """Go on only when a person says yes, or said so before; raise :class:`NotConfirmed` or :class:`Declined` else."""
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NotConfirmed("{question} Nobody can answer that here.", question=question)
    print(f"{question} [{tr('y/N')}] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in _YES:
        raise Declined("Nothing was changed.")


def typed_count(question: str) -> int | None:
    """Return the number that a person types in answer, ``None`` where nobody can; :class:`Declined` for no number."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    print(f"{question} ", end="", file=sys.stderr, flush=True)
    typed = sys.stdin.readline().strip()
    if not (typed.isascii() and typed.isdigit()):
        raise Declined("Nothing was changed.")
    return int(typed)
