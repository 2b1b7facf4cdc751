"""Where one test ended a walk through the method, another begins: each walk is made once in a session."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from models.db.session import database
from samenspel import clock
from samenspel.settings import settings
from tests.contents import Content, content_of, nothing_in, put_back

P = ParamSpec("P")

#: What was there after a walk, by the walk and everything that it depends on.
_AFTER: dict[tuple[str, ...], tuple[str, Content]] = {}


def walked_once(walk: Callable[P, str]) -> Callable[P, str]:
    """Make a walk once, and let whoever makes it again find what it left behind, down to the ids.

    That holds for a walk that begins with nothing, at a clock that stands still. Any other is made as always.
    """

    @wraps(walk)
    def walked(*given: P.args, **named: P.kwargs) -> str:
        here = database()
        if not isinstance(clock._clock, clock.SetClock) or not nothing_in(here):
            return walk(*given, **named)
        chosen = settings().model_dump_json(exclude={"home", "database_url"})
        start = (walk.__name__, here.engine.name, repr(given), repr(named), str(clock.now()), chosen)
        if start in _AFTER:
            slug, content = _AFTER[start]
            put_back(content, here)
        else:
            slug = walk(*given, **named)
            _AFTER[start] = (slug, content_of(here))
        return slug

    return walked
