"""Cycles by command: planned, looked at ahead, gone back to, taken back, and put side by side."""

import pytest

from models.actions.overview import open_decisions
from models.db import queries
from models.db.session import database
from models.db.tables import Decision, Round
from models.method.phases import Phase
from tests import factories
from tests.cli.conftest import Cli


@pytest.fixture
def short(cli: Cli) -> tuple[str, str]:
    """An alliance whose evaluation fell short, and the number of the decision that waits."""
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    (asked,) = open_decisions(slug)
    return slug, str(asked.id)


PLAN = (
    *("--reopen", "toc_sketch", "--target", "vacatures=60@2027-12-31", "--node", "leraren=Elke klas een leraar."),
    *("--join", "onderwijs-bedrijf=Brengt mensen uit de praktijk mee.", "--solution", "Een vaste begeleider."),
)


def test_a_plan_is_shown_with_its_defaults_and_its_changes(cli: Cli, short: tuple[str, str]) -> None:
    slug, number = short
    said = cli("cycle", "plan", slug, *PLAN, "--by", "hz")
    assert said.code == 0
    told = said.out.splitlines()
    assert told[:3] == [f"alliance\t{slug}", f"decision\t{number}", "back_to\tco_create"]
    assert [
        line
        for line in told
        if line.startswith(("deliverable\ttoc_sketch", "deliverable\taction_plan", "deliverable\ttoc_framework"))
    ] == [
        "deliverable\ttoc_sketch\treopen\t\t",
        "deliverable\taction_plan\treplace\t\t",
        "deliverable\ttoc_framework\treopen\t\t",
    ]
    assert told[-5:] == [
        "commitments\t\tkeep\t\t",
        "target\tvacatures\t2027-12-31\t\t60",
        "node\tleraren\t\t\tElke klas een leraar.",
        "partner\tonderwijs-bedrijf\tjoins\t\tBrengt mensen uit de praktijk mee.",
        "solution\t\t\t\tEen vaste begeleider.",
    ]
    assert said.err == f"Next: samenspel cycle preview {slug} --by hz\n"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("--target", "vacatures"), "'vacatures' cannot be what --target is; write it as KEY=VALUE"),
        (("--target", "vacatures=veel"), "'veel' is no target; write a figure, or a figure and a day as 60@2027-12-31"),
        (("--commitment", "c1=misschien"), "'misschien' cannot happen to a commitment; allowed: keep, ask-again, end"),
        (("--target", "vacatures=120"), "vacatures: the target lies where a figure to decrease does not go"),
        (("--node", "leraren=Vraag het j.jansen@example.org."), "a lesson names no person, and this holds an e-mail"),
        (("--target", "vacature=60"), "'vacature' is no indicator (did you mean \"vacatures\"?)"),
    ],
)
def test_what_cannot_be_planned_is_refused(
    cli: Cli, short: tuple[str, str], typed: tuple[str, str], message: str
) -> None:
    slug, _ = short
    refused = cli("cycle", "plan", slug, *typed, "--by", "hz", "--lang", "en", "--json")
    assert (refused.code, refused.error["code"]) == (2, "bad_input")
    assert refused.error["message"].startswith(message)


def test_two_things_of_one_key_are_refused(cli: Cli, short: tuple[str, str]) -> None:
    slug, _ = short
    both = ("--keep", "toc_sketch", "--replace", "toc_sketch")
    said = cli("cycle", "plan", slug, *both, "--by", "hz", "--lang", "en")
    assert (said.code, said.err) == (2, "Error: two things are said of 'toc_sketch'; say one\n")


def test_a_preview_says_who_hears_what_and_names_the_command_that_does_it(cli: Cli, short: tuple[str, str]) -> None:
    slug, number = short
    cli("cycle", "plan", slug, *PLAN, "--by", "hz")
    said = cli("cycle", "preview", slug, "--by", "hz", "--json").json
    assert (said["cycle"], said["back_to"], said["invited"]) == (2, "co_create", ["onderwijs-bedrijf"])
    assert sorted(said["letters"]) == [
        ["invitation", "onderwijs-bedrijf"],
        ["phase_opened", "hz"],
        ["phase_opened", "onderwijs-fonds"],
        ["phase_opened", "onderwijs-gemeente"],
    ]
    assert said["plan"]["targets"]["vacatures"] == {"value": 60.0, "on": "2027-12-31", "before": 50.0}
    assert cli("status", slug, "--json").json["cycle"] == 1
    assert cli("cycle", "preview", slug, "implement", "--by", "hz").err == (
        f"Next: samenspel decision answer {number} --outcome go-back --go-back-to implement --reason TEXT --by hz\n"
    )


def _goes_back(cli: Cli, number: str) -> None:
    answer = ("decision", "answer", number, "--outcome", "go-back", "--go-back-to", "co-create")
    said = cli(*answer, "--reason", "Te weinig scholen bereikt.", "--lesson", "Begin bij de ouders.", "--by", "hz")
    assert said.code == 0


def test_cycles_stand_side_by_side(cli: Cli, short: tuple[str, str]) -> None:
    slug, number = short
    cli("cycle", "plan", slug, *PLAN, "--by", "hz")
    _goes_back(cli, number)
    said = cli("cycle", "compare", slug, "--json").json
    assert [(c["number"], c["phases"][0], c["verdict"], c["attainment"], c["solution"]) for c in said["cycles"]] == [
        (1, "explore", "insufficient", 0.4, ""),
        (2, "co_create", None, None, "Een vaste begeleider."),
    ]
    assert [(o["cycle"], o["target"], o["changed"]) for o in said["objectives"] if o["key"] == "vacatures"] == [
        (1, 50.0, False),
        (2, 60.0, True),
    ]
    assert [(one["text"], one["rests_on"]) for one in said["lessons"]] == [("Begin bij de ouders.", [2])]
    assert cli("cycle", "show", slug, "--json").json["solution"] == "Een vaste begeleider."


def test_a_decision_shows_what_each_answer_leads_to_and_the_figures_behind_it(cli: Cli, short: tuple[str, str]) -> None:
    _, number = short
    said = cli("decision", "show", number, "--json").json
    assert (said["kind"], said["options"], said["evidence"]["stop_offered"]) == (
        "verdict",
        ["go_back", "secure_anyway", "measure_again", "stop"],
        None,
    )
    shown = cli("decision", "show", number, "--lang", "en").out
    assert "measure_again\tA new evaluation round opens in this cycle.\n" in shown
    lines = shown.splitlines()
    assert "because\tweighted_score" in lines
    assert "failure\tdesign_failure" in lines
    assert "go_back\treopens\tresource_overview, toc_framework" in lines
    assert "measure_again\tfinds_out\tcollaboration" in lines
    assert "outputs\tbroken\t0.4" in lines
    figures = "100\t50\t80\t2026-03-02\t0.4\t1\t0.4\tinsufficient\tratio\t"
    assert f"vacatures\tAantal vacatures\t{figures}\t(80 - 100) / (50 - 100) = 0.4 < 0.8" in lines
    assert lines[-1] == "1\t1\t2026-03-02 12:00\tinsufficient\t0.4\t\t"


def test_a_decision_explains_itself_in_the_language_of_the_reader(cli: Cli, short: tuple[str, str]) -> None:
    _, number = short
    said = {code: cli("decision", "show", number, "--lang", code).out for code in ("nl", "en")}
    assert "Proposal: back to phase 3, Co-create.\n" in said["en"]
    assert "Voorstel: terug naar fase 3, Co-creatie.\n" in said["nl"]


def test_a_decision_on_an_evaluation_of_before_shows_what_was_kept_of_it(cli: Cli, short: tuple[str, str]) -> None:
    _, number = short
    figure = {"key": "vacatures", "title": "Vacatures", "baseline": 100, "target": 50, "attainment": 0.4}
    with database().write() as session:
        row = queries.one(session, Decision, "decision", id=int(number))
        row.evidence = {"round": 1, "threshold": 0.8, "reasons": ["below_threshold"], "indicators": [figure]}
        found = queries.one(session, Round, "round", id=row.round_id)
        found.result, found.snapshot = {"reasons": ["below_threshold"]}, {"indicators": []}
    shown = cli("decision", "show", number)
    assert (shown.code, "vacatures\tVacatures\t100\t50\t\t\t0.4\t\t\t\t\t\t" in shown.out.splitlines()) == (0, True)
    assert "because" not in shown.out
    # Without a diagnosis what goes along follows from the phase alone.
    assert "go_back\treopens\tsolution_design, action_plan, resource_overview, toc_framework" in shown.out.splitlines()


def test_going_back_is_taken_back_by_command(cli: Cli, short: tuple[str, str]) -> None:
    slug, number = short
    _goes_back(cli, number)
    retract = ("decision", "retract", number, "--reason", "Op de verkeerde fase gedrukt.", "--by", "hz")
    assert cli(*retract, "--lang", "en").code == 2
    assert cli(*retract, "--dry-run", "--json").json["phase"] == "evaluate"
    assert cli("status", slug, "--json").json["cycle"] == 2
    done = cli(*retract, "--yes", "--json").json
    assert done == {"ok": True, "decision": int(number), "phase": "evaluate", "by": "hz", "dry_run": False}
    seen = cli("status", slug, "--json").json
    assert (seen["cycle"], seen["phase"]) == (1, "evaluate")
    assert cli(*retract, "--yes").code == 3
    assert cli("decision", "retract", "vier", *retract[3:]).code == 2
