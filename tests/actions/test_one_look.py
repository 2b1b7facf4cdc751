"""The look at everything that must hold passes over what did not change, and over nothing else."""

import pytest

from models.db import queries
from models.db.session import Database
from models.db.tables import Event
from samenspel.clock import SetClock
from tests import factories
from tests.actions.invariants import Watch


def test_what_changed_since_the_last_look_is_looked_at(sqlite_db: Database, at_start: SetClock) -> None:
    watch = Watch(factories.added("bekeken"))
    watch.look()
    watch.look()
    with sqlite_db.write() as session:
        session.delete(queries.rows(session, Event, order="seq")[-1])
    with pytest.raises(AssertionError):
        watch.look()
