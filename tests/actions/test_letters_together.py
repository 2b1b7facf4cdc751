"""Letters that leave as one, while somebody holds, stops, pauses, closes or removes what one of them is of."""

from collections.abc import Callable

import pytest

from models.actions import (
    alliances,
    letter_problems,
    letter_review,
    letterbox,
    mail_stops,
    need,
    post,
    removal,
)
from models.db import queries
from models.db.session import database
from models.db.tables import Contact, Letter, LetterItem, Request
from models.method.letters import OpenItems, Reminder
from models.method.posting import Outcome, Result
from models.method.requests import LetterState, RequestKind
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import LEASE, claim, how, open_requests, reminder, the_rest_sent
from tests.actions.test_chasing import at
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

WHY = "Zo is het afgesproken."


def _in_doubt_together(at_start: SetClock) -> tuple[int, int]:
    """Let a letter and one that was joined to it leave perhaps; return both."""
    named = factories.added(illustrative=False)
    the_rest_sent()
    one, other = open_requests(named, "fonds", 2, at(2, 9))
    first = reminder(named, "fonds", one, at=at(2, 9))
    second = reminder(named, "fonds", other, at=at(2, 9, 1))
    at_start.move_to(at(3, 9))
    claimed = claim()
    assert (claimed.id, seen.row(Letter, named, id=second).joined_to) == (first, first)
    assert post.mark_data(claimed)
    post.mark_outcome(claimed, Outcome(Result.UNCERTAIN))
    return first, second


def test_a_letter_that_a_person_holds_does_not_leave_inside_another(at_start: SetClock) -> None:
    _, second = _in_doubt_together(at_start)
    letterbox.hold("onderwijs", second, by=HZ, reason=WHY)
    at_start.move_to(at(3, 9, 5))
    the_rest_sent()
    assert how("onderwijs", second)[0] == "held"


def test_a_letter_that_may_have_left_is_sent_once_more_by_itself_and_joins_no_other(at_start: SetClock) -> None:
    named = factories.added(illustrative=False)
    the_rest_sent()
    one, other = open_requests(named, "fonds", 2, at(2, 9))
    first = reminder(named, "fonds", one, at=at(3, 9))
    at_start.move_to(at(3, 9))
    claimed = claim()
    assert (claimed.id, post.mark_data(claimed)) == (first, True)
    post.mark_outcome(claimed, Outcome(Result.UNCERTAIN))
    # It is due again two minutes later, behind another letter to the same person.
    second = reminder(named, "fonds", other, at=at(3, 9, 1))
    at_start.move_to(at(3, 9, 5))
    again = claim()
    row = seen.row(Letter, named, id=first)
    assert (again.id, row.state, row.joined_to) == (second, LetterState.QUEUED, None)


def test_others_that_may_have_left_in_a_letter_that_a_person_discards_are_kept_and_not_forgotten(
    at_start: SetClock,
) -> None:
    first, second = _in_doubt_together(at_start)
    letter_review.discard("onderwijs", [first], by=HZ, reason=WHY)
    at_start.move_to(at(4, 9))
    the_rest_sent()
    assert how("onderwijs", second) == ("held", f"it may have left together with letter {first}")


def test_a_removed_alliance_leaves_nobody_else_s_letter_behind(at_start: SetClock) -> None:
    named = factories.added()
    the_rest_sent()
    same = factories.described(named)
    alliances.add(same.model_copy(update={"slug": "zorg", "name": "Alliantie zorg"}), by=HZ)
    factories.drain()
    the_rest_sent()
    (one,) = open_requests(named, "fonds", 1, at(2, 9))
    first = reminder(named, "fonds", one, at=at(2, 9))
    with database().write() as session:
        zorg = queries.find_alliance(session, "zorg")
        contact = queries.one(session, Contact, "contact", key="onderwijs-fonds-1")
        other = Letter(
            alliance_id=zorg.id, cycle=1, key="x", kind="thanks", contact_id=contact.id,
            context={}, written_at=at(2, 9), not_before=at(2, 9), joined_to=first, state=LetterState.SENT,
        )  # fmt: skip
        session.add(other)
    removal.remove(named)
    assert seen.row(Letter, "zorg", kind="thanks").joined_to is None


def _zorg_joins_onderwijs(at_start: SetClock) -> post.Claimed:
    """Claim a letter of one alliance that leaves together with one of another."""
    named = factories.added()
    same = factories.described(named)
    alliances.add(same.model_copy(update={"slug": "zorg", "name": "Alliantie zorg"}), by=HZ)
    factories.drain()
    the_rest_sent()
    (one,) = open_requests(named, "fonds", 1, at(2, 9))
    reminder(named, "fonds", one, at=at(2, 9))
    with database().write() as session:
        zorg = queries.find_alliance(session, "zorg")
        (asked,) = queries.rows(session, Request, id=one)
        session.add(
            Request(
                alliance_id=zorg.id, cycle=1, kind=RequestKind.DELIVERABLE, subject="z", text="Iets",
                contact_id=asked.contact_id, asked_at=at(2, 9),
            )
        )  # fmt: skip
        session.flush()
        other = queries.one(session, Request, "request", subject="z")
        row = Letter(
            alliance_id=zorg.id, cycle=1, key="zorg:1", kind="reminder", contact_id=asked.contact_id,
            context={"alliance": zorg.name, "items": [{"request": other.id, "text": "Iets", "due": None}]},
            written_at=at(2, 9), not_before=at(2, 9, 1),
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add(LetterItem(letter_id=row.id, request_id=other.id, step=1))
    at_start.move_to(at(3, 9))
    claimed = claim()
    assert isinstance(claimed.content, OpenItems)
    return claimed


def test_letters_of_an_alliance_that_are_stopped_do_not_leave_in_a_letter_of_another(at_start: SetClock) -> None:
    claimed = _zorg_joins_onderwijs(at_start)
    mail_stops.stop("zorg", by=HZ, reason=WHY)
    assert not post.mark_data(claimed)
    again = claim()
    assert isinstance(again.content, Reminder)
    assert again.id == claimed.id
    assert how("zorg", claimed.id + 1) == ("queued", None)


@pytest.mark.parametrize("rests", ["zorg", "onderwijs"])
def test_an_alliance_that_came_to_rest_hands_no_letter_over(rests: str, at_start: SetClock) -> None:
    claimed = _zorg_joins_onderwijs(at_start)
    alliances.pause(rests, by=HZ, reason=WHY)
    assert not post.mark_data(claimed)


def test_when_a_cycle_closes_letters_of_others_that_may_have_left_in_its_letters_are_kept(at_start: SetClock) -> None:
    claimed = _zorg_joins_onderwijs(at_start)
    assert post.mark_data(claimed)
    post.mark_outcome(claimed, Outcome(Result.UNCERTAIN))
    need.no_go("onderwijs", by=HZ, reason=WHY)
    assert how("zorg", claimed.id + 1) == ("held", f"it may have left together with letter {claimed.id}")


@pytest.mark.parametrize("stop", [alliances.pause, mail_stops.stop], ids=["rests", "stopped"])
def test_an_engine_that_died_over_the_letter_of_an_alliance_that_stopped_holds_up_no_other(
    stop: Callable[..., None], at_start: SetClock
) -> None:
    claimed = _zorg_joins_onderwijs(at_start)
    stop("onderwijs", by=HZ, reason=WHY)
    at_start.move_to(at_start.now() + LEASE)
    assert claim().id == claimed.id + 1
    assert [how("onderwijs", claimed.id), how("zorg", claimed.id + 1)] == [("queued", None), ("sending", None)]
    assert post.claim_letter("engine-b", lease=LEASE) is None


@pytest.mark.parametrize("dies", [False, True], ids=["lost receipt", "dead engine"])
def test_what_may_have_left_in_the_letter_of_an_alliance_that_stopped_is_kept_and_not_forgotten(
    dies: bool, at_start: SetClock
) -> None:
    claimed = _zorg_joins_onderwijs(at_start)
    assert post.mark_data(claimed)
    if not dies:
        post.mark_outcome(claimed, Outcome(Result.UNCERTAIN))
    mail_stops.stop("onderwijs", by=HZ, reason=WHY)
    at_start.move_to(at_start.now() + LEASE)
    assert post.claim_letter("engine-a", lease=LEASE) is None
    assert how("zorg", claimed.id + 1) == ("held", f"it may have left together with letter {claimed.id}")
    mail_stops.lift("onderwijs", by=HZ)
    assert isinstance(claim().content, Reminder)


def test_while_all_letters_are_stopped_those_that_may_have_left_together_wait_together(at_start: SetClock) -> None:
    claimed = _zorg_joins_onderwijs(at_start)
    assert post.mark_data(claimed)
    mail_stops.stop(None, by=HZ, reason=WHY)
    at_start.move_to(at_start.now() + LEASE)
    assert post.claim_letter("engine-a", lease=LEASE) is None
    assert how("zorg", claimed.id + 1) == ("queued", None)
    mail_stops.lift(None, by=HZ)
    assert claim().content == claimed.content


def test_a_letter_that_waits_in_one_of_an_alliance_that_rests_says_that_the_other_must_be_resumed(
    at_start: SetClock,
) -> None:
    claimed = _zorg_joins_onderwijs(at_start)
    assert post.mark_data(claimed)
    post.mark_outcome(claimed, Outcome(Result.UNCERTAIN))
    alliances.pause("onderwijs", by=HZ, reason=WHY)
    at_start.move_to(at(3, 10))
    assert [(one.id, one.advice.value, one.next) for one in letter_problems.problems("zorg")] == [
        (claimed.id + 1, "resume_alliance", "samenspel alliance resume onderwijs --by STAFF")
    ]


def test_somebody_over_whose_letter_an_engine_died_is_reminded_by_others_all_the_same(at_start: SetClock) -> None:
    named = factories.added(illustrative=False)
    the_rest_sent()
    one, other = open_requests(named, "fonds", 2, at(2, 9))
    reminder(named, "fonds", one, at=at(2, 9))
    at_start.move_to(at(3, 9))
    claim()
    at_start.move_to(at_start.now() + LEASE)
    second = reminder(named, "fonds", other, at=at(2, 8))
    assert claim().id == second
