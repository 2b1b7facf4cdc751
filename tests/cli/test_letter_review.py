"""A person's hand over letters: looked at, let go by the number of recipients, opened, paused and resumed."""

import stat
import sys
import webbrowser
from pathlib import Path

import pytest

from models.actions import post
from models.db.tables import Letter
from models.method.posting import Outcome, Result
from samenspel.cli.language import speak
from tests import factories
from tests.actions import seen
from tests.actions.test_letter_review import crowd
from tests.actions.test_letter_search import claims
from tests.cli.conftest import Cli

BY = ("--by", "hz")
WHY = ("--reason", "Eerst overleg met de wethouder.", *BY)


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance with four letters that wait for a review."""
    return factories.added(settings={"review_letters": True})


def _states(slug: str) -> set[str]:
    return {str(row.state) for row in seen.rows(Letter, slug, kind="invitation")}


def _typing(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdin, "readline", lambda: answer)


def test_what_waits_is_listed_printed_and_written_as_pages(cli: Cli, slug: str, tmp_path: Path) -> None:
    listed = cli("letter", "review")
    assert listed.out.splitlines()[:2] == [
        "alliance\tid\tkind\tto\twhy\tsince\tdue\tfile",
        "onderwijs\t2\tinvitation\tonderwijs-gemeente\tfirst_contact\t2026-03-02\t2026-03-16\t",
    ]
    assert listed.err == "Next: samenspel letter show onderwijs 2\n"
    printed = cli("letter", "review", slug, "--text")
    assert printed.out.splitlines()[0] == "=== onderwijs 2 invitation onderwijs-gemeente"
    assert printed.out.count(factories.PLANTED_NAME) == 4
    assert cli("letter", "review", "--text", "--json").json["letters"] == [2, 3, 4, 5]
    pages = cli("letter", "review", slug, "--html", str(tmp_path / "pages"), "--json").json
    assert pages[0]["file"] == str(tmp_path / "pages" / "onderwijs-2.html")
    assert factories.PLANTED_NAME in (tmp_path / "pages" / "onderwijs-5.html").read_text()
    assert "letters_to_review\t4\n" in cli("status", slug).out
    assert cli("status").err == "Next: samenspel letter review\n"


def test_when_nothing_waits_that_is_said(cli: Cli, onderwijs: str) -> None:
    assert cli("letter", "review").err == "No letter waits for a review.\n"
    said = cli("letter", "approve", "--all", *BY)
    assert (said.code, said.err) == (0, "No such letter waits for a review; nothing was changed.\n")


def test_letters_are_approved_by_their_number_or_all_at_once(cli: Cli, slug: str) -> None:
    looked = cli("letter", "approve", slug, "2", "3", *BY, "--dry-run")
    assert looked.err == "Letters that would leave: 2, 3; recipients: 2; nothing was changed.\n"
    assert _states(slug) == {"draft"}
    assert cli("letter", "approve", slug, "2", "3", *BY, "--json").json == {
        "ok": True,
        "letters": [2, 3],
        "recipients": 2,
        "by": "hz",
        "dry_run": False,
    }
    assert cli("letter", "approve", slug, "4", "3", *BY).code == 3
    done = cli("letter", "approve", "--all", "--kind", "invitation", *BY)
    assert done.err.startswith("Letters that may leave: 4, 5; recipients: 2.\n")
    assert _states(slug) == {"queued"}


@pytest.mark.parametrize("typed", [("onderwijs",), ("onderwijs", "2", "--all"), ("onderwijs", "2", "--kind", "thanks")])
def test_which_letters_are_meant_is_said_in_one_way(cli: Cli, slug: str, typed: tuple[str, ...]) -> None:
    refused = cli("letter", "approve", *typed, *BY)
    assert (refused.code, refused.err) == (
        2,
        "Error: name the letters by number, or give --all; --kind goes with --all\n",
    )


def test_a_crowd_is_approved_by_typing_how_many_they_are(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    slug = crowd("wijken", 26)
    silent = cli("letter", "approve", slug, "--all", *BY)
    assert (silent.code, silent.err) == (
        2,
        "Error: these letters go to 26 recipients; above 25, confirm that number with: --recipients 26\n",
    )
    _typing(monkeypatch, "25\n")
    assert cli("letter", "approve", slug, "--all", *BY).code == 2
    _typing(monkeypatch, "ja\n")
    no_number = cli("letter", "approve", slug, "--all", *BY)
    assert (no_number.code, no_number.err.splitlines()[-1]) == (
        1,
        "These letters go to 26 recipients; type that number to let them go: Error: Nothing was changed.",
    )
    assert cli("letter", "approve", slug, "--all", "--recipients", "25", *BY).code == 2
    assert _states(slug) == {"draft"}
    _typing(monkeypatch, "26\n")
    assert cli("letter", "approve", slug, "--all", *BY).code == 0
    assert _states(slug) == {"queued"}


def test_in_a_script_the_number_of_a_crowd_is_an_option(cli: Cli) -> None:
    slug = crowd("wijken", 26)
    assert cli("letter", "approve", slug, "--all", "--recipients", "26", *BY).code == 0
    assert _states(slug) == {"queued"}


def test_a_letter_is_opened_as_a_page_that_nobody_else_can_read(
    cli: Cli, slug: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def browse(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", browse)
    file = home / "preview" / "onderwijs-2.html"
    assert cli("letter", "open", slug, "2").err == f"Letter 2 is open in the browser: {file}\n"
    assert (opened, stat.S_IMODE(file.stat().st_mode)) == ([file.as_uri()], 0o600)
    assert factories.PLANTED_NAME in file.read_text()
    assert cli("letter", "open", slug, "2", "--no-browser").err == f"The page of letter 2 is {file}\n"
    assert len(opened) == 1
    monkeypatch.setattr(webbrowser, "open", lambda _url: False)
    assert cli("letter", "open", slug, "2", "--json").json["opened"] is False


def test_what_left_is_opened_as_it_left_also_when_no_page_was_kept(cli: Cli, onderwijs: str, home: Path) -> None:
    for claimed in claims():
        html = "<p>Zo ging hij weg</p>\n" if claimed.id == 1 else None
        post.mark_sent(claimed, subject="Een & ander", text="Beste <lezer>", html=html)
    cli("letter", "open", onderwijs, "1", "--no-browser")
    assert (home / "preview" / "onderwijs-1.html").read_text() == "<p>Zo ging hij weg</p>\n"
    assert cli("letter", "show", onderwijs, "2", "--html").out == (
        '<!doctype html>\n<html lang="nl">\n<head><meta charset="utf-8"><title>Een &amp; ander</title></head>\n'
        "<body><h1>Een &amp; ander</h1>\n<pre>Beste &lt;lezer&gt;</pre></body>\n</html>\n"
    )


def test_a_letter_with_nothing_left_to_ask_has_no_page(cli: Cli, onderwijs: str) -> None:
    cli("request", "answer", onderwijs, "1", *BY)
    refused = cli("letter", "open", onderwijs, "2", "--no-browser")
    assert (refused.code, refused.err) == (
        3,
        "Error: letter 2 of onderwijs has nothing to say any more: all it asks was settled\n",
    )
    assert cli("letter", "show", onderwijs, "2").out == ""


def test_letters_are_paused_and_resumed_for_one_alliance_or_for_all(cli: Cli, onderwijs: str) -> None:
    assert cli("letter", "stops").err == "Nothing keeps letters from leaving.\n"
    looked = cli("letter", "pause", onderwijs, *WHY, "--dry-run")
    assert looked.err == "No letter of onderwijs would leave; nothing was changed.\n"
    paused = cli("letter", "pause", onderwijs, *WHY)
    assert paused.err == ("No letter of onderwijs leaves any more.\nNext: samenspel letter resume onderwijs --by hz\n")
    assert cli("letter", "pause", "--all", *WHY).err.startswith("No letter leaves any more.\n")
    assert cli("letter", "stops").out.splitlines() == [
        "alliance\tkind\tsince\tby\treason\tprobe_at",
        "onderwijs\tpeople\t2026-03-02 12:00\thz\tEerst overleg met de wethouder.\t",
        "\tpeople\t2026-03-02 12:00\thz\tEerst overleg met de wethouder.\t",
    ]
    assert list(claims()) == []
    assert cli("letter", "resume", "--all", *BY, "--dry-run").err == "Letters would leave again; nothing was changed.\n"
    assert cli("letter", "resume", "--all", *BY).err.startswith("Letters leave again.\n")
    assert cli("letter", "resume", onderwijs, *BY, "--json").json == {
        "ok": True,
        "alliance": onderwijs,
        "paused": False,
        "by": "hz",
        "dry_run": False,
    }
    assert len(list(claims())) == 5


@pytest.mark.parametrize("typed", [("pause", *WHY), ("pause", "onderwijs", "--all", *WHY), ("resume", *BY)])
def test_one_alliance_is_named_or_all_of_them(cli: Cli, onderwijs: str, typed: tuple[str, ...]) -> None:
    refused = cli("letter", *typed)
    assert (refused.code, refused.err) == (2, "Error: name one alliance, or give --all for all letters\n")


def test_all_of_it_is_said_in_dutch(cli: Cli, slug: str) -> None:
    said = cli("letter", "approve", slug, "2", *BY, "--lang", "nl")
    assert said.err.startswith("Deze brieven mogen weg: 2; aantal geadresseerden: 1.\n")
    claimed = next(claims())
    post.mark_outcome(claimed, Outcome(Result.POLICY, code=554))
    assert cli("letter", "problems", "--lang", "nl").out.splitlines()[1].split("\t")[4] == "held"
    refused = cli("letter", "release", slug, "3", *BY, "--lang", "nl")
    assert refused.err == ("Fout: brief 3 van onderwijs wacht op goedkeuring; zie: samenspel letter review onderwijs\n")
    speak(None)
