"""Whether the tests of the engine notice a fault in it: ``pytest tests/method/evaluation/test_faults.py --engine-faults``."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.method.evaluation.faults import FAULTS, Fault
from tests.project import TOP

ENGINE = Path("models", "method", "evaluation")
TESTS = Path("tests", "method", "evaluation")

#: Everything that the tests of the engine need, and nothing that would start more than them.
COPIED = (
    *(Path("models", "__init__.py"), Path("models", "method")),
    *(Path("tests", "__init__.py"), Path("tests", "project.py"), TESTS, Path("tests", "data")),
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


@pytest.fixture(scope="module")
def copied(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the engine and its tests, of which the tests pass."""
    if not request.config.getoption("--engine-faults"):
        pytest.skip("faults are tried with --engine-faults")
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


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_noticed(fault: Fault, copied: Path) -> None:
    path, whole = copied / ENGINE / f"{fault.file}.py", _text(copied, fault)
    path.write_text(whole.replace(fault.right, fault.wrong), encoding="utf-8")
    try:
        tried = _tried(copied, _tests_of(fault.file), *WORKED_CASES)
    finally:
        path.write_text(whole, encoding="utf-8")
    assert tried.returncode == pytest.ExitCode.TESTS_FAILED, tried.stdout


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
