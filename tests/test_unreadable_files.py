"""Files that are no YAML of one alliance, or no file at all."""

import itertools
import os
import time
from pathlib import Path

import pytest

from models.method.errors import BadInput
from samenspel.alliance_file import FileProblems, read_definition
from tests.alliance_texts import HEAD, refused


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("", ["a.yaml: there is no alliance in the file; it is empty"]),
        ("# nothing yet\n", ["a.yaml: there is no alliance in the file; it is empty"]),
        ("- a\n", ["a.yaml:1:1: expected a mapping with the keys of an alliance, such as slug and name"]),
        ("hello\n", ["a.yaml:1:1: expected a mapping with the keys of an alliance, such as slug and name"]),
        ("slug: [a\nname: b\n", ["a.yaml:2:5: this is not YAML: expected ',' or ']', but got ':'"]),
        (
            "slug: a\n\tname: b\n",
            [
                "a.yaml:2:1: this is not YAML: found character '\\t' that cannot start any token; "
                "indent with spaces, not with tabs"
            ],
        ),
        ("slug: eerst\n" + HEAD, ['a.yaml:2:1: key "slug" stands here again; it is given in line 1 already']),
        (HEAD + "---\na: b\n", ["a.yaml:6:1: a second document begins here; allowed: one alliance per file"]),
        (
            "%YAML 1.1\n---\n" + HEAD,
            ["a.yaml:1:1: the file asks for another YAML; allowed: %YAML 1.2, or no such line"],
        ),
        ("? [a]\n: b\n", ["a.yaml:1:3: a key must be a word, not a list, a mapping or an alias"]),
        (
            HEAD + "mission: !!python/object:os.system x\nquiet_days: !odd []\ntask2: !odd {}\n",
            [
                "a.yaml:6:10: the tag !!python/object:os.system is not allowed; leave it out",
                "a.yaml:7:13: the tag !odd is not allowed; leave it out",
                'a.yaml:8:1: unknown key "task2" (did you mean "task"?)',
                "a.yaml:8:8: the tag !odd is not allowed; leave it out",
            ],
        ),
        (HEAD + "mission: a\0b\n", ["a.yaml:6:11: the sign U+0000 is not allowed in YAML; take it out"]),
        (
            HEAD + 'mission: "\\UFFFFFFFF"\n',
            ["a.yaml:6:1: a text behind this place names a character that does not exist"],
        ),
        (HEAD.encode() + b"mission: \xe9\xe9n\n", ["a.yaml:6:10: the file is not UTF-8 (byte 86); save it as UTF-8"]),
        (HEAD + 'mission: "\\udead"\n', ["a.yaml:6:10: the sign U+DEAD is half a character; take it out"]),
        (HEAD.encode("utf-16"), ["a.yaml:1:1: the file is not UTF-8 (byte 0); save it as UTF-8"]),
        ("a: " + "x" * 1_000_000, ["a.yaml: the file is too large; allowed: 1000000 bytes"]),
        ("a: " + "[" * 5000, ["a.yaml:1:23: the nesting is too deep; allowed: 20 levels"]),
        ("a: &a [*a]\n", ["a.yaml:1:8: the alias *a stands for nothing that is complete before it"]),
        (
            f"a: &a x\nb: [{','.join(['*a'] * 101)}]\n",
            ["a.yaml:2:305: the file has too many aliases; allowed: 100"],
        ),
    ],
)
def test_what_is_no_yaml_of_one_alliance_is_refused_with_its_place(content: str | bytes, lines: list[str]) -> None:
    assert refused(content) == lines


def test_a_bomb_of_aliases_is_refused_before_it_goes_off() -> None:
    names = "abcdefghi"
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    bomb += "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in itertools.pairwise(names))
    begun = time.perf_counter()
    assert refused(bomb) == ["a.yaml:5:23: the file has too many values; allowed: 50000, aliases written out"]
    assert time.perf_counter() - begun < 5


def test_what_is_no_readable_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    os.mkfifo("pipe.yaml")
    Path("file.yaml").write_text(HEAD)
    Path("folder.yaml").mkdir()
    said = {}
    for name in ("none.yaml", "pipe.yaml", "folder.yaml", "file.yaml/inside.yaml", "x" * 300, "a\0b"):
        with pytest.raises(FileProblems) as wrong:
            read_definition(name)
        said[name[:30]] = str(wrong.value).removeprefix(name)
    assert said == {
        "none.yaml": ": there is no such file",
        "pipe.yaml": ": this is not a file; give a YAML file",
        "folder.yaml": ": this is not a file; give a YAML file",
        "file.yaml/inside.yaml": ": the file cannot be read: Not a directory",
        "x" * 30: ": the file cannot be read: File name too long",
        "a\0b": "a\\u0000b: the file cannot be read: embedded null byte",
    }


def test_problems_are_bad_input_and_tell_file_place_and_text() -> None:
    Path("a.yaml").write_text("task: x\n" + HEAD)
    with pytest.raises(BadInput) as wrong:
        read_definition("a.yaml")
    assert isinstance(wrong.value, FileProblems)
    assert wrong.value.path == Path("a.yaml")
    assert [(p.spot.line, p.spot.column, p.text) for p in wrong.value.problems if p.spot] == [
        (1, 7, 'task: expected a mapping, found "x"'),
        (4, 1, 'key "task" stands here again; it is given in line 1 already'),
    ]
