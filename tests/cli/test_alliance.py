"""An alliance between its file and the database: begun, added, changed, exported, archived and removed."""

import sys
from pathlib import Path

import pytest

from models.actions import need
from tests import factories
from tests.cli.conftest import Cli


def test_a_first_file_is_written_and_added(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "zorg.yaml"
    begun = cli("alliance", "new", str(path), "--name", "Alliantie Zorg")
    assert (begun.code, begun.err) == (
        0,
        f"{path} is written; open it in an editor and make it yours.\nNext: samenspel alliance add {path}\n",
    )
    looked = cli("alliance", "add", str(path), "--dry-run")
    assert looked.err.splitlines()[-1] == "Alliantie Zorg can be added; nothing was written."
    assert cli("alliance", "list", "--json").json == []
    assert cli("alliance", "add", str(path)).code == 0
    again = cli("alliance", "new", str(path))
    assert (again.code, again.err) == (2, f"Error: {path} exists already; add --overwrite to replace it\n")
    assert cli("alliance", "new", str(path), "--overwrite").code == 0


def test_what_is_seldom_meant_is_noted_with_its_place(cli: Cli, file: Path) -> None:
    added = cli("alliance", "add", str(file))
    assert added.err.startswith(_notes(file))


def test_an_export_goes_back_in_and_changes_nothing(cli: Cli, onderwijs: str, tmp_path: Path) -> None:
    path = tmp_path / "uit.yaml"
    written = cli("alliance", "export", onderwijs, "--output", str(path), "--json").json
    assert written == {"ok": True, "alliance": onderwijs, "file": str(path)}
    assert cli("alliance", "export", onderwijs).out == path.read_text()
    assert cli("alliance", "update", str(path), "--json", "--yes").json["changes"] == []
    assert cli("alliance", "update", str(path), "--dry-run", "--json").json == []


def test_an_update_is_shown_first_and_done_once(cli: Cli, onderwijs: str, file: Path) -> None:
    file.write_text(file.read_text().replace("weight: 0.4", "weight: 0.3").replace("value: 50", "value: 40"))
    shown = cli("alliance", "update", str(file), "--dry-run", "--json").json
    assert [(one["key"], one["field"], one["before"], one["after"]) for one in shown] == [
        ("kracht", "weight", 0.4, 0.3),
        ("vacatures", "target.value", 50.0, 40.0),
        ("instroom", "weight", 0.4, 0.3),
    ]
    unasked = cli("alliance", "update", str(file))
    assert unasked.code == 2
    assert unasked.err.endswith(
        "Change onderwijs like this? Nobody can answer that here.\n"
        "Hint: add --yes to do it, or --dry-run to look first\n"
    )
    assert cli("alliance", "update", str(file), "--yes").err == (
        f"{_notes(file)}onderwijs is as the file says.\nNext: samenspel log onderwijs\n"
    )
    assert cli("alliance", "update", str(file), "--yes").err.endswith(
        "Nothing changed; onderwijs says so already.\nNext: samenspel log onderwijs\n"
    )


def test_an_update_of_what_is_locked_asks_for_a_reason(cli: Cli, onderwijs: str, file: Path) -> None:
    cli("measure", "add", onderwijs, "vacatures", "90", "--by", "hz")
    with_figure = cli("alliance", "export", onderwijs).out
    file.write_text(with_figure.replace("value: 50", "value: 40"))
    update = ("alliance", "update", str(file), "--yes")
    refused = cli(*update)
    assert (refused.code, refused.err.splitlines()[-1]) == (
        3,
        "Error: version 1 of the theory of change and its indicators is locked in onderwijs since 2026-03-02; "
        "say why it changes with --reason",
    )
    assert cli("alliance", "export", onderwijs).out == with_figure
    assert cli(*update, "--reason", "Het fonds vraagt een hoger doel.").code == 0
    assert [one["changes"] for one in cli("toc", "versions", onderwijs, "--json").json] == [
        [],
        ["indicators vacatures: target 50 -> 40"],
    ]


def _notes(file: Path) -> str:
    said = (
        (85, '"werving" leads to nothing; link what it brings about'),
        (88, '"opgeleid" leads to nothing; link what it brings about'),
        (91, 'nothing leads to "leraren"; link what brings it about'),
    )
    return "".join(f"Note: {file}:{line}:12: key: {text}\n" for line, text in said)


@pytest.mark.parametrize(("answer", "code"), [("j\n", 0), ("yes\n", 0), ("n\n", 1), ("\n", 1)])
def test_on_a_terminal_the_change_is_asked_for(
    cli: Cli, onderwijs: str, file: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    file.write_text(file.read_text().replace("weight: 0.4", "weight: 0.3"))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdin, "readline", lambda: answer)
    assert cli("alliance", "update", str(file)).code == code
    left = cli("alliance", "update", str(file), "--dry-run", "--json").json
    assert (left == []) is (code == 0)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("{}", "{} is a folder; name a file"),
        ("{}/er/niet.yaml", "there is no folder {}/er; make it first"),
        ("/dev/full", "/dev/full is not a file; name a file, or leave --output out"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused(
    cli: Cli, onderwijs: str, tmp_path: Path, place: str, said: str
) -> None:
    refused = cli("alliance", "export", onderwijs, "--overwrite", "--output", place.format(tmp_path))
    assert (refused.code, refused.err) == (2, f"Error: {said.format(tmp_path)}\n")
    assert list(tmp_path.glob("*.yaml")) == [tmp_path / "onderwijs.yaml"]


def test_a_file_that_cannot_be_written_leaves_no_half_of_it(
    cli: Cli, onderwijs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("models.db.files.os.fsync", full)
    refused = cli("alliance", "export", onderwijs, "--output", str(tmp_path / "uit.yaml"))
    assert (refused.code, refused.err) == (1, "Error: No space left on device\n")
    assert [one.name for one in tmp_path.iterdir()] == ["onderwijs.yaml"]


def test_what_has_ended_is_archived_and_brought_back(cli: Cli, onderwijs: str) -> None:
    early = cli("alliance", "archive", onderwijs, "--by", "hz")
    assert (early.code, early.err) == (
        3,
        "Error: alliance onderwijs is running; only one that has ended can be archived\n",
    )
    need.no_go(onderwijs, by=factories.HZ, reason="Andere partijen doen dit al.")
    assert cli("alliance", "archive", onderwijs, "--by", "hz").err.startswith("onderwijs is archived.\n")
    assert cli("alliance", "list").err == "There are no alliances yet.\n"
    assert [one["slug"] for one in cli("alliance", "list", "--all", "--json").json] == [onderwijs]
    assert cli("alliance", "restore", onderwijs, "--by", "hz").err.startswith("onderwijs is back in the lists.\n")


def test_removing_says_what_goes_and_asks(cli: Cli, onderwijs: str) -> None:
    what = "12 events, 5 letters, 1 files, 4 contacts, 4 organisations"
    looked = cli("alliance", "remove", onderwijs, "--dry-run", "--by", "hz")
    assert looked.err == f"onderwijs would be removed: {what}.\n"
    unasked = cli("alliance", "remove", onderwijs, "--by", "hz")
    assert (unasked.code, unasked.err.splitlines()[0]) == (
        2,
        f"Error: Remove onderwijs for good: {what}? Nobody can answer that here.",
    )
    gone = cli("alliance", "remove", onderwijs, "--by", "hz", "--yes", "--json").json
    assert gone == {
        "ok": True,
        "alliance": onderwijs,
        "events": 12,
        "letters": 5,
        "files": 1,
        "contacts": 4,
        "organisations": 4,
        "removed": True,
        "by": "hz",
    }
    assert cli("alliance", "list", "--json").json == []
