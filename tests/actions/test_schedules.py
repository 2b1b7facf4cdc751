"""When alliances are evaluated again and again, with the next three moments."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from models.actions import cadence, need, schedules
from models.method.rounds import RoundPurpose
from tests import factories
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

IMPACT = RoundPurpose.IMPACT

RULE = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0"
#: Nine o'clock in Amsterdam, in summer time and in winter time.
NEXT = (
    datetime(2026, 4, 1, 7, 0, tzinfo=UTC),
    datetime(2026, 7, 1, 7, 0, tzinfo=UTC),
    datetime(2026, 10, 1, 7, 0, tzinfo=UTC),
)


def noted(slug: str, *, rrule: str = RULE, active: bool = True) -> None:
    """Copy what Prefect's schedule says."""
    cadence.note_schedule(
        slug, IMPACT, schedule_id="s1", rrule=rrule, timezone="Europe/Amsterdam", active=active, updated=None
    )


def test_every_alliance_with_a_cadence_is_listed_with_its_next_three_moments() -> None:
    factories.added("wonen")
    factories.added("arbeid", evaluation={})
    factories.added()
    both = [
        schedules.ScheduleLine(slug, IMPACT, RULE, None, "Europe/Amsterdam", active=True, next=NEXT)
        for slug in ("onderwijs", "wonen")
    ]
    assert schedules.schedules() == both
    assert (schedules.schedules("wonen"), schedules.schedules("arbeid")) == (both[1:], [])


def test_a_rule_may_say_where_it_begins_to_count() -> None:
    slug = factories.added()
    noted(slug, rrule="DTSTART:20270111T090000\nRRULE:FREQ=YEARLY")
    (line,) = schedules.schedules(slug)
    starts = datetime(2027, 1, 11, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert (line.rule, line.starts) == ("FREQ=YEARLY", starts)
    assert [at.isoformat() for at in line.next] == [
        "2027-01-11T08:00:00+00:00",
        "2028-01-11T08:00:00+00:00",
        "2029-01-11T08:00:00+00:00",
    ]


def test_what_is_switched_off_deleted_or_over_has_no_next_moment() -> None:
    for slug in ("a-uit", "b-weg", "c-klaar"):
        factories.added(slug)
        noted(slug, active=slug != "a-uit")
    cadence.note_deleted("b-weg", IMPACT)
    need.no_go("c-klaar", by=HZ, reason="Dit is niet meer nodig.")
    assert [(x.alliance, x.active, x.next) for x in schedules.schedules()] == [
        ("a-uit", False, ()),
        ("b-weg", False, ()),
        ("c-klaar", False, ()),
    ]


def test_the_moments_of_a_cron_line_are_known_to_prefect_alone() -> None:
    slug = factories.added()
    noted(slug, rrule="CRON:0 9 1 * *")
    (line,) = schedules.schedules(slug)
    assert (line.rule, line.active, line.next) == ("CRON:0 9 1 * *", True, ())


def test_a_rule_that_is_over_has_no_further_moments() -> None:
    last = schedules.next_moments(
        "FREQ=DAILY;UNTIL=20260303T090000", "Europe/Amsterdam", after=datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    )
    assert last == (datetime(2026, 3, 2, 23, 0, tzinfo=UTC),)
