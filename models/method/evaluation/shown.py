"""A result as it is shown and kept: every figure in six decimals."""

from typing import TypeVar

from models.method.evaluation.numbers import rounded
from models.method.evaluation.words import Frozen

_Model = TypeVar("_Model", bound=Frozen)


def shown(result: _Model) -> _Model:
    """Return a result, and every result within it, with its figures rounded."""
    return type(result).model_validate(_rounded(result.model_dump()))


def _rounded(value: object) -> object:
    match value:
        case float():
            return rounded(value)
        case dict():
            return {key: _rounded(part) for key, part in value.items()}
        case tuple() | list():
            return tuple(_rounded(part) for part in value)
        case _:
            return value
