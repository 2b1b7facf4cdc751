"""What commands answer in JSON can be looked up, also when something is typed wrong."""

import json

import jsonschema
import pytest

from samenspel.cli.answer_schemas import answer_schema, answering, error_schema
from samenspel.cli.changed_keys import BESIDE_TEXT, CHANGED
from samenspel.cli.key_meanings import MEANINGS, WITHIN
from tests.cli.conftest import Cli
from tests.cli.test_help import EVERY

FIELDS = ["alliance", "cycle", "phase", "label", "lead", "held_by", "held_reason", "go_by", "waits_for", "remarks"]


def test_every_command_that_answers_has_a_schema_that_is_one() -> None:
    assert list(answering()) == [path for path in EVERY if path != "up"]
    for name, command in answering().items():
        jsonschema.Draft202012Validator.check_schema(answer_schema(name, command))


def test_no_key_and_no_command_is_declared_that_there_is_not() -> None:
    declared = {**CHANGED, **BESIDE_TEXT}
    assert [name for name in declared if name not in EVERY] == []
    used = {(name.split()[0], key) for table in (CHANGED, BESIDE_TEXT) for name in table for key in table[name].split()}
    assert [key for key in MEANINGS if key not in {key for noun, key in used if key not in WITHIN.get(noun, {})}] == []
    assert {(noun, key) for noun, keys in WITHIN.items() for key in keys} - used == set()


def test_the_schema_of_a_record_names_all_its_fields_and_no_others(cli: Cli) -> None:
    schema = json.loads(cli("schema", "gate", "show").out)
    assert (schema["title"], schema["required"]) == ("samenspel gate show --json", FIELDS)
    assert (list(schema["properties"]), schema["additionalProperties"]) == (FIELDS, False)


def test_the_schema_of_a_change_names_what_is_changed(cli: Cli) -> None:
    schema = json.loads(cli("schema", "gate", "hold").out)
    assert schema["properties"] == {
        "ok": {"const": True, "type": "boolean"},
        "alliance": {"type": "string"},
        "held": {"type": "boolean"},
        "reason": {"type": "string"},
        "by": {"type": "string"},
    }


def test_without_a_word_it_is_the_file_of_an_alliance(cli: Cli) -> None:
    assert cli("schema").out == cli("schema", "alliance").out
    assert json.loads(cli("schema").out)["title"] == "The file of an alliance"


def test_an_error_has_one_of_the_known_codes(cli: Cli) -> None:
    assert json.loads(cli("schema", "error").out) == error_schema()
    assert error_schema()["$defs"]["Error"]["properties"]["code"]["enum"][:3] == [
        "already_decided",
        "bad_input",
        "bad_setting",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("cycle", "shwo"), "there is no schema of 'cycle shwo' (did you mean \"cycle show\"?); allowed: cycle plan, "),
        (("round",), "there is no schema of 'round' (did you mean \"round ask\"?); allowed: round list, round show"),
        (("up",), "there is no schema of 'up'; allowed: alliance, error, COMMAND"),
        (("zzz",), "there is no schema of 'zzz'; allowed: alliance, error, COMMAND"),
    ],
)
def test_what_has_no_schema_is_answered_with_what_has(cli: Cli, typed: tuple[str, ...], said: str) -> None:
    refused = cli("schema", *typed)
    assert (refused.code, refused.out, refused.err[: len(f"Error: {said}")]) == (2, "", f"Error: {said}")
