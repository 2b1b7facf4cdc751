"""Staff read all texts of letters as pages in a folder, and nothing is sent or changed."""

from pathlib import Path

from tests.cli.conftest import Cli


def test_letters_are_written_as_pages_in_a_new_folder(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "een" / "brieven"
    done = cli("letter", "preview", "reminder", "open_items", "--out", str(out), "--language", "nl")
    assert (done.code, done.out, done.err) == (0, "", f"Letters as pages: 2. Begin at {out}/index.html\n")
    assert sorted(path.name for path in out.iterdir()) == ["index.html", "open_items-nl.html", "reminder-nl.html"]
    assert "Herinnering: beantwoord de 2 open vragen" in (out / "index.html").read_text(encoding="utf-8")


def test_without_a_kind_every_letter_comes_in_both_languages(cli: Cli, tmp_path: Path) -> None:
    done = cli("letter", "preview", "--out", str(tmp_path), "--json").json
    assert (done["files"], done["file"]) == (62, str(tmp_path / "index.html"))
    assert len(list(tmp_path.glob("*.html"))) == 63


def test_pages_that_are_there_are_renewed(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "thanks-en.html").write_text("oud", encoding="utf-8")
    assert cli("letter", "preview", "thanks", "--out", str(tmp_path)).code == 0
    assert "Thank you for your contribution" in (tmp_path / "thanks-en.html").read_text(encoding="utf-8")


def test_a_file_in_the_place_of_the_folder_and_an_unknown_kind_are_refused(cli: Cli, tmp_path: Path) -> None:
    there = tmp_path / "brieven"
    there.write_text("iets", encoding="utf-8")
    refused = cli("letter", "preview", "--out", str(there))
    assert (refused.code, refused.err) == (2, f"Error: {there} is a file; name a folder\n")
    unknown = cli("letter", "preview", "newsletter", "--out", str(tmp_path / "nieuw"))
    assert (unknown.code, (tmp_path / "nieuw").exists()) == (2, False)
    assert unknown.err.startswith("Error: there is no letter 'newsletter'; allowed: invitation, ")
