"""``samenspel announcement``: planned, changed, told, cancelled and listed."""

from models.method.phases import Phase
from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")
TEXT = "Kom op de open dag kijken wat de scholen doen."


def plan(cli: Cli, slug: str, audience: str = "inside", *more: str) -> object:
    """Plan a communication moment and return what JSON says of it."""
    words = ("Open dag", "--text", TEXT, "--on", "2026-03-14")
    return cli("announcement", "plan", slug, audience, *words, *BY, *more, "--json").json


def test_it_is_planned_changed_shown_cancelled_and_listed(cli: Cli) -> None:
    slug = factories.added()
    assert plan(cli, slug) == {
        "ok": True,
        "alliance": slug,
        "announcement": "a1",
        "audience": "inside",
        "title": "Open dag",
        "on": "2026-03-14",
        "state": "planned",
        "by": "hz",
    }
    plan(cli, slug, "outside")
    assert cli("announcement", "change", slug, "a1", "--on", "2026-03-20", "--title", "Open dag", *BY).err == (
        "a1 is up to date.\nNext: samenspel announcement show onderwijs a1\n"
    )
    assert cli("announcement", "cancel", slug, "a2", "--reason", "De dag gaat niet door.", *BY).err == (
        "a2 is cancelled.\nNext: samenspel announcement list onderwijs\n"
    )
    assert cli("announcement", "list", slug).out.splitlines() == [
        "key\ton\taudience\tstate\ttitle\ttold_at\ttold_by\treason",
        "a2\t2026-03-14\toutside\tcancelled\tOpen dag\t\t\tDe dag gaat niet door.",
        "a1\t2026-03-20\tinside\tplanned\tOpen dag\t\t\t",
    ]
    assert [line["key"] for line in cli("announcement", "list", slug, "--planned", "--json").json] == ["a1"]
    shown = cli("announcement", "show", slug, "a1", "--json").json
    assert (shown["on"], shown["text"], shown["planned_by"]) == ("2026-03-20", TEXT, "staff:hz")
    assert [line for line in cli("upcoming", slug).out.splitlines() if "announcement" in line] == [
        "2026-03-20 09:00\tonderwijs\tannouncement_due\ta1"
    ]


def test_nothing_to_change_is_said_with_what_there_is_to_change(cli: Cli) -> None:
    slug = factories.added()
    plan(cli, slug)
    refused = cli("announcement", "change", slug, "a1", *BY)
    assert (refused.code, refused.err.splitlines()[0]) == (
        2,
        "Error: nothing to change; give at least one of --title, --text, --on",
    )


def test_before_letters_go_it_is_said_to_how_many_and_asked_whether_to(cli: Cli) -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    plan(cli, slug)
    assert cli("announcement", "tell", slug, "a1", "--dry-run", *BY).err == (
        "a1 would go to partners (2) and staff (1); nothing was changed.\n"
    )
    refused = cli("announcement", "tell", slug, "a1", *BY, "--json")
    assert (refused.code, refused.error["message"]) == (
        2,
        "Write to partners (2) and staff (1)? Nobody can answer that here.",
    )
    assert cli("announcement", "list", slug, "--planned", "--json").json != []
    assert cli("announcement", "tell", slug, "a1", "--yes", *BY).err == (
        "a1 goes to partners (2) and staff (1).\nNext: samenspel letter list onderwijs\n"
    )
    assert cli("announcement", "list", slug, "--planned").err == "Nothing is planned to be told in onderwijs.\n"


def test_what_is_for_the_world_outside_is_told_by_people(cli: Cli) -> None:
    slug = factories.added()
    plan(cli, slug, "outside")
    refused = cli("announcement", "tell", slug, "a1", "--yes", *BY, "--json")
    assert (refused.code, refused.error["code"]) == (3, "not_allowed")
    assert cli("announcement", "told", slug, "a1", *BY).err == (
        "a1 was told.\nNext: samenspel announcement list onderwijs\n"
    )
    again = cli("announcement", "told", slug, "a1", *BY, "--json")
    assert (again.code, again.error["code"]) == (3, "status_not_allowed")


def test_an_alliance_without_communication_moments_says_so(cli: Cli) -> None:
    slug = factories.added()
    assert cli("announcement", "list", slug).err == "onderwijs has no communication moments yet.\n"
