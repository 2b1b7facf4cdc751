"""Engines of the post die at any moment, and the mail server goes wrong now and then: nothing is lost or doubled."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.kill.conftest import TOP

pytestmark = pytest.mark.kill

#: What must not be, whatever happens.
NEVER = dict.fromkeys(
    ("lost", "unknown", "unexplained", "stuck", "without_reason", "steps_twice", "steps_lost", "gaps"), 0
)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'samenspel.db'}"
        return
    databases.skip_without_postgres()
    with databases.postgres_database() as database:
        database.close()
        yield database.url


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where there is one, because the ledger of the mail server waits for the disk at each mail."""
    memory = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        yield Path(place)


def test_no_letter_is_lost_and_none_is_doubled_without_a_doubt_that_is_on_record(
    url: str, folder: Path, request: pytest.FixtureRequest
) -> None:
    kills = int(request.config.getoption("--post-kills"))
    seed = request.config.getoption("--seed")
    command = [sys.executable, "-m", "tests.kill.post_engines", url, str(folder), "--kills", str(kills)]
    done = subprocess.run(
        [*command, "--seed", str(seed if seed is not None else 20261125)],
        cwd=TOP,
        capture_output=True,
        text=True,
        timeout=600 + kills,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found = json.loads(done.stdout)
    sys.stdout.write(f"{found}\n")
    assert {name: found[name] for name in NEVER} == NEVER
    assert (found["kills"], found["delivered"] > kills // 10, found["reminded"] > 0) == (kills, True, True)
