"""Every command that changes something says in JSON what it changed, and the alliance stands accordingly."""

from models.method.phases import Phase
from tests import factories
from tests.cli.conftest import Cli

WHY = ("--reason", "Daar is een goede reden voor.")
BY = ("--by", "hz")
JSON = ("--json",)
REASON = "Daar is een goede reden voor."


def test_an_alliance_rests_and_goes_on(cli: Cli, onderwijs: str) -> None:
    paused = cli("alliance", "pause", onderwijs, *WHY, *BY, *JSON).json
    assert paused == {"ok": True, "alliance": onderwijs, "status": "paused", "by": "hz"}
    assert cli("status", onderwijs).err == "Next: samenspel alliance resume onderwijs --by STAFF\n"
    resumed = cli("alliance", "resume", onderwijs, *BY, *JSON).json
    assert resumed == {"ok": True, "alliance": onderwijs, "status": "running", "by": "hz"}


def test_a_gate_is_held_and_released(cli: Cli, onderwijs: str) -> None:
    held = cli("gate", "hold", onderwijs, *WHY, *BY, *JSON).json
    assert held == {"ok": True, "alliance": onderwijs, "held": True, "reason": REASON, "by": "hz"}
    shown = cli("gate", "show", onderwijs, *JSON).json
    assert (shown["held_by"], shown["held_reason"]) == ("staff:hz", REASON)
    assert shown["waits_for"][-1] == {"waits_for": "held", "label": "vrijgave: de poort wordt vastgehouden"}
    released = cli("gate", "release", onderwijs, *BY, *JSON).json
    assert released == {"ok": True, "alliance": onderwijs, "held": False, "by": "hz"}


def test_an_alliance_that_is_not_needed_ends_in_phase_1(cli: Cli, onderwijs: str) -> None:
    ended = cli("gate", "no-go", onderwijs, *WHY, *BY, *JSON).json
    assert (ended["status"], ended["ending"]) == ("ended", "no_go")
    seen = cli("status", onderwijs, *JSON).json
    assert (seen["status"], seen["ending"], seen["phase"]) == ("ended", "no_go", None)


def test_an_alliance_that_stops_goes_out_through_phase_6(cli: Cli, onderwijs: str) -> None:
    assert cli("gate", "stop", onderwijs, *WHY, *BY, *JSON).json["phase"] == "secure_impact"
    assert cli("handover", "list", onderwijs, *JSON).json["route"] == "stop"
    assert cli("handover", "share", onderwijs, *BY).code == 0
    factories.drain()
    assert cli("status", onderwijs, *JSON).json["ending"] == "stopped"


def test_a_deliverable_is_returned_and_another_one_waived(cli: Cli, onderwijs: str) -> None:
    cli("deliverable", "submit", onderwijs, "stakeholder_overview", *BY)
    returned = cli("deliverable", "return", onderwijs, "stakeholder_overview", *WHY, *BY, *JSON).json
    assert (returned["code"], returned["status"]) == ("stakeholder_overview", "returned")
    waived = cli("deliverable", "waive", onderwijs, "need_framework", *WHY, *BY, *JSON).json
    assert (waived["code"], waived["status"]) == ("need_framework", "waived")
    listed = {one["code"]: one["status"] for one in cli("deliverable", "list", onderwijs, *JSON).json[:3]}
    assert listed == {
        "need_framework": "waived",
        "situation_analysis": "missing",
        "stakeholder_overview": "returned",
    }


def test_most_deliverables_are_accepted_by_two_sides(cli: Cli) -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    cli("deliverable", "submit", slug, "parties_connected", *BY)
    first = cli("deliverable", "accept", slug, "parties_connected", "--side", "foundation", *BY)
    assert first.err == (
        "parties_connected of onderwijs is accepted by the foundation; the partners still have to.\n"
        "Next: samenspel deliverable accept onderwijs parties_connected --side partners --by hz\n"
    )
    second = cli("deliverable", "accept", slug, "parties_connected", "--side", "partners", *BY, *JSON).json
    assert (second["side"], second["status"]) == ("partners", "accepted")


def test_a_stakeholder_is_added_and_spoken_to(cli: Cli, onderwijs: str) -> None:
    added = cli(
        *("stakeholder", "add", onderwijs, "pabo", "Pabo Voorbeeld", "--sector", "knowledge"),
        *("--role", "expert", "--role", "system-owner", "--influence", "4", *BY, *JSON),
    ).json
    assert [(one["section"], one["field"]) for one in added.pop("changes") if one["field"] in {"key", "influence"}] == [
        ("organisations", "key"),
        ("stakeholders", "influence"),
    ]
    assert added == {"ok": True, "alliance": onderwijs, "organisation": "pabo", "status": "identified", "by": "hz"}
    moved = cli("stakeholder", "status", onderwijs, "pabo", "declined", *WHY, *BY, *JSON).json
    assert moved["status"] == "declined"
    pabo = cli("stakeholder", "list", onderwijs, *JSON).json[-1]
    assert (pabo["organisation"], pabo["roles"], pabo["influence"], pabo["status"], pabo["reason"]) == (
        "pabo",
        ["expert", "system_owner"],
        4,
        "declined",
        REASON,
    )


def test_a_promise_is_taken_back(cli: Cli, onderwijs: str) -> None:
    promise = ("commitment", "promise", onderwijs, "onderwijs-gemeente", "80", "hours", "--kind", "time")
    more = ("--text", "Begeleiding van starters", "--starts", "2026-04-01", "--ends", "2027-03-31", "--need", "uren")
    assert cli(*promise, *more, *BY, *JSON).json["commitment"] == "c1"
    withdrawn = cli("commitment", "withdraw", onderwijs, "c1", *WHY, *BY, *JSON).json
    assert (withdrawn["commitment"], withdrawn["status"]) == ("c1", "withdrawn")
    (line,) = cli("commitment", "list", onderwijs, *JSON).json
    assert (line["status"], line["starts_on"], line["ends_on"], line["need"], line["until_cycle"]) == (
        "withdrawn",
        "2026-04-01",
        "2027-03-31",
        "uren",
        1,
    )


def test_a_round_is_opened_and_measured(cli: Cli) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    assert cli("round", "open", slug, *BY, *JSON).json == {"ok": True, "alliance": slug, "round": 1, "by": "hz"}
    again = cli("round", "open", slug, *BY)
    assert again.code == 3
    measured = cli("measure", "add", slug, "vacatures", "62.5", "--source", "Regiomonitor", *BY, *JSON).json
    assert (measured["indicator"], measured["value"], measured["on"]) == ("vacatures", 62.5, "2026-03-02")
    seen = cli("evaluation", "show", slug, *JSON).json
    assert (seen["round"], seen["open_round"]["number"]) == (None, 1)
    by_key = {one["key"]: one["result"] for one in seen["indicators"]}
    assert (by_key["vacatures"]["value"], by_key["instroom"]["value"]) == (62.5, None)
    (line,) = cli("measure", "list", slug, *JSON).json
    assert (line["value"], line["source"]) == (62.5, "Regiomonitor")


def test_a_decision_can_be_taken_without_being_asked(cli: Cli) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    answer = ("decision", "answer", f"new:{slug}", "--outcome", "secure-anyway", *WHY, *BY, *JSON)
    decided = cli(*answer).json
    assert (decided["outcome"], decided["go_back_to"], decided["cycle"]) == ("secure_anyway", "not_applicable", 1)
    shown = cli("decision", "show", str(decided["decision"]), *JSON).json
    assert (shown["state"], shown["decided_by"], shown["via"], shown["reason"]) == ("answered", "hz", "CLI", REASON)


def test_a_new_member_of_staff_can_be_named_at_once(cli: Cli, onderwijs: str) -> None:
    added = cli("staff", "add", "jb", "Joost Berg", "jb@example.org", "--role", "facilitator", *JSON).json
    assert added == {"ok": True, "staff": "jb", "role": "facilitator"}
    assert cli("gate", "hold", onderwijs, *WHY, "--by", "jb").code == 0
    assert cli("log", onderwijs, *JSON).json[-1]["actor"] == "staff:jb"
