"""The copy of each recurring evaluation: what Prefect's schedule says, and which moment was missed."""

from datetime import UTC, datetime, timedelta

import pytest

from models.actions import alliances, cadence, lists_rounds, need, rounds
from models.actions.overview import log_of
from models.method.errors import NotFound
from models.method.phases import Phase
from models.method.rounds import RoundPurpose
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

IMPACT, PEOPLE = RoundPurpose.IMPACT, RoundPurpose.COLLABORATION

RULE = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0"
#: Nine o'clock in Amsterdam on 1 April, in summer time.
APRIL = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)
#: The same on 1 January 2027, in winter time.
JANUARY = datetime(2027, 1, 1, 8, 0, tzinfo=UTC)


def noted(slug: str, *, active: bool = True, rrule: str = RULE, updated: datetime | None = None) -> bool:
    """Copy what a schedule says."""
    return cadence.note_schedule(
        slug, IMPACT, schedule_id="s1", rrule=rrule, timezone="Europe/Amsterdam", active=active, updated=updated
    )


def with_both(phase: Phase) -> str:
    """Bring an alliance to a phase, with the same times for the impact and the collaboration."""
    evaluation = {"rrule": RULE, "collaboration": {"rrule": RULE}}
    slug = factories.brought_to(phase, evaluation=evaluation)
    for purpose in (IMPACT, PEOPLE):
        cadence.note_schedule(
            slug, purpose, schedule_id=purpose, rrule=RULE, timezone="Europe/Amsterdam", active=True, updated=None
        )
    return slug


def test_a_new_alliance_has_the_cadence_of_its_file() -> None:
    factories.added()
    (found,) = cadence.recurrences()
    assert found == cadence.Recurrence(
        "onderwijs", IMPACT, RULE, "Europe/Amsterdam", True, None, None, None, deleted=False, ended=False
    )


def test_an_edited_schedule_is_copied_and_told_once() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        assert noted(slug) is False
        assert noted(slug, active=False, updated=APRIL) is True
        assert noted(slug, active=False, updated=APRIL) is False
    assert happened == [("cadence.changed", "edited")]
    assert cadence.recurrences() == [
        cadence.Recurrence(
            "onderwijs", IMPACT, RULE, "Europe/Amsterdam", False, "s1", APRIL, None, deleted=False, ended=False
        )
    ]


def test_a_deleted_schedule_is_switched_off_and_told_once() -> None:
    slug = factories.added()
    noted(slug)
    with seen.noting(slug) as happened:
        cadence.note_deleted(slug, IMPACT)
        cadence.note_deleted(slug, IMPACT)
    assert happened == [("cadence.changed", "deleted")]
    (found,) = cadence.recurrences()
    assert (found.active, found.deleted) == (False, True)


def test_an_alliance_that_has_ended_says_so_in_its_cadence() -> None:
    slug = factories.added()
    need.no_go(slug, by=HZ, reason="Andere partijen doen dit al.")
    (found,) = cadence.recurrences()
    assert found.ended is True
    assert rounds.open_round(slug, by="clock", occurrence=datetime(2026, 4, 1, 7, 0, tzinfo=UTC)) is None
    assert "round.skipped" not in [e.type for e in log_of(slug)]


def test_an_alliance_without_a_cadence_has_no_moment_and_no_schedule_to_copy() -> None:
    slug = factories.added(evaluation={})
    assert (cadence.recurrences(), cadence.missed_occurrence(slug, IMPACT)) == ([], None)
    assert seen.refused(NotFound, lambda: noted(slug)) == "there is no cadence"


def test_a_moment_counts_as_missed_once_its_grace_is_over(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    noted(slug)
    at_start.move_to(APRIL + timedelta(minutes=9))
    assert cadence.missed_occurrence(slug, IMPACT) is None
    at_start.move_to(APRIL + timedelta(minutes=10))
    assert cadence.missed_occurrence(slug, IMPACT) == APRIL


def test_an_outage_of_months_opens_one_round_for_the_last_moment(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    noted(slug)
    at_start.move_to(JANUARY + timedelta(days=5))
    assert cadence.missed_occurrence(slug, IMPACT) == JANUARY
    assert rounds.open_round(slug, by="clock", occurrence=JANUARY) == 1
    assert cadence.missed_occurrence(slug, IMPACT) is None


def test_a_moment_that_was_skipped_is_not_missed_again(at_start: SetClock) -> None:
    slug = factories.added()
    noted(slug)
    at_start.move_to(APRIL + timedelta(hours=1))
    assert cadence.missed_occurrence(slug, IMPACT) == APRIL
    assert rounds.open_round(slug, by="clock", occurrence=APRIL) is None
    assert cadence.missed_occurrence(slug, IMPACT) is None


def test_moments_before_the_last_change_of_the_schedule_or_the_last_resume_do_not_count(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    noted(slug)
    at_start.move_to(APRIL + timedelta(hours=2))
    noted(slug, updated=APRIL + timedelta(hours=1))
    assert cadence.missed_occurrence(slug, IMPACT) is None

    other = factories.brought_to(Phase.IMPLEMENT, "zorg")
    noted(other)
    alliances.pause(other, by=HZ, reason="De zomer gaat voor.")
    at_start.move_to(datetime(2026, 7, 2, tzinfo=UTC))
    assert cadence.missed_occurrence(other, IMPACT) is None
    alliances.resume(other, by=HZ)
    assert cadence.missed_occurrence(other, IMPACT) is None


def test_a_schedule_that_prefect_never_held_misses_nothing(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    at_start.move_to(APRIL + timedelta(hours=1))
    assert cadence.missed_occurrence(slug, IMPACT) is None
    noted(slug, active=False)
    assert cadence.missed_occurrence(slug, IMPACT) is None


def test_a_schedule_turned_into_a_cron_line_is_left_to_prefect_and_holds_up_nothing(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    cadence.note_schedule(
        slug, IMPACT, schedule_id="s", rrule="CRON:0 9 * * 1", timezone="Europe/Amsterdam", active=True, updated=None
    )
    at_start.move_to(at_start.now() + timedelta(days=60))
    assert cadence.missed_occurrence(slug, IMPACT) is None


def test_what_is_due_for_one_purpose_is_not_settled_by_a_round_for_another(at_start: SetClock) -> None:
    slug = with_both(Phase.IMPLEMENT)
    at_start.move_to(APRIL + timedelta(hours=1))
    assert cadence.missed_occurrence(slug, IMPACT) == APRIL
    assert cadence.missed_occurrence(slug, PEOPLE) == APRIL
    first = rounds.open_round(slug, by="clock", occurrence=APRIL)
    assert cadence.missed_occurrence(slug, IMPACT) is None
    assert cadence.missed_occurrence(slug, PEOPLE) == APRIL
    second = rounds.open_round(slug, by="clock", occurrence=APRIL, purpose=PEOPLE)
    assert (first, second, cadence.missed_occurrence(slug, PEOPLE)) == (1, 2, None)
    again = [rounds.open_round(slug, by="clock", occurrence=APRIL, purpose=one) for one in (IMPACT, PEOPLE)]
    assert again == [None, None]
    assert [(one.number, one.purpose) for one in lists_rounds.rounds(slug)] == [(1, IMPACT), (2, PEOPLE)]


def test_a_moment_that_makes_no_sense_in_its_phase_is_skipped_for_its_own_purpose(at_start: SetClock) -> None:
    slug = with_both(Phase.EXPLORE)
    at_start.move_to(APRIL + timedelta(hours=1))
    assert rounds.open_round(slug, by="clock", occurrence=APRIL, purpose=PEOPLE) is None
    (skipped,) = [one for one in log_of(slug) if one.type == "round.skipped"]
    assert (skipped.details["phase"], skipped.details["purpose"]) == ("explore", "collaboration")
    assert cadence.missed_occurrence(slug, PEOPLE) is None
    assert cadence.missed_occurrence(slug, IMPACT) == APRIL


def test_a_round_on_both_settles_what_is_due_for_each(at_start: SetClock) -> None:
    slug = with_both(Phase.IMPLEMENT)
    at_start.move_to(APRIL + timedelta(hours=1))
    assert rounds.open_round(slug, by=HZ, purpose=RoundPurpose.BOTH) == 1
    assert [cadence.missed_occurrence(slug, one) for one in (IMPACT, PEOPLE, RoundPurpose.BOTH)] == [None, None, None]


def test_one_schedule_is_edited_and_deleted_without_the_other() -> None:
    slug = with_both(Phase.EXPLORE)
    noted(slug, active=False)
    cadence.note_deleted(slug, PEOPLE)
    assert [(one.purpose, one.active, one.deleted) for one in cadence.recurrences()] == [
        (IMPACT, False, False),
        (PEOPLE, False, True),
    ]
    told = [one.details["purpose"] for one in log_of(slug) if one.type == "cadence.changed"]
    assert told == ["impact", "collaboration"]


def test_in_the_hour_that_the_clocks_skip_a_round_is_opened_once(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    noted(slug, rrule="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=29;BYHOUR=2;BYMINUTE=30")
    # Half past two does not exist that night: Prefect counts it as half past one.
    prefects = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    at_start.move_to(prefects + timedelta(hours=3))
    assert cadence.missed_occurrence(slug, IMPACT) == prefects
    assert rounds.open_round(slug, by="clock", occurrence=prefects) == 1
    assert cadence.missed_occurrence(slug, IMPACT) is None
