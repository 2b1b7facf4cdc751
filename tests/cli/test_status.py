"""How alliances stand, what waits, what comes next and what happened, as people see it on a terminal of 80 columns."""

import sys
import textwrap
from datetime import timedelta

import pytest

from models.actions import commitments, gates, timers
from models.db import queries
from models.db.session import database
from models.method.phases import Phase
from samenspel.cli.language import speak
from samenspel.cli.status import ring
from samenspel.clock import SetClock
from tests import factories
from tests.actions.letters_due import the_rest_sent
from tests.cli.conftest import Cli
from tests.conftest import START
from tests.factories import HZ


def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "80")


def _part(out: str, title: str) -> list[str]:
    """Return the lines of one part of a sheet, its heading and the line below it left out."""
    lines = out.split(f"\n{title}\n")[1].split("\n\n")[0].splitlines()
    return [line.rstrip() for line in lines[2:]]


def test_the_ring_shows_what_is_behind_us_and_where_we_are() -> None:
    speak("nl")
    assert ring(Phase.CO_CREATE) == (
        "1 Verkennen ✓ → 2 Alliantie vormen ✓ → [3 Co-creatie] → 4 Implementatie → 5 Evalueren → 6 Borgen van de impact"
    )
    speak("en")
    assert ring(Phase.EXPLORE) == (
        "[1 Explore] → 2 Form the alliance → 3 Co-create → 4 Implement → 5 Evaluate → 6 Secure the impact"
    )
    speak(None)


def test_one_alliance_is_read_at_a_glance(cli: Cli, at_start: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    _terminal(monkeypatch)
    slug = factories.brought_to(Phase.IMPLEMENT)
    commitments.deliver(slug, "c1", 20, by=HZ, on=START.date())
    at_start.move_to(START + timedelta(days=60))
    seen = cli("status", slug)
    assert (seen.code, seen.err) == (0, "Next: samenspel open onderwijs\n")
    assert seen.out.split("\n\n")[0].splitlines() == [
        "slug           onderwijs",
        "name           Alliantie onderwijs",
        "status         running",
        *textwrap.wrap(
            ring(Phase.IMPLEMENT), 80, initial_indent="ring           ", subsequent_indent=" " * len("ring           ")
        ),
        "cycle          1",
        "phase          Implement",
        "days in phase  60",
        "gate due at    2 Mar 2027 12:00",
        "lead           partners",
    ]
    assert _part(seen.out, "the gate waits for") == [
        "implemented programme, pilot   Gemeente Voorbeeld",
        "Proof of Value                 Gemeente Voorbeeld",
    ]
    assert _part(seen.out, "commitments") == [
        "Gemeente Voorbeeld   80 hours     20 hours   🔴 red",
        "Fonds Voorbeeld      €25,000.00   €0.00      🔴 red",
    ]
    assert _part(seen.out, "last events")[-2:] == [
        "2 Mar 2026 12:00   HZ recorded a delivery of Gemeente Voorbeeld on commitment",
        "                   c1.",
    ]
    assert [line for line in seen.out.splitlines() if len(line) > 80 and not line.startswith("ring")] == []


def test_remarks_of_the_gate_are_texts(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    _terminal(monkeypatch)
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    assert _part(cli("status", slug).out, "to look at") == [
        "no joint mission was recorded yet",
        "no joint story of the task was recorded yet",
    ]
    assert _part(cli("status", slug, "--lang", "nl").out, "let op")[0] == (
        "er is nog geen gezamenlijke missie vastgelegd"
    )


def test_all_alliances_are_one_table(cli: Cli, at_start: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    _terminal(monkeypatch)
    factories.brought_to(Phase.EVALUATE)
    factories.measured("onderwijs", 0.4)
    factories.went_back("onderwijs")
    factories.added("zorg")
    factories.added("wonen")
    gates.hold("wonen", by=HZ, reason="Eerst de raad van toezicht.")
    assert cli("alliance", "pause", "wonen", "--reason", "De zomer is begonnen.", "--by", "hz").code == 0
    at_start.move_to(START + timedelta(days=3))
    seen = cli("status")
    assert [line.rstrip() for line in seen.out.splitlines()] == [
        "slug        status   phase                  days   waits on        lights",
        "─────────────────────────────────────────────────────────────────────────",
        "onderwijs            3 Co-create, cycle 2   3      foundation      2🟢",
        "wonen       paused   1 Explore              3      foundation +1",
        "zorg                 1 Explore              3      foundation +1",
    ]


def test_in_a_pipe_the_same_is_said_in_codes(cli: Cli) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    assert cli("status", "--lang", "nl").out.splitlines() == [
        "slug\tstatus\tcycle\tphase\tdays\twaits_on\tlights\tdeciding\treviewing",
        "onderwijs\trunning\t1\tevaluate\t0\tGemeente Voorbeeld, hz\tgreen: 2\t1\t",
    ]
    shown = cli("status", slug).out
    assert "ring" not in shown
    assert "deliverable:tested_toc\tGemeente Voorbeeld\n" in shown
    assert "decision\thz\n" in shown
    assert "Gemeente Voorbeeld\t80 hours\t80 hours\tgreen\n" in shown


def test_an_alliance_that_ended_shows_how_and_an_archived_one_only_when_asked_for(cli: Cli, onderwijs: str) -> None:
    why = ("--reason", "Een ander samenwerkingsverband doet dit al.", "--by", "hz")
    assert cli("gate", "no-go", onderwijs, *why).code == 0
    shown = cli("status", onderwijs)
    assert shown.out.splitlines()[:5] == [
        "slug\tonderwijs",
        "name\tAlliantie onderwijs",
        "status\tended",
        "ending\tno_go",
        "cycle\t1",
    ]
    assert shown.err == "Next: samenspel log onderwijs\n"
    with database().write() as session:
        queries.find_alliance(session, onderwijs).archived_at = START
    assert cli("status").err == "There are no alliances yet; add one with: samenspel alliance add FILE\n"
    assert [row["slug"] for row in cli("status", "--all", "--json").json] == ["onderwijs"]


def test_what_waits_is_said_with_who_and_the_next_command(
    cli: Cli, at_start: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _terminal(monkeypatch)
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    at_start.move_to(START + timedelta(days=20))
    seen = cli("open", "--lang", "nl")
    assert seen.out.split("\n\n")[0].splitlines() == [
        "alliantie  onderwijs",
        "wat        besluit, 1",
        "wie        hz",
        "sinds      2 mrt 2026",
        "uiterlijk  16 mrt 2026",
        "hierna     samenspel decision show 1",
    ]
    assert "wat        gezamenlijk product, getoetste Theory of Change" in seen.out


def test_in_a_pipe_what_waits_is_a_line_each(cli: Cli, onderwijs: str) -> None:
    assert cli("open").out.splitlines()[:2] == [
        "alliance\twhat\twho\tsince\tdue\tnext",
        "onderwijs\tinvitation\tGemeente Voorbeeld\t2026-03-02\t2026-03-16\tsamenspel request list onderwijs",
    ]
    gates.hold(onderwijs, by=HZ, reason="Eerst de raad van toezicht.")
    assert cli("open", onderwijs).out.splitlines()[-1] == (
        "onderwijs\tgate_held, explore\thz\t2026-03-02\t\tsamenspel gate release onderwijs --by STAFF"
    )
    first = cli("open", "--json").json[0]
    assert (first["what"], first["about"], first["who"]) == ("invitation", "onderwijs-gemeente", ["Gemeente Voorbeeld"])


def test_nothing_that_waits_is_said_on_standard_error(cli: Cli) -> None:
    assert cli("open").err == "Nothing waits for anybody.\n"
    assert cli("upcoming").err == "Nothing is planned in the next 30 days.\n"


def test_the_dates_that_come_are_listed_in_order(cli: Cli, onderwijs: str) -> None:
    assert cli("upcoming", onderwijs, "--days", "85").out.splitlines()[-3:] == [
        "2026-03-05 09:00\tonderwijs\trequest_step\tFonds Voorbeeld",
        "2026-04-01 09:00\tonderwijs\tevaluation\timpact",
        "2026-05-25 13:00\tonderwijs\tgate_due\texplore",
    ]
    refused = cli("upcoming", "--days", "0")
    assert (refused.code, refused.err) == (2, "Error: 0 days cannot be looked ahead; allowed: 1 to 3660\n")


def test_the_log_is_a_story_in_the_language_asked_for(
    cli: Cli, onderwijs: str, at_start: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _terminal(monkeypatch)
    the_rest_sent()
    at_start.move_to(START + timedelta(days=3))
    timers.fire_due()
    told = [line.rstrip() for line in cli("log", onderwijs, "--lang", "nl").out.splitlines()]
    assert told[2:5] == [
        "2 mrt 2026 12:00   HZ voegde de alliantie toe.",
        "2 mrt 2026 12:00   HZ opende fase 1 Verkennen.",
        "2 mrt 2026 12:00   HZ opende cyclus 1, vanaf fase 1 Verkennen.",
    ]
    assert told[-2:] == [
        "5 mrt 2026 12:00   Samenspel vroeg Fonds Voorbeeld nogmaals om een antwoord op",
        "                   de uitnodiging.",
    ]


def test_the_log_is_filtered_by_day_subject_and_type(cli: Cli, onderwijs: str) -> None:
    header = "seq\tat\tsentence"
    assert cli("log", onderwijs, "--type", "alliance").out.splitlines() == [
        header,
        "1\t2026-03-02 12:00\tHZ added the alliance.",
    ]
    assert cli("log", onderwijs, "--about", "onderwijs-fonds", "--type", "stakeholder").out.splitlines() == [
        header,
        "11\t2026-03-02 12:00\tSamenspel invited Fonds Voorbeeld.",
    ]
    nothing = cli("log", onderwijs, "--since", "2026-03-03", "--until", "2026-03-04")
    assert (nothing.out, nothing.err) == (f"{header}\n", "Nothing like this happened to onderwijs.\n")
    assert cli("log", onderwijs, "--type", "gate.hold").code == 2
