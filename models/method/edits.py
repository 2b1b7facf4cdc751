"""Single changes to a description, as commands make them: a part comes, changes or goes."""

from collections.abc import Callable
from typing import Any

from models.method.definition import AllianceDefinition
from models.method.definition_parts import Member
from models.method.definition_types import did_you_mean
from models.method.errors import BadInput, NotFound
from models.method.parties import Body
from models.method.revision import LISTS, section_of
from models.method.said import Said

Edit = Callable[[AllianceDefinition], AllianceDefinition]


def adding(section: str, part: Any) -> Edit:
    """Return the edit that adds a part; :class:`BadInput` when there is one of its name already."""
    key = LISTS[section](part)

    def edit(definition: AllianceDefinition) -> AllianceDefinition:
        if key in _keys(definition, section):
            raise BadInput(
                '"{key}" stands under {section} already; change it, or choose another key', key=key, section=section
            )
        return _with(definition, section, (*section_of(definition, section), part))

    return edit


def changing(section: str, key: str, change: Callable[[Any], Any]) -> Edit:
    """Return the edit that changes the part ``key``; :class:`NotFound` names the known ones."""

    def edit(definition: AllianceDefinition) -> AllianceDefinition:
        check_known(definition, section, key)
        name = LISTS[section]
        parts = (change(part) if name(part) == key else part for part in section_of(definition, section))
        return _with(definition, section, tuple(parts))

    return edit


def removing(section: str, key: str) -> Edit:
    """Return the edit that takes the part ``key`` away; :class:`NotFound` names the known ones."""

    def edit(definition: AllianceDefinition) -> AllianceDefinition:
        check_known(definition, section, key)
        name = LISTS[section]
        return _with(definition, section, tuple(p for p in section_of(definition, section) if name(p) != key))

    return edit


def saying(section: str, value: object) -> Edit:
    """Return the edit that changes what is said once, such as ``mission``."""
    return lambda definition: definition.model_copy(update={section: value})


def all_of(*edits: Edit) -> Edit:
    """Return the edit that makes several, one after the other."""

    def edit(definition: AllianceDefinition) -> AllianceDefinition:
        for one in edits:
            definition = one(definition)
        return definition

    return edit


def check_known(definition: AllianceDefinition, section: str, key: str) -> None:
    """Raise :class:`NotFound` unless there is a part ``key``; it names what was probably meant, or what there is."""
    known = _keys(definition, section)
    if key not in known:
        raise NotFound(
            "{key!r} does not stand under {section} of {slug}{hint}",
            key=key,
            section=section,
            slug=definition.slug,
            hint=did_you_mean(key, known) or Said("; known: {known}", known=", ".join(known) or Said("none yet")),
        )


def _keys(definition: AllianceDefinition, section: str) -> list[str]:
    return [LISTS[section](part) for part in section_of(definition, section)]


def _with(definition: AllianceDefinition, section: str, value: object) -> AllianceDefinition:
    outer, _, inner = section.partition(".")
    if inner:
        value = getattr(definition, outer).model_copy(update={inner: value})
    return definition.model_copy(update={outer: value})


def seating(body: Body, organisation: str, *, chair: bool) -> Edit:
    """Return the edit that gives an organisation a seat in a body; a new chair takes the place of the old one."""
    section = f"bodies.{body}"

    def edit(definition: AllianceDefinition) -> AllianceDefinition:
        check_known(definition, "organisations", organisation)
        seats: tuple[Member, ...] = section_of(definition, section)
        if not any(seat.organisation == organisation for seat in seats):
            seats = (*seats, Member(organisation=organisation))
        mine = next(n for n, seat in enumerate(seats) if seat.organisation == organisation)
        return _with(
            definition,
            section,
            tuple(
                seat.model_copy(update={"chair": chair if n == mine else seat.chair and not chair})
                for n, seat in enumerate(seats)
            ),
        )

    return edit
