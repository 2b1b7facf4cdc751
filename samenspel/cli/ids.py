"""The numbers by which deliveries, figures, requests and letters are named."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

from cyclopts import Parameter, Token

from models.method.said import Said

#: A number with more digits fits no database.
_TYPED = re.compile(r"[0-9]{1,9}")


def identity(_type: Any, tokens: Sequence[Token]) -> int:
    """Return the number that was typed; :class:`ValueError` says that it is none."""
    typed = tokens[0].value
    if not _TYPED.fullmatch(typed):
        raise ValueError(Said("{typed!r} is no number of the list; allowed: a whole number as 12", typed=typed))
    return int(typed)


Id = Annotated[int, Parameter(converter=identity, help="Its number, as the list shows it.")]
