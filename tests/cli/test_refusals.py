"""A refusal is told in the language of the reader; the codes for scripts stay what they are."""

from datetime import timedelta
from pathlib import Path

import pytest

from models.method.phases import Phase
from samenspel.cli.main import run
from samenspel.clock import SetClock
from tests import factories
from tests.cli.conftest import Cli

#: What is typed, the code for scripts, and what is said of it.
IN_DUTCH = [
    ("status nergens", "not_found", "er is geen alliantie 'nergens'; bekend: onderwijs"),
    ("gate go onderwijs --by xx", "bad_input", "'xx' is geen medewerker; bekend: hz"),
    ("gate go onderwijs --by hz", "conditions_not_met", "het afwegingskader is nog niet ingevuld: urgentie, kracht"),
    ("gate hold onderwijs --reason kort --by hz", "bad_input", "de reden om de poort vast te houden: minstens 10 "
     "tekens nodig; dit zijn er 4"),
    ("gate release onderwijs --by hz", "not_allowed", "de poort van Verkennen wordt niet vastgehouden"),
    ("framework score onderwijs urgentie=6 --by hz", "bad_input", "criterium urgentie kan geen score 6 krijgen; "
     "toegestaan: 0 tot en met 5"),
    ("measure add onderwijs vacatures 5 --on 2026-03-03 --by hz", "bad_input", "een meting kan niet van 3 mrt 2026 "
     "zijn; dat is na vandaag"),
    ("deliverable show onderwijs action_plan", "not_found", "action_plan van onderwijs heeft nog geen inhoud; status: "
     "ontbreekt"),
    ("deliverable accept onderwijs need_framework --side foundation --by hz", "status_not_allowed", "een product kan "
     'niet van "ontbreekt" naar "geaccepteerd"; toegestaan: draft, submitted, waived'),
    ("commitment confirm onderwijs c9 --by hz", "not_found", "er is geen toezegging 'c9' in onderwijs; bekend: "
     "nog geen"),
    ("commitment promise onderwijs onderwijs-fonds 1.5 hours --kind time --text Begeleiding --by hz", "bad_input",
     "'1.5' is geen hoeveelheid; toegestaan: een heel getal (uur)"),
    ("decision answer new:onderwijs --outcome stop --reason kort --by hz", "bad_input", "reason: minstens 10 tekens "
     "nodig"),
    ("decision answer new:onderwijs --outcome measure-again --reason Onvoldoende --by hz", "not_allowed", '"opnieuw '
     'meten" kan niet worden besloten in fase Verkennen; toegestaan in: evaluate'),
    ("round open onderwijs --by hz", "not_allowed", 'er is geen ronde geopend: onderwijs staat op "loopt" in fase '
     "Verkennen; een ronde vraagt een lopende alliantie in fase Implementatie of Evalueren, zonder open ronde"),
    ("handover share onderwijs --by hz", "not_allowed", "overdracht hoort bij fase Borgen van de impact; onderwijs is "
     "in fase Verkennen"),
    ("need remove onderwijs kapitaal --by hz --yes", "not_found", "'kapitaal' staat niet onder needs van onderwijs; "
     "bekend: uren"),
    ("alliance resume onderwijs --by hz", "not_allowed", "alliantie onderwijs rust niet"),
]  # fmt: skip


def test_a_refusal_is_told_in_dutch_and_keeps_its_code(cli: Cli, onderwijs: str) -> None:
    said = []
    for typed, _, _ in IN_DUTCH:
        refused = cli(*typed.split(), "--lang", "nl", "--json")
        said.append((typed, refused.error["code"], refused.error["message"]))
    assert said == IN_DUTCH


def test_the_set_language_is_spoken_and_the_words_around_a_refusal_as_well(
    cli: Cli, onderwijs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMENSPEL_LANGUAGE", "nl")
    assert cli("gate", "go", onderwijs, "--by", "hz").err == (
        "Fout: het afwegingskader is nog niet ingevuld: urgentie, kracht\nTip: zie: samenspel gate show SLUG\n"
    )
    assert cli("gate", "go", onderwijs, "--by", "hz", "--lang", "en").err == (
        "Error: the need framework is not scored yet: urgentie, kracht\nHint: see: samenspel gate show SLUG\n"
    )


def test_a_gate_says_in_dutch_what_it_waits_for_and_how_it_can_be_passed(cli: Cli, onderwijs: str) -> None:
    refused = cli("gate", "pass", onderwijs, "--by", "hz", "--lang", "nl", "--json").error
    assert (refused["code"], refused["hint"]) == ("conditions_not_met", "zie: samenspel gate show SLUG")
    assert refused["message"] == (
        "de poort van Verkennen wacht op een gezamenlijk product (need_framework), een gezamenlijk product "
        "(situation_analysis), een gezamenlijk product (stakeholder_overview), go of no-go; producten en lessen kunnen "
        "open blijven met --with-missing en een reden"
    )


def test_a_name_that_was_nearly_right_is_guessed_in_dutch(cli: Cli, onderwijs: str) -> None:
    refused = cli("need", "remove", onderwijs, "uran", "--by", "hz", "--yes", "--lang", "nl")
    assert refused.err == "Fout: 'uran' staat niet onder needs van onderwijs (bedoelde u \"uren\"?)\n"


def test_whoever_decides_second_reads_in_dutch_who_was_first(cli: Cli, at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.evaluated(slug, 0.4)
    number = cli("decision", "list", "--json").json[0]["id"]
    answer = ("decision", "answer", str(number), "--outcome", "stop", "--reason", "Te weinig scholen.", "--by", "hz")
    assert cli(*answer).code == 0
    at_start.move_to(at_start.now() + timedelta(days=1))
    assert cli(*answer, "--lang", "nl").err == (
        "Fout: al besloten door hz op 2026-03-02 11:00 UTC via CLI: stoppen\nTip: zie: samenspel decision list --all\n"
    )


def test_nobody_to_say_yes_is_told_in_dutch(cli: Cli, onderwijs: str) -> None:
    refused = cli("alliance", "remove", onderwijs, "--by", "hz", "--lang", "nl")
    assert refused.err.endswith(
        "? Niemand kan dat hier beantwoorden.\nTip: voeg --yes toe om het te doen, of --dry-run om eerst te kijken\n"
    )


def test_a_file_is_told_in_dutch_line_by_line_what_is_wrong_with_it(cli: Cli, file: Path) -> None:
    text = file.read_text().replace("sector: government", "sector: gemeente").replace("slug: onderwijs", "slug: new")
    file.write_text(text)
    assert cli("alliance", "add", str(file), "--lang", "nl").err == (
        f'Fout: {file}:1:7: slug: "new" is gereserveerd; kies een andere slug\n'
        f'{file}:17:13: sector: "gemeente" is niet bekend (bedoelde u "government"?); toegestaan: government, '
        "citizens, business, philanthropy, knowledge, other\n"
    )


def test_an_address_that_is_none_is_told_in_dutch_without_being_repeated(cli: Cli, onderwijs: str) -> None:
    typed = "contact add onderwijs jb Jo nergens --organisation onderwijs-fonds --basis consent --basis-source gesprek"
    assert cli(*typed.split(), "--by", "hz", "--lang", "nl").err == (
        "Fout: email: dit is geen e-mailadres: een e-mailadres heeft een @; toegestaan: een adres zoals "
        "naam@example.org\n"
    )


def test_without_a_database_it_is_said_in_dutch_how_to_make_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--lang", "nl"]) == 5
    assert capsys.readouterr().err == (f"Fout: er is geen database van samenspel in {home}; begin met: samenspel up\n")
