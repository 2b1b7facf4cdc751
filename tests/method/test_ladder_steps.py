"""When the steps of a ladder fall: in working time, each once and in order, however late anybody looks.

The days are told in the local time of Amsterdam, as people see them on their clocks.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.ladder_steps import Chase, Step, next_step, room_from
from models.method.ladders import DEFAULTS, MOST_STEPS, Anchor, Ladder, LadderName, Rung, To, ladder
from models.method.working_days import AMSTERDAM, EVERYBODY, Calendar, local_day
from tests.method.strategies import days, moments, quiet_days, rungs, unhurried

UNANSWERED = DEFAULTS[LadderName.UNANSWERED]
DEADLINE = DEFAULTS[LadderName.DEADLINE]

#: Longer than any ladder takes.
YEARS = timedelta(days=365 * (MOST_STEPS + 2))


def local(written: str) -> datetime:
    """Return the moment at which the clocks of Amsterdam show ``written``."""
    return datetime.fromisoformat(written).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def chase(steps: Ladder, asked: str, due_on: str | None = None) -> Chase:
    """Return a request that was just asked."""
    at = local(asked)
    return Chase(steps, local_day(at), date.fromisoformat(due_on) if due_on else None, step=0, since=at)


def told(step: Step | None) -> tuple[int, str] | None:
    """Return the number of a step and what the clocks show when it falls."""
    return (step.n, f"{step.at.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}") if step is not None else None


def coming(request: Chase, now: str, calendar: Calendar = EVERYBODY) -> tuple[int, str] | None:
    """Return the step that comes next for somebody who looks at ``now``."""
    return told(next_step(request, calendar, now=local(now)))


def looked(request: Chase, calendar: Calendar, looks: list[datetime]) -> list[tuple[Step, datetime]]:
    """Return the steps that are taken when somebody looks at these moments only, each with when that was."""
    found = []
    for now in sorted(looks):
        step = next_step(request, calendar, now=now)
        if step is not None and step.at <= now:
            found.append((step, now))
            request = replace(request, step=step.n, since=now)
    return found


def climbed(request: Chase, calendar: Calendar = EVERYBODY) -> list[Step]:
    """Return the steps that are taken when nobody is ever late."""
    found: list[Step] = []
    now = request.since
    while (step := next_step(request, calendar, now=now)) is not None:
        found.append(step)
        now = max(now, step.at)
        request = replace(request, step=step.n, since=now)
    return found


def days_of(request: Chase, calendar: Calendar = EVERYBODY) -> list[tuple[int, str] | None]:
    """Return the steps that are taken when nobody is ever late, as the clocks show them."""
    return [told(step) for step in climbed(request, calendar)]


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        ("2026-03-02 12:00", ["2026-03-05 09:00", "2026-03-12 09:00", "2026-03-17 09:00"]),
        ("2026-03-06 16:00", ["2026-03-11 09:00", "2026-03-18 09:00", "2026-03-23 09:00"]),
        ("2026-03-07 10:00", ["2026-03-11 09:00", "2026-03-18 09:00", "2026-03-23 09:00"]),
        ("2026-04-01 00:30", ["2026-04-08 09:00", "2026-04-15 09:00", "2026-04-20 09:00"]),
        ("2026-12-22 13:00", ["2026-12-28 09:00", "2027-01-05 09:00", "2027-01-08 09:00"]),
    ],
    ids=["ordinary weeks", "on a Friday", "on a Saturday", "past midnight before Easter", "before Christmas"],
)
def test_what_nobody_answers_is_followed_up_after_3_5_and_3_working_days(asked: str, steps: list[str]) -> None:
    assert days_of(chase(UNANSWERED, asked)) == list(enumerate(steps, start=1))


@pytest.mark.parametrize(
    ("due_on", "steps"),
    [
        ("2026-03-20", ["2026-03-13 09:00", "2026-03-17 09:00", "2026-03-23 09:00"]),
        ("2026-03-16", ["2026-03-09 09:00", "2026-03-13 09:00", "2026-03-17 09:00"]),
        ("2026-03-21", ["2026-03-13 09:00", "2026-03-18 09:00", "2026-03-23 09:00"]),
        ("2026-04-06", ["2026-03-30 09:00", "2026-04-02 09:00", "2026-04-07 09:00"]),
        ("2026-12-25", ["2026-12-18 09:00", "2026-12-22 09:00", "2026-12-28 09:00"]),
        ("2026-12-28", ["2026-12-21 09:00", "2026-12-24 09:00", "2026-12-29 09:00"]),
    ],
    ids=["a Friday", "a Monday", "a Saturday", "Easter Monday", "Christmas Day", "the Monday after Christmas"],
)
def test_a_deadline_is_told_7_and_3_days_before_and_a_person_takes_over_on_the_working_day_behind_it(
    due_on: str, steps: list[str]
) -> None:
    assert days_of(chase(DEADLINE, "2026-03-02 12:00", due_on)) == list(enumerate(steps, start=1))


@pytest.mark.parametrize(
    ("words", "due_on", "at"),
    [
        ("3 working days before due", "2026-03-18", "2026-03-13 09:00"),
        ("3 working days before due", "2026-03-21", "2026-03-18 09:00"),
        ("3 working days before due", "2026-04-08", "2026-04-01 09:00"),
        ("1 working day before due", "2026-03-16", "2026-03-13 09:00"),
        ("at due", "2026-03-18", "2026-03-18 09:00"),
        ("at due", "2026-03-21", "2026-03-20 09:00"),
        ("at due", "2026-04-06", "2026-04-02 09:00"),
        ("1 day after due", "2026-03-20", "2026-03-23 09:00"),
        ("2 working days after due", "2026-03-20", "2026-03-24 09:00"),
        ("hand over 3 days before due", "2026-03-18", "2026-03-13 09:00"),
        ("hand over at due", "2026-03-18", "2026-03-19 09:00"),
        ("hand over at due", "2026-03-21", "2026-03-23 09:00"),
        ("hand over 1 day after due", "2026-03-20", "2026-03-23 09:00"),
        ("hand over 2 working days after due", "2026-04-02", "2026-04-08 09:00"),
    ],
)
def test_a_reminder_moves_off_a_day_off_to_before_the_due_day_and_all_that_is_behind_it_to_after_it(
    words: str, due_on: str, at: str
) -> None:
    steps = ladder((words,) if words.startswith("hand") else (words, "hand over after 365 days"))
    assert coming(chase(steps, "2026-03-02 12:00", due_on), "2026-03-02 12:00") == (1, at)


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        ("2026-03-12 12:00", [(1, "2026-03-13 09:00"), (2, "2026-03-17 09:00"), (3, "2026-03-23 09:00")]),
        ("2026-03-13 08:00", [(2, "2026-03-17 09:00"), (3, "2026-03-23 09:00")]),
        ("2026-03-16 12:00", [(2, "2026-03-17 09:00"), (3, "2026-03-23 09:00")]),
        ("2026-03-17 12:00", [(3, "2026-03-23 09:00")]),
        ("2026-03-20 12:00", [(3, "2026-03-23 09:00")]),
        ("2026-03-24 12:00", [(3, "2026-03-25 09:00")]),
        ("2026-03-27 12:00", [(3, "2026-03-30 09:00")]),
    ],
    ids=[
        "in time for both",
        "on the day of the first",
        "between the two",
        "on the day of the second",
        "on the due day",
        "after the due day",
        "on a Friday after the due day",
    ],
)
def test_a_reminder_whose_day_had_passed_when_it_was_asked_was_never_meant(
    asked: str, steps: list[tuple[int, str]]
) -> None:
    assert days_of(chase(DEADLINE, asked, "2026-03-20")) == steps


def test_who_is_asked_on_the_due_day_is_not_reminded_on_that_day_too() -> None:
    steps = ladder(("at due", "2 days after due", "hand over 4 days after due"))
    asked = chase(steps, "2026-03-18 12:00", "2026-03-18")
    assert days_of(asked) == [(2, "2026-03-20 09:00"), (3, "2026-03-23 09:00")]


def test_a_person_takes_over_even_if_it_was_asked_when_the_day_for_that_had_passed() -> None:
    steps = ladder(("hand over 3 days before due",))
    assert days_of(chase(steps, "2026-03-17 12:00", "2026-03-18")) == [(1, "2026-03-19 09:00")]
    assert days_of(chase(steps, "2026-03-13 12:00", "2026-03-18")) == [(1, "2026-03-19 09:00")]
    assert days_of(chase(steps, "2026-03-12 12:00", "2026-03-18")) == [(1, "2026-03-13 09:00")]


def test_without_a_due_day_the_steps_that_are_counted_from_it_never_come() -> None:
    steps = ladder(("7 days before due", "after 3 working days", "hand over after 3 working days"))
    assert days_of(chase(steps, "2026-03-02 12:00")) == [(2, "2026-03-05 09:00"), (3, "2026-03-10 09:00")]
    assert days_of(chase(DEADLINE, "2026-03-02 12:00")) == []


def test_an_outage_over_both_reminders_ends_in_one() -> None:
    asked = chase(DEADLINE, "2026-03-02 12:00", "2026-03-20")
    assert coming(asked, "2026-03-16 12:00") == (1, "2026-03-13 09:00")
    assert coming(asked, "2026-03-18 12:00") == (2, "2026-03-17 09:00")
    reminded = replace(asked, step=2, since=local("2026-03-18 12:00"))
    assert coming(reminded, "2026-03-18 12:00") == (3, "2026-03-23 09:00")


def test_after_an_outage_over_the_deadline_nobody_is_reminded_of_it_any_more() -> None:
    asked = chase(DEADLINE, "2026-03-02 12:00", "2026-03-20")
    assert coming(asked, "2026-03-23 12:00") == (3, "2026-03-23 09:00")


def test_an_outage_never_shortens_a_wait_that_is_counted_from_the_step_before() -> None:
    asked = chase(UNANSWERED, "2026-03-02 12:00")
    assert coming(asked, "2026-04-20 12:00") == (1, "2026-03-05 09:00")
    reminded = replace(asked, step=1, since=local("2026-04-20 12:00"))
    assert coming(reminded, "2026-04-20 12:00") == (2, "2026-04-28 09:00")


def test_a_step_counted_from_the_one_before_waits_for_it_when_that_has_a_day_of_its_own() -> None:
    steps = ladder(("3 days before due", "after 2 working days", "hand over after 2 working days"))
    asked = chase(steps, "2026-03-02 12:00", "2026-03-20")
    assert coming(asked, "2026-03-30 12:00") == (1, "2026-03-17 09:00")
    reminded = replace(asked, step=1, since=local("2026-03-30 12:00"))
    assert coming(reminded, "2026-03-30 12:00") == (2, "2026-04-01 09:00")


def test_a_long_wait_holds_up_neither_a_reminder_before_the_deadline_nor_that_a_person_takes_over() -> None:
    steps = ladder(("after 10 working days", "3 days before due", "hand over at due"))
    assert days_of(chase(steps, "2026-03-02 12:00", "2026-03-09")) == [(2, "2026-03-06 09:00"), (3, "2026-03-10 09:00")]
    assert days_of(chase(steps, "2026-03-02 12:00", "2026-03-23")) == [
        (1, "2026-03-16 09:00"),
        (2, "2026-03-20 09:00"),
        (3, "2026-03-24 09:00"),
    ]


def test_of_two_steps_that_fall_on_one_morning_the_later_one_is_taken() -> None:
    steps = ladder(("7 days before due", "escalate 6 days before due", "hand over at due"))
    assert days_of(chase(steps, "2026-03-02 12:00", "2026-03-21")) == [(2, "2026-03-13 09:00"), (3, "2026-03-23 09:00")]


@pytest.mark.parametrize(
    ("due_on", "next_one"),
    [
        ("2026-03-20", (2, "2026-03-17 09:00")),
        ("2026-03-27", (2, "2026-03-24 09:00")),
        ("2026-05-01", (2, "2026-04-28 09:00")),
        ("2026-03-18", (2, "2026-03-13 09:00")),
        ("2026-03-17", (2, "2026-03-13 09:00")),
        ("2026-03-13", (2, "2026-03-10 09:00")),
        ("2026-03-12", (3, "2026-03-13 09:00")),
    ],
    ids=["stays", "a week later", "long after", "a little earlier", "earlier still", "today", "yesterday"],
)
def test_when_the_due_day_moves_no_reminder_is_repeated_and_none_is_lost(
    due_on: str, next_one: tuple[int, str]
) -> None:
    reminded = replace(chase(DEADLINE, "2026-03-02 12:00", "2026-03-20"), step=1, since=local("2026-03-13 09:05"))
    moved = replace(reminded, due_on=date.fromisoformat(due_on))
    assert coming(moved, "2026-03-13 12:00") == next_one


def test_when_the_due_day_moves_before_the_first_reminder_both_are_still_to_come() -> None:
    asked = chase(DEADLINE, "2026-03-02 12:00", "2026-03-20")
    later = replace(asked, due_on=date(2026, 4, 17))
    assert days_of(later) == [(1, "2026-04-10 09:00"), (2, "2026-04-14 09:00"), (3, "2026-04-20 09:00")]


@pytest.mark.parametrize(
    ("asked", "utc"),
    [
        ("2026-03-24 12:00", datetime(2026, 3, 27, 8, 0, tzinfo=UTC)),
        ("2026-03-25 12:00", datetime(2026, 3, 30, 7, 0, tzinfo=UTC)),
        ("2026-03-29 12:00", datetime(2026, 4, 1, 7, 0, tzinfo=UTC)),
        ("2026-10-20 12:00", datetime(2026, 10, 23, 7, 0, tzinfo=UTC)),
        ("2026-10-21 12:00", datetime(2026, 10, 26, 8, 0, tzinfo=UTC)),
        ("2026-10-25 12:00", datetime(2026, 10, 28, 8, 0, tzinfo=UTC)),
    ],
    ids=["winter", "over 29 March", "on 29 March", "summer", "over 25 October", "on 25 October"],
)
def test_it_is_nine_in_amsterdam_on_both_sides_of_daylight_saving(asked: str, utc: datetime) -> None:
    request = chase(UNANSWERED, asked)
    step = next_step(request, EVERYBODY, now=request.since)
    assert (step.at if step else None, told(step)) == (utc, (1, f"{utc:%Y-%m-%d} 09:00"))


def test_a_due_day_on_which_the_clocks_change_is_a_sunday_like_any_other() -> None:
    spring = chase(DEADLINE, "2026-03-02 12:00", "2026-03-29")
    autumn = chase(DEADLINE, "2026-03-02 12:00", "2026-10-25")
    assert [step.at for step in climbed(spring)] == [
        datetime(2026, 3, 20, 8, 0, tzinfo=UTC),
        datetime(2026, 3, 26, 8, 0, tzinfo=UTC),
        datetime(2026, 3, 30, 7, 0, tzinfo=UTC),
    ]
    assert [step.at for step in climbed(autumn)] == [
        datetime(2026, 10, 16, 7, 0, tzinfo=UTC),
        datetime(2026, 10, 22, 7, 0, tzinfo=UTC),
        datetime(2026, 10, 26, 8, 0, tzinfo=UTC),
    ]


def test_quiet_days_put_a_step_off_and_reminders_before_a_deadline_forward_into_one() -> None:
    summer = Calendar(quiet=frozenset(date(2026, 7, day) for day in range(13, 18)))
    assert days_of(chase(UNANSWERED, "2026-07-10 10:00"), summer)[0] == (1, "2026-07-22 09:00")
    assert days_of(chase(DEADLINE, "2026-07-01 10:00", "2026-07-20"), summer) == [
        (2, "2026-07-10 09:00"),
        (3, "2026-07-21 09:00"),
    ]


def test_an_alliance_chooses_when_in_the_day_its_reminders_go_out() -> None:
    afternoon = Calendar(send_at=time(14, 30))
    assert days_of(chase(UNANSWERED, "2026-03-02 12:00"), afternoon)[0] == (1, "2026-03-05 14:30")


def test_behind_the_last_step_there_is_nothing_also_when_the_ladder_became_shorter() -> None:
    done = replace(chase(UNANSWERED, "2026-03-02 12:00"), step=3, since=local("2026-03-17 09:00"))
    assert coming(done, "2026-03-17 09:00") is None
    assert coming(replace(done, step=7), "2026-03-17 09:00") is None


@pytest.mark.parametrize(
    ("written", "room"),
    [
        ([], "2026-04-01 12:00"),
        (["2026-03-27 09:00"] * 4, "2026-04-01 12:00"),
        (["2026-03-05 09:00", "2026-03-10 09:00", "2026-03-15 09:00", *["2026-03-27 09:00"] * 2], "2026-04-04 10:00"),
        (["2026-03-27 09:00"] * 2 + ["2026-03-15 09:00", "2026-03-10 09:00", "2026-03-05 09:00"], "2026-04-04 10:00"),
        (["2026-03-05 09:00", *["2026-03-10 09:00"] * 5], "2026-04-09 10:00"),
        (["2026-03-02 13:00", *["2026-03-10 09:00"] * 4], "2026-04-01 14:00"),
        (["2026-03-02 11:00", *["2026-03-10 09:00"] * 4], "2026-04-01 12:00"),
        (["2026-02-01 09:00"] * 9, "2026-04-01 12:00"),
    ],
    ids=["none", "four", "five", "five in disorder", "six", "the oldest almost aged", "the oldest aged", "long ago"],
)
def test_about_one_request_five_letters_leave_in_thirty_days(written: list[str], room: str) -> None:
    assert room_from([local(at) for at in written], local("2026-04-01 12:00")) == local(room)


chained = st.lists(
    st.builds(Rung, st.integers(1, 60), working=st.booleans(), to=st.sampled_from([To.CONTACT, To.MAILBOX])),
    max_size=MOST_STEPS - 1,
).map(lambda steps: (*steps, Rung(3, working=True, to=To.STAFF)))


@st.composite
def chases(draw: st.DrawFn) -> Chase:
    """Draw a request that was just asked, with a day by which it is due, and any ladder."""
    drawn = draw(st.lists(rungs, min_size=1, max_size=MOST_STEPS))
    due = iter(sorted((one for one in drawn if one.anchor is Anchor.DUE), key=lambda one: one.days))
    steps = [replace(next(due) if one.anchor is Anchor.DUE else one, to=To.CONTACT) for one in drawn]
    asked = draw(moments)
    return Chase((*steps[:-1], replace(steps[-1], to=To.STAFF)), local_day(asked), draw(days), step=0, since=asked)


def _looks(request: Chase, after: list[timedelta]) -> list[datetime]:
    return [request.since + wait for wait in after]


waits = st.lists(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=900)), min_size=1, max_size=20)


@unhurried
@given(chases(), waits, quiet_days)
def test_however_seldom_anybody_looks_each_step_is_taken_at_most_once_and_in_order(
    request_: Chase, after: list[timedelta], quiet: frozenset[date]
) -> None:
    numbers = [step.n for step, _ in looked(request_, Calendar(quiet=quiet), _looks(request_, after))]
    assert numbers == sorted(set(numbers))


@unhurried
@given(chases(), waits, quiet_days)
def test_however_seldom_anybody_looks_no_step_falls_on_a_day_off_or_before_nine_in_the_morning(
    request_: Chase, after: list[timedelta], quiet: frozenset[date]
) -> None:
    calendar = Calendar(quiet=quiet)
    for step, _ in looked(request_, calendar, _looks(request_, after)):
        at = step.at.astimezone(AMSTERDAM)
        assert (calendar.is_working_day(at.date()), at.time()) == (True, time(9, 0))


@unhurried
@given(chases(), quiet_days)
def test_every_ladder_ends_with_a_person_of_ours(request_: Chase, quiet: frozenset[date]) -> None:
    last = climbed(request_, Calendar(quiet=quiet))[-1]
    assert (last.n, last.rung.to) == (len(request_.ladder), To.STAFF)


@unhurried
@given(chases(), quiet_days)
def test_nobody_is_reminded_before_or_on_the_day_of_asking(request_: Chase, quiet: frozenset[date]) -> None:
    assert [one for one in climbed(request_, Calendar(quiet=quiet)) if local_day(one.at) <= request_.asked_on] == []


@unhurried
@given(chained, moments, waits, waits, quiet_days)
def test_looking_often_or_seldom_takes_the_same_steps_of_a_ladder_whose_days_are_counted_from_step_to_step(
    steps: Ladder, asked: datetime, often: list[timedelta], seldom: list[timedelta], quiet: frozenset[date]
) -> None:
    calendar = Calendar(quiet=quiet)
    request_ = Chase(steps, local_day(asked), None, step=0, since=asked)
    late = [asked + YEARS * n for n in range(1, MOST_STEPS + 1)]
    taken = [
        [step.n for step, _ in looked(request_, calendar, [*_looks(request_, after), *late])]
        for after in (often + seldom, seldom)
    ]
    assert taken == [list(range(1, len(steps) + 1))] * 2


@unhurried
@given(chained, moments, waits, quiet_days)
def test_between_two_steps_that_are_counted_in_working_days_there_are_as_many(
    steps: Ladder, asked: datetime, after: list[timedelta], quiet: frozenset[date]
) -> None:
    calendar = Calendar(quiet=quiet)
    request_ = Chase(steps, local_day(asked), None, step=0, since=asked)
    since = asked
    for step, now in looked(request_, calendar, _looks(request_, after)):
        if step.rung.working:
            assert local_day(step.at) == calendar.add(local_day(since), step.rung.days)
        since = now
