"""``samenspel improvement``: planned, done, dropped, opened again and listed."""

from tests import factories
from tests.cli.conftest import Cli

TEXT = "Elke maand samen de cijfers lezen."
BY = ("--by", "hz")


def test_a_point_is_planned_done_dropped_opened_again_and_listed(cli: Cli) -> None:
    slug = factories.added()
    plan = ("improvement", "add", slug, TEXT, "--due", "2026-04-01", *BY)
    assert cli(*plan, "--owner", "onderwijs-fonds", "--json").json == {
        "ok": True,
        "alliance": slug,
        "improvement": "i1",
        "owner": "onderwijs-fonds",
        "due": "2026-04-01",
        "state": "open",
        "by": "hz",
    }
    assert cli(*plan).err == (
        "i2 is in the improvement plan of onderwijs.\nNext: samenspel improvement done onderwijs i2 --by hz\n"
    )
    assert cli("improvement", "done", slug, "i1", "--result", "Vijf keer.", *BY).err == (
        "i1 of the improvement plan is done.\nNext: samenspel improvement list onderwijs --open\n"
    )
    assert cli("improvement", "drop", slug, "i2", "--reason", "De scholen doen dit zelf.", *BY).code == 0
    assert cli("improvement", "reopen", slug, "i2", *BY).code == 0
    assert cli("improvement", "list", slug, "--open").out.splitlines() == [
        "key\tcycle\towner\tdue_on\tstate\ttext\tresult",
        f"i2\t1\t\t2026-04-01\topen\t{TEXT}\t",
    ]
    assert [line["state"] for line in cli("improvement", "list", slug, "--json").json] == ["done", "open"]
    refused = cli("improvement", "drop", slug, "i1", "--reason", "De scholen doen dit zelf.", *BY, "--json")
    assert (refused.code, refused.error["code"]) == (3, "status_not_allowed")


def test_an_empty_plan_says_so(cli: Cli) -> None:
    slug = factories.added()
    assert cli("improvement", "list", slug).err == "onderwijs has no improvement plan yet.\n"
    assert cli("improvement", "list", slug, "--open").err == "Nothing is left open in the plan of onderwijs.\n"
