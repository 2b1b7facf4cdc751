"""``samenspel evaluation schedule``: the rule is said by a command, and the next dates show whether it was meant so."""

import pytest

from models.actions import cadence, describe
from models.method.rounds import RoundPurpose
from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")
SCHEDULE = ("evaluation", "schedule", "onderwijs")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance that is evaluated every quarter."""
    return factories.added()


def test_another_rule_shows_its_next_dates_in_dutch_time(cli: Cli, slug: str) -> None:
    rule = ("--rrule", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=11;BYHOUR=9;BYMINUTE=0;BYSECOND=0")
    said = cli(*SCHEDULE, *rule, "--starts", "2027-01-11 09:00", *BY)
    assert (said.code, said.err) == (
        0,
        "onderwijs is evaluated (impact) on Mon 11 Jan 2027 09:00 +01:00, Sun 11 Jul 2027 09:00 +02:00, "
        "Tue 11 Jan 2028 09:00 +01:00.\n"
        "Next: samenspel evaluation schedules onderwijs\n",
    )
    elsewhere = cli(*SCHEDULE, "--timezone", "America/Curacao", *BY, "--json").json
    assert elsewhere["next"] == [
        "2027-01-11T13:00:00+00:00",
        "2027-07-11T13:00:00+00:00",
        "2028-01-11T13:00:00+00:00",
    ]
    assert [(one["field"], one["before"], one["after"]) for one in elsewhere["changes"]] == [
        ("timezone", "Europe/Amsterdam", "America/Curacao")
    ]


def test_a_rule_that_says_itself_where_it_begins_takes_the_place_of_the_former_beginning(cli: Cli, slug: str) -> None:
    assert cli(*SCHEDULE, "--starts", "2027-01-11 09:00", *BY).code == 0
    rule = "DTSTART:20280101T100000\nRRULE:FREQ=YEARLY"
    changed = cli(*SCHEDULE, "--rrule", rule, *BY, "--json").json
    assert [(one["field"], one["after"]) for one in changed["changes"]] == [
        ("rrule", "FREQ=YEARLY"),
        ("starts", "2028-01-01 10:00"),
    ]


def test_a_rule_that_names_no_hour_is_at_nine_and_that_is_said(cli: Cli, slug: str) -> None:
    said = cli(*SCHEDULE, "--rrule", "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO;BYSETPOS=1", *BY)
    assert said.err.splitlines()[0] == (
        "onderwijs is evaluated (impact) on Mon 6 Apr 2026 09:00 +02:00, Mon 6 Jul 2026 09:00 +02:00, "
        "Mon 5 Oct 2026 09:00 +02:00. The rule names no hour, so it is at nine o'clock."
    )
    assert describe.described(slug).evaluation.rrule == "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO;BYSETPOS=1;BYHOUR=9"
    again = cli(*SCHEDULE, "--rrule", "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO;BYSETPOS=1", *BY)
    assert again.err.splitlines()[0] == "Nothing changed; onderwijs says so already."


def test_each_purpose_has_a_schedule_of_its_own(cli: Cli, slug: str) -> None:
    people, both = ("--purpose", "collaboration"), ("--purpose", "both")
    assert cli(*SCHEDULE, *people, "--rrule", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=25;BYHOUR=9", *BY).code == 0
    rule = ("--rrule", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=29;BYHOUR=9", "--timezone", "America/Curacao")
    changed = cli(*SCHEDULE, *both, *rule, *BY, "--json").json
    assert (changed["purpose"], [(one["field"], one["after"]) for one in changed["changes"]]) == (
        "both",
        [("both.rrule", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=29;BYHOUR=9"), ("both.timezone", "America/Curacao")],
    )
    listed = [tuple(line.split("\t")) for line in cli("evaluation", "schedules", slug).out.splitlines()]
    assert [(cells[1], cells[-1]) for cells in listed] == [
        ("purpose", "next"),
        ("impact", "Wed 2026-04-01 09:00+02:00, Wed 2026-07-01 09:00+02:00, Thu 2026-10-01 09:00+02:00"),
        ("collaboration", "Sun 2026-10-25 09:00+01:00, Mon 2027-10-25 09:00+02:00, Wed 2028-10-25 09:00+02:00"),
        ("both", "Sun 2026-03-29 09:00-04:00, Mon 2027-03-29 09:00-04:00, Wed 2028-03-29 09:00-04:00"),
    ]
    off = cli(*SCHEDULE, *people, "--off", *BY)
    assert off.err == (
        "onderwijs is evaluated (collaboration) only when somebody opens a round.\n"
        "Next: samenspel round prepare onderwijs collaboration --by hz\n"
    )
    lines = cli("evaluation", "schedules", slug, "--json").json
    assert [(one["purpose"], one["active"]) for one in lines] == [
        ("impact", True),
        ("collaboration", False),
        ("both", True),
    ]


def test_a_schedule_is_switched_off_and_said_anew(cli: Cli, slug: str) -> None:
    assert cli(*SCHEDULE, "--off", *BY).err == (
        "onderwijs is evaluated (impact) only when somebody opens a round.\n"
        "Next: samenspel round open onderwijs --by hz\n"
    )
    assert cli(*SCHEDULE, "--off", *BY).err.splitlines()[0] == "Nothing changed; onderwijs says so already."
    refused = cli(*SCHEDULE, "--timezone", "UTC", *BY)
    assert (refused.code, refused.err) == (2, "Error: there is no rule yet; give one with --rrule\n")
    assert cli(*SCHEDULE, "--rrule", "FREQ=YEARLY", *BY).code == 0


def test_a_rule_that_was_over_before_it_began_has_no_dates(cli: Cli, slug: str) -> None:
    said = cli(*SCHEDULE, "--rrule", "FREQ=DAILY;UNTIL=20250101T000000", *BY)
    assert said.err.splitlines()[0] == "The rule of onderwijs has no dates left."


def test_what_was_chosen_in_prefect_as_a_cron_line_is_switched_off_there(cli: Cli, slug: str) -> None:
    cadence.note_schedule(
        slug,
        RoundPurpose.IMPACT,
        schedule_id="1",
        rrule="CRON:0 9 1 * *",
        timezone="Europe/Amsterdam",
        active=True,
        updated=None,
    )
    refused = cli(*SCHEDULE, "--off", *BY)
    assert (refused.code, refused.err) == (
        3,
        "Error: the schedule of onderwijs was made in Prefect, as CRON:0 9 1 * *; switch it off there\n",
    )


REFUSED = [
    (("--rrule", "FREQ=HOURLY"), 'rrule: the rule has FREQ "HOURLY"; allowed: DAILY, WEEKLY, MONTHLY, YEARLY'),
    (
        ("--timezone", "Europe/Amsterdm", "--starts", "maandag"),
        'timezone: the time zone "Europe/Amsterdm" is not known (did you mean "Europe/Amsterdam"?); allowed: a name '
        "like Europe/Amsterdam\n"
        'starts: expected a day and a time like 2027-01-11 09:00, found "maandag"',
    ),
    (("--off", "--timezone", "UTC"), "a schedule that is off has no rule; give either --off or the others"),
    ((), "nothing to change; give at least one of --rrule, --timezone, --starts, --off"),
]


def test_a_rule_that_cannot_be_is_refused_and_changes_nothing(cli: Cli, slug: str) -> None:
    before = cli("log", slug).out
    said = [(typed, cli(*SCHEDULE, *typed, *BY)) for typed, _ in REFUSED]
    assert [(typed, seen.err.removeprefix("Error: ").rstrip()) for typed, seen in said] == REFUSED
    assert [seen.code for _, seen in said] == [2, 2, 2, 2]
    assert cli("log", slug).out == before
