"""One action on several alliances: a fault that they share is returned, and answered, for all of them at once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from models.actions.frame import Act
from models.db import queries
from models.db.session import database
from samenspel import clock


@contextmanager
def acting_together(slugs: Iterable[str], *, by: str, dry_run: bool = False) -> Iterator[dict[str, Act]]:
    """Open an action on every alliance named; all of it is committed together, or as a ``dry_run`` nothing.

    They are locked in the order of their slugs, so that no two such actions can wait for each other, and what is done
    happens in all of them at the same moment.
    """
    with database().write() as session:
        locked = {slug: queries.lock_alliance(session, slug) for slug in sorted(set(slugs))}
        now = clock.now()
        acts = {slug: Act(session, alliance, by, run, now=now) for slug, (alliance, run) in locked.items()}
        yield acts
        if dry_run:
            session.rollback()
            return
        for a in acts.values():
            a.letters.close()
