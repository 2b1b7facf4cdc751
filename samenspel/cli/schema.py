"""``samenspel schema``: what may stand in an alliance's file, and what commands answer in JSON."""

import json
from typing import Annotated, Any

from cyclopts import Parameter

from samenspel.cli.answers import Text


def schema(
    *what: Annotated[
        str,
        Parameter(
            help="`alliance`, also when left out: the file of an alliance. A command, such as `gate show`: what it "
            "answers with --json. `error`: what any command answers when something goes wrong."
        ),
    ],
) -> Text:
    """Print the JSON Schema of an alliance's file, or of what a command answers with --json.

    Example: samenspel schema gate show
    """
    name = " ".join(" ".join(what).split()) or "alliance"
    return Text(json.dumps(_of(name), ensure_ascii=False, indent=2) + "\n", {"schema": name})


def _of(name: str) -> dict[str, Any]:
    from models.method.definition_schema import file_schema
    from models.method.definition_types import did_you_mean
    from models.method.errors import BadInput
    from samenspel.cli.answer_schemas import answer_schema, answering, error_schema

    if name == "alliance":
        return file_schema()
    if name == "error":
        return error_schema()
    commands = answering()
    if name in commands:
        return answer_schema(name, commands[name])
    verbs = [one for one in commands if one.split()[0] == name.split()[0]]
    raise BadInput(
        "there is no schema of {name!r}{near}; allowed: {known}",
        name=name,
        near=did_you_mean(name, ("alliance", "error", *commands)),
        known=", ".join(verbs or ("alliance", "error", "COMMAND")),
    )
