"""The shape of the project, as far as a machine can see it."""

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import TOP, tracked

#: Where our own code is; the rest of the top level is documents, examples and set-up.
PACKAGES = ("samenspel", "models", "notifications", "tasks", "flows", "deployments")

#: Everything that may stand at the top. Whatever is new goes under one of these folders, or is added here on purpose.
TOP_LEVEL = {
    *PACKAGES,
    *("benchmarks", "docs", "examples", "tests"),
    *(".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "dev.py", "pyproject.toml"),
    *("requirements.lock", "requirements-dev.lock"),
}

#: Migrations are never split after the fact, and are read once.
MIGRATIONS = TOP / "models" / "db" / "migrations" / "versions"

#: What asks the clock on the wall what time it is. Measuring a duration (``time.monotonic``) is something else.
CLOCK_READERS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"),
    *("time.localtime", "time.gmtime", "time.ctime"),
}


def our_code() -> list[Path]:
    """Return our Python files outside the tests and the migrations."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and not path.is_relative_to(TOP / "tests") and not path.is_relative_to(MIGRATIONS)
    ]


def test_nothing_unexpected_stands_at_the_top() -> None:
    assert {path.relative_to(TOP).parts[0] for path in tracked()} - TOP_LEVEL == set()


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {str(path.relative_to(TOP)): _lines(path) for path in our_code()}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_half_of_the_files_are_shorter_than_100_lines() -> None:
    assert statistics.median(_lines(path) for path in our_code() if _lines(path) > 0) < 100


def test_only_the_database_package_imports_sqlalchemy() -> None:
    importing = {
        str(path.relative_to(TOP))
        for path in our_code()
        if any(name.split(".")[0] == "sqlalchemy" for name in _imports(path))
    }
    # The other mends how Prefect's server uses the database of its own.
    outside = {name for name in importing if not name.startswith("models/db/")}
    assert outside == {"deployments/immediate_sqlite.py"}


def test_only_the_clock_reads_the_clock() -> None:
    reading = {
        f"{path.relative_to(TOP)}: {name}"
        for path in our_code()
        if path.relative_to(TOP).parts[0] in PACKAGES
        for name in _attributes(path) & CLOCK_READERS
    }
    assert reading == {"samenspel/clock.py: datetime.now"}


@pytest.mark.parametrize("path", sorted((TOP / "flows").glob("*.py")), ids=lambda path: path.stem)
def test_a_flow_file_holds_no_other_functions_and_no_classes(path: Path) -> None:
    others = [
        statement.name
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not _is_flow(statement)
    ]
    assert others == []


def test_flows_and_tasks_keep_their_types_for_prefect() -> None:
    forgetful = {
        str(path.relative_to(TOP))
        for path in our_code()
        if path.relative_to(TOP).parts[0] in ("flows", "tasks") and "__future__.annotations" in _imports(path)
    }
    assert forgetful == set()


def test_every_layer_imports_only_what_stands_below_it() -> None:
    # The tool reads pyproject.toml; the same contracts as in `make test`.
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    kept = re.search(r"Contracts: (\d+) kept, (\d+) broken", done.stdout)
    assert kept is not None
    assert int(kept[1]) >= 5
    assert int(kept[2]) == 0


def test_the_checks_of_this_file_find_what_they_look_for(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "from __future__ import annotations\n"
        "import datetime as dt\nimport sqlalchemy.orm\nfrom time import time\n"
        "now = dt.datetime.now()\nthen = time()\nclass Helper: ...\n@flow\ndef fine(): ...\ndef loose(): ...\n",
        encoding="utf-8",
    )
    assert _imports(wrong) == {"__future__.annotations", "datetime", "sqlalchemy.orm", "time.time"}
    assert _attributes(wrong) & CLOCK_READERS == {"datetime.now", "time.time"}
    statements = ast.parse(wrong.read_text(encoding="utf-8")).body
    assert [_is_flow(statement) for statement in statements[-3:]] == [False, True, False]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _imports(path: Path) -> set[str]:
    """Return the full names of everything a file imports, wherever in the file it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _attributes(path: Path) -> set[str]:
    """Return the last two names of everything that is called or passed on as a function: ``datetime.now``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {".".join(dotted.split(".")[-2:]) for dotted in _dotted(tree)}
    bare = {name.split(".")[-1]: name for name in _imports(path) if name in CLOCK_READERS}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return found | {full for short, full in bare.items() if short in used}


def _dotted(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node)


def _is_flow(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) and any(
        ast.unparse(decorator).split("(")[0] == "flow" for decorator in statement.decorator_list
    )
