"""The program as a process: odd terminals, interrupts, full pipes, and two migrations at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from samenspel.cli.main import app, run
from tests.cli.conftest import Cli
from tests.project import TOP

PROGRAM = [sys.executable, "-m", "samenspel"]


def _typed(*arguments: str, **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, check=False, timeout=60, env={**os.environ, **surroundings}
    )


@pytest.mark.parametrize(
    ("surroundings", "shown"),
    [
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, b"Caf? ?"),
        ({"PYTHONIOENCODING": "cp1252"}, "Café ?".encode("cp1252")),
        ({"PYTHONIOENCODING": "utf-8"}, "Café 漢".encode()),
    ],
)
def test_a_terminal_that_cannot_show_a_sign_gets_a_question_mark(
    cli: Cli, onderwijs: str, surroundings: dict[str, str], shown: bytes
) -> None:
    cli("lesson", "add", onderwijs, "Café 漢 is een plek om te praten.", "--by", "hz")
    listed = _typed("lesson", "list", onderwijs, **surroundings)
    assert (listed.returncode, shown in listed.stdout) == (0, True)


@pytest.mark.parametrize("command", [("alliance", "new", "wonen.yaml"), ("letter", "preview", "thanks", "--out", "p")])
def test_what_is_written_from_nothing_needs_no_installation(tmp_path: Path, command: tuple[str, ...]) -> None:
    home = tmp_path / "var"
    done = subprocess.run(
        [*PROGRAM, *command],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(TOP), "SAMENSPEL_HOME": str(home)},
    )
    assert (done.returncode, (tmp_path / command[-1]).exists(), home.exists()) == (0, True, False), done.stderr


def test_an_interrupt_in_the_middle_takes_everything_back(
    cli: Cli, onderwijs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cli("log", onderwijs).out

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("models.actions.frame.Correspondence.close", interrupted)
        stopped = cli("lesson", "add", onderwijs, "Begin bij wat leraren zelf zeggen.", "--by", "hz")
    assert (stopped.code, stopped.out, cli("log", onderwijs).out) == (130, "", before)


def test_a_full_disk_behind_standard_output_is_said_and_no_trace_is_shown(cli: Cli, onderwijs: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*PROGRAM, "alliance", "export", onderwijs], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert (ran.returncode, ran.stderr) == (1, b"Error: No space left on device\n")


def test_two_migrations_at_once_take_turns(home: Path) -> None:
    home.mkdir()
    migrating = "from models.db import migrate\nfrom models.db.session import database\nmigrate.upgrade(database())"
    both = [
        subprocess.Popen([sys.executable, "-c", migrating], cwd=TOP, stderr=subprocess.PIPE, env={**os.environ})
        for _ in range(2)
    ]
    assert [(one.communicate(timeout=60)[1], one.returncode) for one in both] == [(b"", 0)] * 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_every_noun(shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    script = tmp_path / "completion"
    assert run(["--install-completion", "--shell", shell, "--output", str(script)]) == 0
    text = script.read_text()
    nouns = [name for name in app.resolved_commands() if not name.startswith("-")]
    assert [noun for noun in nouns if noun not in text] == []


def test_a_broken_pipe_is_no_error_to_complain_of(cli: Cli, onderwijs: str) -> None:
    with subprocess.Popen([*PROGRAM, "log", onderwijs], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        assert ran.stdout is not None
        ran.stdout.close()
        assert ran.stderr is not None
        assert (ran.stderr.read(), ran.wait(timeout=60) in {0, 1, -signal.SIGPIPE}) == (b"", True)
