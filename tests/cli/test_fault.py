"""``samenspel fault``: recorded, given back, answered, rated, bundled and listed."""

from tests import factories
from tests.cli.conftest import Cli

TEXT = "Een bevoegdheid geldt voor één onderwijssector."
ASK = "Laat een bevoegdheid gelden in elke sector."
BY = ("--by", "hz")
SAID = ("--element", "law", "--scale", "national", "--affected", "40", "--evidence", "Ronde 2.")


def recorded(cli: Cli, slug: str) -> str:
    """Record a fault by command and return its number."""
    typed = cli("fault", "add", slug, TEXT, "--system", "bevoegdhedenstelsel", *SAID, *BY, "--json")
    return str(typed.json["fault"])


def test_a_fault_is_recorded_completed_and_shown(cli: Cli) -> None:
    slug = factories.added()
    done = cli("fault", "add", slug, TEXT, "--system", "stelsel", *BY)
    assert done.err == "System fault 1 is recorded.\nNext: samenspel fault list onderwijs\n"
    assert cli("fault", "edit", slug, "1", "--element", "law", "--ask", ASK, *BY, "--json").json == {
        "ok": True,
        "alliance": slug,
        "fault": 1,
        "changed": ["element", "ask"],
        "by": "hz",
    }
    assert cli("fault", "edit", slug, "1", "--element", "law", *BY).err.startswith("System fault 1 said so already.\n")
    assert cli("fault", "show", slug, "1").out.splitlines() == [
        "alliance\tonderwijs",
        "cycle\t1",
        "id\t1",
        "state\trecorded",
        "system\tstelsel",
        "element\tlaw",
        f"description\t{TEXT}",
        f"ask\t{ASK}",
        "recorded_by\tstaff:hz",
        "recorded_at\t2026-03-02 12:00",
    ]
    assert cli("fault", "edit", slug, "1", *BY).code == 2


def test_a_fault_that_looks_like_one_of_another_alliance_says_how_to_bundle_them(cli: Cli) -> None:
    for slug in ("onderwijs", "zorg"):
        factories.added(slug)
    recorded(cli, "onderwijs")
    done = cli("fault", "add", "zorg", TEXT, "--system", "bevoegdhedenstelsel", *BY)
    assert done.err == (
        "System fault 2 is recorded. It looks like onderwijs/1.\n"
        "Next: samenspel fault bundle KEY zorg/2 onderwijs/1 --title TEXT --by hz\n"
    )


def test_a_dry_run_shows_the_letter_and_gives_nothing_back(cli: Cli) -> None:
    slug = factories.added()
    number = recorded(cli, slug)
    give = ("fault", "return", slug, number, "--to", "onderwijs-gemeente", "--ask", ASK, *BY)
    shown = cli(*give, "--dry-run")
    assert shown.out.splitlines()[:4] == [
        "onderwijs-gemeente",
        "",
        "[Actie gevraagd] Beantwoord de melding van Alliantie onderwijs: een knelpunt in uw stelsel",
        "",
    ]
    assert f"Wat wij u vragen:\n{ASK}\n" in shown.out
    assert cli(*give, "--dry-run", "--json").json["dry_run"] is True
    assert cli("fault", "list", slug, "--state", "returned").err == "There are no such system faults.\n"


def test_a_fault_is_given_back_received_answered_rated_and_closed(cli: Cli) -> None:
    slug = factories.added()
    number = recorded(cli, slug)
    give = ("fault", "return", slug, number, "--to", "onderwijs-gemeente", *BY)
    early = cli(*give, "--json")
    assert (early.code, early.error["code"]) == (3, "not_allowed")
    assert cli(*give, "--ask", ASK, "--json").json == {
        "ok": True,
        "alliance": slug,
        "fault": 1,
        "faults": ["onderwijs/1"],
        "to": "onderwijs-gemeente",
        "contact": "onderwijs-gemeente-1",
        "alliances": 1,
        "due": "2026-03-30",
        "state": "returned",
        "by": "hz",
    }
    assert cli(*give).code == 3
    assert cli("fault", "received", slug, number, *BY).err == (
        "System fault 1 has been received by its owner.\nNext: samenspel fault answer onderwijs 1 ANSWER --by hz\n"
    )
    answer = ("fault", "answer", slug, number)
    assert cli(*answer, "refused", *BY).code == 2
    assert cli(*answer, "silence", *BY).code == 2
    assert cli(*answer, "accepted", "--action", "De wet wordt aangepast.", "--due", "2027-09-01", *BY).err == (
        "The answer to system fault 1 is: accepted.\nNext: samenspel fault show onderwijs 1\n"
    )
    assert cli("fault", "rate", slug, number, "moderate", *BY).err.splitlines()[0] == (
        "What was done about system fault 1 in year 1 is rated: moderate."
    )
    assert cli("fault", "close", slug, number, *BY).code == 0
    (line,) = cli("fault", "list", "--owner", "onderwijs-gemeente", "--json").json
    assert {name: line[name] for name in ("alliance", "id", "state", "owner", "answer", "due_at", "bundle")} == {
        "alliance": slug,
        "id": 1,
        "state": "closed",
        "owner": "onderwijs-gemeente",
        "answer": "accepted",
        "due_at": None,
        "bundle": None,
    }
    shown = cli("fault", "show", slug, number, "--json").json
    assert (shown["returns"][0]["action_due"], shown["ratings"][0]["adoption"]) == ("2027-09-01", "moderate")
    assert factories.PLANTED_NAME not in str(shown)


def test_a_bundle_goes_back_in_one_letter(cli: Cli) -> None:
    for slug in ("onderwijs", "zorg"):
        factories.added(slug)
        recorded(cli, slug)
    made = cli("fault", "bundle", "wet", "onderwijs/1", "zorg/2", "--title", "Bevoegdheden per sector", *BY)
    assert made.err == (
        "Bundle wet holds onderwijs/1, zorg/2.\nNext: samenspel fault return onderwijs 1 --to ORGANISATION --by hz\n"
    )
    assert cli("fault", "bundles").out.splitlines() == [
        "key\ttitle\talliances\taffected\tone_file\tstates\tfaults",
        "wet\tBevoegdheden per sector\t2\t80\tno\trecorded: 2\tonderwijs/1, zorg/2",
    ]
    done = cli("fault", "return", "zorg", "2", "--to", "zorg-gemeente", "--ask", ASK, *BY)
    assert done.err.splitlines()[0] == (
        "System faults zorg/2, onderwijs/1 are given back to zorg-gemeente in one letter; "
        "an answer is asked by 30 Mar 2026."
    )
    assert cli("fault", "list").out.splitlines()[1:] == [
        f"onderwijs\t1\t1\tbevoegdhedenstelsel\treturned\tzorg-gemeente\t\t2026-03-30 13:00\twet\t{TEXT}\tstaff:hz",
        f"zorg\t2\t1\tbevoegdhedenstelsel\treturned\tzorg-gemeente\t\t2026-03-30 13:00\twet\t{TEXT}\tstaff:hz",
    ]
    wrong = cli("fault", "bundle", "wet", "zorg", *BY)
    assert wrong.err == "Error: 'zorg' names no system fault; write it as onderwijs/12\n"
    assert cli("fault", "bundle", "wet", *BY).code == 2


def test_nothing_recorded_says_so(cli: Cli) -> None:
    slug = factories.added()
    assert cli("fault", "list", slug).err == "No system faults are recorded in onderwijs yet.\n"
    assert cli("fault", "list").err == "There are no such system faults.\n"
    assert cli("fault", "bundles").err == "There are no bundles yet.\n"
    assert cli("fault", "show", slug, "7").code == 4
