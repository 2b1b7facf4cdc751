"""The schema of an alliance's file: what every key means, and what an editor underlines."""

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from models.method.definition import AllianceDefinition
from models.method.definition_meanings import MEANINGS
from models.method.definition_schema import file_schema
from models.method.ladders import MOST_STEPS

SCHEMA = file_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

SMALLEST = {"slug": "onderwijs", "name": "Onderwijs", "task": {"title": "Lerarentekort"}, "facilitator": "hz"}
NEED = {"key": "n", "kind": "time", "description": "N", "quantity": 1, "unit": "hours"}
INDICATOR = {
    "key": "i",
    "title": "I",
    "measure": "number",
    "direction": "increase",
    "accumulation": "level",
    "baseline": {"value": 1},
    "target": {"value": 2},
}
JUDGEMENT = {"date": "2026-01-01", "from": "fonds", "level": 3, "evidence": 2}
NODE = {"key": "a", "level": "output", "text": "A"}
CRITERION = {"key": "c", "text": "C", "weight": 0}
LADDER = ["after 3 working days", "escalate 1 day before due", "at due", "hand over 2 working days after due"]
LONGEST = [*["after 1 day"] * (MOST_STEPS - 1), "hand over after 1 day"]
FIRST_THREE = [f"$.settings.ladders.fault[{number}]" for number in range(3)]


def described(part: dict[str, Any], before: str = "", seen: set[str] | None = None) -> Iterator[tuple[str, str]]:
    """Walk the keys of a part of the schema with what is said of each; what may stand in it is walked once."""
    seen = set() if seen is None else seen
    inside: dict[str, str] = {}
    for key, one in part["properties"].items():
        yield f"{before}{key}", one["description"]
        for name in _parts_of(one):
            if name not in seen:
                seen.add(name)
                inside[name] = f"{before}{key}."
    for name, path in inside.items():
        yield from described(SCHEMA["$defs"][name], path, seen)


def _parts_of(schema: dict[str, Any]) -> list[str]:
    places = (schema, schema.get("items", {}), *schema.get("anyOf", ()))
    names = [one["$ref"].rpartition("/")[2] for one in places if "$ref" in one]
    return [name for name in names if "properties" in SCHEMA["$defs"][name]]


def underlined(**sections: Any) -> list[str]:
    """Return the places that an editor underlines in a small file with these sections."""
    return sorted({error.json_path for error in VALIDATOR.iter_errors({**SMALLEST, **sections})})


def test_it_is_a_schema_of_its_dialect_in_which_every_key_has_its_meaning_and_no_meaning_is_left_over() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert list(SCHEMA)[:2] == ["$schema", "title"]
    assert dict(described(SCHEMA)) == MEANINGS


def test_it_cannot_say_in_which_order_the_days_of_a_ladder_stand() -> None:
    backwards = {"settings": {"ladders": {"fault": ["at due", "7 days before due", "hand over at due"]}}}
    with pytest.raises(ValidationError):
        AllianceDefinition.model_validate({**SMALLEST, **backwards})
    assert underlined(**backwards) == []


def test_it_says_nothing_twice_and_tells_a_time_as_a_file_does() -> None:
    titled = [name for name, part in SCHEMA["$defs"].items() if "title" in part]
    assert (titled, SCHEMA["properties"]["slug"].get("title")) == ([], None)
    assert SCHEMA["$defs"]["FileSettings"]["properties"]["send_at"]["default"] == "09:00"


@pytest.mark.parametrize(
    "sections",
    [
        {},
        {"mission": "", "story": "Een.\n\n\tTwee: Zoë 👩\u200d🏫", "name": "字 éë"},
        {"organisations": [{"key": "pabo", "name": "P", "sector": "knowledge", "mailbox": None}]},
        {"staff": [{"code": "hz", "name": "H", "email": " hanna@exämple.nl "}]},
        {"needs": [NEED, {**NEED, "unit": "euro", "quantity": 12.5}, {**NEED, "quantity": 2.0}]},
        {"bodies": {"sponsor_group": [{"staff": "hz", "organisation": None}], "project_team": [{"organisation": "a"}]}},
        {"need_framework": {"criteria": []}},
        {"indicators": [{**INDICATOR, "weight": 0}, INDICATOR]},
        {"indicators": [{**INDICATOR, "baseline": {}, "target": {"value": None}, "range": {"lowest": 0.5}}]},
        {"indicators": [{**INDICATOR, "measurements": [{"date": "2026-01-01", "sample": {"kind": "error", "se": 1}}]}]},
        {"evaluation": {"rrule": "RRULE:FREQ=DAILY;BYHOUR=9", "starts": "2027-01-11T09:00", "timezone": "UTC"}},
        {"evaluation": {"rrule": "DTSTART:20270111T090000\nRRULE:FREQ=YEARLY", "starts": None}},
        {"quiet_days": ["2000-01-01", "2100-12-31"]},
        {"settings": {"phase_days": {"explore": 1}, "ladders": {}, "send_at": "23:59", "review_letters": False}},
        {"settings": {"ladders": {"deadline": ["hand over at due"], "fault": LADDER, "unanswered": LONGEST}}},
        {"settings": {"ladders": {"signature": [" after  1 days", "hand\tover after 365 working days"]}}},
    ],
)
def test_what_the_method_takes_is_not_underlined(sections: dict[str, Any]) -> None:
    AllianceDefinition.model_validate({**SMALLEST, **sections})
    assert underlined(**sections) == []


@pytest.mark.parametrize(
    ("sections", "places"),
    [
        ({"slug": "con"}, ["$.slug"]),
        ({"slug": "Onder Wijs", "name": "a\nb", "language": "de"}, ["$.language", "$.name", "$.slug"]),
        ({"name": " ", "mission": "a\u202eb", "story": "a\x07b"}, ["$.mission", "$.name", "$.story"]),
        ({"task": {"dedline": "2026-01-01"}}, ["$.task"]),
        ({"organisations": [{"key": "partners", "name": "P", "sector": "citizens"}]}, ["$.organisations[0].key"]),
        ({"staff": [{"code": "hz", "name": "H", "email": "hanna@localhost"}]}, ["$.staff[0].email"]),
        ({"needs": [{**NEED, "quantity": 1.5}]}, ["$.needs[0].quantity"]),
        ({"needs": [{**NEED, "quantity": 0}, {**NEED, "quantity": "1,5"}]}, [f"$.needs[{n}].quantity" for n in (0, 1)]),
        (
            {"bodies": {"project_team": [{}, {"staff": "hz", "organisation": "a"}, {"staff": "hz", "contact": "j"}]}},
            [f"$.bodies.project_team[{number}]" for number in range(3)],
        ),
        ({"need_framework": {"criteria": [CRITERION, CRITERION]}}, ["$.need_framework.criteria"]),
        ({"indicators": [{**INDICATOR, "weight": 0}]}, ["$.indicators"]),
        ({"indicators": [{**INDICATOR, "weight": -1}]}, ["$.indicators[0].weight"]),
        (
            {"indicators": [{**INDICATOR, "baseline": {"sample": {"kind": "proportion", "k": 3}}}]},
            ["$.indicators[0].baseline.sample"],
        ),
        (
            {"indicators": [{**INDICATOR, "measurements": [{"date": "2026-01-01", "source": "CBS"}]}]},
            ["$.indicators[0].measurements[0]"],
        ),
        (
            {
                "indicators": [
                    {**INDICATOR, "measurements": [{**JUDGEMENT, "evidence": None}, {**JUDGEMENT, "value": 1}]}
                ]
            },
            ["$.indicators[0].measurements[0]", "$.indicators[0].measurements[1]"],
        ),
        ({"indicators": [{**INDICATOR, "measurements": [{**JUDGEMENT, "text": ""}]}]}, []),
        ({"indicators": [{**INDICATOR, "tolerance": -1}]}, ["$.indicators[0].tolerance"]),
        ({"theory_of_change": {"nodes": [{**NODE, "level": "effect"}]}}, ["$.theory_of_change.nodes[0].level"]),
        ({"evaluation": {"rrule": "FREQ=HOURLY"}}, ["$.evaluation.rrule"]),
        ({"evaluation": {"rrule": "FREQ=DAILY;BYHOUR=9,15"}}, ["$.evaluation.rrule"]),
        ({"evaluation": {"starts": "2027-01-11 09:00"}}, ["$.evaluation"]),
        (
            {"evaluation": {"starts": "2027-01-11 09:00", "rrule": "DTSTART:20270111\nFREQ=DAILY"}},
            ["$.evaluation.rrule"],
        ),
        ({"evaluation": {"timezone": "CEST", "threshold": 1.5}}, ["$.evaluation.threshold", "$.evaluation.timezone"]),
        ({"quiet_days": ["2026-12-24", "2026-12-24"]}, ["$.quiet_days"]),
        ({"quiet_days": ["2026-13-01", "1999-12-31"]}, ["$.quiet_days[0]", "$.quiet_days[1]"]),
        ({"settings": {"ladders": {"invitations": LADDER}}}, ["$.settings.ladders"]),
        ({"settings": {"ladders": {"fault": []}}}, ["$.settings.ladders.fault"]),
        ({"settings": {"ladders": {"fault": "hand over at due"}}}, ["$.settings.ladders.fault"]),
        ({"settings": {"ladders": {"fault": ["after 1 day", *LONGEST]}}}, ["$.settings.ladders.fault"]),
        ({"settings": {"ladders": {"fault": ["weekly", "after 0 days", 3, *LADDER]}}}, FIRST_THREE),
        ({"settings": {"ladders": {"fault": ["hand over at due", "hand over at due"]}}}, ["$.settings.ladders.fault"]),
        (
            {"settings": {"ladders": {"fault": ["hand over at due", "after 1 day"]}}},
            ["$.settings.ladders.fault[1]"],
        ),
        ({"settings": {"review_letters": "yes"}}, ["$.settings.review_letters"]),
        ({"settings": {"phase_days": {"7": 10}, "send_at": "24:00"}}, ["$.settings.phase_days", "$.settings.send_at"]),
    ],
)
def test_what_an_editor_can_see_is_wrong_is_underlined_at_its_place(
    sections: dict[str, Any], places: list[str]
) -> None:
    assert underlined(**sections) == places
