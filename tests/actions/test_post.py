"""A letter's way out: one per person, claimed once, guarded at the last moment, every try kept."""

from datetime import timedelta

import pytest

from models.actions import post, rounds, stakeholders, timers
from models.db import queries
from models.db.session import database
from models.db.tables import Attempt, Letter
from models.method.letters import Invitation, PhaseOpened
from models.method.parties import StakeholderStatus
from models.method.phases import Phase
from models.method.working_days import local_day
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

LEASE = timedelta(minutes=2)


def claim(owner: str = "engine-a") -> post.Claimed:
    """Claim the next letter, which must be there."""
    found = post.claim_letter(owner, lease=LEASE)
    assert found is not None
    return found


def tries(letter: int) -> list[tuple[int, str | None]]:
    """Return number and outcome of every try to send a letter."""
    with database().read() as session:
        return [(a.n, a.outcome) for a in queries.rows(session, Attempt, order="n", letter_id=letter)]


def test_letters_leave_in_the_order_they_were_written_each_once() -> None:
    slug = factories.added()
    first = claim()
    assert (type(first.content), first.name, first.address, first.language) == (
        PhaseOpened,
        "Hanna Zomer",
        "hz@example.org",
        "nl",
    )
    second = claim("engine-b")
    assert isinstance(second.content, Invitation)
    assert (second.name, second.address) == (
        factories.PLANTED_NAME,
        f"gemeente.{factories.PLANTED_ADDRESS}",
    )
    assert post.mark_sent(first, subject="Verkennen", text="De tekst.") is True
    row = seen.row(Letter, slug, id=first.id)
    assert (row.state.value, row.subject, row.text, row.owner, row.lease_until) == (
        "sent",
        "Verkennen",
        "De tekst.",
        None,
        None,
    )
    assert (tries(first.id), tries(second.id)) == ([(1, "sent")], [(1, None)])


def test_keys_name_alliance_recipient_kind_and_day_and_count_on() -> None:
    slug = factories.added()
    factories.explored(slug)
    keys = [letter.key for letter in seen.rows(Letter, slug, kind="phase_opened")]
    assert keys == ["onderwijs:staff-hz:phase_opened:2026-03-02:1", "onderwijs:staff-hz:phase_opened:2026-03-02:2"]


def test_a_letter_whose_every_item_is_settled_is_put_aside_and_says_why() -> None:
    slug = factories.added()
    claim()
    stakeholders.move(slug, "onderwijs-gemeente", StakeholderStatus.INTERESTED, by=HZ)
    assert claim().address == f"ouders.{factories.PLANTED_ADDRESS}"
    row = seen.rows(Letter, slug, kind="invitation")[0]
    assert (row.state.value, row.reason) == ("superseded", "everything it asks was settled before it left")


def test_a_settled_item_is_taken_out_of_a_letter_that_asks_for_more(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    rounds.measure(slug, "vacatures", 60, by=HZ, on=local_day(at_start.now()), source="meting")
    while (letter := claim()).content.kind != "measurement_asked":
        post.mark_sent(letter, subject="x", text="x")
    assert [item.text for item in letter.content.items] == ["Aantal instroom"]  # type: ignore[attr-defined]
    assert len(seen.row(Letter, slug, id=letter.id).context["items"]) == 2


def test_a_letter_that_an_engine_left_in_the_middle_is_taken_over_by_another(at_start: SetClock) -> None:
    slug = factories.added()
    mine = claim("engine-a")
    at_start.move_to(at_start.now() + LEASE)
    theirs = claim("engine-b")
    assert (theirs.id, theirs.attempt, tries(mine.id)) == (mine.id, 2, [(1, "uncertain"), (2, None)])
    assert post.mark_sent(mine, subject="x", text="x") is False
    post.mark_failed(mine, "ConnectionRefusedError")
    assert seen.row(Letter, slug, id=mine.id).owner == "engine-b"
    assert post.mark_sent(theirs, subject="x", text="x") is True
    assert tries(mine.id) == [(1, "uncertain"), (2, "sent")]


def test_a_letter_that_cannot_leave_is_tried_again_ever_later_and_never_given_up(at_start: SetClock) -> None:
    slug = factories.added()
    first = claim()
    waited = []
    for _ in range(5):
        post.mark_failed(first, "ConnectionRefusedError")
        row = seen.row(Letter, slug, id=first.id)
        waited.append(row.not_before - at_start.now())
        at_start.move_to(row.not_before)
        while (again := claim()).id != first.id:
            post.mark_sent(again, subject="x", text="x")
        first = again
    hour = timedelta(hours=1)
    assert waited == [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), hour, hour]
    assert (row.state.value, row.reason, row.attempts) == ("queued", "ConnectionRefusedError", 5)
    assert tries(first.id) == [*((n, "ConnectionRefusedError") for n in range(1, 6)), (6, None)]


def test_a_failure_that_cannot_pass_is_final_at_once() -> None:
    slug = factories.added()
    first = claim()
    post.mark_failed(first, "UndefinedError", final=True)
    assert seen.row(Letter, slug, id=first.id).state.value == "failed"


def test_everything_one_person_still_has_open_is_asked_in_one_letter_per_kind(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    asked = [
        (letter.kind, len(letter.context["items"]))
        for letter in seen.rows(Letter, slug, kind={"deliverable_asked", "delivery_asked"})
    ]
    assert asked == [("deliverable_asked", 2), ("delivery_asked", 1), ("delivery_asked", 1)]
    at_start.move_to(at_start.now() + timedelta(days=4))
    timers.fire_due()
    reminded = [len(letter.context["items"]) for letter in seen.rows(Letter, slug, kind="reminder")]
    assert sum(reminded) == 4


def test_nobody_is_written_to_while_nothing_is_due() -> None:
    factories.added()
    for _ in range(5):
        post.mark_sent(claim(), subject="x", text="x")
    assert post.claim_letter("engine", lease=LEASE) is None
