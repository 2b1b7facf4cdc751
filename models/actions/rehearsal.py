"""Actions that may be rehearsed: everything is tried and refused as it would be, and nothing of it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from models.actions.frame import Act, act


class _OnlyLooked(Exception):
    """Everything went well, and nothing of it is kept."""


@contextmanager
def acting(slug: str, *, by: str, dry_run: bool) -> Iterator[Act]:
    """Open an action as :func:`act` does; as a ``dry_run`` it leaves nothing behind, however well it went."""
    try:
        with act(slug, by=by) as a:
            yield a
            if dry_run:
                raise _OnlyLooked
    except _OnlyLooked:
        pass
