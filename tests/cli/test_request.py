"""What was asked is listed, taken back and settled; persons are never named."""

import pytest

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
