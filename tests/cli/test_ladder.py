"""By which steps requests are followed up: seen with whose choice holds, chosen, and taken away again."""

import sys

import pytest

from models.method.ladders import LadderName
from samenspel.cli import ladder_words
from samenspel.cli.language import speak
from samenspel.cli.output import readable
from tests.actions import seen
from tests.cli.conftest import Cli

UNANSWERED = ["after 3 working days", "after 5 working days", "hand over after 3 working days"]
DEADLINE = ["7 days before due", "3 days before due", "hand over at due"]
SHORT = ("after 4 working days", "hand over after 6 working days")


def shown(cli: Cli, *arguments: str) -> dict[str, tuple[list[str], str]]:
    """Return the steps of every ladder and who chose them."""
    lines = cli("ladder", "list", *arguments, "--json").json
    return {line["name"]: (line["steps"], line["chosen_by"]) for line in lines}


def test_every_ladder_is_listed_with_the_words_in_which_it_can_be_typed(cli: Cli) -> None:
    listed = cli("ladder", "list")
    assert (listed.code, listed.err) == (0, "")
    lines = [line.split("\t") for line in listed.out.splitlines()]
    assert lines[:3] == [
        ["name", "steps", "chosen_by"],
        ["unanswered", ", ".join(UNANSWERED), "method"],
        ["deadline", ", ".join(DEADLINE), "method"],
    ]
    assert [line[0] for line in lines[1:]] == list(map(str, LadderName))
    assert lines[list(LadderName).index(LadderName.FAULT) + 1] == [
        "fault",
        "after 30 days, after 60 days, after 90 days, hand over after 28 days",
        "method",
    ]


def test_on_a_terminal_it_is_said_in_the_language_of_the_reader(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")
    first, *_ = (line for line in cli("ladder", "list", "--lang", "nl").out.splitlines() if "werkdagen" in line)
    assert [part.strip() for part in first.split("   ") if part.strip()] == [
        "alles wat onbeantwoord blijft",
        "na 3 werkdagen, na 5 werkdagen, overdragen na 3 werkdagen",
        "de methode",
    ]


@pytest.mark.parametrize(
    ("step", "dutch"),
    [
        ("after 1 day", "na 1 dag"),
        ("after 1 working day", "na 1 werkdag"),
        ("after 30 days", "na 30 dagen"),
        ("escalate after 2 working days", "opschalen na 2 werkdagen"),
        ("7 days before due", "7 dagen voor de uiterste dag"),
        ("1 working day after due", "1 werkdag na de uiterste dag"),
        ("at due", "op de uiterste dag"),
        ("hand over at due", "overdragen op de uiterste dag"),
    ],
)
def test_a_step_reads_as_what_is_typed_and_is_there_in_dutch(step: str, dutch: str) -> None:
    (told,) = ladder_words.told([step])
    speak("nl")
    try:
        assert (str(told), readable(told)) == (step, dutch)
    finally:
        speak(None)


def test_a_ladder_of_the_foundation_holds_where_an_alliance_chooses_none(cli: Cli, onderwijs: str) -> None:
    done = cli("ladder", "set", "unanswered", *SHORT, "--by", "hz")
    assert done.err == (
        "The ladder for all that is unanswered is: after 4 working days, hand over after 6 working days.\n"
        "Next: samenspel ladder list\n"
    )
    of_alliance = cli("ladder", "set", "invitation", *SHORT[1:], "--alliance", onderwijs, "--by", "hz", "--json")
    assert of_alliance.json == {
        "ok": True,
        "ladder": "invitation",
        "steps": ["hand over after 6 working days"],
        "alliance": "onderwijs",
        "by": "hz",
        "dry_run": False,
    }
    everywhere, here = shown(cli), shown(cli, "--alliance", onderwijs)
    assert everywhere["invitation"] == (list(SHORT), "foundation")
    assert here["invitation"] == (["hand over after 6 working days"], "alliance")
    assert here["commitment"] == (list(SHORT), "foundation")
    assert here["deadline"] == (DEADLINE, "method")


def test_without_a_choice_of_its_own_an_alliance_has_what_stands_above_it(cli: Cli, onderwijs: str) -> None:
    cli("ladder", "set", "invitation", *SHORT, "--alliance", onderwijs, "--by", "hz")
    cli("ladder", "set", "unanswered", *SHORT[1:], "--alliance", onderwijs, "--by", "hz")
    where = ("--alliance", onderwijs, "--by", "hz", "--json")
    assert cli("ladder", "reset", "invitation", *where, "--dry-run").json["steps"] == list(SHORT[1:])
    assert cli("ladder", "reset", "invitation", *where).json["steps"] == list(SHORT[1:])
    assert shown(cli, "--alliance", onderwijs)["invitation"] == (list(SHORT[1:]), "alliance")
    assert cli("ladder", "reset", "unanswered", *where, "--dry-run").json["steps"] == UNANSWERED
    assert cli("ladder", "reset", "unanswered", *where).json["steps"] == UNANSWERED
    assert shown(cli, "--alliance", onderwijs) == shown(cli)


def test_a_dry_run_says_what_would_hold_and_changes_nothing(cli: Cli, onderwijs: str) -> None:
    before = (shown(cli), shown(cli, "--alliance", onderwijs))
    with seen.noting(onderwijs) as happened:
        looked = cli("ladder", "set", "unanswered", *SHORT, "--by", "hz", "--dry-run")
        assert cli("ladder", "set", "fault", *SHORT, "--alliance", onderwijs, "--by", "hz", "--dry-run").code == 0
    assert looked.err == (
        "The ladder for all that is unanswered would be: after 4 working days, hand over after 6 working days; "
        "nothing was changed.\n"
    )
    assert (shown(cli), shown(cli, "--alliance", onderwijs)) == before
    assert happened == []


def test_a_dry_run_of_a_reset_says_what_would_hold_without_the_choice(cli: Cli, onderwijs: str) -> None:
    cli("ladder", "set", "unanswered", *SHORT, "--by", "hz")
    assert cli("ladder", "reset", "unanswered", "--by", "hz", "--dry-run", "--json").json["steps"] == UNANSWERED
    assert shown(cli)["unanswered"] == (list(SHORT), "foundation")
    assert cli("ladder", "reset", "unanswered", "--by", "hz", "--json").json["steps"] == UNANSWERED
    assert shown(cli)["unanswered"] == (UNANSWERED, "method")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (
            ["after 4 working days"],
            'a ladder ends with one "hand over", the step at which a person of ours takes over',
        ),
        (
            ["hand over after 2 days", "after 4 working days"],
            'a ladder ends with one "hand over", the step at which a person of ours takes over',
        ),
        (
            ["at due", "3 days before due", "hand over after 2 days"],
            "steps that are counted from the due day stand in the order of their days",
        ),
        (["after 3 days"] * 8 + ["hand over at due"], "a ladder of 9 steps is not allowed; allowed: 1 to 8"),
    ],
)
@pytest.mark.parametrize("where", [(), ("--alliance", "onderwijs")])
def test_a_ladder_that_nobody_can_climb_is_refused(
    cli: Cli, onderwijs: str, steps: list[str], said: str, where: tuple[str, ...]
) -> None:
    refused = cli("ladder", "set", "unanswered", *steps, *where, "--by", "hz", "--json")
    assert (refused.code, refused.out, refused.error["code"]) == (2, "", "bad_input")
    assert refused.error["message"] == said
    assert shown(cli, *where)["unanswered"] == (UNANSWERED, "method")


def test_what_is_no_step_is_refused_with_what_is_one(cli: Cli, onderwijs: str) -> None:
    refused = cli("ladder", "set", "unanswered", "soon", "--by", "hz", "--lang", "nl")
    assert (refused.code, refused.err) == (
        2,
        'Fout: "soon" is geen stap; toegestaan: "after N days", "N days before due", "N days after due", elk ook met '
        '"working days", of "at due"; er mag "hand over" of "escalate" voor staan; N is 1 tot en met 365\n',
    )


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("set", "unanswered", *SHORT, "--by", "xx"), 2, "'xx' is no member of staff; known: hz"),
        (("reset", "unanswered", "--by", "xx"), 2, "'xx' is no member of staff; known: hz"),
        (("set", "unanswered", *SHORT, "--alliance", "nergens", "--by", "hz"), 4, "there is no alliance 'nergens'"),
        (("reset", "unanswered", "--alliance", "nergens", "--by", "hz"), 4, "there is no alliance 'nergens'"),
        (("list", "--alliance", "nergens"), 4, "there is no alliance 'nergens'"),
        (("set", "unanswered", "--by", "hz"), 2, "ladder set needs STEPS"),
    ],
)
def test_what_is_not_known_or_lacking_is_refused(
    cli: Cli, onderwijs: str, typed: tuple[str, ...], code: int, said: str
) -> None:
    refused = cli("ladder", *typed, "--json")
    assert (refused.code, refused.error["message"].split(";")[0]) == (code, said.split(";")[0])
    assert shown(cli)["unanswered"] == (UNANSWERED, "method")
