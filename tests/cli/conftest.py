"""The command line as a person uses it: what is typed goes in, what is printed and the exit code come out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from models.db.session import Database
from samenspel.alliance_file import dump_definition
from samenspel.cli.main import run
from samenspel.clock import SetClock
from tests import factories
from tests.walks import walked_once


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed on standard output, read as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """What was printed on standard error, read as JSON."""
        return json.loads(self.err)["error"]


Cli = Callable[..., Typed]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language of whoever asks for no other, whatever is set where the tests run."""
    monkeypatch.setenv("SAMENSPEL_LANGUAGE", "en")


@pytest.fixture
def cli(sqlite_db: Database, at_start: SetClock, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Type a command, in a data directory with an empty, migrated database."""

    def typed(*arguments: str) -> Typed:
        capsys.readouterr()
        code = run(arguments)
        seen = capsys.readouterr()
        return Typed(code, seen.out, seen.err)

    return typed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a small alliance, ``onderwijs``."""
    path = tmp_path / "onderwijs.yaml"
    path.write_text(dump_definition(factories.described()))
    return path


@pytest.fixture
def onderwijs(cli: Cli, file: Path) -> str:
    """An alliance in phase 1, added by its file."""

    @walked_once
    def added_by_its_file(_content: str) -> str:
        assert cli("alliance", "add", str(file)).code == 0
        factories.drain()
        return "onderwijs"

    return added_by_its_file(file.read_text())
