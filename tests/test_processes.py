"""Our own child processes: they log for the owner only, stop when told, and are not left behind."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from deployments.prefect_env import SecretsUnreadable, credentials
from deployments.processes import Child

#: A child that says when it is there, and ends in its own way when it is told to.
_POLITE = """
import signal, sys, threading
told = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: told.set())
print("here", flush=True)
told.wait()
print("goodbye", flush=True)
"""

_DEAF = """
import signal, threading
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("here", flush=True)
threading.Event().wait()
"""

_PROGRAM = """
import asyncio, sys
from deployments.processes import run_until_told

async def main(stop):
    print("here", flush=True)
    await stop.wait()
    print("goodbye", flush=True)

run_until_told(main, sys.argv[1:])
"""


def test_a_child_is_asked_to_stop_before_it_is_made_to(tmp_path: Path) -> None:
    child = _started(tmp_path, _POLITE)
    assert child.running()
    assert child.stop() == 0
    assert child.last_words() == "here\ngoodbye"
    assert not child.running()


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    child = _started(tmp_path, _DEAF)
    assert child.stop(grace=0.1) == -signal.SIGKILL


def test_only_the_owner_can_read_the_log(tmp_path: Path) -> None:
    child = _started(tmp_path, _POLITE)
    child.stop()
    assert stat.S_IMODE(child.log_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(child.log_file.parent.stat().st_mode) == 0o700


def test_a_program_ends_on_sigterm(tmp_path: Path) -> None:
    child = _started(tmp_path, _PROGRAM)
    assert child.stop() == 0
    assert child.last_words() == "here\ngoodbye"


def test_a_program_ends_when_its_parent_is_gone() -> None:
    # The parent is this test; what the program sees of its end is that the pipe closes.
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, "--with-parent"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stdout.readline() == "here\n"
        program.stdin.close()
        assert program.stdout.read() == "goodbye\n"
    assert program.returncode == 0


def test_a_program_that_fails_says_so() -> None:
    failing = _PROGRAM.replace("await stop.wait()", "raise LookupError('gone')")
    done = subprocess.run([sys.executable, "-c", failing], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "LookupError: gone"


@pytest.mark.kill
def test_a_child_can_be_taken_away_like_in_a_power_cut(tmp_path: Path) -> None:
    child = _started(tmp_path, _POLITE)
    child.kill()
    assert child.exit_code() == -signal.SIGKILL


def test_processes_that_start_together_agree_on_the_password(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from deployments.prefect_env import credentials; "
        "print(credentials(pathlib.Path(sys.argv[1])))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    passwords = {process.communicate()[0].strip() for process in started}
    assert passwords == {credentials(tmp_path)}
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.env"]
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600


def test_a_secrets_file_without_a_password_is_named(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").write_text("OTHER=1\n", encoding="utf-8")
    with pytest.raises(SecretsUnreadable) as said:
        credentials(tmp_path)
    assert str(said.value) == (
        f"{tmp_path / 'secrets.env'} has no line PREFECT_API_AUTH_STRING=user:password; "
        "remove the file to have a new one made"
    )


def _started(home: Path, program: str) -> Child:
    """Return a child that has begun its work."""
    child = Child("child", [sys.executable, "-c", program], env=dict(os.environ), log_file=home / "logs" / "child.log")
    child.start()
    while child.last_words() == "":
        assert not child.ended_within(0.02)
    return child
