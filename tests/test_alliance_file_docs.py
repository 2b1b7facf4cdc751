"""The page on an alliance's file says what its reader does, and the examples can be read by anybody."""

import json
import re
from collections.abc import Iterator
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from models.actions import alliances
from models.method import actors
from models.method.choices import PHASE_DAYS
from models.method.definition import AllianceDefinition
from models.method.definition_meanings import MEANINGS
from models.method.definition_types import LINE_LENGTH, MOST, TEXT_LENGTH
from models.method.ladder_steps import MOST_LETTERS, WINDOW
from models.method.ladders import DEFAULTS, FAMILY, MOST_DAYS, MOST_STEPS, Anchor, LadderName, To, rung
from samenspel.alliance_file import MOST_BYTES, MOST_PROBLEMS, dump_definition, read_definition
from samenspel.clock import SetClock
from samenspel.yaml_tree import MOST_ALIASES, MOST_DEPTH, MOST_NODES
from tests.alliance_texts import read, refused
from tests.project import TOP

PAGE = (TOP / "docs" / "alliance-file.md").read_text(encoding="utf-8")
EXAMPLES = sorted((TOP / "examples").glob("*.yaml"))

#: A row of a table: key, meaning, allowed, default.
Row = tuple[str, str, str, str]


def parts_in(annotation: object) -> list[type[BaseModel]]:
    """Return the pieces of the file that a field may hold."""
    if isinstance(annotation, type):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [part for inner in get_args(annotation) for part in parts_in(inner)]


def words_in(annotation: object) -> list[str]:
    """Return the words that a field may hold, in order, if only some are allowed."""
    if isinstance(annotation, type):
        return [str(word) for word in annotation] if issubclass(annotation, StrEnum) else []
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [word for inner in get_args(annotation) for word in words_in(inner)]


def default_of(field: FieldInfo) -> str:
    """Return how the page writes what holds when a key is left out."""
    if field.is_required():
        return "required"
    match field.get_default(call_default_factory=True):
        case None | "" | () | {} | BaseModel():
            return "none"
        case bool() | tuple() as given:
            return f"`{json.dumps(given)}`"
        case time() as given:
            return f"`{given:%H:%M}`"
        case float() as given:
            return f"`{given:g}`"
        case given:
            return f"`{given}`"


def keys_of(
    part: type[BaseModel], before: str = "", seen: set[type[BaseModel]] | None = None
) -> Iterator[tuple[str, FieldInfo]]:
    """Walk the keys of a part of the file as the page names them; what may stand in it is walked once."""
    seen = set() if seen is None else seen
    for name, field in part.model_fields.items():
        key = f"{before}{field.alias or name}"
        yield key, field
        for inner in parts_in(field.annotation):
            if inner not in seen:
                seen.add(inner)
                yield from keys_of(inner, f"{key}.", seen)


def sections() -> dict[str, type[BaseModel]]:
    """Return the parts of the file that have a heading of their own."""
    fields = AllianceDefinition.model_fields.items()
    return {name: part for name, field in fields for part in parts_in(field.annotation)}


def under(heading: str) -> str:
    """Return what the page says under a heading."""
    found = re.search(rf"^##+ {heading}\n(.*?)(?=^##|\Z)", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert found is not None, heading
    return found[1]


def rows(heading: str) -> list[Row]:
    """Return the rows of the table under a heading."""
    lines = [line for line in under(heading).splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [(key.strip("`"), meaning, allowed, default) for key, meaning, allowed, default in cells]


def blocks(kind: str) -> list[str]:
    """Return the blocks of the page that are marked as ``kind``."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def addresses_in(text: str) -> list[str]:
    """Return everything in a text that looks like an e-mail address."""
    return re.findall(r"[\w.+-]+@[\w.-]+", text)


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_page_has_a_row_for_every_key_of_the_file_in_order_with_its_default() -> None:
    top = AllianceDefinition.model_fields.items()
    assert [(row[0], row[3]) for row in rows("The alliance")] == [(name, default_of(field)) for name, field in top]
    for section, part in sections().items():
        wanted = [(key, default_of(field)) for key, field in keys_of(part)]
        assert [(row[0], row[3]) for row in rows(section)] == wanted, section


def test_the_page_says_of_every_key_what_editors_show() -> None:
    said = {f"{section}.{row[0]}": row[1] for section in sections() for row in rows(section)}
    assert {row[0]: row[1] for row in rows("The alliance")} | said == MEANINGS


def test_the_walk_goes_down_to_the_smallest_part() -> None:
    assert list(sections())[:3] == ["task", "staff", "organisations"]
    assert len(sections()) == 14
    contact = [key for key, _ in keys_of(sections()["contacts"])]
    assert contact[5:9] == ["basis", "basis.kind", "basis.source", "basis.date"]
    assert "baseline.date" in dict(keys_of(sections()["indicators"]))
    assert "from" in dict(keys_of(sections()["relations"]))


def test_the_page_names_every_word_that_is_allowed_where_only_some_are() -> None:
    checked = 0
    for section, part in ({"The alliance": AllianceDefinition} | sections()).items():
        allowed = {row[0]: re.findall(r"`(\w+)`", row[2]) for row in rows(section)}
        for key, field in keys_of(part):
            if key in allowed and (words := words_in(field.annotation)):
                assert allowed[key] == words, f"{section} {key}"
                checked += 1
    assert checked == 18


def test_the_page_names_the_days_of_each_phase_and_the_bounds_of_the_settings() -> None:
    *days, last = PHASE_DAYS.values()
    assert f"has {', '.join(map(str, days))} and {last} days" in under("settings")
    assert f"list of 1 to {MOST_STEPS} [steps](#ladders)" in under("settings")


def test_the_page_names_every_form_of_a_step_and_the_ladders_of_who_chooses_none() -> None:
    said = under("Ladders")
    steps = re.findall(r"^\| `([^`]+)` \|", said.partition("| ladder |")[0], flags=re.MULTILINE)
    assert [str(rung(step)) for step in steps] == steps
    assert {(one.anchor, one.to) for one in map(rung, steps)} == {
        *((Anchor.STEP, To.CONTACT), (Anchor.DUE, To.CONTACT), (Anchor.STEP, To.MAILBOX)),
        *((Anchor.STEP, To.STAFF), (Anchor.DUE, To.STAFF)),
    }
    assert f"`N` is a whole number from 1 to {MOST_DAYS}" in said
    assert f"at most {MOST_LETTERS} letters in {WINDOW.days} days" in said
    for name, ladder in DEFAULTS.items():
        assert f"| `{name}` | {', '.join(f'`{one}`' for one in ladder)} |" in said
    both = (LadderName.UNANSWERED, LadderName.DEADLINE)
    families = {family: [f"`{kind}`" for kind in FAMILY if FAMILY[kind] is family] for family in both}
    for family, kinds in families.items():
        assert f"`{family}` is for {', '.join(kinds[:-1])} and {kinds[-1]}" in said.replace("\n", " ")


def test_the_page_names_the_limits_of_the_reader() -> None:
    said = re.findall(r"^\| ([^|]+) \| (\d+)[ a-z]* \|$", under("Limits"), flags=re.MULTILINE)
    assert [int(most) for _what, most in said] == [MOST_BYTES, MOST_DEPTH, MOST_NODES, MOST_ALIASES, MOST_PROBLEMS]
    kinds = under("What may stand in a field")
    assert f"one line of text, at most {LINE_LENGTH} characters" in kinds
    assert f"one or more lines, at most {TEXT_LENGTH} characters" in kinds
    assert f"more than 0, at most {MOST};" in under("needs")


@pytest.mark.usefixtures("_here")
def test_every_whole_file_of_the_page_is_readable() -> None:
    assert [read(block).slug for block in blocks("yaml whole")] == ["leesplezier"]


@pytest.mark.usefixtures("_here")
def test_the_pieces_of_the_page_are_one_readable_file_with_every_section() -> None:
    alliance = read("".join(blocks("yaml")))
    assert [name for name in AllianceDefinition.model_fields if name not in alliance.model_fields_set] == []


@pytest.mark.usefixtures("_here")
def test_the_file_with_mistakes_is_answered_as_the_page_says() -> None:
    (broken,) = blocks("yaml broken")
    (answer,) = blocks("text")
    assert [line.replace("a.yaml", "leesplezier.yaml", 1) for line in refused(broken)] == answer.splitlines()


def test_there_are_three_examples_and_all_are_illustrative() -> None:
    read_ = {path.stem: read_definition(path) for path in EXAMPLES}
    assert {name: (alliance.slug, alliance.illustrative) for name, alliance in read_.items()} == {
        "dakloosheid": ("dakloosheid", True),
        "eenzaamheid": ("eenzaamheid", True),
        "onderwijs": ("onderwijs", True),
    }
    assert [path.name for path in EXAMPLES if not path.read_text(encoding="utf-8").startswith("# VOORBEELD. ")] == []


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_survives_writing_and_reading(path: Path) -> None:
    alliance = read_definition(path)
    assert read(dump_definition(alliance)) == alliance


def test_the_examples_and_the_page_write_to_nobody_who_exists() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in EXAMPLES} | {"page": PAGE}
    assert {name: len(addresses_in(text)) > 2 for name, text in texts.items()} == dict.fromkeys(texts, True)
    found = [address for text in texts.values() for address in addresses_in(text)]
    assert [one for one in found if not one.endswith((".example", "@example.org"))] == []


def test_the_large_example_uses_every_key_of_the_file() -> None:
    text = (TOP / "examples" / "dakloosheid.yaml").read_text(encoding="utf-8")
    used = set(re.findall(r"^ *(?:- )?(\w+):", text, flags=re.MULTILINE))
    keys = {key.rpartition(".")[2] for key, _ in keys_of(AllianceDefinition)}
    assert keys - used == set()


def test_the_smallest_example_has_what_phase_1_needs_and_no_more() -> None:
    small = read_definition(TOP / "examples" / "eenzaamheid.yaml")
    assert small.model_fields_set == {
        *("slug", "name", "illustrative", "task", "facilitator"),
        *("staff", "organisations", "contacts", "need_framework"),
    }
    assert (len(small.organisations), len(small.contacts)) == (3, 2)


@pytest.mark.usefixtures("sqlite_db")
def test_all_examples_can_be_alliances_of_one_installation(at_start: SetClock) -> None:
    for path in EXAMPLES:
        definition = read_definition(path)
        alliances.add(definition, by=actors.staff(definition.facilitator))
    assert [one.slug for one in alliances.names()] == ["dakloosheid", "eenzaamheid", "onderwijs"]
