"""Set up and run Samenspel with nothing but Python: `run`, `test`, `words` and `lock`.

python3 dev.py run [ARGS]    set up if needed, then start everything with the example alliance
python3 dev.py test [ARGS]   set up if needed, then check and test; ARGS go to pytest
python3 dev.py words         compile the catalogues of languages, after one of their sources was changed
python3 dev.py lock          renew the two lock files (needs uv)
"""

# The file must be readable for older Pythons, which then get a sentence and no traceback.
from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOP = Path(__file__).resolve().parent
VENV = TOP / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {
    "run": ["requirements.lock"],
    "test": ["requirements.lock", "requirements-dev.lock"],
    "words": ["requirements.lock"],
}


class SetUpFailed(Exception):
    """The environment could not be made; the message says what to do."""


def main(arguments: list[str]) -> int:
    """Do what the first argument says and return the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- this is where an older Python gets its sentence
        print(f"Samenspel needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    os.chdir(TOP)
    command, rest = (arguments[0] if arguments else ""), arguments[1:]
    if command not in (*LOCKS, "lock"):
        print(__doc__.strip(), file=sys.stderr if command else sys.stdout)
        return 2 if command else 0
    try:
        if command == "lock":
            return lock()
        set_up(LOCKS[command])
    except SetUpFailed as failed:
        print(f"\n{failed}", file=sys.stderr)
        return 1
    return {"run": run, "test": test, "words": words}[command](rest)


def run(arguments: list[str]) -> int:
    """Become `samenspel up --example`; returns only where a process cannot be replaced by another."""
    command = [str(BIN / "samenspel"), "up", "--example", *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 -- no shell is wanted
    return subprocess.call(command)


def test(arguments: list[str]) -> int:
    """Run every check, also when one fails; return the exit code of the first that failed."""
    python = str(PYTHON)
    mypy = ("mypy", [python, "-m", "mypy"])
    checks = [
        ("ruff check", [python, "-m", "ruff", "check"]),
        ("ruff format", [python, "-m", "ruff", "format", "--check"]),
        ("imports", [str(BIN / "lint-imports"), "--no-logo"]),
    ]
    # Tests start many processes, and each would compile everything anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if arguments:
        checks += [mypy, ("pytest", [python, "-m", "pytest", *arguments])]
    outcomes = [step(name, command) for name, command in checks]
    if not arguments:
        pytest, served = [python, "-m", "pytest"], ["tests/live", "tests/kill"]
        # What waits for other processes goes first, because leases run out by the clock on the wall.
        later = ["nice"] if shutil.which("nice") else []
        elsewhere = [f"--ignore={folder}" for folder in ("tests/method", "tests/actions", *served)]
        # The rules of the method are covered to the last branch by their own tests. The others run without being
        # watched, which takes a third of the time.
        rules = ("rules", [*later, python, "-m", "coverage", "run", "-m", "pytest", "tests/method"])
        report = ("coverage", [python, "-m", "coverage", "report", "--fail-under=100", "--skip-covered", "-m"])
        # Tests with a server wait more than they work, so three lanes keep two cores at work.
        outcomes += beside_each_other(
            [
                [("live", [*pytest, *served])],
                [(mypy[0], [*later, *mypy[1]]), rules, report, ("actions", [*later, *pytest, "tests/actions"])],
                [("pytest", [*later, *pytest, *elsewhere])],
            ]
        )
    print("\n=== summary " + "=" * 60)
    for name, code, seconds in outcomes:
        print(f"{name:<12} {'ok' if code == 0 else f'FAILED ({code})':<12} {seconds:6.1f} s")
    return next((code for _, code, _ in outcomes if code), 0)


def words(_arguments: list[str]) -> int:
    """Compile the catalogue of every language, in which the program looks up what it says; return the exit code."""
    return subprocess.call([str(PYTHON), "-m", "samenspel.catalogue"])


def step(name: str, command: list[str]) -> tuple[str, int, float]:
    """Run one check under a heading; return its name, exit code and the seconds it took."""
    print(f"\n=== {name} " + "=" * (71 - len(name)), flush=True)
    began = time.monotonic()
    code = subprocess.call(command)
    return name, code, time.monotonic() - began


def beside_each_other(lanes: list[list[tuple[str, list[str]]]]) -> list[tuple[str, int, float]]:
    """Run lanes of checks at the same time, those in one lane after each other; return them as :func:`step` does.

    What a check said is shown when it has ended.
    """
    names = ", ".join(name for lane in lanes for name, _ in lane)
    print(f"\n=== {names}, beside each other; each is shown when it has ended ===", flush=True)
    one_at_a_time = threading.Lock()

    def in_turn(lane: list[tuple[str, list[str]]]) -> list[tuple[str, int, float]]:
        return [quietly(name, command, one_at_a_time) for name, command in lane]

    with ThreadPoolExecutor(len(lanes)) as pool:
        return [outcome for lane in pool.map(in_turn, lanes) for outcome in lane]


def quietly(name: str, command: list[str], one_at_a_time: threading.Lock) -> tuple[str, int, float]:
    """Run one check as :func:`step` does, and show what it said afterwards, while no other is shown."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        code = subprocess.call(command, stdout=said, stderr=subprocess.STDOUT)
        seconds = time.monotonic() - began
        said.seek(0)
        with one_at_a_time:
            print(f"\n=== {name} " + "=" * (71 - len(name)), flush=True)
            sys.stdout.buffer.write(said.read())
            sys.stdout.flush()
    return name, code, seconds


def set_up(locks: list[str]) -> None:
    """Make `.venv` what the lock files say; a second time there is nothing to do.

    A set-up that was broken off goes on where it was. Raises SetUpFailed.
    """
    stamp = VENV / "samenspel-stamp"
    wanted = [fingerprint(lock) for lock in locks]
    present = stamp.read_text().splitlines() if stamp.exists() else []
    if PYTHON.exists() and set(wanted) <= set(present):
        return
    began = time.monotonic()
    uv = shutil.which("uv")
    make_environment(needs_pip=uv is None)
    pip = [uv, "pip", "install", "--python", str(PYTHON)] if uv else [str(PYTHON), "-m", "pip", "install"]
    quiet = [] if uv else ["--disable-pip-version-check", "--progress-bar", "off", "--quiet"]
    for lock in locks:
        print(f"Installing {lock} ...", flush=True)
        install([*pip, *quiet, "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", lock])
    # Without isolation, because what builds the project is in the lock too and has just been checked.
    install([*pip, *quiet, "--no-deps", "--no-build-isolation", "-e", "."])
    stamp.write_text("\n".join(wanted) + "\n")
    print(f"Set up in {time.monotonic() - began:.0f} s.", flush=True)


def make_environment(*, needs_pip: bool) -> None:
    """Make `.venv` if it is not there, with pip in it where pip has to do the work."""
    if needs_pip and importlib.util.find_spec("ensurepip") is None:
        raise SetUpFailed(
            "This Python cannot make virtual environments. On Debian and Ubuntu: sudo apt install python3-venv"
        )
    if not PYTHON.exists():
        print(f"Making {VENV.relative_to(TOP)} with Python {sys.version.split()[0]} ...", flush=True)
        install([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)])
    if needs_pip and subprocess.call([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL) != 0:
        install([str(PYTHON), "-m", "ensurepip", "--default-pip"])


def install(command: list[str]) -> None:
    """Run one step of the set-up; raise SetUpFailed, with a hint, when it does not succeed."""
    # The output of ensurepip is of no use to anybody who waits for the set-up.
    output = subprocess.DEVNULL if "ensurepip" in command else None
    code = subprocess.call(command, stdout=output)
    if code != 0:
        raise SetUpFailed(
            f"The set-up stopped (exit code {code}); the reason stands above. Is the package index reachable from\n"
            "here? Run the same command again when it is: what was installed stays."
        )


def fingerprint(lock: str) -> str:
    """Return a line that changes whenever an installation from this lock would come out otherwise."""
    digest = hashlib.sha256()
    for part in (TOP / lock, TOP / "pyproject.toml"):
        digest.update(part.read_bytes())
    return f"{lock} {digest.hexdigest()}"


def lock() -> int:
    """Renew both lock files: what is needed to run and to build, and on top of it what is needed to test."""
    import tomllib

    uv = shutil.which("uv")
    if uv is None:
        raise SetUpFailed("Renewing the lock files needs uv on the PATH.")
    builds = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    options = [
        *("--universal", "--python-version", "3.11", "--generate-hashes"),
        *("--no-header", "--no-annotate", "--no-strip-extras", "--quiet"),
    ]
    # Hatchling asks for editables as well when it installs a project in place, as we do.
    builds.append("editables")
    runtime = [uv, "pip", "compile", "pyproject.toml", "-", *options, "-o", "requirements.lock"]
    code = subprocess.run(runtime, input="\n".join(builds), text=True, check=False).returncode
    if code == 0:
        dev = [uv, "pip", "compile", "--group", "dev", "-c", "requirements.lock", *options]
        code = subprocess.call([*dev, "-o", "requirements-dev.lock"])
    return code


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
