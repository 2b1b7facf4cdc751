"""Whether a promise still stands is asked every half year, and only while it does."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from models.actions import commitments, decisions, gates, lists_parties, plans, reconfirming, settling, timers
from models.actions.overview import open_decisions
from models.db.tables import Timer
from models.method.commitments import ContributionKind, Unit
from models.method.cycles import CarryCommitments, CarryOver
from models.method.errors import NotAllowed
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

KEY = "c3"
WHY = "De organisatie zet haar mensen elders in."

#: Half a year after the start is a Monday; a letter leaves at nine in Amsterdam, where it is summer.
HALF_A_YEAR_LATER = datetime(2026, 8, 31, 7, 0, tzinfo=UTC)


def with_a_promise(phase: Phase = Phase.IMPLEMENT, *, ends_on: date | None = None) -> str:
    """Bring an alliance to a phase, with one more promise that was confirmed and of which nothing came yet."""
    slug = factories.brought_to(phase)
    promise = (f"{slug}-bedrijf", ContributionKind.SKILL, "Begeleiding", 40, Unit.HOURS)
    assert commitments.promise(slug, *promise, by=HZ, starts_on=START.date(), ends_on=ends_on) == KEY
    commitments.confirm(slug, KEY, by=HZ)
    factories.drain()
    return slug


def waiting(slug: str) -> list[datetime]:
    """Return when it will be asked whether the promise still stands."""
    found = seen.rows(Timer, slug, kind="re_confirmation", subject=KEY, state="waiting")
    return [timer.due_at for timer in found]


def asked(slug: str) -> list[str]:
    """Return the states of what was asked about the promise."""
    return [state for _, _, state in seen.asked(slug, kind="re_confirmation", subject=KEY)]


def test_it_is_asked_half_a_year_after_the_confirmation_and_half_a_year_after_each_yes(at_start: SetClock) -> None:
    slug = with_a_promise()
    assert waiting(slug) == [HALF_A_YEAR_LATER]
    at_start.move_to(HALF_A_YEAR_LATER - timedelta(seconds=1))
    timers.fire_due()
    assert asked(slug) == []
    at_start.move_to(HALF_A_YEAR_LATER)
    timers.fire_due()
    assert seen.letters(slug, kind="re_confirmation_asked", state="queued")[-1][1] == "onderwijs-bedrijf-1"
    assert asked(slug) == ["open"]
    at_start.move_to(HALF_A_YEAR_LATER + timedelta(days=2))
    reconfirming.reconfirm(slug, KEY, by=HZ)
    # 182 days after Wednesday 2 September is Wednesday 3 March, in winter.
    assert (asked(slug), waiting(slug)) == (["answered"], [datetime(2027, 3, 3, 8, 0, tzinfo=UTC)])


def test_a_promise_that_ends_before_is_not_asked_after() -> None:
    assert waiting(with_a_promise(ends_on=date(2026, 8, 31))) == []


@pytest.mark.parametrize(
    "end",
    [
        lambda slug: settling.close(slug, KEY, by=HZ, reason=WHY),
        lambda slug: commitments.withdraw(slug, KEY, by=HZ, reason=WHY),
        lambda slug: commitments.deliver(slug, KEY, 40, by=HZ, on=START.date()),
        lambda slug: gates.stop(slug, by=HZ, reason=WHY),
    ],
    ids=["closed", "withdrawn", "fulfilled", "the alliance stops"],
)
def test_a_promise_of_which_no_more_is_expected_is_asked_after_no_more(
    end: Callable[[str], object], at_start: SetClock
) -> None:
    slug = with_a_promise()
    at_start.move_to(HALF_A_YEAR_LATER)
    timers.fire_due()
    assert (asked(slug), len(waiting(slug))) == (["open"], 1)
    end(slug)
    assert ("open" in asked(slug), waiting(slug)) == (False, [])


def test_only_what_is_confirmed_can_be_confirmed_again() -> None:
    slug = with_a_promise()
    settling.close(slug, KEY, by=HZ, reason=WHY)
    assert (
        seen.refused(NotAllowed, lambda: reconfirming.reconfirm(slug, KEY, by=HZ))
        == "c3 is ended; allowed: only what is confirmed can be confirmed again"
    )


def test_a_promise_that_another_organisation_took_over_is_asked_after_no_more() -> None:
    slug = with_a_promise(Phase.SECURE_IMPACT)
    settling.transfer(slug, KEY, f"{slug}-fonds", by=HZ, reason=WHY)
    assert waiting(slug) == []


@pytest.mark.parametrize(
    ("fate", "left"),
    [
        (CarryCommitments.KEEP, [HALF_A_YEAR_LATER]),
        (CarryCommitments.ASK_AGAIN, []),
        (CarryCommitments.END, []),
    ],
)
def test_of_going_back_only_a_promise_that_is_kept_is_asked_after_further(
    fate: CarryCommitments, left: list[datetime]
) -> None:
    slug = with_a_promise(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    plans.plan(slug, CarryOver(), by=HZ, commitments=fate)
    (question,) = open_decisions(slug)
    decisions.answer(str(question.id), factories.an_answer(), via="CLI")
    assert waiting(slug) == left


def test_a_delivery_that_is_taken_back_lets_the_promise_be_asked_after_again() -> None:
    slug = with_a_promise()
    commitments.deliver(slug, KEY, 40, by=HZ, on=START.date())
    assert waiting(slug) == []
    (part,) = lists_parties.deliveries(slug, KEY)
    commitments.take_back(slug, part.id, by=HZ, reason=WHY)
    assert waiting(slug) == [HALF_A_YEAR_LATER]
