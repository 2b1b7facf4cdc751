"""Several engines at one post office, on each kind of database: every letter is somebody's, and nobody's twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from models.actions import mail_stops, post
from models.db import queries
from models.db.session import database
from models.db.tables import Letter, MailStop
from models.method.letters import Thanks
from models.method.mail import StopKind
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import told
from tests.conftest import START

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("db", "at_start")]


def test_engines_that_take_letters_at_once_take_different_ones(at_start: SetClock) -> None:
    slug = factories.added()
    with database().write() as session:
        alliance = queries.find_alliance(session, slug)
        for number in range(40):
            letter = Thanks(alliance=alliance.name, contribution=f"Bijdrage {number}")
            session.add(told(session, slug, "fonds", letter, at=at_start.now(), n=number))

    def take_all(owner: str) -> list[int]:
        taken = []
        while (claimed := post.claim_letter(owner, lease=timedelta(minutes=10))) is not None:
            assert post.mark_data(claimed) is True
            assert post.mark_sent(claimed, subject="x", text="x") is True
            taken.append(claimed.id)
        return taken

    with ThreadPoolExecutor(4) as pool:
        each = list(pool.map(take_all, ["a", "b", "c", "d"]))
    assert Counter(number for taken in each for number in taken) == dict.fromkeys(range(1, 46), 1)
    assert {row.state.value for row in seen.rows(Letter, slug)} == {"sent"}


def test_engines_that_find_the_login_refused_at_once_tell_it_once() -> None:
    def refused(_: int) -> bool:
        return mail_stops.stop_all_mail(StopKind.LOGIN, "the mail server refuses our login", START)

    with ThreadPoolExecutor(4) as pool:
        assert Counter(pool.map(refused, range(8))) == {True: 1, False: 7}
        assert Counter(pool.map(lambda _: mail_stops.take_probe(START + timedelta(minutes=5)), range(8))) == {
            StopKind.LOGIN: 1,
            None: 7,
        }
    assert len(seen.everywhere(MailStop)) == 1
