"""Every command is typed as its help says: it succeeds, answers as its schema says, and keeps data and talk apart."""

import inspect
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from samenspel.cli.answer_schemas import answer_schema, error_schema
from samenspel.cli.answers import Done
from tests import messenger
from tests.cli.example_rows import ELSEWHERE, ROWS
from tests.cli.test_help import EVERY, example
from tests.cli.worlds import SLUG, Place, Typed, Worlds

pytestmark = messenger.QUIET

HERE = [path for path in EVERY if path not in ELSEWHERE]


def _parameters(path: str) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(EVERY[path]).parameters)


def _needing(path: str) -> list[str]:
    """Return what has to be typed after a command."""
    return [
        one.name
        for one in _parameters(path).values()
        if one.default is one.empty and one.kind is not one.VAR_POSITIONAL
    ]


WITH_DRY_RUN = [path for path in HERE if "dry_run" in _parameters(path)]
OF_AN_ALLIANCE = [path for path in HERE if "slug" in _needing(path)]

#: Commands that change something without asking who does it.
ACTING = frozenset({"staff add", "bounces ingest", "remind"})

#: Commands that change nothing: they do not ask who does it, or look ahead in that person's name.
LOOKING = {path for path in HERE if "by" not in _parameters(path)} - ACTING | {"cycle preview"}

#: Commands whose data holds sentences, which are in the language of the reader also in a pipe.
IN_WORDS = frozenset({"status", "log", "toc show", "decision show"})


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Worlds:
    """The worlds in which every example can be typed."""
    examples = {path: example(EVERY[path]).removeprefix("Example: samenspel ") for path in EVERY}
    return Worlds(tmp_path_factory.mktemp("worlds"), sqlite_template, ROWS, examples)


@pytest.fixture(scope="module")
def desk(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place for commands that are refused, and so leave it as it is."""
    return worlds.full_desk(tmp_path_factory.mktemp("desk") / "place")


def _really(typed: list[str], path: str) -> list[str]:
    """Return what is typed to have it done: without looking first, and without being asked."""
    done = [one for one in typed if one != "--dry-run"]
    return [*done, "--yes"] if "yes" in _parameters(path) and "--yes" not in done else done


def _problems(document: Any, schema: Any) -> list[str]:
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return [f"{one.json_path}: {one.message}" for one in checker.iter_errors(document)]


def test_every_command_has_a_row() -> None:
    missing = [path for path in EVERY if path not in ROWS and path not in ELSEWHERE]
    assert missing == [], "add a row for each in tests/cli/example_rows.py, which says in which world it is typed"
    assert [path for path in [*ROWS, *ELSEWHERE] if path not in EVERY] == []


@pytest.mark.parametrize("path", HERE)
def test_the_example_is_carried_out_and_answers_in_json_as_its_schema_says(
    worlds: Worlds, path: str, tmp_path: Path
) -> None:
    place = worlds.copy(path, tmp_path / "place")
    before = place.digest()
    done = place.type(*_really(worlds.typed(path), path), "--json")
    assert (done.code, done.err) == (0, ""), done.err
    assert done.json not in ([], {})
    assert _problems(done.json, answer_schema(path, EVERY[path])) == []
    assert (place.digest() == before) is (path in LOOKING)


@pytest.mark.parametrize("path", HERE)
def test_in_a_pipe_data_and_talk_are_apart_and_the_data_is_the_same_in_both_languages(
    worlds: Worlds, path: str, tmp_path: Path
) -> None:
    said: dict[str, Typed] = {}
    for language in ("nl", "en"):
        place = worlds.copy(path, tmp_path / language)
        said[language] = place.type(*_really(worlds.typed(path), path), "--lang", language)
    assert {language: one.code for language, one in said.items()} == {"nl": 0, "en": 0}, said["en"].err
    assert [one for one in said.values() if bool(one.out) is bool(_talk(one.err))] == [], "either data or talk"
    if EVERY[path].__annotations__["return"] is Done:
        assert said["en"].out == ""
    if path not in IN_WORDS:
        assert said["nl"].out == said["en"].out


def _talk(err: str) -> list[str]:
    """Return what was said beside the data, apart from what to type next."""
    return [line for line in err.splitlines() if not re.match(r"\w+: samenspel ", line)]


@pytest.mark.parametrize("path", WITH_DRY_RUN)
def test_a_dry_run_changes_nothing_and_answers_as_its_schema_says(worlds: Worlds, path: str, tmp_path: Path) -> None:
    place = worlds.copy(path, tmp_path / "place")
    before = place.digest()
    typed = [one for one in worlds.typed(path) if one not in {"--dry-run", "--yes"}]
    looked = place.type(*typed, "--dry-run", "--json")
    assert (looked.code, looked.err) == (0, "")
    assert looked.json not in ([], {})
    assert _problems(looked.json, answer_schema(path, EVERY[path])) == []
    assert place.digest() == before


@pytest.mark.parametrize("path", OF_AN_ALLIANCE)
def test_an_unknown_alliance_is_not_found(worlds: Worlds, desk: Place, path: str) -> None:
    typed = ["nergens" if one == SLUG else one for one in _really(worlds.typed(path), path)]
    refused = desk.type(*typed, "--json")
    assert (refused.code, refused.out, refused.error["code"]) == (4, "", "not_found")
    assert _problems(json.loads(refused.err), error_schema()) == []


@pytest.mark.parametrize("path", [path for path in HERE if _needing(path)])
def test_what_is_missing_is_a_mistake_in_typing(desk: Place, path: str) -> None:
    refused = desk.type(*path.split(), "--json")
    assert (refused.code, refused.out, refused.error["code"]) == (2, "", "usage")
    assert _problems(json.loads(refused.err), error_schema()) == []
