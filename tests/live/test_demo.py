"""``samenspel demo`` as a person runs it: a program of its own, with a Prefect server of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from deployments.doctor_asking import find
from deployments.prefect_env import full_environment
from deployments.processes import port_is_free
from models.db.session import Database, use
from samenspel.settings import Settings
from tests import golden
from tests.live.waiting import until
from tests.project import TOP

pytestmark = pytest.mark.live

#: A whole life takes at most so many seconds on two cores, and so many runs.
SECONDS, RUNS = 90.0, 60

#: The load of a machine that is busy with something else as well: a life alone makes a load of two.
BUSY = 3.0


@contextmanager
def demo(scratch: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run the demo as a process, which makes its scratch directory in ``scratch``; it is ended at the end."""
    scratch.mkdir()
    with (scratch.parent / "told.txt").open("w") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "samenspel", "demo", *arguments],
            # Elsewhere, so that nothing depends on the place; what a person has set for real must not be touched.
            cwd=scratch,
            env=full_environment({"TMPDIR": str(scratch), "PYTHONPATH": str(TOP), "SAMENSPEL_HOME": "/nowhere"}),
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
            # Whatever runs in the background of a shell ignores Ctrl-C, and so would all that it starts.
            preexec_fn=_hears_ctrl_c,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def _hears_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def document(process: subprocess.Popen[str]) -> Any:
    """Return the JSON that the demo prints before it stays open."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line == "}\n":
            break
    return json.loads("".join(lines))


def came_to(chosen: Settings) -> dict[str, Any]:
    """Return what the life came to, read out of the log that was kept."""
    kept = Database(f"sqlite:///{chosen.base / 'samenspel.db'}")
    use(kept)
    try:
        return golden.folded(golden.log()).document()
    finally:
        use(None)
        kept.close()


def test_a_whole_life_is_lived_in_real_runs_and_stays_to_be_looked_at(tmp_path: Path) -> None:
    with demo(tmp_path / "scratch", "--keep", "--json", "--lang", "nl") as process:
        lived = document(process)
        assert [(one["number"], one["phases"], one["verdict"]) for one in lived["cycles"]] == [
            (1, ["explore", "form_alliance", "co_create", "implement", "evaluate"], "insufficient"),
            (2, ["co_create", "implement", "evaluate", "secure_impact"], "sufficient"),
        ]
        assert lived["ended"] == "secured"
        # Other work on the same cores takes time away from it.
        assert lived["seconds"] < SECONDS or os.getloadavg()[0] > BUSY
        chosen = Settings(home=Path(lived["home"]), port=int(lived["server"].rpartition(":")[2]))

        runs = find(chosen, "/flow_runs/filter", {"limit": 200})
        assert 1 < len(runs) <= RUNS
        assert len(runs) == lived["runs"]
        assert {run["state"]["type"] for run in runs} == {"COMPLETED"}
        born = find(chosen, "/deployments/filter", {})
        assert {one["name"]: len(one["schedules"]) for one in born if "-" in one["name"]} == {
            "form-alliance": 0,
            "co-create": 0,
            "secure-impact": 0,
            "evaluation-round": 0,
            "catch-up": 0,
            "remind-partners": 0,
        }
        pages = find(chosen, "/artifacts/latest/filter", {"artifacts": {"key": {"any_": ["alliance-onderwijs"]}}})
        assert "Afgerond: **geborgd**, in cyclus 2." in pages[0]["data"]

        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 0
        assert port_is_free(chosen.host, chosen.port)
    told = (tmp_path / "told.txt").read_text(encoding="utf-8").splitlines()
    assert "1 Verkennen · cyclus 1" in told
    assert told.index("3 Co-creatie · cyclus 1") < told.index("3 Co-creatie · cyclus 2")
    assert "   22 mei 2028  Samenspel rondde de alliantie af: geborgd." in told
    assert came_to(chosen) == json.loads(golden.PRESENT.read_text(encoding="utf-8"))["came_to"]


def test_ctrl_c_ends_it_cleanly_and_leaves_nothing_behind(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    with demo(scratch, "--lang", "en") as process:
        told = tmp_path / "told.txt"
        until(lambda: "1 Explore · cycle 1" in told.read_text(encoding="utf-8"), "the first phase", 180.0)
        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 130
    assert told.read_text(encoding="utf-8").splitlines()[-1] == "Error: interrupted"
    assert list(scratch.iterdir()) == []
