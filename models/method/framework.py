"""What an evaluation judges by, locked as versions: theory of change, indicators and threshold (R53, R57)."""

import hashlib
from collections.abc import Iterable, Iterator

from pydantic import Field, field_validator

from models.method.choices import THRESHOLD
from models.method.definition_impact import Indicator, Link, TheoryOfChange
from models.method.definition_parts import Part
from models.method.definition_types import Share
from models.method.indicators import Evidence, Layer, Level
from models.method.labels import label
from models.method.revision import LISTS, Change, ChangeKind, in_lists

#: The lists that make up a framework, and the one figure beside them.
SECTIONS: tuple[str, ...] = ("theory_of_change.nodes", "theory_of_change.links", "indicators")
THRESHOLD_SECTION = "evaluation.threshold"

#: The sections of a description in which a change may be one of the framework.
TOUCHED_BY: frozenset[str] = frozenset({*SECTIONS, "evaluation"})

#: What an assumption is about, by what the arrow leads to. That somebody takes part is only ever said by a person.
_LAYER: dict[Level, Layer] = {
    Level.ACTIVITY: Layer.DELIVERY,
    Level.OUTPUT: Layer.DELIVERY,
    Level.OUTCOME: Layer.MECHANISM,
    Level.IMPACT: Layer.PROBLEM,
}


class FrameworkContent(Part):
    """Everything that decides how figures are judged, each list by its key; what was found out is no part of it."""

    theory_of_change: TheoryOfChange = TheoryOfChange()
    indicators: tuple[Indicator, ...] = ()
    threshold: Share = Field(default=THRESHOLD)

    @field_validator("theory_of_change")
    @classmethod
    def _unjudged(cls, theory: TheoryOfChange) -> TheoryOfChange:
        links = (one.model_copy(update={"evidence": Evidence.UNTESTED}) for one in theory.links)
        return TheoryOfChange(
            nodes=tuple(sorted(theory.nodes, key=LISTS["theory_of_change.nodes"])),
            links=tuple(sorted(links, key=LISTS["theory_of_change.links"])),
        )

    @field_validator("indicators")
    @classmethod
    def _unmeasured(cls, indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        bare = (one.model_copy(update={"measurements": ()}) for one in indicators)
        return tuple(sorted(bare, key=LISTS["indicators"]))

    def sha256(self) -> str:
        """Return the fingerprint of exactly this framework."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()


def layer_of(target: Level | None) -> Layer:
    """Return what an assumption is about when nobody said so, by the level of what its arrow leads to."""
    return Layer.MECHANISM if target is None else _LAYER[target]


def layer(link: Link, levels: dict[str, Level]) -> Layer:
    """Return what the assumption of a link is about; ``levels`` are those of the nodes by key."""
    return link.layer or layer_of(levels.get(link.to))


def differences(before: FrameworkContent, after: FrameworkContent) -> tuple[Change, ...]:
    """Return what ``after`` says differently, section by section; nothing exactly when the two are equal."""
    found = in_lists(before, after, SECTIONS)
    if before.threshold == after.threshold:
        return tuple(found)
    return (*found, Change(THRESHOLD_SECTION, "", before.threshold, after.threshold))


def in_words(changes: Iterable[Change], language: str = "nl") -> tuple[str, ...]:
    """Return changes as lines like ``indicators vacatures: target 50 -> 60``, with the keys of an alliance's file."""
    return tuple(line for one in changes for line in _lines(one, language))


def _lines(change: Change, language: str) -> Iterator[str]:
    name = f"{change.section} {change.key}".rstrip()
    if change.kind is not ChangeKind.CHANGED:
        yield f"{name}: {label(change.kind, language)}"
        return
    for field, before, after in change.differences:
        what = field.removesuffix(".value")
        yield f"{name}: {f'{what} {_shown(before)}'.lstrip()} -> {_shown(after)}"


def _shown(value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return str(value).lower()
        case float():
            return f"{value:.15g}"
        case tuple() | list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
