"""What pydantic found wrong with a file, said as: what is wrong, what is allowed."""

import re
from collections.abc import Callable
from typing import get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from models.method.definition import AllianceDefinition
from models.method.definition_types import comma_hint, did_you_mean, found
from samenspel.yaml_tree import Location


def sentence(error: ErrorDetails) -> str:
    """Return one line for one error, with the key it is about in front."""
    say = _SENTENCES.get(error["type"])
    text = say(error) if say else error["msg"]
    if error["type"] in _ABOUT_KEYS:
        return text
    return in_front(error["loc"][:-2] if _in_key(error) else error["loc"], text)


def in_front(loc: Location, text: str) -> str:
    """Put the key that ``loc`` ends in before a text."""
    key = next((part for part in reversed(loc) if isinstance(part, str)), "")
    return f"{key}: {text}" if key else text


def at_key(error: ErrorDetails) -> bool:
    """Say whether the key is what is wrong, rather than its value."""
    return error["type"] == "extra_forbidden" or _in_key(error)


def place(error: ErrorDetails) -> Location:
    """Return where in the file to look: the key or value itself, or what a missing key is missing from."""
    return error["loc"][:-1] if error["type"] == "missing" or _in_key(error) else error["loc"]


def _in_key(error: ErrorDetails) -> bool:
    # Pydantic puts this word behind the key of a free mapping when the key itself is wrong.
    return error["loc"][-1:] == ("[key]",)


def _missing(error: ErrorDetails) -> str:
    return f'"{error["loc"][-1]}" is missing here'


def _unknown(error: ErrorDetails) -> str:
    *above, key = error["loc"]
    keys = _keys_at(tuple(above))
    return f'unknown key "{key}"' + (did_you_mean(str(key), keys) or f"; allowed: {', '.join(keys)}")


def _keys_at(loc: Location) -> list[str]:
    """Return the keys that a mapping at ``loc`` may have."""
    section: type[BaseModel] = AllianceDefinition
    for name in (part for part in loc if isinstance(part, str)):
        fields = {field.alias or key: field for key, field in section.model_fields.items()}
        inner = fields[name].annotation
        section = next((kind for kind in (inner, *get_args(inner)) if _is_section(kind)), section)
    return [field.alias or name for name, field in section.model_fields.items()]


def _is_section(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _not_one_of(error: ErrorDetails) -> str:
    allowed = re.findall(r"'([^']+)'", error["ctx"]["expected"])
    value = error["loc"][-2] if _in_key(error) else error["input"]
    if value is None:
        return f"nothing stands here; allowed: {', '.join(allowed)}"
    hint = did_you_mean(value, allowed) if isinstance(value, str) else ""
    return f"{found(value)} is not known{hint}; allowed: {', '.join(allowed)}"


def _expected(what: str) -> Callable[[ErrorDetails], str]:
    def say(error: ErrorDetails) -> str:
        value = error["input"]
        if value is None:
            return f"nothing stands here; expected {what}"
        quotes = "; put it between quotes" if what == "a text" and isinstance(value, int | float) else ""
        comma = comma_hint(value) if what == "a number" else ""
        return f"expected {what}, found {found(value)}{quotes}{comma}"

    return say


def _bound(words: str, name: str) -> Callable[[ErrorDetails], str]:
    def say(error: ErrorDetails) -> str:
        return f"{found(error['input'])} is out of range; allowed: {words} {int(error['ctx'][name])}"

    return say


_SENTENCES: dict[str, Callable[[ErrorDetails], str]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _not_one_of,
    "literal_error": _not_one_of,
    "string_type": _expected("a text"),
    "int_type": _expected("a whole number"),
    "float_type": _expected("a number"),
    "bool_type": _expected("true or false"),
    "finite_number": lambda error: f"{found(error['input'])} is no figure to count with; allowed: a finite number",
    "tuple_type": _expected("a list"),
    "dict_type": _expected("a mapping"),
    "model_type": _expected("a mapping"),
    "value_error": lambda error: str(error["ctx"]["error"]),
    "greater_than_equal": _bound("at least", "ge"),
    "less_than_equal": _bound("at most", "le"),
}

#: Sentences that name their key themselves.
_ABOUT_KEYS = frozenset({"missing", "extra_forbidden"})
