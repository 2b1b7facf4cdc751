"""``samenspel evaluation show``: what an evaluation said and why, in a table and as a file to take along."""

import io
import re
import sys
from pathlib import Path

import pytest

from models.method.phases import Phase
from samenspel.cli.bars import bar
from tests import factories
from tests.cli.conftest import Cli


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance in phase 5 with an open round."""
    return factories.brought_to(Phase.EVALUATE)


def test_without_a_closed_round_it_says_so_and_shows_the_figures(cli: Cli, slug: str) -> None:
    cli("measure", "add", slug, "vacatures", "62", "--by", "hz")
    shown = cli("evaluation", "show", slug)
    assert shown.out.splitlines()[:3] == [
        "alliance\tonderwijs",
        "note\tno round is closed yet; these are the figures of now, without a verdict",
        "seen_on\t2026-03-02",
    ]
    assert "vacatures\t62\t2026-03-02\t" in shown.out
    assert "verdict\t" not in shown.out.split("\n\n")[0]
    assert shown.err == "Next: samenspel round show onderwijs\n"
    seen = cli("evaluation", "show", slug, "--json").json
    assert (seen["round"], seen["open_round"]["number"], seen["result"]) == (None, 1, None)
    assert cli("evaluation", "show", slug, "--round", "1").out.splitlines()[1] == (
        "note\tthis round is still open; these are the figures of now, without a verdict"
    )


def test_a_closed_round_is_shown_with_its_verdict_its_chain_and_what_is_open(cli: Cli, slug: str) -> None:
    factories.measured(slug, 0.4)
    shown = cli("evaluation", "show", slug)
    head, chain, figures, *_ = shown.out.split("\n\n")
    told = dict(line.split("\t") for line in head.splitlines())
    assert (told["verdict"], told["attainment"], told["advice"], told["root"]) == (
        *("insufficient", "0.4", "loop_back", "outputs"),
    )
    assert chain.splitlines() == [
        *("chain", "link\tstate\tscore", "inputs\tok\t1", "activities\tok\t1"),
        *("outputs\tbroken\t0.4", "outcomes\tbroken\t0.4", "impact\tunknown\t"),
    ]
    assert figures.splitlines()[2].startswith("vacatures\t80\t2026-03-02\t")
    assert shown.err == "Next: samenspel decision list onderwijs\n"
    refused = cli("evaluation", "show", slug, "--round", "7", "--json")
    assert (refused.code, refused.error["message"]) == (
        4,
        "onderwijs has no round 7 that judges the impact; known: 1",
    )


def test_on_a_terminal_it_says_why_in_a_sentence_and_draws_small_bars(
    cli: Cli, slug: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    factories.measured(slug, 0.4)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = cli("evaluation", "show", slug).out
    assert "████······ 40%" in shown
    assert "too little impact" in shown
    assert "Proposal: back to phase 3, Co-create." in " ".join(shown.split())
    # Bold for the heads of the tables, and never a colour.
    assert set(re.findall(r"\x1b\[[0-9;]*m", shown)) <= {"\x1b[1m", "\x1b[0m"}
    dutch = cli("evaluation", "show", slug, "--lang", "nl").out
    assert "onvoldoende impact" in dutch


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(0, "··········"), (0.5, "█████·····"), (0.66, "██████▋···"), (1, "██████████"), (-0.3, "··········")],
)
def test_a_bar_shows_a_share(share: float, drawn: str) -> None:
    assert bar(share) == drawn


def test_beyond_the_whole_a_bar_says_that_there_is_more() -> None:
    assert bar(1.6) == "██████████›"


def test_a_terminal_of_few_signs_gets_a_bar_of_few_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert [bar(share) for share in (0, 0.42, 1, 2)] == ["..........", "####......", "##########", "##########>"]


def test_the_report_is_written_as_a_page_and_as_a_pdf(cli: Cli, slug: str, tmp_path: Path) -> None:
    factories.measured(slug, 0.4)
    page, paper = tmp_path / "onderwijs.html", tmp_path / "onderwijs.pdf"
    files = ("--html", str(page), "--pdf", str(paper))
    written = cli("evaluation", "show", slug, *files, "--language", "nl")
    assert (written.code, written.err.splitlines()[1:]) == (0, [f"{page} is written.", f"{paper} is written."])
    assert '<html lang="nl">' in page.read_text()
    assert "onvoldoende impact" in page.read_text()
    assert factories.PLANTED_NAME not in page.read_text()
    assert paper.read_bytes().startswith(b"%PDF")
    assert {file.name for file in tmp_path.iterdir()} == {"onderwijs.html", "onderwijs.pdf"}
    answered = cli("evaluation", "show", slug, *files, "--overwrite", "--json")
    assert answered.json["round"]["number"] == 1
    assert '<html lang="en">' in page.read_text()


def test_a_file_that_exists_is_replaced_only_when_asked_and_then_nothing_else_is_written(
    cli: Cli, slug: str, tmp_path: Path
) -> None:
    there = tmp_path / "oud.pdf"
    there.write_text("oud")
    files = ("--html", str(tmp_path / "nieuw.html"), "--pdf", str(there))
    refused = cli("evaluation", "show", slug, *files)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"Error: {there} exists already; add --overwrite to replace it\n"
    assert [file.name for file in tmp_path.iterdir()] == ["oud.pdf"]
    assert cli("evaluation", "show", slug, *files, "--force").code == 0
    assert there.read_bytes().startswith(b"%PDF")


def test_one_file_cannot_be_both(cli: Cli, slug: str, tmp_path: Path) -> None:
    refused = cli("evaluation", "show", slug, "--html", "uit", "--pdf", "uit", "--json")
    assert (refused.code, refused.error["message"]) == (2, "uit cannot be a page and a PDF; name two files")


def test_a_folder_that_is_not_there_is_named(cli: Cli, slug: str, tmp_path: Path) -> None:
    nowhere = tmp_path / "nergens"
    refused = cli("evaluation", "show", slug, "--pdf", str(nowhere / "x.pdf"), "--json")
    assert (refused.code, refused.error["message"]) == (2, f"there is no folder {nowhere}; make it first")
