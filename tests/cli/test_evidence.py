"""``samenspel evidence``: what must be found out, whose task it is, and settling it."""

from models.method.phases import Phase
from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")
ASK = "samenspel round prepare onderwijs collaboration --by STAFF"


def _in_doubt() -> str:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.5)
    return slug


def test_what_must_be_found_out_is_listed_given_to_somebody_and_settled(cli: Cli) -> None:
    slug = _in_doubt()
    assert cli("evidence", "list", slug).out.splitlines() == [
        "number\talliance\tkind\tsubject\towner\tdue_on\tround\tnext",
        f"1\tonderwijs\tmeasure_link\tcollaboration\thz\t2026-03-30\t1\t{ASK}",
    ]
    given = ("evidence", "assign", slug, "1", "hz", "--due", "2026-04-13", *BY)
    assert cli(*given, "--json").json == {
        "ok": True,
        "alliance": slug,
        "evidence": 1,
        "owner": "hz",
        "due": "2026-04-13",
        "by": "hz",
    }
    assert cli(*given).err == (
        "Number 1 is the task of hz, until 13 Apr 2026.\nNext: samenspel evidence list onderwijs\n"
    )
    assert [line["due_on"] for line in cli("evidence", "list", "--mine", "hz", "--json").json] == ["2026-04-13"]
    settle = ("evidence", "settle", slug, "1", "--reason", "De partners hebben het besproken.", *BY)
    assert cli(*settle).err == ("Number 1, about collaboration, is settled.\nNext: samenspel evidence list onderwijs\n")
    assert cli("evidence", "list").err == "Nothing has to be found out.\n"
    assert cli("evidence", "list", "--all").out.splitlines()[1] == (
        f"1\tonderwijs\tmeasure_link\tcollaboration\thz\t2026-04-13\t1\tdone\t2026-03-02 12:00\tstaff:hz\t{ASK}"
    )


def test_what_is_done_already_or_is_not_there_cannot_be_settled(cli: Cli) -> None:
    slug = _in_doubt()
    assert cli("evidence", "settle", slug, "1", *BY, "--json").json["state"] == "done"
    again = cli("evidence", "settle", slug, "1", *BY, "--json")
    assert (again.code, again.error["code"]) == (3, "not_allowed")
    unknown = cli("evidence", "settle", slug, "7", *BY)
    assert (unknown.code, unknown.err) == (
        4,
        "Error: there is nothing to find out with number 7 in onderwijs; see: samenspel evidence list onderwijs\n",
    )


def test_whose_tasks_are_asked_for_must_be_known(cli: Cli) -> None:
    _in_doubt()
    refused = cli("evidence", "list", "--mine", "xx")
    assert (refused.code, refused.err) == (2, "Error: 'xx' is no member of staff; known: hz\n")


def test_what_must_be_found_out_stands_among_what_waits_and_in_the_status(cli: Cli) -> None:
    slug = _in_doubt()
    what = "onderwijs\tmeasure_link, collaboration\thz\t2026-03-02\t2026-03-30"
    assert f"{what}\t{ASK}" in cli("open", slug).out.splitlines()
    status = cli("status", slug).out.splitlines()
    place = status.index("to find out")
    assert status[place + 1 : place + 3] == [
        "number\tkind\tsubject\towner\tdue_on",
        "1\tmeasure_link\tcollaboration\thz\t2026-03-30",
    ]
