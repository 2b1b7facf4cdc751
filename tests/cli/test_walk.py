"""An alliance is walked from its file into phase 2, and back from phase 5, with nothing but commands."""

from datetime import timedelta
from pathlib import Path

from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.cli.conftest import Cli
from tests.conftest import START

EXAMPLE = Path(__file__).parents[2] / "examples" / "onderwijs.yaml"


def test_the_example_alliance_is_walked_from_its_file_to_phase_2(cli: Cli, tmp_path: Path) -> None:
    added = cli("alliance", "add", str(EXAMPLE), "--json")
    assert added.code == 0
    slug, by = added.json["alliance"], added.json["by"]
    factories.drain()

    criteria = [one["key"] for one in cli("framework", "show", slug, "--json").json["criteria"]]
    scored = cli("framework", "score", slug, *(f"{key}=5" for key in criteria), "--by", by, "--json").json
    assert (scored["share"], scored["go"], scored["unscored"]) == (1.0, True, [])
    assert cli("gate", "go", slug, "--by", by).code == 0

    analysis = tmp_path / "analyse.md"
    analysis.write_text("# Situatieanalyse\n")
    for code in ("need_framework", "situation_analysis"):
        assert cli("deliverable", "submit", slug, code, "--file", str(analysis), "--by", by).code == 0
    # The overview was drafted by the phase run, so no file is needed.
    assert cli("deliverable", "submit", slug, "stakeholder_overview", "--by", by).code == 0
    for code in ("need_framework", "situation_analysis", "stakeholder_overview"):
        accepted = cli("deliverable", "accept", slug, code, "--side", "foundation", "--by", by, "--json")
        assert accepted.json["status"] == "accepted"
    factories.drain()

    seen = cli("status", slug, "--json").json
    assert (seen["cycle"], seen["phase"], seen["phase_label"]) == (1, "form_alliance", "Alliantie vormen")
    assert cli("deliverable", "show", slug, "situation_analysis").out == "# Situatieanalyse\n"


def test_each_step_says_what_was_done_and_what_to_type_next(cli: Cli, onderwijs: str) -> None:
    assert cli("framework", "score", onderwijs, "urgentie=5", "--by", "hz").err == (
        "Not scored yet: kracht.\nNext: samenspel framework show onderwijs\n"
    )
    assert cli("framework", "score", onderwijs, "kracht=4", "--by", "hz").err == (
        "The need framework of onderwijs says 92%: go.\nNext: samenspel gate go onderwijs --by hz\n"
    )
    assert cli("gate", "go", onderwijs, "--by", "hz").err == (
        "onderwijs is needed.\nNext: samenspel gate show onderwijs\n"
    )


def test_the_gate_is_passed_by_hand_only_with_a_reason_and_what_is_missing_stays_readable(
    cli: Cli, onderwijs: str
) -> None:
    cli("framework", "score", onderwijs, "urgentie=5", "kracht=4", "--by", "hz")
    cli("gate", "go", onderwijs, "--by", "hz")
    refused = cli("gate", "pass", onderwijs, "--by", "hz", "--json")
    assert (refused.code, refused.out) == (3, "")
    assert refused.error == {
        "code": "conditions_not_met",
        "message": "the gate of explore waits for deliverable:need_framework, deliverable:situation_analysis, "
        "deliverable:stakeholder_overview; deliverables and lessons can be left open with --with-missing and a reason",
        "hint": "see: samenspel gate show SLUG",
    }
    reason = ("--reason", "De analyse volgt in mei.")
    passed = cli("gate", "pass", onderwijs, "--with-missing", *reason, "--condition", "Analyse", "--by", "hz", "--json")
    assert passed.json == {
        "ok": True,
        "alliance": "onderwijs",
        "phase": "form_alliance",
        "conditions": ["Analyse"],
        "by": "hz",
    }
    first = cli("cycle", "show", onderwijs, "1", "--json").json["phases"][0]
    assert (first["phase"], first["outcome"], first["conditions"]) == ("explore", "passed_with_conditions", ["Analyse"])
    assert first["missing"] == ["need_framework", "situation_analysis", "stakeholder_overview"]


def test_money_is_typed_in_euros_and_kept_in_cents_until_it_has_all_come_in(cli: Cli, onderwijs: str) -> None:
    promised = cli(
        *("commitment", "promise", onderwijs, "onderwijs-fonds", "25000.50", "euro", "--kind", "capital"),
        *("--text", "Een bijdrage aan de pilot", "--by", "hz", "--json"),
    ).json
    assert (promised["commitment"], promised["quantity"], promised["unit"]) == ("c1", 2_500_050, "cents")
    assert cli("commitment", "confirm", onderwijs, "c1", "--by", "hz").code == 0
    part = cli("commitment", "deliver", onderwijs, "c1", "25000", "--by", "hz", "--json").json
    assert (part["quantity"], part["status"]) == (2_500_000, "confirmed")
    rest = cli("commitment", "deliver", onderwijs, "c1", "0.5", "--by", "hz", "--json").json
    assert (rest["quantity"], rest["status"]) == (50, "fulfilled")
    assert cli("commitment", "list", onderwijs).out.splitlines()[1] == (
        "c1\tonderwijs-fonds\tcapital\t25000.50 euro\t25000.50 euro\tfulfilled\t2026-03-02\t\tEen bijdrage aan de pilot"
    )


def test_the_first_answer_to_a_decision_counts_and_the_second_is_told_whose_it_was(cli: Cli) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    (asked,) = cli("decision", "list", "--json").json
    assert (asked["alliance"], asked["verdict"], asked["attainment"], asked["state"]) == (
        slug,
        "insufficient",
        0.4,
        "open",
    )
    answer = (
        *("decision", "answer", str(asked["id"]), "--outcome", "go-back", "--go-back-to", "co-create"),
        *("--reason", "Te weinig scholen bereikt.", "--lesson", "Begin met de grootste tekorten.", "--by", "hz"),
    )
    first = cli(*answer, "--json")
    assert first.json == {
        "ok": True,
        "alliance": slug,
        "decision": asked["id"],
        "outcome": "go_back",
        "go_back_to": "co_create",
        "cycle": 2,
        "phase": "co_create",
        "by": "hz",
    }
    second = cli(*answer)
    assert second.code == 3
    assert second.err == (
        "Error: already decided by hz on 2026-03-02 11:00 UTC by CLI: go_back\n"
        "Hint: see: samenspel decision list --all\n"
    )
    assert [one["number"] for one in cli("cycle", "list", slug, "--json").json] == [1, 2]
    assert cli("lesson", "list", slug, "--json").json[0]["text"] == "Begin met de grootste tekorten."
    (closed,) = cli("round", "list", slug, "--json").json
    assert (closed["number"], closed["verdict"], closed["attainment"]) == (1, "insufficient", 0.4)


def test_the_impact_is_secured_with_commands_alone(cli: Cli, at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    receiver = ("--receiver", "onderwijs-gemeente", "--by", "hz")
    assert cli("handover", "route", slug, "existing-organisation", *receiver).code == 0
    assert cli("handover", "add", slug, "De leergang en het netwerk", *receiver, "--json").json["item"] == "h1"
    assert cli("handover", "accept", slug, "h1", "--by", "hz").code == 0
    for side in ("foundation", "partners"):
        assert cli("handover", "agree", slug, "--side", side, "--by", "hz").code == 0
    at_start.move_to(START + timedelta(days=1))
    assert cli("handover", "share", slug, "--by", "hz").code == 0
    seen = cli("handover", "list", slug, "--json").json
    assert (seen["route"], seen["receiver"], seen["shared_at"]) == (
        "existing_organisation",
        "onderwijs-gemeente",
        "2026-03-03T11:00:00+00:00",
    )
    factories.deliver_all(slug, Phase.SECURE_IMPACT)
    factories.drain()
    assert cli("status", slug, "--json").json["ending"] == "secured"
    ended = cli("gate", "show", slug)
    assert (ended.code, ended.err) == (3, f"Error: alliance {slug} has ended (secured); it has no gate\n")


def test_what_people_agree_on_and_learn_is_recorded_and_read_back(cli: Cli, onderwijs: str) -> None:
    mission = "Elk kind een leraar voor de klas."
    assert cli("alliance", "story", onderwijs, "--mission", mission, "--by", "hz").code == 0
    assert cli("body", "set", onderwijs, "sponsor-group", "onderwijs-ouders", "--chair", "--by", "hz").code == 0
    shown = cli("alliance", "show", onderwijs, "--json").json
    assert shown["mission"] == mission
    assert shown["bodies"] == [
        {"body": "sponsor_group", "organisation": "onderwijs-ouders", "staff": None, "chair": True},
        {"body": "sponsor_group", "organisation": "onderwijs-fonds", "staff": None, "chair": False},
        {"body": "project_team", "organisation": "onderwijs-gemeente", "staff": None, "chair": True},
    ]
    fault = ("fault", "add", onderwijs, "Bevoegdheden gelden per sector.", "--system", "bevoegdheden", "--by", "hz")
    assert cli(*fault).code == 0
    (read,) = cli("fault", "list", onderwijs, "--json").json
    assert (read["system"], read["description"], read["recorded_by"]) == (
        "bevoegdheden",
        "Bevoegdheden gelden per sector.",
        "staff:hz",
    )
