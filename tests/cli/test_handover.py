"""Commands that secure the impact, and that look at it again."""

from datetime import timedelta

from models.actions import timers
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.cli.conftest import Cli
from tests.conftest import START

BY = ("--by", "hz")
RECEIVER = ("--receiver", "onderwijs-gemeente", *BY)


def test_choosing_a_route_says_what_is_still_left_to_think_of(cli: Cli) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    cli("handover", "add", slug, "Het beheer van de leergang", "--kind", "ownership", *RECEIVER)
    chosen = cli("handover", "route", slug, "existing-organisation", *RECEIVER, "--lang", "en")
    assert chosen.err == (
        "onderwijs takes the route existing organisation. Nothing changes hands yet of: money, people, data, "
        "contracts, knowledge, support, open commitments.\n"
        "Next: samenspel handover add onderwijs TEXT --kind KIND --receiver ORGANISATION --by hz\n"
    )
    for kind in ("money", "people", "data", "contracts", "knowledge", "support", "open-commitments"):
        assert cli("handover", "add", slug, f"Afspraken over {kind}", "--kind", kind, *RECEIVER).code == 0
    assert cli("handover", "route", slug, "existing-organisation", *RECEIVER, "--lang", "en").err.startswith(
        "onderwijs takes the route existing organisation.\n"
    )
    stopped = cli("handover", "route", slug, "stop", *BY, "--lang", "en")
    assert stopped.err == ("onderwijs takes the route stop.\nNext: samenspel handover share onderwijs --by hz\n")


def test_what_changes_hands_is_accepted_taken_back_and_removed(cli: Cli) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    cli("handover", "route", slug, "existing-organisation", *RECEIVER)
    added = cli("handover", "add", slug, "De gegevens van de pilot", "--kind", "data", *RECEIVER, "--json").json
    assert added == {
        "ok": True,
        "alliance": slug,
        "item": "h1",
        "kind": "data",
        "receiver": "onderwijs-gemeente",
        "by": "hz",
    }
    seen = ("--evidence", "Getekend overdrachtsdocument.")
    assert cli("handover", "accept", slug, "h1", *seen, *BY).code == 0
    (item,) = cli("handover", "list", slug, "--json").json["items"]
    assert (item["kind"], item["evidence"], item["accepted_by"]) == (
        "data",
        "Getekend overdrachtsdocument.",
        "staff:hz",
    )
    assert cli("handover", "remove", slug, "h1", *BY).code == 3
    taken_back = cli("handover", "withdraw", slug, "h1", "--reason", "Nog niet getekend.", *BY, "--json").json
    assert (taken_back["item"], taken_back["accepted"]) == ("h1", False)
    assert cli("handover", "remove", slug, "h1", *BY).code == 0
    assert cli("handover", "list", slug, "--json").json["items"] == []


def test_each_side_agrees_and_the_list_says_who_recorded_it(cli: Cli) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    refused = cli("handover", "agree", slug, "--side", "partners", *BY, "--json")
    assert (refused.code, refused.error["code"]) == (3, "not_allowed")
    cli("handover", "route", slug, "existing-organisation", *RECEIVER)
    assert cli("handover", "agree", slug, "--side", "partners", *BY, "--json").json == {
        "ok": True,
        "alliance": slug,
        "side": "partners",
        "agreed": True,
        "by": "hz",
    }
    seen = cli("handover", "list", slug, "--json").json
    assert (seen["agreed_foundation"], seen["agreed_partners"]) == (None, "staff:hz")


def test_open_promises_are_closed_or_transferred(cli: Cli) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    for key in ("c3", "c4"):
        promise = ("commitment", "promise", slug, "onderwijs-bedrijf", "40", "hours", "--kind", "skill")
        assert cli(*promise, "--text", "Begeleiding van instromers", *BY, "--json").json["commitment"] == key
    assert cli("handover", "list", slug, "--json").json["commitments_open"] == ["c3", "c4"]
    reason = ("--reason", "De gemeente neemt de uren over.")
    assert cli("commitment", "close", slug, "c3", *reason, *BY, "--json").json["status"] == "ended"
    moved = cli("commitment", "transfer", slug, "c4", "--to", "onderwijs-gemeente", *reason, *BY, "--json").json
    assert (moved["status"], moved["to"]) == ("transferred", "onderwijs-gemeente")
    assert cli("handover", "list", slug, "--json").json["commitments_open"] == []
    last = cli("commitment", "list", slug, "--json").json[-1]
    assert (last["status"], last["transferred_to"]) == ("transferred", "onderwijs-gemeente")


def test_an_impact_that_weakened_is_recorded_and_opens_the_alliance_again(cli: Cli, at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    assert cli("after-care", "list", slug, "--json").json == []
    factories.secured(slug)
    at_start.move_to(START + timedelta(days=184))
    timers.fire_due()
    (line,) = cli("open", slug, "--json").json
    assert (line["what"], line["about"], line["who"]) == ("after_care", "1", ["hz"])
    found = ("--finding", "weakened", "--text", "De leergang heeft minder deelnemers.", *BY)
    without_lesson = cli("after-care", "record", slug, *found, "--reopen-at", "co-create", "--json")
    assert (without_lesson.code, without_lesson.error["code"]) == (2, "bad_input")
    lesson = ("--lesson", "Het budget was er maar een jaar.")
    done = cli("after-care", "record", slug, *found, "--reopen-at", "co-create", *lesson, "--json")
    assert done.json == {
        "ok": True,
        "alliance": slug,
        "n": 1,
        "finding": "weakened",
        "cycle": 2,
        "phase": "co_create",
        "by": "hz",
    }
    assert [one["finding"] for one in cli("after-care", "list", slug, "--json").json] == ["weakened"]
    assert cli("status", slug, "--json").json["status"] == "running"


def test_an_impact_that_holds_says_when_it_is_looked_at_next(cli: Cli, at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    factories.secured(slug)
    at_start.move_to(START + timedelta(days=184))
    timers.fire_due()
    found = ("--finding", "holds", "--text", "De leergang loopt door met eigen geld.", "--n", "1", *BY)
    assert cli("after-care", "record", slug, *found, "--lang", "en").err == (
        "After-care 1 of onderwijs: the impact holds.\nNext: samenspel after-care list onderwijs\n"
    )
    assert cli("after-care", "list", slug).out.splitlines()[2] == "2\t1\t2027-03-02 12:00\t\t\t\t\t\t"
