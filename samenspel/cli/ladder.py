"""``samenspel ladder``: by which steps a request is followed up, until a person takes over."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from models.method.ladders import LadderName, names_of
from samenspel.cli.answers import Done, Listing
from samenspel.cli.confirm import DryRun
from samenspel.cli.ladder_words import told
from samenspel.cli.language import tr
from samenspel.cli.options import By, actor, noun
from samenspel.cli.output import by_eye
from samenspel.cli.rows import LadderLine

if TYPE_CHECKING:
    from models.method.definition import AllianceDefinition

app = noun("ladder", "Show and choose the steps by which requests are followed up.")

Name = Annotated[LadderName, Parameter(help="Which kind of request, or all unanswered, or all with a deadline.")]
Alliance = Annotated[str | None, Parameter(help="Only for this alliance, by its short name.")]
STEPS = 'The steps, each in quotes, as "after 3 working days", "7 days before due" or "hand over at due".'

#: Whose choice a ladder is.
CHOSEN_BY: dict[str, str] = {"alliance": "the alliance", "foundation": "the foundation", "method": "the method"}


@app.command(name="list")
def list_(*, alliance: Alliance = None) -> Listing[LadderLine]:
    """List every ladder, and whether the alliance or the foundation chose it or the method proposes it.

    Example: samenspel ladder list --alliance onderwijs
    """
    from models.actions import foundation

    return Listing(
        foundation.ladders(alliance),
        ("name", "steps", "chosen_by"),
        computed={
            "steps": lambda line: told(line.steps),
            "chosen_by": lambda line: by_eye(tr(CHOSEN_BY[line.chosen_by]), line.chosen_by),
        },
    )


@app.command(name="set")
def set_(
    name: Name,
    steps: Annotated[tuple[str, ...], Parameter(help=STEPS)],
    /,
    *,
    by: By,
    alliance: Alliance = None,
    dry_run: DryRun = False,
) -> Done:
    """Choose a ladder for all alliances that choose none, or for one; its last step hands over to a person.

    Example: samenspel ladder set unanswered "after 4 working days" "hand over after 6 working days" --by hz
    """
    return _choose(name, steps, by=by, alliance=alliance, dry_run=dry_run)


@app.command
def reset(name: Name, /, *, by: By, alliance: Alliance = None, dry_run: DryRun = False) -> Done:
    """Take a chosen ladder away again, so that the one above it holds.

    Example: samenspel ladder reset unanswered --by hz
    """
    return _choose(name, (), by=by, alliance=alliance, dry_run=dry_run)


def _choose(name: LadderName, steps: tuple[str, ...], *, by: str, alliance: str | None, dry_run: bool) -> Done:
    from models.actions import foundation

    who = actor(by)
    if alliance is None:
        now = foundation.choose_ladder(name, steps, by=who, dry_run=dry_run).steps
    else:
        now = foundation.in_words(steps) or _without(alliance, name)
        _choose_for(alliance, name, foundation.in_words(steps), who, dry_run=dry_run)
    changed = {"ladder": name, "steps": now, "alliance": alliance, "by": by, "dry_run": dry_run}
    words = {"steps": told(now)}
    if dry_run:
        return Done("The ladder for {ladder} would be: {steps}; nothing was changed.", changed, words=words)
    after = f"samenspel ladder list --alliance {alliance}" if alliance else "samenspel ladder list"
    return Done("The ladder for {ladder} is: {steps}.", changed, after, words)


def _without(slug: str, name: LadderName) -> tuple[str, ...]:
    """Return the ladder that holds in an alliance when it makes no choice of its own for this name."""
    from models.actions import foundation

    own = {line.name: line for line in foundation.ladders(slug)}
    family = names_of(name)[-1]
    if family is not name and own[family].chosen_by == "alliance":
        return own[family].steps
    return next(line.steps for line in foundation.ladders() if line.name is name)


def _choose_for(slug: str, name: LadderName, steps: tuple[str, ...], who: str, *, dry_run: bool) -> None:
    from models.actions.revise import revise

    def edit(now: "AllianceDefinition") -> "AllianceDefinition":
        ladders = {one: words for one, words in now.settings.ladders.items() if one is not name}
        chosen = {**ladders, name: steps} if steps else ladders
        return now.model_copy(update={"settings": now.settings.model_copy(update={"ladders": chosen})})

    revise(slug, edit, by=who, dry_run=dry_run)
