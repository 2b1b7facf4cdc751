"""``samenspel contact import``: how a file was read and who is in it is seen before anybody is taken."""

import io
import sys
from pathlib import Path

import pytest

from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")
GROUND = ("--basis", "consent", "--basis-source", "aanmelding", "--basis-date", "2026-02-27")
OUDERS = "ouders.zwaantje.plantinga@canary.example.org"


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance that knows four people."""
    return factories.added()


@pytest.fixture
def people(tmp_path: Path) -> str:
    """A file with one new person and one whose name changed."""
    path = tmp_path / "people.csv"
    rows = ("Organisatie;Naam;E-mail;Functie", "onderwijs-fonds;Noor Visser;noor@example.org;bestuurder")
    path.write_text("\n".join((*rows, f"Ouders Voorbeeld;Z. Plantinga;{OUDERS};", "")))
    return str(path)


def test_a_look_tells_how_the_file_was_read_and_takes_nobody(cli: Cli, slug: str, people: str) -> None:
    looked = cli("contact", "import", slug, people, *GROUND, *BY, "--dry-run")
    assert looked.out.splitlines() == [
        "alliance\tonderwijs",
        f"file\t{people}",
        "delimiter\t;",
        "encoding\tutf-8",
        "columns\tOrganisatie: organisation, Naam: name, E-mail: email",
        "ignored_columns\tFunctie",
        "",
        "people",
        "line\tstate\tkey\torganisation\tname\temail\tchanges",
        "2\tnew\tnoor-visser\tonderwijs-fonds\tNoor Visser\tnoor@example.org\t",
        f"3\tchanged\tonderwijs-ouders-1\tonderwijs-ouders\tZ. Plantinga\t{OUDERS}\t"
        "name, basis, basis_source, basis_date",
    ]
    assert len(cli("contact", "list", slug, "--json").json) == 4


def test_everybody_is_taken_at_once_and_the_same_file_changes_nothing_more(cli: Cli, slug: str, people: str) -> None:
    imported = cli("contact", "import", slug, people, *GROUND, *BY, "--yes")
    assert imported.err == (
        "People of onderwijs: 1 new, 1 changed, 0 the same as before.\nNext: samenspel contact list onderwijs\n"
    )
    known = {one["key"]: one for one in cli("contact", "list", slug, "--json").json}
    assert (known["noor-visser"]["basis_date"], known["onderwijs-ouders-1"]["name"]) == ("2026-02-27", "Z. Plantinga")
    again = cli("contact", "import", slug, people, *GROUND, *BY, "--json").json
    assert again == {"ok": True, "alliance": slug, "new": 0, "changed": 0, "same": 2, "by": "hz", "changes": []}


def test_who_took_over_from_somebody_is_not_for_a_file_to_say(cli: Cli, slug: str, people: str) -> None:
    person = ("ali", "Ali", "ali@example.org", "--organisation", "onderwijs-ouders")
    cli("contact", "add", slug, *person, "--basis", "consent", "--basis-source", "gesprek", *BY)
    cli("contact", "succeed", slug, "onderwijs-ouders-1", "ali", *BY, "--yes")
    assert cli("contact", "import", slug, people, *GROUND, *BY, "--yes").code == 0
    assert cli("contact", "show", slug, "onderwijs-ouders-1", "--json").json["successor"] == "ali"


def test_nobody_is_taken_where_nobody_can_answer_and_no_person_is_named(cli: Cli, slug: str, people: str) -> None:
    asked = cli("contact", "import", slug, people, *GROUND, *BY)
    assert (asked.code, asked.err.splitlines()[0]) == (
        2,
        "Error: Take these people into onderwijs: 1 new, 1 changed? Nobody can answer that here.",
    )
    assert len(cli("contact", "list", slug, "--json").json) == 4


def test_a_person_sees_everything_before_the_question(
    cli: Cli, slug: str, people: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = io.StringIO("nee\n")
    monkeypatch.setattr(answer, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", answer)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    asked = cli("contact", "import", slug, people, *GROUND, *BY)
    assert asked.err.splitlines() == [
        "delimiter ';', encoding 'utf-8'",
        "columns: Organisatie → organisation, Naam → name, E-mail → email",
        "not read: Functie",
        "line 2: new: Noor Visser, onderwijs-fonds (noor-visser)",
        "line 3: changed: Z. Plantinga, onderwijs-ouders (onderwijs-ouders-1): name, basis, basis_source, basis_date",
        "Take these people into onderwijs: 1 new, 1 changed? [y/N] Error: Nothing was changed.",
    ]
    assert len(cli("contact", "list", slug, "--json").json) == 4


def test_an_address_of_mixed_alphabets_is_shown_as_it_is_sent(cli: Cli, slug: str, tmp_path: Path) -> None:
    path = tmp_path / "alike.csv"
    # The second, third and fourth letter behind the @ are Cyrillic.
    path.write_text("organisation,name,email\nonderwijs-fonds,Noor,noor@\u0435\u0445\u0430mple.nl\n", encoding="utf-8")
    looked = cli("contact", "import", slug, str(path), *GROUND, *BY, "--dry-run")
    assert (looked.code, [line for line in looked.out.splitlines() if "xn--" in line]) == (
        0,
        [
            "notes\tline 2: the address mixes alphabets that look alike: xn--mple-43d3a6i.nl",
            "2\tnew\tnoor\tonderwijs-fonds\tNoor\tnoor@xn--mple-43d3a6i.nl\t",
        ],
    )


def test_a_file_with_anything_wrong_takes_nobody(cli: Cli, slug: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("organisation,name,email\nonderwijs-fond,Noor,noor@example.org\nonderwijs-fonds,Piet,nergens\n")
    refused = cli("contact", "import", slug, str(path), *GROUND, *BY, "--yes")
    assert (refused.code, refused.err.splitlines()) == (
        2,
        [
            f'Error: {path}:2:organisation: "onderwijs-fond" is not known (did you mean "onderwijs-fonds"?); allowed: '
            "the key or the exact name of an organisation",
            f"{path}:3:email: this is no e-mail address: an email address must have an @-sign; allowed: one like "
            "name@example.org",
        ],
    )
    assert len(cli("contact", "list", slug, "--json").json) == 4


def test_a_long_file_is_counted_and_not_written_out_before_the_question(
    cli: Cli, slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.csv"
    rows = (f"onderwijs-fonds,Persoon {n},p{n}@example.org" for n in range(25))
    path.write_text("\n".join(("organisation,name,email", *rows)))
    answer = io.StringIO("ja\n")
    monkeypatch.setattr(answer, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", answer)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    imported = cli("contact", "import", slug, str(path), *GROUND, *BY)
    assert (imported.code, imported.err.splitlines()[22:24]) == (
        0,
        ["... and 5 more", "Take these people into onderwijs: 25 new, 0 changed? [y/N] People of onderwijs: 25 new, "
         "0 changed, 0 the same as before."],
    )  # fmt: skip
    assert len(cli("contact", "list", slug, "--json").json) == 29


def test_somebody_whom_another_alliance_knows_is_new_to_this_one(cli: Cli, slug: str, tmp_path: Path) -> None:
    other = factories.added("zorg")
    shared = ("stakeholder", "add", other, f"{slug}-fonds", "Fonds Voorbeeld", "--sector", "philanthropy", *BY)
    assert cli(*shared).code == 0
    known = cli("contact", "list", slug, "--json").json[-1]
    path = tmp_path / "people.csv"
    path.write_text(
        "key,organisation,name,email,basis,basis_source,basis_date\n"
        + ",".join(
            known[name] for name in ("key", "organisation", "name", "email", "basis", "basis_source", "basis_date")
        )
        + "\n"
    )
    taken = cli("contact", "import", other, str(path), "--yes", "--json", *BY).json
    assert (taken["new"], taken["changed"], taken["same"]) == (1, 0, 0)
    again = cli("contact", "import", other, str(path), "--yes", "--json", *BY).json
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 1)
