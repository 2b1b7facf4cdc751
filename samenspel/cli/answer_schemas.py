"""What a command answers with ``--json``, as JSON Schema: derived from what the command says it returns.

It describes what :mod:`samenspel.cli.output` prints: a record with every field, moments and days as ISO text.
"""

from collections.abc import Callable, Iterator
from dataclasses import make_dataclass
from functools import reduce
from operator import or_
from types import GenericAlias
from typing import Any, Literal, get_args, get_origin

from cyclopts import App
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from models.method.definition_schema import DIALECT, Json
from samenspel.cli.answers import Content, Done, Listing, Sheet, Text
from samenspel.cli.changed_keys import BESIDE_TEXT, CHANGED, meanings
from samenspel.cli.errors import KINDS
from samenspel.cli.main import app

Command = Callable[..., Any]

#: Answers that hold a row or a record.
_HOLDING: tuple[Any, ...] = (Listing, Sheet, Content)


class _Printed(GenerateJsonSchema):
    """Says of each record that all its fields are always there and that nothing stands beside them."""

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002 -- asked by the library
        return True

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 -- asked by the library
        return False

    def dataclass_schema(self, schema: Any) -> Json:
        return {**super().dataclass_schema(schema), "additionalProperties": False}


def commands(of: App = app, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Command]]:
    """Yield every command by the words that are typed for it."""
    for name, found in of.resolved_commands().items():
        if name.startswith("-"):
            continue
        if found.default_command is not None:
            yield " ".join((*path, name)), found.default_command
        else:
            yield from commands(found, (*path, name))


def answering() -> dict[str, Command]:
    """Return every command that answers, and so has a schema, by the words that are typed for it."""
    return {name: command for name, command in commands() if command.__annotations__["return"] is not None}


def answer_schema(name: str, command: Command) -> Json:
    """Return the JSON Schema of what the command ``name`` prints with ``--json``."""
    documents = [document for kind in _kinds(command) for document in _documents(name, kind)]
    described = TypeAdapter(reduce(or_, documents)).json_schema(
        mode="serialization", by_alias=False, schema_generator=_Printed
    )
    return {"$schema": DIALECT, **described, "title": f"samenspel {name} --json"}


def error_schema() -> Json:
    """Return the JSON Schema of what every command prints on standard error when something goes wrong."""
    codes = tuple(sorted({kind.code for kind in KINDS.values()}))
    told = make_dataclass("Error", [("code", Literal[codes]), ("message", str), ("hint", str)])
    described = TypeAdapter(make_dataclass("Failed", [("error", told)])).json_schema(schema_generator=_Printed)
    return {"$schema": DIALECT, **described, "title": "samenspel --json, when something goes wrong"}


def _kinds(command: Command) -> tuple[Any, ...]:
    """Return the answers that a command may give."""
    said: Any = command.__annotations__["return"]
    return (said,) if said in (Done, Text) or get_origin(said) in _HOLDING else get_args(said)


def _documents(name: str, kind: Any) -> list[Any]:
    """Return the types of what is printed for one kind of answer."""
    if kind is Done:
        return [make_dataclass("Changed", [("ok", Literal[True]), *meanings(name, CHANGED[name])])]
    if kind is Text:
        return [make_dataclass("WithText", [*meanings(name, BESIDE_TEXT[name]), ("content", str)])]
    (row,) = get_args(kind)
    if get_origin(kind) is Listing:
        return [GenericAlias(list, (row,))]
    if get_origin(kind) is Sheet:
        return [row]
    return [
        make_dataclass(f"{row.__name__}With{title}", [(key, str)], bases=(row.record,), frozen=True)
        for key, title in (("content", "Text"), ("content_base64", "Bytes"))
    ]
