"""Whether the tests of the engine notice a fault in it; the faults are made with ``--engine-faults``."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.method.evaluation.faults import FAULTS, Fault
from tests.project import TOP

ENGINE = Path("models", "method", "evaluation")
TESTS = Path("tests", "method", "evaluation")

#: Everything that the tests of the engine need, and nothing that would start more than them.
COPIED = (
    *(Path("models", "__init__.py"), Path("models", "method")),
    *(Path("tests", "__init__.py"), Path("tests", "project.py"), Path("tests", "data")),
    *(TESTS, Path("tests", "method", "strategies.py")),
)

#: The tests that try a part of the engine, where they are not named after it; the worked cases try every part.
TRIED_BY = {
    "answers": "test_survey.py",
    "assumptions": "test_diagnosis.py",
    "categories": "test_indicator.py",
    "expectation": "test_indicator.py",
    "judging": "test_indicator.py",
    "posterior": "test_intervals.py",
    "rubric": "test_indicator.py",
}
WORKED_CASES = ("test_vectors.py", "test_vectors_together.py")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make the faults one by one, when asked to."""
    if "fault" in metafunc.fixturenames:
        metafunc.parametrize("fault", FAULTS if metafunc.config.getoption("--engine-faults") else (), ids=str)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the engine and its tests, of which the tests pass."""
    folder = tmp_path_factory.mktemp("faults")
    for path in COPIED:
        if (TOP / path).is_dir():
            shutil.copytree(TOP / path, folder / path, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TOP / path, folder / path)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n", encoding="utf-8")
    tests = sorted({_tests_of(fault.file) for fault in FAULTS} | set(WORKED_CASES))
    passed = _tried(folder, *tests)
    assert passed.returncode == 0, passed.stdout
    return folder


def test_every_fault_is_of_something_that_stands_in_the_engine_once() -> None:
    counts = {str(fault): _text(TOP, fault).count(fault.right) for fault in FAULTS}
    assert {fault: count for fault, count in counts.items() if count != 1} == {}
    assert len(counts) == len(FAULTS)


def test_the_manual_tells_how_many_faults_are_made_in_each_part() -> None:
    manual = (TOP / "docs" / "evaluation.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (\d+) \| \2 \|", manual, re.MULTILINE))
    assert told == {file: str(count) for file, count in Counter(fault.file for fault in FAULTS).items()}


def test_a_fault_is_noticed(fault: Fault, copied: Path) -> None:
    path, whole = copied / ENGINE / f"{fault.file}.py", _text(copied, fault)
    path.write_text(whole.replace(fault.right, fault.wrong), encoding="utf-8")
    try:
        tried = _tried(copied, _tests_of(fault.file), *WORKED_CASES)
    finally:
        path.write_text(whole, encoding="utf-8")
    # An engine that cannot even be imported would be no fault that a test notices.
    assert tried.stdout.splitlines()[-1].startswith("1 failed"), tried.stdout


def _text(top: Path, fault: Fault) -> str:
    return (top / ENGINE / f"{fault.file}.py").read_text(encoding="utf-8")


def _tests_of(file: str) -> str:
    return TRIED_BY.get(file, f"test_{file}.py")


def _tried(folder: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run tests on the copy until one of them fails."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, *(str(TESTS / test) for test in dict.fromkeys(tests))],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
