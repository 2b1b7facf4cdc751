"""``samenspel body``: seats in the sponsor group and the project team."""

from typing import Annotated

from cyclopts import Parameter

from models.method.parties import Body
from samenspel.cli.answers import Done
from samenspel.cli.options import By, Slug, actor, noun

app = noun("body", "Give seats in the sponsor group and the project team.")


@app.command(name="set")
def set_(
    slug: Slug,
    body: Annotated[Body, Parameter(help="Which of the two bodies.")],
    organisation: Annotated[str, Parameter(help="The organisation, by its key.")],
    /,
    *,
    by: By,
    chair: Annotated[bool, Parameter(help="Let it take the chair.")] = False,
) -> Done:
    """Give an organisation a seat in a body; a new chair takes the place of the old one.

    Example: samenspel body set onderwijs sponsor-group fonds --chair --by hz
    """
    from models.actions import alliances

    alliances.set_body(slug, body, organisation, by=actor(by), chair=chair)
    changed = {"alliance": slug, "body": body, "organisation": organisation, "chair": chair, "by": by}
    said = f"{organisation} {'chairs' if chair else 'sits in'} the {body.replace('_', ' ')} of {slug}."
    return Done(said, changed, f"samenspel alliance show {slug}")
