"""What one description of an alliance says differently from another."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Any, NamedTuple

from pydantic import BaseModel

from models.method.definition import AllianceDefinition
from models.method.definition_impact import TheoryOfChange
from models.method.definition_parts import Bodies


class ChangeKind(StrEnum):
    """What happened to a part of the description."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Difference(NamedTuple):
    """One field of a part, before and after; the field is empty where the part is a single value."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """A part of the description that came, went, or reads differently; ``key`` names it within its ``section``."""

    section: str
    key: str
    before: Any
    after: Any

    @property
    def kind(self) -> ChangeKind:
        """Whether the part is new, gone or different."""
        if self.before is None:
            return ChangeKind.ADDED
        return ChangeKind.REMOVED if self.after is None else ChangeKind.CHANGED

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The fields that differ; of a part that came or went, every field that says something."""
        before, after = dict(_leaves(self.before)), dict(_leaves(self.after))
        fields = dict.fromkeys((*before, *after))
        return tuple(
            Difference(field, before.get(field), after.get(field))
            for field in fields
            if before.get(field) != after.get(field)
        )


#: The lists of the description and what names each of their parts, in the order in which they refer to one another.
LISTS: dict[str, Callable[[Any], str]] = {
    "staff": lambda one: one.code,
    "organisations": lambda one: one.key,
    "contacts": lambda one: one.key,
    "stakeholders": lambda one: one.organisation,
    "relations": lambda one: f"{one.from_} {one.kind} {one.to}",
    "expectations": lambda one: f"{one.from_} -> {one.to}: {one.text}",
    "needs": lambda one: one.key,
    "bodies.sponsor_group": lambda one: " ".join(filter(None, (one.organisation or one.staff, one.contact))),
    "bodies.project_team": lambda one: " ".join(filter(None, (one.organisation or one.staff, one.contact))),
    "need_framework.criteria": lambda one: one.key,
    "theory_of_change.nodes": lambda one: one.key,
    "theory_of_change.links": lambda one: f"{one.from_} -> {one.to}",
    "indicators": lambda one: one.key,
}

#: What is said once.
SINGLES: tuple[str, ...] = (
    "name",
    "language",
    "illustrative",
    "task",
    "mission",
    "story",
    "facilitator",
    "need_framework.threshold",
    "evaluation",
    "quiet_days",
    "settings",
)


def without_lists(definition: AllianceDefinition) -> AllianceDefinition:
    """Return a description that says the same once and has nothing in any of its lists."""
    return definition.model_copy(
        update={
            **{section: () for section in LISTS if "." not in section},
            "bodies": Bodies(),
            "need_framework": definition.need_framework.model_copy(update={"criteria": ()}),
            "theory_of_change": TheoryOfChange(),
        }
    )


def changes(before: AllianceDefinition, after: AllianceDefinition) -> tuple[Change, ...]:
    """Return what ``after`` says differently, section by section; both are descriptions as they are kept."""
    return (*_singles(before, after), *in_lists(before, after))


def _singles(before: AllianceDefinition, after: AllianceDefinition) -> Iterator[Change]:
    for section in SINGLES:
        was, now = section_of(before, section), section_of(after, section)
        if was != now:
            yield Change(section, "", was, now)


def in_lists(before: BaseModel, after: BaseModel, sections: Iterable[str] = tuple(LISTS)) -> Iterator[Change]:
    """Yield what ``after`` says differently in these lists; both have the sections of a description."""
    for section in sections:
        key = LISTS[section]
        was = {key(one): one for one in section_of(before, section)}
        now = {key(one): one for one in section_of(after, section)}
        for name in dict.fromkeys((*was, *now)):
            if was.get(name) != now.get(name):
                yield Change(section, name, was.get(name), now.get(name))


def section_of(definition: BaseModel, section: str) -> Any:
    """Return what stands in a section, such as ``theory_of_change.nodes``."""
    return reduce(getattr, section.split("."), definition)


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Name every single value in a part by its path, as it stands in the file."""
    match value:
        case BaseModel():
            dumped = value.model_dump(by_alias=True)
            yield from (leaf for name, one in dumped.items() for leaf in _leaves(one, f"{path}.{name}".lstrip(".")))
        case Mapping():
            yield from (leaf for name, one in value.items() for leaf in _leaves(one, f"{path}.{name}".lstrip(".")))
        case tuple() if value and isinstance(value[0], Mapping) and "date" in value[0]:
            for one in value:
                rest = {name: what for name, what in one.items() if name != "date"}
                yield from _leaves(rest, f"{path}.{one['date']}")
        case None | "" | ():
            return
        case _:
            yield path, value
