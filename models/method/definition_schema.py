"""What may stand in an alliance's file, as JSON Schema: what the reader takes, as far as that language can say it.

It cannot say what parts refer to, which keys stand twice, how long a text is once its spaces are dropped, or in which
order the days of a ladder stand; nor can it tell 2 from 2.0. All that is the reader's to say.
"""

from collections.abc import Callable
from datetime import time
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema

from models.method.definition import AllianceDefinition
from models.method.definition_checks import SIDES
from models.method.definition_indicator_checks import JUDGED, NEEDED
from models.method.definition_meanings import MEANINGS
from models.method.definition_types import RESERVED_SLUGS
from models.method.ladders import MOST_STEPS, RUNG_PATTERN
from models.method.recurrence import zones

DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: A piece of the schema.
Json = dict[str, Any]

_NONE: Json = {"type": "null"}
_GIVEN: Json = {"not": _NONE}
_WEIGHS: Json = {"not": {"properties": {"weight": {"const": 0}}, "required": ["weight"]}}

_HANDS_OVER: Json = {"type": "string", "pattern": r"^\s*hand\s"}
#: The steps of a ladder, of which the last, and no other, hands over.
_LADDER: Json = {
    "type": "array",
    "items": {"type": "string", "pattern": RUNG_PATTERN},
    "minItems": 1,
    "maxItems": MOST_STEPS,
    "contains": _HANDS_OVER,
    "maxContains": 1,
    "allOf": [
        {"if": {"minItems": count, "maxItems": count}, "then": {"prefixItems": [*[True] * (count - 1), _HANDS_OVER]}}
        for count in range(1, MOST_STEPS + 1)
    ],
}

#: What holds for a key beyond its type; not everything, or at least one, may have no weight.
_BEYOND: dict[str, Callable[[], Json]] = {
    "slug": lambda: {"not": {"enum": sorted(RESERVED_SLUGS)}},
    "organisations.key": lambda: {"not": {"enum": sorted(SIDES)}},
    "quiet_days": lambda: {"uniqueItems": True},
    "need_framework.criteria": lambda: {"anyOf": [{"maxItems": 0}, {"contains": _WEIGHS}]},
    "indicators": lambda: {"anyOf": [{"maxItems": 0}, {"contains": _WEIGHS}]},
    "evaluation.timezone": lambda: {"enum": sorted(zones())},
    "evaluation.collaboration.timezone": lambda: {"enum": sorted(zones())},
    "settings.ladders": lambda: {"additionalProperties": _LADDER},
}

#: A start stands beside a rule that names none itself.
_RECURRING: Json = {
    "if": {"required": ["starts"], "properties": {"starts": _GIVEN}},
    "then": {
        "required": ["rrule"],
        "properties": {"rrule": {"type": "string", "not": {"pattern": r"^\s*DTSTART"}}},
    },
}

#: What holds between the keys of a part.
_WITHIN: dict[str, Json] = {
    "Need": {
        "if": {"properties": {"unit": {"enum": ["hours", "pieces"]}}},
        "then": {"properties": {"quantity": {"multipleOf": 1}}},
    },
    "Sample": {
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind.value}}},
                "then": {"required": list(needed), "properties": dict.fromkeys(needed, _GIVEN)},
            }
            for kind, needed in NEEDED.items()
        ]
    },
    "Measured": {
        "oneOf": [
            {
                "anyOf": [{"required": [name], "properties": {name: _GIVEN}} for name in ("value", "text", "sample")],
                "properties": dict.fromkeys(JUDGED, _NONE),
            },
            {
                "required": list(JUDGED),
                "properties": {
                    **dict.fromkeys(JUDGED, _GIVEN),
                    **dict.fromkeys(("since", "value", "sample"), _NONE),
                    "text": {"maxLength": 0},
                },
            },
        ]
    },
    "Member": {
        "oneOf": [
            {"required": ["organisation"], "properties": {"organisation": _GIVEN, "staff": _NONE}},
            {
                "required": ["staff"],
                "properties": {"staff": _GIVEN, "organisation": _NONE, "contact": _NONE},
            },
        ]
    },
    "Evaluation": _RECURRING,
    "Recurring": _RECURRING,
}


class _Untitled(GenerateJsonSchema):
    """Leaves out the titles of keys, which say the key once more."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 -- asked by the library
        return False


def file_schema() -> Json:
    """Return the JSON Schema of an alliance's file."""
    schema = AllianceDefinition.model_json_schema(by_alias=True, schema_generator=_Untitled)
    schema.pop("title")
    _describe(AllianceDefinition, schema, schema["$defs"], set())
    for name, part in schema["$defs"].items():
        part.update(_WITHIN.get(name, {}))
        part.pop("title", None)
    return {"$schema": DIALECT, "title": "The file of an alliance", **schema}


def _describe(
    part: type[BaseModel], schema: Json, parts: dict[str, Json], said: set[type[BaseModel]], before: str = ""
) -> None:
    """Give each key of a part its meaning, and what holds beyond its type; what stands twice is ``said`` once."""
    inside: dict[type[BaseModel], str] = {}
    for name, field in part.model_fields.items():
        key = field.alias or name
        here = schema["properties"][key]
        here["description"] = MEANINGS[f"{before}{key}"]
        here.update(_BEYOND.get(f"{before}{key}", dict)())
        if isinstance(field.default, time):
            here["default"] = f"{field.default:%H:%M}"
        for inner in _parts_in(field):
            if inner not in said:
                said.add(inner)
                inside[inner] = f"{before}{key}."
    for inner, path in inside.items():
        _describe(inner, parts[inner.__name__], parts, said, path)


def _parts_in(field: FieldInfo) -> list[type[BaseModel]]:
    kinds = (field.annotation, *get_args(field.annotation))
    return [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
