"""What was asked is listed, taken back and settled; persons are never named."""

import sys
from datetime import timedelta

import pytest

from models.actions import post
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.cli.conftest import Cli


def test_what_we_wait_for_is_listed_without_naming_anybody(cli: Cli, onderwijs: str) -> None:
    listed = cli("request", "list", onderwijs)
    assert listed.out.splitlines()[1].split("\t")[:4] == ["1", "invitation", "onderwijs-gemeente", "onderwijs-gemeente"]
    assert (len(listed.out.splitlines()), factories.PLANTED_NAME in listed.out) == (5, False)


def test_a_request_is_taken_back_with_its_reminders_and_its_letter(cli: Cli, onderwijs: str) -> None:
    why = ("--reason", "De gemeente antwoordde al.", "--by", "hz")
    looked = cli("request", "withdraw", onderwijs, "1", *why, "--dry-run")
    assert looked.err == "Request 1 (onderwijs-gemeente) would be withdrawn; nothing was changed.\n"
    assert len(cli("request", "list", onderwijs, "--json").json) == 4

    done = cli("request", "withdraw", onderwijs, "1", *why, "--json").json
    assert done == {
        "ok": True,
        "alliance": onderwijs,
        "request": 1,
        "subject": "onderwijs-gemeente",
        "state": "withdrawn",
        "by": "hz",
        "dry_run": False,
    }
    assert [one["id"] for one in cli("request", "list", onderwijs, "--json").json] == [2, 3, 4]
    first = cli("request", "list", onderwijs, "--all", "--json").json[0]
    assert (first["state"], first["stopped_reason"], first["reminders"]) == (
        "withdrawn",
        "De gemeente antwoordde al.",
        0,
    )
    assert seen.timers(onderwijs, kind="request_step", subject="1")[0][3] == "cancelled"


def test_an_answer_by_other_means_is_recorded_once(cli: Cli, onderwijs: str) -> None:
    answered = cli("request", "answer", onderwijs, "2", "--by", "hz")
    assert answered.err.startswith("Request 2 (onderwijs-ouders) is answered.\n")
    again = cli("request", "answer", onderwijs, "2", "--by", "hz")
    assert (again.code, again.err) == (3, "Error: request 2 of onderwijs is answered already\n")


@pytest.mark.parametrize(("number", "code"), [("9", 4), ("een", 2)])
def test_an_unknown_request_is_refused(cli: Cli, onderwijs: str, number: str, code: int) -> None:
    assert cli("request", "answer", onderwijs, number, "--by", "hz").code == code


def sent() -> None:
    """Let every letter that waits leave."""
    while (claimed := post.claim_letter("engine", lease=timedelta(minutes=10))) is not None:
        post.mark_sent(claimed, subject="Lerarentekort", text="Beste lezer.", html="<p>Beste lezer.</p>")


def first(cli: Cli, slug: str) -> dict[str, object]:
    """Return the first request of an alliance."""
    found: dict[str, object] = cli("request", "show", slug, "1", "--json").json["request"]
    return found


def test_a_request_is_shown_with_its_ladder_and_the_letters_about_it(cli: Cli, onderwijs: str) -> None:
    sent()
    shown = cli("request", "show", onderwijs, "1")
    assert shown.out.splitlines() == [
        "kind\tinvitation",
        "subject\tonderwijs-gemeente",
        "organisation\tonderwijs-gemeente",
        "asked\teen gesprek over uw kijk op deze opgave en uw mogelijke rol",
        "asked_at\t2026-03-02 12:00",
        "due_at\t2026-03-16 12:00",
        "state\topen",
        "next_at\t2026-03-05 09:00",
        "ladder\tafter 3 working days, after 5 working days, hand over after 3 working days",
        "",
        "letters",
        "letter\tkind\tstate\twritten_at\tsent_at\treason",
        "2\tinvitation\tsent\t2026-03-02 12:00\t2026-03-02 12:00\t",
    ]
    as_json = cli("request", "show", onderwijs, "1", "--json").json
    assert (as_json["request"]["next_at"], as_json["ladder"][0], as_json["letters"][0]["kind"]) == (
        "2026-03-05T08:00:00+00:00",
        "after 3 working days",
        "invitation",
    )


def test_on_a_terminal_there_are_words_instead_of_codes(
    cli: Cli, onderwijs: str, at_start: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent()
    cli("ladder", "set", "invitation", "hand over after 3 working days", "--by", "hz")
    at_start.move_to(at_start.now() + timedelta(days=3))
    assert cli("remind", "--json").json["taken"] == 4
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert cli("request", "show", onderwijs, "1", "--lang", "nl").out.splitlines()[6:10] == [
        "status            onbeantwoord",
        "gestopt omdat     er kwam geen antwoord",
        "overgedragen aan  hz",
        "opvolging         overdragen na 3 werkdagen",
    ]


def test_a_request_is_asked_again_from_the_first_step_on(cli: Cli, onderwijs: str) -> None:
    looked = cli("request", "again", onderwijs, "1", "--by", "hz", "--dry-run")
    assert looked.err == "Request 1 (onderwijs-gemeente) would be asked again; nothing was changed.\n"
    assert [one["id"] for one in cli("request", "list", onderwijs, "--json").json] == [1, 2, 3, 4]
    assert cli("request", "again", onderwijs, "1", "--by", "hz", "--json").json == {
        "ok": True,
        "alliance": "onderwijs",
        "request": 1,
        "subject": "onderwijs-gemeente",
        "by": "hz",
        "dry_run": False,
    }
    assert [one["id"] for one in cli("request", "list", onderwijs, "--json").json] == [2, 3, 4, 5]
    refused = cli("request", "again", onderwijs, "1", "--by", "hz")
    assert (refused.code, refused.err) == (3, "Error: request 1 of onderwijs is withdrawn already\n")


def test_who_cannot_be_written_to_is_not_asked_again(cli: Cli, onderwijs: str) -> None:
    cli("contact", "opt-out", "onderwijs-gemeente-1", "--by", "hz", "--reason", "Vroeg het per telefoon.", "--yes")
    refused = cli("request", "again", onderwijs, "1", "--by", "hz")
    assert (refused.code, refused.err) == (
        3,
        "Error: onderwijs-gemeente-1 cannot be written to (opted_out); "
        "see: samenspel contact show onderwijs onderwijs-gemeente-1\n",
    )


def test_a_request_gets_another_day(cli: Cli, onderwijs: str) -> None:
    looked = cli("request", "due", onderwijs, "1", "2026-03-20", "--by", "hz", "--dry-run")
    assert looked.err == "Request 1 would be due on 20 Mar 2026; nothing was changed.\n"
    assert first(cli, onderwijs)["due_at"] == "2026-03-16T11:00:00+00:00"
    said = cli("request", "due", onderwijs, "1", "2026-03-20", "--by", "hz")
    assert said.err == "Request 1 is due on 20 Mar 2026; its next step falls on 5 Mar 2026 09:00.\n"
    assert first(cli, onderwijs)["due_at"] == "2026-03-20T16:00:00+00:00"
    today = cli("request", "due", onderwijs, "1", "2026-03-02", "--by", "hz", "--json").json
    assert today == {
        "ok": True,
        "alliance": "onderwijs",
        "request": 1,
        "due": "2026-03-02",
        "next_at": "2026-03-05T08:00:00+00:00",
        "by": "hz",
        "dry_run": False,
    }


def test_a_day_that_has_passed_is_refused(cli: Cli, onderwijs: str) -> None:
    refused = cli("request", "due", onderwijs, "1", "2026-03-01", "--by", "hz")
    assert (refused.code, refused.err) == (2, "Error: 2026-03-01 has passed; allowed: today or later\n")
    assert first(cli, onderwijs)["due_at"] == "2026-03-16T11:00:00+00:00"


def test_a_request_gets_a_ladder_of_its_own_and_the_ordinary_one_again(cli: Cli, onderwijs: str) -> None:
    steps = ("after 2 working days", "hand over after 2 working days")
    looked = cli("request", "ladder", onderwijs, "1", *steps, "--by", "hz", "--dry-run")
    assert looked.err == "Request 1 would take its next step on 4 Mar 2026 09:00; nothing was changed.\n"
    assert first(cli, onderwijs)["next_at"] == "2026-03-05T08:00:00+00:00"
    assert cli("request", "ladder", onderwijs, "1", *steps, "--by", "hz", "--json").json == {
        "ok": True,
        "alliance": "onderwijs",
        "request": 1,
        "steps": list(steps),
        "next_at": "2026-03-04T08:00:00+00:00",
        "by": "hz",
        "dry_run": False,
    }
    assert cli("request", "show", onderwijs, "1", "--json").json["ladder"] == list(steps)
    ordinary = cli("request", "ladder", onderwijs, "1", "--by", "hz")
    assert ordinary.err.splitlines()[0] == "Request 1 takes its next step on 5 Mar 2026 09:00."


def test_a_ladder_that_does_not_end_with_a_person_is_refused(cli: Cli, onderwijs: str) -> None:
    refused = cli("request", "ladder", onderwijs, "1", "after 2 working days", "--by", "hz")
    assert (refused.code, refused.err) == (
        2,
        'Error: a ladder ends with one "hand over", the step at which a person of ours takes over\n',
    )
    assert len(cli("request", "show", onderwijs, "1", "--json").json["ladder"]) == 3


def test_a_step_that_was_taken_is_not_taken_away_and_a_ladder_without_steps_left_goes_to_a_person(
    cli: Cli, onderwijs: str, at_start: SetClock
) -> None:
    sent()
    at_start.move_to(at_start.now() + timedelta(days=3))
    cli("remind")
    short = "hand over after 2 working days"
    refused = cli("request", "ladder", onderwijs, "1", short, "--by", "hz")
    assert (refused.code, refused.err) == (
        2,
        "Error: step 1 of request 1 was taken already; allowed: a ladder of more steps\n",
    )
    cli("ladder", "set", "unanswered", short, "--by", "hz", "--dry-run")
    assert first(cli, onderwijs)["state"] == "open"
    cli("ladder", "set", "unanswered", short, "--by", "hz")
    asked = first(cli, onderwijs)
    assert (asked["state"], asked["stopped_reason"], asked["handed_to"]) == ("unanswered", "no_answer", "hz")


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("show", "onderwijs", "9"), 4, "there is no request 9 in onderwijs; see: samenspel request list onderwijs"),
        (("again", "onderwijs", "9", "--by", "hz"), 4, "there is no request 9 in onderwijs; see: samenspel request li"),
        (("due", "onderwijs", "9", "2026-12-18", "--by", "hz"), 4, "there is no request 9 in onderwijs; see: samens"),
        (("ladder", "onderwijs", "9", "--by", "hz"), 4, "there is no request 9 in onderwijs; see: samenspel request "),
        (("again", "onderwijs", "1", "--by", "xx"), 2, "'xx' is no member of staff; known: hz"),
        (("due", "onderwijs", "1", "2026-12-18", "--by", "xx"), 2, "'xx' is no member of staff; known: hz"),
        (("ladder", "onderwijs", "1", "--by", "xx"), 2, "'xx' is no member of staff; known: hz"),
    ],
)
def test_what_is_not_known_is_refused(cli: Cli, onderwijs: str, typed: tuple[str, ...], code: int, said: str) -> None:
    refused = cli("request", *typed)
    assert (refused.code, refused.err[: len(f"Error: {said}")]) == (code, f"Error: {said}")
