"""Everything is said in Dutch to whoever reads Dutch; what scripts read does not change with the language."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.method.phases import Phase
from samenspel.cli import language
from samenspel.cli.main import run
from samenspel.settings import Settings
from tests import factories
from tests.cli.conftest import Cli


@pytest.fixture
def dutch(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The language that is set for whoever does not ask for another."""
    monkeypatch.setenv("SAMENSPEL_LANGUAGE", "nl")


def _terminal(monkeypatch: pytest.MonkeyPatch, columns: int = 100) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", str(columns))


@pytest.mark.usefixtures("dutch")
def test_an_alliance_is_begun_in_dutch(cli: Cli, file: Path) -> None:
    assert cli("alliance", "list").err == "Er zijn nog geen allianties.\n"
    assert cli("alliance", "add", str(file)).err.splitlines()[-2:] == [
        "Alliantie onderwijs is toegevoegd en begint in fase 1.",
        "Hierna: samenspel status onderwijs",
    ]
    assert cli("framework", "score", "onderwijs", "urgentie=5", "--by", "hz").err == (
        "Nog zonder score: kracht.\nHierna: samenspel framework show onderwijs\n"
    )
    assert cli("framework", "score", "onderwijs", "kracht=4", "--by", "hz").err == (
        "Het afwegingskader van onderwijs komt uit op 92%: go.\nHierna: samenspel gate go onderwijs --by hz\n"
    )
    assert cli("gate", "go", "onderwijs", "--by", "hz").err == (
        "Vastgelegd dat onderwijs nodig is.\nHierna: samenspel gate show onderwijs\n"
    )
    assert cli("gate", "hold", "onderwijs", "--reason", "Eerst de raad van toezicht.", "--by", "hz").err == (
        "De poort van onderwijs wordt vastgehouden.\nHierna: samenspel gate release onderwijs --by hz\n"
    )


@pytest.mark.usefixtures("dutch")
def test_a_promise_is_followed_in_dutch_with_amounts_as_the_dutch_write_them(cli: Cli, onderwijs: str) -> None:
    promised = ("onderwijs-fonds", "25000.50", "euro", "--kind", "capital", "--text", "Een bijdrage aan de pilot")
    assert cli("commitment", "promise", onderwijs, *promised, "--by", "hz").err == (
        "onderwijs-fonds zegde € 25.000,50 toe (c1).\nHierna: samenspel commitment confirm onderwijs c1 --by hz\n"
    )
    assert cli("commitment", "confirm", onderwijs, "c1", "--by", "hz").err == (
        "c1 is bevestigd.\nHierna: samenspel commitment deliver onderwijs c1 BEDRAG --by hz\n"
    )
    assert cli("commitment", "deliver", onderwijs, "c1", "25000", "--by", "hz").err == (
        "Van c1 is € 25.000,00 ontvangen; de toezegging is bevestigd.\nHierna: samenspel commitment list onderwijs\n"
    )


@pytest.mark.usefixtures("dutch")
def test_a_decision_is_told_in_dutch(cli: Cli) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    answer = (
        *("decision", "answer", "1", "--outcome", "go-back", "--go-back-to", "co-create", "--by", "hz"),
        *("--reason", "Te weinig scholen bereikt.", "--lesson", "Begin met de grootste tekorten."),
    )
    assert cli(*answer).err == (
        f"Besluit 1: terug naar een eerdere fase. {slug} is nu in fase 3, Co-creatie, van cyclus 2.\n"
        f"Hierna: samenspel status {slug}\n"
    )


def test_on_a_terminal_fields_and_values_are_dutch(cli: Cli, onderwijs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _terminal(monkeypatch)
    lines = [line.rstrip() for line in cli("status", onderwijs, "--lang", "nl").out.splitlines()]
    assert lines[:9] == [
        "korte naam             onderwijs",
        "naam                   Alliantie onderwijs",
        "status                 loopt",
        "ring                   [1 Verkennen] → 2 Alliantie vormen → 3 Co-creatie → 4 Implementatie → 5",
        "                       Evalueren → 6 Borgen van de impact",
        "cyclus                 1",
        "fase                   Verkennen",
        "dagen in deze fase     0",
        "einde fase gepland op  25 mei 2026 13:00",
    ]
    assert lines[lines.index("de poort wacht op") + 1].split() == ["wat", "wie"]
    staff = cli("staff", "list", "--lang", "nl").out.splitlines()
    assert staff[0].split() == ["code", "naam", "e-mailadres", "rol"]


def test_what_scripts_read_is_the_same_in_every_language(cli: Cli, onderwijs: str) -> None:
    for command in (
        "open",
        "deliverable list onderwijs",
        "stakeholder list onderwijs",
        "need list onderwijs",
        "staff list",
    ):
        for how in ((), ("--json",)):
            said = {one: cli(*command.split(), *how, "--lang", one).out for one in language.languages()}
            assert said["nl"] == said["en"] != ""


def test_the_doctor_speaks_dutch_to_people_and_english_to_scripts(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "secrets.env").write_text("niets\n")
    seen, todo = "secrets.env has no user and password in it", "remove it and start with: samenspel up"
    found = cli("doctor", "--json", "--lang", "nl").json
    assert {"check": "secrets", "state": "problem", "seen": seen, "todo": todo} in found
    assert f"secrets\tproblem\t{seen}\t{todo}" in cli("doctor", "--lang", "nl").out.splitlines()
    _terminal(monkeypatch, 40)
    told = cli("doctor", "--lang", "nl").out.split("\n\n")
    assert told[7] == (
        "controle         secrets\n"
        "status           probleem\n"
        "gezien           in secrets.env staan geen gebruiker en wachtwoord\n"
        "wat u kunt doen  verwijder het en begin met: samenspel up"
    )
    assert told[10].splitlines()[1:] == ["status           overgeslagen", "gezien           vanwege: secrets"]


def _lines(page: str) -> str:
    """Return a page of help without the blanks at which its lines were broken."""
    return "".join(f"{line.rstrip()}\n" for line in page.splitlines())


HELP = """\
Gebruik: samenspel gate pass --by TEKST [OPTIES] ALLIANTIE

Passeer de poort met de hand; een vraag aan mensen (go, oordeel, overdracht,
vasthouden) heeft een eigen antwoord.

Voorbeeld: samenspel gate pass onderwijs --with-missing --reason "De analyse
volgt in mei." --by hz

Argumenten:
  ALLIANTIE: De alliantie, bij haar korte naam. [verplicht]

Opties:
  --by TEKST: Uw medewerkerscode: wie dit doet. [verplicht]
  --reason TEKST: Waarom; nodig bij --with-missing of --condition.
  --with-missing: Laat ontbrekende producten open; ze blijven altijd vermeld.
  --condition TEKST...: Wat er nog moet gebeuren; mag vaker worden gegeven.

Bij elke opdracht:
  --json: Antwoord in JSON, ook als er iets misgaat.
  --lang KEUZE: Taal van het antwoord; anders SAMENSPEL_LANGUAGE. [keuzes: nl,
en]
  --debug: Toon waar in het programma een fout vandaan kwam.


Exitcodes: 0 in orde, 1 mislukt, 2 verkeerd gebruik of verkeerde invoer, 3 niet
aan de voorwaarden voldaan, niet toegestaan of al besloten, 4 niet gevonden, 5
database of dienst niet bereikbaar, 130 onderbroken.
"""


@pytest.mark.parametrize("typed", ["gate pass --help --lang nl", "--lang nl gate pass -h", "gate pass -h --lang=nl"])
def test_help_is_dutch_when_dutch_is_asked_for(
    typed: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMENSPEL_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "80")
    assert run(typed.split()) == 0
    assert _lines(capsys.readouterr().out) == HELP


@pytest.mark.usefixtures("dutch")
def test_help_is_dutch_when_dutch_is_set_and_english_when_that_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["gate", "pass", "--help"]) == 0
    assert _lines(capsys.readouterr().out) == HELP
    assert run(["gate", "pass", "--help", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Usage: samenspel gate pass --by STR [OPTIONS] SLUG\n\nPass the gate by")


def test_on_a_terminal_help_has_its_frames_in_dutch_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _terminal(monkeypatch, 80)
    assert run(["gate", "release", "--help", "--lang", "nl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].rstrip() == "Gebruik: samenspel gate release --by TEKST [OPTIES] ALLIANTIE"
    assert [line.strip("╭─╮ ") for line in lines if line.startswith("╭")] == [
        "Argumenten",
        "Opties",
        "Bij elke opdracht",
    ]
    assert "│ --by TEKST  Uw medewerkerscode: wie dit doet. [verplicht]" in [line.rstrip("│ ") for line in lines]


def test_help_in_dutch_loads_neither_prefect_nor_a_database_nor_settings_nor_babel() -> None:
    program = (
        "import sys; from samenspel.cli.main import run; code = run(['--lang', 'nl', '--help']); "
        "heavy = ('prefect', 'sqlalchemy', 'pydantic_settings', 'babel'); "
        "print([name for name in heavy if name in sys.modules], code, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=30)
    assert ran.stderr == "[] 0\n"


REFUSED = [
    ("gate pas onderwijs", 'Onbekende opdracht "pas". Bedoelt u "pass"? Wel mogelijk: show, pass, hold, release, go, '
     "no-go, stop."),
    ("log", "bij log ontbreekt ALLIANTIE"),
    ("gate pass onderwijs --re x --by hz", "Onbekende optie: --re. Bedoelt u --reason?"),
    ("gate pass onderwijs -xy --by hz", "Onbekende optie: -xy. -x is geen bestaande optie."),
    ("gate pass onderwijs --by", 'Geef een waarde na --by van "gate pass".'),
    ("gate pass onderwijs --by hz --by tb", "--by staat er meer dan één keer."),
    ("gate go onderwijs extra --by hz", "Dit is te veel: ['extra']."),
    ("body set onderwijs bestuur fonds --by hz", '"bestuur" kan niet bij GROEP. Kies uit: "sponsor-group", '
     '"project-team".'),
    ("upcoming --days zes", '"zes" kan niet bij --days: geef een geheel getal.'),
    ("gate pass onderwijs --by hz --with-missing=ja", '"ja" kan niet bij --with-missing: geef de optie zonder waarde.'),
    ("log onderwijs --since 31-12", "bij --since: '31-12' is geen dag; schrijf die als 2026-12-31"),
    ("measure add onderwijs vacatures 60 --se 0,5 --by hz", "bij --se: '0,5' is geen getal; schrijf 0.5"),
    ("delivery withdraw onderwijs x --reason Vergissing. --by hz", "'x' is geen nummer uit de lijst; toegestaan: een "
     "geheel getal als 12"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "told"), REFUSED, ids=[typed for typed, _ in REFUSED])
def test_what_cannot_be_typed_is_refused_in_dutch(cli: Cli, typed: str, told: str) -> None:
    refused = cli(*typed.split(), "--json", "--lang", "nl")
    assert (refused.code, refused.error["code"], refused.error["message"]) == (2, "usage", told)


@pytest.mark.parametrize(("given", "spoken"), [(None, "nl"), ("nl", "nl"), ("en", "en")])
def test_the_language_is_the_one_that_is_set(given: str | None, spoken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    language.speak(None)
    monkeypatch.delenv("SAMENSPEL_LANGUAGE", raising=False)
    if given:
        monkeypatch.setenv("SAMENSPEL_LANGUAGE", given)
    assert (language.lang(), Settings().language) == (spoken, spoken)


def test_what_stands_for_something_to_type_is_translated_and_what_was_typed_is_not() -> None:
    told = language.placeholders("update /srv/TEXT.yaml --reason TEXT [TEXT] TEXT... TEXT.yaml", str.lower)
    assert told == "update /srv/TEXT.yaml --reason text [text] text... TEXT.yaml"
