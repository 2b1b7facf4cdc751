"""Whatever stands in a file, it is read or refused, fast and in little memory; a refused one leaves nothing behind."""

import itertools
import json
import logging
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, event, given, settings

from models.actions.alliances import names
from models.method.definition_schema import file_schema
from samenspel.alliance_file import LONGEST_LINE, MOST_PROBLEMS, FileProblems, dump_definition, read_definition
from samenspel.cli.main import run
from samenspel.yaml_tree import read_tree
from tests.alliance_texts import HEAD
from tests.odd_files import odd_files
from tests.project import TOP

#: Generous, because the machines that run the tests are shared; what is looked for takes minutes and gigabytes.
MOST_SECONDS = 5.0
MOST_SECONDS_OF_A_BOMB = 20.0
MOST_KILOBYTES = 300_000

SCHEMA = jsonschema.Draft202012Validator(file_schema())


@dataclass
class Watch:
    """How many files were read and refused, and the seconds of this process that the slowest of them took."""

    read: int = 0
    refused: int = 0
    slowest: float = 0.0


@pytest.fixture
def examples(request: pytest.FixtureRequest) -> int:
    """How many files chance may draw."""
    return int(request.config.getoption("--examples", default=300))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("sqlite_db", "at_start")
def test_whatever_stands_in_a_file_is_read_or_refused_and_a_refused_file_leaves_nothing_behind(
    examples: int, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = Watch()

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(content=odd_files())
    def look(content: bytes) -> None:
        Path("a.yaml").write_bytes(content)
        begun = time.process_time()
        said = _reading()
        watch.slowest = max(watch.slowest, time.process_time() - begun)
        event("refused" if said else "read")
        if said:
            watch.refused += 1
            _check_lines(said)
            assert run(["alliance", "add", "a.yaml"]) == 2
            assert capsys.readouterr().err == f"Error: {chr(10).join(said)}\n"
        else:
            watch.read += 1
            _check_what_was_read(content)

    look()
    assert names() == []
    assert watch.slowest < MOST_SECONDS
    assert min(watch.read, watch.refused) > 0
    # To be seen with --log-cli-level=INFO.
    logging.getLogger(__name__).info("%s", watch)


def _reading() -> list[str]:
    """Return the lines that say why the file is refused, none if it is taken; nothing else may come out of reading."""
    try:
        read_definition("a.yaml")
    except FileProblems as refusal:
        return str(refusal).split("\n")
    return []


def _check_lines(lines: list[str]) -> None:
    assert 0 < len(lines) <= MOST_PROBLEMS + 1
    assert [line for line in lines if not line.startswith("a.yaml:") or not line.isprintable()] == []
    assert max(map(len, lines)) < LONGEST_LINE + len("a.yaml:1000000:1000000: ")


def _check_what_was_read(content: bytes) -> None:
    """Check that an editor underlines nothing in a file that is taken, and that it can be written and read again."""
    tree = read_tree(content.decode().removeprefix("\ufeff"))
    assert tree is not None
    assert [error.message for error in SCHEMA.iter_errors(tree.value)] == []
    definition = read_definition("a.yaml")
    Path("a.yaml").write_text(dump_definition(definition), encoding="utf-8")
    assert read_definition("a.yaml") == definition


def _bomb(most: str, of: str) -> str:
    lines = [f"a: &a {most}", *(f"{b}: &{b} {of.replace('*', f'*{a}')}" for a, b in itertools.pairwise("abcdefghi"))]
    return "\n".join(lines)


TOO_MANY = "the file has too many values; allowed: 50000, aliases written out"

#: What stands in the file, and the first line that is said of it.
BOMBS: dict[str, tuple[str | bytes, str]] = {
    "lists of aliases": (_bomb("[x,x,x,x,x,x,x,x,x]", "[*,*,*,*,*,*,*,*,*]"), f":5:23: {TOO_MANY}"),
    "mappings of aliases": (_bomb("{k: x}", "{a: *,b: *,c: *,d: *,e: *,f: *,g: *,h: *,i: *}"), f":6:11: {TOO_MANY}"),
    "an alias of itself": ("a: &a [*a]\n", ":1:8: the alias *a stands for nothing that is complete before it"),
    "5,000 brackets": ("[" * 5000, ":1:21: the nesting is too deep; allowed: 20 levels"),
    "one text of 1 MB": (
        HEAD + "story: " + "x" * 990_000,
        ":6:8: story: the text has 990000 characters; allowed: at most 20000",
    ),
    "20,000 keys": (
        HEAD + "".join(f"sleutel{n}: 1\n" for n in range(20_000)),
        ':6:1: unknown key "sleutel0"; allowed:',
    ),
    "40,000 wrong days": (
        HEAD + f"quiet_days: [{'x,' * 40_000}]",
        ':6:14: quiet_days: expected a date like 2026-03-01, found "x"',
    ),
    "50 MB": (b"x" * 50_000_000, ": the file is too large; allowed: 1000000 bytes"),
    "a number of 5,000 digits": (
        HEAD + f"evaluation: {{threshold: {'9' * 5000}}}",
        f":6:25: threshold: {'9' * 40}… is no figure to count with; allowed: a finite number",
    ),
    "a whole number of 5,000 digits": (
        HEAD + f"settings: {{rest_days: {'9' * 5000}}}",
        f":6:23: rest_days: expected a whole number, found {'9' * 40}…",
    ),
    "a million lines": ("\n" * 990_000 + HEAD + "foo: 1", ':990006:1: unknown key "foo"; allowed:'),
}

#: Reads each file, and prints what is said first, the seconds that took, and by how much the memory grew in all.
READ_ALL = """
import json, resource, sys, time
from samenspel.alliance_file import FileProblems, read_file
told, before = {}, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sys.argv[1:]:
    begun = time.process_time()
    try:
        read_file(path)
    except FileProblems as refusal:
        told[path] = str(refusal).split("\\n")[0].removeprefix(path), time.process_time() - begun
print(json.dumps([told, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before]))
"""


def test_a_bomb_is_refused_before_it_takes_time_or_memory() -> None:
    for name, (content, _) in BOMBS.items():
        Path(f"{name}.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    paths = [f"{name}.yaml" for name in BOMBS]
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, *paths], capture_output=True, check=True, env={"PYTHONPATH": str(TOP)}
    )
    told, kilobytes = json.loads(done.stdout)
    wanted = {f"{name}.yaml": line for name, (_, line) in BOMBS.items()}
    assert {path: said[: len(wanted[path])] for path, (said, _) in told.items()} == wanted
    assert {path: seconds for path, (_, seconds) in told.items() if seconds > MOST_SECONDS_OF_A_BOMB} == {}
    assert kilobytes < MOST_KILOBYTES
