"""How a request that nobody answers is followed up."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given

from models.method.choices import AllianceSettings
from models.method.ladders import next_step, unanswered
from models.method.working_days import AMSTERDAM, is_working_day, local_day
from tests.method.strategies import moments, quiet_days, unhurried

UNANSWERED = unanswered(AllianceSettings())


def _climbed(asked: datetime, quiet: frozenset[date] = frozenset()) -> list[datetime]:
    steps: list[datetime] = []
    at = next_step(UNANSWERED, 1, since=asked, quiet_days=quiet)
    while at is not None:
        steps.append(at)
        at = next_step(UNANSWERED, len(steps) + 1, since=at, quiet_days=quiet)
    return steps


def test_two_reminders_then_a_person_takes_over() -> None:
    assert [(rung.after_working_days, rung.to_person) for rung in UNANSWERED] == [(3, False), (5, False), (3, True)]


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        (
            datetime(2026, 3, 2, 11, 0, tzinfo=UTC),
            [
                datetime(2026, 3, 5, 8, 0, tzinfo=UTC),
                datetime(2026, 3, 12, 8, 0, tzinfo=UTC),
                datetime(2026, 3, 17, 8, 0, tzinfo=UTC),
            ],
        ),
        (
            datetime(2026, 3, 31, 22, 30, tzinfo=UTC),
            [
                datetime(2026, 4, 8, 7, 0, tzinfo=UTC),
                datetime(2026, 4, 15, 7, 0, tzinfo=UTC),
                datetime(2026, 4, 20, 7, 0, tzinfo=UTC),
            ],
        ),
        (
            datetime(2026, 10, 22, 12, 0, tzinfo=UTC),
            [
                datetime(2026, 10, 27, 8, 0, tzinfo=UTC),
                datetime(2026, 11, 3, 8, 0, tzinfo=UTC),
                datetime(2026, 11, 6, 8, 0, tzinfo=UTC),
            ],
        ),
        (
            datetime(2026, 12, 22, 12, 0, tzinfo=UTC),
            [
                datetime(2026, 12, 28, 8, 0, tzinfo=UTC),
                datetime(2027, 1, 5, 8, 0, tzinfo=UTC),
                datetime(2027, 1, 8, 8, 0, tzinfo=UTC),
            ],
        ),
    ],
    ids=["ordinary weeks", "past midnight before Easter", "into winter time", "Christmas and New Year"],
)
def test_a_request_is_followed_up_on_working_mornings(asked: datetime, steps: list[datetime]) -> None:
    assert _climbed(asked) == steps


def test_quiet_days_of_the_alliance_put_a_reminder_off() -> None:
    summer = frozenset(date(2026, 7, day) for day in range(13, 18))
    assert _climbed(datetime(2026, 7, 10, 8, 0, tzinfo=UTC), summer)[0] == datetime(2026, 7, 22, 7, 0, tzinfo=UTC)


def test_an_alliance_chooses_its_reminders_and_when_in_the_day_they_go_out() -> None:
    ladder = unanswered(AllianceSettings(reminder_days=(2,), hand_back_days=4))
    assert [(rung.after_working_days, rung.to_person) for rung in ladder] == [(2, False), (4, True)]
    asked = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    assert next_step(ladder, 1, since=asked, send_at=time(14, 30)) == datetime(2026, 3, 4, 13, 30, tzinfo=UTC)
    assert unanswered(AllianceSettings(reminder_days=()))[0].to_person is True


def test_behind_the_last_rung_there_is_nothing() -> None:
    assert next_step(UNANSWERED, 4, since=datetime(2026, 3, 17, 8, 0, tzinfo=UTC)) is None


@unhurried
@given(moments, quiet_days)
def test_every_step_comes_after_the_one_before(asked: datetime, quiet: frozenset[date]) -> None:
    climbed = [asked, *_climbed(asked, quiet)]
    assert climbed == sorted(set(climbed))
    assert len(climbed) == 4


@unhurried
@given(moments, quiet_days)
def test_every_step_is_nine_in_the_morning_of_a_working_day(asked: datetime, quiet: frozenset[date]) -> None:
    found = {(at.astimezone(AMSTERDAM).hour, is_working_day(local_day(at), quiet)) for at in _climbed(asked, quiet)}
    assert found == {(9, True)}
