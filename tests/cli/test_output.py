"""Data on standard output, talk on standard error; tabs in a pipe, tables on a terminal, JSON when asked for."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.method.commitments import Unit
from models.method.errors import BadInput
from samenspel.cli.amounts import Amount, counted
from samenspel.cli.output import printable
from tests import factories
from tests.cli.conftest import Cli


def test_in_a_pipe_a_list_is_a_header_and_lines_with_tabs(cli: Cli, onderwijs: str) -> None:
    listed = cli("alliance", "list")
    assert (listed.out, listed.err) == ("slug\tname\tstatus\nonderwijs\tAlliantie onderwijs\trunning\n", "")


def test_an_empty_list_is_said_on_standard_error_only(cli: Cli) -> None:
    listed = cli("alliance", "list")
    assert (listed.code, listed.out, listed.err) == (0, "slug\tname\tstatus\n", "There are no alliances yet.\n")
    assert cli("alliance", "list", "--json").out == "[]\n"


def _terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", str(columns))


def test_on_a_terminal_codes_are_never_wrapped(cli: Cli, onderwijs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _terminal(monkeypatch, 80)
    lines = cli("deliverable", "list", onderwijs).out.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("Co-create")] == [
        "solution_design",
        "action_plan",
        "resource_overview",
        "toc_framework",
    ]


def test_on_a_narrow_terminal_every_row_is_a_block(cli: Cli, onderwijs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _terminal(monkeypatch, 40)
    assert cli("stakeholder", "list", onderwijs).out.split("\n\n")[0].splitlines() == [
        "organisation  onderwijs-gemeente",
        "sector        government",
        "influence     3",
        "interest      3",
        "status        approached",
        "name          Gemeente Voorbeeld",
    ]


def test_moments_are_dutch_time_for_people_and_utc_in_json(cli: Cli, onderwijs: str) -> None:
    assert cli("log", onderwijs).out.splitlines()[1] == "1\t2026-03-02 12:00\tHZ added the alliance."
    assert cli("log", onderwijs, "--json").json[0] == {
        "seq": 1,
        "at": "2026-03-02T11:00:00+00:00",
        "type": "alliance.added",
        "subject": "onderwijs",
        "actor": "staff:hz",
        "cycle": None,
        "phase": None,
        "details": {"illustrative": True},
        "sentence": "HZ added the alliance.",
    }


KEYS = {
    "alliance list": "archived name slug status",
    "cycle list onderwijs": "closed_at from_decision number opened_at phases starts_at",
    "deliverable list onderwijs": "code label phase reason sha256 status",
    "stakeholder list onderwijs": (
        "influence interest manager name organisation reason roles sector status status_since"
    ),
    "staff list": "code email name role",
    "log onderwijs": "actor at cycle details phase sentence seq subject type",
}


def test_the_keys_of_a_list_in_json_are_stable(cli: Cli, onderwijs: str) -> None:
    found = {typed: {" ".join(sorted(row)) for row in cli(*typed.split(), "--json").json} for typed in KEYS}
    assert found == {typed: {keys} for typed, keys in KEYS.items()}


def test_names_and_addresses_of_contacts_are_never_shown(cli: Cli, onderwijs: str) -> None:
    for noun in ("status", "alliance show", "stakeholder list", "framework show", "gate show", "log", "cycle show"):
        for how in ((), ("--json",)):
            seen = cli(*noun.split(), onderwijs, *how)
            assert (seen.code, factories.PLANTED_NAME in seen.out, factories.PLANTED_ADDRESS in seen.out) == (
                0,
                False,
                False,
            )


def test_what_a_terminal_would_obey_is_not_passed_on(cli: Cli, onderwijs: str) -> None:
    assert printable("les\x1b[2Json\x07") == "les [2Json "
    cli("lesson", "add", onderwijs, "Eerst \x1b[31mluisteren\tdan\npraten.", "--by", "hz")
    assert cli("lesson", "list", onderwijs).out.splitlines()[1] == (
        "1\t1\texplore\tcollected\tEerst  [31mluisteren dan praten.\t\t1\t0\tstaff:hz"
    )


def test_content_that_is_no_text_comes_out_as_it_went_in(cli: Cli, onderwijs: str, tmp_path: Path) -> None:
    picture = tmp_path / "analyse.png"
    picture.write_bytes(b"\x89PNG\r\n\xff")
    submit = ("deliverable", "submit", onderwijs, "situation_analysis", "--file", str(picture), "--by", "hz")
    assert cli(*submit).code == 0
    show = ("deliverable", "show", onderwijs, "situation_analysis")
    assert cli(*show, "--json").json["content_base64"] == "iVBORw0K/w=="
    program = [sys.executable, "-m", "samenspel", *show]
    assert subprocess.run(program, capture_output=True, check=True, timeout=30).stdout == b"\x89PNG\r\n\xff"


@pytest.mark.parametrize(
    ("typed", "unit", "count"),
    [
        ("25000", Unit.CENTS, 2_500_000),
        ("25000.5", Unit.CENTS, 2_500_050),
        ("0.07", Unit.CENTS, 7),
        ("999999999999.99", Unit.CENTS, 99_999_999_999_999),
        ("80", Unit.HOURS, 80),
        ("3", Unit.PIECES, 3),
    ],
)
def test_an_amount_is_counted_exactly(typed: str, unit: Unit, count: int) -> None:
    assert counted(typed, unit) == count


@pytest.mark.parametrize(
    ("typed", "unit", "message"),
    [
        ("25.000,50", Unit.CENTS, "'25.000,50' is no amount; allowed: euros as 25000 or 25000.50"),
        ("1.234", Unit.CENTS, "'1.234' is no amount; allowed: euros as 25000 or 25000.50"),
        ("-1", Unit.CENTS, "'-1' is no amount; allowed: euros as 25000 or 25000.50"),
        ("1e3", Unit.HOURS, "'1e3' is no amount; allowed: whole hours"),
        ("1.5", Unit.PIECES, "'1.5' is no amount; allowed: whole pieces"),
        ("1000000000000", Unit.HOURS, "'1000000000000' is no amount; allowed: whole hours"),
    ],
)
def test_what_is_no_amount_is_refused_with_an_example(typed: str, unit: Unit, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        counted(typed, unit)
    assert str(refused.value) == message


def test_an_amount_reads_as_it_is_typed() -> None:
    assert [Amount(2_500_050, Unit.CENTS).typed, Amount(7, Unit.CENTS).typed, Amount(80, Unit.HOURS).typed] == [
        "25000.50 euro",
        "0.07 euro",
        "80 hours",
    ]
