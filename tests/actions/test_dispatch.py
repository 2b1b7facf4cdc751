"""Who is on which work: claims are exclusive, leases end, and no event is lost between two runs."""

import threading
from datetime import timedelta

import pytest

from models.actions import alliances, dispatch, need, work
from models.db.tables import Dispatch, Event
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.engine import Engine
from tests.factories import HZ

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("db", "at_start")]

LEASE = timedelta(seconds=45)


def books(slug: str) -> Dispatch:
    """Return the engine's bookkeeping of an alliance."""
    return seen.row(Dispatch, slug, order="alliance_id")


def claimed() -> dispatch.Claim:
    """Claim the one piece of work there is."""
    (mine,) = dispatch.claim(lease=LEASE, limit=10)
    return mine


def walk(slug: str, phase: Phase, through: int) -> str:
    """Do one phase run of cycle 1 and return what it said."""
    engine = Engine()
    try:
        return engine.walk(slug, phase, 1, through)
    finally:
        engine.close()


def added(slug: str = "onderwijs") -> str:
    """Add an alliance and leave its work waiting."""
    return alliances.add(factories.described(slug), by=HZ)


def test_work_is_claimed_once_and_names_the_open_phase() -> None:
    slug = added()
    mine = claimed()
    assert (mine.alliance, mine.cycle, mine.phase, mine.through, mine.attempt) == (slug, 1, Phase.EXPLORE, 2, 0)
    assert mine.run_key.split(":", 1)[1] == "1:explore:2"
    assert dispatch.claim(lease=LEASE, limit=10) == []
    assert (dispatch.is_done(mine), dispatch.expired()) == (False, [])


def test_two_engines_never_claim_the_same_alliance() -> None:
    names = [added(f"a{n:02d}") for n in range(20)]
    start = threading.Barrier(2)
    taken: list[list[str]] = [[], []]

    def engine(n: int) -> None:
        start.wait()
        while found := dispatch.claim(lease=LEASE, limit=3):
            taken[n].extend(mine.alliance for mine in found)

    threads = [threading.Thread(target=engine, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rest = [mine.alliance for mine in dispatch.claim(lease=LEASE, limit=100)]
    assert sorted(taken[0] + taken[1] + rest) == names


def test_a_lease_that_is_over_is_seen_and_can_be_extended(at_start: SetClock) -> None:
    added()
    mine = claimed()
    dispatch.note_run(mine, "run-1")
    at_start.move_to(at_start.now() + LEASE)
    (over,) = dispatch.expired()
    assert (over.run_key, over.run_id, over.attempt) == (mine.run_key, "run-1", 0)
    assert dispatch.extend(mine, lease=LEASE) is True
    assert dispatch.expired() == []


def test_only_one_engine_counts_the_next_try(at_start: SetClock) -> None:
    slug = added()
    mine = claimed()
    at_start.move_to(at_start.now() + LEASE)
    won, lost = [dispatch.retry(mine, wait=timedelta(seconds=10), lease=LEASE) for _ in range(2)]
    assert (won and won.attempt, lost) == (1, None)
    assert dispatch.extend(mine, lease=LEASE) is False
    assert books(slug).lease_until == at_start.now() + timedelta(seconds=10) + LEASE


def test_a_run_of_an_earlier_try_books_its_work_but_frees_no_newer_lease() -> None:
    slug = added()
    mine = claimed()
    here = work.begin(slug, 1, Phase.EXPLORE)
    assert dispatch.retry(mine, wait=timedelta(0), lease=LEASE) is not None
    work.finish(here, mine.through)
    assert (books(slug).done_seq, books(slug).lease_until is None) == (3, False)
    work.finish(work.begin(slug, 1, Phase.EXPLORE), mine.through)
    assert (books(slug).lease_until, books(slug).attempt) == (None, 0)


def test_what_happens_during_a_run_stays_work() -> None:
    slug = added()
    mine = claimed()
    here = work.begin(slug, 1, Phase.EXPLORE)
    need.score_need(slug, {"urgentie": 5}, by=HZ)
    work.finish(here, mine.through)
    again = claimed()
    assert (again.through, again.run_key != mine.run_key) == (4, True)


def test_a_run_with_a_number_typed_by_hand_loses_nothing() -> None:
    slug = added()
    walk(slug, Phase.EXPLORE, 9999)
    assert books(slug).done_seq == 3
    need.score_need(slug, {"urgentie": 5}, by=HZ)
    walk(slug, Phase.CO_CREATE, 9999)
    assert books(slug).done_seq == 3
    (scored,) = seen.rows(Event, slug, type="need.scored")
    assert claimed().through == scored.seq


def test_a_run_that_comes_too_late_books_only_what_was_before_the_open_phase() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    alliances.agree_on(slug, by=HZ, mission="Elk kind een leraar.")
    (opened,) = seen.rows(Event, slug, type="phase.opened", subject="form_alliance")
    before = books(slug)
    said = walk(slug, Phase.EXPLORE, 9999)
    assert said == "moved on: onderwijs moved on to form_alliance of cycle 1"
    assert opened.seq <= before.done_seq == books(slug).done_seq < books(slug).wake_seq
    assert claimed().phase is Phase.FORM_ALLIANCE


def test_a_late_run_gives_back_its_own_lease_and_no_other() -> None:
    slug = added()
    mine = claimed()
    need.no_go(slug, by=HZ, reason="Andere partijen doen dit al.")
    work.finish_moved_on(slug, mine.through)
    assert (books(slug).lease_until, dispatch.is_done(mine), dispatch.waiting(10)) == (None, True, 0)

    other = added("zorg")
    theirs = claimed()
    work.finish_moved_on(other, theirs.through + 1)
    assert books(other).lease_until is not None


def test_after_too_many_tries_one_alliance_is_parked_and_the_others_go_on() -> None:
    slug = added()
    mine = claimed()
    with seen.noting(slug) as happened:
        parked = [dispatch.park(mine, "three runs failed") for _ in range(2)]
    assert parked == [True, False]
    assert happened == [("dispatch.parked", "explore")]
    assert seen.letters(slug, kind="dispatch_parked") == [("dispatch_parked", "hz", "queued")]
    need.score_need(slug, {"urgentie": 5}, by=HZ)
    other = added("zorg")
    assert [w.alliance for w in dispatch.claim(lease=LEASE, limit=10)] == [other]

    alliances.resume(slug, by=HZ)
    assert (books(slug).parked_reason, books(slug).attempt) == (None, 0)
    assert [w.alliance for w in dispatch.claim(lease=LEASE, limit=10)] == [slug]


def test_an_engine_that_was_overtaken_parks_nothing() -> None:
    slug = added()
    mine = claimed()
    dispatch.retry(mine, wait=timedelta(0), lease=LEASE)
    dispatch.park(mine, "three runs failed")
    assert books(slug).parked_reason is None


def test_work_given_back_is_free_at_once() -> None:
    added()
    mine = claimed()
    dispatch.release(mine)
    assert claimed().run_key == mine.run_key


def test_a_resting_alliance_is_passed_over_and_its_run_gives_the_lease_back() -> None:
    slug = added()
    mine = claimed()
    alliances.pause(slug, by=HZ, reason="De zomer gaat voor.")
    said = walk(slug, Phase.EXPLORE, mine.through)
    assert (said, books(slug).lease_until, books(slug).done_seq) == ("moved on: onderwijs rests", None, 0)
    assert dispatch.waiting(10) == 0
    alliances.resume(slug, by=HZ)
    assert claimed().through == books(slug).wake_seq == 5


def test_a_run_done_twice_changes_nothing_the_second_time() -> None:
    slug = added()
    walk(slug, Phase.EXPLORE, 2)
    with seen.noting(slug) as happened:
        walk(slug, Phase.EXPLORE, 2)
    assert happened == []
