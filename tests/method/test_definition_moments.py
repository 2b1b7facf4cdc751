"""Times and local moments of a file."""

from datetime import UTC, datetime, time

import pytest
from pydantic import TypeAdapter, ValidationError

from models.method.definition_types import Clock, LocalMoment

CLOCK: TypeAdapter[time] = TypeAdapter(Clock)
MOMENT: TypeAdapter[datetime] = TypeAdapter(LocalMoment)


def _refusal(kind: TypeAdapter[time] | TypeAdapter[datetime], value: object) -> str:
    with pytest.raises(ValidationError) as wrong:
        kind.validate_python(value)
    return wrong.value.errors()[0]["msg"].removeprefix("Value error, ")


def test_a_time_of_the_day_is_read_to_the_minute() -> None:
    assert [CLOCK.validate_python(given) for given in ("00:00", "23:59", time(9, 30))] == [
        time(0, 0),
        time(23, 59),
        time(9, 30),
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("24:00", '"24:00"'), ("9:00", '"9:00"'), ("12:30:00", '"12:30:00"'), (750, "750"), ("٠٩:٠٠", '"٠٩:٠٠"')],
)
def test_what_is_no_time_is_refused_with_an_example(value: object, shown: str) -> None:
    assert _refusal(CLOCK, value) == (f"expected a time of the day like 09:00, found {shown}; allowed: 00:00 to 23:59")


NINE = datetime.fromisoformat("2027-01-11T09:00")


@pytest.mark.parametrize("given", ["2027-01-11 09:00", "2027-01-11T09:00", NINE])
def test_a_moment_is_a_day_and_a_time_without_a_zone(given: object) -> None:
    assert MOMENT.validate_python(given) == NINE


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2027-01-11", 'expected a day and a time like 2027-01-11 09:00, found "2027-01-11"'),
        ("2027-01-11 09:00Z", 'expected a day and a time like 2027-01-11 09:00, found "2027-01-11 09:00Z"'),
        (
            datetime(2027, 1, 11, 9, 0, tzinfo=UTC),
            "expected a day and a time like 2027-01-11 09:00, found 2027-01-11 09:00:00+00:00",
        ),
        ("2027-02-30 09:00", "the date 2027-02-30 does not exist"),
        ("9999-01-01 09:00", "the date 9999-01-01 is out of range; allowed: 2000-01-01 to 2100-12-31"),
        ("2027-01-11 29:00", 'expected a time of the day like 09:00, found "29:00"; allowed: 00:00 to 23:59'),
    ],
)
def test_what_is_no_moment_is_refused_with_an_example(value: object, said: str) -> None:
    assert _refusal(MOMENT, value) == said
