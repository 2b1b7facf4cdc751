"""What pydantic found wrong with a file, said as: what is wrong, what is allowed."""

import re
from collections.abc import Callable
from functools import cache
from typing import get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from models.method.definition import AllianceDefinition
from models.method.definition_types import SHOWN_LENGTH, did_you_mean, found, number_hint
from models.method.said import Said
from samenspel.yaml_tree import Location

#: Says what is wrong with a value; the text is the value as it is shown.
_Say = Callable[[ErrorDetails, str], Said]


def sentence(error: ErrorDetails, written: str | None = None) -> Said:
    """Return one line for one error, with the key it is about in front; ``written`` is how the file writes a number."""
    say = _SENTENCES.get(error["type"])
    text = say(error, _shown(error, written)) if say else Said(error["msg"])
    if error["type"] in _ABOUT_KEYS:
        return text
    return in_front(error["loc"][:-2] if _in_key(error) else error["loc"], text)


def discreet(said: Said, typed: str) -> Said:
    """Return a sentence that does not repeat what was typed of a person, because errors are kept."""
    values = {
        name: discreet(value, typed) if isinstance(value, Said) else Said("this") if value == typed else value
        for name, value in said.values.items()
    }
    # The reason in brackets quotes from the address as well.
    return Said(said.template, **values) if values else Said(re.sub(r" \([^()]*'[^()]*\)", "", said.template))


def in_front(loc: Location, text: str) -> Said:
    """Put the key that ``loc`` ends in before a text."""
    key = next((part for part in reversed(loc) if isinstance(part, str)), "")
    return Said("{place}: {problem}", place=key, problem=text) if key else Said(text)


def at_key(error: ErrorDetails) -> bool:
    """Say whether the key is what is wrong, rather than its value."""
    return error["type"] == "extra_forbidden" or _in_key(error)


def place(error: ErrorDetails) -> Location:
    """Return where in the file to look: the key or value itself, or what a missing key is missing from."""
    return error["loc"][:-1] if error["type"] == "missing" or _in_key(error) else error["loc"]


def _in_key(error: ErrorDetails) -> bool:
    # Pydantic puts this word behind the key of a free mapping when the key itself is wrong.
    return error["loc"][-1:] == ("[key]",)


def _shown(error: ErrorDetails, written: str | None) -> str:
    if written is None:
        return found(error["input"])
    return written if len(written) <= SHOWN_LENGTH else f"{written[:SHOWN_LENGTH]}…"


def _missing(error: ErrorDetails, _: str) -> Said:
    return Said('"{key}" is missing here', key=error["loc"][-1])


def _unknown(error: ErrorDetails, _: str) -> Said:
    *above, key = error["loc"]
    keys = _keys_at(tuple(part for part in above if isinstance(part, str)))
    hint = did_you_mean(str(key), keys) or Said("; allowed: {allowed}", allowed=", ".join(keys))
    if error["input"] is None and re.fullmatch("[0-9]+", str(key)):
        # Between braces a decimal comma ends the number, and what stands behind it is a key.
        hint = Said("; if it belongs to a number, write the decimals behind a point")
    return Said("unknown key {key}{hint}", key=found(str(key)), hint=hint)


@cache
def _keys_at(names: tuple[str, ...]) -> list[str]:
    """Return the keys that a mapping may have to which these keys lead."""
    section: type[BaseModel] = AllianceDefinition
    for name in names:
        fields = {field.alias or key: field for key, field in section.model_fields.items()}
        inner = fields[name].annotation
        section = next((kind for kind in (inner, *get_args(inner)) if _is_section(kind)), section)
    return [field.alias or name for name, field in section.model_fields.items()]


def _is_section(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _not_one_of(error: ErrorDetails, shown: str) -> Said:
    allowed = re.findall(r"'([^']+)'", error["ctx"]["expected"])
    value = error["loc"][-2] if _in_key(error) else error["input"]
    if value is None:
        return Said("nothing stands here; allowed: {known}", known=", ".join(allowed))
    hint = did_you_mean(value, allowed) if isinstance(value, str) else ""
    shown = found(value) if _in_key(error) else shown
    return Said("{found} is not known{hint}; allowed: {known}", found=shown, hint=hint, known=", ".join(allowed))


def _expected(what: Said) -> _Say:
    def say(error: ErrorDetails, shown: str) -> Said:
        value = error["input"]
        if value is None:
            return Said("nothing stands here; expected {what}", what=what)
        unquoted = what == "a text" and isinstance(value, int | float)
        hint = Said("; put it between quotes") if unquoted else number_hint(value) if "number" in what else ""
        return Said("expected {what}, found {found}{hint}", what=what, found=shown, hint=hint)

    return say


def _bound(words: Said, name: str) -> _Say:
    def say(error: ErrorDetails, shown: str) -> Said:
        bound = int(error["ctx"][name])
        return Said("{found} is out of range; allowed: {words} {bound}", found=shown, words=words, bound=bound)

    return say


_SENTENCES: dict[str, _Say] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _not_one_of,
    "literal_error": _not_one_of,
    "string_type": _expected(Said("a text")),
    "int_type": _expected(Said("a whole number")),
    "float_type": _expected(Said("a number")),
    "bool_type": _expected(Said("true or false")),
    "finite_number": lambda _, shown: Said("{found} is no figure to count with; allowed: a finite number", found=shown),
    "tuple_type": _expected(Said("a list")),
    "dict_type": _expected(Said("a mapping")),
    "model_type": _expected(Said("a mapping")),
    "value_error": lambda error, _: Said(error["ctx"]["error"].args[0]),
    "greater_than_equal": _bound(Said("at least"), "ge"),
    "less_than_equal": _bound(Said("at most"), "le"),
}

#: Sentences that name their key themselves.
_ABOUT_KEYS = frozenset({"missing", "extra_forbidden"})
