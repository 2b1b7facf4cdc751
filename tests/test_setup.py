"""What is installed is what was meant: capped where needed, locked with hashes, and tied to no package index."""

import ast
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project import TOP, tracked

PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
LOCK, DEV_LOCK = TOP / "requirements.lock", TOP / "requirements-dev.lock"

#: Beyond these Prefect does not start, or quietly stops scheduling.
CAPS = {
    "prefect": "<3.10,>=3.8.8",
    "fastapi": "<0.151,>=0.139",
    "sqlalchemy": "<2.1,>=2.0.40",
    "apprise": "<2,>=1.13",
}


def requirements() -> dict[str, Requirement]:
    """Return what the project needs to run, by name."""
    parsed = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    return {canonicalize_name(requirement.name): requirement for requirement in parsed}


def locked(lock: Path) -> dict[str, list[str]]:
    """Return the versions in a lock file by name; there are several where platforms differ."""
    found: dict[str, list[str]] = {}
    for name, pinned in re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;\\]+)", lock.read_text(encoding="utf-8"), re.M):
        found.setdefault(canonicalize_name(name), []).append(pinned)
    return found


@pytest.mark.parametrize(("name", "cap"), CAPS.items())
def test_what_prefect_cannot_stand_is_capped(name: str, cap: str) -> None:
    requirement = requirements()[canonicalize_name(name)]
    assert str(requirement.specifier) == cap
    assert requirement.specifier.contains(version(name))


def test_every_requirement_is_locked_at_a_version_in_range() -> None:
    versions = locked(LOCK)
    outside = {
        name: versions.get(name, [])
        for name, requirement in requirements().items()
        if not versions.get(name) or not all(requirement.specifier.contains(each) for each in versions[name])
    }
    assert outside == {}


def test_what_builds_and_tests_the_project_is_locked_too() -> None:
    versions = locked(LOCK) | locked(DEV_LOCK)
    wanted = [Requirement(line) for line in PROJECT["build-system"]["requires"] + PROJECT["dependency-groups"]["dev"]]
    outside = [
        str(requirement)
        for requirement in wanted
        if not all(requirement.specifier.contains(each) for each in versions[canonicalize_name(requirement.name)])
    ]
    assert outside == []
    # Hatchling asks for it when it installs the project in place.
    assert "editables" in versions


def test_the_two_locks_agree() -> None:
    run, dev = locked(LOCK), locked(DEV_LOCK)
    assert {name: dev[name] for name in run.keys() & dev.keys() if run[name] != dev[name]} == {}


@pytest.mark.parametrize("lock", [LOCK, DEV_LOCK], ids=lambda lock: lock.name)
def test_every_locked_version_has_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"^(?=\S)", text, flags=re.M)[1:]
    without = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert without == []
    assert len(entries) == sum(len(versions) for versions in locked(lock).values())
    assert "://" not in text
    assert " @ " not in text


def test_no_file_names_a_package_index() -> None:
    # Put together from pieces, so that this file does not name one either.
    words = ["--(extra-)?" + "index-" + "url", "index-" + "url *=", "://[^ ]*/" + r"simple\b", "py" + r"pi\.org"]
    forbidden = re.compile("|".join(words))
    assert all(forbidden.search(bad) for bad in ("pip --index-" + "url x", "https://some.where/" + "simple/pip"))
    naming = [
        f"{path.relative_to(TOP)}:{number}"
        for path in _texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if forbidden.search(line)
    ]
    assert naming == []


def test_an_old_python_can_read_the_set_up_far_enough_to_refuse() -> None:
    ast.parse((TOP / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_the_set_up_needs_nothing_but_python() -> None:
    tree = ast.parse((TOP / "dev.py").read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }
    standard = {"__future__", "concurrent", "hashlib", "importlib", "os", "pathlib", "shutil", "subprocess", "sys"}
    assert imported == standard | {"tempfile", "threading", "time", "tomllib"}


def _texts() -> list[Path]:
    """Return every file of the project that is text."""
    return [path for path in tracked() if b"\0" not in path.read_bytes()]
