"""YAML text as plain values, with the place of each of them in the text.

Only what YAML 1.2 calls the core: mappings, lists, texts, true and false, decimal numbers and null. The events of the
parser are taken one by one, so that a text that is too deep, too long or a bomb of aliases is refused while it is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
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
from ruamel.yaml.reader import ReaderError

MOST_DEPTH = 20
MOST_NODES = 50_000
MOST_ALIASES = 100

#: Where in the tree: the keys and list numbers that lead there.
Location = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"[-+]?[0-9]{1,40}")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]{1,40}|[0-9]{1,40}(?:\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,6})?")
_ODD_NUMBERS = {".nan": "nan", ".inf": "inf", "+.inf": "inf", "-.inf": "-inf"}
_CONSTANTS: dict[str, bool | None] = {"": None, "~": None}
for _name, _value in (("null", None), ("true", True), ("false", False)):
    _CONSTANTS |= dict.fromkeys((_name, _name.capitalize(), _name.upper()), _value)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in the text, counted from 1."""

    line: int
    column: int


class NotYaml(Exception):
    """The text cannot be read on from ``spot``; the message says why."""

    def __init__(self, spot: Spot, text: str) -> None:
        super().__init__(text)
        self.spot = spot


@dataclass(slots=True)
class Tree:
    """The values of a text, the places of keys and values, and what is wrong without keeping it from being read."""

    value: object = None
    keys: dict[Location, Spot] = field(default_factory=dict)
    values: dict[Location, Spot] = field(default_factory=dict)
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
    # The reader for round trips would put signs of its own into folded texts.
    reader = _Reader(YAML(typ="safe", pure=True).parse(text))
    try:
        return reader.document()
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        spot = Spot(mark.line + 1, mark.column + 1) if mark else Spot(1, 1)
        hint = "; indent with spaces, not with tabs" if "'\\t'" in str(wrong.problem) else ""
        raise NotYaml(spot, f"this is not YAML: {wrong.problem or wrong.context}{hint}") from None
    except ReaderError as wrong:
        before = text[: wrong.position]
        spot = Spot(before.count("\n") + 1, len(before) - before.rfind("\n"))
        sign = f"U+{ord(text[wrong.position]):04X}"
        raise NotYaml(spot, f"the sign {sign} is not allowed in YAML; take it out") from None
    except (ValueError, OverflowError):
        # What does not exist cannot be made, and the parser does not say where it stands.
        raise NotYaml(reader.last, "a text behind this place names a character that does not exist") from None


class _Reader:
    """Takes the events of one text and builds its tree."""

    def __init__(self, events: Iterator[Event]) -> None:
        self._events = events
        self._tree = Tree()
        self._nodes = 0
        self._aliases = 0
        self.last = Spot(1, 1)
        #: What an anchor stands for, and how many nodes that is.
        self._anchors: dict[str, tuple[object, int]] = {}

    def document(self) -> Tree | None:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                if event.version not in {None, (1, 2)}:
                    raise NotYaml(_spot(event), "the file asks for another YAML; allowed: %YAML 1.2, or no such line")
                self._tree.value = self._node(next(self._events), (), depth=1)
                break
        else:
            return None
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                raise NotYaml(_spot(event), "a second document begins here; allowed: one alliance per file")
            if isinstance(event, StreamEndEvent):
                break
        return self._tree

    def _node(self, event: Event, loc: Location, *, depth: int) -> object:
        if isinstance(event, AliasEvent):
            return self._alias(event, loc)
        before = self._nodes
        self.last = _spot(event)
        self._count(event, 1)
        if depth > MOST_DEPTH:
            raise NotYaml(_spot(event), f"the nesting is too deep; allowed: {MOST_DEPTH} levels")
        value: object
        match event:
            case ScalarEvent():
                value = self._scalar(event)
            case SequenceStartEvent():
                value = self._list(event, loc, depth)
            case MappingStartEvent():
                value = self._mapping(event, loc, depth)
        self._tree.values.setdefault(loc, _spot(event))
        if isinstance(event, NodeEvent) and event.anchor is not None:
            self._anchors[event.anchor] = (value, self._nodes - before)
        return value

    def _count(self, event: Event, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MOST_NODES:
            raise NotYaml(_spot(event), f"the file has too many values; allowed: {MOST_NODES}, aliases written out")

    def _alias(self, event: AliasEvent, loc: Location) -> object:
        self._aliases += 1
        if self._aliases > MOST_ALIASES:
            raise NotYaml(_spot(event), f"the file has too many aliases; allowed: {MOST_ALIASES}")
        if event.anchor not in self._anchors:
            raise NotYaml(_spot(event), f"the alias *{event.anchor} stands for nothing that is complete before it")
        value, nodes = self._anchors[event.anchor]
        self._count(event, nodes)
        self._tree.values[loc] = _spot(event)
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
                raise NotYaml(_spot(inner), "a key must be a word, not a list, a mapping or an alias")
            self._count(inner, 1)
            key, spot = _content(inner), _spot(inner)
            within = (*loc, key)
            again = key in mapping
            if again:
                first = self._tree.keys[within].line
                self._tree.problems.append(
                    (spot, f'key "{key}" stands here again; it is given in line {first} already')
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
        if event.tag is not None:
            self._refuse_tag(event, *(f"{_TAG}{kind}" for kind in ("str", "null", "bool", "int", "float")), "!")
        if event.tag in {f"{_TAG}str", "!"} or (event.tag is None and not event.implicit[0]):
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
            self._tree.problems.append((_spot(event), f"the tag {shown} is not allowed; leave it out"))


def _content(event: ScalarEvent) -> str:
    text = str(event.value)
    if half := re.search(r"[\ud800-\udfff]", text):
        raise NotYaml(_spot(event), f"the sign U+{ord(half[0]):04X} is half a character; take it out")
    return text


def _spot(event: Event) -> Spot:
    return Spot(event.start_mark.line + 1, event.start_mark.column + 1)
