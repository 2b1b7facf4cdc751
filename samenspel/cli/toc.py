"""``samenspel toc``: the theory of change, which says how the activities bring about the impact (R16, R47, R53)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from models.method.indicators import Level
from samenspel.cli.answers import Done, Listing, Text
from samenspel.cli.changes import ChangeLine, done, with_consent
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.parts import changed, knowing, part, something, taking

if TYPE_CHECKING:
    from models.method.definition import AllianceDefinition

app = noun("toc", "Show and change the theory of change.")

Key = Annotated[str, Parameter(help="The node, by its key.")]
From = Annotated[str, Parameter(help="What leads to the other, by its key.")]
To = Annotated[str, Parameter(help="What it leads to, by its key.")]
LearnsFrom = Annotated[
    tuple[str, ...], Parameter(help="A node whose outcome changes this one; may be given more often.")
]


@dataclass(frozen=True, slots=True)
class NodeLine:
    """Something that is done or comes about, and the nodes it learns from."""

    key: str
    level: Level
    text: str
    learns_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One thing leading to another, and what must be true for that."""

    source: str
    target: str
    assumption: str


@app.command
def show(
    slug: Slug, /, *, mermaid: Annotated[bool, Parameter(help="Print the text of a Mermaid flowchart.")] = False
) -> Text:
    """Show the theory of change as a tree, impact first: below each thing stands what leads to it.

    Example: samenspel toc show onderwijs
    """
    from models.actions.describe import described
    from samenspel.cli import theory

    of = described(slug).theory_of_change
    nodes = [NodeLine(one.key, one.level, one.text, one.learns_from) for one in of.nodes]
    links = [LinkLine(one.from_, one.to, one.assumption) for one in of.links]
    drawn = theory.mermaid(of) if mermaid else theory.tree(of)
    return Text(drawn, {"alliance": slug, "nodes": nodes, "links": links})


@app.command
def add(
    slug: Slug,
    key: Annotated[str, Parameter(help="A short key for it: lower-case letters, digits, hyphens.")],
    level: Annotated[Level, Parameter(help="Where in the chain from activity to impact it stands.")],
    text: Annotated[str, Parameter(help="What is done or comes about.")],
    /,
    *,
    by: By,
    learns_from: LearnsFrom = (),
) -> Done:
    """Add something that is done or comes about.

    Example: samenspel toc add onderwijs gastlessen activity "Vakmensen geven gastlessen." --by hz
    """
    from models.actions.revise import revise
    from models.method.definition_parts import Node
    from models.method.edits import adding, all_of

    node = part(Node, {"key": key, "level": level, "text": text, "learns_from": learns_from})
    edit = all_of(knowing("theory_of_change.nodes", *learns_from), adding("theory_of_change.nodes", node))
    found = revise(slug, edit, by=actor(by))
    told = {"alliance": slug, "node": key, "level": level, "by": by}
    said = "{node} stands in the theory of change of {alliance} ({level})."
    return done(found, said, told, f"samenspel toc link {slug} {key} TO --by {by}")


@app.command
def change(
    slug: Slug,
    key: Key,
    /,
    *,
    by: By,
    level: Annotated[Level | None, Parameter(help="Where in the chain from activity to impact it stands.")] = None,
    text: Annotated[str | None, Parameter(help="What is done or comes about.")] = None,
    learns_from: LearnsFrom = (),
) -> Done:
    """Change a node; the nodes it learns from take the place of the former ones.

    Example: samenspel toc change onderwijs gastlessen --level output --by hz
    """
    from models.actions.revise import revise
    from models.method.edits import all_of, changing

    given = something(level=level, text=text, learns_from=learns_from)
    edit = all_of(
        knowing("theory_of_change.nodes", *learns_from),
        changing("theory_of_change.nodes", key, lambda one: changed(one, given)),
    )
    found = revise(slug, edit, by=actor(by))
    return done(found, "{what}.", {"alliance": slug, "node": key, "by": by}, f"samenspel toc show {slug}")


@app.command
def remove(slug: Slug, key: Key, /, *, by: By, dry_run: DryRun = False, yes: Yes = False) -> Done | Listing[ChangeLine]:
    """Remove a node that no link, indicator or other node names any more.

    Example: samenspel toc remove onderwijs gastlessen --by hz
    """
    return with_consent(
        taking("theory_of_change.nodes", key),
        "Remove {node} from the theory of change of {alliance}?",
        "{node} is removed from the theory of change of {alliance}.",
        {"alliance": slug, "node": key, "by": by},
        f"samenspel toc show {slug}",
        dry_run=dry_run,
        yes=yes,
    )


@app.command
def link(
    slug: Slug,
    source: From,
    target: To,
    /,
    *,
    by: By,
    assumption: Annotated[str | None, Parameter(help="What must be true for that.")] = None,
) -> Done:
    """Say that one thing leads to another, or change the assumption of a link that is there.

    Example: samenspel toc link onderwijs gastlessen instroom --assumption "Er zijn genoeg vakmensen." --by hz
    """
    from models.actions.revise import revise
    from models.method.edits import all_of

    edit = all_of(knowing("theory_of_change.nodes", source, target), _linking(source, target, assumption))
    found = revise(slug, edit, by=actor(by))
    told = {"alliance": slug, "source": source, "target": target, "by": by}
    return done(found, "{source} leads to {target}.", told, f"samenspel toc show {slug}")


def _linking(source: str, target: str, assumption: str | None) -> "Callable[[AllianceDefinition], AllianceDefinition]":
    from models.method.definition_parts import Link
    from models.method.edits import adding, changing

    one = part(Link, {"from": source, "to": target, "assumption": assumption})

    def edit(definition: "AllianceDefinition") -> "AllianceDefinition":
        if any((known.from_, known.to) == (source, target) for known in definition.theory_of_change.links):
            given = {"assumption": assumption}
            key = f"{source} -> {target}"
            return changing("theory_of_change.links", key, lambda known: changed(known, given))(definition)
        return adding("theory_of_change.links", one)(definition)

    return edit


@app.command
def unlink(
    slug: Slug, source: From, target: To, /, *, by: By, dry_run: DryRun = False, yes: Yes = False
) -> Done | Listing[ChangeLine]:
    """Say that one thing does not lead to another any more.

    Example: samenspel toc unlink onderwijs gastlessen instroom --by hz
    """
    return with_consent(
        taking("theory_of_change.links", f"{source} -> {target}"),
        "Remove this link from the theory of change of {alliance}?",
        "{source} does not lead to {target} any more.",
        {"alliance": slug, "source": source, "target": target, "by": by},
        f"samenspel toc show {slug}",
        dry_run=dry_run,
        yes=yes,
    )
