"""``samenspel letter approve`` and ``discard``: what waits for a person goes out or is put aside, in batches (F39)."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from models.method.errors import BadInput
from models.method.letter_advice import MOST_UNCOUNTED
from samenspel.cli.answers import Done
from samenspel.cli.confirm import DryRun, Yes, confirm, typed_count
from samenspel.cli.options import By, Reason, Slug, actor
from samenspel.cli.output import filled

if TYPE_CHECKING:
    from models.actions.letter_review import Approved

Ids = Annotated[tuple[int, ...], Parameter(help="The numbers of the letters; `samenspel letter list SLUG` names all.")]


def approve(
    slug: Annotated[str | None, Parameter(help="The alliance, by its short name; all with --all and no name.")] = None,
    numbers: Annotated[tuple[int, ...], Parameter(help="The letters; `samenspel letter review` names all.")] = (),
    /,
    *,
    by: By,
    all_: Annotated[bool, Parameter(name="--all", help="Every letter that waits for a review.")] = False,
    kind: Annotated[str | None, Parameter(help="With --all: only letters of this kind.")] = None,
    recipients: Annotated[int | None, Parameter(help="To how many recipients they go; needed above 25.")] = None,
    dry_run: DryRun = False,
) -> Done:
    """Let letters go that wait for a review, all that are named or none of them.

    Example: samenspel letter approve onderwijs 2 3 --by hz
    """
    from models.actions import letter_review

    who = actor(by)
    if bool(numbers) is all_ or (kind is not None and not all_):
        raise BadInput("name the letters by number, or give --all; --kind goes with --all")

    def approved(count: int | None, *, dry_run: bool) -> "Approved":
        if slug is not None and numbers:
            return letter_review.approve(slug, numbers, by=who, recipients=count, dry_run=dry_run)
        return letter_review.approve_all(slug, by=who, kind=kind, recipients=count, dry_run=dry_run)

    looked = approved(recipients, dry_run=True)
    changed = {"letters": looked.letters, "recipients": looked.recipients, "by": by, "dry_run": dry_run}
    if not looked.letters:
        return Done("No such letter waits for a review; nothing was changed.", changed)
    if dry_run:
        return Done("Letters that would leave: {letters}; recipients: {recipients}; nothing was changed.", changed)
    if recipients is None and looked.recipients > MOST_UNCOUNTED:
        question = filled("These letters go to {recipients} recipients; type that number to let them go:", changed)
        recipients = typed_count(question)
    approved(recipients, dry_run=False)
    return Done("Letters that may leave: {letters}; recipients: {recipients}.", changed, "samenspel letter problems")


def discard(slug: Slug, numbers: Ids, /, *, by: By, reason: Reason, dry_run: DryRun = False, yes: Yes = False) -> Done:
    """Keep letters from ever leaving, all of them or none; what they ask stays open and is reminded of.

    Example: samenspel letter discard onderwijs 2 3 --reason "De vraag is al mondeling gesteld." --yes --by hz
    """
    from models.actions import letter_review

    who = actor(by)
    kinds = letter_review.discard(slug, numbers, by=who, reason=reason, dry_run=True)
    changed = {"alliance": slug, "letters": numbers, "state": "superseded", "by": by, "dry_run": dry_run}
    several = len(kinds) > 1
    if dry_run:
        said = (
            "Letters {letters} would be discarded; nothing was changed."
            if several
            else "Letter {letters} would be discarded; nothing was changed."
        )
        return Done(said, changed)
    asked = {**changed, "kinds": tuple(dict.fromkeys(kinds))}
    question = (
        "Discard letters {letters} ({kinds}) for good?" if several else "Discard letter {letters} ({kinds}) for good?"
    )
    confirm(filled(question, asked), yes=yes)
    letter_review.discard(slug, numbers, by=who, reason=reason)
    done = "Letters {letters} are discarded." if several else "Letter {letters} is discarded."
    return Done(done, changed, f"samenspel request list {slug}")
