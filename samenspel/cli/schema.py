"""``samenspel schema``: what may stand in an alliance's file, for editors that complete and check it."""

import json
from typing import Annotated, Literal

from cyclopts import Parameter

from samenspel.cli.answers import Text


def schema(what: Annotated[Literal["alliance"], Parameter(help="The file of an alliance.")] = "alliance", /) -> Text:
    """Print the JSON Schema of an alliance's file; references between its parts are checked by `alliance add`.

    Example: samenspel schema alliance
    """
    from models.method.definition import AllianceDefinition

    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **AllianceDefinition.model_json_schema(by_alias=True),
    }
    return Text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", {"schema": what})
