"""Help is complete, its examples can be typed, and it is there at once."""

import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cyclopts import App

from samenspel.cli.main import COMMANDS, app, run


def _commands(of: App, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Callable[..., Any]]]:
    for name, found in of.resolved_commands().items():
        if name.startswith("-"):
            continue
        if found.default_command is not None:
            yield (*path, name), found.default_command
        else:
            yield from _commands(found, (*path, name))


EVERY = {" ".join(path): found for path, found in _commands(app)}


def example(command: Callable[..., Any]) -> str:
    """Return the paragraph of the docstring that holds the example, as one line."""
    paragraphs = (" ".join(part.split()) for part in (command.__doc__ or "").split("\n\n"))
    return next(paragraph for paragraph in paragraphs if paragraph.startswith("Example: samenspel "))


@pytest.mark.parametrize("path", EVERY)
def test_every_command_has_an_example_that_can_be_typed(path: str) -> None:
    typed = shlex.split(example(EVERY[path]).removeprefix("Example: samenspel "))
    assert " ".join(typed).startswith(path)
    command, _, _ = app.parse_args(typed, exit_on_error=False, print_error=False)
    assert command is EVERY[path]


def test_there_are_as_many_commands_as_the_method_needs() -> None:
    assert sorted({path.split()[0] for path in EVERY}) == sorted(COMMANDS)
    assert len(EVERY) == 220


@pytest.mark.parametrize("typed", [[], ["-h"], ["--help"]])
def test_nothing_typed_is_help_with_examples_and_exit_codes(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed) == 0
    text = capsys.readouterr().out
    assert "  samenspel up --example\n  samenspel alliance add onderwijs.yaml\n" in text
    assert "Exit codes: 0 ok, 1 failure, 2 usage or bad input, 3 conditions not met" in text
    assert [name for name in COMMANDS if f"\n  {name}: " not in text] == []
    assert "╭" not in text


def test_the_version_names_prefect_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("samenspel 0.1.0 (Prefect 3.")


@pytest.mark.parametrize("typed", ["-h", "--version", "gate pass -h", "decision answer -h"])
def test_help_loads_neither_prefect_nor_a_database(typed: str) -> None:
    program = (
        "import sys; from samenspel.cli.main import run; code = run(sys.argv[1:]); "
        "print([name for name in ('prefect', 'sqlalchemy', 'alembic') if name in sys.modules], code, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *typed.split()], capture_output=True, text=True, check=False, timeout=30
    )
    assert ran.stderr == "[] 0\n"
