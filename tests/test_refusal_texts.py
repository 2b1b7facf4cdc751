"""Every refusal is a sentence with places, and every such sentence is there in Dutch."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from samenspel import catalogue
from tests.project import TOP, tracked
from tests.test_architecture import PACKAGES

#: What makes a part of a refusal out of a text: the name of the function, and the place of the text.
TAKES = {"one": 2, "check_text": 1, "_only_in": 2, "_address": 0}

#: What a library says of a value, and a refusal repeats.
OF_LIBRARIES = frozenset(
    {
        "String should have at least 10 characters",
        "String should have at most 500 characters",
        "String should have at most 2000 characters",
        "An email address must have an @-sign.",
        "There must be something before the @-sign.",
        "There must be something after the @-sign.",
        "The part after the @-sign is not valid. It should have a period.",
        "an email address must have an @-sign",
        "there must be something before the @-sign",
        "there must be something after the @-sign",
        "the part after the @-sign is not valid. It should have a period",
        "mapping values are not allowed here",
        "could not find expected ':'",
    }
)


@dataclass(frozen=True, slots=True)
class Call:
    """A place in the source where something is said; without ``text`` it is not a text as it stands there."""

    where: str
    name: str
    source: str
    text: str | None
    values: frozenset[str]


def test_every_refusal_is_a_sentence_that_stands_in_the_source() -> None:
    unclear = [call for call in _calls() if call.name in _refusals() and call.text is None]
    assert [(call.where, call.source) for call in unclear if not call.source.startswith("joined(")] == []


def test_every_sentence_of_a_refusal_is_there_in_dutch() -> None:
    assert sorted(_sentences() - catalogue.translations("nl").keys()) == []


def test_nothing_is_there_in_dutch_that_is_never_said() -> None:
    assert sorted(_ours().keys() - _literals() - OF_LIBRARIES) == []


def test_the_dutch_has_the_places_of_the_english() -> None:
    texts = {english: dutch for english, dutch in _ours().items() if english in _sentences()}
    assert {english: dutch for english, dutch in texts.items() if _places(english) != _places(dutch)} == {}


def test_each_place_has_its_value_and_each_value_its_place() -> None:
    said = [call for call in _calls() if call.text is not None and call.values]
    assert [call for call in said if {place for place, _ in _places(call.text or "")} != call.values] == []


def test_a_place_says_nothing_of_how_its_value_is_written_because_every_language_has_its_own_way() -> None:
    assert [text for text in _sentences() if any(spec for _, _, spec, _ in Formatter().parse(text))] == []


def _ours() -> dict[str, str]:
    return catalogue.of_source(catalogue.LOCALE / "nl" / "refusals.po")


def _places(text: str) -> set[tuple[str, str | None]]:
    return {(place, shown_as) for _, place, _, shown_as in Formatter().parse(text) if place is not None}


@cache
def _trees() -> dict[Path, ast.Module]:
    code = [path for path in tracked() if path.suffix == ".py" and path.relative_to(TOP).parts[0] in PACKAGES]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in code}


@cache
def _refusals() -> frozenset[str]:
    """Return the names of all refusals, but of those that make their text themselves."""
    classes = [node for tree in _trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    own = {one.name for one in classes for part in one.body if getattr(part, "name", "") == "__init__"}
    known, more = set[str](), {"Refusal"}
    while more:
        known |= more
        more = {one.name for one in classes for base in one.bases if ast.unparse(base) in known} - known - own
    return frozenset(known)


@cache
def _calls() -> tuple[Call, ...]:
    found = []
    for path, tree in _trees().items():
        for node in ast.walk(tree):
            name = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in {"Said", *TAKES, *_refusals()}:
                found += [
                    Call(
                        f"{path.relative_to(TOP)}:{node.lineno}",
                        name,
                        ast.unparse(text),
                        text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else None,
                        frozenset(one.arg or "**" for one in node.keywords if name not in TAKES),
                    )
                    for text in node.args[TAKES.get(name, 0) :][:1]
                ]
    return tuple(found)


@cache
def _sentences() -> frozenset[str]:
    """Return what refusals say, whole or in part; what else the commands say is not theirs."""
    return frozenset(
        call.text
        for call in _calls()
        if call.text is not None and (call.name != "Said" or not call.where.startswith("deployments/"))
    )


def _literals() -> set[str]:
    nodes = (node for tree in _trees().values() for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {node.value for node in nodes if isinstance(node.value, str)}
