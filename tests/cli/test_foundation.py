"""On which days nobody is written to, in all alliances: shown, chosen, and made ordinary again."""

import sys

import pytest

from tests.cli.conftest import Cli

ORDINARY = {"good_friday_off": True, "liberation_day_off": False, "quiet_days": []}


def test_without_a_choice_good_friday_is_off_and_5_may_only_each_fifth_year(cli: Cli) -> None:
    assert cli("foundation", "show", "--json").json == ORDINARY
    shown = cli("foundation", "show")
    assert (shown.out, shown.err) == ("good_friday_off\tyes\nliberation_day_off\tno\n", "")


def test_on_a_terminal_days_are_read_as_people_write_them(
    cli: Cli, onderwijs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("foundation", "days-off", "--quiet", "2026-12-24", "--by", "hz")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert cli("foundation", "show", "--lang", "nl").out == (
        "Goede Vrijdag vrij   ja\nelk jaar 5 mei vrij  nee\nstille dagen         24 dec 2026\n"
    )


def test_days_are_chosen_and_made_ordinary_again_and_what_is_not_named_stays(cli: Cli, onderwijs: str) -> None:
    quiet = ("--quiet", "2026-12-24", "--quiet", "2026-12-23")
    done = cli("foundation", "days-off", *quiet, "--no-good-friday", "--by", "hz")
    assert (done.out, done.err) == ("", "The days off are chosen.\nNext: samenspel foundation show\n")
    again = cli("foundation", "days-off", "--working", "2026-12-24", "--liberation-day", "--by", "hz", "--json")
    assert again.json == {
        "ok": True,
        "good_friday_off": False,
        "liberation_day_off": True,
        "quiet_days": ["2026-12-23"],
        "by": "hz",
        "dry_run": False,
    }
    assert cli("foundation", "show").out == "good_friday_off\tno\nliberation_day_off\tyes\nquiet_days\t2026-12-23\n"


def test_a_dry_run_says_what_would_be_chosen_and_changes_nothing(cli: Cli, onderwijs: str) -> None:
    typed = ("foundation", "days-off", "--quiet", "2026-12-24", "--by", "hz", "--dry-run")
    assert cli(*typed).err == "The days off would be chosen so; nothing was changed.\n"
    assert cli(*typed, "--json").json == {
        "ok": True,
        "good_friday_off": True,
        "liberation_day_off": False,
        "quiet_days": ["2026-12-24"],
        "by": "hz",
        "dry_run": True,
    }
    assert cli("foundation", "show", "--json").json == ORDINARY


def test_no_step_of_a_request_falls_on_a_quiet_day(cli: Cli, onderwijs: str) -> None:
    cli("foundation", "days-off", "--quiet", "2026-03-05", "--by", "hz")
    steps = ("after 3 working days", "hand over after 3 working days")
    chosen = cli("request", "ladder", onderwijs, "1", *steps, "--by", "hz", "--json")
    assert chosen.json["next_at"] == "2026-03-06T08:00:00+00:00"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (
            ("--by", "hz"),
            "bad_input",
            "nothing to change; give at least one of --good-friday, --liberation-day, --quiet, --working",
        ),
        (
            ("--quiet", "morgen", "--by", "hz"),
            "usage",
            "Invalid value for --quiet: 'morgen' is not a day; write it as 2026-12-31",
        ),
        (("--quiet", "2026-12-24", "--by", "xx"), "bad_input", "'xx' is no member of staff; known: hz"),
        (("--quiet", "2026-12-24"), "usage", "foundation days-off needs --by"),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    cli: Cli, onderwijs: str, typed: tuple[str, ...], code: str, said: str
) -> None:
    refused = cli("foundation", "days-off", *typed, "--json")
    assert (refused.code, refused.out, refused.error["code"], refused.error["message"]) == (2, "", code, said)
    assert cli("foundation", "show", "--json").json == ORDINARY
