"""What we foretell of a rule is what Prefect plans for it, also when the clocks change."""

from datetime import UTC, datetime, timedelta
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prefect.server.schemas.schedules import RRuleSchedule

from models.method.local_time import last_moment, moments_after
from models.method.recurrence import with_start
from tests.method.strategies import few

AMSTERDAM = "Europe/Amsterdam"

#: Three years, which begin and end between two changes of the clocks.
BEGIN, YEARS = datetime(2026, 1, 1, tzinfo=UTC), 3

#: Rules as people give them, among them month ends, a day that most months do not have, and BYSETPOS.
RULES = [
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO;BYSETPOS=1",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=29,30,31;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
    "FREQ=YEARLY;BYWEEKNO=13;BYDAY=SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3;UNTIL=20271025T023000",
]
HOURS = ["BYHOUR=9", "BYHOUR=2;BYMINUTE=30", "BYHOUR=2", "BYHOUR=3", "BYHOUR=0"]


async def planned(rule: str, zone: str, begin: datetime, years: int) -> list[datetime]:
    """Return the moments that Prefect plans, a year at a time, because it stops after a thousand."""
    schedule = RRuleSchedule(rrule=rule, timezone=zone)
    found: list[datetime] = []
    for year in range(begin.year, begin.year + years):
        end = datetime(year + 1, 1, 1, tzinfo=UTC) - timedelta(seconds=1)
        found += await schedule.get_dates(start=max(begin, datetime(year, 1, 1, tzinfo=UTC)), end=end)
    return [moment.astimezone(UTC) for moment in found]


def foretold(rule: str, zone: str, begin: datetime, years: int) -> list[datetime]:
    """Return the moments that we foretell."""
    end = datetime(begin.year + years, 1, 1, tzinfo=UTC)
    return list(takewhile(lambda at: at < end, moments_after(rule, zone, begin - timedelta(seconds=1))))


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("rule", RULES)
async def test_over_three_years_prefect_plans_what_we_foretell(rule: str, hour: str) -> None:
    timed = f"{rule};{hour}"
    ours = foretold(timed, AMSTERDAM, BEGIN, YEARS)
    assert ours == await planned(timed, AMSTERDAM, BEGIN, YEARS)
    assert [last_moment(timed, AMSTERDAM, moment) for moment in ours[:40]] == ours[:40]


async def test_nine_o_clock_stays_nine_o_clock_and_the_skipped_hour_comes_one_earlier() -> None:
    begin, end = datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC)

    async def both(hour: str, begin: datetime, end: datetime) -> tuple[list[str], list[str]]:
        rule = f"FREQ=DAILY;{hour}"
        theirs = [moment for moment in await planned(rule, AMSTERDAM, begin, 1) if moment < end]
        ours = [moment for moment in foretold(rule, AMSTERDAM, begin, 1) if moment < end]
        return [f"{moment:%d %H:%M}" for moment in ours], [f"{moment:%d %H:%M}" for moment in theirs]

    nine = ["28 08:00", "29 07:00", "30 07:00"]
    assert await both("BYHOUR=9", begin, end) == (nine, nine)
    half_past_two = ["28 01:30", "29 00:30", "30 00:30"]
    assert await both("BYHOUR=2;BYMINUTE=30", begin, end) == (half_past_two, half_past_two)

    begin, end = datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 10, 27, tzinfo=UTC)
    nine = ["24 07:00", "25 08:00", "26 08:00"]
    assert await both("BYHOUR=9", begin, end) == (nine, nine)
    half_past_two = ["24 00:30", "25 00:30", "26 01:30"]
    assert await both("BYHOUR=2;BYMINUTE=30", begin, end) == (half_past_two, half_past_two)


weekdays = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=4, unique=True)
days_of_months = st.sampled_from([-1, 1, 15, 28, 29, 30, 31])
intervals = st.integers(1, 6)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Draw a rule by weekdays or by days of the month, every so many months or weeks."""
    interval = f"INTERVAL={draw(intervals)}"
    monthly = f"FREQ=MONTHLY;{interval}"
    by_days = f"BYDAY={','.join(draw(weekdays))}"
    rule = draw(
        st.sampled_from(
            [
                f"{monthly};BYMONTHDAY={draw(days_of_months)}",
                f"{monthly};{by_days};BYSETPOS={draw(st.sampled_from([-2, -1, 1, 2, 4]))}",
                f"FREQ=WEEKLY;{interval};{by_days}",
            ]
        )
    )
    return f"{rule};BYHOUR={draw(st.integers(0, 23))};BYMINUTE={draw(st.sampled_from([0, 30]))}"


starts = st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2026, 6, 1)).map(  # noqa: DTZ001 -- local time
    lambda at: at.replace(second=0, microsecond=0)
)
zones = st.sampled_from([AMSTERDAM, "America/Curacao", "America/New_York", "Australia/Sydney", "UTC"])


@given(rules(), starts, zones)
@few
async def test_whatever_the_rule_prefect_plans_what_we_foretell(rule: str, start: datetime | None, zone: str) -> None:
    kept = with_start(rule, start)
    assert foretold(kept, zone, BEGIN, YEARS) == await planned(kept, zone, BEGIN, YEARS)
