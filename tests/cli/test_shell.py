"""The program in a shell: between pipes, and with streams that are closed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.project import TOP

#: The longest answer there is without an alliance, so that a reader who leaves early leaves before its end.
LONG = "; ".join(["samenspel schema alliance"] * 4)


def _in_a_shell(command: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which ``samenspel`` is this program."""
    line = f'samenspel() {{ "{sys.executable}" -m samenspel --lang en "$@"; }}; {command}'
    surroundings = {**os.environ, "PYTHONPATH": str(TOP)}
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=False, timeout=60, env=surroundings, cwd=tmp_path
    )


def test_who_reads_the_first_line_only_gets_it_without_a_word_of_complaint(tmp_path: Path) -> None:
    ran = _in_a_shell(f"({LONG}) | head -1", tmp_path)
    assert (ran.stdout, ran.stderr) == ("{\n", "")


def test_what_is_answered_in_json_can_be_read_by_the_next_program(cli: Cli, onderwijs: str, tmp_path: Path) -> None:
    reading = "import json, sys; print(json.load(sys.stdin)['phase'])"
    ran = _in_a_shell(f'samenspel gate show {onderwijs} --json | "{sys.executable}" -c "{reading}"', tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "explore\n", "")


@pytest.mark.parametrize(
    ("command", "code", "out", "err"),
    [
        ("samenspel alliance list <&-", 0, "slug\tname\tstatus\nonderwijs\tAlliantie onderwijs\trunning\n", ""),
        (
            "samenspel letter discard onderwijs 1 --reason 'De vraag is al gesteld.' --by hz <&-",
            2,
            "",
            "Error: Discard letter 1 (phase_opened) for good? Nobody can answer that here.\n"
            "Hint: add --yes to do it, or --dry-run to look first\n",
        ),
        ("samenspel alliance list >&-", 0, "", ""),
        ("samenspel --help >&-", 0, "", ""),
        ("samenspel alliance show nergens 2>&-", 4, "", ""),
        ("samenspel alliance list <&- >&- 2>&-", 0, "", ""),
    ],
)
def test_a_closed_stream_is_as_good_as_nobody_there(
    cli: Cli, onderwijs: str, tmp_path: Path, command: str, code: int, out: str, err: str
) -> None:
    ran = _in_a_shell(command, tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (code, out, err)
