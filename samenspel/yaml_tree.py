"""YAML text as plain values, with the place of each of them in the text.

Only what YAML 1.2 calls the core: mappings, lists, texts, true and false, decimal numbers and null. The events of the
parser are taken one by one, so that a text that is too deep, too long or a bomb of aliases is refused while it is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from models.method.definition_types import SHOWN_LENGTH, found
from models.method.said import Said
from samenspel.yaml_events import NotYaml, Spot, events, spot_of

MOST_DEPTH = 20
MOST_NODES = 50_000
MOST_ALIASES = 100

#: Where in the tree: the keys and list numbers that lead there.
Location = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"[-+]?[0-9]{1,40}")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ODD_NUMBERS = {".nan": "nan", ".inf": "inf", "+.inf": "inf", "-.inf": "-inf"}
_CONSTANTS: dict[str, bool | None] = {"": None, "~": None}
for _name, _value in (("null", None), ("true", True), ("false", False)):
    _CONSTANTS |= dict.fromkeys((_name, _name.capitalize(), _name.upper()), _value)


@dataclass(slots=True)
class Tree:
    """The values of a text, the places of keys and values, and what is wrong without keeping it from being read."""

    value: object = None
    keys: dict[Location, Spot] = field(default_factory=dict)
    values: dict[Location, Spot] = field(default_factory=dict)
    #: How the text writes a number, which may be more than the number says.
    written: dict[Location, str] = field(default_factory=dict)
    problems: list[tuple[Spot, str]] = field(default_factory=list)

    def spot(self, loc: Location, *, at_key: bool = False) -> Spot:
        """Return the place of the value at ``loc`` (a mapping or list begins at its key), or of the nearest above."""
        for length in range(len(loc), 0, -1):
            places = self.keys if at_key and length == len(loc) else self.values
            if loc[:length] in places:
                return places[loc[:length]]
        return Spot(1, 1)


def read_tree(text: str) -> Tree | None:
    """Return the one document of a text, ``None`` if there is none; raise :class:`NotYaml` at what cannot be read."""
    return _Reader(events(text)).document()


class _Reader:
    """Takes the events of one text and builds its tree."""

    def __init__(self, events: Iterator[Event]) -> None:
        self._events = events
        self._tree = Tree()
        self._nodes = 0
        self._aliases = 0
        #: What an anchor stands for, and how many nodes that is.
        self._anchors: dict[str, tuple[object, int]] = {}

    def document(self) -> Tree | None:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                self._tree.value = self._node(next(self._events), (), depth=1)
                break
        else:
            return None
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                raise NotYaml(spot_of(event), Said("a second document begins here; allowed: one alliance per file"))
            if isinstance(event, StreamEndEvent):
                break
        return self._tree

    def _node(self, event: Event, loc: Location, *, depth: int) -> object:
        if isinstance(event, AliasEvent):
            return self._alias(event, loc)
        before = self._nodes
        self._count(event, 1)
        if depth > MOST_DEPTH:
            raise NotYaml(spot_of(event), Said("the nesting is too deep; allowed: {most} levels", most=MOST_DEPTH))
        value: object
        match event:
            case ScalarEvent():
                value = self._scalar(event)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    self._tree.written[loc] = str(event.value)
            case SequenceStartEvent():
                value = self._list(event, loc, depth)
            case MappingStartEvent():
                value = self._mapping(event, loc, depth)
        self._tree.values.setdefault(loc, spot_of(event))
        if isinstance(event, NodeEvent) and event.anchor is not None:
            self._anchors[event.anchor] = (value, self._nodes - before)
        return value

    def _count(self, event: Event, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MOST_NODES:
            raise NotYaml(
                spot_of(event),
                Said("the file has too many values; allowed: {most}, aliases written out", most=MOST_NODES),
            )

    def _alias(self, event: AliasEvent, loc: Location) -> object:
        self._aliases += 1
        if self._aliases > MOST_ALIASES:
            raise NotYaml(spot_of(event), Said("the file has too many aliases; allowed: {most}", most=MOST_ALIASES))
        if event.anchor not in self._anchors:
            raise NotYaml(
                spot_of(event),
                Said(
                    "the alias *{name} stands for nothing that is complete before it", name=event.anchor[:SHOWN_LENGTH]
                ),
            )
        value, nodes = self._anchors[event.anchor]
        self._count(event, nodes)
        self._tree.values[loc] = spot_of(event)
        return value

    def _list(self, event: SequenceStartEvent, loc: Location, depth: int) -> list[object]:
        self._refuse_tag(event, f"{_TAG}seq")
        items: list[object] = []
        while not isinstance(inner := next(self._events), SequenceEndEvent):
            items.append(self._node(inner, (*loc, len(items)), depth=depth + 1))
        return items

    def _mapping(self, event: MappingStartEvent, loc: Location, depth: int) -> dict[str, object]:
        self._refuse_tag(event, f"{_TAG}map")
        mapping: dict[str, object] = {}
        while not isinstance(inner := next(self._events), MappingEndEvent):
            if not isinstance(inner, ScalarEvent):
                raise NotYaml(spot_of(inner), Said("a key must be a word, not a list, a mapping or an alias"))
            self._count(inner, 1)
            key, spot = _content(inner), spot_of(inner)
            within = (*loc, key)
            again = key in mapping
            if again:
                first = self._tree.keys[within].line
                self._tree.problems.append(
                    (
                        spot,
                        Said(
                            "key {key} stands here again; it is given in line {line} already",
                            key=found(key),
                            line=first,
                        ),
                    )
                )
                # What stands under the second key is read, so that the rest can be, but it has no place in the tree.
                within = (*loc, key, "again", spot.line)
            else:
                self._tree.keys[within] = spot
            start = next(self._events)
            value = self._node(start, within, depth=depth + 1)
            if not again:
                mapping[key] = value
            # A block begins on a line below its key, and nothing at all seems to stand before the next key.
            if value is None or isinstance(value, dict | list):
                self._tree.values[within] = spot
        return mapping

    def _scalar(self, event: ScalarEvent) -> object:
        text = _content(event)
        self._refuse_tag(event, f"{_TAG}str", "!")
        if event.tag is not None or not event.implicit[0]:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _WHOLE.fullmatch(text):
            return int(text)
        if _NUMBER.fullmatch(text) or text.lower() in _ODD_NUMBERS:
            return float(_ODD_NUMBERS.get(text.lower(), text))
        return text

    def _refuse_tag(self, event: ScalarEvent | SequenceStartEvent | MappingStartEvent, *allowed: str) -> None:
        if event.tag is not None and event.tag not in allowed:
            shown = str(event.tag).replace(_TAG, "!!")
            self._tree.problems.append((spot_of(event), Said("the tag {tag} is not allowed; leave it out", tag=shown)))


def _content(event: ScalarEvent) -> str:
    text = str(event.value)
    if half := re.search(r"[\ud800-\udfff]", text):
        raise NotYaml(
            spot_of(event), Said("the sign {sign} is half a character; take it out", sign=f"U+{ord(half[0]):04X}")
        )
    return text
