"""The page for a new user is walked as it stands: every command succeeds and says what the page shows."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.method.phases import Phase
from tests import factories
from tests.cli.conftest import Cli
from tests.project import TOP

PAGE = (TOP / "docs" / "first-alliance.md").read_text(encoding="utf-8")

#: What is between two such lines is left out on the page.
LEFT_OUT = "..."


def _steps() -> Iterator[tuple[str, list[str]]]:
    """Yield what is typed on the page, one thing after the other, with the lines that are shown below it."""
    for kind, block in re.findall(r"^```(console|yaml)\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL):
        if kind == "yaml":
            yield "edit", block.splitlines()
            continue
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = step.splitlines()
            yield command, shown


def _edited(text: str, ours: list[str]) -> str:
    """Return a file in which the parts that are ours take the place of those of the same name."""
    parts = re.split(r"^(?=\w+:)", "\n".join(ours) + "\n", flags=re.MULTILINE)[1:]
    for part in parts:
        name = part.partition(":")[0]
        found = re.compile(rf"^(# )?{name}:\n(?:(?:# )? .*\n|#   .*\n)*", flags=re.MULTILINE)
        assert len(found.findall(text)) == 1, name
        text = found.sub(lambda _, part=part: part, text)
    return text


def _said(out: str, shown: list[str]) -> list[str]:
    """Return the lines shown on the page that were not said in that order; between two dots anything may stand."""
    lines = iter([line.rstrip() for line in out.splitlines()])
    return [one for one in shown if one != LEFT_OUT and one not in lines]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A terminal of eighty columns in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    return tmp_path


def test_a_new_user_walks_the_page_into_phase_2(cli: Cli, terminal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = []
    for command, shown in _steps():
        if command == "edit":
            file = terminal / "leesplezier.yaml"
            file.write_text(_edited(file.read_text(encoding="utf-8"), shown), encoding="utf-8")
        elif not command.startswith("samenspel "):
            subprocess.run(["sh", "-c", command], check=True)
        else:
            words, _, file_name = command.removeprefix("samenspel ").partition(" > ")
            with monkeypatch.context() as here:
                here.setattr(sys.stdout, "isatty", lambda on_screen=not file_name: on_screen)
                done = cli(*shlex.split(words))
            if file_name:
                (terminal / file_name).write_text(done.out, encoding="utf-8")
            assert (done.code, _said(done.out + done.err, shown)) == (0, []), command + "\n" + done.out + done.err
            factories.drain()
            typed.append(words.split()[0])
    assert (len(typed), typed.count("deliverable")) == (18, 7)
    assert factories.place("leesplezier") == (1, Phase.FORM_ALLIANCE)
