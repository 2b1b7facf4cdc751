"""The one decorator of all steps: an action in a thread, shown by Prefect, silent about persons."""

import asyncio
import logging
import traceback
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext

from models.method.errors import MethodError, PhaseMovedOn

P = ParamSpec("P")
R = TypeVar("R")

_quiet: ContextVar[bool] = ContextVar("samenspel_quiet", default=False)
_log = logging.getLogger("samenspel.incidents")


class Incident(Exception):
    """Something broke inside a step; its number leads to the log, its text says nothing about persons."""


@contextmanager
def quietly() -> Iterator[None]:
    """Run steps as plain functions, for many alliances in one run or none at all."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def is_quiet() -> bool:
    """Say whether steps run as plain functions here."""
    return _quiet.get() or FlowRunContext.get() is None


def step(function: Callable[P, R]) -> Callable[P, Awaitable[R]]:
    """Make a synchronous action a step of a flow.

    Inside a flow run it is a Prefect task, or quietly the bare function; either way in a thread, so that the loop
    shared by worker and flows never waits for the database. Outside a flow run it is just the function.
    :class:`PhaseMovedOn` and the other errors of the method pass; anything else becomes an :class:`Incident`, because
    a text from below may carry personal data.
    """
    name = function.__name__.replace("_", " ")

    @task(name=name, cache_policy=NO_CACHE, persist_result=False)
    async def shown(*args: P.args, **kwargs: P.kwargs) -> R | PhaseMovedOn:
        try:
            return await in_thread(function, *args, **kwargs)
        except PhaseMovedOn as moved:
            # Coming too late is no failure: the task ends well and the flow hears of it.
            return moved

    @wraps(function)
    async def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if FlowRunContext.get() is None:
            return function(*args, **kwargs)
        if is_quiet():
            return await in_thread(function, *args, **kwargs)
        result = await shown(*args, **kwargs)
        if isinstance(result, PhaseMovedOn):
            raise result
        return result

    return call


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a synchronous action in a thread; what breaks below becomes an :class:`Incident`."""
    try:
        return await asyncio.to_thread(function, *args, **kwargs)
    except MethodError:
        raise
    except Exception as problem:  # noqa: BLE001 -- whatever broke is recorded by number and place, and raised anew
        number = uuid.uuid4().hex[:8]
        places = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(traceback.extract_tb(problem.__traceback__)))
        _log.error("incident %s: %s at %s", number, type(problem).__name__, places)
        raise Incident(f"incident {number}: {type(problem).__name__}") from None
