"""The post office and people who work on an alliance never wait for each other."""

import threading
from datetime import timedelta

import pytest

from models.actions import post
from models.actions.frame import act
from models.db import engine_queries, queries
from models.db.session import Database, database
from models.db.tables import Contact, Letter
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("at_start")]


def test_a_letter_that_left_is_recorded_while_somebody_works_on_its_alliance(db: Database) -> None:
    slug = factories.added()
    with database().write() as session:
        for contact in queries.rows(session, Contact):
            contact.channels = ["slack"]
    while (claimed := post.claim_letter("engine", lease=timedelta(minutes=5))) is not None:
        if claimed.contact is not None:
            break
        post.mark_sent(claimed, subject="x", text="x")
    assert claimed is not None
    assert post.mark_data(claimed)
    left: list[bool] = []
    office = threading.Thread(target=lambda: left.append(post.mark_sent(claimed, subject="x", text="x")))
    with act(slug, by=HZ) as a:
        office.start()
        # On PostgreSQL it does not wait for the alliance; on SQLite one writes after the other.
        office.join(timeout=0.5 if db.is_sqlite else 10)
        engine_queries.lock_letter(a.session, claimed.id)
    office.join()
    assert (left, seen.row(Letter, slug, id=claimed.id).state) == ([True], "sent")
