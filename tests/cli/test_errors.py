"""Every refusal has an exit code, a code for scripts and a sentence; nothing is half done."""

import importlib
from pathlib import Path

import pytest

from models.method.errors import NotAllowed, PhaseNotAllowed
from samenspel.cli.errors import KINDS, kind_of
from samenspel.cli.main import run
from samenspel.settings import reload
from tests.cli.conftest import Cli

MESSAGES = [
    ("status nergens", 4, "there is no alliance 'nergens'; known: onderwijs"),
    ("gate go onderwijs --by xx", 2, "'xx' is no member of staff; known: hz"),
    ("gate go onderwijs", 2, "gate go needs --by"),
    ("gate go onderwijs --by hz", 3, "the need framework is not scored yet: urgentie, kracht"),
    ("gate pas onderwijs", 2, 'Unknown command "pas". Did you mean "pass"? Available commands: show, pass, hold, '
     "release, go, no-go, stop."),
    ("framework score onderwijs urgentie=6 --by hz", 2, "criterion urgentie cannot be scored 6; allowed: 0 to 5"),
    ("framework score onderwijs urgentie --by hz", 2, "'urgentie' is no score; write it as urgentie=4, allowed: 0 "
     "to 5"),
    ("framework score onderwijs urgentie=1 urgentie=2 --by hz", 2, "criterion urgentie is scored twice"),
    ("framework score onderwijs --by hz", 2, "nothing is scored; write criteria and scores as urgentie=4"),
    ("log onderwijs --since 31-12", 2, "Invalid value for --since: '31-12' is not a day; write it as 2026-12-31"),
    ("log onderwijs --since ٢٠٢٦-01-01", 2, "Invalid value for --since: '٢٠٢٦-01-01' is not a day; write it as "
     "2026-12-31"),
    ("log onderwijs --since 1999-12-31", 2, "Invalid value for --since: 1999-12-31 is too far away; allowed: years "
     "2000 to 2100"),
    ("measure add onderwijs vacatures 0,5 --by hz", 2, "'0,5' is not a number; write 0.5"),
    ("measure add onderwijs vacatures nan --by hz", 2, "'nan' is not a number"),
    ("measure add onderwijs leerlingen 5 --by hz", 2, "there is no indicator 'leerlingen'; allowed: "
     "vacatures, instroom"),
    ("measure add onderwijs vacatures 5 --on 2026-03-03 --by hz", 2, "a figure cannot be measured on 2026-03-03, which "
     "is after today"),
    ("deliverable show onderwijs action_plan", 4, "action_plan of onderwijs has no content yet; it is missing"),
    ("deliverable submit onderwijs action_plan --file /nergens --by hz", 2, "there is no file /nergens"),
    ("deliverable accept onderwijs action_plan --side ons --by hz", 2, 'Invalid value "ons" for --side. Choose from: '
     '"foundation", "partners".'),
    ("commitment confirm onderwijs c9 --by hz", 4, "there is no commitment 'c9' in onderwijs; known: none yet"),
    ("commitment promise onderwijs onderwijs-fonds 1.5 hours --kind time --text Begeleiding --by hz", 2,
     "'1.5' is no amount; allowed: whole hours"),
    ("decision show een", 2, "'een' is no number of a decision; see: samenspel decision list"),
    ("decision show 7", 4, "there is no decision 7"),
    ("decision answer ² --outcome stop --reason Onvoldoende --by hz", 2, "decision '²' is unknown; allowed: its "
     "number, or new:SLUG"),
    ("decision answer new:onderwijs --outcome stop --reason kort --by hz", 2, "reason: String should have at least 10 "
     "characters"),
    ("round open onderwijs --by hz", 3, "no round was opened: onderwijs is running in phase explore; a round "
     "needs a running alliance in phase implement or evaluate, without an open round"),
    ("handover share onderwijs --by hz", 3, "hand-over belongs to phase secure_impact; onderwijs is in explore"),
    ("cycle show onderwijs 2", 4, "onderwijs has no cycle 2; allowed: 1 to 1"),
    ("staff add jb Joost nergens", 2, "'nergens' is no e-mail address: An email address must have an @-sign."),
    ("staff add hz Hanna hz@example.org", 2, "there is a member of staff 'hz' already; choose another code"),
    ("alliance resume onderwijs --by hz", 3, "alliance onderwijs does not rest"),
]  # fmt: skip


def test_a_refusal_says_what_is_wrong_and_what_is_allowed_and_changes_nothing(cli: Cli, onderwijs: str) -> None:
    before = cli("log", onderwijs).out
    said = []
    for typed, _, _ in MESSAGES:
        refused = cli(*typed.split(), "--json")
        said.append((typed, refused.code, refused.error["message"]))
        assert refused.out == ""
    assert said == MESSAGES
    assert cli("log", onderwijs).out == before


def test_every_wrong_line_of_a_file_is_named_and_nothing_is_added(cli: Cli, file: Path) -> None:
    file.write_text(file.read_text().replace("sector: government", "sector: gemeente"))
    refused = cli("alliance", "add", str(file))
    assert refused.code == 2
    assert refused.err.startswith(f"Error: {file}:")
    assert cli("alliance", "list", "--json").json == []


def test_a_trace_is_shown_only_when_asked_for(cli: Cli) -> None:
    assert "Traceback" not in cli("status", "nergens").err
    assert "Traceback" in cli("status", "nergens", "--debug").err


def test_the_most_exact_class_of_an_error_decides() -> None:
    assert kind_of(PhaseNotAllowed("x")).code == "phase_not_allowed"
    assert kind_of(NotAllowed("x")).code == "not_allowed"
    assert (kind_of(PermissionError("x")).exit, kind_of(PermissionError("x")).code) == (1, "failure")
    assert (kind_of(ZeroDivisionError("x")).exit, kind_of(KeyboardInterrupt()).exit) == (1, 130)


@pytest.mark.parametrize("path", KINDS)
def test_every_class_that_the_exit_codes_name_exists(path: str) -> None:
    module, _, name = path.rpartition(".")
    assert issubclass(getattr(importlib.import_module(module), name), BaseException)


def test_without_a_database_every_command_says_how_to_make_one_and_leaves_nothing_behind(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["status"]) == 5
    assert capsys.readouterr().err == (f"Error: there is no application database in {home}; start with: samenspel up\n")
    assert not home.exists()


def test_an_empty_database_is_refused_with_the_same_advice(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "samenspel.db").touch()
    assert run(["alliance", "list"]) == 5
    assert capsys.readouterr().err == "Error: the application database is empty; start with: samenspel up\n"


def test_a_setting_that_cannot_be_is_bad_input(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMENSPEL_PORT", "often")
    monkeypatch.setattr("samenspel.settings._settings", None)
    assert run(["status"]) == 2
    assert capsys.readouterr().err == (
        "Error: Settings port: Input should be a valid integer, unable to parse string as an integer\n"
        "Hint: settings are read from SAMENSPEL_*\n"
    )
    monkeypatch.delenv("SAMENSPEL_PORT")
    reload()


def test_what_is_not_text_is_refused_before_it_reaches_the_database(cli: Cli, onderwijs: str) -> None:
    refused = cli("lesson", "add", onderwijs, "geleerd \udcff\udcfe vandaag", "--by", "hz")
    assert (refused.code, refused.err) == (2, "Error: argument 4 is not UTF-8 text\n")
