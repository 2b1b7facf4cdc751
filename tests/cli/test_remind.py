"""Reminders are taken by hand, and seen word for word before that; looking changes nothing."""

from datetime import timedelta

import pytest

from models.actions import post
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.cli.conftest import Cli

SUBJECT = "Herinnering: beantwoord de open vraag van Alliantie onderwijs"


def everything_left() -> None:
    """Let every letter that waits leave."""
    while (claimed := post.claim_letter("engine", lease=timedelta(minutes=10))) is not None:
        post.mark_sent(claimed, subject="Lerarentekort", text="Beste lezer.", html="<p>Beste lezer.</p>")


@pytest.fixture
def unanswered(onderwijs: str, at_start: SetClock) -> str:
    """An alliance that invited four organisations three working days ago, and heard of none of them."""
    everything_left()
    at_start.move_to(at_start.now() + timedelta(days=3))
    return onderwijs


def test_before_a_step_is_due_nothing_goes_out(cli: Cli, onderwijs: str) -> None:
    looked = cli("remind", "--dry-run")
    assert (looked.out, looked.err) == ("Nothing would go out now.\n", "")
    assert cli("remind", "--dry-run", "--lang", "nl").out == "Er zou nu niets uitgaan.\n"
    assert cli("remind", "--dry-run", "--json").json == {
        "alliance": None,
        "letters": [],
        "content": "Nothing would go out now.\n",
    }
    assert cli("remind").err == "Steps taken: 0.\nNext: samenspel letter review\n"


def test_what_would_go_out_is_shown_word_for_word_to_each_person(cli: Cli, unanswered: str) -> None:
    looked = cli("remind", "--dry-run", "--json").json
    assert [(one["to"], one["alliances"], one["subject"]) for one in looked["letters"]] == [
        (f"onderwijs-{who}", ["onderwijs"], SUBJECT) for who in ("gemeente", "ouders", "bedrijf", "fonds")
    ]
    first = looked["letters"][0]
    assert (first["name"], first["waits_for_review"]) == (factories.PLANTED_NAME, False)
    text = cli("remind", unanswered, "--dry-run").out
    assert text.startswith(
        f"To onderwijs-gemeente ({factories.PLANTED_NAME})\n{SUBJECT}\n\nGeachte {factories.PLANTED_NAME},\n"
    )
    assert text == looked["content"]
    assert cli("remind", "--dry-run", "--lang", "nl").out.startswith("Aan onderwijs-gemeente (")


def test_looking_changes_nothing_and_what_was_shown_is_what_is_written(cli: Cli, unanswered: str) -> None:
    before = (seen.letters(unanswered), seen.timers(unanswered))
    with seen.noting(unanswered) as happened:
        looked = cli("remind", "--dry-run", "--json").json["letters"]
    assert ((seen.letters(unanswered), seen.timers(unanswered)), happened) == (before, [])

    assert cli("remind", unanswered, "--json").json == {"ok": True, "alliance": "onderwijs", "taken": 4}
    written = cli("letter", "show", unanswered, "6", "--json").json
    assert (written["kind"], written["subject"]) == ("reminder", looked[0]["subject"])
    assert written["content"] == f"{looked[0]['subject']}\n\n{looked[0]['text']}\n"


def test_the_same_step_is_taken_once(cli: Cli, unanswered: str) -> None:
    assert cli("remind").err.splitlines()[0] == "Steps taken: 4."
    assert cli("remind").err.splitlines()[0] == "Steps taken: 0."
    assert [one["reminders"] for one in cli("request", "list", unanswered, "--json").json] == [1, 1, 1, 1]


def test_the_last_step_hands_over_to_a_person_of_ours(cli: Cli, unanswered: str) -> None:
    cli("ladder", "set", "invitation", "hand over after 3 working days", "--by", "hz")
    to_staff, *_ = cli("remind", "--dry-run", "--json").json["letters"]
    assert (to_staff["to"], to_staff["name"], to_staff["waits_for_review"]) == ("hz", "Hanna Zomer", False)
    assert to_staff["alliances"] == [unanswered]
    assert cli("remind", "--dry-run").out.startswith("To hz (Hanna Zomer)\n")


def test_one_alliance_is_reminded_for_and_the_others_are_left_alone(cli: Cli, unanswered: str) -> None:
    factories.added("zorg")
    everything_left()
    assert cli("remind", "zorg", "--json").json["taken"] == 0
    assert cli("remind", unanswered, "--json").json["taken"] == 4


@pytest.mark.parametrize("looking", [(), ("--dry-run",)])
def test_an_unknown_alliance_is_refused(cli: Cli, onderwijs: str, looking: tuple[str, ...]) -> None:
    refused = cli("remind", "nergens", *looking)
    assert (refused.code, refused.out) == (4, "")
    assert refused.err == "Error: there is no alliance 'nergens'; known: onderwijs\n"
