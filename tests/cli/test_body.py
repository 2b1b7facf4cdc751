"""``samenspel body``: seats are given and taken back, and a chair is one."""

import pytest

from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance with a seat in each body."""
    return factories.added()


def test_a_new_chair_takes_the_place_of_the_old_one_after_a_look_at_what_that_does(cli: Cli, slug: str) -> None:
    take = ("body", "set", slug, "project-team", "onderwijs-fonds", "--chair", *BY)
    assert cli(*take, "--dry-run").out.splitlines() == [
        "section\tkey\tchange\tfield\tbefore\tafter",
        "bodies.project_team\tonderwijs-gemeente onderwijs-gemeente-1\tchanged\tchair\tyes\tno",
        "bodies.project_team\tonderwijs-fonds onderwijs-fonds-1\tadded\torganisation\t\tonderwijs-fonds",
        "bodies.project_team\tonderwijs-fonds onderwijs-fonds-1\tadded\tcontact\t\tonderwijs-fonds-1",
        "bodies.project_team\tonderwijs-fonds onderwijs-fonds-1\tadded\tchair\t\tyes",
    ]
    assert [one["chair"] for one in cli("body", "list", slug, "--json").json] == [True, True]
    assert cli(*take).err == (
        "onderwijs-fonds chairs the project team of onderwijs.\nNext: samenspel body list onderwijs\n"
    )
    assert cli("body", "list", slug).out.splitlines() == [
        "body\torganisation\tstaff\tcontact\tchair",
        "sponsor_group\tonderwijs-fonds\t\tonderwijs-fonds-1\tyes",
        "project_team\tonderwijs-gemeente\t\tonderwijs-gemeente-1\tno",
        "project_team\tonderwijs-fonds\t\tonderwijs-fonds-1\tyes",
    ]
    assert cli(*take).err.splitlines()[0] == "Nothing changed; onderwijs says so already."


def test_a_seat_is_given_back_once_somebody_agrees(cli: Cli, slug: str) -> None:
    leave = ("body", "leave", slug, "sponsor-group", "onderwijs-fonds", *BY)
    asked = cli(*leave)
    assert (asked.code, asked.err.splitlines()[0]) == (
        2,
        "Error: Take the seat of onderwijs-fonds in the sponsor group of onderwijs back? Nobody can answer that here.",
    )
    assert cli(*leave, "--dry-run", "--json").json[0]["change"] == "removed"
    assert len(cli("body", "list", slug, "--json").json) == 2
    assert cli(*leave, "--yes").err.splitlines()[0] == "onderwijs-fonds has left the sponsor group of onderwijs."
    assert [one["body"] for one in cli("body", "list", slug, "--json").json] == ["project_team"]


REFUSED = [
    ("set {} project-team onderwijs-fnds", 4, "'onderwijs-fnds' does not stand under organisations of onderwijs (did "
     'you mean "onderwijs-fonds"?)'),
    ("leave {} project-team onderwijs-gemente --yes", 4, "'onderwijs-gemente' has no seat in the project team of "
     'onderwijs (did you mean "onderwijs-gemeente"?)'),
    ("leave {} project-team hz --yes", 4, "'hz' has no seat in the project team of onderwijs; known: "
     "onderwijs-gemeente"),
    ("leave {} board onderwijs-fonds", 2, 'Invalid value "board" for BODY. Choose from: "sponsor-group", '
     '"project-team".'),
]  # fmt: skip


def test_a_refusal_says_what_is_allowed_and_changes_nothing(cli: Cli, slug: str) -> None:
    before = cli("log", slug).out
    said = [
        (typed, seen.code, seen.err.split("\nHint")[0].removeprefix("Error: ").rstrip())
        for typed, _, _ in REFUSED
        for seen in [cli("body", *typed.format(slug).split(), *BY)]
    ]
    assert said == REFUSED
    assert cli("log", slug).out == before


def test_bodies_in_which_nobody_sits_are_said_to_be_empty(cli: Cli) -> None:
    factories.added("zorg", bodies={})
    assert cli("body", "list", "zorg").err == "Nobody sits in the bodies of zorg yet.\n"
