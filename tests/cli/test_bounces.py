"""``samenspel bounces`` and who may be written to: taken in from where mail lies, told, and undone by people."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from models.db.tables import Letter
from notifications import verp
from samenspel.settings import settings
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import the_rest_sent
from tests.cli.conftest import Cli
from tests.conftest import START
from tests.notifications.returned_mails import refused, report

BY = ("--by", "hz")
FONDS = "onderwijs-fonds-1"
WHY = ("--reason", "Wil telefonisch worden benaderd.")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance whose letters have left."""
    slug = factories.added()
    the_rest_sent()
    return slug


@pytest.fixture
def returned(slug: str) -> dict[str, bytes]:
    """What came back of the letters to three organisations, by the name of each."""
    invited = zip(("gemeente", "ouders", "bedrijf", "fonds"), seen.rows(Letter, slug, kind="invitation"), strict=True)
    signed = {who: verp.sender(settings(), row.id, START) for who, row in invited}
    return {
        "fonds": report(signed["fonds"], refused("5.1.1")),
        "ouders": report(signed["ouders"], refused("4.2.2")),
        "bedrijf": report(signed["bedrijf"], refused("5.7.1")),
    }


def test_a_mail_is_told_with_what_came_of_it(cli: Cli, slug: str, returned: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "terug.eml").write_bytes(returned["fonds"])
    number = str(seen.rows(Letter, slug, kind="invitation")[-1].id)
    done = cli("bounces", "ingest", str(tmp_path / "terug.eml"))
    assert (done.code, done.out.splitlines()) == (
        0,
        [
            "mails\t1",
            "again\t0",
            "hard\t1",
            "soft\t0",
            "policy\t0",
            "complaint\t0",
            "auto_reply\t0",
            "unknown\t0",
            f"contacts_off\t{FONDS}",
            "",
            "letters that came back",
            "alliance\tletter\tkind\tstatus\tcontact_off",
            f"onderwijs\t{number}\thard\t5.1.1\t{FONDS}",
        ],
    )
    assert done.err == "Next: samenspel open\n"
    shown = cli("contact", "show", slug, FONDS, "--json").json
    assert (shown["email_status"], shown["email_status_since"], shown["email_status_reason"]) == (
        "unreachable",
        "2026-03-02T11:00:00+00:00",
        "5.1.1",
    )
    again = cli("bounces", "ingest", str(tmp_path / "terug.eml"), "--json").json
    assert (again["mails"], again["again"], again["hard"], again["lines"][0]["again"]) == (1, 1, 0, True)


def test_a_folder_and_an_mbox_are_read_mail_by_mail_and_what_means_nothing_is_named(
    cli: Cli, returned: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "post"
    (folder / "new").mkdir(parents=True)
    (folder / "new" / "1").write_bytes(returned["ouders"])
    (folder / "leeg.eml").write_bytes(b"")
    (folder / ".verborgen").write_bytes(b"")
    box = b"".join(b"From MAILER-DAEMON Mon Mar  2 12:00:00 2026\n" + returned[who] + b"\n" for who in returned)
    (tmp_path / "post.mbox").write_bytes(box)
    told = cli("bounces", "ingest", str(folder), str(tmp_path / "post.mbox"), "--json")
    lines = [(Path(one["source"]).name, one["kind"], one["note"], one["again"]) for one in told.json["lines"]]
    assert (told.code, lines) == (
        0,
        [
            ("leeg.eml", "unknown", "empty", False),
            ("1", "soft", "letter_bounced", False),
            ("post.mbox:1", "hard", "letter_bounced", False),
            ("post.mbox:2", "soft", "letter_bounced", True),
            ("post.mbox:3", "policy", "letter_bounced", False),
        ],
    )
    assert told.json["contacts_off"] == [FONDS]
    listed = [line.split("\t")[1:] for line in cli("bounces", "list", "--kind", "unknown").out.splitlines()]
    assert listed == [
        ["kind", "status", "alliance", "letter", "organisation", "note"],
        ["unknown", "", "", "", "", "empty"],
    ]
    assert cli("bounces", "ingest", str(folder / "leeg.eml")).out.splitlines()[1] == "again\t1"


def test_one_mail_comes_in_on_standard_input(
    cli: Cli, returned: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(returned["bedrijf"])))
    (line,) = cli("bounces", "ingest", "--json").json["lines"]
    assert (line["source"], line["kind"], line["status"], line["contact_off"]) == ("-", "policy", "5.7.1", None)
    monkeypatch.setattr("sys.stdin", None)
    refused_ = cli("bounces", "ingest")
    assert (refused_.code, refused_.err) == (
        2,
        "Error: no mail comes in on standard input; name a file or a folder\n",
    )


def test_a_place_without_mail_and_a_time_that_is_none_are_refused(cli: Cli, slug: str, tmp_path: Path) -> None:
    gone = cli("bounces", "ingest", str(tmp_path), str(tmp_path / "weg.eml"))
    assert (slug, gone.code, gone.err) == ("onderwijs", 2, f"Error: there is no file {tmp_path / 'weg.eml'}\n")
    assert cli("bounces", "list", "--days", "0").err == (
        "Error: 0 days is not a time to look back; allowed: 1 to 3650\n"
    )
    assert cli("bounces", "list").err == "Nothing came back in the last 30 days.\n"
    assert cli("bounces", "ingest", str(tmp_path), "--json").json["mails"] == 0


def test_somebody_is_written_to_no_more_once_a_person_agrees_and_again_when_they_ask(cli: Cli, slug: str) -> None:
    asked = cli("contact", "opt-out", FONDS, *WHY, *BY)
    assert (asked.code, asked.err.splitlines()[0]) == (
        2,
        "Error: Write to onderwijs-fonds-1 no more? 1 requests go to a person, 0 letters stay here. "
        "Nobody can answer that here.",
    )
    tried = cli("contact", "opt-out", FONDS, *WHY, *BY, "--dry-run")
    assert tried.err == "onderwijs-fonds-1 would be written to no more; nothing was changed.\n"
    assert cli("contact", "show", slug, FONDS, "--json").json["email_status"] == "ok"
    done = cli("contact", "opt-out", FONDS, *WHY, *BY, "--yes", "--json").json
    assert done == {
        "ok": True,
        "contact": FONDS,
        "status": "opted_out",
        "alliances": [slug],
        "requests": 1,
        "letters": 0,
        "by": "hz",
        "dry_run": False,
    }
    listed = {one["key"]: one["email_status"] for one in cli("contact", "list", slug, "--json").json}
    assert (listed[FONDS], listed["onderwijs-ouders-1"]) == ("opted_out", "ok")
    assert cli("contact", "reachable", FONDS, *WHY, *BY).code == 3
    assert cli("contact", "opt-in", FONDS, "--reason", "Vroeg zelf om e-mail.", *BY).err.splitlines()[0] == (
        "onderwijs-fonds-1 is written to again; ask anew what is still needed."
    )


def test_how_somebody_is_reached_is_not_part_of_the_description_of_an_alliance(cli: Cli, slug: str) -> None:
    before = cli("alliance", "export", slug).out
    assert cli("contact", "opt-out", FONDS, *WHY, *BY, "--yes").code == 0
    assert cli("alliance", "export", slug).out == before
