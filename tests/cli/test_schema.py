"""The schema that editors complete with takes what the reader takes, and refuses what it can see is wrong."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from pydantic import ValidationError

from models.method.definition import AllianceDefinition
from samenspel.alliance_file import dump_definition, read_definition
from samenspel.cli.schema import schema
from samenspel.yaml_tree import read_tree
from tests import factories
from tests.drawn_alliances import alliances
from tests.method.strategies import few
from tests.project import TOP

SCHEMA = json.loads(schema().content)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def _document(text: str) -> Any:
    tree = read_tree(text)
    assert tree is not None
    return tree.value


def test_it_is_a_schema_itself_and_says_what_every_part_is() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert {name for name, part in SCHEMA["$defs"].items() if "description" not in part} <= {"Phase"}
    assert SCHEMA["additionalProperties"] is False


@pytest.mark.parametrize("name", ["onderwijs", "dakloosheid", "eenzaamheid"])
def test_the_examples_are_valid(name: str) -> None:
    path = TOP / "examples" / f"{name}.yaml"
    assert read_definition(path).slug == name
    assert [error.message for error in VALIDATOR.iter_errors(_document(path.read_text()))] == []


@given(alliances())
@few
def test_whatever_the_reader_writes_is_valid(definition: AllianceDefinition) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(_document(dump_definition(definition)))] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "../x"},
        {"slug": "Ä"},
        {"slug": 5},
        {"name": None},
        {"naam": "Zorg"},
        {"language": "de"},
        {"illustrative": "yes"},
        {"task": {}},
        {"task": "Lerarentekort"},
        {"task": {"title": "T", "dedline": "2026-01-01"}},
        {"organisations": {}},
        {"organisations": [{"key": "a", "name": "A", "sector": "gemeente"}]},
        {"stakeholders": [{"organisation": "a", "influence": 6}]},
        {"needs": [{"key": "a", "kind": "time", "description": "A", "quantity": "5", "unit": "hours"}]},
        {"needs": [{"key": "a", "kind": "time", "description": "A", "quantity": 0, "unit": "hours"}]},
        {"need_framework": {"threshold": 1.5}},
        {"need_framework": {"criteria": [{"key": "a", "text": "A", "weight": -1}]}},
        {"relations": [{"from": "a", "to": "b", "kind": "kent"}]},
        {"indicators": [{"key": "a"}]},
        {"evaluation": {"starts": "2027-01-11"}},
        {"quiet_days": [20270111]},
        {"settings": {"send_at": "25:00"}},
        {"settings": {"round_days": 0}},
        {"settings": {"phase_days": {"7": 10}}},
        {"settings": {"unknown": 1}},
    ],
)
def test_what_is_wrong_in_itself_is_refused_by_both(wrong: dict[str, Any]) -> None:
    document = {**_document(dump_definition(factories.described("zorg"))), **wrong}
    with pytest.raises(ValidationError):
        AllianceDefinition.model_validate(document)
    assert VALIDATOR.is_valid(document) is False
