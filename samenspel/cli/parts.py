"""Parts of an alliance's description as they are typed: built, changed, looked for, taken away."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from models.method.errors import BadInput, NotAllowed
from models.method.said import Said, joined

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from models.method.definition import AllianceDefinition
    from models.method.definition_parts import Part

    Edit = Callable[[AllianceDefinition], AllianceDefinition]

#: Fields that say who somebody is or how to reach them.
PERSONAL = frozenset({"name", "email", "mailbox"})

PartT = TypeVar("PartT", bound="Part")


def part(kind: type[PartT], values: Mapping[str, Any]) -> PartT:
    """Return a part of the description; what is ``None`` was not given. :class:`BadInput` says a line per problem."""
    from pydantic import ValidationError

    try:
        return kind.model_validate({name: value for name, value in values.items() if value is not None})
    except ValidationError as wrong:
        raise BadInput(joined("\n", dict.fromkeys(map(_told, wrong.errors(include_url=False))))) from None


def _told(error: "ErrorDetails") -> Said:
    """Say what is wrong with a value; what is typed of a person stays out of errors, because they are kept."""
    from models.method.definition_types import found
    from samenspel.file_messages import discreet, sentence

    said = sentence(error)
    return discreet(said, found(error["input"])) if error["loc"][-1] in PERSONAL else said


def changed(before: PartT, values: Mapping[str, Any]) -> PartT:
    """Return a part with other values; what is ``None`` stays, and an empty text takes away what may be left out."""
    kind = type(before)
    given = {name: value for name, value in values.items() if value is not None}
    left_out = {name for name, value in given.items() if value == "" and kind.model_fields[name].default is None}
    kept = {**before.model_dump(by_alias=True), **given}
    return part(kind, {name: value for name, value in kept.items() if name not in left_out})


def something(**values: Any) -> Mapping[str, Any]:
    """Return the values that were given; :class:`BadInput` names what may be given when there are none."""
    given = {name: value for name, value in values.items() if value not in (None, ())}
    if not given:
        options = ", ".join(f"--{name.replace('_', '-')}" for name in values)
        raise BadInput("nothing to change; give at least one of {options}", options=options)
    return given


def knowing(section: str, *keys: str) -> "Edit":
    """Return the edit that changes nothing, and raises NotFound unless every key stands in the section."""
    from models.method.edits import check_known

    def edit(definition: "AllianceDefinition") -> "AllianceDefinition":
        for key in keys:
            check_known(definition, section, key)
        return definition

    return edit


def taking(section: str, key: str) -> "Edit":
    """Return the edit that takes a part away; :class:`NotAllowed` names what else of the description needs it."""
    from models.method.definition_checks import problems
    from models.method.edits import removing

    take = removing(section, key)

    def edit(definition: "AllianceDefinition") -> "AllianceDefinition":
        left = take(definition)
        hanging = [_named(left, one.loc) for one in problems(left) if one.section == section and one.about == key]
        if hanging:
            named = ", ".join(dict.fromkeys(hanging))
            raise NotAllowed(
                "{key!r} of {section} is named by {named}; change or remove that first",
                key=key,
                section=section,
                named=named,
            )
        return left

    return edit


def _named(definition: "AllianceDefinition", loc: Sequence[str | int]) -> str:
    """Return the section and the key of the part at a place of the description."""
    from models.method.revision import LISTS, section_of

    number = next(place for place, step in enumerate(loc) if isinstance(step, int))
    section = ".".join(str(step) for step in loc[:number])
    return f"{section} {LISTS[section](section_of(definition, section)[loc[number]])}"
