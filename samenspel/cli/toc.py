"""``samenspel toc``: the theory of change, which says how the activities bring about the impact (R16, R47, R53)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from models.method.indicators import Evidence, Layer, Level
from samenspel.cli.answers import Done, Listing, Text
from samenspel.cli.changes import ChangeLine, done, with_consent
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.options import By, Day, Slug, Why, actor, noun
from samenspel.cli.parts import changed, knowing, part, something, taking
from samenspel.cli.toc_judged import done as carried_out
from samenspel.cli.toc_judged import judge
from samenspel.cli.toc_versions import compare, versions

if TYPE_CHECKING:
    from models.method.definition import AllianceDefinition

app = noun("toc", "Show and change the theory of change.")

Key = Annotated[str, Parameter(help="The node, by its key.")]
From = Annotated[str, Parameter(help="What leads to the other, by its key.")]
To = Annotated[str, Parameter(help="What it leads to, by its key.")]
Due = Annotated[Day | None, Parameter(help="The last day of an activity.")]
LearnsFrom = Annotated[
    tuple[str, ...], Parameter(help="A node whose outcome changes this one; may be given more often.")
]


@app.command
def show(
    slug: Slug, /, *, mermaid: Annotated[bool, Parameter(help="Print the text of a Mermaid flowchart.")] = False
) -> Text:
    """Show the theory of change as a tree, impact first: below each thing stands what leads to it.

    Example: samenspel toc show onderwijs
    """
    from models.actions import theory
    from samenspel.cli import theory as drawn

    seen = theory.theory(slug)
    text = drawn.mermaid(seen) if mermaid else drawn.tree(seen)
    return Text(text, {"alliance": slug, "version": seen.version, "nodes": seen.nodes, "links": seen.links})


@app.command
def add(
    slug: Slug,
    key: Annotated[str, Parameter(help="A short key for it: lower-case letters, digits, hyphens.")],
    level: Annotated[Level, Parameter(help="Where in the chain from activity to impact it stands.")],
    text: Annotated[str, Parameter(help="What is done or comes about.")],
    /,
    *,
    by: By,
    due: Due = None,
    learns_from: LearnsFrom = (),
    reason: Why = "",
) -> Done:
    """Add something that is done or comes about; --reason says why, once what is judged by is locked.

    Example: samenspel toc add onderwijs gastlessen activity "Vakmensen geven gastlessen." --by hz
    """
    from models.actions.revise import revise
    from models.method.definition_impact import Node
    from models.method.edits import adding, all_of

    node = part(Node, {"key": key, "level": level, "text": text, "due": due, "learns_from": learns_from})
    edit = all_of(knowing("theory_of_change.nodes", *learns_from), adding("theory_of_change.nodes", node))
    found = revise(slug, edit, by=actor(by), reason=reason)
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
    due: Due = None,
    learns_from: LearnsFrom = (),
    reason: Why = "",
) -> Done:
    """Change a node; the nodes it learns from take the place of the former ones.

    Example: samenspel toc change onderwijs gastlessen --level output --by hz
    """
    from models.actions.revise import revise
    from models.method.edits import all_of, changing

    given = something(level=level, text=text, due=due, learns_from=learns_from)
    edit = all_of(
        knowing("theory_of_change.nodes", *learns_from),
        changing("theory_of_change.nodes", key, lambda one: changed(one, given)),
    )
    found = revise(slug, edit, by=actor(by), reason=reason)
    return done(found, "{what}.", {"alliance": slug, "node": key, "by": by}, f"samenspel toc show {slug}")


@app.command
def remove(
    slug: Slug, key: Key, /, *, by: By, reason: Why = "", dry_run: DryRun = False, yes: Yes = False
) -> Done | Listing[ChangeLine]:
    """Remove a node that no link, indicator or other node names any more.

    Example: samenspel toc remove onderwijs gastlessen --by hz
    """
    return with_consent(
        taking("theory_of_change.nodes", key),
        "Remove {node} from the theory of change of {alliance}?",
        "{node} is removed from the theory of change of {alliance}.",
        {"alliance": slug, "node": key, "by": by},
        f"samenspel toc show {slug}",
        reason=reason,
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
    layer: Annotated[
        Layer | None, Parameter(help="What that is about; else it follows from what the link leads to.")
    ] = None,
    reason: Why = "",
) -> Done:
    """Say that one thing leads to another, or change the assumption of a link that is there.

    Example: samenspel toc link onderwijs gastlessen instroom --assumption "Er zijn genoeg vakmensen." --by hz
    """
    from models.actions.revise import revise
    from models.method.edits import all_of

    edit = all_of(knowing("theory_of_change.nodes", source, target), _linking(source, target, assumption, layer))
    found = revise(slug, edit, by=actor(by), reason=reason)
    told = {"alliance": slug, "source": source, "target": target, "by": by}
    return done(found, "{source} leads to {target}.", told, f"samenspel toc show {slug}")


def _linking(
    source: str, target: str, assumption: str | None, layer: Layer | None
) -> "Callable[[AllianceDefinition], AllianceDefinition]":
    from models.method.definition_impact import Link
    from models.method.edits import adding, changing

    given = {"assumption": assumption, "layer": layer}
    one = part(Link, {"from": source, "to": target, **given})

    def edit(definition: "AllianceDefinition") -> "AllianceDefinition":
        if any((known.from_, known.to) == (source, target) for known in definition.theory_of_change.links):
            return changing("theory_of_change.links", f"{source} -> {target}", assumed)(definition)
        return adding("theory_of_change.links", one)(definition)

    def assumed(known: Link) -> Link:
        # What was found out was about the former assumption.
        new = assumption is not None and assumption.strip() != known.assumption
        return changed(known, {**given, "evidence": Evidence.UNTESTED if new else None})

    return edit


@app.command
def unlink(
    slug: Slug,
    source: From,
    target: To,
    /,
    *,
    by: By,
    reason: Why = "",
    dry_run: DryRun = False,
    yes: Yes = False,
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
        reason=reason,
        dry_run=dry_run,
        yes=yes,
    )


# What was found out, and the versions that were locked, stand beside this one.
for verb in (versions, compare, judge):
    app.command(verb)
app.command(carried_out, name="done")
